"""Kept answers: the same as those worked out anew, whatever was written in between."""

import random
import tomllib
import zlib
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from copying import copy_database
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal, assert_index_equal
from sqlalchemy import update

import claims
from claims import compare, comparison, frames
from claims.asking import read_filters
from claims.compare.brief import EstimateInBrief
from claims.compare.leaving_out import most_telling
from claims.comparison import Comparison
from claims.records import Attribution, Capture, Claim, Entry, Event, Moment, Page
from claims.store.rows import KeptRow

FOLDER = Path(__file__).resolve().parents[1] / "data" / "kazakhstan-2022"
SAMPLE = "kazakhstan-2022"
FLOOD = Event(
    slug="flood", title="Flood", place="kazakhstan", zone="Asia/Almaty", starts_on=datetime(2022, 1, 2).date()
)
BEGIN = datetime(2022, 1, 2, 6, tzinfo=UTC)
SPEAKERS = ("Interior Ministry", "Health Ministry", "Lake Watch", "Coast Guard", None)
OUTLETS = ("Orvan Post", "Tern Radio", "Fernhill Daily")
PLACES = ("kazakhstan", "kazakhstan", "kazakhstan/almaty", "kazakhstan/astana")
ASKED: tuple[Mapping[str, Any], ...] = (
    {},
    {"metric": "killed"},
    {"metric": "injured"},
    {"metric": "killed", "group": "children"},
    {"metric": "killed", "group": "children", "place": "kazakhstan"},
    {"group": "all", "place": "kazakhstan", "source": "Interior Ministry"},
    {"source": "Interior Ministry"},
    {"metric": "killed", "source": "Orvan Post", "role": "publisher"},
    {"place": "kazakhstan/almaty"},
    {"reviewed": True},
    {"profile": "acled"},
    {"window": timedelta(hours=6)},
)


pytestmark = pytest.mark.sqlite  # what is kept is looked at in the file


@pytest.fixture(autouse=True)
def _everything_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comparison, "COSTLY", 1)


