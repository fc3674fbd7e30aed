"""The triggers that raise the versions of events, so that no writer can forget to.

SQLite's run for each row. PostgreSQL's run for each statement, for there a row written again and again in one
transaction gets slower and slower.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from sqlalchemy import Connection


class _Raise(NamedTuple):
    """A write to a table, and which events it raises, as a condition with the rows that are written in it."""

    table: str
    when: str
    events: str


_OF_CLAIM = ("attribution", "reading", "decision")
_ROWS = {"INSERT": ("new",), "UPDATE": ("new", "old"), "DELETE": ("old",)}
_NAMED = {"claim": "event_id", "entry": "id", "source": "id", "event": "id"} | dict.fromkeys(_OF_CLAIM, "claim_id")
"""By which column the rows of a table name what they belong to."""
_MADE_ONE = _Raise("event", "INSERT", "")
_RAISE = "UPDATE version SET number = number + 1 WHERE event_id IN ({events});"
_MADE = """
INSERT INTO version(event_id, number) SELECT id, 1 FROM {new} WHERE true
    ON CONFLICT (event_id) DO UPDATE SET number = version.number + 1;
"""
_ON_SQLITE = "CREATE TRIGGER {name} AFTER {when} ON {table} BEGIN {body} END"
_ON_POSTGRESQL = """
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} RETURN NULL; END $$;
CREATE TRIGGER {name} AFTER {when} ON {table} REFERENCING {rows} FOR EACH STATEMENT EXECUTE FUNCTION {name}()
"""


def _raises() -> Iterator[_Raise]:
    """What is known of a claim raises the claim's event, what is said of a source all events."""
    for when, rows in _ROWS.items():
        yield _Raise("claim", when, " UNION ".join(f"SELECT event_id FROM {{{row}}}" for row in rows))
        of_claim = "SELECT event_id FROM claim WHERE id IN (SELECT claim_id FROM {{{row}}})"
        for table in _OF_CLAIM:
            yield _Raise(table, when, of_claim.format(row=rows[0]))
    # A new entry has no claims yet, and a new source no say in any.
    yield _Raise("entry", "UPDATE", "SELECT event_id FROM claim WHERE entry_id IN (SELECT id FROM {new})")
    yield _Raise("source", "UPDATE", "SELECT event_id FROM version WHERE EXISTS (SELECT 1 FROM {new})")
    yield _Raise("source", "DELETE", "SELECT event_id FROM version WHERE EXISTS (SELECT 1 FROM {old})")
    # The number of an event that is gone stays: another may be given its id.
    yield _Raise("event", "UPDATE", "SELECT id FROM {new}")


def on_sqlite(table: str | None = None) -> Iterator[str]:
    """The statements that make the triggers, all or those of one table."""
    yield from (_made_on_sqlite(each) for each in (*_raises(), _MADE_ONE) if table in (None, each.table))


@contextmanager
def unraised(connection: Connection) -> Iterator[None]:
    """Meanwhile what is new of claims raises no event: for who fills an empty file, of which nothing is worked out yet.

    On PostgreSQL the triggers run once a statement, and cost little.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    stopped = [each for each in _raises() if each.when == "INSERT"]
    for each in stopped:
        connection.exec_driver_sql(f"DROP TRIGGER {_name(each)}")
    yield
    for each in stopped:
        connection.exec_driver_sql(_made_on_sqlite(each))


def on_postgresql() -> Iterator[str]:
    """The same there."""
    rows = {"new": "new_rows", "old": "old_rows"}
    for each in (*_raises(), _MADE_ONE):
        body = _body(each).format(**rows)
        said = " ".join(f"{row.upper()} TABLE AS {rows[row]}" for row in _ROWS[each.when])
        yield _ON_POSTGRESQL.format(name=_name(each), when=each.when, table=each.table, rows=said, body=body)


def _made_on_sqlite(each: _Raise) -> str:
    column = _NAMED[each.table]
    rows = {row: f"(SELECT {row}.{column} AS {column})" for row in ("new", "old")}
    return _ON_SQLITE.format(name=_name(each), when=each.when, table=each.table, body=_body(each).format(**rows))


def _name(each: _Raise) -> str:
    return f"{each.table}_{each.when.lower()}_raises"


def _body(each: _Raise) -> str:
    return _RAISE.format(events=each.events) if each.events else _MADE
