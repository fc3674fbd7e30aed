"""`claims ingest` of addresses, from a real server on loopback."""

from pathlib import Path
from typing import Any

import pytest
from live_blog import FIRST, LATER, blog
from serving import Site, says

import claims


@pytest.fixture
def site(site: Site) -> Site:
    site.answers["/live"] = blog(FIRST, ETag='"1"')
    return site


def test_twice_in_a_row_changes_nothing(run: Any, site: Site, tmp_path: Path) -> None:
    words = ("ingest", site.url("/live"), "--event", "unrest", "--allow-private", "--db", tmp_path / "claims.db")
    first, second = run(*words), run(*words)
    assert (first.status, second.status) == (0, 0)
    assert "2 new entries; 1 new claim" in first.out
    assert "2 known entries; 1 known claim" in second.out
    assert site.asked[-1][1]["If-None-Match"] == '"1"'
    site.answers["/live"] = blog(LATER)
    assert "1 new entry, 1 edited entry, 1 known entry" in run(*words).out


def test_a_memento_is_a_capture_of_its_page(site: Site, tmp_path: Path) -> None:
    path = "/web/20220110120000/https://courier.example/live"
    site.answers[path] = blog(FIRST)
    with claims.open(tmp_path / "claims.db") as db:
        db.ingest(site.url(path), allow_private=True)
        [claim] = db.stored_claims()
    assert claim.url == "https://courier.example/live"
    assert claim.captured_at.isoformat() == "2022-01-10T12:00:00+00:00"


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("{url}",), "is a private address"),
        (("{url}/gone", "--allow-private"), "answers 404 (Not Found); check the address."),
        (("{url}/secret", "--allow-private"), "asks programs not to fetch"),
        (("ftp://files.example/live",), "is no address of the web"),
        (("https://mira:secret@courier.example/",), "holds a user name or password"),
    ],
)
def test_refused_in_one_sentence(run: Any, site: Site, tmp_path: Path, words: tuple[str, ...], why: str) -> None:
    site.answers["/robots.txt"] = says("User-agent: *\nDisallow: /live/secret\n")
    done = run("ingest", *(word.format(url=site.url("/live")) for word in words), "--db", tmp_path / "claims.db")
    assert done.status == 1
    assert why in done.err
    assert len(done.err.strip().splitlines()) == 1
    assert "mira" not in done.err
