"""What an edit did to the words of a post, and whether its page says so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.compare.edits import diff_words, owns_to, word_diff
from claims.vocabulary import load_vocabulary

texts = st.text(alphabet="ab \n", max_size=60)


def test_words_that_changed_stand_in_brackets() -> None:
    old, new = "Over 5,000 people were detained.", "So far 7,939 people were detained."
    assert diff_words(word_diff(old, new)) == "[-Over 5,000-]{+So far 7,939+} people were detained."


def test_what_stayed_is_cut_to_the_words_around_the_change() -> None:
    long = " ".join(f"w{number}" for number in range(60))
    told = diff_words(word_diff(f"{long} 26 {long}", f"{long} 44 {long}"))
    assert told == (" … w53 w54 w55 w56 w57 w58 w59 [-26-]{+44+} w0 w1 w2 w3 w4 w5 w6 … ")


@given(texts, texts)
def test_pieces_make_up_both_texts(old: str, new: str) -> None:
    pieces = word_diff(old, new)
    assert "".join(piece.text for piece in pieces if piece.kind != "new") == old
    assert "".join(piece.text for piece in pieces if piece.kind != "old") == new


@pytest.mark.parametrize("lines", [1, 2000], ids=["one line", "lines"])
def test_long_texts_are_compared_piece_by_piece(lines: int) -> None:
    """Texts of 20,000 words with nothing in common but one word, over and over: as bad as it gets."""
    end = "\n" if lines > 1 else " "
    old = "".join(f"the{end if number % 10 == 0 else ' '}x{number} " for number in range(10_000))
    new = "".join(f"the{end if number % 10 == 0 else ' '}y{number} " for number in range(10_000))
    pieces = word_diff(old, new)
    assert "".join(piece.text for piece in pieces if piece.kind != "old") == new
    assert len(pieces) < 20_000


@pytest.mark.parametrize(
    ("old", "new", "beside", "said"),
    [
        ("5 died.", "7 died. This post has been corrected.", (), "This post has been"),
        ("5 died.", "UPDATED: 7 died.", (), "UPDATED"),
        ("5 died.", "7 died.", (), None),
        ("The toll was updated: 5.", "The toll was updated: 7.", (), None),
        ("5 died.", "7 died.", ("Correction: we earlier said that 5 died.",), "Correction"),
        ("5 died.", "7 died.", ("The ministry updated its count.",), None),
        ("5 died.", "7 died. Editor’s note: the first count was wrong.", (), "Editor’s note"),
        ("5 died.", "7 died in correctional homes.", (), None),
    ],
)
def test_whether_a_page_says_that_it_changed_a_post(
    old: str, new: str, beside: tuple[str, ...], said: str | None
) -> None:
    assert owns_to(old, new, beside, load_vocabulary()) == said
