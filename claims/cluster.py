"""Reading archives of pages on many cores or machines: one task a file, a data set of what was read, then its import.

A task is a file, or neighbouring small ones. Without a cluster the tasks go to processes of this machine; on a Dask
cluster to its workers, which must reach inputs and data set under the same addresses. Broken off, the same call goes
on where it was. Comparing comes after import.
"""

import hashlib
import json
import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import NoReturn

from fsspec.core import url_to_fs
from fsspec.implementations.local import LocalFileSystem
from fsspec.spec import AbstractFileSystem

from claims import __version__
from claims.capture import PassedOver, Taken, open_input
from claims.entries import READER, read_page
from claims.errors import CaptureError, ClaimsError, UnknownEventError
from claims.exchange.readings import FORMAT, DataSet, Part, PartWriter, ReadPage
from claims.extract import Context, extractor_of
from claims.ingest import Brought, event_named, ingest_read
from claims.reading import context_of, read_claims
from claims.records import Capture, Event, Page, Problem
from claims.store import Ingested, Store
from claims.vocabulary import load_vocabulary

_SMALL = 1_000_000
"""Bytes below which a file shares its task with its neighbours."""

_TOGETHER = 32
"""About so many small files make a task: each ends one whose address hashes to a multiple of it."""

_AHEAD = 4
"""Tasks that wait for each worker, so that none is idle and a million of them are not all held at once."""


@dataclass(frozen=True, slots=True)
class How:
    """How pages are read, the same on every worker."""

    publisher: str | None = None
    zone: str | None = None
    """Of clock times that name none."""
    vocabulary: Path | None = None
    """A researcher's own words: a file that every worker reaches."""
    event: Event | None = None
    """What the pages report on: its place, zone and first day tell what texts leave out."""

    def facts(self) -> dict[str, str | None]:
        """What the answer depends on besides the inputs; raises VocabularyError."""
        extractor = extractor_of(load_vocabulary(self.vocabulary))
        about = {"event": self.event.model_dump_json()} if self.event else {}
        return {"publisher": self.publisher, "zone": self.zone, "reader": READER, "extractor": extractor, **about}

    def context(self, page: Page) -> Context:
        """What claims take from page and event where the text is silent."""
        return context_of(self.event, page) if self.event else Context(publisher=page.publisher, page_text=page.text)


