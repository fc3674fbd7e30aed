"""Pages a second on one worker and on two: `python tests/benchmarks/cluster.py [PAGES] [--json F]`.

Articles of our own words, about 20 kB each, are written as files. A Dask scheduler and workers of one thread each, all
processes of their own on loopback, read them as `claims extract --cluster` does into a data set, first on one worker,
then on two; beside them stand one and two processes of this machine without a cluster. The workers have read some other
pages before the clock starts. Every way must give the same data set. Printed are seconds by the clock, so let nothing
else run, pages a second, and how many times as many as one worker's.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from distributed import Client

from claims.cluster import How, find_inputs, make_tasks, read_archive

sys.path.append(str(Path(__file__).parents[1]))

from archives import flood_page

HOW = How(publisher="Hale Courier")
WARMING = 64
"""Pages that are read before the clock starts."""


@contextmanager
def cluster(folder: Path, workers: int) -> Iterator[str]:
    """The address of a scheduler with so many workers."""
    place = folder / "scheduler.json"
    where = ("--host", "127.0.0.1", "--no-dashboard", "--scheduler-file", str(place))
    how = ("--nthreads", "1", "--no-nanny", "--local-directory", str(folder / "dask"))
    with ExitStack() as running:
        for words in (("scheduler", "--port", "0", *where), *(("worker", *where, *how),) * workers):
            process = subprocess.Popen([sys.executable, "-m", "dask", *words], stderr=subprocess.DEVNULL)
            running.callback(process.wait)
            running.callback(process.kill)
        while not place.exists():
            time.sleep(0.05)
        address = str(json.loads(place.read_text())["address"])
        with Client(address) as client:
            client.wait_for_workers(workers, timeout=60)
        yield address


def read(pages: Path, out: Path, address: str | None, workers: int) -> float:
    """Seconds that it takes to read a folder's pages into a data set."""
    begin = time.perf_counter()
    tasks = list(make_tasks(find_inputs([str(pages)]), HOW))
    failed = [each.error for each in read_archive(tasks, str(out), HOW, cluster=address, workers=workers) if each.error]
    took = time.perf_counter() - begin
    if failed:
        raise SystemExit(f"{len(failed)} tasks failed: {failed[0]}")
    return took


def measure(way: str, workers: int, folder: Path) -> tuple[float, dict[str, bytes]]:
    """Seconds on a fresh cluster, or on processes of this machine, and the files that were made."""
    out = folder / f"{way}-{workers}"
    out.mkdir()
    with ExitStack() as running:
        address = running.enter_context(cluster(out, workers)) if way == "cluster" else None
        if address is not None:  # processes of this machine begin anew with each call
            read(folder / "warming", out / "warming", address, workers)
        took = read(folder / "pages", out / "pages", address, workers)
    files = (path for path in (out / "pages").rglob("*") if path.is_file())
    return took, {str(path.relative_to(out)): path.read_bytes() for path in files}


def write_pages(folder: Path, numbers: range) -> None:
    """Pages of about 20 kB."""
    folder.mkdir()
    for number in numbers:
        (folder / f"{number:06}.html").write_text(flood_page(number, 120), encoding="utf-8")


def main() -> None:
    """Write the pages and measure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pages", nargs="?", type=int, default=1_000)
    parser.add_argument("--json", type=Path, help="write the figures there")
    asked = parser.parse_args()
    rows = []
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    with TemporaryDirectory() as name:
        folder = Path(name)
        write_pages(folder / "pages", range(asked.pages))
        write_pages(folder / "warming", range(asked.pages, asked.pages + WARMING))
        first: dict[str, bytes] = {}
        for way in ("processes", "cluster"):
            alone = 0.0
            for workers in (1, 2):
                took, files = measure(way, workers, folder)
                first = first or files
                if files != first:
                    raise SystemExit(f"{workers} {way} gave another data set")
                alone = alone or took
                rows.append({"way": way, "workers": workers, "seconds": took, "pages_a_second": asked.pages / took,
                             "times": alone / took})  # fmt: skip
                print(f"{way:<10}{workers:>2} {took:8.2f} s {asked.pages / took:8.1f} pages/s {alone / took:6.2f} times"
                      " one's", flush=True)  # fmt: skip
    if asked.json:
        asked.json.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
