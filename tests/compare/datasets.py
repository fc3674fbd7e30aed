"""A small loader of the real data sets beside the checkout: rows of tables as claims."""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any

import pandas as pd

from claims.names import slugify
from claims.records import Attribution, Capture, Claim, Entry, Moment, Page, StoredClaim

_ids = count(1)


def read_json(path: Path) -> pd.DataFrame:
    """A published table, a row a day."""
    return pd.DataFrame(json.loads(path.read_text(encoding="utf-8")))


def day(text: str) -> Moment:
    return Moment(at=datetime.combine(date.fromisoformat(text), datetime.min.time(), UTC), exactness="day")


def cell(row: str, column: str, speaker: str | None, publisher: str, **fields: Any) -> Claim:
    """A claim whose quote is one cell of a row that is written "column: value; column: value"."""
    start = row.index(f"{column}: ")
    quote = row[start:].partition("; ")[0]
    number = quote.removeprefix(f"{column}: ")
    credited = () if speaker is None else (Attribution(role="speaker", name=speaker, words=speaker),)
    told = {
        "quote": quote,
        "start": start,
        "number": number,
        "number_start": start + len(quote) - len(number),
        "value": Decimal(number.partition("-")[0]),
        "chain": (*credited, Attribution(role="publisher", name=publisher, words=publisher)),
        "rule": "table",
        "confidence": 1.0,
    }
    return Claim.model_validate(told | fields)


def written(row: Mapping[str, Any], columns: list[str]) -> str:
    """The cells of a row that hold a value, as text."""
    held = [(name, row[name]) for name in columns if name in row and pd.notna(row[name])]
    return "; ".join(f"{name}: {int(value) if isinstance(value, float) else value}" for name, value in held)


def stored(claim: Claim, event: str, entry: int, **fields: Any) -> StoredClaim:
    """A claim as the database would give it back."""
    number = next(_ids)
    given = {
        "id": number,
        "uid": f"{number:08}",
        "event": event,
        "entry_id": entry,
        "url": "https://tables.example/rows.json",
        "known_from": datetime(2022, 1, 1, tzinfo=UTC),
        "captured_at": datetime(2022, 1, 1, tzinfo=UTC),
        "capture_sha256": "0" * 64,
        "speaker_source": slugify(claim.attributed_to) if claim.attributed_to else None,
        "speaks_for": slugify(claim.attributed_to) if claim.attributed_to else None,
        "publisher_source": slugify(claim.publisher or ""),
    }
    return StoredClaim.model_validate({**dict(claim), **given, **fields})


# Gaza: wide rows of which past ones are changed later

GAZA_VERSIONS = ("2024-02-23", "2024-08-06", "2025-06-10", "2026-08-22")
GAZA_TOTALS = {
    "killed_cum": {"metric": "killed"},
    "injured_cum": {"metric": "injured"},
    "killed_children_cum": {"metric": "killed", "group_kind": "children"},
    "killed_women_cum": {"metric": "killed", "group_kind": "women"},
    "med_killed_cum": {"metric": "killed", "group_kind": "medical_staff"},
    "press_killed_cum": {"metric": "killed", "group_kind": "journalists"},
}
GAZA_COLUMNS = ["report_date", "report_source", *GAZA_TOTALS, "killed"]


@cache
def gaza(folder: Path, version: str) -> pd.DataFrame:
    return read_json(folder / f"casualties_daily-{version}.json")


def gaza_page(folder: Path, version: str) -> tuple[Capture, Page, dict[str, list[Claim]]]:
    """A published version as a capture of its day: an entry a day, a claim a figure; "missing" names no speaker."""
    entries, found, start = [], {}, 0
    for row in gaza(folder, version).to_dict("records"):
        text, key = written(row, GAZA_COLUMNS), str(row["report_date"])
        entries.append(Entry(key=key, text=text, start=start))
        found[key] = list(_gaza_claims(row, text))
        start += len(text) + 1
    text = "\n".join(entry.text for entry in entries)
    url = "https://tables.example/casualties.json"
    capture = Capture(
        url=url,
        publisher="Casualty Table",
        captured_at=day(version).at + timedelta(hours=12),
        media_type="application/json",
        sha256=sha256(text.encode()).hexdigest(),
        content=text.encode(),
    )
    page = Page(
        url=url, reader="table 1", layout="table", publisher="Casualty Table", text=text, entries=tuple(entries)
    )
    return capture, page, found


def _gaza_claims(row: Mapping[str, Any], text: str) -> Iterator[Claim]:
    when = day(str(row["report_date"]))
    source = None if row["report_source"] == "missing" else str(row["report_source"])
    times = {"said_at": when, "as_of": when}
    for column, fields in GAZA_TOTALS.items():
        if pd.notna(row.get(column)):
            yield cell(text, column, source, "Casualty Table", **times, **fields)
    if pd.notna(row.get("killed")):
        before = when.model_copy(update={"at": when.at - timedelta(days=1)})
        period = {"scope": "period", "period_from": before, "period_to": when}
        yield cell(text, "killed", source, "Casualty Table", metric="killed", **times, **period)


# Ukraine: one belligerent's running totals

STAFF = "General Staff"


def ukraine(path: Path, columns: Mapping[str, str]) -> list[StoredClaim]:
    """The totals of a table, each column a group of things destroyed; "personnel" counts people, with its qualifier."""
    claims = []
    for entry, row in enumerate(read_json(path).to_dict("records")):
        text, when = written(row, ["date", *columns]), day(str(row["date"]))
        for column, group in columns.items():
            if pd.isna(row[column]):
                continue
            qualifier = {"about": "about", "more": "more_than"}.get(str(row.get("personnel*")), "exact")
            metric = "casualties" if column == "personnel" else "destroyed"
            claim = cell(
                *(text, column, STAFF, "Losses Table"),
                metric=metric,
                qualifier=qualifier if column == "personnel" else "exact",
                group_kind=group,
                said_at=when,
                as_of=when,
            )
            claims.append(stored(claim, "invasion", entry))
    return claims


# UCDP: low, best and high of each event


def ucdp(table: pd.DataFrame) -> list[StoredClaim]:
    """The rows, each an event of its own: the range from low to high as written, and the best estimate."""
    claims = []
    for entry, row in enumerate(table.to_dict("records")):
        low, best, high = (int(row[name]) for name in ("low", "best", "high"))
        text = f"id: {int(row['id'])}; range: {low}-{high}; best: {best}"
        when = day(str(row["date_end"])[:10])
        fields = {"metric": "killed", "said_at": when, "as_of": when}
        ends = cell(text, "range", "GED", "Events Table", qualifier="range", value_high=Decimal(high), **fields)
        for claim in (ends, cell(text, "best", "GED", "Events Table", **fields)):
            claims.append(stored(claim, f"ged-{int(row['id'])}", entry))
    return claims
