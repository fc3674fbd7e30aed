"""What pages changed after they were first read, from saved pages to data frames and the command line."""

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

import claims
from claims.cli import app
from claims.database import Database
from claims.frames import EDITS

URL = "https://orvan-post.example/live/ferry"

Post = tuple[str, str, str]
"""Clock, headline and words."""

COUNT = (
    "10:30",
    "Ministry gives a count",
    "Over 5,000 people were detained across the country, the Interior Ministry said.",
)
RECOUNT = (
    "10:30",
    "Ministry gives a new count",
    "7,939 people were detained across the country, the Interior Ministry said.",
)
HOSPITAL = ("10:00", "Hospital full", "The city hospital said 12 people were killed and that it has no more beds.")
SOON = ("09:30", "More soon", "More soon.")
STORM = ("09:00", "Ferries stopped", "The harbour authority stopped all ferries because of the storm.")
LATE = ("09:10", "Dead in the hull", "Divers found 4 people dead in the hull, the harbour authority said.")
EVENING = ("17:00", "Evening", "The Interior Ministry said on Monday evening that 3 officers were injured.")
NOTE = ("17:30", "Correction", "Correction: an earlier post gave a wrong number of dead; we have removed it.")

MORNING = [COUNT, HOSPITAL, SOON, STORM]
NIGHT = [EVENING, RECOUNT, SOON, LATE, STORM]


def as_html(posts: Sequence[Post]) -> str:
    """A live blog that states its posts as JSON-LD, without addresses of their own."""
    updates = [
        {"@type": "BlogPosting", "headline": head, "articleBody": words, "datePublished": f"2022-01-10T{clock}:00Z"}
        for clock, head, words in posts
    ]
    blog = {"@type": "LiveBlogPosting", "headline": "Ferry: live", "liveBlogUpdate": updates}
    return f'<html><head><script type="application/ld+json">{json.dumps(blog)}</script></head><body></body></html>'


def as_text(posts: Sequence[Post]) -> str:
    """The same as a reader saves it: stamps on lines of their own, newest first."""
    return "Ferry: live\n10 January 2022\n\n" + "\n\n".join(
        f"{clock} GMT\n{head}\n{words}" for clock, head, words in posts
    )


@pytest.fixture(params=["html", "txt"])
def pages(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, ...]:
    """The page in the morning and at night."""
    write = as_html if request.param == "html" else as_text
    paths = tuple(tmp_path / f"{name}.{request.param}" for name in ("morning", "night"))
    for path, posts in zip(paths, (MORNING, NIGHT), strict=True):
        path.write_text(write(posts), encoding="utf-8")
    return paths


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with claims.open(tmp_path / "claims.db") as opened:
        opened.put_event("ferry", title="Ferry accident", place="kazakhstan")
        yield opened


def ingest(database: Database, path: Path, hour: int) -> None:
    at = datetime(2022, 1, 10, hour, tzinfo=UTC)
    database.ingest(path, event="ferry", url=URL, publisher="Orvan Post", captured_at=at)


@pytest.mark.parametrize("hours", [(11, 18), (18, 11)], ids=["in order", "the older capture last"])
def test_edits_as_a_data_frame(database: Database, pages: tuple[Path, ...], hours: tuple[int, int]) -> None:
    for hour in hours:
        ingest(database, pages[hour == 18], hour)
    edits = database.edits("ferry")
    assert list(edits.columns) == EDITS.names
    told = edits.set_index("kind")
    assert sorted(told.index) == ["added late", "deleted", "edited"]
    assert told["figures"].to_dict() == {
        "edited": "detained: more than 5,000 → 7,939 (Interior Ministry)",
        "deleted": "killed: 12 → – (city hospital)",
        "added late": "killed: – → 4 (harbour authority)",
    }
    assert told["silent"].all()
    assert {at.hour for at in told["seen_before"]} == {11}
    assert {at.hour for at in told["seen_after"]} == {18}
    old, new = (int(each) for each in told.loc["edited", "changed_claims"].split(" → "))
    assert (database.claim(old).number, database.claim(new).number) == ("5,000", "7,939")
    assert database.claim(new).replaces_id == old
    assert "[-Over 5,000-]{+7,939+} people" in told.loc["edited", "diff"]


