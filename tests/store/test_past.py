"""What was public at a moment, and what the database held at a moment: wordings, readings, decisions."""

from datetime import UTC, datetime
from itertools import product
from typing import Any

import pytest
from made_pages import EXTRACTOR, NOON, Posts, at, killed, made_capture, made_claim, made_page, take_in
from sqlmodel import Session

from claims.records import Filters, StoredClaim
from claims.store import Store
from claims.store.meeting import meeting
from claims.vocabulary import load_vocabulary

TEXT = "Guards said 3 people died, 7 were hurt and 9 are missing."
THREE, SEVEN, NINE = (made_claim(TEXT, number, speaker="Guards") for number in ("3", "7", "9"))


def clock() -> datetime:
    """A moment after all that was stored so far, before all that will be."""
    return datetime.now(UTC)


def numbers(store: Store, **filters: Any) -> list[str]:
    return [claim.number for claim in store.claims(Filters(**filters))]


def test_as_known_at_gives_the_wording_that_stood(store: Store) -> None:
    take_in(store, {"a": "At least 3 people died.", "b": "Later 4 died."}, at(0))
    take_in(store, {"a": "At least 5 people died.", "b": "Later 4 died."}, at(1))
    known = {hours: numbers(store, as_known_at=at(hours)) for hours in (-5, -4, -3, 0.9, 1, 9)}
    assert known == {-5: [], -4: ["3"], -3: ["3", "4"], 0.9: ["3", "4"], 1: ["4", "5"], 9: ["4", "5"]}
    assert numbers(store, as_known_at=at(9)) == numbers(store)
    assert numbers(store, as_known_at=at(9), standing=False) == ["3", "4", "5"]
    assert store.count(Filters(as_known_at=at(-4))) == 1


def test_as_stored_at_knows_no_reading_of_later(store: Store) -> None:
    empty = clock()
    take_in(store, {"a": TEXT}, a=[THREE, SEVEN])
    first = clock()
    [(entry_id, _)] = store.entries_to_read("ferry")
    better = SEVEN.model_copy(update={"metric": "injured", "chain": SEVEN.chain[1:], "part_of": THREE.number_start})
    store.reread(entry_id, [better, NINE], "claims 2")
    then = {claim.number: claim for claim in store.claims(Filters(as_stored_at=first))}
    today = {claim.number: claim for claim in store.claims()}
    assert (set(then), set(today)) == ({"3", "7"}, {"7", "9"})
    assert [(each["7"].metric, each["7"].attributed_to, each["7"].extractor) for each in (then, today)] == [
        ("killed", "Guards", EXTRACTOR),
        ("injured", None, "claims 2"),
    ]
    assert (then["7"].speaker_source, then["7"].part_of_id, today["7"].part_of_id) == ("guards", None, then["3"].id)
    assert numbers(store, as_stored_at=first, metric="injured") == []
    assert numbers(store, as_stored_at=first, source="Guards", event="ferry") == ["3", "7"]
    assert numbers(store, as_stored_at=empty) == []
    assert store.claims(Filters(as_stored_at=clock())) == store.claims()
    assert store.count(Filters(as_stored_at=first)) == 2


def test_as_stored_at_knows_no_decision_of_later(store: Store) -> None:
    take_in(store, {"a": TEXT}, a=[THREE, SEVEN])
    read = clock()
    three, seven = (claim.id for claim in store.claims())
    store.decide(three, "reject", "ana", "a misprint")
    store.decide(seven, "amend", "ana", None, {"value": 8})
    store.decide(seven, "rank", "ana", "best placed", {"rank": "preferred"})
    decided = clock()
    store.decide(seven, "amend", "ana", None, {"value": 9})

    def told(moment: datetime) -> list[tuple[object, ...]]:
        found = store.claims(Filters(as_stored_at=moment))
        return [(int(each.value or 0), each.status, each.rank) for each in found]

    assert told(read) == [(3, "read", "normal"), (7, "read", "normal")]
    assert told(decided) == [(8, "amended", "preferred")]
    assert told(clock()) == [(9, "amended", "preferred")]


