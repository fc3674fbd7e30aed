"""Taking in many pages: once and twice, broken off and gone on with, from folders, archives, feeds and lists."""

import random
import signal
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from archives import Warc, flood_page
from serving import Site, says
from sqlalchemy import inspect

from claims.capture import open_input
from claims.errors import CaptureError
from claims.ingest import Brought, fetching, ingest_input
from claims.store import Store

HTML = "text/html; charset=utf-8"
VARYING = {"uid", "stored_at"}
COUNTED = {"version", "kept"}  # how often something was written, and what was worked out meanwhile


def rows(db: Path) -> dict[str, list[tuple[object, ...]]]:
    """All that a database holds, but for what is drawn by lot and when it was stored."""
    with Store.open(db) as store, store._engine.connect() as connection:
        found = {}
        for table in set((inspection := inspect(connection)).get_table_names()) - COUNTED:
            names = [column["name"] for column in inspection.get_columns(table)]
            columns = ", ".join(f'"{name}"' for name in names if name not in VARYING)
            rows = connection.exec_driver_sql(f'SELECT {columns} FROM "{table}"').all()
            found[table] = sorted(map(tuple, rows), key=repr)
    return found


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with pages, a zip of some, a WARC with a damaged record, and what can't be read."""
    root = tmp_path_factory.mktemp("many") / "pages"
    root.mkdir()
    for number in range(12):
        (root / f"{number:02}.html").write_text(flood_page(number))
    with zipfile.ZipFile(root / "more.zip", "w") as archive:
        for number in range(12, 18):
            archive.writestr(zipfile.ZipInfo(f"{number}.html", (2022, 1, 11, 8, 0, 0)), flood_page(number))
        archive.writestr("report.pdf", b"%PDF-1.4")
    warc = Warc(root / "crawl.warc.gz")
    warc.add_pages(8)
    path = warc.close()
    content = bytearray(path.read_bytes())
    content[warc.starts[8] - 5] ^= 0xFF  # in the checksum at the end of the member before
    path.write_bytes(content)
    (root / "empty.html").touch()
    return root


def claims(db: Path, *words: object) -> list[str]:
    return [sys.executable, "-m", "claims", "ingest", *map(str, words), "--db", str(db)]


