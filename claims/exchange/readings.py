"""A data set of pages that were read: Parquet, one file a table and part, and a manifest that says when it is whole.

    DIR/pages/PART.parquet      a page a row, with its capture (the bytes too)
        entries/PART.parquet    its dated entries
        claims/PART.parquet     their claims, each with address, entry and time
        problems/PART.parquet   what could not be read
        parts/KEY.json          which inputs a part holds, written after it: they need not be read again
        manifest.json           written last: every part with its counts and sha256, the versions that read it

DIR may be any address that fsspec knows. A part is written under a name from its content, so writing it twice changes
nothing, and what reads DIR never meets half a part.
"""

import hashlib
import json
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, Self
from uuid import uuid4

from claims.errors import ClaimsError
from claims.exchange.record_columns import DIGITS, PLACES, fits, record_of, rows_of, schema_of
from claims.records import Capture, Claim, Entry, Page, Problem, Record

if TYPE_CHECKING:
    import pyarrow as pa

FORMAT = "sourced-claims readings 1"
MANIFEST = "manifest.json"
TABLES = ("pages", "entries", "claims", "problems")
_NAME = re.compile("[0-9a-f]{20}")
_AT_ONCE = 200
"""Pages that are held before they are written."""

_PAGE = tuple(name for name in Page.model_fields if name not in ("entries", "problems"))


class ReadPage(Record):
    """A capture, its page, and the claims of each entry by the entry's key."""

    capture: Capture
    page: Page
    claims: Mapping[str, tuple[Claim, ...]]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a data set, as its manifest has it."""

    name: str
    inputs: tuple[str, ...]
    counts: Mapping[str, int]
    """Rows of each table."""
    sha256: Mapping[str, str]
    """Of each table's file."""

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Self:
        """As JSON tells it; raises KeyError, TypeError, ValueError for what is no part."""
        if not _NAME.fullmatch(told["name"]):  # it becomes part of a path
            raise ValueError(f"no name of a part: {told['name']!r}")
        hashes = {table: told["sha256"][table] for table in TABLES}
        return cls(told["name"], tuple(told["inputs"]), dict(told["counts"]), hashes)

    def told(self) -> dict[str, Any]:
        """As JSON tells it."""
        return {
            "name": self.name,
            "inputs": list(self.inputs),
            "counts": dict(self.counts),
            "sha256": dict(self.sha256),
        }


def schemas() -> "dict[str, pa.Schema]":
    """The columns of each table; `page` numbers the pages of a part."""
    import pyarrow as pa

    page, url = pa.field("page", pa.int64()), pa.field("url", pa.string())
    entry = [pa.field("entry", pa.string()), schema_of(Entry).field("posted_at").with_name("entry_posted_at")]
    facts = [schema_of(Page).field(name) for name in _PAGE]
    return {
        "pages": pa.schema([page, *facts, pa.field("capture", pa.struct(list(schema_of(Capture))))]),
        "entries": pa.schema([page, url, *schema_of(Entry)]),
        "claims": pa.schema([page, url, *entry, *schema_of(Claim)]),
        "problems": pa.schema([page, url, *schema_of(Problem)]),
    }


