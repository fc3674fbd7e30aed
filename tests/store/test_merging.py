"""Merging and splitting sources: whom names mean changes and comes back, the words never."""

import contextlib
from pathlib import Path

import pytest
from copying import copy_database
from earlier import before, copied_to
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_pages import at, made_capture, made_claim, made_page
from sqlmodel import Session, col, select

from claims.errors import ClaimsError, StoreError, UnknownSourceError
from claims.records import Event, Filters, StoredClaim
from claims.store import Store
from claims.store.rows import AttributionRow
from claims.store.source_decisions import all_decisions, in_force

TEXT = "In all 3 people died."
GUARD, WATCH, COUNCIL = "lake-guard", "shore-watch", "orvan-council"


def said(store: Store, speaker: str, event: str = "ferry", publisher: str = "Orvan Post") -> StoredClaim:
    """A claim credited to a speaker by a publisher."""
    number = len(store.claims(Filters(standing=False)))
    url = f"https://orvan-post.example/{number}"
    page = made_page({"a": TEXT}, url=url, publisher=publisher)
    claim = made_claim(TEXT, "3", speaker=speaker)
    brought = store.add(
        made_capture(str(number), at(number), url, publisher), page, {"a": [claim]}, event, extractor="t"
    )
    assert brought.claims_new == 1
    return max(store.claims(), key=lambda each: each.id)


def speakers(store: Store) -> list[tuple[str | None, str | None]]:
    """Who is credited with each claim, as written and as meant."""
    return [(claim.attributed_to, claim.speaker_source) for claim in sorted(store.claims(), key=lambda each: each.id)]


COLUMNS = ("claim_id", "step", "role", "name", "words", "verb", "stance")


def steps(store: Store, *columns: str) -> list[tuple[object, ...]]:
    """Every step of every chain, its source's id and all, or only some columns."""
    with Session(store._engine) as session:
        asked = select(AttributionRow).order_by(col(AttributionRow.claim_id), col(AttributionRow.step))
        of = columns or ("source_id", *COLUMNS)
        return [tuple(getattr(row, name) for name in of) for row in session.exec(asked)]


def words(store: Store) -> list[tuple[object, ...]]:
    """What the steps of the chains say, whomever they mean."""
    return steps(store, *COLUMNS)


@pytest.fixture
def three(store: Store) -> Store:
    """Three sources, one of them under two spellings."""
    for name in ("Lake Guard", "Shore Watch", "the Shore Watch", "Orvan Council"):
        said(store, name)
    return store


def test_a_merged_source_s_names_mean_the_other_from_then_on(three: Store) -> None:
    made = three.merge_source(WATCH, GUARD, who="ana", why="one body, two names")
    assert (made.kind, made.source, made.who, made.why) == ("merge", WATCH, "ana", "one body, two names")
    assert (made.before, made.after) == ({"names": ["Shore Watch", "the Shore Watch"]}, {"into": GUARD})
    assert said(three, "Shore Watch").speaker_source == GUARD
    assert said(three, "The Shore-Watch").speaker_source == GUARD
    assert [source.slug for source in three.sources()] == [GUARD, COUNCIL, "orvan-post"]
    assert three.source(GUARD).aliases == ("Shore Watch", "the Shore Watch", "The Shore-Watch")
    assert [name for name, _ in speakers(three)[:3]] == ["Lake Guard", "Shore Watch", "the Shore Watch"]


def test_a_merge_taken_back_gives_back_what_came_in_since(three: Store) -> None:
    three.merge_source(WATCH, GUARD, who="ana")
    said(three, "Shore Watch")
    said(three, "The Shore-Watch")
    undone = three.undo_source(GUARD, who="ben", why="two bodies after all")
    assert (undone.kind, undone.undoes) == ("undo", three.source_decisions(WATCH)[0].id)
    assert [slug for _, slug in speakers(three)] == [GUARD, WATCH, WATCH, COUNCIL, WATCH, WATCH]
    assert three.source(WATCH).aliases == ("the Shore Watch", "The Shore-Watch")


