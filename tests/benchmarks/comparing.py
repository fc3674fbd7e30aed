"""What comparing costs as an event grows: `python tests/benchmarks/comparing.py [SIZE…]` (1,000 to 1,000,000 claims).

Each size runs in a process of its own, on one core, over claims made by a seeded generator: bodies that tell a growing
count again and again, outlets that echo, round and lag behind them, corrections, denials, figures that nobody is
credited with. Printed are seconds and claims a second of

- figures: claims made into slotted figures (for an event in the database, a part of loading it);
- history: the largest series alone, from its figures to its steps;
- conflicts: what disagrees in the whole event, from its figures to the sentences;
- self-join: every pair of a series whose intervals are disjoint, worst and count for each two speakers, by pandas,
  where the pairs fit in memory; and how many times as long as conflicts it takes;

and memory: what the claims as records take, where they are kept, and what figures and comparing add at the peak.
`--crowd` lets nearly every claim have a speaker of its own; `--database` measures the same through a database filled
with the claims: what `db.disagreements` and `db.histories` take, records of all that the answer shows included, when
they are first asked and when the answer was kept; beside them what reading the claims of a series takes.
"""

import argparse
import os
import random
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import partial
from itertools import islice
from multiprocessing import Process
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

from filled import fill
from one_series import measure_series

from claims.compare import Figure, differences, disagreements, figure_of, histories
from claims.database import Database
from claims.database import open as open_database
from claims.records import Attribution, Event, Moment, StoredClaim
from claims.vocabulary import load_vocabulary

T = TypeVar("T")

SIZES = (1_000, 3_000, 10_000, 30_000, 100_000, 300_000, 1_000_000)
MOST_PAIRS = 12_000_000
"""Pairs that the self-join may make: about 2 GB."""

BEGIN = datetime(2022, 1, 2, tzinfo=UTC)
EVENT = Event(slug="bench", title="Bench", place="kazakhstan", zone="Asia/Almaty", starts_on=date(2022, 1, 2))
SERIES = (
    ("killed", "all", "kazakhstan", 0.35),
    ("injured", "all", "kazakhstan", 0.25),
    ("detained", "all", "kazakhstan", 0.15),
    ("killed", "civilians", "kazakhstan", 0.1),
    ("killed", "all", "kazakhstan/almaty", 0.1),
    ("displaced", "all", "kazakhstan", 0.05),
)
BODIES = 24
OUTLETS = 120
CLAIMS_A_DAY = 150
ECHOES = 7
"""Outlets that carry a statement, on average."""
QUALIFIERS = ("exact",) * 6 + ("at_least", "more_than", "about", "nearly")


@dataclass(frozen=True)
class Told:
    """One statement: what a body says of a series at a moment."""

    speaker: str | None
    series: tuple[str, str, str, float]
    value: int
    qualifier: str
    at: datetime
    stance: str = "states"


