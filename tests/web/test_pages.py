"""Pages and API of a real server on loopback: what they hold, what they refuse, and that nothing hostile runs."""

import csv
import io
import re
import threading
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import httpx
import pytest
import uvicorn

import claims
from claims.cli.demo import sample_folder
from claims.database import Database
from claims.store import Passage
from claims.web import allowed_hosts, make_app

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>"
FORMULA = "=cmd|' /C calc'!A0"
EVENT = "kazakhstan-2022"


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """The sample event, and one whose every word is hostile."""
    with claims.open(tmp_path_factory.mktemp("web") / "claims.db") as opened:
        opened.put_event(EVENT, title="Unrest in Kazakhstan", place="kazakhstan", zone="Asia/Almaty")
        for page in sorted(sample_folder().glob("*.html")):
            opened.ingest(page, event=EVENT)
        opened.put_event("hostile", title=HOSTILE)
        for number, speaker in (("12", FORMULA), ("90", HOSTILE)):
            quote = f"{number} people were killed {HOSTILE}"
            passage = Passage(quote, url="javascript:alert(3)", publisher=HOSTILE)
            said = {"speaker": speaker, "group": HOSTILE}
            opened.add("hostile", "killed", quote, number, who=HOSTILE, passage=passage, **said)
        yield opened


@pytest.fixture(scope="module")
def web(database: Database) -> Iterator[httpx.Client]:
    """A reader of a server on a free port."""
    settings = uvicorn.Config(make_app(database, allowed_hosts("127.0.0.1")), port=0, log_level="error", ws="none")
    server = uvicorn.Server(settings)
    ready = threading.Event()
    server.install_signal_handlers = lambda: None  # type: ignore[attr-defined]
    serving = threading.Thread(target=server.run, daemon=True)
    serving.start()
    while not server.started and serving.is_alive():
        ready.wait(0.05)
    port = server.servers[0].sockets[0].getsockname()[1]
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
        yield client
    server.should_exit = True
    serving.join()


