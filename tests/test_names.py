"""Names of sources: spellings that are one source, spokespeople, kinds, sides and countries."""

import pytest

from claims.names import (
    country_of,
    defined_acronym,
    is_unnamed,
    known_source,
    make_source,
    person_named,
    slugify,
    source_key,
    source_kind,
    source_side,
    spoken_for,
)
from claims.vocabulary import load_vocabulary

SAME = [
    ("Kazakhstan's Interior Ministry", "the Interior Ministry of Kazakhstan"),
    ("Kazakhstan’s Interior Ministry", "Kazakh Interior Ministry"),
    ("Ministry of Internal Affairs of the Republic of Kazakhstan", "Kazakhstan's Interior Ministry"),
    ("U.N.", "United Nations"),
    ("the UN", "United Nations"),
    ("Agence France-Presse", "AFP news agency"),
    ("the Chinese broadcaster CCTV", "China Central Television"),
    ("Iran's semi-official ISNA news agency", "ISNA"),
    ("Human Rights Activists News Agency (HRANA)", "HRANA"),
    ("Office of the UN High Commissioner for Human Rights (OHCHR)", "UN human rights office"),
    ("Ministry of Youth and Sports of Peru", "Peru's Youth and Sports Ministry"),
    ("Peruvian Defense Ministry", "Ministry of Defence of Peru"),
    ("Prosecutor General's Office of Peru", "Peru's Prosecutor General"),
    ("Interior Minister Ana Petrov", "Ana Petrov"),
    ("Ana Petrov, a surgeon at Tolm General", "Dr. Ana Petrov"),
    ("the ministry's spokesman, Per Aldo", "Per Aldo"),
    ("MÉDECINS SANS FRONTIÈRES", "Doctors Without Borders"),
    ("Tolm  Harbour\u00a0Board", "Harbour Board of Tolm"),
    ("Tolm Harbour Board (THB)", "the Tolm Harbour Board"),
    ("THB (Tolm Harbour Board)", "the Tolm Harbour Board"),
    ("Tolm Harbour Board – THB", "the Tolm Harbour Board"),
    ("Sheikh Omar Tal", "Omar Tal"),
    ("Ayatollah Omar Tal", "Omar Tal"),
    ("Pres. Oda Brill", "President Oda Brill"),
    ("PM Oda Brill", "Prime Minister Oda Brill"),
    ("Supt. Per Aldo", "Mr Per Aldo"),
    ("Brig. Gen. Per Aldo", "General Per Aldo"),
    ("Mufti Omar Tal", "Hajji Omar Tal"),
]
UNLIKE = [
    ("Kazakhstan's Interior Ministry", "Kyrgyzstan's Interior Ministry"),
    ("Kazakhstan's Interior Ministry", "Kazakhstan's Health Ministry"),
    ("North Korea's army", "South Korea's army"),
    ("Guinea's government", "Equatorial Guinea's government"),
    ("Ana Petrov", "Ivan Petrov"),
    ("UNICEF", "UNHCR"),
    ("state television", "state radio"),
    ("Sheikh Omar Tal", "Sheikh Omar Tol"),
    ("Tolm Harbour Board (THB)", "Tern Health Bureau (THB)"),
    ("Harbour Board (Tolm)", "Tolm"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_two_spellings_of_one_source(one: str, other: str) -> None:
    assert source_key(one) == source_key(other)


@pytest.mark.parametrize(("one", "other"), UNLIKE)
def test_two_sources(one: str, other: str) -> None:
    assert source_key(one) != source_key(other)


@pytest.mark.parametrize(
    "bare",
    [
        "Interior Ministry",
        "the country's Interior Ministry",
        "Ministry of the Interior",
        "ministry of internal affairs",
    ],
)
def test_a_bare_body_belongs_to_the_home_country(bare: str) -> None:
    assert source_key(bare, home="Kazakhstan") == source_key("Kazakhstan's Interior Ministry")
    assert source_key(bare) != source_key(bare, home="Kazakhstan")


@pytest.mark.parametrize(
    ("bare", "full"),
    [
        ("police", "Kazakh police"),
        ("prosecutor general", "Kazakhstan's Prosecutor General's Office"),
        ("president's office", "Office of the President of Kazakhstan"),
        ("the Red Crescent", "Kazakhstan's Red Crescent"),
    ],
)
def test_other_bare_bodies(bare: str, full: str) -> None:
    assert source_key(bare, home="Kazakhstan") == source_key(full, home="Kazakhstan")


@pytest.mark.parametrize(
    "name",
    ["Ana Petrov", "Interior Minister Ana Petrov", "UN", "Amnesty International", "Ukraine's police", "Radio Tolm"],
)
def test_persons_and_bodies_of_their_own_take_no_home(name: str) -> None:
    assert source_key(name, home="Kazakhstan") == source_key(name)


def test_keys_are_never_empty_for_a_name() -> None:
    assert source_key("The") == "the"
    assert source_key("Здравоохранение") == "здравоохранение"
    assert source_key("") == ""


@pytest.mark.parametrize(
    ("name", "both"),
    [
        ("Tolm Harbour Board (THB)", ("Tolm Harbour Board", "THB")),
        ("THB (Tolm Harbour Board)", ("Tolm Harbour Board", "THB")),
        ("Tolm Harbour Board — T.H.B.", ("Tolm Harbour Board", "T.H.B.")),
        ("Tolm Harbour Board (north)", None),
        ("Tolm (THB)", None),
        ("Tolm Harbour Board", None),
    ],
)
def test_an_acronym_that_a_name_defines(name: str, both: tuple[str, str] | None) -> None:
    assert defined_acronym(name) == both


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Kazakhstan's Interior Ministry", "kazakhstan-interior-ministry"),
        ("Médecins Sans Frontières", "medecins-sans-frontieres"),
        ("U.N. Women", "un-women"),
        ("TV 24/7", "tv-24-7"),
    ],
)
def test_slugs(text: str, slug: str) -> None:
    assert slugify(text) == slug


