import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

import claims
from claims.capture import capture_text
from claims.cluster import How, Outcome, find_inputs, load_archive, make_tasks, others_in, read_archive
from claims.entries import read_page
from claims.errors import ClaimsError
from claims.exchange.readings import FORMAT, TABLES, DataSet, PartWriter, ReadPage, read_pages
from claims.exchange.record_columns import record_of, rows_of, schema_of
from claims.extract import Context
from claims.reading import read_claims
from claims.records import Claim, Event, Problem
from claims.vocabulary import load_vocabulary

pytest.importorskip("distributed")

HOW = How(publisher="Hale Courier")


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of small pages, a larger one, a list of addresses and an empty file."""
    folder = tmp_path_factory.mktemp("archive")
    for number in range(1, 41):
        text = f"Flood in Osk\n\nAt least {number} people were killed in Osk, the governor said on Monday.\n"
        (folder / f"page-{number:02}.txt").write_text(text)
    much = "The water is still in the streets of the town, and it is not known when it will fall.\n" * 12_000
    (folder / "large.txt").write_text(f"Twelve people were injured, police said.\n\n{much}")
    (folder / "list.txt").write_text("https://hale.example/a\nhttps://hale.example/b\n")
    (folder / "empty.txt").write_text("")
    for path in folder.iterdir():
        os.utime(path, (1_641_800_000, 1_641_800_000))
    return folder


def read(archive: Path, out: Path, *, how: How = HOW, **options: object) -> list[Outcome]:
    tasks = list(make_tasks(find_inputs([str(archive)]), how))
    return list(read_archive(tasks, str(out), how, **options))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def whole(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive's data set, read by one process."""
    out = tmp_path_factory.mktemp("whole") / "out"
    outcomes = read(archive, out, workers=1)
    assert len(outcomes) > 1
    assert not any(outcome.error or outcome.known for outcome in outcomes)
    return out


