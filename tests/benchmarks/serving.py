"""How fast `claims serve` answers while people read and decide: `python tests/benchmarks/serving.py [--claims N]`.

A database of generated claims (`crowded.py`; made once, in the folder of `--cache`) is served by a process of its own.
Readers walk from event to series to claim to search, each with a mind of its own and about a second's thought between
clicks; reviewers, each a process, take claims from the queues of events and decide on them. Printed are milliseconds
for each kind of page, what failed, and whether every decision that was acknowledged is stored and the database whole.
"""

import argparse
import asyncio
import html
import os
import platform
import random
import re
import resource
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from multiprocessing import get_context
from multiprocessing.synchronize import Event as Flag
from pathlib import Path
from typing import Any

import httpx
from crowded import EVENTS, THINGS, TOPICS, fill

from claims.database import open as open_database
from claims.errors import ClaimsError

PATHS = {
    "series": re.compile(r'href="(/events/[^/"]+/[^"/]+/[^"]+)"'),
    "claim": re.compile(r'href="(/claims/\d+)"'),
    "source": re.compile(r'href="(/sources/[^"]+)"'),
}
"""Links of a page, by the kind of page that they lead to."""
TARGETS = ("event", "series", "claim", "search")
"""Kinds of page that the aim (150 ms at the median, 500 ms at p95) is set for."""
START = 120.0
"""Seconds within which the server answers first."""


class Answers:
    """What the server answered: milliseconds by kind of page, and what went wrong."""

    def __init__(self) -> None:
        self.took: dict[str, list[float]] = defaultdict(list)
        self.wrong: list[str] = []
        self.coming: Counter[str] = Counter()
        """Pages that only said that they are being worked out."""
        self.old: Counter[str] = Counter()
        """Pages that said of when they are: something was written since."""

    async def ask(self, client: httpx.AsyncClient, kind: str, path: str) -> str:
        """The page of an address; empty where it failed."""
        begin = time.perf_counter()
        try:
            answer = await client.get(path)
        except httpx.HTTPError as error:
            self.wrong.append(f"{path}: {error!r}")
            return ""
        self.took[kind].append(1000 * (time.perf_counter() - begin))
        if answer.status_code != 200 or "locked" in answer.text:
            self.wrong.append(f"{path}: {answer.status_code} {answer.text[-300:]}")
            return ""
        self.coming[kind] += "<h1>Being worked out" in answer.text
        self.old[kind] += "something was written since" in answer.text
        return answer.text

    def table(self, seconds: float) -> str:
        """Milliseconds and numbers of each kind of page."""
        lines = [f"{'page':<10}{'asked':>8}{'p50 ms':>10}{'p95 ms':>10}{'max ms':>10}{'coming':>8}{'old':>6}"]
        for kind, took in sorted(self.took.items()):
            cuts = statistics.quantiles(took, n=20, method="inclusive") if len(took) > 1 else took * 19
            met = "" if kind not in TARGETS else "  met" if cuts[9] < 150 and cuts[18] < 500 else "  MISSED"
            lines.append(f"{kind:<10}{len(took):>8}{cuts[9]:>10.1f}{cuts[18]:>10.1f}{max(took):>10.1f}"
                         f"{self.coming[kind]:>8}{self.old[kind]:>6}{met}")  # fmt: skip
        count = sum(map(len, self.took.values()))
        lines.append(f"{count:,} requests, {count / seconds:.1f} a second; {len(self.wrong)} errors. "
                     "Coming: it said that it is being worked out; old: it said of when it is.")  # fmt: skip
        return "\n".join([*lines, *self.wrong[:10]])


async def walk(client: httpx.AsyncClient, answers: Answers, seed: int, until: float) -> None:
    """One reader, from click to click."""
    chance = random.Random(seed)

    async def click(kind: str, path: str) -> str:
        await asyncio.sleep(chance.uniform(0.5, 1.5))
        return await answers.ask(client, kind, path) if time.monotonic() < until else ""

    while time.monotonic() < until:
        if chance.random() < 0.1:
            await click("events", "/")
        rank = int(EVENTS ** chance.random()) if chance.random() < 0.5 else chance.randint(1, EVENTS)
        text = await click("event", f"/events/event-{rank}")
        for kind in ("series", "claim", "search", "source", "claim"):
            if kind == "search":
                words = " ".join({chance.choice(TOPICS), chance.choice((*TOPICS, *THINGS))})
                about = f"&event=event-{rank}" if chance.random() < 0.3 else ""
                fittest = "&fittest=true" if chance.random() < 0.2 else ""
                text = await click("search", f"/search?text={words}{about}{fittest}")
            elif found := PATHS[kind].findall(text):
                text = await click(kind, html.unescape(chance.choice(found))) or text


async def read(url: str, readers: int, seconds: float) -> Answers:
    """All readers at once."""
    answers = Answers()
    limits = httpx.Limits(max_connections=readers)
    async with httpx.AsyncClient(base_url=url, timeout=120, limits=limits) as client:
        until = time.monotonic() + seconds
        await asyncio.gather(*(walk(client, answers, seed, until) for seed in range(readers)))
    return answers


