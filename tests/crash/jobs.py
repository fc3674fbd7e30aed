"""The commands that are killed half way, each at work on a database: what it works on, and what it has acknowledged."""

import html
import itertools
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Self

import httpx
from archives import flood_page
from live_blog import blog
from serving import Site

EVENT = "flood"
MAIN = (sys.executable, "-c", "import claims.cli; claims.cli.main()")
PAGES, ROWS = 24, 400
MAPPING = """
label = "Reports of a flood"
key = ["day"]
[fields]
said_at = { column = "day" }
speaker = { column = "body" }
[[figures]]
column = "dead"
metric = "killed"
[[figures]]
column = "hurt"
metric = "injured"
"""


class Running:
    """A command at work, in a group of processes of its own."""

    def __init__(self, db: str, *words: str, feeding: bool = False) -> None:
        self.acknowledged: list[int] = []
        """Claims on which a decision was made, as whoever asked for it was told."""
        self.process = subprocess.Popen(
            [*MAIN, *words, "--db", db],
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
            stdin=subprocess.PIPE if feeding else subprocess.DEVNULL,
            stdout=subprocess.PIPE if feeding else subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    def end(self) -> None:
        """Wait until it has ended by itself, as it should."""
        assert self.process.stderr is not None
        told = self.process.stderr.read()
        assert self.process.wait() == 0, told

    def kill(self) -> bool:
        """Kill it and all that it started; whether it was still at work."""
        working = self.process.poll() is None
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        for pipe in filter(None, (self.process.stdin, self.process.stdout, self.process.stderr)):
            with suppress(BrokenPipeError):
                pipe.close()
        return working


class Job(ABC):
    """A kind of work."""

    name: str
    span = 0.0
    """Seconds within which it is killed; 0 for those that it takes undisturbed."""
    goes_on = True
    """Whether the same command, given again, ends what was broken off."""
    filled = False
    """Whether it works on a database that holds claims already."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @abstractmethod
    @contextmanager
    def running(self, db: str) -> Iterator[Running]:
        """The command, at work as long as the context lasts."""


class Ingest(Job):
    """A folder of pages is taken in."""

    name = "ingest"

    @contextmanager
    def running(self, db: str) -> Iterator[Running]:
        words = ("ingest", str(pages(self.folder)), "--event", EVENT, "--publisher", "Orvan Post")
        with Running(db, *words) as at_work:
            yield at_work


class Import(Job):
    """A table is imported by a mapping."""

    name = "import"

    @contextmanager
    def running(self, db: str) -> Iterator[Running]:
        table, mapping = self.folder / "reports.csv", self.folder / "reports.toml"
        if not table.exists():
            mapping.write_text(MAPPING, encoding="utf-8")
            rows = (f"{2000 + each // 336}-{each // 28 % 12 + 1:02}-{each % 28 + 1:02}" for each in range(ROWS))
            lines = (f"{day},Ministry of Rescue,{at + 3},{2 * at + 5}" for at, day in enumerate(rows))
            table.write_text("\n".join(("day,body,dead,hurt", *lines)), encoding="utf-8")
        words = ("import", str(table), "--mapping", str(mapping), "--event", EVENT)
        with Running(db, *words, "--published-at", "2024-01-05", "--publisher", "Orvan Post") as at_work:
            yield at_work


class Watch(Job):
    """A live page is watched that says something else at every visit."""

    name, span, goes_on = "watch", 5.0, False

    @contextmanager
    def running(self, db: str) -> Iterator[Running]:
        visits = itertools.count(4)

        def answer(request: BaseHTTPRequestHandler) -> None:
            said = "Toll\nThe ministry said {} people had been killed."
            blog({f"p{each}": said.format(each) for each in range(3, next(visits))})(request)

        with Site() as site:
            site.answers["/live"] = answer
            words = ("watch", site.url("/live"), "--every", "1s", "--allow-private", "--event", EVENT)
            with Running(db, *words) as at_work:
                yield at_work


class Review(Job):
    """Claims are reviewed line by line, as from a pipe."""

    name, goes_on, filled = "review", False, True

    @contextmanager
    def running(self, db: str) -> Iterator[Running]:
        at_work = Running(db, "review", EVENT, "--as", "Ada", feeding=True)
        told, asked = at_work.process.stdout, at_work.process.stdin
        assert told is not None
        assert asked is not None

        def listen() -> None:
            with suppress(ValueError):  # closed in the midst of a line
                for line in told:
                    if found := re.match(r"Claim (\d+): ", line):
                        at_work.acknowledged.append(int(found[1]))

        listening = threading.Thread(target=listen)
        listening.start()
        with suppress(BrokenPipeError):
            asked.write("a\nr a misprint\n" * PAGES + "q\n")
            asked.flush()
        yield at_work
        at_work.kill()
        listening.join()


class Serve(Job):
    """Decisions are posted to the web page, one after the other."""

    name, span, goes_on, filled = "serve", 6.0, False, True

    @contextmanager
    def running(self, db: str) -> Iterator[Running]:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        at_work = Running(db, "serve", "--as", "Ada", "--port", str(port))
        posting = threading.Thread(target=self._post, args=(at_work, f"http://127.0.0.1:{port}"))
        posting.start()
        yield at_work
        at_work.kill()
        posting.join()

    @staticmethod
    def _post(at_work: Running, address: str) -> None:
        """Accept the claims by their numbers, until the server is gone."""
        numbers = itertools.count(1)
        with httpx.Client(base_url=address, timeout=30, headers={"Origin": address}) as web:
            while at_work.process.poll() is None:
                try:
                    web.get("/health-of-no-page")
                    break
                except httpx.TransportError:
                    time.sleep(0.05)
            with suppress(httpx.TransportError):
                for number in numbers:
                    page = web.get(f"/claims/{number}")
                    if page.status_code != 200:
                        break
                    if web.post(f"/claims/{number}", data=accepting(page.text)).status_code in (200, 303):
                        at_work.acknowledged.append(number)


JOBS: tuple[Callable[[Path], Job], ...] = (Ingest, Watch, Import, Review, Serve)


def pages(folder: Path) -> Path:
    """A folder of saved pages, made once."""
    made = folder / "pages"
    if not made.exists():
        made.mkdir()
        for number in range(PAGES):
            (made / f"{number}.html").write_text(flood_page(number, 3), encoding="utf-8")
    return made


def accepting(page: str) -> dict[str, str]:
    """The fields of the form that accepts a claim, as a browser sends them."""
    forms = re.findall(r'<form[^>]* method="post".*?</form>', page, re.DOTALL)
    form = next(each for each in forms if 'value="accept"' in each)
    hidden = re.findall(r'<input[^>]*name="(\w+)" value="([^"]*)"', form)
    return {**{name: html.unescape(value) for name, value in hidden}, "kind": "accept"}
