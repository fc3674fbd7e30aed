"""One series' history out of many claims, beside the bare query that reads its rows by their index.

For `comparing.py --series FOLDER [SIZE…]`: databases of generated claims (`crowded.py`) are looked for in the folder as
claims-SIZE.db, and made where there are none. Of each the series is taken whose length is nearest to `LENGTH`, so that
only the database grows. Milliseconds of CPU time, the best of several rounds, in one process for all sizes:

- bare: the rows of the series' claims with page, post's time and chains, by sqlite3;
- figures: the same as slotted figures, which is all that comparing needs;
- first: `db.history`, where nothing of it is kept;
- again: `db.history`, asked again.
"""

import json
import sqlite3
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from crowded import fill

from claims.compare import figure_of
from claims.compare.collecting import uncollected
from claims.database import Database
from claims.database import open as open_database
from claims.records import Filters

SIZES = (100_000, 1_000_000)
LENGTH = 300
ROUNDS = 7
_SERIES = """
    SELECT event.slug, metric, group_kind, claim.place, event.id FROM claim JOIN event ON event.id = event_id
    WHERE claim.place = 'kazakhstan' GROUP BY event_id, metric, group_kind ORDER BY abs(count(*) - ?) LIMIT 1
"""
_OF_SERIES = "claim.event_id = ? AND claim.metric = ? AND claim.group_kind = ? AND claim.place = ?"
_CLAIMS = f"""
    SELECT claim.*, address.url, entry.posted_at, entry.deleted_at FROM claim JOIN entry ON entry.id = entry_id
    JOIN address ON address.id = entry.address_id WHERE {_OF_SERIES} ORDER BY claim.said_at
"""
_CHAINS = f"""
    SELECT attribution.*, source.slug, source.side FROM claim JOIN attribution ON claim_id = claim.id
    JOIN source ON source.id = source_id WHERE {_OF_SERIES} ORDER BY claim_id, step
"""


def measure_series(folder: Path, sizes: Sequence[int], as_json: bool) -> None:
    """Print what one series takes in a database of each size."""
    rows = [_measured(_database(folder, size), size) for size in sizes or SIZES]
    if as_json:
        print(json.dumps(rows, indent=1))
        return
    print(
        f"{'claims':>11}{'series':>8}{'bare ms':>10}{'figures':>10}{'× bare':>8}{'first':>10}{'again':>9}{'× bare':>8}"
    )
    for row in rows:
        bare, figures, again = row["bare"], row["figures"], row["again"]
        print(
            f"{row['claims']:>11,}{row['series']:>8,}{bare:>10.2f}{figures:>10.2f}{figures / bare:>8.1f}"
            f"{row['first']:>10.1f}{again:>9.1f}{again / bare:>8.1f}"
        )


def _database(folder: Path, size: int) -> Path:
    path = folder / f"claims-{size}.db"
    if not path.exists():
        print(f"making {path.name} …", file=sys.stderr, flush=True)
        fill(path, size)
    return path


def _measured(path: Path, size: int) -> dict[str, Any]:
    with open_database(path, create=False) as database, closing(sqlite3.connect(path)) as plain:
        event, metric, group, place, number = plain.execute(_SERIES, (LENGTH,)).fetchone()
        asked = (number, metric, group, place)
        about = database.store.event(event)
        series = Filters(event=event, metric=metric, group=group, place=place)

        def bare() -> int:
            return len(plain.execute(_CLAIMS, asked).fetchall()) + len(plain.execute(_CHAINS, asked).fetchall())

        def history() -> int:
            return len(database.history(event, metric, group=group, place=place))

        @uncollected()
        def figures() -> int:
            return len(database.store.outlined(series, lambda claim: figure_of(claim, about)))

        works: dict[str, Callable[[], object]] = {
            "bare": bare,
            "figures": figures,
            "first": history,
            "again": history,
        }
        length = history()  # also reads what a process reads once
        best = dict.fromkeys(works, float("inf"))
        for _ in range(ROUNDS):
            _forget(database)
            for name, work in works.items():
                begin = time.process_time()
                work()
                best[name] = min(best[name], (time.process_time() - begin) * 1000)
    return {"claims": size, "series": length, **{name: round(took, 3) for name, took in best.items()}}


def _forget(database: Database) -> None:
    """Let nothing be kept of what was asked before."""
    with database.store._engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM kept")