class PartWriter:
    """Writes one part, page after page, into files of a folder of its own."""

    def __init__(self, folder: Path) -> None:
        import pyarrow.parquet as pq

        self._folder = folder
        self._rows: dict[str, list[dict[str, Any]]] = {table: [] for table in TABLES}
        self._refused: list[Problem] = []
        self._pages = 0
        self._counts = dict.fromkeys(TABLES, 0)
        self._writers: dict[str, pq.ParquetWriter] = {
            table: pq.ParquetWriter(folder / table, schema, compression="zstd") for table, schema in schemas().items()
        }

    def add(self, read: ReadPage) -> None:
        """Write a page with all that was read of it; a figure too long for its column is a problem instead."""
        beside = {"page": self._pages, "url": read.page.url}
        self._rows["pages"].append(_page_row(read, self._pages))
        self._rows["entries"] += rows_of(read.page.entries, **beside)
        problems = list(read.page.problems)
        for entry in read.page.entries:
            found = read.claims.get(entry.key, ())
            kept = [claim for claim in found if _fits(claim)]
            posted = entry.posted_at.model_dump() if entry.posted_at else None
            self._rows["claims"] += rows_of(kept, entry=entry.key, entry_posted_at=posted, **beside)
            problems += [_too_long(claim, read.page.url) for claim in found if not _fits(claim)]
        self._rows["problems"] += rows_of(problems, **beside)
        self._pages += 1
        if len(self._rows["pages"]) >= _AT_ONCE:
            self._flush()

    def refuse(self, problem: Problem) -> None:
        """Note what of an input came to be no page; it is written behind the pages."""
        self._refused.append(problem)

    def close(self, inputs: Iterable[str]) -> Part:
        """The part that was written; its name is made of what it holds."""
        self._rows["problems"] += rows_of(self._refused, page=None, url=None)
        self._flush()
        for writer in self._writers.values():
            writer.close()
        hashes = {table: _sha256(self._folder / table) for table in TABLES}
        name = hashlib.sha256("".join(hashes.values()).encode()).hexdigest()[:20]
        return Part(name, tuple(inputs), self._counts, hashes)

    def _flush(self) -> None:
        import pyarrow as pa

        for table, rows in self._rows.items():
            writer = self._writers[table]
            writer.write_table(pa.Table.from_pylist(rows, writer.schema))
            self._counts[table] += len(rows)
            rows.clear()


def read_pages(files: Mapping[str, Any]) -> Iterator[ReadPage | Problem]:
    """The pages of a part and what was refused of its inputs, from the open file of each table, page after page."""
    entries, claims, problems = (_by_page(files[table]) for table in TABLES[1:])
    for row in _rows(files["pages"]):
        number = row["page"]
        found: dict[str, list[Claim]] = {}
        for each in claims(number):
            found.setdefault(each["entry"], []).append(record_of(Claim, each))
        page = {
            **{name: row[name] for name in _PAGE},
            "entries": [record_of(Entry, each) for each in entries(number)],
            "problems": [record_of(Problem, each) for each in problems(number)],
        }
        yield ReadPage(
            capture=record_of(Capture, row["capture"]),
            page=Page.model_validate(page),
            claims={key: tuple(each) for key, each in found.items()},
        )
    yield from (record_of(Problem, each) for each in problems(None))


def _rows(file: Any) -> Iterator[dict[str, Any]]:
    import pyarrow.parquet as pq

    for batch in pq.ParquetFile(file).iter_batches(_AT_ONCE):
        yield from batch.to_pylist()


def _by_page(file: Any) -> Callable[[int | None], Iterable[dict[str, Any]]]:
    """Gives the rows of a page, asked for in the order in which pages were written."""
    groups = groupby(_rows(file), itemgetter("page"))
    at: list[tuple[int | None, Iterable[dict[str, Any]]]] = []

    def rows(number: int | None) -> Iterable[dict[str, Any]]:
        if not at:
            at.extend(islice(groups, 1))
        return at.pop()[1] if at and at[0][0] == number else ()

    return rows


def _page_row(read: ReadPage, number: int) -> dict[str, Any]:
    [page] = rows_of([read.page.model_copy(update={"entries": (), "problems": ()})])
    [capture] = rows_of([read.capture])
    return {"page": number, **{name: page[name] for name in _PAGE}, "capture": capture}


def _fits(claim: Claim) -> bool:
    return fits(claim.value) and fits(claim.value_high)


def _too_long(claim: Claim, url: str) -> Problem:
    why = f"The figure has more than {DIGITS - PLACES} digits, or more than {PLACES} behind the point."
    return Problem(where=f"{url} (offset {claim.number_start})", what=claim.quote[:200], why=why)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