def files_of(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_data_set_holds_what_was_read_and_loads_as_if_ingested(archive: Path, whole: Path, tmp_path: Path) -> None:
    rows = {table: pq.read_table(whole / table).num_rows for table in TABLES}
    assert rows == {"pages": 41, "entries": 41, "claims": 41, "problems": 3}
    with claims.open(tmp_path / "a.db") as loaded, claims.open(tmp_path / "b.db") as ingested:
        brought = list(load_archive(loaded.store, str(whole), "flood"))
        assert sum(each.ingested.claims_new for each in brought) == 41
        for path in [*sorted(archive.glob("page*")), archive / "large.txt"]:
            ingested.ingest(path, event="flood", publisher=HOW.publisher)
        one, other = (
            sorted((claim.model_dump(exclude={"id", "uid", "entry_id"}) for claim in each.stored_claims()), key=str)
            for each in (loaded, ingested)
        )
        assert one == other
        assert len(loaded.store.problems()) == 3
        again = list(load_archive(loaded.store, str(whole), "flood"))
        assert not any(each.ingested.capture_new or each.ingested.problems for each in again)


def test_read_with_its_event_holds_what_ingesting_stores(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(
        "Unrest\n\n5 January 2022 23:40\nAt least 12 people have been killed since the protests began, the interior "
        "ministry said. 30 people were injured in Semey on Tuesday, the health ministry said.\n"
    )
    asked = ["events", "add", "unrest", "--place", "kazakhstan", "--zone", "Asia/Almaty", "--from", "2022-01-02"]
    for db in ("a.db", "b.db"):
        assert run(*asked, "--db", str(tmp_path / db)).returncode == 0
    assert run("ingest", str(page), "--event", "unrest", "--db", str(tmp_path / "a.db")).returncode == 0
    read_with = ["extract", "--out", str(tmp_path / "out"), "--workers", "1"]
    done = run(*read_with, "--event", "unrest", "--db", str(tmp_path / "b.db"), str(page))
    assert done.returncode == 0, done.stderr
    for db in ("b.db", "c.db"):  # the last holds no such event yet
        assert run("import", str(tmp_path / "out"), "--db", str(tmp_path / db)).returncode == 0
    read_without = list(read_archive(list(make_tasks(find_inputs([str(page)]), How())), str(tmp_path / "bare"), How()))
    assert not read_without[0].error
    assert run("import", str(tmp_path / "bare"), "--event", "unrest", "--db", str(tmp_path / "d.db")).returncode == 0
    ingested, *others, bare = (stored_in(tmp_path / db) for db in ("a.db", "b.db", "c.db", "d.db"))
    assert others == [ingested, ingested]
    assert bare != ingested


def stored_in(path: Path) -> tuple[Event, list[dict[str, object]]]:
    """The event and all that its claims say."""
    with claims.open(path, create=False) as database:
        told = [each.model_dump(exclude={"id", "uid", "entry_id", "captured_at"}) for each in database.stored_claims()]
        return database.store.event("unrest"), told


def test_broken_off_goes_on_and_gives_the_same(archive: Path, whole: Path, tmp_path: Path) -> None:
    tasks = list(make_tasks(find_inputs([str(archive)]), HOW))
    begun = read_archive(tasks, str(tmp_path / "begun"), HOW, workers=1)
    next(begun)
    begun.close()
    with pytest.raises(ClaimsError, match=r"manifest\.json"):
        DataSet(str(tmp_path / "begun")).manifest()
    outcomes = read(archive, tmp_path / "begun", workers=1)
    assert any(outcome.known for outcome in outcomes)
    assert files_of(tmp_path / "begun") == files_of(whole)


def test_added_file_is_read_and_the_rest_is_kept(archive: Path, whole: Path, tmp_path: Path) -> None:
    more = tmp_path / "zz.txt"
    more.write_text("Three people were killed, police said.")
    out = Path(shutil.copytree(whole, tmp_path / "out"))
    tasks = list(make_tasks(find_inputs([str(archive), str(more)]), HOW))
    data = DataSet(str(out))
    others = others_in(data, tasks)
    if others:  # the new file shares a task with the last ones before it
        with pytest.raises(ClaimsError, match="other inputs or versions"):
            next(read_archive(tasks, str(out), HOW))
        data.drop(others)
    outcomes = list(read_archive(tasks, str(out), HOW, workers=1))
    assert sum(outcome.known for outcome in outcomes) == len(tasks) - 1 > 0
    assert pq.read_table(out / "claims").num_rows == 42


def test_changed_part_is_refused(whole: Path, tmp_path: Path) -> None:
    shutil.copytree(whole, tmp_path / "out")
    victim = next((tmp_path / "out" / "claims").iterdir())
    victim.write_bytes(victim.read_bytes() + b"\0")
    with claims.open(tmp_path / "a.db") as loaded, pytest.raises(ClaimsError, match="was changed"):
        list(load_archive(loaded.store, str(tmp_path / "out"), "flood"))


def test_addresses_of_other_file_systems_are_read(archive: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "pages.zip", "w") as packed:
        packed.write(archive / "page-07.txt", "page-07.txt")
    around = (tmp_path / "pages.zip").as_uri()
    tasks = list(make_tasks(find_inputs([f"zip://*.txt::{around}"]), HOW))
    [outcome] = read_archive(tasks, str(tmp_path / "out"), HOW, workers=1)
    assert outcome.part is not None
    [page] = pq.read_table(tmp_path / "out" / "pages").to_pylist()
    assert page["url"] == f"zip://page-07.txt::{around}"


@pytest.mark.parametrize("pattern", ["nowhere/*.html", "odd://a/b"])
def test_what_names_no_file_is_refused(pattern: str) -> None:
    with pytest.raises(ClaimsError):
        find_inputs([pattern])


def test_no_scheduler_is_one_sentence(archive: Path, tmp_path: Path) -> None:
    with pytest.raises(ClaimsError, match="No scheduler answers"):
        read(archive, tmp_path / "out", cluster="tcp://127.0.0.1:1")


def run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "claims", *words], capture_output=True, text=True, check=False)


def test_command_reads_and_resumes(archive: Path, tmp_path: Path) -> None:
    asked = ["extract", "--out", str(tmp_path / "out"), "--workers", "1"]
    first = run(*asked, str(archive / "page-0*.txt"))
    assert first.returncode == 0
    assert "9 pages, 9 entries, 9 claims, 0 problems." in first.stdout
    assert "claims import" in first.stderr
    assert "of it before" in run(*asked, str(archive / "page-0*.txt")).stdout
    refused = run(*asked, str(archive / "page-10.txt"))
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "--replace" in refused.stderr
    assert run(*asked, "--replace", str(archive / "page-10.txt")).returncode == 0
    assert pq.read_table(tmp_path / "out" / "claims").num_rows == 1
    assert (
        "1 page, 1 entry, 1 claim, 0 problems; nothing was stored."
        in run("import", str(tmp_path / "out"), "--event", "flood", "--db", str(tmp_path / "a.db"), "--dry-run").stdout
    )