@dataclass(frozen=True, slots=True)
class Task:
    """Inputs that are read together, and the key by which they are known to be done."""

    key: str
    inputs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a task: its part, or why there is none."""

    task: Task
    part: Part | None = None
    error: str | None = None
    known: bool = False
    """Whether it was done before."""


def find_inputs(patterns: Iterable[str]) -> dict[str, str]:
    """The files that paths, folders, patterns and fsspec addresses name, each with what tells its versions apart.

    In order of their addresses. Raises ClaimsError for what names no file.
    """
    found: dict[str, str] = {}
    for pattern in patterns:
        files, path = _open_files(pattern)
        try:
            named = files.find(path) if files.isdir(path) else files.glob(path)
            beyond = "".join(pattern.partition("::")[1:])  # the archive that a chained address looks into
            here = {files.unstrip_protocol(each) + beyond: files.ukey(each) for each in named if files.isfile(each)}
        except OSError as error:
            raise ClaimsError(f"{pattern} can't be listed ({error}); check the address.") from None
        if not here:
            raise ClaimsError(f"{pattern} names no file; check the path, and quote a pattern such as 'pages/*.html'.")
        found |= here
    return dict(sorted(found.items()))


def make_tasks(inputs: dict[str, str], how: How) -> Iterator[Task]:
    """The inputs in tasks; where small files are cut apart depends on their own addresses alone, so it stays.

    Raises ClaimsError for an address that can't be opened.
    """
    together: list[str] = []
    for address in inputs:
        files, path = _open_files(address)
        together.append(address)
        ends = int(hashlib.sha256(address.encode()).hexdigest()[:8], 16) % _TOGETHER == 0
        if ends or (files.size(path) or 0) >= _SMALL:
            yield _task(together, inputs, how)
            together = []
    if together:
        yield _task(together, inputs, how)


def read_archive(
    tasks: Sequence[Task], out: str, how: How, *, cluster: str | None = None, workers: int | None = None
) -> Iterator[Outcome]:
    """Read every task into the data set and say what came of each; the manifest is written when all are done.

    `cluster` is the address of a Dask scheduler; without it `workers` processes read, as many as there are cores.
    Raises ClaimsError where the data set holds parts of other inputs, or all work ends.
    """
    data = DataSet(out)
    kept = data.kept()
    if others := others_in(data, tasks):
        raise ClaimsError(f"{out} holds {len(others)} parts of other inputs or versions; name another or --replace.")
    done: list[Part] = []
    for task in tasks:
        if task.key in kept:
            done.append(kept[task.key])
            yield Outcome(task, kept[task.key], known=True)
    waiting = [task for task in tasks if task.key not in kept]
    if waiting:
        with _executor(cluster, workers) as (executor, count):
            for outcome in _run(waiting, out, how, executor, _AHEAD * count):
                done += [outcome.part] if outcome.part else []
                yield outcome
    if len(done) == len(tasks):
        data.finish(done, {"software": __version__, **how.facts()})


def others_in(data: DataSet, tasks: Sequence[Task]) -> frozenset[str]:
    """Keys of the parts in a data set that are of none of the tasks."""
    return frozenset(data.kept()) - {task.key for task in tasks}


def read_part(task: Task, out: str, how: How, version: str) -> Part:
    """Read one task's inputs and keep what was read as a part: what a worker does.

    Raises ClaimsError where the worker has another `version` of this software, CaptureError for an input that can't be
    read, VocabularyError.
    """
    if version != __version__:
        raise ClaimsError(f"A worker has version {__version__} of this software, not {version}; install one of them.")
    vocabulary = load_vocabulary(how.vocabulary)
    with tempfile.TemporaryDirectory() as made:
        writer = PartWriter(Path(made))
        for item in (each for address in task.inputs for each in _items(address, how)):
            if isinstance(item, Problem):
                writer.refuse(item)
                continue
            page = read_page(item, zone=how.zone)
            writer.add(ReadPage(capture=item, page=page, claims=read_claims(page, how.context(page), vocabulary)))
        part = writer.close(task.inputs)
        DataSet(out).keep(part, Path(made), task.key)
    return part


def load_archive(store: Store, address: str, event: str | None = None) -> Iterator[Brought]:
    """Store what a data set holds, page after page, nothing twice; raises ClaimsError.

    Without `event` the claims go to that with which the pages were read, if any, else as those of `ingest`.
    """
    data = DataSet(address)
    extractor = str(data.manifest().get("extractor"))
    event = event or _event_read_with(store, data)
    done = 0
    for part in data.parts():
        for read in data.read(part):
            if isinstance(read, Problem):
                if event:
                    event_named(store, event, event)
                new = store.add_problem(read, event)
                yield Brought(read.where, done, Ingested(problems=int(new)), read)
                continue
            done += 1
            ingested = ingest_read(store, read.capture, read.page, read.claims, extractor, event)
            yield Brought(read.capture.url, done, ingested)


def _event_read_with(store: Store, data: DataSet) -> str | None:
    """The event that a data set's pages were read with, made where there is none of its slug."""
    told = data.manifest().get("event")
    if told is None:
        return None
    try:
        about = Event.model_validate_json(told)
    except ValueError:
        raise ClaimsError(f"{data.address} does not say of which event it is; name it with --event.") from None
    try:
        return store.event(about.slug).slug
    except UnknownEventError:
        return store.put_event(about.model_copy(update={"parent": None})).slug


