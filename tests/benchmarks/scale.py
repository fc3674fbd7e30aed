"""Loading, asking, comparing and exporting, beside peers: `python tests/benchmarks/scale.py [--sizes N…] [--json F]`.

10,000 and 100,000 claims unless sizes are given; `--million` and `--ten-million` add theirs. `crowded.py` makes them
(2,000 events, sources by Zipf's law; a few are then decided on). Each way of doing a step is a process of its own, its
libraries loaded before the clock starts, the best CPU time of `--runs`:

- load: `claims import` of a whole database as JSON lines. Floor: sqlite3 executemany of the same rows, read from the
  database that holds them, into the same tables, indexes and full-text search. The other peers load less: claims alone
  as one flat table, from Parquet, no index;
- query: first histories of one metric in each of 20 events of about 100 claims, after one that warms up, to records and
  as data frames. Floor: the same claims, joined, by the bare indexed query;
- compare: what disagrees in the largest event. Peers only read its claims;
- export: `claims export` of all claims to CSV. Floor: the joined rows from a cursor to the csv module.

Printed are seconds of CPU and by the clock, memory at the peak in MB, and CPU as a ratio to the floor's; ways that
should hold the same rows are checked to. Peers need `pip install '.[benchmarks]'`; one that is missing is named.
"""

import argparse
import csv
import json
import os
import platform
import random
import resource
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

SIZES, MILLION, TEN_MILLION = (10_000, 100_000), 1_000_000, 10_000_000
ASKED, ABOUT, METRIC = 20, 100, "killed"
"""Events asked for a history, claims that they have about, and what is counted."""
DECIDED = 200
"""Claims decided on at most."""