def test_a_page_that_says_so_is_not_silent(database: Database, pages: tuple[Path, ...], tmp_path: Path) -> None:
    ingest(database, pages[0], 11)
    fixed = (*COUNT[:2], RECOUNT[2] + " This post has been corrected.")
    owning = tmp_path / f"owning{pages[0].suffix}"
    write = as_html if owning.suffix == ".html" else as_text
    owning.write_text(write([NOTE, fixed, SOON, STORM]), encoding="utf-8")
    ingest(database, owning, 18)
    assert {edit.kind: edit.said for edit in database.edit_records()} == {
        "edited": "This post has been",
        "deleted": "Correction",
    }


def test_a_deleted_figure_is_history_and_no_estimate(database: Database, pages: tuple[Path, ...]) -> None:
    for path, hour in zip(pages, (11, 18), strict=True):
        ingest(database, path, hour)
    assert "12" in set(database.history("ferry", "killed")["figure"])
    left_out = [each for found in database.estimates("ferry", "killed") for each in found.left_out]
    assert [(each.kind, each.figure.number) for each in left_out] == [("deleted", "12")]
    then = database.estimates("ferry", "killed", as_known_at="2022-01-10T12:00+00:00")
    assert [each.left_out for each in then] == [()]
    assert database.stored_claims(event="ferry", as_known_at="2022-01-10T19:00+00:00", source="city hospital") == ()


def test_filters_choose_edits(database: Database, pages: tuple[Path, ...]) -> None:
    for path, hour in zip(pages, (11, 18), strict=True):
        ingest(database, path, hour)

    def chosen(**filters: str) -> list[str]:
        return [edit.kind for edit in database.edit_records("ferry", **filters)]

    assert chosen(metric="detained") == ["edited"]
    assert chosen(source="harbour authority") == ["added late"]
    assert chosen(as_known_at="2022-01-10T12:00+00:00") == []
    assert chosen(page="https://elsewhere.example/") == []
    assert len(chosen(page=URL)) == 3


@pytest.fixture
def run(database: Database, pages: tuple[Path, ...]) -> tuple[Database, CliRunner]:
    for path, hour in zip(pages, (11, 18), strict=True):
        ingest(database, path, hour)
    return database, CliRunner()


def test_the_command_tells_people(run: tuple[Database, CliRunner]) -> None:
    database, runner = run
    done = runner.invoke(app, ["edits", "ferry", "--db", str(database.store.path)], env={"COLUMNS": "200"})
    assert done.exit_code == 0
    first = done.stdout.splitlines()[0]
    assert first == URL
    assert (
        "edited · silent · between 10 Jan 2022 11:00 and 10 Jan 2022 18:00 · Ministry gives a new count" in done.stdout
    )
    assert "detained: more than 5,000 → 7,939 (Interior Ministry) [" in done.stdout
    assert "[-Over 5,000-]{+7,939+} people" in done.stdout
    assert done.stdout.index("detained:") < done.stdout.index("[-Over")


@pytest.mark.parametrize("form", ["csv", "json", "jsonl"])
def test_the_command_tells_programs(run: tuple[Database, CliRunner], form: str) -> None:
    database, runner = run
    done = runner.invoke(app, ["edits", "--db", str(database.store.path), "--format", form])
    assert done.exit_code == 0
    if form == "csv":
        assert done.stdout.splitlines()[0].split(",") == EDITS.names
    else:
        rows = json.loads(done.stdout) if form == "json" else [json.loads(line) for line in done.stdout.splitlines()]
        assert [list(row) for row in rows] == [EDITS.names] * 3