def _task(addresses: Sequence[str], inputs: dict[str, str], how: How) -> Task:
    made_of = {"format": FORMAT, "inputs": [(each, inputs[each]) for each in addresses], **how.facts()}
    return Task(hashlib.sha256(json.dumps(made_of).encode()).hexdigest()[:20], tuple(addresses))


def _run(tasks: Sequence[Task], out: str, how: How, executor: Executor, ahead: int) -> Iterator[Outcome]:
    """Hand the tasks out, never more than `ahead` at once, and give back what came of each as it comes."""
    coming, pending = iter(tasks), dict[Future[Part], Task]()
    while True:
        for task in islice(coming, ahead - len(pending)):
            pending[executor.submit(read_part, task, out, how, __version__)] = task
        if not pending:
            return
        for future in wait(pending, return_when=FIRST_COMPLETED).done:
            yield _outcome(pending.pop(future), future)


def _outcome(task: Task, future: "Future[Part]") -> Outcome:
    error = future.exception()
    if isinstance(error, BrokenExecutor):
        one = task.inputs[0] if len(task.inputs) == 1 else f"one of {len(task.inputs)} files from {task.inputs[0]} on"
        raise ClaimsError(
            f"A process was killed, perhaps for want of memory, while {one} was read; the same command goes on there."
        ) from None
    if error is not None:
        return Outcome(task, error=str(error) if isinstance(error, ClaimsError) else f"{type(error).__name__}: {error}")
    return Outcome(task, future.result())


@contextmanager
def _executor(cluster: str | None, workers: int | None) -> Iterator[tuple[Executor, int]]:
    """What runs the tasks, and how many of them at once."""
    if cluster is None:
        count = workers or os.cpu_count() or 1
        with ProcessPoolExecutor(count, mp_context=get_context("spawn")) as pool:
            yield pool, count
        return
    try:
        from distributed import Client
    except ModuleNotFoundError:
        raise ClaimsError("distributed is missing; in the checkout, pip install '.[cluster]'.") from None
    try:
        client = Client(cluster, timeout=5)
    except (OSError, ValueError) as error:
        raise ClaimsError(f"No scheduler answers at {cluster} ({error}); start one with `dask scheduler`.") from None
    with client:
        count = sum(client.nthreads().values())
        if not count:
            raise ClaimsError(f"The scheduler at {cluster} has no worker; start some with `dask worker {cluster}`.")
        yield client.get_executor(), count


def _items(address: str, how: How) -> Iterator[Capture | Problem]:
    """The pages of an input and what of it can't be read, under its own address though it was brought here first."""
    with _here(address) as path:
        local = path.resolve().as_uri()
        try:
            found = open_input(str(path), _refuse, Taken(publisher=how.publisher))
            for item in (met.item for met in found.read()):
                if isinstance(item, Capture):
                    yield item.model_copy(update={"url": item.url.replace(local, address)})
                elif not isinstance(item, PassedOver):
                    yield item.model_copy(update={"where": item.where.replace(local, address)})
        except CaptureError as error:
            yield Problem(where=address, what="", why=str(error).replace(str(path), address))


@contextmanager
def _here(address: str) -> Iterator[Path]:
    """A file of this machine with the bytes of an address."""
    files, path = _open_files(address)
    if isinstance(files, LocalFileSystem):
        yield Path(path)
        return
    with tempfile.TemporaryDirectory() as made:
        brought = Path(made) / (Path(path).name or "page")
        try:
            files.get_file(path, str(brought))
        except OSError as error:
            raise ClaimsError(f"{address} can't be fetched ({error}).") from None
        yield brought


def _open_files(address: str) -> tuple[AbstractFileSystem, str]:
    try:
        files, path = url_to_fs(address)
    except (ImportError, ValueError) as error:
        raise ClaimsError(f"{address} can't be reached ({error}); check it, or install what reaches it.") from None
    return files, path


def _refuse(address: str) -> NoReturn:
    raise CaptureError(f"It lists addresses such as {address}; only `claims ingest` fetches them.")
