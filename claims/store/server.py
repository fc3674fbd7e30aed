"""Opening a PostgreSQL database: who may, its tables made or brought up to date, and how transactions begin.

One process writes at a time, as on SQLite: a write waits for an advisory lock, so that what it found is still so when
it writes. Readers wait for nobody; each sees the database as it was when it began.
"""

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlmodel import SQLModel

from claims.errors import StoreError
from claims.store.migrations import HEAD, is_known, stamp, upgrade
from claims.store.raising import on_postgresql

PATIENCE = 30
"""Seconds to wait for another process that is writing."""

LOCK = 0x434C4D53
"""The advisory lock of whoever writes ("CLMS")."""

_ISOLATION = "REPEATABLE READ"
_FORBIDDEN, _BUSY = "42501", "55P03"

SENTENCES = {
    "28000": "{name} lets nobody in so ({error}); check the user and the password.",
    "28P01": "{name} lets nobody in so ({error}); check the user and the password.",
    "3D000": "{name} does not exist; make it with `createdb`, or name another with --db.",
    _FORBIDDEN: "{name} may not be read or written by this user ({error}); ask its owner for the rights.",
    "53100": "The disk of {name} is full, so that it was left as it was; make room and try again.",
    _BUSY: "{name} has been kept busy by others for long; try again in a moment.",
    "57P01": "{name} was shut down; start the server again.",
}
"""By SQLSTATE (PostgreSQL's manual, appendix A), what people are told."""

UNREACHED = "{name} can't be reached ({error}); check the address, and that the server runs."

# What words are looked for by, as SQLite's unicode61 cuts and folds them: runs of letters and digits, without case and
# accents. A tsvector holds a megabyte at most, so the words behind the 200,000th character of an entry are not found.
_WORDS = """
CREATE FUNCTION claims_words(words text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT to_tsvector('simple', regexp_replace(regexp_replace(
        normalize(lower(left(words, 200000) COLLATE "{letters}"), NFD) COLLATE "{letters}",
        '[\\u0300-\\u036f]+', '', 'g'), '[^[:alnum:]]+', ' ', 'g'))
$$
"""
_VIEW = """
CREATE VIEW {name} AS SELECT id AS rowid, claims_words({column}) AS {name} FROM {table} WHERE {column} IS NOT NULL
"""
_INDEX = "CREATE INDEX ix_{name} ON {table} USING gin (claims_words({column})) WHERE {column} IS NOT NULL"
_INDEXED = (
    ("entry_words", "entry", "text"),
    ("translation_words", "claim", "translation"),
    ("alias_words", "alias", "name"),
)


def open_server(address: str, *, create: bool) -> Engine:
    """The engine of a database whose tables are up to date; raises StoreError, and what the server raises."""
    engine = create_engine(address_of(address), isolation_level=_ISOLATION, pool_size=20, max_overflow=30)
    event.listen(engine, "begin", _begun)
    try:
        _prepare(engine, address, create=create)
    except BaseException:
        engine.dispose()
        raise
    return engine


def is_address(place: object) -> bool:
    """Whether a place is the address of a server, not the path of a file."""
    return "://" in str(place)


def shown(address: str) -> str:
    """The address as people may see it: without the password; raises StoreError for what is no address."""
    return address_of(address).set(drivername="postgresql").render_as_string(hide_password=True)


def address_of(address: str) -> URL:
    """The address for SQLAlchemy; raises StoreError for what is no PostgreSQL address, without saying its password."""
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):
        url = None
    if url is None or url.drivername not in ("postgres", "postgresql"):
        scheme = address.partition("://")[0]
        raise StoreError(f"A database at {scheme}:// is not known; give a path, or postgresql://USER@HOST/NAME.")
    try:
        import psycopg  # noqa: F401
    except ModuleNotFoundError:
        raise StoreError("psycopg is missing; in the checkout, pip install '.[postgres]'.") from None
    return url.set(drivername="postgresql+psycopg")


def sentence(address: str, error: DBAPIError) -> str:
    """What the server refused, in one sentence that says what to do next."""
    state = getattr(error.orig, "sqlstate", None)
    known = SENTENCES.get(state, "{name} can't be read or written ({error}).") if state else UNREACHED
    return known.format(name=shown(address), error=" ".join(str(error.orig).split())[:200])


def is_busy(error: DBAPIError) -> bool:
    """Whether another process kept what was asked for to itself."""
    return getattr(error.orig, "sqlstate", None) == _BUSY


def for_writing(engine: Engine) -> Engine:
    """The same engine, whose transactions wait for whoever is writing and then see what was written."""
    return engine.execution_options(isolation_level="READ COMMITTED", immediate=True)


def _begun(connection: Connection) -> None:
    options = connection.get_execution_options()
    if options.get("immediate"):
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {1000 * options.get('patience', PATIENCE) or 1}")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")


def _prepare(engine: Engine, address: str, *, create: bool) -> None:
    with engine.begin() as connection:
        encoding = connection.exec_driver_sql("SHOW server_encoding").scalar()
        if encoding != "UTF8":
            raise StoreError(f"{shown(address)} is encoded as {encoding}; make one with `createdb --encoding UTF8`.")
        revision = _revision(connection, address)
    if revision == HEAD:
        return
    if revision is None and not create:
        raise StoreError(f"{shown(address)} holds no claims; `claims ingest` makes the tables, --db names another.")
    if revision is not None and not is_known(revision):
        raise StoreError(f"{shown(address)} was made by a newer version of this program; upgrade it to read them.")
    with for_writing(engine).begin() as connection:
        revision = _revision(connection, address)
        if revision is None:
            _make_tables(connection)
        elif revision != HEAD:
            upgrade(connection)


def _revision(connection: Connection, address: str) -> str | None:
    """The revision of the tables, None where there are none yet; raises StoreError for somebody else's tables."""
    tables = set(inspect(connection).get_table_names())
    if "alembic_version" in tables:
        return str(connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar())
    if both := sorted(tables & set(SQLModel.metadata.tables)):
        raise StoreError(f"{shown(address)} holds a table {both[0]!r} of another program; give a database of its own.")
    return None


def _make_tables(connection: Connection) -> None:
    SQLModel.metadata.create_all(connection)
    known = connection.exec_driver_sql("SELECT count(*) FROM pg_collation WHERE collname = 'und-x-icu'").scalar()
    connection.exec_driver_sql(_WORDS.format(letters="und-x-icu" if known else "default"))
    for name, table, column in _INDEXED:
        connection.exec_driver_sql(_VIEW.format(name=name, table=table, column=column))
        connection.exec_driver_sql(_INDEX.format(name=name, table=table, column=column))
    connection.exec_driver_sql("INSERT INTO version(event_id, number) VALUES (0, 1)")
    for statement in on_postgresql():
        connection.exec_driver_sql(statement)
    stamp(connection)
