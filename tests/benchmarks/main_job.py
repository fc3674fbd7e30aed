"""Where the time of the main job goes: `python tests/benchmarks/main_job.py FILE…` (saved pages, plain text or HTML).

Each stage over all files, in one process: capture, reading, extraction, storing, history; bytes and claims a second.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from claims.capture import capture_file
from claims.database import open as open_database
from claims.entries import read_page
from claims.extract import Context
from claims.ingest import ingest_capture
from claims.reading import read_claims
from claims.vocabulary import load_vocabulary

T = TypeVar("T")


def timed(what: str, size: int, work: Callable[[], T]) -> T:
    """Do the work and print how long it took."""
    begin = time.perf_counter()
    result = work()
    took = time.perf_counter() - begin
    print(f"{what:<22}{took:8.3f} s   {size / took / 1e6:8.3f} MB of text/s")
    return result


def main() -> None:
    """Measure the stages on the files named."""
    files = [Path(name) for name in sys.argv[1:]]
    if not files:
        sys.exit(__doc__)
    words = timed("load vocabulary", 0, load_vocabulary)
    captures = timed("capture", sum(path.stat().st_size for path in files), lambda: [capture_file(p) for p in files])
    pages = [read_page(capture) for capture in captures[:1]]
    size = sum(len(read_page(capture).text.encode()) for capture in captures)
    pages = timed("read pages", size, lambda: [read_page(capture) for capture in captures])
    read_claims(pages[0], Context(), words)
    found = timed("extract", size, lambda: [read_claims(page, Context(page_text=page.text), words) for page in pages])
    print(f"{len(files)} files, {size:,} bytes of text, {sum(len(c) for page in found for c in page.values())} claims")
    with tempfile.TemporaryDirectory() as folder, open_database(Path(folder) / "bench.db") as database:
        timed("ingest, all stages", size, lambda: [ingest_capture(database.store, each, "bench") for each in captures])
        timed("histories", size, lambda: database.histories("bench"))


if __name__ == "__main__":
    main()