def test_the_old_slug_finds_what_it_is_part_of(three: Store) -> None:
    three.merge_source(WATCH, GUARD, who="ana")
    three.merge_source(GUARD, COUNCIL, who="ana")
    assert three.source(WATCH).slug == COUNCIL
    assert len(three.claims(Filters(source=WATCH))) == len(three.claims(Filters(source=COUNCIL))) == 4
    with pytest.raises(StoreError, match="shore-watch was merged into orvan-council; name orvan-council"):
        three.edit_source(WATCH, side="state", who="ana")
    three.undo_source(GUARD, who="ana")
    assert len(three.claims(Filters(source=WATCH))) == 3


def test_a_merge_survives_reading_again(three: Store) -> None:
    three.merge_source(WATCH, GUARD, who="ana")
    before = speakers(three)
    for entry_id, _ in [*three.entries_to_read()]:
        name = next(name for (name, _), claim in zip(before, three.claims(), strict=True) if claim.entry_id == entry_id)
        three.reread(entry_id, [made_claim(TEXT, "3", speaker=name, group="people")], "t 2")
    assert speakers(three) == before
    assert {claim.group for claim in three.claims()} == {"people"}


def test_an_amended_speaker_means_the_merged_source(three: Store) -> None:
    three.merge_source(WATCH, GUARD, who="ana")
    last = three.claims()[-1]
    three.decide(last.id, "amend", "ana", None, {"attributed_to": "Shore Watch"})
    assert three.claim(last.id).speaker_source == GUARD
    three.undo_source(WATCH, who="ana")
    assert three.claim(last.id).speaker_source == WATCH


def test_one_spelling_is_split_off_and_comes_back(three: Store) -> None:
    made = three.split_source(WATCH, ["the Shore Watch"], "Shore Watch of Tolm", who="ana")
    assert (made.after["into"], made.after["names"]) == ("shore-watch-of-tolm", ["the Shore Watch"])
    assert [slug for _, slug in speakers(three)] == [GUARD, WATCH, "shore-watch-of-tolm", COUNCIL]
    assert said(three, "the Shore Watch").speaker_source == "shore-watch-of-tolm"
    assert said(three, "Shore Watch").speaker_source == said(three, "The Shore-Watch").speaker_source == WATCH
    three.undo_source(WATCH, who="ana")
    assert {slug for _, slug in speakers(three)} == {GUARD, WATCH, COUNCIL}
    with pytest.raises(UnknownSourceError):
        three.source("shore-watch-of-tolm")
    again = three.split_source(WATCH, ["the Shore Watch"], "Shore Watch of Tolm", who="ana")
    assert again.after["into"] == "shore-watch-of-tolm"


def test_a_spelling_is_split_off_to_a_known_source(three: Store) -> None:
    three.merge_source(WATCH, GUARD, who="ana")
    three.split_source(GUARD, ["Shore Watch", "the Shore Watch"], COUNCIL, who="ana")
    assert {slug for _, slug in speakers(three)} == {GUARD, COUNCIL}
    assert said(three, "A Shore Watch").speaker_source == COUNCIL


def test_a_bare_name_of_two_countries_goes_its_two_ways(store: Store) -> None:
    store.put_event(Event(slug="flood", title="Flood", place="peru"))
    at_home, abroad = said(store, "Interior Ministry"), said(store, "Interior Ministry", "flood")
    before = steps(store)
    store.merge_source(str(abroad.speaker_source), str(at_home.speaker_source), who="ana")
    assert len({slug for _, slug in speakers(store)}) == 1
    store.undo_source(str(abroad.speaker_source), who="ana")
    assert steps(store) == before
    assert [slug for _, slug in speakers(store)] == [at_home.speaker_source, abroad.speaker_source]


