"""Commands killed at a random point leave a whole database; `killing.py` does the same two hundred times."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from jobs import JOBS, Ingest, Job
from killing import at, kill, wrong_with

import claims


@pytest.mark.parametrize("job", JOBS, ids=lambda job: job.name)
def test_a_killed_command_leaves_a_whole_database(
    job: Callable[[Path], Job], request: pytest.FixtureRequest, record_property: Callable[[str, object], None]
) -> None:
    seed = random.SystemRandom().randrange(10**6)
    record_property("seed", seed)
    with at(request.config.getoption("--database")) as (places, folder):
        tally = kill(job, 1, places, folder, random.Random(seed))
    assert tally.kills == 1
    assert not tally.wrong, f"seed {seed}"


@pytest.mark.sqlite
def test_what_is_lost_or_doubled_would_be_seen(tmp_path: Path) -> None:
    db = tmp_path / "claims.db"
    with Ingest(tmp_path).running(str(db)) as at_work:
        at_work.end()
    assert wrong_with(str(db), []) == []
    assert wrong_with(str(db), [1]) == ["the decision on claim 1 was acknowledged and is lost"]
    with claims.open(db) as database, database.store._writing() as session:
        session.connection().exec_driver_sql("UPDATE content SET packed = X'00' WHERE id = 1")
    assert "The stored bytes 1 are not those of their sha256" in wrong_with(str(db), [])[0]
