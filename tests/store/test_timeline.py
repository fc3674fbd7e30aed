"""What became of posts from capture to capture, in whatever order the captures are taken in."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from copying import copy_database
from hypothesis import given, settings
from hypothesis import strategies as st
from made_pages import NOON, URL, at, killed, made_capture

from claims.records import Entry, Filters, Moment, Page
from claims.store import Change, Ingested, Store

WORDS = {
    "a": "The coast guard said that {} people were killed when the ferry sank in the bay this morning.",
    "b": "Hospitals of the region counted {} people killed by the evening, doctors told the radio.",
    "c": "The transport ministry put the number of killed passengers at {} in its first statement today.",
    "d": "Relatives who wait at the pier were told that {} passengers had been killed on the lower deck.",
    "e": "According to the mayor of the town, {} divers were killed while they searched the wreck.",
    "f": "The shipping line confirmed that {} of its sailors were killed in the engine room.",
    "g": "More soon, said the editors.",
    "h": "A court was told that {} people were killed because the boats could not be lowered.",
}
HOURS = {name: number for number, name in enumerate(WORDS)}

Post = tuple[str, int, float]
"""A post's name, its figure, and by how many minutes its stamp was moved."""


def entry(post: Post) -> Entry:
    """A post as a reader of stamped pages gives it: its key is the stamp with the first words."""
    name, figure, moved = post
    posted = NOON - timedelta(hours=HOURS[name]) + timedelta(minutes=moved)
    text = WORDS[name].format(figure)
    stamp = posted.strftime("%H:%M")
    return Entry(key=f"{stamp} {text[:60].casefold()}", text=text, start=0, posted_at=Moment(at=posted), stamp=stamp)


def take_in(store: Store, posts: Sequence[Post], hours: float) -> Ingested:
    start, entries = 0, []
    for each in map(entry, posts):
        entries.append(each.model_copy(update={"start": start}))
        start += len(each.text) + 2
    text = "\n\n".join(each.text for each in entries)
    page = Page(url=URL, reader="test 1", layout="stamped", publisher="Orvan Post", text=text, entries=tuple(entries))
    claims = killed({each.key: each.text for each in entries})
    return store.add(made_capture(text, at(hours)), page, claims, "ferry", extractor="claims 1")


def told(changes: Sequence[Change]) -> list[str]:
    """What changes say, without ids."""
    return sorted(
        f"{each.kind} {each.before and each.before.text} → {each.after and each.after.text} "
        f"{each.seen_before} {each.seen_after} {each.beside}"
        for each in changes
    )


def standing(store: Store) -> list[str]:
    """Every claim with when it was public and what it followed, without ids."""
    claims = {claim.id: claim for claim in store.claims(Filters(standing=False))}
    return sorted(
        f"{each.quote} {each.known_from} {each.known_until} {each.deleted_at} {each.said_at} {each.status} "
        f"after {claims[each.replaces_id].quote if each.replaces_id else None}"
        for each in claims.values()
        if each.known_from != each.known_until  # what turned out to be the same wording as another
    )


def plain(name: str, figure: int = 3, moved: float = 0) -> Post:
    return name, figure, moved


ALL = [plain(name) for name in "abcdef"]


def kinds(store: Store) -> list[tuple[str, str, datetime | None, datetime]]:
    """Each change with the name of its post and the captures around it."""
    named = {words.partition("{}")[0]: name for name, words in WORDS.items()}
    return [
        (
            each.kind,
            next(name for words, name in named.items() if (each.after or each.before).text.startswith(words)),  # type: ignore[union-attr]
            each.seen_before,
            each.seen_after,
        )
        for each in store.changes()
    ]


def test_an_edited_post_under_another_key_is_the_same_post(store: Store) -> None:
    take_in(store, ALL, 1)
    store.decide(next(each.id for each in store.claims() if "shipping" in each.quote), "accept", "ana")
    done = take_in(store, [*ALL[:-1], ("f", 9, 0)], 2)
    assert (done.entries_changed, done.entries_new, done.needs_review) == (1, 0, 1)
    assert kinds(store) == [("edited", "f", at(1), at(2))]
    by_number = {claim.number: claim for claim in store.claims(Filters(standing=False)) if "shipping" in claim.quote}
    assert (by_number["9"].replaces_id, by_number["9"].status) == (by_number["3"].id, "needs review")
    assert (by_number["3"].known_until, by_number["3"].status) == (at(2), "accepted")
    assert by_number["3"] in store.claims(Filters(as_known_at=at(1.5)))


def test_a_post_stamped_anew_is_the_same_post(store: Store) -> None:
    take_in(store, ALL, 1)
    assert take_in(store, [("c", 3, 121), *(each for each in ALL if each[0] != "c")], 2).entries_changed == 1
    assert kinds(store) == [("re-stamped", "c", at(1), at(2))]
    assert len(store.claims()) == 6


def test_posts_in_another_order_are_no_change(store: Store) -> None:
    take_in(store, ALL, 1)
    assert take_in(store, [ALL[3], *ALL[:3], *ALL[4:]], 2).entries_seen == 6
    assert kinds(store) == []


