"""The HTML in a real browser without any network: it draws, and what a page said stays text."""

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from saying import say

from claims.plot.files import rendered

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
HOSTILE = "<img src=x onerror=\"document.title='run'\"> <b>bold</b> </script>"
POINT = """
<script>setTimeout(() => {
  const marks = [...document.querySelectorAll("#chart g.mark-symbol path")];
  const mark = marks.find((each) => each.getAttribute("aria-label")?.includes("onerror"));
  const box = mark.getBoundingClientRect();
  const at = {bubbles: true, view: window, clientX: box.x + box.width / 2, clientY: box.y + box.height / 2};
  for (const kind of ["pointermove", "mousemove"]) mark.dispatchEvent(new MouseEvent(kind, at));
}, 500)</script>
"""
"""Points at the mark of the hostile claim, as a mouse does."""

pytestmark = pytest.mark.skipif(BROWSER is None, reason="no chromium is installed")


@pytest.fixture
def page(spec: Callable[..., dict[str, Any]]) -> str:
    """The HTML of a chart of two claims, one of them hostile."""
    import altair as alt

    claims = (say(HOSTILE, "164", "9 Jan 11:00", outlet=HOSTILE), say("Union", "about 90", "5 Jan 11:00"))
    return rendered(alt.VConcatChart.from_dict(spec(*claims)), ".html").decode()


def opened(page: str, folder: Path) -> tuple[str, str]:
    """The document as a browser that finds no host makes it, and what it complained of."""
    assert BROWSER
    path = folder / "chart.html"
    path.write_text(page, encoding="utf-8")
    switches = (
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--enable-logging=stderr",
        f"--user-data-dir={folder}/own",
    )
    away = ("--host-resolver-rules=MAP * ~NOTFOUND", "--proxy-server=127.0.0.1:9", "--virtual-time-budget=4000")
    done = subprocess.run(
        [BROWSER, *switches, *away, "--dump-dom", path.as_uri()],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    return done.stdout, "\n".join(line for line in done.stderr.splitlines() if "CONSOLE" in line)


def test_a_browser_without_network_draws_the_chart(page: str, tmp_path: Path) -> None:
    document, complaints = opened(page, tmp_path)
    assert re.search(r'<svg[^>]+class="marks"', document)
    assert all(words in document for words in ("164", "about 90", "6 Jan", "times in Asia/Almaty"))
    assert not re.search(r"undefined|NaN", document.partition('class="marks"')[2].partition("</svg>")[0])
    assert complaints == ""


def test_a_tooltip_holds_the_words_of_a_page_as_text(page: str, tmp_path: Path) -> None:
    # The policy of the page refuses the script that points; without it nothing but the escaping holds.
    open_page = re.sub(r"<meta http-equiv=[^>]+>", "", page).removesuffix("</body>\n</html>\n") + POINT
    document, _ = opened(open_page, tmp_path)
    tooltip = document.partition('<div id="vg-tooltip-element"')[2].partition("</div>")[0]
    assert "&lt;img src=x" in tooltip
    assert "<img" not in tooltip
    assert "<b>" not in tooltip
    assert "<title>run" not in document
