"""Posts in several wordings: which stood when, in whatever order the captures arrive."""

from datetime import datetime
from itertools import permutations

import pytest
from made_pages import NOON, URL, at, killed, made_capture, made_claim, made_page, row_counts, take_in

from claims.records import Entry, Filters, Moment, StoredClaim
from claims.store import Store

POSTED = at(-4)
"""When the first post of a made page was posted."""


def every(store: Store) -> tuple[StoredClaim, ...]:
    """The claims of all wordings."""
    return store.claims(Filters(standing=False))


def wordings(store: Store) -> list[tuple[str, datetime, datetime | None]]:
    """The claims' numbers with the time in which their wording stood, by that time."""
    return sorted(((each.number, each.known_from, each.known_until) for each in every(store)), key=lambda each: each[1])


def test_an_edited_post_is_a_new_wording(store: Store) -> None:
    take_in(store, {"a": "At least 3 people died."}, at(0))
    done = take_in(store, {"a": "At least 5 people died."}, at(1))
    assert (done.entries_new, done.entries_changed, done.claims_new) == (0, 1, 1)
    assert wordings(store) == [("3", POSTED, at(1)), ("5", at(1), None)]
    assert [claim.number for claim in store.claims()] == ["5"]


def test_a_post_put_back_is_a_third_wording(store: Store) -> None:
    for hours, number in enumerate((3, 5, 3)):
        take_in(store, {"a": f"At least {number} people died.", "b": f"Capture {'xyz'[hours]}."}, at(hours))
    assert wordings(store) == [("3", POSTED, at(1)), ("5", at(1), at(2)), ("3", at(2), None)]


def test_a_page_put_back_as_it_was_restores_its_wording(store: Store) -> None:
    first, second = {"a": "At least 3 people died."}, {"a": "At least 5 people died."}
    for hours, posts in enumerate((first, second)):
        take_in(store, posts, at(hours))
    before = row_counts(store)
    done = take_in(store, first, at(2))
    after = row_counts(store)
    assert (done.capture_new, done.entries_changed, done.claims_new) == (True, 1, 1)
    assert (after["capture"] - before["capture"], after["content"]) == (1, before["content"])
    assert wordings(store) == [("3", POSTED, at(1)), ("5", at(1), at(2)), ("3", at(2), None)]


def test_captures_taken_in_twice_in_whatever_order_change_nothing(store: Store) -> None:
    captures = ((0, 3), (1, 5), (2, 3), (2, 8))
    for order in permutations(captures):
        for hours, number in order:
            take_in(store, {"a": f"At least {number} people died."}, at(hours))
        before = row_counts(store), every(store)
        for hours, number in order:
            assert not take_in(store, {"a": f"At least {number} people died."}, at(hours)).capture_new
        assert (row_counts(store), every(store)) == before


def test_the_same_bytes_again_are_the_same_retrieval_while_nothing_else_stood_between(store: Store) -> None:
    posts = {"a": "At least 3 people died."}
    first = take_in(store, posts, at(0))
    before = row_counts(store)
    assert take_in(store, posts, at(9)).capture_id == first.capture_id
    assert row_counts(store) == before


