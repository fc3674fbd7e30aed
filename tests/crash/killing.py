"""Commands killed (SIGKILL) at random points, and what is left looked through.

`python tests/crash/killing.py --times 200 [--seed N] [--database postgresql]` is the long run; the tests make a short
one. After each kill the database must be whole by its own check, hold no claim twice and every decision that was
acknowledged; and the same command, given again, must come to what it comes to undisturbed.
"""

import argparse
import random
import shutil
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from jobs import EVENT, JOBS, Ingest, Job

import claims


@dataclass
class Tally:
    """What the kills of one job came to."""

    job: str
    kills: int = 0
    at_work: int = 0
    """How many came while the command was still at work."""
    decisions: int = 0
    """Decisions acknowledged before the kill."""
    wrong: list[str] = field(default_factory=list)


class Places:
    """Where databases are kept: files of a folder, or a PostgreSQL server."""

    def __init__(self, folder: Path, server: Any = None) -> None:
        self._folder, self._server, self._made = folder, server, 0

    def new(self, like: Path | None = None) -> Path:
        """The path of a new database, or of one that holds what another does."""
        self._made += 1
        path = self._folder / f"{self._made}.db"
        if self._server is None:
            if like:
                shutil.copy(like, path)
        elif like:
            self._server.copy(like, path)
        return path

    def named(self, path: Path) -> str:
        """What --db is told."""
        return str(path) if self._server is None else self._server.of_path(path, create=True)


def kill(job_of: Any, times: int, places: Places, folder: Path, chance: random.Random) -> Tally:
    """Kill a job so many times, each on a database of its own."""
    job: Job = job_of(folder)
    filled = _filled(folder, places) if job.filled else None
    undisturbed, seconds = _to_the_end(job, places.named(places.new())) if job.goes_on else ([], job.span)
    span = job.span or seconds or _seconds(job, places.named(places.new(filled)))
    tally = Tally(job.name)
    for _ in range(times):
        path = places.new(filled)
        moment = chance.uniform(0.1, 1.0) * span
        with job.running(places.named(path)) as at_work:
            time.sleep(moment)
            tally.at_work += at_work.kill()
        tally.kills += 1
        tally.decisions += len(at_work.acknowledged)
        wrong = wrong_with(places.named(path), at_work.acknowledged)
        if job.goes_on and _to_the_end(job, places.named(path))[0] != undisturbed:
            wrong.append("given again, the command comes to something else than undisturbed")
        tally.wrong += [f"killed after {moment:.3f} s: {each}" for each in wrong]
    return tally


def _filled(folder: Path, places: Places) -> Path:
    path = places.new()
    _to_the_end(Ingest(folder), places.named(path))
    return path


def _to_the_end(job: Job, db: str) -> tuple[list[tuple[Any, ...]], float]:
    """What a database holds once the command has ended, and how many seconds that took."""
    seconds = _seconds(job, db)
    with claims.open(db, create=False) as database:
        return sorted(_identity(claim) for claim in database.stored_claims()), seconds


def _seconds(job: Job, db: str) -> float:
    began = time.monotonic()
    with job.running(db) as at_work:
        at_work.end()
    return time.monotonic() - began


def _identity(claim: Any) -> tuple[Any, ...]:
    return claim.url, claim.quote, claim.number_start, claim.metric, str(claim.attributed_to)


def wrong_with(db: str, acknowledged: list[int]) -> list[str]:
    """What is wrong with a database after a kill; one that is not there yet has nothing in it."""
    if "://" not in db and not Path(db).exists():
        return []
    with claims.open(db) as database:
        wrong = [each.flaw.what for each in database.store.check() if each.flaw]
        held = database.stored_claims()
        wrong += [f"a claim stands {n} times: {what}" for what, n in Counter(map(_identity, held)).items() if n > 1]
        wrong += [
            f"the decision on claim {number} was acknowledged and is lost"
            for number in acknowledged
            if not database.decisions(number)
        ]
        wrong += [f"capture of {each.url} without event" for each in held if each.event != EVENT]
    return wrong


@contextmanager
def at(database: str) -> Iterator[tuple[Places, Path]]:
    """Where to work: a folder, and with "postgresql" a server of its own."""
    with ExitStack() as opened:
        folder = Path(opened.enter_context(TemporaryDirectory(prefix="claims-crash-")))
        server = None
        if database == "postgresql":
            import postgres

            server = opened.enter_context(postgres.serving())
        yield Places(folder, server), folder


def main() -> None:
    """Kill all jobs in turn and print a table; exit status 1 where anything was wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=200, help="kills, of all jobs together")
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    asked = parser.parse_args()
    seed = asked.seed if asked.seed is not None else random.SystemRandom().randrange(10**6)
    print(f"seed {seed}, {asked.database}")
    print(f"{'job':<8} {'kills':>6} {'at work':>8} {'decisions':>10} {'wrong':>6}")
    wrong = 0
    for number, job in enumerate(JOBS):
        with at(asked.database) as (places, folder):
            tally = kill(job, asked.times // len(JOBS), places, folder, random.Random(seed + number))
        counts = f"{tally.kills:>6} {tally.at_work:>8} {tally.decisions:>10} {len(tally.wrong):>6}"
        print(f"{tally.job:<8} {counts}", flush=True)
        for each in tally.wrong:
            print(f"    {each}")
        wrong += len(tally.wrong)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
