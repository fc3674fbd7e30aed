"""The real data sets, imported with the ready mappings: each answer worked out a second time in plain pandas."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

import claims

VERSIONS = ("2024-02-23", "2024-08-06", "2025-06-10", "2026-08-22")


def table(path: Path) -> pd.DataFrame:
    return pd.DataFrame(json.loads(path.read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def gaza(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[claims.Database]:
    """The four versions, in order."""
    with claims.open(tmp_path_factory.mktemp("gaza") / "gaza.db") as db:
        db.put_event("war", title="War", zone="Asia/Gaza")
        for version in VERSIONS:
            path = shared / f"datasets/gaza/casualties_daily-{version}.json"
            taken = db.import_table(path, "gaza-daily", "war", published_at=date.fromisoformat(version))
            assert (taken.problems, taken.entries_new + taken.entries_changed + taken.entries_seen) == (
                0,
                len(table(path)),
            )
        yield db


@pytest.mark.parametrize("version", VERSIONS)
def test_the_total_of_a_day_as_known_on_a_versions_date(shared: Path, gaza: claims.Database, version: str) -> None:
    plain = table(shared / f"datasets/gaza/casualties_daily-{version}.json").set_index("report_date")["killed_cum"]
    known = gaza.claims(event="war", metric="killed", group="all", scope="total", as_known_at=version)
    told = dict(zip(known["as_of"].dt.strftime("%Y-%m-%d"), known["value"], strict=True))
    assert told["2024-02-01"] == plain["2024-02-01"]
    assert told == plain.dropna().to_dict()


@pytest.mark.parametrize("version", VERSIONS)
def test_the_killed_of_each_month_are_those_of_the_table(shared: Path, gaza: claims.Database, version: str) -> None:
    plain = table(shared / f"datasets/gaza/casualties_daily-{version}.json")
    expected = plain.groupby(plain["report_date"].str[:7])["killed"].sum()
    known = gaza.claims(event="war", metric="killed", scope="period", as_known_at=version)
    told = known.groupby(known["said_at"].dt.strftime("%Y-%m"))["value"].sum()
    assert told.to_dict() == expected[expected > 0].to_dict()


def test_what_was_changed_between_versions_is_told(gaza: claims.Database) -> None:
    edited = gaza.edits("war")
    assert (edited["kind"].astype(str) == "edited").all()
    first = gaza.claims(event="war", metric="killed", group="children", as_known_at=VERSIONS[0])
    later = gaza.claims(event="war", metric="killed", group="children", as_known_at=VERSIONS[1])
    day = "2023-11-07"
    assert [f[f["as_of"] == day]["value"].tolist() for f in (first, later)] == [[4327], [4237]]


def test_ukraines_columns_are_those_of_the_table(shared: Path, tmp_path: Path) -> None:
    folder = shared / "datasets/ukraine"
    with claims.open(tmp_path / "claims.db") as db:
        for name in ("personnel", "equipment"):
            taken = db.import_table(folder / f"russia_losses_{name}.json", "ukraine-losses", "invasion")
            assert (taken.entries_new, taken.problems) == (len(table(folder / f"russia_losses_{name}.json")), 0)
        told = db.claims(event="invasion")
    people, things = table(folder / "russia_losses_personnel.json"), table(folder / "russia_losses_equipment.json")
    columns = {
        ("casualties", "personnel"): people.set_index("date")["personnel"],
        ("detained", "prisoners of war"): people.set_index("date")["POW"],
        **{("destroyed", group): things.set_index("date")[name] for group, name in EQUIPMENT.items()},
    }
    assert set(columns) == {*zip(told["metric"].astype(str), told["group"], strict=True)}
    for (metric, group), plain in columns.items():
        plain = plain.dropna().astype(float)
        some = told[(told["metric"] == metric) & (told["group"] == group)]
        months = some.groupby(some["said_at"].dt.strftime("%Y-%m"))["value"].agg(["sum", "size", "max"])
        expected = plain.groupby(plain.index.str[:7]).agg(["sum", "size", "max"])
        pd.testing.assert_frame_equal(
            months.astype(float), expected.astype(float), check_names=False, check_index_type=False
        )
    soldiers = told[told["metric"] == "casualties"]
    words = people["personnel*"].map({"about": "about", "more": "more_than"})
    assert soldiers["qualifier"].astype(str).tolist() == words.tolist()


EQUIPMENT = {
    "tanks": "tank",
    "armoured fighting vehicles": "APC",
    "artillery systems": "field artillery",
    "multiple rocket launchers": "MRL",
    "anti-aircraft systems": "anti-aircraft warfare",
    "aircraft": "aircraft",
    "helicopters": "helicopter",
    "drones": "drone",
    "cruise missiles": "cruise missiles",
    "warships and boats": "naval ship",
    "submarines": "submarines",
    "military vehicles": "military auto",
    "fuel tankers": "fuel tank",
    "vehicles and fuel tankers": "vehicles and fuel tanks",
    "special equipment": "special equipment",
    "mobile ballistic missile systems": "mobile SRBM system",
    "ground robots": "ground robotic systems",
}


def test_ucdp_keeps_every_row_and_its_ends_as_written(shared: Path, tmp_path: Path) -> None:
    path = shared / "datasets/ucdp/ged_sample.csv"
    plain = pd.read_csv(path)
    with claims.open(tmp_path / "claims.db") as db:
        taken = db.import_table(path, "ucdp-ged", "world", published_at=date(2023, 6, 1))
        told = db.claims(event="world")
        problems = db.problems()
    assert taken.entries_new == len(plain)
    ends = told[told["qualifier"] == "range"]
    best = told[(told["qualifier"] == "exact") & (told["group_kind"] == "all") & told["group"].isna()]
    assert (len(ends), len(best)) == (len(plain), len(plain))
    for some, column, name in ((best, "value", "best"), (ends, "value", "low"), (ends, "value_high", "high")):
        months = some.groupby(some["occurred_to"].dt.strftime("%Y-%m"))[column].sum()
        expected = plain.groupby(plain["date_end"].str[:7])[name].sum()
        assert months.to_dict() == expected.to_dict()
    civilians = told[told["group_kind"] == "civilians"].groupby(told["occurred_to"].dt.strftime("%Y-%m"))["value"].sum()
    assert civilians.to_dict() == plain.groupby(plain["date_end"].str[:7])["deaths_civilians"].sum().to_dict()
    crossed = plain["high"] < plain["low"]
    outside = ~crossed & ~plain["best"].between(plain["low"], plain["high"])
    assert problems["why"].str.contains("lies below").sum() == crossed.sum()
    assert problems["why"].str.contains("lies outside").sum() >= outside.sum()
    assert problems["why"].str.contains("kept").all()
