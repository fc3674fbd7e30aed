"""Eight processes take overlapping pages into one database while four read it: the same comes out as from one."""

import random
import subprocess
import time
from pathlib import Path

import pytest
from jobs import EVENT, MAIN, PAGES, pages
from killing import Places, at, wrong_with

import claims

WRITERS, READERS = 8, 4
READS = (("list",), ("history", EVENT), ("conflicts", EVENT), ("search", "cellars"))


def ingesting(db: str, *folders: Path) -> list[str]:
    return [*MAIN, "ingest", *map(str, folders), "--event", EVENT, "--publisher", "Orvan Post", "--db", db]


def overlapping(folder: Path) -> list[Path]:
    """A folder for each writer, each with two thirds of the pages in an order of its own."""
    made, chance = sorted(pages(folder).iterdir()), random.Random(8)
    shares = []
    for number in range(WRITERS):
        share = folder / f"share-{number}"
        share.mkdir()
        for at_, page in enumerate(chance.sample(made, PAGES * 2 // 3)):
            # The same address, wherever the copy lies.
            text = page.read_text(encoding="utf-8").replace("<head>", f"<head>{canonical(page)}", 1)
            (share / f"{at_:02}.html").write_text(text, encoding="utf-8")
        shares.append(share)
    assert {page.name for page in made} == {f"{number}.html" for number in range(PAGES)}
    return shares


def canonical(page: Path) -> str:
    return f'<link rel="canonical" href="https://orvan-post.example/flood/{page.stem}">'


def held(db: str) -> list[tuple[object, ...]]:
    """What a database holds, apart from numbers and times of storing."""
    with claims.open(db, create=False) as database:
        return sorted(
            (each.url, each.quote, each.number_start, each.metric, str(each.value), str(each.attributed_to))
            for each in database.stored_claims()
        )


@pytest.fixture
def places(request: pytest.FixtureRequest) -> tuple[Places, Path]:
    with at(request.config.getoption("--database")) as found:
        yield found


def test_eight_write_and_four_read(places: tuple[Places, Path]) -> None:
    databases, folder = places
    shares = overlapping(folder)
    together, alone = (databases.named(databases.new()) for _ in range(2))
    subprocess.run(ingesting(alone, *shares), check=True, capture_output=True)
    subprocess.run([*MAIN, "events", "add", EVENT, "--db", together], check=True, capture_output=True)
    writing = [started(ingesting(together, share)) for share in shares]
    reading = [started([*MAIN, *READS[number % len(READS)], "--db", together]) for number in range(READERS)]
    rounds = 0
    while any(each.poll() is None for each in writing):
        time.sleep(0.1)
        for number, each in enumerate(reading):
            if each.poll() is not None:
                finished(each)
                rounds += 1
                reading[number] = started([*MAIN, *READS[number % len(READS)], "--db", together])
    for each in (*writing, *reading):
        finished(each)
    assert rounds
    assert held(together) == held(alone) != []
    assert wrong_with(together, []) == []


def started(command: list[str]) -> subprocess.Popen[str]:
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def finished(process: subprocess.Popen[str]) -> None:
    """Wait for a command that must end well."""
    _, told = process.communicate()
    assert process.returncode == 0, told
