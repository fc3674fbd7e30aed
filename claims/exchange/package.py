"""A Frictionless Data Package, version 2: CSV files in a folder, with `datapackage.json` saying what each column is.

    DIR/claims.csv …        the tables, as `claims.exchange.csv` writes them
        datapackage.json    the query, profile and version; of each file its bytes, sha256 and columns
        CITATION.md         how to cite it

The same database and query give the same bytes. A package is written whole or not at all, beside the folder's place; no
file that is not of a package is ever lost. Under which licence it is passed on, the user adds.
"""

import hashlib
import json
import re
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from claims.errors import ClaimsError
from claims.exchange.files import Rows, write_rows
from claims.frames import Column, Table
from claims.frames.describing import described
from claims.frames.table import FLAG, ID, NUMBER, TIME

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
DESCRIPTOR, CITATION = "datapackage.json", "CITATION.md"
_OURS = "sourced-claims"
_TYPES = {ID: "integer", NUMBER: "number", FLAG: "boolean", TIME: "datetime"}
_ESCAPING = (
    "A text that is empty or begins with an apostrophe, or as a formula does (= + - @, also in full width, tab, end of "
    "line), is led by one apostrophe; take exactly one away to read it. Nothing at all is the empty cell."
)


def write_package(
    folder: Path, tables: Mapping[str, Rows], about: Mapping[str, object], *, force: bool = False
) -> Mapping[str, int]:
    """Write tables by name as a package; returns how many rows each has. Raises ClaimsError.

    A folder that holds anything but an older package is refused; with `force`, files of the same names are replaced.
    """
    place = folder.resolve()
    if place.exists() and not force and not _is_free(place):
        raise ClaimsError(f"{folder} holds more than an older data package; name another folder, or say --force.")
    try:
        made = Path(mkdtemp(dir=place.parent, prefix=f".{place.name}."))
        try:
            counts = _fill(made, place.name, tables, about)
            made.chmod(0o755)
            _put(made, place)
        finally:
            shutil.rmtree(made, ignore_errors=True)
    except OSError as error:
        raise ClaimsError(f"{folder} can't be written ({error.strerror}); choose another place.") from error
    return counts


def _is_free(place: Path) -> bool:
    """Whether a folder is empty or holds a package of ours and nothing else."""
    if not place.is_dir():
        return False
    return {each.name for each in place.iterdir()} <= _files_of(place)


def _files_of(place: Path) -> set[str]:
    """Names of the files of the package of ours that a folder holds; none where it holds none."""
    try:
        told = json.loads((place / DESCRIPTOR).read_text(encoding="utf-8"))
        known = {str(each["path"]) for each in told["resources"]} if _OURS in told else None
    except (OSError, ValueError, KeyError, TypeError):
        return set()
    return set() if known is None else {*known, DESCRIPTOR, CITATION}


def _fill(folder: Path, name: str, tables: Mapping[str, Rows], about: Mapping[str, object]) -> Mapping[str, int]:
    counts = {}
    resources = []
    for what, rows in tables.items():
        path = folder / f"{what}.csv"
        with path.open("wb") as stream:
            counts[what] = write_rows(rows, stream, "csv")
        resources.append(_resource(what, path, rows, counts[what]))
    descriptor = {
        "$schema": PROFILE,
        "name": re.sub("[^a-z0-9]+", "-", name.lower()).strip("-") or "claims",
        "title": ": ".join(("Sourced claims", *([str(about["event"])] if "event" in about else []))),
        "description": "Figures that pages reported, each with the words that carry it and who says so. " + _ESCAPING,
        "resources": resources,
        _OURS: about,
    }
    _write(folder / DESCRIPTOR, json.dumps(descriptor, ensure_ascii=False, indent=2, default=str))
    _write(folder / CITATION, "\n".join(_citation(about, resources)))
    return counts


def _write(path: Path, text: str) -> None:
    path.write_text(text + "\n", encoding="utf-8", newline="\n")


def _resource(what: str, path: Path, rows: Rows, count: int) -> dict[str, Any]:
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return {
        "name": what,
        "type": "table",
        "path": path.name,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "bytes": path.stat().st_size,
        "hash": f"sha256:{digest}",
        "rows": count,
        "schema": _schema(rows.table),
    }


def _schema(table: Table) -> dict[str, Any]:
    names = table.names
    keys = {"primaryKey": ["uid"]} if "uid" in names else {"primaryKey": ["slug"]} if "slug" in names else {}
    return {"fields": [_field(each) for each in table.columns], "missingValues": [""], **keys}


def _field(column: Column) -> dict[str, Any]:
    said = described(column)
    meaning = f"{column.meaning}; several are joined with “; ”" if said.many else column.meaning
    field: dict[str, Any] = {"name": column.name, "type": _TYPES.get(column.dtype, "string"), "description": meaning}
    if said.unit:
        field["unit"] = said.unit
    return {**field, "source": said.source}


def _citation(about: Mapping[str, object], resources: Iterable[Mapping[str, Any]]) -> Iterable[str]:
    yield "# How to cite"
    yield ""
    yield "Name who compiled the claims, the title in `datapackage.json`, the day on which you took the package, and:"
    yield ""
    for name, value in about.items():
        yield f"- {name}: {json.dumps(value, ensure_ascii=False, default=str)}"
    yield ""
    yield "Each figure belongs to whoever stated it: cite the page of a claim by its `url` and `captured_at`."
    yield ""
    for each in resources:
        yield f"- `{each['path']}`: {each['rows']} rows, {each['hash']}"


def _put(made: Path, place: Path) -> None:
    """Let a finished folder take the place of what stood there; other files move in with it."""
    if not place.exists():
        made.rename(place)
        return
    if not place.is_dir():
        raise ClaimsError(f"{place} is a file; name a folder.")
    old = Path(mkdtemp(dir=place.parent, prefix=f".{place.name}."))
    older = old / "older"
    place.rename(older)
    try:
        made.rename(place)
    except OSError:
        older.rename(place)
        old.rmdir()
        raise
    kept = {each.name for each in older.iterdir()} - {*_files_of(older), *(each.name for each in place.iterdir())}
    for name in kept:
        (older / name).rename(place / name)
    shutil.rmtree(old, ignore_errors=True)
