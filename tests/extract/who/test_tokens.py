"""Words and marks stand where the sentence has them."""

import pytest

from claims.extract.who.tokens import Tokens

SENTENCES = (
    "The U.N. mission’s chief said: “2.5 million fled” – a record.",
    "Said, said and said again, _said_ the mayor - twice.",
    "Radio Ferl.com quoted the co-chair (AB & Sons) as saying 3,000 left…",
)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_every_token_is_found_at_its_offset(sentence: str) -> None:
    """A word that stands twice in a sentence has two places."""
    tokens = Tokens(sentence)
    placed = [sentence[start : tokens.end_of(n)] for n, start in enumerate(tokens.starts)]
    assert placed == tokens.texts
    assert tokens.starts == sorted(set(tokens.starts))
    assert tokens.lows == [text.lower() for text in tokens.texts]


def test_marks_are_no_words() -> None:
    """A number is a word, a mark is none."""
    tokens = Tokens("Police: 5 hurt")
    assert [tokens.is_word(n) for n in range(4)] == [True, False, True, True]