def test_a_slug_is_ascii_and_stable_for_any_script() -> None:
    assert slugify("МВД") == slugify("МВД")
    assert slugify("МВД").isascii()
    assert slugify("МВД") != slugify("МЧС")
    assert len(slugify("word " * 500)) <= 80


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("United Nations spokesperson Ana Petrov", "United Nations"),
        ("a spokesman for the Interior Ministry", "Interior Ministry"),
        ("navy spokesman Commander Per Aldo", "navy"),
        ("Ana Petrov, a UN spokeswoman", "UN"),
        ("Ana Petrov, spokeswoman for the Tolm harbour board", "Tolm harbour board"),
        ("the Health Ministry's chief spokesman", "Health Ministry"),
        ("the press office of President Oda Brill", "President Oda Brill"),
        ("Tolm’s governor’s press service", "Tolm's governor"),
        ("its spokesman", None),
        ("a spokesman", None),
        ("Interior Ministry", None),
        ("Interior Minister Ana Petrov", None),
    ],
)
def test_whom_a_spokesperson_speaks_for(name: str, body: str | None) -> None:
    assert spoken_for(name) == body


@pytest.mark.parametrize(
    ("name", "kind", "side"),
    [
        ("Kazakhstan's Interior Ministry", "ministry", "state"),
        ("Interior Minister Ana Petrov", "ministry", "state"),
        ("the president's office", "president", "state"),
        ("police", "police", "state"),
        ("a spokesman for the Tolm police", "police", "state"),
        ("the army", "military", "state"),
        ("Tolm city council", "local_official", "state"),
        ("Tolm Fire Brigade", "rescue_service", "state"),
        ("a surgeon at Tolm Central Hospital", "medical", "medical"),
        ("UNICEF", "un", "UN"),
        ("UN spokeswoman Ana Petrov", "un", "UN"),
        ("NATO", "intergovernmental", "intergovernmental"),
        ("a Tolm rights group", "ngo", "NGO"),
        ("the Red Crescent", "red_cross", "NGO"),
        ("Reuters", "news_agency", "media"),
        ("state television", "state_media", "state"),
        ("Xinhua", "state_media", "state"),
        ("A government Telegram channel", "state_media", "state"),
        ("the Health Ministry's Telegram channel", "state_media", "state"),
        ("a state-backed news agency", "state_media", "state"),
        ("Tolm State Journal", "newspaper", "media"),
        ("Army Times", "newspaper", "media"),
        ("Radio Tolm", "broadcaster", "media"),
        ("the strike committee", "union", "union"),
        ("Tolm University", "academic", "academic"),
        ("the Tolm Insurance Council", "business", "business"),
        ("opposition leader Ana Petrov", "opposition", "opposition"),
        ("a rebel commander", "armed_group", "armed group"),
        ("witnesses", "witness", "witness"),
        ("Ana Petrov", None, None),
    ],
)
def test_kind_and_side(name: str, kind: str | None, side: str | None) -> None:
    found = source_kind(name, load_vocabulary())
    assert (found.slug if found else None, source_side(name, load_vocabulary())) == (kind, side)


