"""Which sources may be one: pairs that are suggested with their reason, and pairs that never are."""

import pytest

from claims.names import index_names, make_source, slugify, spoken_for
from claims.store.alike import Alike, find_alike, read_names
from claims.vocabulary import load_vocabulary


def alike(*names: str) -> list[Alike]:
    """What is found among sources of these names, each a source of its own."""
    vocabulary = load_vocabulary()
    index = index_names(vocabulary)
    sources = []
    for name in names:
        made = make_source(name, vocabulary)
        body = spoken_for(name)
        fields = {"kind": made.kind, "side": made.side, "country": made.country}
        fields["speaks_for"] = slugify(body) if body else None
        sources.append(read_names(made.slug, [(made.key, name)], fields, index))
    return find_alike(sources, index)


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("Lantern Trust", "Lantrn Trust", "the same letters but for one"),
        ("Lantern Trust", "Lanterns Trust", "plural or possessive"),
        ("Tolms Harbour Board", "Tolm Harbour Board", "“tolm” also as plural or possessive"),
        ("Lake Guard", "Lake Guards", "plural or possessive"),
        ("Muhammad Tal", "Mohammad Tal", "the same letters but for one"),
        ("Mohammed al-Dorani", "Muhammad al-Dorani", "the same letters but for two"),
        ("Ana Petrov", "Anna Petrov", "the same letters but for one"),
        ("Minister Ana Petrova", "Ana Petrov", "the same letters but for one"),
        ("Orvanian Observatory", "Orvanian Observatry", "the same letters but for one"),
        ("World Health Organizaton", "World Health Organization", "the same letters but for one"),
        ("Harbour Board", "Harbourboard", "with other spaces"),
        ("Tern News Wire", "Ternnews Wire", "with other spaces"),
        ("Tolm Harbour Board (THB)", "THB", "“Tolm Harbour Board (THB)” defines THB"),
        ("the T.H.B.", "Tolm Harbour Board (THB)", "defines"),
        ("Vereinigung der Hirten (VDH)", "VDH", "defines VDH"),
        ("Tolm Harbour Board", "THB", "THB are the initials of “Tolm Harbour Board”"),
        ("Society of Orvan Teachers", "SOT", "SOT are the initials"),
        ("Tolm police", "Tolm police department", "the same words but for “department”"),
        ("Lantern Association", "Lantern", "the same words but for “association”"),
        ("Tolm Fishers Association", "Tolm Fishers", "the same words but for “association”"),
        ("Orvan Herders Group", "Orvan Herders", "the same words but for “group”"),
        ("Tolm council", "Tolm city council", "the same words but for “city”"),
        ("Interior Ministry", "Kazakhstan's Interior Ministry", "one of them with its country (kazakhstan)"),
        ("Peru's Fishers Union", "Fishers Union", "one of them with its country (peru)"),
        ("General Petrov", "Gen. Ana Petrov", "is a title and a surname that only “Gen. Ana Petrov” has here"),
        ("Commander Tal", "Omar Tal", "is a title and a surname"),
        ("P. Aldo", "Per Aldo", "the initial of the first name"),
        ("Ana Petrov", "Ana Maria Petrov", "the same first and last name"),
        ("Mwalimu Per Aldo", "Per Aldo", "with “mwalimu” before it"),
    ],
)
def test_a_pair_that_may_be_one_is_suggested_with_its_reason(one: str, other: str, reason: str) -> None:
    [found] = alike(one, other)
    assert found.one != found.other
    assert reason in found.reason
    assert 0.5 <= found.score < 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kazakhstan's Interior Ministry", "Kyrgyzstan's Interior Ministry"),
        ("Peru's Health Ministry", "Chile's Health Ministry"),
        ("Austria's Defence Ministry", "Australia's Defence Ministry"),
        ("Niger's army", "Nigeria's army"),
        ("Iran's police", "Iraq's police"),
        ("Kazakhstan's Interior Ministry", "Kazakhstan's Health Ministry"),
        ("Health Ministry", "Interior Ministry"),
        ("Interior Ministry", "Exterior Ministry"),
        ("Ministry of Health", "Ministry of Wealth"),
        ("Tolm Security Council", "Tolm Council"),
        ("Tolm Fire Brigade", "Tolm Police"),
        ("Tolm traffic police", "Tolm police"),
        ("Tolm police department", "Tolm police office"),
        ("northern command", "southern command"),
        ("Radio 1", "Radio 2"),
        ("Brigade 12", "Brigade 13"),
        ("Ana Petrov", "Ivan Petrov"),
        ("Ana Petrov", "Ana Petrosyan"),
        ("UNICEF", "UNHCR"),
        ("United Nations", "UNESCO"),
        ("Tolm police", "Tolm police spokesman Per Aldo"),
        ("a spokesman for Tolm harbour board", "Tolm harbour boards"),
        ("Tolm Harbour Board (THB)", "Tern Health Bureau (THB)"),
        ("Per Aldo", "Aldo Harbour Board"),
        ("state television", "state radio"),
        ("Tolm Herald", "Tern Herald"),
        ("North Korea's army", "South Korea's army"),
    ],
)
def test_a_pair_of_two_is_never_suggested(one: str, other: str) -> None:
    assert alike(one, other) == []


def test_a_name_without_its_country_is_left_where_two_countries_have_it() -> None:
    assert alike("Fishers Union", "Peru's Fishers Union", "Chile's Fishers Union") == []


def test_a_surname_is_left_where_two_people_have_it() -> None:
    assert alike("General Petrov", "Ana Petrov", "Ivan Petrov") == []


def test_initials_that_many_have_say_nothing() -> None:
    assert alike("THB", "Tolm Harbour Board", "Tern Health Bureau", "Tolm Herders Brotherhood") == []
