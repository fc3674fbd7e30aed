"""What exporting costs: `python tests/benchmarks/exporting.py [SIZE|FILE…] [--runs N] [--json FILE]` (10,000, 100,000).

A size stands for a database filled with that many claims by the seeded generator of `comparing.py`, a file for one that
exists (bring a copy up to date first: opening it does so). From it, each in a process of its own,

- csv, parquet, jsonl: claims export, all columns of `claims.frames.CLAIMS`, of all claims;
- pandas: read_sql of one query for the same columns and rows in the same order, chains and times as text made by
  SQLite, then to_csv; more than 100,000 rows in chunks of that many. It writes no figure in words, flags as True and
  False, and leads no cell that a spreadsheet would run as a formula: somewhat less work than ours. (Joining the chains
  and writing the times in pandas itself took longer.)

Printed are seconds of CPU, the best of some runs, memory of the whole process at the peak in MB, bytes, and how many
times as long as our CSV each takes. Wanted are 2.5 × of pandas, and less than 200 MB at 1,000,000 claims; `RESULTS.md`
tells what was seen.
"""

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterable
from contextlib import closing
from importlib import import_module
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from comparing import EVENT, make_claims
from filled import fill

SIZES = (10_000, 100_000)
RUNS = 3

CHUNK = 100_000

PEER = """
SELECT claim.id, claim.uid, event.slug AS event, metric, group_kind, "group", group_resolved, claim.place,
    place_assumed, location, value, value_high, qualifier, vague_word, currency, number, quote, translation,
    spoke.name AS speaker, speaker.slug AS speaker_source, coalesce(body.slug, speaker.slug) AS speaks_for,
    coalesce(speaker.side, body.side) AS side, spoke.verb,
    EXISTS (SELECT 1 FROM attribution WHERE claim_id = claim.id AND stance != 'states') AS denied,
    (SELECT group_concat(name, '; ') FROM attribution WHERE claim_id = claim.id AND role = 'relay') AS via,
    published.name AS publisher, {said_at}, {said_at_how}, {as_of}, {as_of_how}, {occurred_from}, {occurred_from_how},
    {occurred_to}, {occurred_to_how}, scope, {period_from}, {period_to}, part_of_id, counting, basis, certainty, "by",
    {posted_at}, {posted_at_how}, {known_from}, {known_until}, headline, url, claim.start, number_start, {captured_at},
    capture.sha256, status, rank, rule, confidence, extractor, {deleted_at}
FROM claim JOIN event ON event.id = claim.event_id JOIN entry ON entry.id = claim.entry_id
    JOIN address ON address.id = entry.address_id JOIN page ON page.id = entry.page_id
    JOIN capture ON capture.id = page.capture_id LEFT JOIN source AS speaker ON speaker.id = claim.speaker_id
    LEFT JOIN source AS body ON body.id = speaker.speaks_for_id
    LEFT JOIN attribution AS spoke ON spoke.claim_id = claim.id AND spoke.role = 'speaker'
    LEFT JOIN attribution AS published ON published.claim_id = claim.id AND published.role = 'publisher'
ORDER BY claim.said_at, claim.id
"""
OF_CLAIM = ("said_at", "as_of", "occurred_from", "occurred_to", "period_from", "period_to")
OF_ENTRY = ("posted_at", "known_from", "known_until", "deleted_at")


def asked_by_pandas() -> str:
    """The query, times as ISO 8601 and only the first word of how exact they are."""
    tables = {**dict.fromkeys(OF_CLAIM, "claim"), **dict.fromkeys(OF_ENTRY, "entry"), "captured_at": "capture"}
    times = {
        name: f"strftime('%Y-%m-%dT%H:%M:%SZ', {table}.{name} / 1000000, 'unixepoch') AS {name}"
        for name, table in tables.items()
    }
    hows = {
        f"{name}_how": f"substr({table}.{name}_how, 1, instr({table}.{name}_how || ' ', ' ') - 1) AS {name}_how"
        for name, table in tables.items()
    }
    return PEER.format(**times, **hows)


