"""Loading a whole database beside its floors: `python tests/benchmarks/loading.py [SIZE…] [--runs N] [--json F]`.

`claims import` of what `claims export --what everything` wrote of so many claims (`crowded.py`; 10,000 and 100,000
unless sizes are given), its captures, entries, readings and decisions included, into an empty database:

- on SQLite, beside executemany of the same rows into the same tables, indexes and full-text search (`scale.py`);
- on PostgreSQL, a server of its own that syncs nothing to disk, beside bare COPY of the same rows as text into the same
  tables, indexes and triggers.

Printed are seconds by the clock, of CPU of the process that loads (a server's is its own), the best of `--runs`, and
the ratio to the floor: of CPU on SQLite; of the clock on PostgreSQL, so let nothing else run.
"""

import argparse
import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import psycopg
from psycopg import sql
from scale import Scene, command, run

sys.path.insert(0, str(Path(__file__).parents[1]))
from postgres import Server, binaries, serving

SIZES = (10_000, 100_000)


class Dumped(NamedTuple):
    """A table's rows as COPY writes them."""

    table: str
    columns: tuple[str, ...]
    file: Path


def on_sqlite(folder: Path, runs: int) -> Iterator[dict[str, Any]]:
    """The floor and ours."""
    for way in ("sqlite3", "claims"):
        found = []
        for _ in range(runs):
            (folder / "out").unlink(missing_ok=True)
            found.append(run("load", way, folder))
        yield {"way": way, **min(found, key=lambda each: each["cpu"])}


def on_postgresql(folder: Path, runs: int) -> Iterator[dict[str, Any]]:
    """The same."""
    with serving() as server:
        ours = [_import(server.make(), folder) for _ in range(runs)]
        dumped = list(_dump(server.make(), folder))
        floor = [_copy(_made(server), dumped) for _ in range(runs)]
    for way, found in (("COPY", floor), ("claims", ours)):
        yield {"way": way, **min(found, key=lambda each: each["wall"])}


def _made(server: Server) -> str:
    """The address of a database with the tables, and nothing in them."""
    from claims.database import open as open_database

    address = server.make()
    open_database(address).close()
    return address


def _import(address: str, folder: Path) -> dict[str, float]:
    from claims.database import open as open_database

    open_database(address).close()
    wall, cpu = time.perf_counter(), time.process_time()
    command("import", str(Scene(folder).whole), "--db", address)
    return {"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu}


def _dump(address: str, folder: Path) -> Iterator[Dumped]:
    """Every table of a filled database, in the order in which they can be filled."""
    from claims.store.whole import tables

    command("import", str(Scene(folder).whole), "--db", address)
    with closing(psycopg.connect(address)) as connection:
        for table in tables():
            columns, file = tuple(column.name for column in table.columns), folder / f"{table.name}.copy"
            asked = sql.SQL("COPY {} ({}) TO STDOUT").format(*_named(table.name, columns))
            with connection.cursor().copy(asked) as reading, file.open("wb") as written:
                for part in reading:
                    written.write(part)
            yield Dumped(table.name, columns, file)


def _copy(address: str, dumped: list[Dumped]) -> dict[str, float]:
    wall, cpu = time.perf_counter(), time.process_time()
    with psycopg.connect(address) as connection:
        for each in dumped:
            asked = sql.SQL("COPY {} ({}) FROM STDIN").format(*_named(each.table, each.columns))
            with connection.cursor().copy(asked) as writing, each.file.open("rb") as file:
                while part := file.read(2**20):
                    writing.write(part)
    return {"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu}


def _named(table: str, columns: tuple[str, ...]) -> tuple[sql.Composable, sql.Composable]:
    return sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, columns))


def main() -> None:
    """Measure the sizes asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES, metavar="SIZE")
    parser.add_argument("--runs", type=int, default=1, metavar="N", help="the best of so many; 1 unless said")
    parser.add_argument("--json", type=Path, help="write the figures there")
    given = parser.parse_args()
    print(f"load {os.getloadavg()[0]:.1f}\n{'claims':>10} {'into':<11}{'way':<8}{'clock s':>9}{'CPU s':>9}{'ratio':>7}")
    rows = []
    for size in given.sizes:
        with TemporaryDirectory() as made:
            folder = Path(made)
            run("prepare", str(size), folder)
            for into, ways in (("SQLite", on_sqlite), *((("PostgreSQL", on_postgresql),) if binaries() else ())):
                measured = "cpu" if into == "SQLite" else "wall"
                floor = 0.0
                for row in ways(folder, given.runs):
                    floor = floor or row[measured]
                    rows.append({"size": size, "into": into, **row, "ratio": row[measured] / floor})
                    print(
                        f"{size:>10,} {into:<11}{row['way']:<8}{row['wall']:>9.2f}{row['cpu']:>9.2f}"
                        f"{rows[-1]['ratio']:>7.2f}",
                        flush=True,
                    )
    if given.json:
        given.json.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
