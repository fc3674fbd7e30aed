"""Claims that mean harm, taken in as any others: on every page, in the API and in the CSV they are words."""

import csv
import html
import io
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from looking import Sight, watched
from playwright.sync_api import Browser, Page
from served import served

import claims
from claims.store import Passage

SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(2)><svg onload=alert(3)>"
BREAKOUT = "\"'></title></mark></textarea><iframe srcdoc='<script>alert(4)</script>'></iframe>"
FORMULA = "=cmd|' /C calc'!A0"
TURNED = "The \u202eyrtsinim\u2066 of \x1b[31mharm\x07\u2029"
LONG = "Wo" * 900
LISTS = ("claims", "events", "sources", "problems", "edits")
COMPARISONS = ("history", "conflicts", "estimate", "speakers")
WORDS = (SCRIPT, BREAKOUT, FORMULA, "@SUM(1+1)*cmd", "+1-2", "-2+3", "\t=1+1", "{{ 7 * 7 }}", TURNED, LONG)
ADDRESSES = (
    "javascript:alert(5)",
    "data:text/html,<script>alert(6)</script>",
    'https://news.example/"onclick=alert(7)',
)
RUNS = (
    "script:not([src^='/static/']), iframe, object, embed, img, style, base, meta[http-equiv], "
    "[onload], [onerror], [onclick], [style], "
    "a[href^='javascript:' i], a[href^='data:' i], form[action^='javascript:' i]"
)
"""What could run, if a page held it."""
PASSED = ("/csv", "/static", "/api")
CAPTURE = re.compile("/claims/[0-9]*[1-9]/capture")
"""Captures of claims are alike: every tenth is enough."""
TURNING = set("\u202e\u2066\x1b\x07")


def saved_page(folder: Path, killed: int, all_words: Sequence[str]) -> Path:
    """A page as one saves it, whose every part is hostile."""
    posts = "".join(
        f"<p>{killed + at} people were killed in {html.escape(words)}, said the ministry of {html.escape(words)}.</p>"
        for at, words in enumerate(all_words)
    )
    head = f"<title>{html.escape(SCRIPT)}</title><meta name=author content={html.escape(FORMULA)!r}>"
    path = folder / f"{killed}.html"
    path.write_text(f"<html lang=en><head>{head}</head><body><h1>{html.escape(BREAKOUT)}</h1>{posts}</body></html>")
    return path


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a database is served whose every word means harm."""
    folder = tmp_path_factory.mktemp("hostile")
    with claims.open(folder / "claims.db") as opened:
        for at, title in enumerate((SCRIPT, LONG, TURNED)):
            opened.put_event(f"hostile-{at}", title=title, note=BREAKOUT)
        for killed, words in ((10, WORDS), (20, WORDS[:2])):
            page = saved_page(folder, killed, words)
            at, url = datetime(2024, 4, killed, tzinfo=UTC), "https://news.example/<b>live"
            opened.ingest(page, event="hostile-0", publisher=SCRIPT, url=url, captured_at=at)
        for at, words in enumerate(WORDS):
            quote = f"{at + 100} people were killed {words}"
            passage = Passage(f"{words}: {quote}", url=ADDRESSES[at % 3], publisher=words)
            said = {"speaker": words, "group": words, "translation": words, "via": (words,)}
            claim = opened.add(f"hostile-{at % 3}", "killed", quote, str(at + 100), who=words, passage=passage, **said)
            opened.decide(claim.id, "comment", who=words, why=words)
    with served(folder / "claims.db") as address:
        yield address


def walked(seen: Sight) -> Iterator[tuple[str, Page]]:
    """Every page that the pages lead to, and some that hold the words of who asks."""
    met, waiting = set[str](), ["/", *(f"/search?text={word}" for word in ("killed", SCRIPT, FORMULA))]
    waiting += [f"/{SCRIPT}", f"/events/{SCRIPT}", f"/events/hostile-0?place={BREAKOUT}&side={SCRIPT}"]
    while waiting:
        path = waiting.pop()
        page = seen.open(path)
        yield path, page
        links = page.locator("a[href^='/']").evaluate_all("all => all.map(each => each.getAttribute('href'))")
        own = {link.partition("#")[0] for link in links} - met
        met |= own
        waiting += [link for link in own if not link.startswith(PASSED) and not CAPTURE.match(link)]
    assert {f"/claims/{number}" for number in range(1, len(WORDS))} < met


@pytest.mark.parametrize("policy", [True, False], ids=["under the policy", "by escaping alone"])
def test_nothing_hostile_runs_in_a_browser(browser: Browser, hostile: str, policy: bool) -> None:
    with watched(browser, hostile, viewport={"width": 360, "height": 800}, bypass_csp=not policy) as seen:
        for path, page in walked(seen):
            kind = page.evaluate("document.contentType")
            assert kind == ("text/plain" if path.endswith(".txt") else "text/html")
            assert kind == "text/plain" or page.locator(RUNS).count() == 0, path
            assert kind == "text/plain" or not TURNING & set(page.content()), path
            assert seen.overflow() <= 0, path


def test_a_word_without_end_leaves_the_columns_of_a_table_in_sight(browser: Browser, hostile: str) -> None:
    with watched(browser, hostile, viewport={"width": 1280, "height": 800}) as seen:
        for path in ("/sources", "/events/hostile-0"):
            wide = seen.open(path).locator(".scroll").evaluate_all("all => all.map(each => each.scrollWidth)")
            assert wide
            assert max(wide) <= 1280


def test_the_words_are_shown_as_they_stand(browser: Browser, hostile: str) -> None:
    with watched(browser, hostile) as seen:
        page = seen.open("/")
        assert page.get_by_text(SCRIPT, exact=True).is_visible()
        page = seen.open("/sources")
        assert page.get_by_role("link", name=FORMULA).first.is_visible()


def test_the_api_gives_the_words_and_says_that_they_are_no_page(browser: Browser, hostile: str) -> None:
    with watched(browser, hostile) as seen:
        for name in ("claims", "sources", "events", "search?text=killed", "history?event=hostile-0", "claims/1"):
            answer = seen.page.goto(f"{hostile}/api/{name}")
            assert answer
            assert answer.headers["content-type"] == "application/json"
            assert answer.headers["x-content-type-options"] == "nosniff"
            assert answer.text()
    names = {row["name"] for row in httpx.get(f"{hostile}/api/sources?limit=500").json()["items"]}
    assert {SCRIPT, FORMULA} < names


@pytest.mark.parametrize(
    "name", ["claims", "events", "sources", "problems", "edits", "history", "conflicts", "speakers"]
)
def test_no_cell_of_a_csv_runs(hostile: str, name: str) -> None:
    event = "?event=hostile-0" if name in ("history", "conflicts", "speakers") else ""
    answer = httpx.get(f"{hostile}/csv/{name}.csv{event}", timeout=60)
    assert answer.headers["content-type"].startswith("text/csv")
    assert answer.headers["content-disposition"].startswith("attachment")
    rows = list(csv.DictReader(io.StringIO(answer.text, newline="")))
    assert rows or name in ("problems", "edits")
    cells = [cell for row in rows for cell in row.values()]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))]
    assert None not in cells