def test_a_bare_name_of_two_countries_leaves_one_source_two_ways(store: Store) -> None:
    store.put_event(Event(slug="flood", title="Flood", place="peru"))
    said(store, "Lake Guard")
    at_home, abroad = (str(said(store, "Interior Ministry", event).speaker_source) for event in ("ferry", "flood"))
    before = steps(store)
    store.merge_source(at_home, GUARD, who="ana")
    store.merge_source(abroad, GUARD, who="ana")
    store.undo_source(at_home, who="ana")
    assert [slug for _, slug in speakers(store)] == [GUARD, at_home, GUARD]
    store.undo_source(abroad, who="ana")
    assert steps(store) == before


def test_a_claim_that_was_moved_to_another_country_s_event_is_carried_too(store: Store) -> None:
    store.put_event(Event(slug="flood", title="Flood", place="peru"))
    said(store, "Lake Guard")
    moved = said(store, "Interior Ministry")
    with store._engine.begin() as connection:
        connection.exec_driver_sql("UPDATE claim SET event_id = 2 WHERE id = 2")
    store.merge_source(str(moved.speaker_source), GUARD, who="ana")
    assert store.claim(moved.id).speaker_source == GUARD


def test_who_speaks_for_a_merged_body_speaks_for_the_other(three: Store) -> None:
    three.edit_source(COUNCIL, speaks_for=WATCH, who="ana")
    three.merge_source(WATCH, GUARD, who="ana")
    assert three.source(COUNCIL).speaks_for == GUARD
    assert len(three.claims(Filters(source=GUARD))) == 4
    new = said(three, "Shore Watch spokesman Per Aldo")
    assert new.speaks_for == GUARD
    three.undo_source(WATCH, who="ana")
    assert three.source(COUNCIL).speaks_for == three.source("shore-watch-spokesman-per-aldo").speaks_for == WATCH


def test_edits_are_decisions_that_can_be_taken_back(three: Store) -> None:
    three.edit_source(GUARD, side="state", reliability="B", who="ana")
    three.edit_source(GUARD, side="opposition", who="ben", why="since the split")
    first, second = three.source_decisions(GUARD)
    assert (first.before, first.after) == ({"side": None, "reliability": None}, {"side": "state", "reliability": "B"})
    assert (second.before, second.after, second.why) == (
        {"side": "state"},
        {"side": "opposition"},
        "since the split",
    )
    three.undo_source(GUARD, who="ana", decision=first.id)
    assert (three.source(GUARD).side, three.source(GUARD).reliability) == ("opposition", None)
    three.undo_source(GUARD, who="ana")
    assert three.source(GUARD).side is None
    with pytest.raises(StoreError, match="no decision on lake-guard to undo"):
        three.undo_source(GUARD, who="ana")


def test_what_is_so_already_is_no_decision(three: Store) -> None:
    for _ in range(2):
        three.edit_source(GUARD, side="state", alias="Harbour Rangers", who="ana")
    assert len(three.source_decisions(GUARD)) == 1
    three.edit_source(GUARD, side="", who="ana")
    assert three.source(GUARD).side is None


def test_an_added_spelling_is_taken_back_with_what_it_found(three: Store) -> None:
    three.edit_source(GUARD, alias="Harbour Rangers", who="ana")
    assert said(three, "the Harbour Rangers").speaker_source == GUARD
    three.undo_source(GUARD, who="ana")
    assert three.source(GUARD).aliases == ()
    assert speakers(three)[-1] == ("the Harbour Rangers", "harbour-rangers")
    three.edit_source(GUARD, alias="Tern Wardens", who="ana")
    three.undo_source(GUARD, who="ana")
    assert "tern-wardens" not in [source.slug for source in three.sources()]
    assert said(three, "Tern Wardens").speaker_source == "tern-wardens"


