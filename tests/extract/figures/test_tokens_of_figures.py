"""A sentence cut into words, figures and marks."""

import pytest

from claims.extract.figures.tokens import kind_of, tokenise


def test_offsets_are_those_of_the_entry():
    text = "On  Monday,\u00a04,100 goats’ keepers (all) fled -- “twice”."
    tokens = tokenise(text, 30)
    assert [text[token.start - 30 : token.end - 30] for token in tokens] == tokens.texts
    assert tokens.texts[:5] == ["On", "Monday", ",", "4,100", "goats"]
    assert (tokens.start(3), tokens.end(3)) == (text.index("4") + 30, text.index("4") + 35)


def test_beside_a_sentence_stands_nothing():
    tokens = tokenise("It’s done")
    assert [tokens.low(at) for at in (-2, -1, 0, 1, 2, 3, 500)] == ["", "", "it's", "done", "", "", ""]
    assert len(tokens) == 2


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("goats", "word"),
        ("re-opened", "word"),
        ("½", "word"),
        ("4,100.5", "digits"),
        ("2/34", "other"),
        ("2031-02-09", "other"),
        ("https://orle.example/1", "other"),
        ("www.orle.example", "other"),
        ("@orle", "other"),
        ("@", "mark"),
        ("--", "mark"),
        ("_", "mark"),
    ],
)
def test_the_kind_of_a_token(text, kind):
    assert tokenise(text).texts == [text]
    assert kind_of(text) == kind