@pytest.fixture(scope="module")
def whole(many: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What an uninterrupted run makes of them."""
    db = tmp_path_factory.mktemp("whole") / "claims.db"
    with Store.open(db) as store:
        take_in(store, many)
    return db


@pytest.mark.sqlite
def test_twice_changes_nothing(many: Path, whole: Path) -> None:
    before = rows(whole)
    assert len(before["capture"]) >= 24
    assert len(before["claim"]) >= 48
    assert len(before["problem"]) == 3
    done = subprocess.run(claims(whole, many, "--event", "flood"), check=True, capture_output=True, text=True)
    assert rows(whole) == before
    assert len(done.stdout.splitlines()) == 1
    assert "known before" in done.stdout


@pytest.mark.parametrize("with_what", [signal.SIGKILL, signal.SIGINT])
@pytest.mark.sqlite
def test_broken_off_anywhere_and_run_again_it_is_the_same(
    many: Path, whole: Path, tmp_path: Path, with_what: signal.Signals
) -> None:
    db, lot = tmp_path / "claims.db", random.Random(int(with_what))
    for _ in range(2):
        with subprocess.Popen(
            claims(db, many, "--event", "flood"), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, bufsize=1
        ) as process:
            assert process.stdout is not None
            assert process.stderr is not None
            for _, _ in zip(range(lot.randint(1, 9)), process.stdout, strict=False):
                pass
            process.send_signal(with_what)
            told = process.stderr.read()
        if with_what is signal.SIGINT and process.returncode != 0:
            assert process.returncode == 130
            assert "Broken off after" in told.splitlines()[-1]
            assert "the same command goes on" in told.splitlines()[-1]
            assert "Traceback" not in told
    assert len(rows(db)["capture"]) <= len(rows(whole)["capture"])
    subprocess.run(claims(db, many, "--event", "flood"), check=True, capture_output=True)
    assert rows(db) == rows(whole)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "claims.db") as opened:
        yield opened


def test_many_pages_twice(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    for number in range(200):
        (folder / f"{number:04}.txt").write_text(f"The water in street {number} of Orle is knee-deep.\n")
    assert sum(each.ingested.capture_new for each in take_in(store, folder)) == 200
    before = rows(store.path)
    assert len(before["entry"]) == 200
    assert sum(each.ingested.capture_new for each in take_in(store, folder)) == 0
    assert rows(store.path) == before


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as opened:
        yield opened


def take_in(store: Store, argument: object, *, follow: bool = False) -> list[Brought]:
    with fetching(store, allow_private=True, delay=0.0) as fetch:
        return list(ingest_input(store, open_input(str(argument), fetch, follow=follow), "flood"))


def test_a_list_of_addresses(store: Store, site: Site, tmp_path: Path) -> None:
    for number in (1, 2):
        site.answers[f"/{number}"] = says(flood_page(number), Content_Type=HTML)
    path = tmp_path / "list.txt"
    path.write_text("# the flood\n" + "".join(site.url(f"/{name}\n") for name in ("1", "gone", "2")))
    first, gone, second = take_in(store, path)
    assert (first.ingested.claims_new, second.ingested.claims_new) == (2, 2)
    assert gone.problem is not None
    assert "404" in gone.problem.why
    assert [problem.where for problem in store.problems("flood")] == [site.url("/gone")]
    before = rows(store.path)
    again = take_in(store, path)
    assert [each.ingested.capture_new for each in again] == [False, False, False]
    assert rows(store.path) == before


def feed_of(site: Site, *names: str) -> str:
    items = "".join(
        f"<item><title>Report {name}</title><link>{site.url(f'/{name}')}</link><description>{name} people were killed "
        "in Orle.</description><pubDate>Mon, 10 Jan 2022 18:39:00 GMT</pubDate></item>"
        for name in names
    )
    return f"<rss><channel><title>Orvan Post</title>{items}</channel></rss>"


def test_a_feed_with_the_pages_that_it_links_to(store: Store, site: Site) -> None:
    site.answers["/feed"] = says(feed_of(site, "3", "4"), Content_Type="application/rss+xml")
    for number in (3, 4):
        site.answers[f"/{number}"] = says(flood_page(number), Content_Type=HTML)
    [feed] = take_in(store, site.url("/feed"))
    assert (feed.ingested.entries_new, feed.ingested.claims_new) == (2, 2)
    followed = take_in(store, site.url("/feed"), follow=True)
    assert [each.ingested.claims_new for each in followed] == [0, 2, 2]
    before = rows(store.path)
    take_in(store, site.url("/feed"), follow=True)
    assert rows(store.path) == before
    site.answers["/feed"] = says(feed_of(site, "5", "3", "4"), Content_Type="application/rss+xml")
    [newer] = take_in(store, site.url("/feed"))
    assert (newer.ingested.entries_new, newer.ingested.entries_seen, newer.ingested.claims_new) == (1, 2, 1)


def test_one_page_that_can_t_be_read_is_an_error_and_not_stored(store: Store, tmp_path: Path) -> None:
    (tmp_path / "empty.html").touch()
    with pytest.raises(CaptureError, match="is empty"):
        take_in(store, tmp_path / "empty.html")
    assert store.problems() == ()


def test_a_problem_without_an_event_stands_alone(store: Store, tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "empty.html").touch()
    with fetching(store) as fetch:
        [brought] = ingest_input(store, open_input(str(tmp_path / "pages"), fetch))
    assert brought.ingested.problems == 1
    assert store.events() == ()
    assert len(store.problems()) == 1