@pytest.mark.parametrize(
    "name",
    [
        "witnesses",
        "a security official",
        "officials",
        "local officials",
        "rights groups",
        "sources",
        "local media",
        "reports",
        "a US official",
        "a nurse at Tolm Hospital",
        "two human rights groups",
        "residents of Tolm",
        "sources familiar with the talks",
        "a rights monitor",
        "he",
    ],
)
def test_speakers_whom_no_name_tells_apart(name: str) -> None:
    assert is_unnamed(name)


@pytest.mark.parametrize(
    "name",
    [
        "Interior Ministry",
        "police",
        "Reuters",
        "Iranian authorities",
        "Afghan officials",
        "state media",
        "Ana Petrov",
        "Doctor Ana Petrov",
        "a spokesman for Tolm airport, Per Aldo",
        "the mayor of Tolm",
        "Rights group Lantern",
        "Tolm Doctors' Union",
    ],
)
def test_speakers_with_a_name(name: str) -> None:
    assert not is_unnamed(name)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Kazakhstan's Interior Ministry", "KZ"),
        ("Tajik president", "TJ"),
        ("the police of South Korea", "KR"),
        ("U.S. officials", "US"),
        ("a UK police spokesman", "GB"),
        ("TASS", "RU"),
        ("Interior Ministry", None),
        ("United Nations", None),
        ("Iran Human Rights", None),
        ("Chad Brill", None),
    ],
)
def test_country(name: str, code: str | None) -> None:
    assert country_of(name, load_vocabulary()) == code


def test_a_person_in_a_name() -> None:
    vocabulary = load_vocabulary()
    assert person_named("Minister of Youth and Sports Per Aldo", vocabulary) == "Per Aldo"
    assert person_named("Ana Petrov, the mayor of Tolm", vocabulary) == "Ana Petrov"
    assert person_named("Tolm Fire Brigade", vocabulary) is None
    assert person_named("Amnesty International", vocabulary) is None


def test_a_source_as_far_as_its_name_tells() -> None:
    source = make_source("Kazakhstan's Interior Ministry", load_vocabulary())
    assert (source.slug, source.kind, source.country, source.side) == (
        "kazakhstan-interior-ministry",
        "ministry",
        "KZ",
        "state",
    )
    assert source.speaks_for is None
    assert source.reliability is None


def test_every_known_source_is_found_by_each_of_its_names() -> None:
    vocabulary = load_vocabulary()
    for known in vocabulary.sources.values():
        assert known.kind in vocabulary.kinds
        assert known.country is None or known.country in vocabulary.countries
        for name in (known.name, *known.aliases):
            assert known_source(name, vocabulary) == known, name


def test_every_country_is_found_by_each_of_its_names() -> None:
    vocabulary = load_vocabulary()
    assert len(vocabulary.countries) >= 198
    for country in vocabulary.countries.values():
        for name in (country.name, *country.names, *country.adjectives):
            assert country_of(f"{name} police", vocabulary) == country.code, name


@pytest.mark.parametrize(
    "hostile", ["(" * 50_000, "a'" * 50_000, "U." * 50_000, "spokesman " * 20_000, "the " * 50_000, "\u0301" * 50_000]
)
def test_a_name_of_any_length_is_read(hostile: str) -> None:
    vocabulary = load_vocabulary()
    assert len(source_key(hostile)) <= 2_000
    spoken_for(hostile)
    source_kind(hostile, vocabulary)
    is_unnamed(hostile)
