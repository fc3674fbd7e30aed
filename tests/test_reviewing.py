"""What people decide, from Python: amendments in words, undo, the queue, and what is reviewed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from copying import copy_database

import claims
from claims.database import Database
from claims.errors import ClaimsError, StoreError

EVENT = "ferry-2031"
PAGE = """Ferry on Lake Orvan

10 January 2031
10:15
The Harbour Office said 26 people died when a ferry sank near Aktau. About 40 were injured, according to the hospital.

11:30
At least 3 children are missing, divers said.
"""


@pytest.fixture(scope="session")
def ferry(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with one page, closed."""
    folder = tmp_path_factory.mktemp("ferry")
    (folder / "page.txt").write_text(PAGE)
    with claims.open(folder / "claims.db") as database:
        database.put_event(EVENT, title="Ferry", place="Kazakhstan", zone="Asia/Almaty")
        database.ingest(folder / "page.txt", event=EVENT)
    return folder / "claims.db"


@pytest.fixture
def db(ferry: Path, tmp_path: Path) -> Iterator[Database]:
    with claims.open(copy_database(ferry, tmp_path / "claims.db")) as database:
        yield database


def figure(db: Database, number: str) -> int:
    return next(claim.id for claim in db.stored_claims(event=EVENT) if claim.number == number)


def test_amendments_are_read_as_people_write_them(db: Database) -> None:
    found = figure(db, "26")
    fields = {"value": "1,200", "place": "Almaty", "as_of": "2031-01-09", "group": "passengers", "by": ""}
    db.decide(found, "amend", who="ana", fields=fields)
    claim = db.claim(found)
    assert (claim.value, claim.place, claim.place_assumed, claim.by) == (1200, "kazakhstan/almaty", False, None)
    assert (claim.group, claim.group_resolved) == ("passengers", "passengers")
    assert claim.as_of is not None
    assert claim.as_of.written() == "2031-01-09"


def test_a_quote_is_found_again_in_its_entry(db: Database) -> None:
    found = figure(db, "26")
    db.decide(found, "amend", who="ana", fields={"quote": "26 people died"})
    claim, text = db.claim(found), db.store.entry_of(found).text
    assert text[claim.start : claim.start + len(claim.quote)] == "26 people died"
    assert (claim.prefix + claim.quote + claim.suffix) in text


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"metric": "sneezed"}, "sneezed"),
        ({"group_kind": "sailors"}, "no standard group"),
        ({"place": "Nowhereville"}, "no place"),
        ({"metric": "damage_cost", "currency": "XQX"}, "no currency"),
        ({"metric": "damage_cost"}, "in which currency"),
        ({"currency": "EUR"}, "leave the currency out"),
        ({"value": "many"}, "no figure"),
        ({"value": "9", "value_high": "3"}, "lies below"),
        ({"as_of": "soon"}, "no date"),
        ({"quote": "27 people died"}, "does not hold the quote"),
        ({"confidence": 1}, "can't be amended"),
        ({"qualifier": "perhaps"}, "qualifier"),
    ],
)
def test_what_nothing_knows_is_refused(db: Database, fields: dict[str, object], says: str) -> None:
    found = figure(db, "26")
    with pytest.raises(ClaimsError, match=says):
        db.decide(found, "amend", who="ana", fields=fields)
    assert db.decisions(found) == ()


def test_undo_takes_back_one_decision_after_the_other(db: Database) -> None:
    found = figure(db, "26")
    read = db.claim(found)
    amended = db.decide(found, "amend", who="ana", fields={"value": "27"})
    ranked = db.decide(found, "rank", who="ana", why="a list of names", fields={"rank": "preferred"})
    rejected = db.decide(found, "reject", who="ben", why="a misprint")
    for undone, (status, rank, value) in zip(
        (rejected, ranked, amended),
        (("amended", "preferred", 27), ("amended", "normal", 27), ("read", "normal", 26)),
        strict=True,
    ):
        assert db.undo(found, who="eve", why="too soon").undoes == undone.id
        claim = db.claim(found)
        assert (claim.status, claim.rank, claim.value) == (status, rank, value)
    assert db.claim(found) == read
    with pytest.raises(StoreError, match="no decision on claim"):
        db.undo(found, who="eve")
    assert [each.kind for each in db.decisions(found)] == ["amend", "rank", "reject", "undo", "undo", "undo"]
    assert db.store.broken_decisions() == ()


def test_what_was_undone_later_stood_then(db: Database) -> None:
    found = figure(db, "26")
    db.decide(found, "amend", who="ana", fields={"value": "27"})
    amended = db.decisions(found)[-1].decided_at
    undone = db.undo(found, who="ana").decided_at
    then = {moment: db.store.by_id([found], as_stored_at=moment)[found] for moment in (amended, undone)}
    assert [(each.value, each.status) for each in then.values()] == [(27, "amended"), (26, "read")]


def test_the_queue_begins_with_the_least_sure(db: Database) -> None:
    every = db.queue(EVENT)
    assert [claim.confidence for claim in every] == sorted(claim.confidence for claim in every)
    assert (len(every), db.waiting(EVENT)) == (3, 3)
    assert db.queue(EVENT, limit=1) == every[:1]
    db.decide(every[0].id, "accept", who="ana")
    db.decide(every[1].id, "comment", who="ana", why="ask the office")
    assert [claim.id for claim in db.queue(EVENT)] == [claim.id for claim in every[1:]]
    assert [claim.id for claim in db.stored_claims(event=EVENT, reviewed=True)] == [every[0].id]
    assert db.waiting(EVENT, metric="missing") == len(db.queue(EVENT, metric="missing")) <= 1
    with pytest.raises(StoreError, match="stored today"):
        db.queue(EVENT, as_stored_at="2030-01-01")


def test_reviewed_is_asked_of_the_past_too(db: Database) -> None:
    found = figure(db, "26")
    accepted = db.decide(found, "accept", who="ana").decided_at
    db.undo(found, who="ana")
    assert db.stored_claims(event=EVENT, reviewed=True) == ()
    assert [claim.id for claim in db.stored_claims(event=EVENT, reviewed=True, as_stored_at=accepted)] == [found]


def test_a_rank_and_a_comment_need_words(db: Database) -> None:
    found = figure(db, "26")
    with pytest.raises(StoreError, match="needs a reason"):
        db.decide(found, "rank", who="ana", fields={"rank": "preferred"})
    with pytest.raises(StoreError, match="needs its words"):
        db.decide(found, "comment", who="ana", why=" ")
