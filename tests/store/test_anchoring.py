"""Where a quote stands in a page that was cut otherwise."""

import pytest

from claims.store.anchoring import Quoted, find_anchor


def quoted(text: str, quote: str, number: str, near: float = 0.0) -> Quoted:
    start = text.index(quote)
    return Quoted(
        quote, text[max(0, start - 32) : start], text[start + len(quote) :][:32], number, quote.index(number), near
    )


OLD = "Guards said 12 died in the hull. Later they said 12 died in the hull, four of them children."


@pytest.mark.parametrize(
    ("new", "found"),
    [
        ("A first line.\n" + OLD, "12 died in the hull"),
        ("Guards said 12\n died in the  hull.", "12\n died in the  hull"),
        ("Guards said 12 died in the hulk.", "12 died in the hulk"),
    ],
    ids=["exactly", "with other blanks", "nearly"],
)
def test_a_quote_is_found(new: str, found: str) -> None:
    anchor = find_anchor(quoted(OLD, "12 died in the hull", "12"), [new], [0.0])
    assert anchor is not None
    assert new[anchor.start : anchor.end] == found
    assert new[anchor.number_start :].startswith("12")


def test_neighbours_tell_equal_quotes_apart() -> None:
    second = OLD.rindex("12 died")
    quote = Quoted("12 died in the hull", OLD[second - 32 : second], ", four of them children.", "12", 0, 0.0)
    anchor = find_anchor(quote, ["Nothing here.", f"New. {OLD}"], [0.0, 0.1])
    assert anchor is not None
    assert (anchor.text, anchor.start) == (1, second + 5)


def test_equal_surroundings_are_told_apart_by_their_place_in_the_page() -> None:
    found = find_anchor(quoted("12 died.", "12 died", "12", 0.8), ["12 died.", "12 died.", "12 died."], [0.0, 0.5, 0.9])
    assert found is not None
    assert found.text == 2


@pytest.mark.parametrize("text", ["Guards said 112 died in the hull.", "Guards said 13 died in the hull.", ""])
def test_another_number_is_no_place_for_a_quote(text: str) -> None:
    assert find_anchor(quoted(OLD, "12 died in the hull", "12"), [text], [0.0]) is None