def test_a_post_missing_among_the_others_was_deleted(store: Store) -> None:
    take_in(store, ALL, 1)
    take_in(store, [*ALL[:2], *ALL[3:]], 2)
    assert kinds(store) == [("deleted", "c", at(1), at(2))]
    [gone] = [claim for claim in store.claims() if claim.deleted_at]
    assert (gone.known_until, gone.status) == (at(2), "read")
    assert gone.id not in {claim.id for claim in store.claims(Filters(as_known_at=at(2)))}
    [before] = [claim for claim in store.claims(Filters(as_known_at=at(1.5))) if claim.id == gone.id]
    assert before.deleted_at is None


@pytest.mark.parametrize(
    "later",
    [
        ["a", "b", "c", "d"],
        ["c", "d", "e", "f"],
        ["b", "c"],
        ["a"],
        ["f"],
    ],
    ids=["cut off", "the newest missing, nothing newer there", "both", "one left above", "one left below"],
)
def test_what_a_page_no_longer_reaches_was_not_deleted(store: Store, later: list[str]) -> None:
    take_in(store, ALL, 1)
    take_in(store, [plain(name) for name in later], 2)
    assert kinds(store) == []


def test_a_page_that_moved_on_has_deleted_nothing_but_what_is_missing_between(store: Store) -> None:
    take_in(store, [plain(name) for name in "cdefh"], -1.5)
    take_in(store, [plain(name) for name in "abd"], 2)
    assert kinds(store) == [("deleted", "c", at(-1.5), at(2))]


def test_a_pinned_post_says_nothing_of_what_lies_below_it(store: Store) -> None:
    take_in(store, [plain("h"), plain("d"), plain("e")], -2.5)
    take_in(store, [plain("h"), plain("a"), plain("b")], 2)
    assert kinds(store) == []


@pytest.mark.parametrize(("names", "deleted"), [("abcdefh", 5), ("abcdefgh", 0)], ids=["five in a row", "six"])
def test_a_folded_stretch_was_not_deleted(store: Store, names: str, deleted: int) -> None:
    whole = [plain(name) for name in names]
    take_in(store, whole, 1)
    take_in(store, [whole[0], whole[-1]], 2)
    assert [kind for kind, *_ in kinds(store)] == ["deleted"] * deleted


@pytest.mark.parametrize(("names", "late"), [("abcdefh", 5), ("abcdefgh", 0)], ids=["five in a row", "six"])
def test_an_opened_stretch_was_not_added_late(store: Store, names: str, late: int) -> None:
    whole = [plain(name) for name in names]
    take_in(store, [whole[0], whole[-1]], 1)
    take_in(store, whole, 2)
    assert [kind for kind, *_ in kinds(store)] == ["added late"] * late


def test_a_post_with_an_old_stamp_was_added_late(store: Store) -> None:
    take_in(store, [plain(name) for name in "abdef"], 1)
    take_in(store, ALL, 2)
    assert kinds(store) == [("added late", "c", at(1), at(2))]
    [late] = [claim for claim in store.claims() if "transport" in claim.quote]
    assert late.known_from == at(2)
    assert late.id not in {claim.id for claim in store.claims(Filters(as_known_at=at(1.5)))}


def test_new_posts_are_known_from_their_stamps(store: Store) -> None:
    take_in(store, [plain(name) for name in "bcdef"], -0.5)
    take_in(store, ALL, 1)
    assert kinds(store) == []
    assert min(claim.known_from for claim in store.claims() if "coast guard" in claim.quote) == NOON


def test_a_post_back_in_the_same_words_was_never_gone(store: Store) -> None:
    take_in(store, ALL, 1)
    take_in(store, [*ALL[:2], *ALL[3:]], 2)
    assert take_in(store, [*ALL, plain("h")], 3).entries_new == 1
    assert kinds(store) == []
    assert all(claim.known_until is None for claim in store.claims())


def test_a_deletion_is_stored_when_its_capture_is(store: Store) -> None:
    take_in(store, ALL, 1)
    then = datetime.now(NOON.tzinfo)
    take_in(store, [*ALL[:2], *ALL[3:]], 2)
    assert [claim.deleted_at for claim in store.claims(Filters(as_stored_at=then))] == [None] * 6
    assert at(2) in [claim.deleted_at for claim in store.claims()]


posts = st.lists(
    st.tuples(st.sampled_from(sorted(WORDS)), st.sampled_from([3, 5]), st.sampled_from([0.0, 0.0, 0.0, 125.0])),
    min_size=1,
    max_size=8,
    unique_by=lambda post: post[0],
).map(lambda found: sorted(found, key=lambda post: HOURS[post[0]]))


@settings(max_examples=12, deadline=None)
@given(captures=st.lists(posts, min_size=2, max_size=5), data=st.data())
def test_the_order_in_which_captures_arrive_changes_nothing(
    captures: list[list[Post]], data: st.DataObject, made: Path
) -> None:
    order = data.draw(st.permutations(range(len(captures))))
    found = []
    with TemporaryDirectory() as folder:
        for name, taken in (("straight", range(len(captures))), ("other", order)):
            with Store.open(copy_database(made, Path(folder) / f"{name}.db")) as opened:
                for number in taken:
                    take_in(opened, captures[number], number + 1)
                found.append((standing(opened), told(opened.changes())))
    assert found[0] == found[1]