def by_us(database: Path, out: Path) -> None:
    """Export as the command does, in the format that the file's name ends in."""
    from claims.database import open as open_database
    from claims.exchange.files import Rows, format_of, opened, write_rows
    from claims.frames import CLAIMS

    with open_database(database, create=False) as held, opened(out) as stream:
        write_rows(Rows(CLAIMS, held.claim_batches(standing=False), {}), stream, format_of(out))


def by_pandas(database: Path, out: Path) -> None:
    """Read into frames, write the frames."""
    import sqlite3

    import pandas as pd

    connection = sqlite3.connect(database)
    with out.open("w", encoding="utf-8", newline="") as stream:
        for number, claims in enumerate(pd.read_sql(asked_by_pandas(), connection, chunksize=CHUNK)):
            claims["place_assumed"] = claims["place_assumed"].astype(bool)
            claims["denied"] = claims["denied"].astype(bool)
            claims.to_csv(stream, index=False, header=not number)
    connection.close()


WAYS = {
    "csv": (by_us, "claims.csv"),
    "parquet": (by_us, "claims.parquet"),
    "jsonl": (by_us, "claims.jsonl"),
    "pandas": (by_pandas, "pandas.csv"),
}


def child(way: str, database: Path, out: Path) -> None:
    """Export in this process and print what it took; the libraries are loaded before the clock starts."""
    for name in ("pandas",) if way == "pandas" else ("claims.database", "claims.exchange.files", "claims.frames"):
        import_module(name)
    begin = time.process_time()
    WAYS[way][0](database, out)
    took = time.process_time() - begin
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
    print(json.dumps({"seconds": took, "memory": most, "bytes": out.stat().st_size}))


def measure(database: Path, folder: Path, ways: Iterable[str], runs: int) -> dict[str, Any]:
    """Export a database in each way."""
    found: dict[str, Any] = {}
    for way in dict.fromkeys(("csv", "pandas", *ways)):
        name = WAYS[way][1]
        asked = [sys.executable, __file__, "--child", way, str(database), str(folder / name)]
        took = [subprocess.run(asked, check=True, capture_output=True, text=True).stdout for _ in range(runs)]
        found[way] = min(map(json.loads, took), key=lambda run: run["seconds"])
        (folder / name).unlink()
    return {**found, "ratio": found["pandas"]["seconds"] / found["csv"]["seconds"]}


def show(found: dict[str, Any]) -> None:
    """Print the figures of one database as a table."""
    print(f"{found['claims']:,} claims")
    for way in filter(found.__contains__, WAYS):
        took = found[way]
        ratio = took["seconds"] / found["csv"]["seconds"]
        print(f"  {way:<9}{took['seconds']:9.2f} s{took['memory']:8.0f} MB{took['bytes']:>15,} bytes{ratio:8.2f} ×")


def counted(database: Path) -> int:
    """How many claims a database holds."""
    import sqlite3

    with closing(sqlite3.connect(database)) as connection:
        return int(connection.execute("SELECT count(*) FROM claim").fetchone()[0])


def main() -> None:
    """Measure the sizes and files asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("asked", nargs="*", default=SIZES, help="a number of claims, or a database")
    parser.add_argument("--ways", nargs="+", choices=WAYS, default=WAYS, help="beside csv and pandas")
    parser.add_argument("--runs", type=int, default=RUNS, help="of each way; the best counts")
    parser.add_argument("--json", type=Path, help="write the figures there")
    parser.add_argument("--child", nargs=3, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.child:
        way, database, out = given.child
        child(way, Path(database), Path(out))
        return
    every = []
    with TemporaryDirectory() as folder:
        for each in map(str, given.asked):
            database = Path(folder) / f"{each}.db" if each.isdigit() else Path(each)
            if each.isdigit():
                fill(database, EVENT, islice(make_claims(int(each)), int(each)))
            every.append({"claims": counted(database), **measure(database, Path(folder), given.ways, given.runs)})
            show(every[-1])
    if given.json:
        given.json.write_text(json.dumps(every, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