@pytest.mark.parametrize(
    ("action", "says"),
    [
        (lambda store: store.merge_source(GUARD, GUARD, who="ana"), "can't be merged into itself"),
        (lambda store: store.merge_source(GUARD, "lake-gard", who="ana"), "did you mean 'lake-guard'"),
        (lambda store: store.merge_source(GUARD, WATCH, who=" "), "needs the name of who made it"),
        (
            lambda store: store.split_source(WATCH, ["Harbour"], who="ana"),
            "no spelling 'Harbour'; it has: Shore Watch;",
        ),
        (lambda store: store.split_source(WATCH, [], who="ana"), "Name the spellings"),
        (lambda store: store.split_source(GUARD, ["Lake Guard"], who="ana"), "all spellings of lake-guard; merge it"),
        (lambda store: store.split_source(WATCH, ["Shore Watch"], "x", who="ana"), "goes by the name 'Shore Watch'"),
        (lambda store: store.split_source(WATCH, ["the Shore Watch"], WATCH, who="ana"), "into itself"),
        (lambda store: store.distinct_sources(GUARD, GUARD, who="ana"), "apart from itself"),
        (lambda store: store.undo_source(GUARD, who="ana", decision=9), "no decision 9 on lake-guard"),
        (lambda store: store.undo_source("nobody", who="ana"), "no source 'nobody'"),
    ],
)
def test_what_can_t_be_is_refused_in_one_sentence(three: Store, action, says: str) -> None:  # type: ignore[no-untyped-def]
    before = steps(three)
    with pytest.raises(ClaimsError, match=says):
        action(three)
    assert steps(three) == before
    assert three.source_decisions(GUARD) == three.source_decisions(WATCH) == ()


def test_a_ring_of_speakers_is_refused(three: Store) -> None:
    three.edit_source(GUARD, speaks_for=WATCH, who="ana")
    three.edit_source(COUNCIL, speaks_for=GUARD, who="ana")
    with pytest.raises(StoreError, match="speak for each other in a ring"):
        three.edit_source(WATCH, speaks_for=COUNCIL, who="ana")
    with pytest.raises(StoreError, match="speak for each other in a ring"):
        three.merge_source(WATCH, COUNCIL, who="ana")
    assert three.source(WATCH).speaks_for is None


def test_a_body_keeps_a_name_while_somebody_speaks_for_it(three: Store) -> None:
    three.split_source(WATCH, ["the Shore Watch"], "Tolm Watch", who="ana")
    three.edit_source(GUARD, speaks_for="tolm-watch", who="ana")
    with pytest.raises(StoreError, match="lake-guard speaks for tolm-watch, which no name would mean then"):
        three.undo_source("tolm-watch", who="ana", decision=1)


def test_a_pair_said_to_be_two_is_known_once(three: Store) -> None:
    three.distinct_sources(GUARD, WATCH, who="ana", why="two offices")
    with pytest.raises(StoreError, match="known not to be the same"):
        three.distinct_sources(WATCH, GUARD, who="ana")
    three.undo_source(WATCH, who="ana")
    three.distinct_sources(WATCH, GUARD, who="ana")


def test_decisions_on_sources_and_claims_are_one_chain(three: Store) -> None:
    claim = three.claims()[0]
    three.decide(claim.id, "accept", "ana")
    three.merge_source(WATCH, GUARD, who="ana")
    three.decide(claim.id, "comment", "ben", "seen")
    assert three.broken_decisions() == ()
    assert [each.flaw for each in three.check() if each.flaw] == []
    with three._engine.begin() as connection:
        connection.exec_driver_sql("""UPDATE decision SET after = '{"into": "orvan-council"}' WHERE id = 2""")
    assert three.broken_decisions() == (2,)
    with three._engine.begin() as connection:
        connection.exec_driver_sql("UPDATE decision SET source_id = NULL, claim_id = 1 WHERE id = 2")
    assert three.broken_decisions() == (2,)


