"""A real PostgreSQL server for tests: made in a folder, reached by a socket there, stopped by whoever started it."""

import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp
from urllib.parse import quote

import psycopg
from psycopg import sql

# Nothing that these tests make is to outlive a power cut.
_FAST = "-c fsync=off -c full_page_writes=off -c synchronous_commit=off -c max_connections=200"


class Server:
    """A running server; databases are made on it by name."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._named: dict[str, str] = {}

    def address(self, name: str = "postgres") -> str:
        return f"postgresql://postgres@/{quote(name)}?host={quote(str(self._folder), safe='')}"

    def reached(self) -> dict[str, str]:
        """The settings by which a client finds it that is given no host."""
        programs = binaries()
        return {
            "PGHOST": str(self._folder),
            "PGUSER": "postgres",
            "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        }

    def run(self, command: str, *names: str) -> list[tuple[object, ...]]:
        with psycopg.connect(self.address(), autocommit=True) as connection:
            made = connection.execute(sql.SQL(command).format(*map(sql.Identifier, names)))
            return made.fetchall() if made.description else []

    def make(self) -> str:
        """The address of a new database."""
        name = f"claims{len(self._named)}"
        self._named[name] = name
        self.run("CREATE DATABASE {}", name)
        return self.address(name)

    def copy(self, made: Path, to: Path) -> None:
        """A database for `to` that holds what that of `made` does; nobody may be connected to it."""
        like = self._named[str(made.absolute())]
        self._named[str(to.absolute())] = name = f"claims{len(self._named)}"
        self.run("CREATE DATABASE {} TEMPLATE {}", name, like)

    def of_path(self, path: Path, *, create: bool) -> str:
        """The address of the database that stands for a file: made at the first call."""
        key = str(path.absolute())
        if key not in self._named and create:
            self._named[key] = name = f"claims{len(self._named)}"
            self.run("CREATE DATABASE {}", name)
        return self.address(self._named.get(key, "no_such_database"))


def binaries() -> Path | None:
    """The folder of the server's programs; Debian keeps them off the path."""
    found = shutil.which("pg_ctl")
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"), reverse=True)
    return Path(found).parent if found else folders[0].parent if folders else None


@contextmanager
def serving() -> Iterator[Server]:
    """A server that runs as long as the context lasts."""
    programs = binaries()
    assert programs is not None
    folder = Path(mkdtemp(prefix="claims-pg-"))  # a socket's path may be 107 bytes long, no more
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    try:
        how = ("-E", "UTF8", "--locale=C", "-A", "trust", "-U", "postgres")
        _as_postgres(programs / "initdb", "-D", folder / "data", *how)
        options = f"-c listen_addresses='' -k {folder} {_FAST}"
        log = folder / "log"
        _as_postgres(programs / "pg_ctl", "-D", folder / "data", "-w", "-l", log, "-o", options, "start")
        try:
            yield Server(folder)
        finally:
            _as_postgres(programs / "pg_ctl", "-D", folder / "data", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _as_postgres(*words: object) -> None:
    """Run a program as the user postgres: initdb and the server refuse root."""
    user: Sequence[str] = ("runuser", "-u", "postgres", "--") if os.geteuid() == 0 else ()
    subprocess.run([*user, *map(str, words)], check=True, stdout=subprocess.DEVNULL, cwd="/")
