"""`claims watch` as a process of its own, on a page that changes, with signals and a server that goes down."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from live_blog import EDITED, FIRST, LATER, blog
from serving import Site, says

import claims
from claims.cli.watch import read_span, span_words
from claims.errors import ClaimsError

MAIN = "import claims.cli; claims.cli.main()"
PATIENCE = 60


class Watch:
    """A running `claims watch`, whose output goes to files."""

    def __init__(self, folder: Path, url: str, *words: str) -> None:
        self._out, self._err = folder / "out.txt", folder / "err.txt"
        command = [sys.executable, "-c", MAIN, "watch", url, "--every", "1s", "--allow-private", *words]
        env = {**os.environ, "CLAIMS_DB": str(folder / "claims.db")}
        with self._out.open("w") as out, self._err.open("w") as err:
            self.process = subprocess.Popen(command, stdout=out, stderr=err, env=env)

    @property
    def out(self) -> str:
        return self._out.read_text()

    @property
    def err(self) -> str:
        return self._err.read_text()

    def wait(self, until: Callable[[], object]) -> None:
        """Wait until something has happened, as long as the process runs."""
        end = time.monotonic() + PATIENCE
        while not until():
            assert self.process.poll() is None, self.err
            assert time.monotonic() < end, self.out + self.err
            time.sleep(0.02)

    def stop(self, by: signal.Signals = signal.SIGINT) -> int:
        self.process.send_signal(by)
        return self.process.wait(PATIENCE)


@pytest.fixture
def site(site: Site) -> Site:
    site.answers["/live"] = blog(FIRST)
    return site


@pytest.fixture
def watch(tmp_path: Path) -> Iterator[Callable[..., Watch]]:
    started = []

    def start(url: str, *words: str) -> Watch:
        started.append(Watch(tmp_path, url, *words))
        return started[-1]

    yield start
    for each in started:
        if each.process.poll() is None:
            each.process.kill()
            each.process.wait()


def stored(folder: Path) -> list[str]:
    with claims.open(folder / "claims.db", create=False) as db:
        return [claim.number for claim in db.stored_claims()]


def test_news_are_printed_as_they_come_and_ctrl_c_ends_it(
    watch: Callable[..., Watch], site: Site, tmp_path: Path
) -> None:
    running = watch(site.url("/live"), "--event", "unrest")
    running.wait(lambda: "more than 5,000 people" in running.out)
    site.answers["/live"] = blog(EDITED)
    running.wait(lambda: "edited entry" in running.out)
    site.answers["/live"] = blog(LATER)
    running.wait(lambda: "killed: 26" in running.out)
    assert running.stop() == 0
    assert "new entry · 10 Jan 2022 09:00 · Detentions" in running.out
    assert "changed figure · detained: more than 5,000 → 7,939 people, interior ministry [claim 2]" in running.out
    assert "Traceback" not in running.err
    first, last = running.err.splitlines()
    assert first == f"Watching {site.url('/live')} every 1 s; Ctrl-C stops it."
    assert last.startswith("Stopped after ")
    assert "3 with news: 3 new entries, 1 edited entry; 3 new claims." in last
    assert stored(tmp_path) == ["7,939", "26"]


def test_a_server_that_goes_down_and_comes_back(watch: Callable[..., Watch], site: Site, tmp_path: Path) -> None:
    running = watch(site.url("/live"))
    running.wait(lambda: "5,000" in running.out)
    site.answers["/live"] = says(status=503)
    running.wait(lambda: "answers 503" in running.err)
    asked = len(site.asked)
    running.wait(lambda: len(site.asked) > asked)
    port = site.port
    site.close()
    with Site(port) as back:
        more = "Update\nThe interior ministry said 8,100 people had been detained in Almaty."
        back.answers["/live"] = blog({**LATER, "c": more})
        running.wait(lambda: "killed: 26" in running.out)
        assert running.stop(signal.SIGTERM) == 0
    lines = running.err.splitlines()
    assert [line for line in lines if "answers 503" in line or "can't be" in line] == lines[1:2]
    assert "after longer and longer waits" in lines[1]
    assert "can be had again" in lines[2]
    assert "updated: 8,100 (interior ministry, 10 Jan 11:00) updates its own 7,939" in running.out
    assert stored(tmp_path) == ["7,939", "26", "8,100"]


def test_lines_for_programs_and_a_second_run_that_goes_on(
    watch: Callable[..., Watch], site: Site, tmp_path: Path
) -> None:
    running = watch(site.url("/live"), "--format", "jsonl", "--event", "unrest")
    running.wait(lambda: running.out.count("\n") == 3)
    assert running.stop() == 0
    entry, figure, _ = map(json.loads, running.out.splitlines())
    assert (entry["what"], entry["headline"], entry["claim_id"]) == ("new entry", "Detentions", None)
    assert (figure["what"], figure["figure"], figure["metric"]) == ("new figure", "more than 5,000", "detained")
    site.answers["/live"] = blog(EDITED)
    again = watch(site.url("/live"), "--format", "jsonl")
    again.wait(lambda: again.out.count("\n") == 2)
    assert again.stop() == 0
    entry, figure = map(json.loads, again.out.splitlines())
    assert entry["what"] == "edited entry"
    assert (figure["before"], figure["figure"], figure["event"]) == ("more than 5,000", "7,939", "unrest")


def test_an_end_that_is_given(watch: Callable[..., Watch], site: Site) -> None:
    running = watch(site.url("/live"), "--until", "2022-01-10")
    assert running.process.wait(PATIENCE) == 0
    assert "Stopped after 1 visit in " in running.err
    assert "2 new entries; 1 new claim" in running.out


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("{url}",), "is a private address"),
        (("file:///etc/passwd",), "is no address of the web"),
        (("https://mira:secret@courier.example/",), "holds a user name or password"),
        (("{url}", "--every", "soon"), "is no span of time; write 90s"),
        (("{url}", "--every", "0.2s"), "leave at least 1"),
        (("{url}", "--until", "later"), "is not a date"),
        (("{url}/gone", "--allow-private"), "answers 404"),
    ],
)
def test_refused_in_one_sentence(run: Any, site: Site, tmp_path: Path, words: tuple[str, ...], why: str) -> None:
    done = run("watch", *(word.format(url=site.url("/live")) for word in words), "--db", tmp_path / "claims.db")
    assert done.status == 1
    assert why in done.err
    assert "Traceback" not in done.err
    assert "secret" not in done.err


@pytest.mark.parametrize(
    ("text", "seconds", "words"),
    [("45", 45, "45 s"), ("90s", 90, "90 s"), ("5m", 300, "5 min"), ("1.5 H", 5400, "90 min"), ("2d", 172800, "48 h")],
)
def test_spans_of_time(text: str, seconds: float, words: str) -> None:
    assert read_span(text, "--every") == seconds
    assert span_words(seconds) == words


@pytest.mark.parametrize("text", ["", "s", "-5s", "1e9", "5 weeks", "٥m", "nan"])
def test_no_spans_of_time(text: str) -> None:
    with pytest.raises(ClaimsError, match="no span of time"):
        read_span(text, "--every")