def test_a_name_that_means_another_source_than_was_decided_is_told(three: Store) -> None:
    three.merge_source(WATCH, GUARD, who="ana")
    with three._engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alias SET source_id = 2 WHERE name = 'Shore Watch'")
    [flaw] = [each.flaw for each in three.check() if each.flaw]
    assert "'Shore Watch'" in flaw.what


def test_what_was_stored_at_a_moment_is_asked_beside_decisions_on_sources(three: Store) -> None:
    before = at(10**5)
    three.merge_source(WATCH, GUARD, who="ana")
    assert len(three.claims(Filters(as_stored_at=before))) == 4


@pytest.mark.sqlite
def test_the_chain_of_a_database_made_before_goes_on(three: Store, tmp_path: Path) -> None:
    claim = three.claims()[0]
    made = [three.decide(claim.id, "comment", "ana", f"note {number}") for number in range(3)]
    three.close()
    copied_to(before("0009"), three.path, tmp_path / "old.db")
    with Store.open(tmp_path / "old.db") as store:
        assert store.decisions_of(claim.id) == tuple(made)
        merged = store.merge_source(WATCH, GUARD, who="ana")
        assert merged.previous_hash == made[-1].hash
        assert store.broken_decisions() == ()
        assert [each.flaw for each in store.check() if each.flaw] == []
        assert [source.slug for source in store.search_sources("shore")] == [GUARD]


ACTIONS = st.lists(
    st.tuples(st.sampled_from(["merge", "split", "edit", "undo"]), *[st.integers(0, 5)] * 3), max_size=14
)
NAMES = ("Lake Guard", "Shore Watch", "the Shore Watch", "Orvan Council", "The Orvan Council", "Interior Ministry")


def act(store: Store, action: tuple[str, int, int, int]) -> None:
    """Do one thing to some sources, if it can be done."""
    kind, one, other, which = action
    slugs = [source.slug for source in store.sources()]
    slug, second = slugs[one % len(slugs)], slugs[other % len(slugs)]
    if kind == "merge":
        store.merge_source(slug, second, who="ana")
    elif kind == "split":
        aliases = store.source(slug).aliases or (NAMES[which],)
        into = second if one % 2 else f"Split {other}"
        store.split_source(slug, [aliases[which % len(aliases)]], into, who="ana")
    elif kind == "edit":
        changes = ({"speaks_for": second}, {"alias": f"Alias {which}"}, {"side": "state"})[which % 3]
        store.edit_source(slug, who="ana", **changes)
    elif kind == "undo":
        store.undo_source(slug, who="ana")


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ACTIONS)
def test_whatever_is_merged_and_split_the_words_stay_and_all_can_be_taken_back(
    made, tmp_path_factory: pytest.TempPathFactory, actions: list[tuple[str, int, int, int]]
) -> None:  # type: ignore[no-untyped-def]
    with Store.open(copy_database(made, tmp_path_factory.mktemp("merged") / "claims.db")) as store:
        store.put_event(Event(slug="flood", title="Flood", place="peru"))
        for number, name in enumerate((*NAMES, "Interior Ministry")):
            said(store, name, ("ferry", "flood")[number // len(NAMES)])
        before, listed, written = steps(store), store.sources(), words(store)
        for action in actions:
            with contextlib.suppress(ClaimsError):
                act(store, action)
            assert words(store) == written
            assert store.broken_decisions() == ()
            for name, slug in speakers(store):
                assert name in {store.source(str(slug)).name, *store.source(str(slug)).aliases}
        while (left := undoable(store)) is not None:
            store.undo_source(left, who="ben")
        assert (steps(store), store.sources()) == (before, listed)


def undoable(store: Store) -> str | None:
    """The source of the latest decision that nobody has taken back."""
    with Session(store._engine) as session:
        standing = in_force(all_decisions(session))
        return standing[-1].source if standing else None
