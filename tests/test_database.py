"""One database from Python: frames with stable columns, filters, refusals, and the seed live blog end to end."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import claims
from claims.errors import ClaimsError, UnknownClaimError, UnknownEventError, UnknownMetricError
from claims.frames import TABLES
from claims.records import Claim
from claims.store import Passage

REPORT = """Blast at the Port of Tolm

Ruvia's Interior Ministry said on Monday that at least 12 people were killed and 40 injured.

Dozens were taken to hospital, the Lantern Trust said. Losses came to about $3 million.
"""


@pytest.fixture
def db(tmp_path: Path) -> Iterator[claims.Database]:
    page = tmp_path / "report.txt"
    page.write_text(REPORT, encoding="utf-8")
    with claims.open(tmp_path / "my.db") as database:
        database.put_event("blast", title="Blast in Tolm", zone="Asia/Almaty", starts_on=date(2024, 3, 4))
        database.ingest(page, event="blast", publisher="The Steppe Ledger", published="2024-03-04")
        yield database


def test_frames_have_the_columns_and_dtypes_that_are_documented(db: claims.Database) -> None:
    frames = {
        "claims": db.claims(),
        "history": db.history("blast"),
        "conflicts": db.conflicts("blast"),
        "estimate": db.estimate("blast"),
        "speakers": db.speakers("blast"),
        "reconcile": db.reconcile("blast", everything=True),
        "events": db.events(),
        "sources": db.sources(),
        "problems": db.problems(),
    }
    for name, frame in frames.items():
        expected = {column.name: column.dtype for column in TABLES[name].columns}
        assert frame.dtypes.astype(str).to_dict() == expected
        empty = TABLES[name].frame(())
        assert empty.dtypes.astype(str).to_dict() == expected
        assert len(empty) == 0


def test_every_column_says_what_it_means() -> None:
    for table in TABLES.values():
        assert len(set(table.names)) == len(table.names)
        assert all(column.meaning for column in table.columns)


def test_a_frame_is_ready_for_pandas(db: claims.Database) -> None:
    frame = db.claims(event="blast")
    assert frame["value"].sum() == 12 + 40 + 3_000_000
    assert frame["value"].isna().sum() == 1
    assert frame["said_at"].dt.tz_convert("Asia/Almaty").dt.date.unique().tolist() == [date(2024, 3, 4)]
    assert frame.groupby("metric", observed=True).size().to_dict() == {
        "killed": 1,
        "injured": 1,
        "hospitalised": 1,
        "damage_cost": 1,
    }
    assert set(frame["currency"].dropna()) == {"USD"}


def test_every_row_leads_to_its_claim(db: claims.Database) -> None:
    for row in db.history("blast").itertuples():
        claim = db.claim(row.claim_id)
        assert (claim.metric, claim.quote) == (row.metric, row.quote)
        assert claim.quote in REPORT


def test_an_estimate_names_the_claims_that_give_it(db: claims.Database) -> None:
    frame = db.estimate("blast", metric="killed", policy="median", as_known_at=date(2024, 3, 5))
    [row] = frame.itertuples()
    assert (row.low_figure, row.high_figure, row.high_open, row.policy) == ("at least 12", "12 or more", True, "median")
    assert db.claim(row.chosen_id).value == 12
    assert row.as_known_at == datetime(2024, 3, 5, 19, tzinfo=UTC)
    assert len(db.estimate("blast", as_known_at="2024-03-03")) == 0
    speakers = db.speakers("blast").set_index("speaker")
    assert [db.claim(each).metric for each in speakers.loc["lantern-trust", "claims_ids"].split("; ")] == [
        "hospitalised"
    ]
    with pytest.raises(ClaimsError, match="no policy"):
        db.speakers("blast", policy="loudest")


def test_nothing_is_dropped_in_silence(tmp_path: Path) -> None:
    """Figures without time or speaker, of a metric that nobody has words for, and a range that is crossed."""
    mine = tmp_path / "my.toml"
    mine.write_text('[metrics.vaccinated]\nlabel = "vaccinated"\ncounts = "people"\ncues.verbs = ["vaccinate"]\n')
    with claims.open(tmp_path / "my.db", vocabulary=mine) as db:
        db.put_event("raid", place="kazakhstan")
        undated = db.add("raid", "killed", "31 died", "31", who="ana", speaker="Navy")
        db.add("raid", "vaccinated", "7 were vaccinated", "7", who="ana")
        # No person may enter such a range; a page may state one.
        said: dict[str, Any] = {"value": 17, "value_high": 12, "qualifier": "range", "rule": "read", "confidence": 1}
        crossed = Claim(quote="17 to 12 hurt", start=0, number="17", number_start=0, metric="injured", **said)
        db.store.add_by_hand(crossed, Passage("17 to 12 hurt", url="by-hand:"), event="raid", who="ana")
    with claims.open(tmp_path / "my.db") as db:
        every = {"1", "2", "3"}
        assert set(db.history("raid")["claim_id"].astype(str)) == every
        found = db.estimate("raid")
        assert {each for ids in found["counted_ids"] for each in ids.split("; ")} == every
        assert [bool(note) for note in found["notes"]] == [True, True, True]
        assert {each for ids in db.speakers("raid")["claims_ids"] for each in ids.split("; ")} == every
        [kind] = db.reconcile("raid")["kind"]
        assert kind == "crossed"
        assert undated.said_at is None


def test_filters_by_keyword(db: claims.Database) -> None:
    assert db.claims(metric="killed")["value"].tolist() == [12]
    assert db.claims(source="Lantern Trust")["vague_word"].tolist() == ["dozens"]
    assert len(db.claims(qualifier="at_least")) == 1
    assert len(db.claims(event="blast", since="2024-03-05")) == 0
    assert len(db.claims(event="blast", until=date(2024, 3, 4))) == 4
    assert len(db.claims(event="blast", until="2024-03-03")) == 0
    assert len(db.claims(since=datetime(2024, 3, 3, 18, tzinfo=UTC))) == 4


@pytest.mark.parametrize(
    ("filters", "error"),
    [
        ({"event": "blest"}, UnknownEventError),
        ({"metric": "kiled"}, UnknownMetricError),
        ({"colour": "red"}, ClaimsError),
        ({"qualifier": "roughly"}, ClaimsError),
        ({"place": "Nowhereville"}, ClaimsError),
        ({"since": "soon"}, ClaimsError),
        ({"source": "nobody"}, ClaimsError),
    ],
)
def test_filters_that_name_nothing_are_refused(db: claims.Database, filters: dict[str, str], error: type) -> None:
    with pytest.raises(error):
        db.claims(**filters)


def test_lookups_that_name_nothing(db: claims.Database) -> None:
    with pytest.raises(UnknownClaimError):
        db.claim(99)
    with pytest.raises(UnknownEventError):
        db.history("blest")
    with pytest.raises(LookupError):
        db.conflicts("blest")


def test_public_names_are_loaded_when_asked_for() -> None:
    assert [name for name in claims.__all__ if getattr(claims, name) is None] == []
    assert set(claims.__all__) <= set(dir(claims))
    with pytest.raises(AttributeError, match="no attribute 'colse'"):
        _ = claims.colse


@pytest.fixture(scope="module")
def seed(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[claims.Database]:
    with claims.open(tmp_path_factory.mktemp("seed") / "seed.db") as database:
        path = shared / "corpus" / "dev" / "kaz-seed-liveblog.txt"
        done = database.ingest(path, event="kazakhstan-2022", publisher="Sputnik")
        assert done.entries_new == 21
        yield database


def test_the_seed_gives_its_entries_and_the_lead(seed: claims.Database) -> None:
    page = seed.store.page_of(next(seed.store.entries_to_read())[0])
    kinds = [entry.kind for entry in page.entries]
    assert (kinds.count("post"), kinds.count("lead")) == (20, 1)
    [lead] = [entry for entry in page.entries if entry.kind == "lead"]
    assert lead.posted_at is not None
    assert (lead.posted_at.day, lead.posted_at.exactness, lead.posted_at.assumed) == (date(2022, 1, 10), "day", True)


def test_the_seeds_history_of_detained(seed: claims.Database) -> None:
    frame = seed.history("kazakhstan-2022", metric="detained")
    found = set(zip(frame["figure"], frame["speaker"].fillna(""), strict=True))
    assert found >= {
        ("more than 5,000", ""),
        ("7,939", "Kazakhstan's Interior Ministry"),
        ("almost 8,000", "United Nations"),
    }
    [kind] = set(frame[frame["figure"] == "7,939"]["kind"]) | set()
    assert kind in ("echo", "possible echo")


def test_the_seeds_claims(seed: claims.Database) -> None:
    found = {(claim.metric, claim.value, claim.attributed_to): claim for claim in seed.stored_claims()}
    assert found["killed", 17, "Kazakhstan's Interior Ministry"].group_kind == "security_forces"
    assert found["injured", 1000, "United Nations"].qualifier == "nearly"
    damage = found["damage_cost", 200_000_000, None]
    assert (damage.currency, damage.qualifier, damage.certainty) == ("USD", "more_than", "preliminary")


def test_the_seed_again_changes_nothing(seed: claims.Database, shared: Path) -> None:
    before = seed.claims()
    path = shared / "corpus" / "dev" / "kaz-seed-liveblog.txt"
    done = seed.ingest(path, event="kazakhstan-2022", publisher="Sputnik")
    assert (done.entries_new, done.claims_new, done.capture_new) == (0, 0, False)
    again = seed.extract_again()
    assert (again.claims_new, again.claims_changed, again.claims_withdrawn) == (0, 0, 0)
    pd.testing.assert_frame_equal(seed.claims(), before)


def test_what_is_said_of_a_page_stands_in_its_claims_and_an_unknown_option_is_refused(
    tmp_path: Path, db: claims.Database
) -> None:
    page = tmp_path / "second.txt"
    page.write_text("Ruvia's Interior Ministry said that 14 people were killed.", encoding="utf-8")
    with pytest.raises(TypeError, match="no option 'publsher'"):
        db.ingest(page, event="blast", publsher="The Orvan Post")  # type: ignore[call-arg]
    db.ingest(
        page,
        event="blast",
        publisher="The Orvan Post",
        published="2024-03-05",
        url="https://orvan.example/second",
        captured_at="2024-03-05T12:00+06:00",
    )
    (told,) = (each for each in db.stored_claims() if each.value == 14)
    assert (told.publisher, told.url) == ("The Orvan Post", "https://orvan.example/second")
    assert (told.captured_at, told.said_at and told.said_at.day) == (
        datetime(2024, 3, 5, 6, tzinfo=UTC),
        date(2024, 3, 5),
    )