def put_page(db: claims.Database, number: int, chance: random.Random) -> None:
    """A page with a post or two, each with a figure."""
    outlet = chance.choice(OUTLETS)
    at = BEGIN + timedelta(hours=number * 5 + chance.randrange(4))
    entries, found, text = [], {}, ""
    for key in "ab"[: chance.randrange(1, 3)]:
        value = chance.choice((12, 20, 26, 40, 100, 107, 164, 1200)) + chance.choice((0, 0, 1))
        words = f"So {value} people of the valley were counted, it was said on the shore of page {number} {key}."
        speaker = chance.choice(SPEAKERS)
        stance = "denies" if speaker and chance.random() < 0.15 else "states"
        chain = [Attribution(role="publisher", name=outlet, words=outlet)]
        if speaker:
            chain.insert(0, Attribution(role="speaker", name=speaker, words=speaker, stance=stance))
        qualifier = chance.choice(("exact", "exact", "at_least", "about", "more_than"))
        if stance == "denies" and chance.random() < 0.8:
            qualifier = "exact"  # which leaves most of the other series unread
        entries.append(Entry(key=key, text=words, start=len(text), posted_at=Moment(at=at)))
        text += f"{words}\n\n"
        said = Moment(at=at) if chance.random() < 0.8 else Moment(at=at.replace(hour=0, minute=0), exactness="day")
        found[key] = [
            Claim(
                quote=words,
                start=0,
                number=str(value),
                number_start=3,
                metric=chance.choice(("killed", "killed", "injured")),
                value=value,
                qualifier=qualifier,
                group_kind=chance.choice(("all", "all", "children")),
                place=chance.choice(PLACES),
                scope=chance.choice(("total",) * 6 + ("additional",)),
                said_at=said,
                as_of=said,
                chain=tuple(chain),
                rule="test",
                confidence=0.9,
            )
        ]
    url = f"https://{outlet.split()[0].lower()}.example/{number}"
    content = text.encode()
    capture = Capture(
        url=url, publisher=outlet, captured_at=at, media_type="text/plain",
        sha256=sha256(content).hexdigest(), content=content,
    )  # fmt: skip
    page = Page(url=url, reader="test 1", layout="stamped", publisher=outlet, text=text, entries=tuple(entries))
    db.store.add(capture, page, found, FLOOD.slug, extractor="test 1")


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed database of an event with some pages."""
    path = tmp_path_factory.mktemp("kept") / "claims.db"
    chance = random.Random(3)
    with claims.open(path) as db:
        db.store.put_event(FLOOD)
        for number in range(14):
            put_page(db, number, chance)
    return path


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[claims.Database]:
    with claims.open(tmp_path_factory.mktemp("sample") / "claims.db") as db:
        db.store.put_event(Event(**tomllib.loads((FOLDER / "event.toml").read_text(encoding="utf-8"))))
        for page in sorted(FOLDER.glob("*.html")):
            db.ingest(page, event=SAMPLE)
        yield db


def shown_histories(found: tuple[compare.SeriesHistory, ...]) -> list[object]:
    """All that histories show."""
    return [(series.key, [_of_step(step) for step in series.steps], series.beside) for series in found]


def _of_step(step: compare.Step) -> tuple[object, ...]:
    relations = [_of_relation(each) for each in step.relations]
    return step.claim, step.measured, step.interval, step.core, step.ended, relations


def _of_relation(each: compare.Relation) -> tuple[object, ...]:
    return each.kind, each.earlier, each.later, each.late, each.more, each.ratio, each.reason


def shown_pairs(found: tuple[compare.Disagreement, ...]) -> list[object]:
    """All that a list of what disagrees shows."""
    return [(*each[:3], each.reason, *each[4:]) for each in found]


def assert_same(db: claims.Database, event: str, asked: Mapping[str, Any]) -> None:
    """The answers, first and kept, are those that the comparison gives anew."""
    terms = {name: asked[name] for name in ("profile", "window") if name in asked}
    filters = {name: each for name, each in asked.items() if name not in terms}
    about = db.store.event(event)
    rules = db.vocabulary.profile(terms.pop("profile", "default"))
    again = Comparison(db.store, read_filters({"event": event, **filters}, about.zone, db.vocabulary))
    anew = {"profile": rules, "vocabulary": db.vocabulary, "event": about, "asked": again.asked, **terms}
    told, pairs = compare.histories(again, **anew), compare.disagreements(again, **anew)
    for _ in range(2):
        assert shown_histories(db.histories(event, **asked)) == shown_histories(told)
        assert shown_pairs(db.disagreements(event, **asked)) == shown_pairs(pairs)
    if asked.keys() == filters.keys():
        assert_same_overview(db, event, filters, pairs)
    shown = frames.HISTORY.frame(frames.history_lines(told, rules.slug))
    disagreeing = frames.CONFLICTS.frame(frames.conflict_lines(pairs, rules.slug))
    for _ in range(2):
        assert_same_frame(db.history(event, **asked), shown)
        assert_same_frame(db.conflicts(event, **asked), disagreeing)


def assert_same_overview(
    db: claims.Database, event: str, filters: Mapping[str, Any], pairs: tuple[compare.Disagreement, ...]
) -> None:
    """What a page shows of the event, first and kept, is what the library says of it."""
    estimates = {each.key: each for each in db.estimates(event, **filters)}
    for _ in range(2):
        overview = db.overview(event, **filters)
        for most in (3, 2):
            worst, count = overview.worst(most)
            assert (shown_pairs(worst), count) == (shown_pairs(pairs[:most]), len(pairs))
        brief = overview.estimates()
        assert brief.keys() == estimates.keys()
        for key, each in brief.items():
            assert_same_estimate(each, estimates[key])


def assert_same_estimate(brief: EstimateInBrief, whole: compare.Estimate) -> None:
    """The estimate in brief says what the whole one does."""
    for name in ("low", "chosen", "high"):
        short, full = getattr(brief, name), getattr(whole, name)
        assert (short and (short.words, short.claim)) == (full and (full.words, full.claim.id))
        assert not short or short.who == (full.claim.attributed_to if full.claim.attributed_to else None)
    assert (brief.independence, brief.why, brief.notes) == (str(whole.independence), whole.why, whole.notes)
    left_out = [(each.kind, each.id, each.reason) for each in most_telling(whole.left_out)]
    assert [(each.kind, each.claim, each.reason) for each in brief.left_out] == left_out[: len(brief.left_out)]
    assert len(brief.left_out) + brief.more == len(left_out)


def assert_same_frame(found: pd.DataFrame, expected: pd.DataFrame) -> None:
    """The frames hold the same, dtype by dtype, down to the words of each category."""
    assert_frame_equal(found, expected, check_exact=True, check_column_type="exact")
    for name in expected:
        assert repr(found[name].dtype) == repr(expected[name].dtype)
        if isinstance(expected[name].dtype, pd.CategoricalDtype):
            assert_index_equal(found[name].cat.categories, expected[name].cat.categories, exact=True)


def kept_rows(db: claims.Database) -> list[tuple[str, int]]:
    with db.store._engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT name, version FROM kept ORDER BY name, asked")
        return [(name, version) for name, version in rows]


@pytest.mark.parametrize("asked", [each for each in ASKED if each.get("role") is None], ids=str)
def test_kept_answers_on_the_sample_are_those_worked_out_anew(
    sample: claims.Database, asked: Mapping[str, Any]
) -> None:
    assert_same(sample, SAMPLE, asked)
    assert kept_rows(sample)


Write = Callable[[claims.Database, random.Random], object]


def _decide(db: claims.Database, chance: random.Random) -> object:
    claim = chance.choice(db.stored_claims(event=FLOOD.slug, standing=False))
    kind: Any = chance.choice(("accept", "reject", "retract", "amend", "rank"))
    fields = {"amend": {"value": chance.randrange(5, 300)}, "rank": {"rank": "preferred"}}.get(kind)
    return db.store.decide(claim.id, kind, "Ana", "a test", fields)


def _credit(db: claims.Database, chance: random.Random) -> object:
    claim = chance.choice(db.stored_claims(event=FLOOD.slug, standing=False))
    return db.store.decide(claim.id, "amend", "Ana", "a test", {"attributed_to": chance.choice(SPEAKERS)})


def _source(db: claims.Database, chance: random.Random) -> object:
    slug = chance.choice([each.slug for each in db.store.sources()])
    return db.store.edit_source(slug, side=chance.choice(("state", "opposition", "UN")), who="ana")


def _body(db: claims.Database, chance: random.Random) -> object:
    one, other = chance.sample([each.slug for each in db.store.sources()], 2)
    return db.store.edit_source(one, speaks_for=other, who="ana")


WRITES: tuple[Write, ...] = (
    lambda db, chance: put_page(db, chance.randrange(40, 90), chance),
    _decide,
    _decide,
    _credit,
    _source,
    _body,
    lambda db, chance: db.put_event(FLOOD.slug, ends_on=datetime(2022, 1, chance.randrange(3, 9)).date()),
)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    seed=st.integers(0, 2**32),
    steps=st.lists(st.tuples(st.sampled_from(WRITES), st.sampled_from(ASKED)), min_size=2, max_size=4),
)
def test_no_kept_answer_outlives_a_write(
    filled: Path, tmp_path_factory: pytest.TempPathFactory, seed: int, steps: list[tuple[Write, Mapping[str, Any]]]
) -> None:
    chance = random.Random(seed)
    with claims.open(copy_database(filled, tmp_path_factory.mktemp("kept") / "claims.db")) as db:
        assert_same(db, FLOOD.slug, {})
        for write, asked in steps:
            write(db, chance)
            assert_same(db, FLOOD.slug, {})
            assert_same(db, FLOOD.slug, asked)


@pytest.fixture
def flood(filled: Path, tmp_path: Path) -> Iterator[claims.Database]:
    with claims.open(copy_database(filled, tmp_path / "claims.db")) as db:
        yield db


def test_what_is_kept_goes_when_something_is_written(flood: claims.Database) -> None:
    flood.disagreements(FLOOD.slug)
    flood.histories(FLOOD.slug)
    before = kept_rows(flood)
    assert [name for name, _ in before] == ["PackedDifferences", "PackedHistories"]
    flood.decide(flood.stored_claims(event=FLOOD.slug)[0].id, "reject", who="Ana")
    assert kept_rows(flood) == before
    flood.disagreements(FLOOD.slug)
    [(name, version)] = kept_rows(flood)
    assert (name, version) == ("PackedDifferences", flood.store.version(FLOOD.slug))


def test_an_answer_worked_out_before_a_write_is_not_kept_after_it(flood: claims.Database) -> None:
    before = flood.store.version(FLOOD.slug)
    flood.decide(flood.stored_claims(event=FLOOD.slug)[0].id, "reject", who="Ana")
    flood.store.keep(FLOOD.slug, before, "name", "asked", b"stale")
    assert kept_rows(flood) == []
    flood.store.keep(FLOOD.slug, flood.store.version(FLOOD.slug), "name", "asked", b"true")
    assert flood.store.kept(FLOOD.slug, "name", "asked") == b"true"
    assert flood.store.kept(FLOOD.slug, "name", "otherwise") is None


@pytest.mark.parametrize("asked", [{"as_known_at": "2022-01-04"}, {"as_stored_at": "2999-01-01"}], ids=str)
def test_the_past_is_not_kept(flood: claims.Database, asked: Mapping[str, str]) -> None:
    flood.disagreements(FLOOD.slug, **asked)
    flood.histories(FLOOD.slug, **asked)
    assert kept_rows(flood) == []


def test_nothing_is_kept_of_what_is_compared_at_once(flood: claims.Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comparison, "COSTLY", 200)
    flood.disagreements(FLOOD.slug)
    flood.histories(FLOOD.slug)
    assert kept_rows(flood) == []


def test_an_answer_is_given_while_another_is_writing(flood: claims.Database) -> None:
    expected = flood.disagreements(FLOOD.slug, profile="acled")
    with flood.store._writing() as session:
        session.connection()  # takes the lock
        found = flood.disagreements(FLOOD.slug)
    assert {each.first.id for each in found} & {each.first.id for each in expected}
    assert [name for name, _ in kept_rows(flood)] == ["PackedDifferences"]


def test_only_so_many_answers_are_kept(flood: claims.Database) -> None:
    version = flood.store.version(FLOOD.slug)
    for number in range(70):
        flood.store.keep(FLOOD.slug, version, "name", str(number), b"x")
    assert len(kept_rows(flood)) == 6


@pytest.mark.parametrize(
    "packed",
    [
        b"",
        b"no zlib",
        zlib.compress(b"{}"),
        zlib.compress(b'{"words": [], "series": [{}]}'),
    ],
)
def test_what_holds_no_answer_is_worked_out_anew(flood: claims.Database, packed: bytes) -> None:
    expected = shown_histories(flood.histories(FLOOD.slug))
    with flood.store._engine.begin() as connection:
        connection.execute(update(KeptRow).values(packed=packed))
    assert shown_histories(flood.histories(FLOOD.slug)) == expected


def test_what_an_overview_holds_is_not_kept_for_what_was_written_since(sample: claims.Database) -> None:
    early = sample.overview(SAMPLE, "detained")
    early.briefly(lambda _, claims: claims[-1:])
    chosen = next(each.chosen for each in early.estimates().values() if each.chosen)
    sample.decide(chosen.claim, "reject", who="Ada", why="a test")
    try:
        early.worst(2)
        early.estimates()
        now = {each.key: each for each in sample.estimates(SAMPLE, "detained")}
        for key, each in sample.overview(SAMPLE, "detained").estimates().items():
            assert_same_estimate(each, now[key])
    finally:
        sample.undo(chosen.claim, who="Ada")
