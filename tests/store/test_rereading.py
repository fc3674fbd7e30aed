"""Stored pages read again by a later reader: no decision lost, nothing twice, what fits nowhere is a problem."""

from collections.abc import Mapping

from made_pages import EXTRACTOR, NOON, URL, at, made_capture, made_claim, made_page, row_counts, take_in

from claims.records import Claim, Filters, Moment, Page, StoredClaim
from claims.store import Store

FIRST = "The coast guard said that 3 people died on the ferry."
SECOND = "The mayor said that 7 people died on the pier."
THIRD = "A witness spoke of 9 people who died in the cabin."
BOTH = f"{FIRST} {SECOND}"
LATER = Moment(at=at(-1))


def read(posts: Mapping[str, str], reader: str = "test 2", **fields: object) -> Page:
    return made_page(posts).model_copy(update={"reader": reader, **fields})


def claims_in(text: str, *numbers: str) -> list[Claim]:
    """Claims whose quotes are sentences, as an extractor finds them."""
    found = []
    for number in numbers:
        sentence = next(each for each in (FIRST, SECOND, THIRD) if f" {number} " in each)
        start = text.index(sentence)
        claim = made_claim(sentence, number)
        found.append(claim.model_copy(update={"start": start, "number_start": start + claim.number_start}))
    return found


def every(store: Store) -> dict[str, StoredClaim]:
    """All claims by number."""
    return {claim.number: claim for claim in store.claims(Filters(standing=False))}


def again(store: Store, page: Page) -> None:
    """Read the one stored page again, and its entries, as `ingest --again` does."""
    for page_id, capture, _ in store.pages_to_read("test 2"):
        assert capture.captured_at == NOON
        store.reread_page(page_id, page, EXTRACTOR)
    for entry_id, entry in store.entries_to_read():
        numbers = [
            number for number in "379" if any(f" {number} " in s and s in entry.text for s in (FIRST, SECOND, THIRD))
        ]
        store.reread(entry_id, claims_in(entry.text, *numbers), EXTRACTOR)


def test_only_pages_of_other_versions_of_the_reader_are_read(store: Store) -> None:
    take_in(store, {"a": FIRST})
    assert [page_id for page_id, *_ in store.pages_to_read("test 1")] == []
    assert [page_id for page_id, *_ in store.pages_to_read("feeds 1")] == []
    assert [page_id for page_id, *_ in store.pages_to_read("test 2", "ferry")] == [1]


def test_a_page_read_the_same_again_changes_only_its_reader(store: Store) -> None:
    take_in(store, {"a": FIRST, "b": SECOND}, a=claims_in(FIRST, "3"), b=claims_in(SECOND, "7"))
    before, counts = every(store), row_counts(store)
    again(store, read({"a": FIRST, "b": SECOND}))
    assert every(store) == before
    after = row_counts(store)
    assert {name for name in after if after[name] != counts[name]} == {"page", "sighting"}
    assert store.page_of(before["3"].entry_id).reader == "test 2"
    again(store, read({"a": FIRST, "b": SECOND}))
    assert row_counts(store) == after


def test_a_post_that_is_cut_in_two_takes_its_claims_along(store: Store) -> None:
    store.add(
        made_capture(BOTH), made_page({"a": BOTH}), {"a": claims_in(BOTH, "3", "7")}, "ferry", extractor=EXTRACTOR
    )
    before = every(store)
    store.decide(before["7"].id, "accept", "ana", "seen the list")
    again(store, read({"a": FIRST, "b": SECOND}))
    after = every(store)
    assert {number: claim.uid for number, claim in after.items()} == {n: claim.uid for n, claim in before.items()}
    assert (after["7"].status, after["3"].status) == ("accepted", "read")
    assert (after["7"].start, store.entry_of(after["7"].id).text) == (0, SECOND)
    assert len(store.claims()) == 2
    assert store.problems() == ()
    assert store.broken_decisions() == ()


