"""What the tests of entries share: a text, read as a page that was saved to a file."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest

from claims.capture import capture_file
from claims.entries import read_page
from claims.records import Page

PageOf = Callable[..., Page]


def check(page: Page) -> Page:
    """What holds for every page: entries stand where they say, headlines first, stamps inside, keys unlike."""
    for entry in page.entries:
        assert page.text[entry.start : entry.start + len(entry.text)] == entry.text
        assert entry.text.strip()
        assert entry.text.startswith(entry.headline or "")
        if entry.stamp_start is not None:
            assert entry.text.startswith(entry.stamp or "?", entry.stamp_start)
        assert entry.posted_at is None or entry.clock is None
    assert len({entry.key for entry in page.entries}) == len(page.entries)
    return page


@pytest.fixture
def page_of(tmp_path: Path) -> PageOf:
    """Reads a text as a file of that suffix; what else is given goes to capture and reader."""

    def read(
        text: str | bytes,
        *,
        suffix: str = ".txt",
        published: date | datetime | None = None,
        publisher: str | None = None,
        zone: str | None = None,
        captured_at: datetime | None = None,
    ) -> Page:
        path = tmp_path / f"page{suffix}"
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return check(
            read_page(capture_file(path, published=published, publisher=publisher, captured_at=captured_at), zone=zone)
        )

    return read
