"""The noun phrase after a number says who or what is counted."""

import pytest

from claims.extract.figures.groups import group_kind, noun_phrase
from claims.extract.figures.lexicon import lexicon_of
from claims.extract.figures.reading import read_sentence
from claims.vocabulary import load_vocabulary

LEXICON = lexicon_of(load_vocabulary())


def group_of(text):
    """The noun phrase of the first number and its standard group."""
    reading = read_sentence(text, 0, LEXICON)
    number = reading.numbers[0]
    phrase = noun_phrase(reading, number.last, number.vague is not None)
    if phrase.empty:
        return None, None
    words = text[reading.tokens.start(phrase.first) : reading.tokens.end(phrase.last - 1)]
    return words, group_kind(reading, phrase)


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("Twenty people were killed", "people", "all"),
        ("Thirteen law enforcers were hurt", "law enforcers", "security_forces"),
        ("Four police officers died", "police officers", "security_forces"),
        ("Seven “armed bandits” were shot", "armed bandits", "armed"),
        ("30 militants were shot dead", "militants", "armed"),
        ("Nine more left-wing demonstrators were hurt", "left-wing demonstrators", "protesters"),
        ("dozens of protesters were held", "protesters", "protesters"),
        ("Two women passengers died", "women passengers", "women"),
        ("Six school students were hurt", "school students", "children"),
        ("five missing kids were found", "missing kids", "children"),
        ("Nine foreign nationals died", "foreign nationals", "foreigners"),
        ("Two nurses were hurt", "nurses", "medical_staff"),
        ("Three reporters were held", "reporters", "journalists"),
        ("40 inmates were freed", "inmates", "detainees"),
        ("Twelve police cars were torched", "police cars", "vehicles"),
        ("300 apartment blocks collapsed", "apartment blocks", "homes"),
        ("22 shops were looted", "shops", "businesses"),
        ("Fifty schools were hit", "schools", "buildings"),
        ("8,000 cattle were killed", "cattle", "livestock"),
        ("At least one person died", "person", "all"),
        ("A 60-strong crowd gathered", "crowd", None),
        ("Two radio stations were hit", "radio stations", None),
        ("Three border passes fell", "border passes", None),
        ("200 rifles were seized", "rifles", "weapons"),
        ("15 members of the security forces died", "members of the security forces", "security_forces"),
        ("eight fire engines were sent", "fire engines", "vehicles"),
        ("45 attack drones were shot down", "attack drones", "vehicles"),
        ("Seven Brenorans were hurt", "Brenorans", None),
        ("30 of those scalded were taken away", "those scalded", None),
    ],
)
def test_the_noun_phrase_and_its_standard_group(text, words, kind):
    assert group_of(text) == (words, kind)


@pytest.mark.parametrize(
    "text",
    ["40 were hurt", "Three of them were hurt", "12 in the capital died", "220 escaped", "40 Steve Roe of the Times"],
)
def test_no_noun_no_group(text):
    assert group_of(text) == (None, None)


def test_the_lattice_holds_children_within_civilians_within_all():
    assert LEXICON.parents["children"] == "civilians"
    assert LEXICON.parents["civilians"] == "all"
    assert LEXICON.parents["homes"] == "buildings"
    assert LEXICON.is_people("journalists")
    assert LEXICON.is_things("homes")
    assert not LEXICON.is_things("livestock")