class Links(HTMLParser):
    """The addresses and the elements of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.append((tag, given))
        for name in ("href", "src", "action"):
            if given.get(name):
                self.found.add(str(given[name]))


def test_every_address_that_pages_link_to_answers(web: httpx.Client) -> None:
    met, waiting = set[str](), ["/"]
    while waiting:
        path = waiting.pop()
        answer = web.get(path)
        assert answer.status_code == 200, path
        if not answer.headers["content-type"].startswith("text/html"):
            continue
        parsed = Links(answer.text)
        for tag, given in parsed.tags:
            assert tag not in ("iframe", "img", "style"), path
            assert tag != "script" or str(given.get("src")).startswith("/static/"), path
            assert not [name for name in given if name.startswith("on") or name == "style"], path
        own = {link.partition("#")[0] for link in parsed.found if link.startswith("/")}
        assert not any(link.startswith("javascript:") for link in parsed.found)
        waiting += own - met
        met |= own
    kinds = ("/events/", "/claims/", "/sources/", "/csv/", "/edits", "/api/")
    assert all(any(link.startswith(kind) for link in met) for kind in kinds)


def test_a_series_is_charted_with_its_reasons_and_its_estimate(web: httpx.Client) -> None:
    series = web.get(f"/events/{EVENT}/killed/all/cumulative", params={"at": "kazakhstan"}).text
    assert 'class="chart wide"' in series
    assert "164" in series
    assert ">denied<" in series
    then = {"at": "kazakhstan", "as_known_at": "2022-01-09"}
    earlier = web.get(f"/events/{EVENT}/killed/all/cumulative", params=then).text
    assert "As known at <b>2022-01-09</b>" in earlier
    assert "as_known_at=2022-01-09" in earlier
    assert earlier.count("<blockquote>") < series.count("<blockquote>")


def test_a_claim_shows_its_quote_marked_and_the_hash_of_its_capture(web: httpx.Client, database: Database) -> None:
    claim = database.stored_claims(event=EVENT)[0]
    text = web.get(f"/claims/{claim.id}").text
    assert re.search(r"<mark>.*<strong>", text)
    assert claim.capture_sha256 in text
    assert web.get(f"/claims/{claim.uid}").text == text
    assert web.get(f"/claims/{claim.id}/capture.txt").headers["content-type"].startswith("text/plain")


def test_a_csv_and_the_api_give_the_rows_of_the_library(web: httpx.Client, database: Database) -> None:
    asked = {"event": EVENT, "metric": "killed", "since": "2022-01-06"}
    mine = [claim.id for claim in database.stored_claims(**asked)]
    rows = list(csv.DictReader(io.StringIO(web.get("/csv/claims.csv", params=asked).text)))
    assert [int(row["id"]) for row in rows] == mine
    found, cursor = [], None
    while True:
        answer = web.get("/api/claims", params=asked | {"limit": "2"} | ({"cursor": cursor} if cursor else {})).json()
        found += [row["id"] for row in answer["items"]]
        cursor = answer["next"]
        if cursor is None:
            break
    assert found == mine
    assert f"metric=killed&amp;since=2022-01-06&amp;event={EVENT}" in web.get(f"/events/{EVENT}", params=asked).text


def test_search_marks_the_words(web: httpx.Client) -> None:
    assert re.search(r"<mark>detained</mark>", web.get("/search", params={"text": "detained"}).text, re.IGNORECASE)


def test_nothing_hostile_runs(web: httpx.Client, database: Database) -> None:
    claim = database.stored_claims(event="hostile")[0].id
    paths = ["/", "/events/hostile", f"/claims/{claim}", f"/claims/{claim}/capture", "/sources", "/search?text=killed"]
    paths += [f"/search?text={HOSTILE}", f"/{HOSTILE}", f"/events/{HOSTILE}", f"/events/hostile?metric={HOSTILE}"]
    for path in paths:
        answer = web.get(path)
        assert answer.status_code < 500, path
        assert "<script" not in answer.text, path
        assert "<img" not in answer.text, path
    assert "application/json" in web.get("/api/claims?event=hostile").headers["content-type"]
    rows = list(csv.DictReader(io.StringIO(web.get("/csv/sources.csv").text)))
    assert any(row["name"] == f"'{FORMULA}" for row in rows)
    assert not any(cell.startswith("=") for row in rows for cell in row.values())


@pytest.mark.parametrize("path", ["/events/none", "/claims/99999", "/claims/x", "/sources/none", "/nowhere"])
def test_what_is_not_there_is_said_kindly(web: httpx.Client, path: str) -> None:
    answer = web.get(path)
    assert answer.status_code == 404
    assert "There is no" in answer.text


@pytest.mark.parametrize(
    "path",
    [
        "/api/claims?metric=x",
        "/api/history",
        "/api/claims?since=never",
        "/api/claims?until=9999-12-31",
        "/search?text=%22",
    ],
)
def test_what_is_asked_wrongly_is_one_sentence(web: httpx.Client, path: str) -> None:
    assert 400 <= web.get(path).status_code < 500


def test_each_answer_is_guarded_and_other_names_are_refused(web: httpx.Client) -> None:
    for path in ("/", "/static/style.css", "/csv/events.csv", "/nowhere"):
        headers = web.get(path).headers
        assert headers["content-security-policy"].startswith("default-src 'none'")
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
    assert web.get("/", headers={"Host": "stranger.example:80"}).status_code == 421
    assert web.get("/", headers={"Host": "localhost:9"}).status_code == 200


def test_one_stylesheet_and_one_script_are_all_that_is_packed(tmp_path: Path) -> None:
    folder = Path(claims.__file__).parent / "web" / "static"
    style = (folder / "style.css").read_text(encoding="utf-8")
    assert sorted(path.name for path in folder.iterdir()) == ["keys.js", "style.css"]
    assert not re.search(r"url\(|@import", style)