class Scene:
    """The files of one size: the database, its exports, and where a way may write."""

    def __init__(self, folder: Path) -> None:
        self.database, self.whole, self.flat = folder / "claims.db", folder / "whole.jsonl", folder / "flat.parquet"
        self.out, self.empty, self._peer = folder / "out", folder / "empty.db", folder / "peer.sql"

    def prepare(self, size: int) -> None:
        """Make the database with its decisions, its exports, and an empty one."""
        # Here alone, so that what they load is in no other process's memory.
        from crowded import fill
        from exporting import asked_by_pandas

        from claims.database import open as open_database

        fill(self.database, size)
        self._peer.write_text(asked_by_pandas(), encoding="utf-8")
        chance = random.Random(size)
        with open_database(self.database) as held:
            for number in chance.sample(range(1, size + 1), min(DECIDED, size // 50)):
                rank = chance.choice((None, "disputed", "preferred"))
                if rank:
                    held.decide(number, "rank", who="reader", why="as made", fields={"rank": rank})
                else:
                    held.decide(number, "accept", who="reader")
        open_database(self.empty).close()
        command(
            "export", "--what", "everything", "-o", str(self.whole), "--format", "jsonl", "--db", str(self.database)
        )
        command("export", "-o", str(self.flat), "--db", str(self.database))

    def joined(self, *columns: str) -> str:
        """The bare query for claims with their sources and pages; each column is asked for by a value."""
        where = " AND ".join(f"{column} = ?" for column in columns)
        peer = self._peer.read_text(encoding="utf-8")
        return peer.replace("ORDER BY", f"WHERE {where} ORDER BY") if columns else peer

    def events(self) -> list[str]:
        """The events nearest in size to what is asked, one to warm up first; they have the metric."""
        sql = """SELECT event.slug FROM event JOIN claim ON claim.event_id = event.id GROUP BY event.id
            HAVING sum(metric = ?) > 0 ORDER BY abs(count(*) - ?), event.id LIMIT ?"""
        with closing(sqlite3.connect(self.database)) as held:
            return [slug for (slug,) in held.execute(sql, (METRIC, ABOUT, ASKED + 1))]


Measured = Callable[[Callable[[], Any]], Any]
"""Does a piece of work under the clock."""


def command(*arguments: str) -> None:
    """Run a command of ours in this process, as the terminal would."""
    from claims.cli import main

    sys.argv = ["claims", *arguments]
    try:
        main()
    except SystemExit as ended:
        if ended.code:
            raise


def count(database: Path, table: str) -> int:
    """Rows of a table."""
    with closing(sqlite3.connect(database)) as held:
        return int(held.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0])


def load_claims(scene: Scene, clock: Measured) -> int:
    """The whole database from JSON lines."""
    clock(lambda: command("import", str(scene.whole), "--db", str(scene.out)))
    return count(scene.out, "claim")


def load_sqlite3(scene: Scene, clock: Measured) -> int:
    """The same rows into the same tables; only the triggers of full-text search stay."""
    scene.out.write_bytes(scene.empty.read_bytes())
    with closing(sqlite3.connect(scene.database)) as held, closing(sqlite3.connect(scene.out)) as made:
        for name, sql in made.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall():
            if "_words" not in sql:
                made.execute(f'DROP TRIGGER "{name}"')
        listed = "SELECT name FROM sqlite_master WHERE type = 'table'"
        tables = [name for (name,) in held.execute(listed) if not name.startswith("sqlite_") and "_words" not in name]
        for name in tables:
            made.execute(f'DELETE FROM "{name}"')
        made.commit()

        def copied() -> None:
            for name in tables:
                rows = held.execute(f'SELECT * FROM "{name}"')
                marks = ", ".join("?" * len(rows.description))
                made.executemany(f'INSERT INTO "{name}" VALUES ({marks})', rows)
            made.commit()

        clock(copied)
    return count(scene.out, "claim")


def load_pandas(scene: Scene, clock: Measured) -> int:
    """The flat table by to_sql."""
    import pandas as pd

    frame = pd.read_parquet(scene.flat)
    frame = frame.astype({name: str for name, kind in frame.dtypes.items() if kind.kind == "O"})
    with closing(sqlite3.connect(scene.out)) as made:
        clock(lambda: frame.to_sql("claim", made, index=False))
    return count(scene.out, "claim")


def load_sqlite_utils(scene: Scene, clock: Measured) -> int:
    """The flat table by insert_all."""
    import pyarrow.parquet as pq
    import sqlite_utils

    made = sqlite_utils.Database(scene.out)
    clock(lambda: made["claim"].insert_all(row for some in pq.ParquetFile(scene.flat).iter_batches()
                                           for row in some.to_pylist()))  # fmt: skip
    made.close()
    return count(scene.out, "claim")


def load_duckdb(scene: Scene, clock: Measured) -> int:
    """The flat table into a database of its own."""
    import duckdb

    with duckdb.connect(str(scene.out)) as made:
        clock(lambda: made.execute("CREATE TABLE claim AS SELECT * FROM read_parquet(?)", [str(scene.flat)]))
        return int(made.execute("SELECT count(*) FROM claim").fetchall()[0][0])


def _asked(scene: Scene, clock: Measured, ask: Callable[[str], int]) -> int:
    warm, *events = scene.events()
    ask(warm)
    return int(clock(lambda: sum(map(ask, events))))


def query_claims(scene: Scene, clock: Measured) -> int:
    """Histories as records."""
    from claims.database import open as open_database

    with open_database(scene.database, create=False) as held:
        return _asked(scene, clock, lambda event: sum(len(each.steps) for each in held.histories(event, METRIC)))


def query_frames(scene: Scene, clock: Measured) -> int:
    """Histories as data frames."""
    from claims.database import open as open_database

    with open_database(scene.database, create=False) as held:
        return _asked(scene, clock, lambda event: len(held.history(event, METRIC)))


def query_sqlite3(scene: Scene, clock: Measured) -> int:
    """The bare query."""
    sql = scene.joined("event.slug", "metric")
    with closing(sqlite3.connect(scene.database)) as held:
        return _asked(scene, clock, lambda event: len(held.execute(sql, (event, METRIC)).fetchall()))


def query_pandas(scene: Scene, clock: Measured) -> int:
    """The bare query by read_sql."""
    sql = scene.joined("event.slug", "metric")
    import pandas as pd

    with closing(sqlite3.connect(scene.database)) as held:
        return _asked(scene, clock, lambda event: len(pd.read_sql(sql, held, params=(event, METRIC))))


def query_sqlite_utils(scene: Scene, clock: Measured) -> int:
    """The bare query, rows as dictionaries."""
    sql = scene.joined("event.slug", "metric")
    import sqlite_utils

    held = sqlite_utils.Database(scene.database)
    return _asked(scene, clock, lambda event: len(list(held.query(sql, (event, METRIC)))))


def query_duckdb(scene: Scene, clock: Measured) -> int:
    """The flat table, filtered where it lies."""
    import duckdb

    sql = "SELECT * FROM read_parquet(?) WHERE event = ? AND metric = ? ORDER BY said_at, id"
    with duckdb.connect() as held:
        given = str(scene.flat)
        return _asked(scene, clock, lambda event: len(held.execute(sql, [given, event, METRIC]).fetchall()))


def compare_claims(scene: Scene, clock: Measured) -> int:
    """What disagrees; returns how many claims were compared."""
    from claims.database import open as open_database

    with open_database(scene.database, create=False) as held:
        held.disagreements(scene.events()[0])
        clock(lambda: held.disagreements("event-1"))
        return held.count(event="event-1")


def compare_sqlite3(scene: Scene, clock: Measured) -> int:
    """The event's claims, no more."""
    with closing(sqlite3.connect(scene.database)) as held:
        return len(clock(lambda: held.execute(scene.joined("event.slug"), ("event-1",)).fetchall()))


def compare_pandas(scene: Scene, clock: Measured) -> int:
    """The event's claims as a frame."""
    import pandas as pd

    with closing(sqlite3.connect(scene.database)) as held:
        return len(clock(lambda: pd.read_sql(scene.joined("event.slug"), held, params=("event-1",))))


def export_claims(scene: Scene, clock: Measured) -> int:
    """The command."""
    clock(lambda: command("export", "-o", str(scene.out), "--format", "csv", "--db", str(scene.database)))
    return sum(1 for _ in _lines(scene.out))


def export_sqlite3(scene: Scene, clock: Measured) -> int:
    """A cursor to the csv module."""

    def written() -> None:
        with closing(sqlite3.connect(scene.database)) as held, scene.out.open("w", newline="") as file:
            rows = held.execute(scene.joined())
            csv.writer(file).writerow([name for name, *_ in rows.description])
            csv.writer(file).writerows(rows)

    clock(written)
    return sum(1 for _ in _lines(scene.out))


def export_pandas(scene: Scene, clock: Measured) -> int:
    """What `exporting.py` does: read_sql of claims and chains, to_csv; memory holds that of our imports too."""
    from exporting import by_pandas

    clock(lambda: by_pandas(scene.database, scene.out))
    return sum(1 for _ in _lines(scene.out))


def export_duckdb(scene: Scene, clock: Measured) -> int:
    """Parquet to CSV."""
    import duckdb

    with duckdb.connect() as held:
        flat, out = (str(path).replace("'", "''") for path in (scene.flat, scene.out))
        clock(lambda: held.execute(f"COPY (FROM '{flat}' ORDER BY said_at, id) TO '{out}' (FORMAT csv, HEADER)"))
    return sum(1 for _ in _lines(scene.out))


def _lines(path: Path) -> Iterator[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        yield from rows


OURS = ("claims.cli", "claims.database", "claims.store", "claims.compare", "claims.exchange")
NEEDS = {"claims": OURS, "frames": (*OURS, "pandas"), "sqlite3": (), "pandas": ("pandas", "pyarrow"),
         "sqlite_utils": ("sqlite_utils", "pyarrow"), "duckdb": ("duckdb",)}  # fmt: skip
STEPS = {
    "load": ("sqlite3", "claims", "pandas", "sqlite_utils", "duckdb"),
    "query": ("sqlite3", "claims", "frames", "pandas", "sqlite_utils", "duckdb"),
    "compare": ("sqlite3", "claims", "pandas"),
    "export": ("sqlite3", "claims", "pandas", "duckdb"),
}
"""Ways of each step, the floor first."""


def child(step: str, way: str, folder: Path) -> dict[str, Any]:
    """Do one step in this process and tell what it took, or which library is missing."""
    try:
        for name in NEEDS[way]:
            import_module(name)
    except ModuleNotFoundError as error:
        return {"missing": error.name}
    took: dict[str, Any] = {}

    def clock(work: Callable[[], Any]) -> Any:
        wall, cpu = time.perf_counter(), time.process_time()
        result = work()
        took.update(wall=time.perf_counter() - wall, cpu=time.process_time() - cpu)
        return result

    rows = globals()[f"{step}_{way}"](Scene(folder), clock)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
    return {"rows": rows, **took, "memory": most}


def measure(size: int, folder: Path, runs: int) -> Iterator[dict[str, Any]]:
    """Every way of every step at one size; raises SystemExit where one holds other rows than the floor."""
    run("prepare", str(size), folder)
    for step, ways in STEPS.items():
        floor: dict[str, Any] = {}
        for way in ways:
            found = []
            for _ in range(runs):
                if (folder / "out").exists():
                    (folder / "out").unlink()
                found.append(run(step, way, folder))
            best = min(found, key=lambda each: each.get("cpu", 0))
            floor = floor or best
            if best.get("rows", floor["rows"]) != floor["rows"]:
                raise SystemExit(f"{step} by {way} has {best['rows']} rows, the floor {floor['rows']}")
            ratio = {"ratio": best["cpu"] / floor["cpu"]} if "cpu" in best else {}
            yield {"size": size, "step": step, "way": way, **best, **ratio}


def run(step: str, way: str, folder: Path) -> dict[str, Any]:
    """A child's answer: the last line that it prints."""
    asked = [sys.executable, __file__, "--child", step, way, str(folder)]
    done = subprocess.run(asked, check=True, stdout=subprocess.PIPE, text=True)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def line(row: dict[str, Any]) -> str:
    """A row of the table."""
    head = f"{row['size']:>10,} {row['step']:<8} {row['way']:<13}"
    if "missing" in row:
        return f"{head} {row['missing']} is missing; pip install '.[benchmarks]'"
    return f"{head}{row['rows']:>11,}{row['cpu']:>10.3f}{row['wall']:>10.3f}{row['memory']:>8.0f}{row['ratio']:>8.2f} ×"


def main() -> None:
    """Measure the sizes asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", nargs="+", type=int, default=SIZES, metavar="N")
    parser.add_argument("--million", action="store_true", help="also 1,000,000 claims")
    parser.add_argument("--ten-million", action="store_true", help="also 10,000,000 claims: about 60 GB of disk")
    parser.add_argument("--runs", type=int, default=1, metavar="N", help="the best of so many; 1 unless said")
    parser.add_argument("--json", type=Path, help="write the figures there")
    parser.add_argument("--child", nargs=3, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.child:
        step, way, folder = given.child
        if step == "prepare":
            Scene(Path(folder)).prepare(int(way))
        print("\n" + json.dumps({} if step == "prepare" else child(step, way, Path(folder))))
        return
    machine = {"date": f"{datetime.now(UTC):%Y-%m-%d}", "python": platform.python_version(),
               "cores": os.cpu_count(), "load": os.getloadavg()}  # fmt: skip
    print(*(f"{name} {value}" for name, value in machine.items()), sep=", ")
    print(f"{'claims':>10} {'step':<8} {'way':<13}{'rows':>11}{'CPU s':>10}{'clock s':>10}{'MB':>8}{'floor':>10}")
    rows = []
    for size in (*given.sizes, *(MILLION,) * given.million, *(TEN_MILLION,) * given.ten_million):
        with TemporaryDirectory() as made:
            for row in measure(size, Path(made), given.runs):
                rows.append(row)
                print(line(row), flush=True)
    if given.json:
        given.json.write_text(json.dumps({**machine, "rows": rows}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
