"""The forms of verbs and nouns are made by rule, or given."""

import pytest

from claims.extract.figures.lexicon import forms_of, plurals_of
from claims.extract.figures.phrases import Phrases
from claims.extract.figures.tokens import tokenise


@pytest.mark.parametrize(
    ("entry", "forms"),
    [
        ("kill", {"kill", "kills", "killing", "killed"}),
        ("injure", {"injure", "injures", "injuring", "injured"}),
        ("torch", {"torch", "torches", "torching", "torched"}),
        ("occupy", {"occupy", "occupies", "occupying", "occupied"}),
        ("wipe out", {"wipe out", "wipes out", "wiping out", "wiped out"}),
        ("steal|stole", {"steal", "stole"}),
    ],
)
def test_the_forms_of_a_verb(entry, forms):
    assert {form for form, _ in forms_of(entry)} == forms


def test_an_irregular_form_knows_what_it_is():
    assert dict(forms_of("shoot dead|shoots dead|shooting dead|shot dead")) == {
        "shoot dead": "base",
        "shoots dead": "s",
        "shooting dead": "ing",
        "shot dead": "ed",
    }
    assert ("set fire to", "ed") in set(forms_of("set fire to|sets fire to"))


@pytest.mark.parametrize(
    ("entry", "forms"),
    [
        ("death", ("death", "deaths")),
        ("casualty", ("casualty", "casualties")),
        ("crash", ("crash", "crashes")),
        ("boy", ("boy", "boys")),
        ("man|men", ("man", "men")),
    ],
)
def test_the_plural_of_a_noun(entry, forms):
    assert plurals_of(entry) == forms


def test_the_longest_phrase_wins_and_a_gap_holds_words():
    phrases = Phrases([("taken", "short"), ("taken to * hospital", "long")])
    assert phrases.match(tokenise("taken to the old county hospital"), 0) == (6, ("long",))
    assert phrases.match(tokenise("taken to the county, hospital"), 0) == (1, ("short",))
    assert phrases.match(tokenise("given"), 0) is None
    assert phrases.match(tokenise("taken"), 1) is None


def test_a_phrase_is_looked_for_where_its_first_two_words_stand():
    phrases = Phrases([("washed * away", "gap"), ("the dead", "two"), ("hurt", "one")])
    tokens = tokenise("The flood hurt nobody but the dead, it washed a bridge away")
    assert phrases.starts(tokens) == [2, 5, 9]
    assert [phrases.match(tokens, at) for at in phrases.starts(tokens)] == [
        (3, ("one",)),
        (7, ("two",)),
        (13, ("gap",)),
    ]
