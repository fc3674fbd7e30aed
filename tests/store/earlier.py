"""Databases as earlier versions of the package made them, with what of a later one they have a place for."""

import contextlib
import sqlite3
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from claims.store.engine import APPLICATION_ID


def migrations() -> Config:
    """Where Alembic finds the migrations."""
    config = Config()
    config.set_main_option("script_location", "claims.store:migrations")
    config.set_main_option("path_separator", "os")
    return config


def revisions() -> list[str]:
    """All that there were, the first one first."""
    return [script.revision for script in ScriptDirectory.from_config(migrations()).walk_revisions()][::-1]


def before(revision: str) -> str:
    """The revision before another."""
    return revisions()[revisions().index(revision) - 1]


def copied_to(revision: str, new: Path, old: Path) -> None:
    """Copy a database into tables as an earlier version made them."""
    _made_by(revision, old)
    with contextlib.closing(sqlite3.connect(old)) as connection:
        connection.execute("ATTACH ? AS new", (str(new),))
        tables = connection.execute("SELECT name FROM main.sqlite_master WHERE sql LIKE 'CREATE TABLE%'").fetchall()
        for (table,) in tables:
            if table not in ("alembic_version", "version", "kept") and "_words" not in table:
                columns = ", ".join(f'"{row[1]}"' for row in connection.execute(f'PRAGMA main.table_info("{table}")'))
                connection.execute(f'INSERT INTO main."{table}" ({columns}) SELECT {columns} FROM new."{table}"')
        connection.commit()


def made_by_the_first_version(path: Path) -> sqlite3.Connection:
    """An empty database whose tables are those of the first migration."""
    _made_by(revisions()[0], path)
    return sqlite3.connect(path)


def _made_by(revision: str, path: Path) -> None:
    """An empty database with the tables of a revision."""
    engine = create_engine(f"sqlite:///{path}")
    config = migrations()
    with engine.begin() as connection:
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
    engine.dispose()
