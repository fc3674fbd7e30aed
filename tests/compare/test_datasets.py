"""The comparisons on real published tables, each answer worked out a second time in plain pandas."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path

import pandas as pd
import pytest
from datasets import GAZA_TOTALS, GAZA_VERSIONS, day, gaza, gaza_page, read_json, ucdp, ukraine

import claims
from claims.compare import estimates, histories, reconcile
from claims.vocabulary import load_vocabulary

VOCABULARY = load_vocabulary()
DEFAULT = VOCABULARY.profile("default")


@pytest.fixture(scope="module")
def gaza_db(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[claims.Database]:
    """The four versions taken in, each as the capture of its day."""
    with claims.open(tmp_path_factory.mktemp("gaza") / "gaza.db") as db:
        db.put_event("war", title="War", starts_on=date(2023, 10, 7))
        for version in GAZA_VERSIONS:
            db.store.add(*gaza_page(shared / "datasets/gaza", version), "war", extractor="table 1")
        yield db


@pytest.mark.parametrize("version", GAZA_VERSIONS)
def test_what_a_days_totals_were_said_to_be_as_known_at_a_version(
    shared: Path, gaza_db: claims.Database, version: str
) -> None:
    table = gaza(shared / "datasets/gaza", version)
    expected = {
        (fields["metric"], fields.get("group_kind", "all"), when): value
        for column, fields in GAZA_TOTALS.items()
        for when, value in table.set_index("report_date")[column].dropna().items()
    }
    known = gaza_db.claims(event="war", scope="total", as_known_at=version)
    days = known["said_at"].dt.strftime("%Y-%m-%d")
    keys = zip(known["metric"].astype(str), known["group_kind"].astype(str), days, strict=True)
    assert dict(zip(keys, known["value"], strict=True)) == expected


def test_a_past_day_was_said_otherwise_before_it_was_changed(gaza_db: claims.Database) -> None:
    def children(known: str) -> list[float]:
        history = gaza_db.history("war", metric="killed", group="children", as_known_at=known, since="2023-11-07")
        return history[history["said_at"] == "2023-11-07"]["value"].tolist()

    assert [children(version) for version in GAZA_VERSIONS] == [[4327], [4237], [4237], [4237]]
    assert len(gaza_db.claims(as_known_at="2024-02-22", event="war")) == 0
    last = gaza_db.estimate("war", metric="killed", group="children", as_known_at=GAZA_VERSIONS[0])
    assert last["high"].tolist() == [gaza_db.claim(int(last["high_id"].iloc[0])).value]


@pytest.mark.parametrize("version", GAZA_VERSIONS)
def test_each_day_whose_killed_are_not_the_rise_of_the_total(
    shared: Path, gaza_db: claims.Database, version: str
) -> None:
    totals = gaza(shared / "datasets/gaza", version).dropna(subset=["killed_cum"])
    rise = totals["killed_cum"].diff()
    odd = totals[totals["killed"].notna() & rise.notna() & (totals["killed"] != rise)]
    expected = dict(zip(odd["report_date"], odd["killed"] - rise[odd.index], strict=True))
    apart = pd.to_datetime(totals["report_date"]).diff().dt.days.set_axis(totals["report_date"])
    found = gaza_db.reconcile("war", metric="killed", as_known_at=version, everything=True)
    found = found[found["kind"].isin(["gap", "uncovered"])]
    told = [gaza_db.claim(ids.partition(";")[0]) for ids in found["claim_ids"]]
    days = [claim.said_at.written() for claim in told if claim.said_at]
    assert dict(zip(days, found["gap"], strict=True)) == expected
    assert len(days) == len(set(days))
    # Where a day's total is missing, what is told of one day can't be the rise of two or three.
    kinds = dict(zip(days, found["kind"].astype(str), strict=True))
    assert kinds == {when: "uncovered" if apart[when] > 1 else "gap" for when in expected}


def test_nothing_of_gaza_is_dropped(shared: Path, gaza_db: claims.Database) -> None:
    checked = gaza_db.reconcile("war", metric="killed", as_known_at=GAZA_VERSIONS[-1], everything=True)
    periods = gaza_db.claims(event="war", metric="killed", scope="period", as_known_at=GAZA_VERSIONS[-1])
    named = {int(each) for ids in checked["claim_ids"] for each in ids.split("; ")}
    assert set(periods["id"]) <= named
    [first] = checked[checked["kind"] == "unchecked"]["reason"]
    assert "has no total before it" in first
    missing = gaza(shared / "datasets/gaza", GAZA_VERSIONS[-1])
    unattributed = missing[(missing["report_source"] == "missing")]["killed_cum"].count()
    history = gaza_db.history("war", metric="killed", group="all", as_known_at=GAZA_VERSIONS[-1])
    assert history["speaker"].isna().sum() == unattributed
    assert len(history) == missing["killed_cum"].count()


# Ukraine

FALLING = {
    "aircraft": "aircraft",
    "tank": "tanks",
    "APC": "carriers",
    "field artillery": "artillery",
    "MRL": "launchers",
    "anti-aircraft warfare": "air_defence",
    "special equipment": "special",
    "cruise missiles": "missiles",
}


@pytest.fixture(scope="module")
def equipment(shared: Path) -> pd.DataFrame:
    return read_json(shared / "datasets/ukraine/russia_losses_equipment.json")


def test_totals_that_fall_are_corrected_and_rises_are_updates(shared: Path, equipment: pd.DataFrame) -> None:
    some = ukraine(shared / "datasets/ukraine/russia_losses_equipment.json", FALLING)
    series = {each.key.group_kind: each for each in histories(some, DEFAULT, VOCABULARY)}
    falls = 0
    for column, group in FALLING.items():
        told = equipment[["date", column]].dropna()
        change = told[column].diff()
        expected = {
            when: "corrected" if step < 0 else "updated" if step > 0 else "echo"
            for when, step in zip(told["date"], change, strict=True)
            if pd.notna(step)
        }
        steps = series[group].steps[1:]
        got = {step.claim.said_at.written(): step.relations[0].kind for step in steps if step.claim.said_at}
        # A total that returns to a number told before repeats it.
        seen = set()
        for when, value in zip(told["date"], told[column], strict=True):
            if value in seen and expected.get(when) == "corrected":
                assert got[when] in ("corrected", "echo")
                got[when] = "corrected"
            seen.add(value)
        assert got == expected
        falls += sum(change < 0)
    assert falls == 13


def test_falls_stand_in_reconcile_on_the_days_of_published_corrections(shared: Path, equipment: pd.DataFrame) -> None:
    some = ukraine(shared / "datasets/ukraine/russia_losses_equipment.json", FALLING)
    said = {claim.id: claim.said_at.written() for claim in some if claim.said_at}
    found = reconcile(some, DEFAULT, VOCABULARY)
    fell = {(each.key.group_kind, said[each.claims[0]]): each.gap for each in found if each.kind == "fell"}
    expected = {
        (group, when): step
        for column, group in FALLING.items()
        for when, step in equipment.set_index("date")[column].dropna().diff().items()
        if step < 0
    }
    assert fell == expected
    corrections = read_json(shared / "datasets/ukraine/russia_losses_equipment_correction.json")
    dates = pd.to_datetime(corrections["date"])
    assert all((abs(dates - pd.Timestamp(when))).min() <= pd.Timedelta(days=1) for _, when in fell if when < "2026")


def test_personnel_keep_their_qualifier_and_daily_rises_are_updates(shared: Path) -> None:
    path = shared / "datasets/ukraine/russia_losses_personnel.json"
    some = ukraine(path, {"personnel": "all"})
    table = read_json(path)
    words = {"about": "about", "more": "more_than"}
    assert [claim.qualifier for claim in some] == table["personnel*"].map(words).tolist()
    [series] = histories(some, DEFAULT, VOCABULARY)
    rises = table["personnel"].diff() > 0
    kinds = [step.relations[0].kind for step in series.steps[1:]]
    alike = table["personnel*"] == table["personnel*"].shift()
    told = [kind for kind, rise, same in zip(kinds, rises[1:], alike[1:], strict=True) if rise and same]
    # A rise to a round number may only round the day before.
    assert set(told) <= {"updated", "echo"}
    assert told.count("echo") <= 0.02 * len(told)
    assert "corrected" not in kinds
    [estimate] = estimates(some, DEFAULT, VOCABULARY)
    assert estimate.chosen is not None
    assert (estimate.chosen.low, str(estimate.independence)) == (
        table["personnel"].iloc[-1],
        "1 outlet, 1 speaker, 0 sides, 1 of no known side",
    )


# UCDP


def test_low_best_and_high_are_kept_as_written(shared: Path) -> None:
    table = pd.read_csv(shared / "datasets/ucdp/ged_sample.csv")
    some = ucdp(table)
    found = {each.key.event: each for each in estimates(some, DEFAULT, VOCABULARY)}
    ends = table[["low", "best", "high"]]
    expected = pd.DataFrame({"low": ends.min(axis=1), "chosen": table["best"], "high": ends.max(axis=1)})
    names = [f"ged-{int(each)}" for each in table["id"]]
    got = pd.DataFrame(
        [(found[name].low.number, found[name].chosen.low, found[name].high.number) for name in names],  # type: ignore[union-attr]
        columns=["low", "chosen", "high"],
    )
    pd.testing.assert_frame_equal(got, expected.astype(float))
    assert [claim.value_high for claim in some[::2]] == table["high"].tolist()


def test_rows_that_contradict_themselves_are_reported_and_never_mended(shared: Path) -> None:
    table = pd.read_csv(shared / "datasets/ucdp/ged_sample.csv")
    found = reconcile(ucdp(table), DEFAULT, VOCABULARY)
    name = table["id"].map(lambda each: f"ged-{int(each)}")
    crossed = table["low"] > table["high"]
    hull = table[["low", "high"]]
    outside = (table["best"] > hull.max(axis=1)) | (table["best"] < hull.min(axis=1))
    kinds = [(each.key.event, each.kind) for each in found]
    assert {event for event, kind in kinds if kind == "crossed"} == set(name[crossed])
    assert {event for event, kind in kinds if kind == "twofold"} == set(name[outside])
    odd = (table["high"] < table["best"]) | (table["low"] > table["best"]) | crossed
    assert {event for event, _ in kinds} == set(name[odd])
    assert odd.sum() == 13


def test_versions_are_in_the_order_of_their_days() -> None:
    assert all(day(one).at < day(other).at for one, other in pairwise(GAZA_VERSIONS))
