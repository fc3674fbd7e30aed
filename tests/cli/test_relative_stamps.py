"""`claims split` keeps apart what a stamp says and what it comes to."""

import json
from pathlib import Path

POSTS = """Ferries stay in harbour: live
Updated 3:40 p.m. GMT, March 4, 2021

12 min ago
Two piers closed
Police said 4 people were injured on the quay.

2 hours ago
Wind goes on
Nobody was hurt at first, the coast guard said.
"""


def test_a_stamp_that_counts_back_has_no_time_but_a_moment(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    page = tmp_path / "ferries.txt"
    page.write_text(POSTS)
    entries = [json.loads(line) for line in run("split", page).out.splitlines()]
    assert [(entry["time"], entry["posted_at"], entry["posted_at_exactness"]) for entry in entries] == [
        (None, "2021-03-04T15:28:00+00:00", "minute"),
        (None, "2021-03-04T13:00:00+00:00", "hour"),
    ]
    [claim] = [json.loads(line) for line in run("extract", page).out.splitlines() if json.loads(line)["value"]]
    assert (claim["time"], claim["said_at"]) == (None, "2021-03-04T15:28:00+00:00")


def test_a_stamp_that_says_its_time_has_both(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    page = tmp_path / "piers.txt"
    page.write_text(
        "4 March 2021\n\n15:28 GMT\nTwo piers closed\nFour hurt.\n\n13:05 GMT\nWind goes on\nNobody hurt.\n"
    )
    entries = [json.loads(line) for line in run("split", page).out.splitlines()]
    assert entries[0]["time"] == entries[0]["posted_at"] == "2021-03-04T15:28:00+00:00"