def review(path: Path, seed: int, stop: Flag, told: Any) -> None:
    """One reviewer: takes what waits of an event, decides; tells the ids of decisions, and what went wrong."""
    chance, made, wrong = random.Random(f"reviewer {seed}"), list[int](), list[str]()
    with open_database(path, create=False) as database:
        while not stop.is_set():
            event = f"event-{int(EVENTS ** chance.random())}"
            for claim in database.queue(event, limit=3):
                if stop.wait(chance.uniform(0.5, 1.5)):
                    break
                kind = chance.choice(("accept", "accept", "reject", "amend"))
                fields = {"qualifier": "at_least"} if kind == "amend" else None
                try:
                    decided = database.store.decide(claim.id, kind, f"Reviewer {seed}", "as the text says", fields)
                    made.append(decided.id)
                except ClaimsError as error:
                    wrong.append(str(error))
    told.put((made, wrong))


@asynccontextmanager
async def served(path: Path) -> AsyncIterator[str]:
    """The address of a server of the database, a process of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    serving = subprocess.Popen([sys.executable, "-m", "claims", "serve", "--db", str(path), "--port", str(port)])
    url, until = f"http://127.0.0.1:{port}", time.monotonic() + START
    try:
        async with httpx.AsyncClient(base_url=url, timeout=START) as client:
            while True:
                try:
                    await client.get("/static/style.css")
                    break
                except httpx.ConnectError:
                    if time.monotonic() > until or serving.poll() is not None:
                        raise
                    await asyncio.sleep(0.1)
        yield url
    finally:
        serving.terminate()
        serving.wait()


def decisions_in(path: Path) -> set[int]:
    """Ids of all decisions that a database holds."""
    from sqlmodel import select

    from claims.store.engine import open_engine
    from claims.store.rows import DecisionRow

    engine = open_engine(path, create=False)
    with engine.connect() as connection:
        found = {row[0] for row in connection.execute(select(DecisionRow.__table__.c.id))}  # type: ignore[attr-defined]
    engine.dispose()
    return found


async def measure(path: Path, readers: int, reviewers: int, seconds: float, warm: float) -> bool:
    """Read and decide for so many seconds, print what it took; whether nothing failed and nothing was lost."""
    before, spawning = decisions_in(path), get_context("spawn")
    stop, told = spawning.Event(), spawning.SimpleQueue()
    people = [spawning.Process(target=review, args=(path, number, stop, told)) for number in range(reviewers)]
    async with served(path) as url:
        for each in people:
            each.start()
        if warm:
            await read(url, readers, warm)
        begin = time.monotonic()
        answers = await read(url, readers, seconds)
        print(answers.table(time.monotonic() - begin), flush=True)
    # The only child waited for so far: the server with the processes that make its pages.
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"CPU time of the server: {used.ru_utime + used.ru_stime:.0f} s, its start and the warming included; "
          f"load {os.getloadavg()[0]:.1f} after")  # fmt: skip
    stop.set()
    said = [told.get() for _ in people]
    for each in people:
        each.join()
    made, wrong = [number for some, _ in said for number in some], [each for _, some in said for each in some]
    stored = decisions_in(path) - before
    lost = set(made) - stored
    print(f"{len(made)} decisions acknowledged, {len(stored)} stored, {len(lost)} lost; {len(wrong)} refused")
    for each in wrong[:5]:
        print(f"  {each}")
    checked = subprocess.run([sys.executable, "-m", "claims", "check", "--db", str(path)], check=False)
    return not (answers.wrong or wrong or lost or len(stored) != len(made) or checked.returncode)


def main() -> int:
    """Measure as asked."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--claims", type=int, default=10_000, help="claims stored")
    asked.add_argument("--readers", type=int, default=20)
    asked.add_argument("--reviewers", type=int, default=2)
    asked.add_argument("--seconds", type=float, default=20, help="how long they read and decide")
    asked.add_argument("--warm", type=float, default=0, help="seconds before that, of the same, that are not measured")
    asked.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir()) / "claims-benchmarks",
                       help="folder in which the filled database is kept")  # fmt: skip
    given = asked.parse_args()
    path = given.cache / f"claims-{given.claims}.db"
    if not path.exists():
        given.cache.mkdir(parents=True, exist_ok=True)
        begin = time.monotonic()
        fill(path.with_suffix(".new"), given.claims)
        path.with_suffix(".new").rename(path)
        print(f"filled with {given.claims:,} claims in {time.monotonic() - begin:.0f} s")
    when = f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC"
    print(
        f"{given.claims:,} claims, {given.readers} readers, {given.reviewers} reviewers, {given.seconds:.0f} s; {when}"
    )
    load = os.getloadavg()[0]
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, load {load:.1f} before")
    return 0 if asyncio.run(measure(path, given.readers, given.reviewers, given.seconds, given.warm)) else 1


if __name__ == "__main__":
    sys.exit(main())
