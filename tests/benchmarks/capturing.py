"""Pages a second from a folder and a WARC, and where the time goes: `python tests/benchmarks/capturing.py [PAGES]`.

Articles of our own words, about 20 kB each (`--paragraphs`), are written as files and by warcio as a WARC.gz. One run
on one core prints, in CPU time of this process (others may load the machine): each stage over all pages, the same pages
taken in for the first time and once more, and what reading a page costs beside trafilatura alone.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TypeVar

from claims.capture import capture_file, open_input
from claims.database import open as open_database
from claims.entries import read_page
from claims.extract import EXTRACTOR, Context
from claims.ingest import read_claims
from claims.records import Capture, Event
from claims.store import Store
from claims.vocabulary import load_vocabulary

sys.path.append(str(Path(__file__).parents[1]))

from archives import flood_page, warc_of_pages

T = TypeVar("T")


def timed(what: str, pages: int, work: Callable[[], T]) -> T:
    """Do the work and print what it took a page, and how many pages a second that makes."""
    begin = time.process_time()
    result = work()
    took = time.process_time() - begin
    print(f"{what:<44}{1000 * took / pages:9.2f} ms a page {pages / took:10.1f} pages/s")
    return result


def no_web(url: str) -> Capture:
    """Nothing is fetched."""
    raise AssertionError(url)


def captures_of(argument: Path) -> list[Capture]:
    """All pages that an input holds."""
    return [met.item for met in open_input(str(argument), no_web).read() if isinstance(met.item, Capture)]


def stages(folder: Path, warc: Path, pages: int) -> None:
    """Each stage over all pages: read, parse, extract, store."""
    words = load_vocabulary()
    timed("read from the WARC", pages, lambda: captures_of(warc))
    captures = timed("read from the folder", pages, lambda: captures_of(folder))
    read_page(captures[0])
    read = timed("parse (capture → entries)", pages, lambda: [read_page(capture) for capture in captures])
    read_claims(read[0], Context(), words)
    found = timed("extract", pages, lambda: [read_claims(page, Context(page_text=page.text), words) for page in read])
    with Store.open(folder.parent / "stages.db") as store:
        store.put_event(Event(slug="flood", title="Flood"))

        def add_all() -> None:
            for capture, page, claims in zip(captures, read, found, strict=True):
                store.add(capture, page, claims, "flood", extractor=EXTRACTOR)

        timed("store", pages, add_all)


def whole(inputs: Iterable[tuple[str, Path]], pages: int, folder: Path) -> None:
    """All stages as `claims ingest` runs them, and a second time, when every page is known."""
    for name, argument in inputs:
        with open_database(folder / f"{name}.db") as database:
            take_in = partial(database.ingest, argument, event="flood")
            timed(f"ingest the {name}", pages, take_in)
            timed(f"ingest the {name} again", pages, take_in)


def parse_beside_trafilatura(paths: Iterable[Path]) -> None:
    """What reading a page costs, as a multiple of trafilatura alone on it."""
    import trafilatura

    captures = [capture_file(path) for path in paths]
    texts = [capture.content.decode() for capture in captures]
    trafilatura.bare_extraction(texts[0], with_metadata=True)

    def alone() -> object:
        return [trafilatura.bare_extraction(text, with_metadata=True, include_comments=False) for text in texts]

    spent = [seconds(alone), seconds(lambda: [read_page(capture) for capture in captures])]
    print(f"parse / trafilatura alone{'':<19}{spent[1] / spent[0]:9.2f}")


def seconds(work: Callable[[], object]) -> float:
    """CPU seconds that the work takes."""
    begin = time.process_time()
    work()
    return time.process_time() - begin


def main() -> None:
    """Write the pages and measure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("pages", nargs="?", type=int, default=500)
    parser.add_argument("--paragraphs", type=int, default=120, help="of about 160 characters each")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "pages"
        folder.mkdir()
        for number in range(asked.pages):
            (folder / f"{number:06}.html").write_text(flood_page(number, asked.paragraphs), encoding="utf-8")
        warc = warc_of_pages(Path(name) / "crawl.warc.gz", asked.pages, asked.paragraphs)
        size = sum(path.stat().st_size for path in folder.iterdir())
        print(f"{asked.pages} pages, {size / asked.pages / 1000:.1f} kB each")
        stages(folder, warc, asked.pages)
        whole((("folder", folder), ("WARC", warc)), asked.pages, Path(name))
        parse_beside_trafilatura(sorted(folder.iterdir())[:100])


if __name__ == "__main__":
    main()