class DataSet:
    """The folder of a data set, wherever fsspec reaches; raises ClaimsError where it can't be reached."""

    def __init__(self, address: str) -> None:
        from fsspec.core import url_to_fs

        self.address = address
        try:
            self._files, self._root = url_to_fs(address)
        except (ImportError, ValueError) as error:
            said = f"{address} can't be reached ({error}); check the address, or install what reaches it."
            raise ClaimsError(said) from None

    def kept(self) -> dict[str, Part]:
        """The parts that are written, by the key of what they were made of; raises ClaimsError for a broken note."""
        found = self._files.glob(self._at("parts", "*.json"))
        return {PurePosixPath(path).stem: self._noted(path) for path in found}

    def _noted(self, path: str) -> Part:
        try:
            return Part.of(json.loads(self._files.cat_file(path)))
        except (OSError, KeyError, TypeError, ValueError, RecursionError) as error:
            raise ClaimsError(f"{path} does not say what its part holds ({error}); remove it.") from None

    def keep(self, part: Part, folder: Path, key: str) -> None:
        """Give a part's files their place, then say that what it was made of is done."""
        for table in TABLES:
            place = self._at(table, f"{part.name}.parquet")
            if not self._files.exists(place):
                self._place(folder / table, place)
        note = folder / "note"
        note.write_text(json.dumps(part.told(), indent=1), encoding="utf-8")
        self._place(note, self._at("parts", f"{key}.json"))

    def drop(self, keys: Iterable[str]) -> None:
        """Remove the parts of some keys, and the manifest that names them."""
        kept = self.kept()
        going, staying = set(keys), {part.name for key, part in kept.items() if key not in set(keys)}
        if self._files.exists(self._at(MANIFEST)):
            self._files.rm_file(self._at(MANIFEST))
        for key in going:
            self._files.rm_file(self._at("parts", f"{key}.json"))
            if kept[key].name not in staying:
                for table in TABLES:
                    self._files.rm_file(self._at(table, f"{kept[key].name}.parquet"))

    def finish(self, parts: Iterable[Part], facts: Mapping[str, str | None]) -> None:
        """Write the manifest: the data set is whole."""
        told = [part.told() for part in sorted(parts, key=lambda part: part.inputs)]
        manifest = {"format": FORMAT, **facts, "parts": told}
        with tempfile.TemporaryDirectory() as made:
            written = Path(made) / MANIFEST
            written.write_text(json.dumps(manifest, indent=1, ensure_ascii=False), encoding="utf-8")
            self._place(written, self._at(MANIFEST))

    def manifest(self) -> dict[str, Any]:
        """What the manifest says; raises ClaimsError where there is none, or another program's."""
        try:
            told = json.loads(self._files.cat_file(self._at(MANIFEST)))
        except FileNotFoundError:
            raise ClaimsError(
                f"{self.address} has no {MANIFEST}; `claims extract --out` makes a data set whole, "
                "and `claims ingest` takes in folders of pages."
            ) from None
        except (OSError, ValueError, RecursionError) as error:
            raise ClaimsError(f"{self.address}'s {MANIFEST} can't be read ({error}); make it anew.") from None
        if not isinstance(told, dict) or told.get("format") != FORMAT:
            raise ClaimsError(f"{self.address} is no data set of {FORMAT!r}; make it with `claims extract --out`.")
        return told

    def parts(self) -> tuple[Part, ...]:
        """The parts that the manifest names; raises ClaimsError as `manifest` does."""
        try:
            return tuple(map(Part.of, self.manifest()["parts"]))
        except (KeyError, TypeError, ValueError):
            raise ClaimsError(
                f"{self.address}'s {MANIFEST} does not say which parts there are; make it anew."
            ) from None

    def read(self, part: Part) -> Iterator[ReadPage | Problem]:
        """The pages of a part; raises ClaimsError where its files are not those that were written, or no readings."""
        import pyarrow as pa

        with ExitStack() as opened:
            files = {}
            for table in TABLES:
                path = self._at(table, f"{part.name}.parquet")
                try:
                    files[table] = opened.enter_context(self._files.open(path, "rb"))
                except OSError as error:
                    raise ClaimsError(f"{path} can't be read ({error}); make the data set anew.") from None
                if hashlib.file_digest(files[table], "sha256").hexdigest() != part.sha256[table]:
                    raise ClaimsError(f"{path} was changed since it was written; make the data set anew.")
                files[table].seek(0)
            try:
                yield from read_pages(files)
            except (pa.ArrowException, KeyError, TypeError, ValueError) as error:
                said = f"{self.address}'s part {part.name} holds no readings ({type(error).__name__}); make it anew."
                raise ClaimsError(said) from None

    def _at(self, *steps: str) -> str:
        return "/".join((self._root, *steps))

    def _place(self, written: Path, place: str) -> None:
        """Put a file under its name at once: whoever looks sees it whole or not at all."""
        folder, name = place.rsplit("/", 1)
        self._files.makedirs(folder, exist_ok=True)
        waiting = f"{folder}/.{name}.{uuid4().hex}"
        self._files.put_file(str(written), waiting)
        self._files.mv(waiting, place)
