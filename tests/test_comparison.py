"""What is compared comes from the database in outline: the same figures as those of the claims in full."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from pandas.testing import assert_frame_equal

import claims
from claims import comparison, frames
from claims.asking import read_filters
from claims.compare import figure_of
from claims.comparison import Comparison
from claims.records import Event, Filters

FOLDER = Path(__file__).resolve().parents[1] / "data" / "kazakhstan-2022"
EVENT = "kazakhstan-2022"
ASKED = (
    {},
    {"metric": "killed"},
    {"as_known_at": "2022-01-09T12:00"},
    {"as_stored_at": "2999-01-01"},
    {"as_stored_at": "2021-12-31"},
    {"metric": "detained", "side": "state"},
    {"source": "Interior Ministry", "role": "speaker", "as_stored_at": "2999-01-01"},
)


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Iterator[claims.Database]:
    with claims.open(tmp_path_factory.mktemp("sample") / "claims.db") as database:
        database.store.put_event(Event(**tomllib.loads((FOLDER / "event.toml").read_text(encoding="utf-8"))))
        for page in sorted(FOLDER.glob("*.html")):
            database.ingest(page, event=EVENT)
        rejected, amended = database.stored_claims(event=EVENT, metric="killed")[:2]
        database.store.decide(rejected.id, "reject", "Ada", "a test")
        database.store.decide(amended.id, "amend", "Ada", "a test", {"value": 9})
        yield database


def filters(db: claims.Database, asked: dict[str, str]) -> Filters:
    return read_filters({"event": EVENT, **asked}, "Asia/Almaty", db.vocabulary)


@pytest.mark.parametrize("asked", ASKED, ids=str)
def test_figures_are_those_of_the_claims(db: claims.Database, asked: dict[str, str]) -> None:
    about, read = db.store.event(EVENT), filters(db, asked)
    bounds = filters(
        db, {name: each for name, each in asked.items() if name in ("metric", "as_known_at", "as_stored_at")}
    )
    among = Comparison(db.store, read)
    full = {claim.id: claim for claim in db.store.claims(bounds)}
    assert {each.claim: each for each in among.figures(about)} == {
        number: figure_of(claim, about) for number, claim in full.items()
    }
    fitting = {claim.id for claim in db.store.claims(read)}
    assert (set(full) if among.asked is None else among.asked) == fitting
    assert among.records(full.keys()) == full


@pytest.mark.parametrize(
    "asked", [{}, {"metric": "killed"}, {"group": "all"}, {"source": "Interior Ministry"}], ids=str
)
def test_a_frame_asked_again_is_the_same(
    db: claims.Database, asked: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = frames.HISTORY.frame(frames.history_lines(db.histories(EVENT, **asked), "default"))
    pairs = frames.CONFLICTS.frame(frames.conflict_lines(db.disagreements(EVENT, **asked), "default"))
    monkeypatch.setattr(comparison, "COSTLY", 1)
    for _ in range(2):
        assert_frame_equal(db.history(EVENT, **asked), shown, check_exact=True)
        assert_frame_equal(db.conflicts(EVENT, **asked), pairs, check_exact=True)


def test_what_was_decided_later_is_not_known_then(db: claims.Database) -> None:
    [changed, *_] = db.stored_claims(event=EVENT, metric="killed")
    decision = next(each for each in db.store.decisions_of(changed.id) if each.kind == "amend")
    then = filters(db, {"as_stored_at": decision.decided_at.isoformat()})
    before = then.model_copy(update={"as_stored_at": db.store.readings_of(changed.id)[0].stored_at})
    about = db.store.event(EVENT)
    values = [
        next(each.value for each in Comparison(db.store, read).figures(about) if each.claim == changed.id)
        for read in (before, then)
    ]
    assert values[0] != values[1] == 9.0


def test_of_a_series_only_what_bears_on_it_is_read(db: claims.Database) -> None:
    about, among = db.store.event(EVENT), Comparison(db.store, filters(db, {}))
    every = {each.claim: each for each in among.figures(about)}
    near = {each.claim: each for each in among.figures(about, filters(db, {"group": "children"}))}
    assert near.keys() < every.keys()
    armed = filters(db, {"metric": "killed", "group": "armed"})
    near = {each.claim: each for each in among.figures(about, armed)}
    assert near == {number: every[number] for number in near} != every
    assert {number for number, each in every.items() if each.key[1:3] == ("killed", "armed")} <= near.keys()
    denied = [each for each in every.values() if each.denial]
    assert denied
    assert {each.claim for each in denied} <= near.keys()
    assert {number for number, each in every.items() if each.value in {one.value for one in denied}} <= near.keys()