def test_an_amended_quote_moves_too_and_the_amendment_stays(store: Store) -> None:
    store.add(
        made_capture(BOTH), made_page({"a": BOTH}), {"a": claims_in(BOTH, "3", "7")}, "ferry", extractor=EXTRACTOR
    )
    seven = every(store)["7"]
    quote = "7 people died on the pier"
    start = BOTH.index(quote)
    store.decide(seven.id, "amend", "ana", None, {"quote": quote, "start": start, "number_start": start, "value": 8})
    again(store, read({"a": FIRST, "b": f"Pier. {SECOND}"}))
    moved = store.claim(seven.uid)
    assert (moved.quote, moved.value, moved.status) == (quote, 8, "amended")
    assert store.entry_of(moved.id).text[moved.start :].startswith(quote)
    assert [each.kind for each in store.decisions_of(moved.id)] == ["amend", "comment"]
    assert store.broken_decisions() == ()


def test_what_stands_nowhere_any_more_is_kept_if_decided_on_and_a_problem(store: Store) -> None:
    posts = {"a": FIRST, "b": SECOND, "c": THIRD}
    store.add(
        made_capture("x"),
        made_page(posts),
        {key: claims_in(posts[key], number) for key, number in zip("abc", "379", strict=True)},
        "ferry",
        extractor=EXTRACTOR,
    )
    seven = every(store)["7"].id
    store.decide(seven, "accept", "ana")
    again(store, read({"a": FIRST}))
    assert {claim.number: claim.status for claim in every(store).values()} == {
        "3": "read",
        "7": "accepted",
        "9": "withdrawn",
    }
    assert [claim.number for claim in store.claims()] == ["3", "7"]
    [problem] = store.problems()
    assert (f"(claim {seven})" in problem.where, problem.what) == (True, SECOND)
    assert store.entry_of(seven).text == SECOND


def test_a_time_read_better_is_the_post_s_time(store: Store) -> None:
    take_in(store, {"a": FIRST})
    page = read({"a": FIRST})
    again(store, page.model_copy(update={"entries": (page.entries[0].model_copy(update={"posted_at": LATER}),)}))
    [claim] = store.claims()
    assert (claim.posted_at, claim.known_from) == (LATER, LATER.at)


def test_a_later_capture_still_shows_what_it_showed(store: Store) -> None:
    take_in(store, {"a": FIRST, "b": SECOND})
    take_in(store, {"a": FIRST, "b": SECOND, "c": THIRD}, at(1))
    before, changes = every(store), store.changes()
    [(first, _, _), _] = store.pages_to_read("test 2")
    store.reread_page(first, read({"a": FIRST, "b": SECOND}), EXTRACTOR)
    assert {claim.uid: claim.known_until for claim in every(store).values()} == {
        claim.uid: claim.known_until for claim in before.values()
    }
    assert store.changes() == changes


def test_what_people_entered_by_hand_is_not_read_again(store: Store) -> None:
    from claims.store import Passage, make_claim

    passage = Passage(SECOND, url=URL)
    by_hand = store.add_by_hand(
        make_claim(SECOND, "7", passage, metric="killed", value=7), passage, event="ferry", who="ana"
    )
    take_in(store, {"a": FIRST})
    again(store, read({"a": FIRST}))
    assert store.claim(by_hand.uid).model_dump() == by_hand.model_dump()


def test_an_own_vocabulary_s_finds_stand_where_it_is_not_given(store: Store) -> None:
    page = made_page({"a": FIRST})
    own, newer = "rules 2 + mine.toml 11111111", "rules 2 + mine.toml 22222222"
    store.add(made_capture("x"), page, {"a": claims_in(FIRST, "3")}, "ferry", extractor=own)
    [(entry_id, _)] = store.entries_to_read()
    for other in ("rules 2", "rules 2 + theirs.toml 33333333"):
        done = store.reread(entry_id, [], other)
        assert (done.claims_left, done.claims_withdrawn) == (1, 0)
        assert done.in_words() == "1 known entry; 1 claim of another vocabulary left"
    assert store.claims()[0].extractor == own
    assert store.reread(entry_id, [], newer).claims_withdrawn == 1