def test_command_imports_a_data_set_once(whole: Path, tmp_path: Path) -> None:
    asked = ["import", str(whole), "--event", "flood", "--db", str(tmp_path / "a.db")]
    assert "41 pages, 41 entries, 41 claims, 3 problems; nothing was stored." in run(*asked, "--dry-run").stdout
    assert not (tmp_path / "a.db").exists()
    first = run(*asked)
    assert (first.returncode, first.stdout.count("\n")) == (0, 1)
    assert "41 pages: 41 new entries; 41 new claims; 3 problems" in first.stdout
    assert "claims problems" in first.stderr
    assert "41 pages, known before" in run(*asked).stdout
    with claims.open(tmp_path / "b.db") as database:
        taken = database.import_readings(whole.as_uri(), "flood")
        assert (taken.claims_new, database.events()["slug"].tolist()) == (41, ["flood"])


def test_import_that_is_killed_goes_on(whole: Path, tmp_path: Path) -> None:
    with claims.open(tmp_path / "a.db") as database:
        begun = load_archive(database.store, str(whole), "flood")
        stored = [next(begun) for _ in range(10)]
        begun.close()
    assert run("import", str(whole), "--event", "flood", "--db", str(tmp_path / "a.db")).returncode == 0
    with claims.open(tmp_path / "a.db") as database:
        assert (len(stored), len(database.stored_claims())) == (10, 41)


@pytest.mark.parametrize(
    ("manifest", "said"),
    [(None, "has no manifest.json"), ("[]", "is no data set"), ('{"format": "sourced-claims readings 1"}', "anew")],
)
def test_what_is_no_data_set_is_one_sentence(manifest: str | None, said: str, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    if manifest is not None:
        (tmp_path / "out" / "manifest.json").write_text(manifest)
    refused = run("import", str(tmp_path / "out"), "--event", "flood", "--db", str(tmp_path / "a.db"))
    assert (refused.returncode, refused.stdout) == (1, "")
    assert said in refused.stderr
    assert "Traceback" not in refused.stderr
    assert not (tmp_path / "a.db").exists()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("0" * 20, b"PAR1 and nothing else", "holds no readings"),
        ("0" * 20, None, "holds no readings"),
        ("../" * 6 + "ab", b"", "does not say which parts there are"),
        ("p", b"", "does not say which parts there are"),
    ],
)
def test_part_of_somebody_else_is_one_sentence(name: str, content: bytes | None, said: str, tmp_path: Path) -> None:
    """A data set whose manifest fits its files, and whose files hold something else."""
    for table in TABLES:
        path = tmp_path / "out" / table / f"{'0' * 20}.parquet"
        path.parent.mkdir(parents=True)
        pq.write_table(pa.table({"town": ["Osk"]}), path)
        if content is not None:
            path.write_bytes(content)
    hashes = {path.parent.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in tmp_path.rglob("*.parquet")}
    part = {"name": name, "inputs": [], "counts": {}, "sha256": hashes}
    manifest = {"format": FORMAT, "extractor": "x", "parts": [part]}
    (tmp_path / "out" / "manifest.json").write_text(json.dumps(manifest))
    with claims.open(tmp_path / "a.db") as database, pytest.raises(ClaimsError, match=said):
        database.import_readings(tmp_path / "out")


def test_broken_note_of_a_part_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "abc.json").write_text("{")
    with pytest.raises(ClaimsError, match=r"abc\.json does not say what its part holds"):
        DataSet(str(tmp_path)).kept()


def test_unreachable_address_is_one_sentence() -> None:
    refused = run("import", "odd://a/b", "--event", "flood")
    assert refused.returncode == 1
    assert "odd://a/b can't be reached" in refused.stderr
    assert "Traceback" not in refused.stderr


# On a cluster