def make_claims(size: int, crowd: bool = False, seed: int = 7) -> Iterator[StoredClaim]:
    """Claims of one event, statement by statement; the same for the same seed."""
    chance = random.Random(seed)
    days = max(10, size // CLAIMS_A_DAY)
    made = 0
    while made < size:
        at = BEGIN + timedelta(days=days * made / size, minutes=chance.randrange(600))
        told = _statement(chance, at, made / size, crowd, made)
        for outlet, said in _carried(chance, told):
            yield _claim(made, outlet, said, told.at)
            made += 1
            if made == size:
                return


def _statement(chance: random.Random, at: datetime, progress: float, crowd: bool, made: int) -> Told:
    """A body tells what it knows: near the truth by its own bias, now and then fallen or denied."""
    series = chance.choices(SERIES, [each[-1] for each in SERIES])[0]
    number = made if crowd else chance.randrange(BODIES)
    bias = 0.7 + 0.6 * ((number * 37) % BODIES) / BODIES
    truth = 20 + 60_000 * series[-1] * progress
    if chance.random() < 0.03:
        truth *= chance.choice((0.5, 0.9, 3.0))
    speaker = None if chance.random() < 0.1 else f"Body {number}"
    stance = "denies" if speaker and chance.random() < 0.01 else "states"
    return Told(speaker, series, int(truth * bias), chance.choice(QUALIFIERS), at, stance)


def _carried(chance: random.Random, told: Told) -> Iterator[tuple[str, Told]]:
    """The statement as outlets carry it: rounded here, late there, without its speaker elsewhere."""
    for _ in range(1 + int(chance.expovariate(1 / ECHOES))):
        value, qualifier, at = told.value, told.qualifier, told.at + timedelta(minutes=int(chance.expovariate(1 / 180)))
        if chance.random() < 0.2 and value > 100:
            step = 10 ** (len(str(value)) - 2)
            value, qualifier = value // step * step, "more_than"
        elif chance.random() < 0.03:
            at += timedelta(days=4)
        speaker = told.speaker if chance.random() < 0.95 else None
        stance = told.stance if speaker else "states"
        outlet = f"Outlet {chance.randrange(OUTLETS)}"
        yield outlet, Told(speaker, told.series, value, qualifier, at, stance)


def _claim(number: int, outlet: str, told: Told, said: datetime) -> StoredClaim:
    """A claim as the store gives it; only its day is known of every fourth."""
    metric, group, place, _ = told.series
    posted = Moment.model_construct(at=told.at)
    moment = posted if number % 4 else Moment.model_construct(at=told.at.replace(hour=0, minute=0), exactness="day")
    slug = told.speaker and told.speaker.lower().replace(" ", "-")
    chain = [Attribution.model_construct(role="publisher", name=outlet, words=outlet)]
    if told.speaker:
        credited = {"role": "speaker", "name": told.speaker, "words": told.speaker, "stance": told.stance}
        chain.insert(0, Attribution.model_construct(**credited))
    written = f"{told.value:,}"
    fields: dict[str, Any] = {
        "quote": f"{written} people", "start": 0, "number": written, "number_start": 0, "metric": metric,
        "value": Decimal(told.value), "qualifier": told.qualifier, "group_kind": group, "place": place,
        "counting": "level" if metric == "displaced" else "cumulative", "said_at": moment, "as_of": moment,
        "chain": tuple(chain), "rule": "bench", "confidence": 1.0, "id": number + 1, "uid": f"claim-{number:07}",
        "event": EVENT.slug, "entry_id": number + 1, "url": f"https://outlet.example/{number:07}",
        "known_from": told.at,
        "captured_at": told.at, "capture_sha256": "0" * 64, "posted_at": posted, "speaker_source": slug,
        "speaks_for": slug, "side": "state" if slug and slug.endswith(("1", "3", "5")) else "ngo" if slug else None,
        "publisher_source": outlet.lower().replace(" ", "-"),
    }  # fmt: skip
    return StoredClaim.model_construct(**fields)


# --- measuring ---


def timed(what: str, size: int, work: Callable[[], T]) -> T:
    """Do the work and print how long it took, in CPU time of this process."""
    begin = time.process_time()
    result = work()
    took = time.process_time() - begin
    print(f"  {what:<44}{took:9.3f} s{size / took:>13,.0f} claims/s", flush=True)
    return result


def peak() -> float:
    """Memory of this process at its peak, in MB."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1e6 if sys.platform == "darwin" else 1e3)


def batched(claims: Iterator[T], size: int) -> Iterator[list[T]]:
    """The claims, so many at a time."""
    while some := list(islice(claims, size)):
        yield some


class Stand(dict[int, StoredClaim]):
    """Figures with one claim in place of all theirs, so that memory is that of comparing alone."""

    def __init__(self, figures: list[Figure], claim: StoredClaim) -> None:
        self._figures = figures
        self._claim = claim

    def __missing__(self, number: int) -> StoredClaim:
        return self._claim

    def figures(self, event: Event | None) -> list[Figure]:
        """The figures."""
        return self._figures

    def records(self, ids: Collection[int]) -> "Stand":
        """The one claim for each id."""
        return self


def measure_figures(size: int, crowd: bool) -> None:
    """Stream the claims into figures, compare these."""
    words = load_vocabulary()
    profile = words.profile("default")
    before = peak()
    took, figures = 0.0, list[Figure]()
    for some in batched(make_claims(size, crowd), 1000):
        begin = time.process_time()
        figures += [figure_of(claim, EVENT) for claim in some]
        took += time.process_time() - begin
    print(f"  {'figures':<44}{took:9.3f} s{size / took:>13,.0f} claims/s", flush=True)
    held = peak()
    largest, count = Counter(figure.key for figure in figures).most_common(1)[0]
    one = [figure for figure in figures if figure.key == largest]
    work = partial(histories, Stand(one, next(make_claims(1))), profile, words, event=EVENT)
    timed(f"history of one series of {count:,}", count, work)
    begin = time.process_time()
    found = timed("conflicts", size, lambda: differences(figures, profile, words, event=EVENT))
    took = time.process_time() - begin
    print(f"  {len(found):,} disagreements; memory: {before:,.0f} MB at start, {held:,.0f} with figures,"
          f" {peak():,.0f} at the peak")  # fmt: skip
    measure_join(figures, took)


def measure_join(figures: list[Figure], ours: float) -> None:
    """The pairs of each series by a plain self-join."""
    pairs = sum(count * count for count in Counter(figure.key for figure in figures).values())
    if pairs > MOST_PAIRS:
        print(f"  {'self-join':<44} {pairs:,} pairs do not fit")
        return
    import pandas as pd

    from claims.compare import interval

    profile = load_vocabulary().profile("default")
    stands = [(figure, interval(figure, profile)) for figure in figures if not figure.denial]
    rows = [
        (hash(each.key), each.speaker, each.said, means.low, float("inf") if means.high is None else means.high)
        for each, means in stands
    ]
    begin = time.process_time()
    frame = pd.DataFrame(rows, columns=["series", "speaker", "said", "low", "high"])
    both = frame.merge(frame, on="series", suffixes=("_a", "_b"))
    both = both[(both.said_a < both.said_b) & (both.speaker_a != both.speaker_b)]
    both = both[(both.high_a < both.low_b) | (both.high_b < both.low_a)]
    both["ratio"] = (both.low_a / both.low_b).where(both.low_a > both.low_b, both.low_b / both.low_a)
    worst = both.groupby(["series", "speaker_a", "speaker_b"]).ratio.agg(["max", "count"])
    took = time.process_time() - begin
    print(f"  {'self-join by pandas':<44}{took:9.3f} s  {took / ours:.1f}× as long as conflicts ({len(worst):,} rows)")


def measure_database(size: int, crowd: bool) -> None:
    """The same through a database, records of what the answer shows included."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "bench.db"
        # Filling takes more memory than asking, and must not count.
        filling = Process(target=_fill, args=(path, size, crowd))
        filling.start()
        filling.join()
        with open_database(path, create=False) as database:
            before = peak()
            for ask in ("first", "kept"):
                found = timed(f"conflicts, {ask} ask", size, lambda: database.disagreements(EVENT.slug))
                print(f"  {len(found):,} disagreements; memory: {before:,.0f} MB at start, {peak():,.0f} at the peak")
                del found
            for ask in ("first", "kept"):
                timed(f"the same as a data frame, {ask} ask", size, lambda: database.conflicts(EVENT.slug))
            for which, (metric, group, place, _) in (("small", SERIES[3]), ("large", SERIES[0])):
                asked: dict[str, str] = {"group": group, "place": place}
                count = len(timed(f"claims of the {which} series", size, partial(_claims, database, metric, asked)))
                for ask in ("first", "kept"):
                    work = partial(database.histories, EVENT.slug, metric, **asked)
                    shown = timed(f"history of the {which} series, {ask} ask", count, work)
                    del shown
                for ask in ("first", "kept"):
                    framed = partial(database.history, EVENT.slug, metric, **asked)
                    timed(f"the same as a data frame, {ask} ask", count, framed)
                print(f"  {count:,} claims, {metric} of {group}; memory: {peak():,.0f} MB at the peak")


def _claims(database: Database, metric: str, asked: dict[str, str]) -> tuple[StoredClaim, ...]:
    """The claims alone: what a history costs at least."""
    return database.stored_claims(event=EVENT.slug, metric=metric, **asked)


def _fill(path: Path, size: int, crowd: bool) -> None:
    fill(path, EVENT, make_claims(size, crowd))


def main() -> None:
    """Measure each size in a process of its own."""
    asked = argparse.ArgumentParser(description="What comparing costs as an event grows.")
    asked.add_argument("sizes", nargs="*", type=int, metavar="SIZE")
    asked.add_argument("--crowd", action="store_true", help="nearly every claim has a speaker of its own")
    asked.add_argument("--database", action="store_true", help="through a database")
    asked.add_argument("--series", type=Path, metavar="FOLDER", help="one series' history beside the bare query")
    asked.add_argument("--json", action="store_true", help="with --series: figures as JSON")
    given = asked.parse_args()
    if given.series:
        measure_series(given.series, given.sizes, given.json)
        return
    sizes = given.sizes or SIZES
    if len(sizes) > 1:
        flags = [f"--{name}" for name in ("crowd", "database") if getattr(given, name)]
        for size in sizes:
            subprocess.run([sys.executable, __file__, str(size), *flags], check=True)
        return
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    print(f"{sizes[0]:,} claims{', a crowd of speakers' if given.crowd else ''}", flush=True)
    warm = list(make_claims(100))
    disagreements(warm, load_vocabulary().profile("default"), load_vocabulary(), event=EVENT)  # reads the gazetteer
    (measure_database if given.database else measure_figures)(sizes[0], given.crowd)


if __name__ == "__main__":
    main()