def test_what_a_new_wording_inherits_is_of_its_time_too(store: Store) -> None:
    take_in(store, {"a": "At least 3 people died."}, at(0))
    [first] = store.claims()
    take_in(store, {"a": "At least 3 people have died."}, at(1))
    edited = clock()
    store.decide(first.id, "accept", "ana")
    store.decide(first.id, "rank", "ana", "best placed", {"rank": "preferred"})
    [(entry_id, _)] = list(store.entries_to_read("ferry"))[1:]
    store.reread(entry_id, killed({"a": "At least 3 people have died."})["a"], "claims 2")
    [then] = store.claims(Filters(as_stored_at=edited))
    [now] = store.claims()
    assert (then.id, then.status, then.rank) == (now.id, "read", "normal")
    assert (now.status, now.rank) == ("needs review", "preferred")


@pytest.mark.parametrize("edit", ["At least 5 people died.", "Nothing is known."])
def test_an_edit_stored_later_had_not_replaced_anything(store: Store, edit: str) -> None:
    take_in(store, {"a": "At least 3 people died."}, at(0))
    before = clock()
    take_in(store, {"a": edit}, at(1))
    assert numbers(store, as_stored_at=before) == ["3"]
    assert numbers(store, as_stored_at=before, as_known_at=at(2)) == ["3"]
    assert numbers(store, as_stored_at=clock()) == numbers(store) == (["5"] if "5" in edit else [])
    assert numbers(store, as_stored_at=clock(), as_known_at=at(0.5)) == ["3"]


def test_captures_stored_out_of_order(store: Store) -> None:
    take_in(store, {"a": "At least 3 people died."}, at(0))
    one = clock()
    take_in(store, {"a": "At least 8 people died."}, at(2))
    two = clock()
    take_in(store, {"a": "At least 5 people died."}, at(1))
    assert [numbers(store, as_stored_at=each) for each in (one, two, clock())] == [["3"], ["8"], ["8"]]
    assert numbers(store, as_known_at=at(1.5)) == ["5"]


FILTERS: list[dict[str, object]] = [
    {},
    {"metric": "killed"},
    {"group": "children"},
    {"place": "kazakhstan"},
    {"place": "kazakhstan/almaty"},
    {"source": "Guards"},
    {"source": "Guards", "role": "relay"},
    {"source": "Orvan Post", "role": "publisher"},
    {"role": "speaker"},
    {"role": "relay"},
    {"side": "state"},
    {"side": "media", "role": "publisher"},
    {"since": NOON},
    {"until": NOON},
    {"qualifier": "exact"},
    {"scope": "part", "certainty": "stated", "basis": "stated"},
    {"event": "ferry", "source": "Interior Ministry"},
    {"standing": False},
]


@pytest.mark.parametrize("filters", FILTERS, ids=str)
def test_claims_in_hand_meet_the_filters_that_the_tables_meet(store: Store, filters: dict[str, object]) -> None:
    made: list[dict[str, Any]] = [
        {"metric": metric, "speaker": speaker, "group_kind": group, "place": place, "scope": scope}
        for metric, speaker, (group, place, scope) in product(
            ("killed", "injured"),
            ("Guards", "Kazakhstan's Interior Ministry", None),
            (("all", "kazakhstan", "total"), ("children", "kazakhstan/almaty", "part"), ("all", None, "total")),
        )
    ]
    posts: Posts = {str(number): f"Post {number}" for number in range(len(made))}
    page = made_page(posts)
    said = {entry.key: entry.posted_at for entry in page.entries}
    found = {
        key: [made_claim(posts[key], key, **fields, said_at=said[key] if int(key) % 3 else None)]
        for key, fields in zip(posts, made, strict=True)
    }
    store.add(made_capture(page.text), page, found, "ferry", extractor=EXTRACTOR)
    store.decide(1, "reject", "ana")
    asked = Filters(**filters)  # type: ignore[arg-type]
    every: tuple[StoredClaim, ...] = store.claims(Filters(standing=False))
    with Session(store._engine) as session:
        meets = meeting(session, asked, load_vocabulary())
        assert [claim for claim in every if meets(claim)] == list(store.claims(asked))