@contextmanager
def dask(*words: str) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen([sys.executable, "-m", "dask", *words], stderr=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


@contextmanager
def cluster(folder: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A scheduler and two workers with a thread each, all processes of their own, on loopback."""
    place = folder / "scheduler.json"
    worker = ["worker", "--scheduler-file", str(place), "--nthreads", "1", "--no-nanny", "--no-dashboard"]
    where = ["--host", "127.0.0.1", "--local-directory", str(folder / "dask")]
    scheduler = ["scheduler", "--port", "0", *where[:2], "--no-dashboard", "--scheduler-file", str(place)]
    with dask(*scheduler), dask(*worker, *where) as first, dask(*worker, *where) as second:
        while not place.exists():
            time.sleep(0.05)
        address = json.loads(place.read_text())["address"]
        wait_for_workers(address)
        yield address, [first, second]


def wait_for_workers(address: str) -> None:
    from distributed import Client

    with Client(address) as client:
        client.wait_for_workers(2, timeout=60)


def test_cluster_gives_what_one_process_gives_though_a_worker_is_killed(tmp_path: Path) -> None:
    more = tmp_path / "more"
    more.mkdir()
    for number in range(100, 300):
        text = f"Fire in Osk\n\nSome {number} homes burned down in Osk, the mayor of the town said.\n" * 20
        (more / f"{number}.txt").write_text(text)
    tasks = list(make_tasks(find_inputs([str(more)]), HOW))
    with cluster(tmp_path) as (address, workers):
        coming = read_archive(tasks, str(tmp_path / "many"), HOW, cluster=address)
        outcomes = [next(coming)]
        os.kill(workers[0].pid, signal.SIGKILL)
        outcomes += coming
    assert [outcome.error for outcome in outcomes if outcome.error] == []
    read(more, tmp_path / "one", workers=1)
    assert files_of(tmp_path / "many") == files_of(tmp_path / "one")


# Columns


def read_text(text: str) -> ReadPage:
    capture = capture_text(text, publisher="Hale Courier")
    page = read_page(capture)
    found = read_claims(page, Context(publisher=page.publisher, page_text=page.text), load_vocabulary())
    return ReadPage(capture=capture, page=page, claims=found)


def written_and_read(*pages: ReadPage, folder: Path) -> list[ReadPage | Problem]:
    writer = PartWriter(folder)
    for each in pages:
        writer.add(each)
    writer.close(["text:"])
    with ExitStack() as opened:
        return list(read_pages({table: opened.enter_context((folder / table).open("rb")) for table in TABLES}))


@given(figure=st.decimals(0, 10**28, places=9), words=st.text(max_size=30))
def test_records_come_back_as_they_went(figure: Decimal, words: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    import pyarrow as pa

    claim = Claim(
        quote="5 died", start=0, number="5", number_start=0, metric="killed", value=figure, rule=words, confidence=1
    )
    table = pa.Table.from_pylist(rows_of([claim]), schema_of(Claim))
    [back] = (record_of(Claim, row) for row in table.to_pylist())
    assert back == claim.model_copy(update={"rule": words})


def test_pages_come_back_as_they_were_read(tmp_path: Path) -> None:
    told = "Osk\n\nAt least 12 people were killed and 30 injured on 9 January, the governor told Hale Radio."
    pages = [read_text(told), read_text("Nothing was counted."), read_text("Two homes burned down, police said.")]
    assert [len(claim.chain) for each in pages for found in each.claims.values() for claim in found] == [3, 3, 2]
    kept = [
        each.model_copy(update={"claims": {key: found for key, found in each.claims.items() if found}})
        for each in pages
    ]
    assert written_and_read(*pages, folder=tmp_path) == kept


def test_figure_too_long_for_its_column_is_a_problem(tmp_path: Path) -> None:
    read = read_text("Osk\n\nSome 7 people were killed in Osk, police said.")
    [(key, [claim])] = read.claims.items()
    long = read.model_copy(update={"claims": {key: (claim.model_copy(update={"value": Decimal(10) ** 29}),)}})
    [back] = written_and_read(long, folder=tmp_path)
    assert isinstance(back, ReadPage)
    assert back.claims == {}
    assert "more than 29 digits" in back.page.problems[-1].why
    assert "7 people" in back.page.problems[-1].what
