"""Real pages of eight outlets beside what a person says they hold: words, title and time.

`python tests/entries/test_real_pages.py` prints the figures.
"""

import json
import re
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from claims.capture import capture_file
from claims.entries import read_page
from claims.records import Page

WANTED = 0.95
"""What the project asks for, on average over the pages."""

PINNED = 0.97
"""What is measured lies above; lower it only with a reason."""

_WORD = re.compile(r"\w+")


class Read(NamedTuple):
    """A page, and the version of what it holds that fits it."""

    page: Page
    held: dict[str, Any]

    @property
    def f1(self) -> float:
        """How well the words of the body were found, without the title: each as often as it occurs."""
        text = self.page.text
        for title in (self.page.title, self.page.entries[0].headline):
            text = text.removeprefix(title or "")
        found, body = Counter(_WORD.findall(text.casefold())), Counter(_WORD.findall(body_of(self.held).casefold()))
        return 2 * (found & body).total() / (found.total() + body.total())


def body_of(held: dict[str, Any]) -> str:
    sections = held["body"]["sections"]
    lines = [
        *held["body"]["summary"],
        *(line for part in sections for line in (*part["headline"], *part["paragraphs"])),
    ]
    return "\n".join(lines)


def read_all(shared: Path) -> dict[str, Read]:
    """Every page by its outlet; of several versions that which says most of the page's words."""
    pages = {}
    for path in sorted((shared / "pages").glob("*.html.gz")):
        outlet = path.name.partition("_")[0]
        page = read_page(capture_file(path))
        versions = json.loads(path.with_name(f"{outlet}.json").read_text(encoding="utf-8")).values()
        pages[outlet] = max((Read(page, held) for held in versions), key=lambda read: read.f1)
    return pages


@pytest.fixture(scope="module")
def real(shared: Path) -> dict[str, Read]:
    return read_all(shared)


def test_words_of_the_bodies(real: dict[str, Read]) -> None:
    figures = {outlet: read.f1 for outlet, read in real.items()}
    assert len(figures) == 8
    assert sum(figures.values()) / len(figures) >= max(WANTED, PINNED), figures
    assert min(figures.values()) >= 0.9, figures


def test_titles(real: dict[str, Read]) -> None:
    assert {outlet: read.page.title for outlet, read in real.items()} == {
        outlet: read.held["title"] for outlet, read in real.items()
    }


def test_times_of_publishing(real: dict[str, Read]) -> None:
    for outlet, read in real.items():
        told, moment = datetime.fromisoformat(read.held["publishing_date"]), read.page.published_at
        assert moment is not None, outlet
        told = told.replace(microsecond=0)
        assert moment.at == (told if told.tzinfo else told.replace(tzinfo=UTC)), outlet
        assert (moment.exactness, moment.zone_assumed) == ("minute", told.tzinfo is None), outlet


def test_languages_and_layouts(real: dict[str, Read]) -> None:
    assert {outlet for outlet, read in real.items() if read.page.language != "en"} == {"AnadoluAjansi"}
    assert {outlet for outlet, read in real.items() if read.page.layout != "article"} == {"Express"}


def test_nine_posts_and_a_lead(real: dict[str, Read]) -> None:
    lead, *posts = real["Express"].page.entries
    assert (lead.kind, len(posts)) == ("lead", 9)
    assert [entry.time for entry in posts] == [
        f"2024-07-18T{clock}:00+00:00"
        for clock in ("10:48", "09:05", "07:36", "07:13", "06:32", "06:22", "06:09", "06:06", "06:06")
    ]


if __name__ == "__main__":
    measured = read_all(Path(__file__).resolve().parents[3] / "shared")
    for name, each in measured.items():
        print(f"{name:16} {each.f1:.3f}")
    print(f"{'average':16} {sum(each.f1 for each in measured.values()) / len(measured):.3f}")
