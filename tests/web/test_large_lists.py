"""Pages that would list too much: they name what they leave out, and where it is."""

from pathlib import Path

import httpx
import pytest
from apart import apart
from copying import copy_database

import claims
from claims.web import lists
from claims.web.app import make_pages


def shown(path: Path, address: str) -> str:
    """The page at an address, made in a process that nobody else asks."""

    async def read() -> str:
        with claims.open(path) as database:
            transport = httpx.ASGITransport(make_pages(database))
            async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as web:
                return (await web.get(address)).text

    return apart(read())


@pytest.fixture
def path(sample_db: Path, tmp_path: Path) -> Path:
    return copy_database(sample_db, tmp_path / "claims.db")


def test_a_search_among_many_events_asks_for_the_name_of_one(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert '<select name="event">' in shown(path, "/search?text=killed")
    monkeypatch.setattr(lists, "CHOICES", 0)
    page = shown(path, "/search?text=killed&event=kazakhstan-2022")
    assert '<select name="event">' not in page
    assert '<input name="event" value="kazakhstan-2022"' in page
    assert "<mark>killed</mark>" in page


def test_a_source_s_record_in_large_events_is_left_to_the_csv(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = "/sources/kazakhstan-interior-ministry"
    assert "its CSV does" not in shown(path, source)
    monkeypatch.setattr(lists, "WEIGHED", 1)
    page = shown(path, source)
    assert "its CSV does" in page
    assert "/csv/speakers.csv?event=kazakhstan-2022" in page
    monkeypatch.setattr(lists, "RECORDS", 0)
    assert "1 more event, of which it says less" in shown(path, source)