def test_other_line_ends_and_trailing_blanks_are_no_edit(store: Store) -> None:
    take_in(store, {"a": "Ferry sinks\nAt least 3 people died.\n\nMore soon.", "b": "Then 5 people died."}, at(0))
    again = {"a": "Ferry sinks \r\nAt least 3 people died.\r\n\r\nMore soon.\t", "b": "Then 5 people died. \n"}
    assert store.new_entries(made_page(again), at(1)) == ()
    done = take_in(store, again, at(1))
    assert (done.capture_new, done.entries_seen, done.entries_changed, done.claims_known) == (True, 2, 0, 2)
    edited = take_in(store, {"a": "Ferry sinks\r\nAt least 3 people died.\r\nMore soon.", "b": "Then 5"}, at(2))
    assert edited.entries_changed == 2


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_captures_may_arrive_in_any_order(store: Store, order: tuple[int, ...]) -> None:
    captures = ((0, 3), (1, 5), (2, 5), (3, 8))
    for hours, number in (captures[each] for each in order):
        take_in(store, {"a": f"At least {number} people died.", "b": f"Capture {'vxyz'[hours]}"}, at(hours))
    assert wordings(store) == [("3", POSTED, at(1)), ("5", at(1), at(3)), ("8", at(3), None)]
    three, five, eight = (claim.id for number in "358" for claim in every(store) if claim.number == number)
    assert {claim.id: claim.replaces_id for claim in every(store)} == {three: None, five: three, eight: five}


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_a_wording_put_back_is_told_apart_whenever_what_stood_between_arrives(
    store: Store, order: tuple[int, ...]
) -> None:
    for hours in order:
        take_in(store, {"a": f"At least {(3, 5, 3)[hours]} people died.", "b": f"Capture {'vxy'[hours]}"}, at(hours))
    assert wordings(store) == [("3", POSTED, at(1)), ("5", at(1), at(2)), ("3", at(2), None)]


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_equal_bytes_are_captures_of_their_own_where_others_stood_between(store: Store, order: tuple[int, ...]) -> None:
    for hours in order:
        take_in(store, {"a": f"At least {(3, 5, 3, 3)[hours]} people died."}, at(hours))
    assert wordings(store) == [("3", POSTED, at(1)), ("5", at(1), at(2)), ("3", at(2), None)]
    assert [claim.number for claim in store.claims()] == ["3"]


@pytest.mark.parametrize(
    ("posted", "known_from"),
    [
        (None, NOON),
        (Moment(at=at(-5)), at(-5)),
        (Moment(at=at(-36), exactness="day"), at(-12)),
        (Moment(at=at(-2), exactness="hour"), at(-1)),
        (Moment(at=at(-2), exactness="unknown"), at(-2)),
        (Moment(at=at(-2), exactness="day"), NOON),
        (Moment(at=at(3)), NOON),
    ],
    ids=[
        "never stamped",
        "minute",
        "a bare date is its end",
        "hour",
        "unknown",
        "seen before its end",
        "stamped ahead",
    ],
)
def test_a_first_wording_is_known_from_when_it_was_posted(
    store: Store, posted: Moment | None, known_from: datetime
) -> None:
    text = "At least 3 people died."
    page = made_page({}).model_copy(update={"entries": (Entry(key="a", text=text, start=0, posted_at=posted),)})
    store.add(made_capture(text), page, killed({"a": text}), "ferry", extractor="t")
    assert store.claims()[0].known_from == known_from


def test_posts_of_other_pages_are_other_posts(store: Store) -> None:
    take_in(store, {"a": "At least 3 people died."})
    elsewhere = "https://tern-radio.example/"
    posts = {"a": "At least 5 people died."}
    page = made_page(posts, url=elsewhere)
    store.add(made_capture("other", at(1), url=elsewhere), page, killed(posts), "ferry", extractor="t")
    assert {(claim.number, claim.url, claim.known_until) for claim in store.claims()} == {
        ("3", URL, None),
        ("5", elsewhere, None),
    }


def test_a_decided_claim_s_successor_needs_review(store: Store) -> None:
    text, edited = "Guards said 3 people died, 7 more died later.", "Guards said 9 people died, 3 people died."
    old = [made_claim(text, number) for number in ("3", "7")]
    new = [made_claim(edited, number) for number in ("9", "3")]
    take_in(store, {"a": text}, at(0), a=old)
    three, seven = store.claims()
    store.decide(three.id, "accept", "ana")
    store.decide(three.id, "rank", "ana", "seen the list", {"rank": "preferred"})
    done = take_in(store, {"a": edited}, at(1), a=new)
    assert done.needs_review == 1
    by_number = {claim.number: claim for claim in store.claims()}
    assert (by_number["3"].status, by_number["3"].rank) == ("needs review", "preferred")
    assert (by_number["9"].status, by_number["9"].rank) == ("read", "normal")
    assert store.claim(three.id).status == "accepted"
    assert (by_number["3"].replaces_id, by_number["9"].replaces_id) == (three.id, seven.id)
    store.decide(by_number["3"].id, "accept", "ana")
    assert store.claim(by_number["3"].id).status == "accepted"
    assert store.claim(seven.id).known_until == at(1)
