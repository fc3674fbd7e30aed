"""The JSON API over a real server: what it says of itself, what it gives, and that nothing asked of it breaks it."""

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from copying import copy_database, found_at
from served import served

import claims
from claims.records import Moment

EVENT = "kazakhstan-2022"
COMPARISONS = ("history", "conflicts", "estimate", "speakers", "reconcile")


@pytest.fixture
def api(address: str) -> Iterator[httpx.Client]:
    """A program that asks."""
    with httpx.Client(base_url=f"{address}/api", timeout=60) as client:
        yield client


def printed(db: Path, *words: str) -> list[dict[str, object]]:
    """What the command line prints as JSON."""
    command = [sys.executable, "-m", "claims", *words, "--format", "json", "--db", found_at(db)]
    return list(json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout))


def test_whatever_is_asked_gets_an_answer_of_the_schema(address: str, tmp_path: Path) -> None:
    # A name or a date that nothing has is refused with a 400 although the schema calls it a string: not checked here.
    told = f"{address}/api/openapi.json"
    asked = ["--max-examples", "3", "--phases", "examples,coverage,fuzzing", "--generation-deterministic", "--no-color"]
    asked += ["--exclude-checks", "positive_data_acceptance"]
    command = [Path(sys.executable).parent / "schemathesis", "run", told, *asked]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False)
    assert done.returncode == 0, done.stdout[-5000:]
    assert "Selected: 15/15" in done.stdout


def test_each_route_and_parameter_is_described_with_an_example(api: httpx.Client) -> None:
    described = api.get("/openapi.json").json()
    assert described["info"]["description"]
    for path, methods in described["paths"].items():
        assert methods.keys() == {"get"}, path
        asked = methods["get"]
        assert asked["summary"], path
        assert asked["description"], path
        assert asked["responses"].keys() == {"200", "400", "404", "421", "422", "503"}, path
        for each in asked.get("parameters", []):
            assert each["description"], (path, each["name"])
            assert each["schema"]["examples"], (path, each["name"])


@pytest.mark.parametrize("name", COMPARISONS)
def test_a_comparison_gives_the_rows_of_the_command(api: httpx.Client, sample_db: Path, name: str) -> None:
    found = api.get(f"/{name}", params={"event": EVENT, "until": "2022-01-10"}).json()
    assert found["count"] == len(found["items"]) > 0
    assert found["items"] == printed(sample_db, name, EVENT, "--until", "2022-01-10")


def test_how_figures_are_compared_can_be_said(api: httpx.Client) -> None:
    asked = {"event": EVENT, "policy": "median", "profile": "acled"}
    [row, *_] = api.get("/estimate", params=asked).json()["items"]
    assert (row["policy"], row["profile"]) == ("median", "acled")
    near, far = (api.get("/conflicts", params={"event": EVENT, "window": hours}).json()["count"] for hours in (0, 9000))
    assert near != far
    every = api.get("/reconcile", params={"event": EVENT, "everything": "true"}).json()["count"]
    assert every > api.get("/reconcile", params={"event": EVENT}).json()["count"]


def test_one_claim_is_given_in_full(api: httpx.Client) -> None:
    row = api.get("/claims", params={"event": EVENT, "limit": 1}).json()["items"][0]
    whole = api.get(f"/claims/{row['uid']}").json()
    assert whole["claim"] == row
    entry = whole["entry"]["text"]
    assert entry[row["start"] :].startswith(row["quote"])
    assert [step["role"] for step in whole["chain"]][-1] == "publisher"
    assert whole["readings"][-1]["fields"]["quote"] == row["quote"]
    assert whole["capture"]["sha256"] == row["capture_sha256"]
    assert row["quote"] in httpx.get(f"{api.base_url.join('/')}{whole['capture']['text'][1:]}").text


def test_one_event_and_one_source_are_those_of_their_lists(api: httpx.Client) -> None:
    for name in ("events", "sources"):
        for row in api.get(f"/{name}").json()["items"]:
            assert api.get(f"/{name}/{row['slug']}").json() == row
    assert api.get("/metrics").json()["count"] > 20


def test_a_search_turns_its_pages(api: httpx.Client, sample_db: Path) -> None:
    every, cursor = [], "0"
    while cursor:
        page = api.get("/search", params={"text": "kazakhstan", "limit": 2, "cursor": cursor}).json()
        every += page["items"]
        cursor = page["next"]
    assert every == printed(sample_db, "search", "kazakhstan")


@pytest.mark.parametrize("past", [{}, {"as_stored_at": "2900-01-01"}], ids=["now", "as stored"])
def test_claims_that_come_in_meanwhile_move_no_page(sample_db: Path, tmp_path: Path, past: dict[str, str]) -> None:
    db, early = (
        copy_database(sample_db, tmp_path / "claims.db"),
        {"who": "A reader", "said_at": Moment(at=datetime(2022, 1, 1, tzinfo=UTC))},
    )
    with served(db) as address, httpx.Client(base_url=f"{address}/api", timeout=60) as api, claims.open(db) as database:
        asked = {"event": EVENT, "limit": 5, **past}
        before = [row["id"] for row in api.get("/claims", params={"event": EVENT}).json()["items"]]
        page = api.get("/claims", params=asked).json()
        seen = [row["id"] for row in page["items"]]
        while page["next"]:
            database.add(EVENT, "killed", f"{page['next']} people were killed", page["next"], **early)
            page = api.get("/claims", params=asked | {"cursor": page["next"]}).json()
            seen += [row["id"] for row in page["items"]]
        assert seen == before
        assert page["count"] > len(before)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/claims?metrc=killed", 422),
        ("/claims?metric=", 422),
        ("/claims?qualifier=some", 422),
        ("/claims?limit=501", 422),
        ("/claims?event=flood", 404),
        ("/claims?cursor=999999", 404),
        ("/claims?since=never", 400),
        ("/claims?until=9999-12-31", 400),
        ("/history", 422),
        ("/estimate?event=kazakhstan-2022&policy=best", 400),
        ("/search", 422),
        ("/claims/0", 404),
        ("/nothing", 404),
    ],
)
def test_a_wrong_question_is_answered_by_one_sentence(api: httpx.Client, path: str, status: int) -> None:
    answer = api.get(path)
    assert answer.status_code == status
    assert answer.json()["error"].endswith(".")


def test_nothing_but_reading_is_allowed(api: httpx.Client) -> None:
    refused = api.post("/claims")
    assert (refused.status_code, refused.headers["allow"]) == (405, "GET")
