"""A page visited again and again: what changed is stored once, whatever happens to its server."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

import pytest
from live_blog import EDITED, FIRST, LATER, blog
from serving import Site, leads_to, says

import claims
from claims.database import Database
from claims.errors import CaptureError, ClaimsError
from claims.watching import LEAST, Visit


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    with claims.open(tmp_path / "claims.db") as opened:
        yield opened


def visits(db: Database, site: Site, count: int, path: str = "/live") -> list[Visit]:
    return list(islice(db.watch(site.url(path), every=LEAST, allow_private=True), count))


def figures(visit: Visit) -> list[tuple[str | None, str]]:
    """The number of each figure, after the one that it follows."""
    return [
        (figure.before and figure.before.number, figure.claim.number) for post in visit.news for figure in post.claims
    ]


def test_new_and_edited_posts_are_told_as_they_come(db: Database, site: Site) -> None:
    site.answers["/live"] = [blog(FIRST), blog(EDITED), blog(LATER)]
    first, second, third = visits(db, site, 3)
    assert [(post.edited, post.entry.headline) for post in first.news] == [(False, "Detentions"), (False, "Weather")]
    assert figures(first) == [(None, "5,000")]
    assert [post.edited for post in second.news] == [True]
    assert figures(second) == [("5,000", "7,939")]
    assert figures(third) == [(None, "26")]
    assert third.ingested.entries_new == 1
    assert third.ingested.entries_seen == 2


def test_what_does_not_change_is_not_stored_again(db: Database, site: Site) -> None:
    """Neither the same bytes, nor the same text among other advertisements, nor what the server says is unchanged."""
    site.answers["/live"] = [blog(FIRST, ETag='"1"'), says(status=304), blog(FIRST, X_Ad="7")]
    first, *others = visits(db, site, 3)
    assert first.ingested.capture_new
    assert [visit.news or visit.ingested.capture_new or visit.trouble for visit in others] == [None, None]


def test_it_goes_on_where_it_was(db: Database, site: Site) -> None:
    site.answers["/live"] = blog(FIRST, ETag='"1"')
    visits(db, site, 1)
    assert not visits(db, site, 1)[0].news
    assert site.asked[-1][1]["If-None-Match"] == '"1"'
    site.answers["/live"] = blog(LATER)
    assert figures(visits(db, site, 1)[0]) == [(None, "26"), ("5,000", "7,939")]
    assert len(db.store.events()) == 1


def test_a_page_that_moved_for_good_goes_on_too(db: Database, site: Site) -> None:
    site.answers["/old"], site.answers["/live"] = leads_to("/live", 301), blog(FIRST)
    assert visits(db, site, 1, "/old")[0].news
    assert not visits(db, site, 1, "/old")[0].news
    assert db.store.latest_capture(site.url("/live")) is not None


def test_a_page_keeps_its_event_though_its_title_changes(db: Database, site: Site) -> None:
    site.answers["/live"] = [says("Flood: 2 dead\nTwo people died."), says("Flood: 3 dead\nThree people died.")]
    visits(db, site, 2)
    assert len(db.store.events()) == 1


def test_trouble_is_survived(db: Database, site: Site) -> None:
    site.answers["/live"] = [blog(FIRST), says(status=404), says(b"\x89PNG"), blog(EDITED)]
    first, gone, broken, back = visits(db, site, 4)
    assert gone.trouble is not None
    assert "answers 404" in gone.trouble
    assert broken.trouble is not None
    assert (first.wait, gone.wait, broken.wait, back.wait) == (1, 2, 4, 1)
    assert figures(back) == [("5,000", "7,939")]


def test_an_address_that_can_not_be_watched_is_told_at_once(db: Database, site: Site) -> None:
    with pytest.raises(CaptureError, match="answers 404"):
        visits(db, site, 1)
    with pytest.raises(CaptureError, match="private address"):
        next(db.watch(site.url("/live")))
    assert not db.store.events()


def test_a_server_that_asks_for_a_long_rest_gets_it(db: Database, site: Site) -> None:
    site.answers["/live"] = [blog(FIRST), says(status=429, Retry_After="3000")]
    assert visits(db, site, 2)[1].wait > 2900


def test_bounds(db: Database, site: Site) -> None:
    site.answers["/live"] = blog(FIRST)
    for every in (0.5, 0, -60, float("nan"), float("inf")):
        with pytest.raises(ClaimsError, match="leave at least 1"):
            next(db.watch(site.url("/live"), every=every))
    with pytest.raises(ClaimsError, match="no time zone"):
        next(db.watch(site.url("/live"), until=datetime(2022, 1, 10)))
    soon = datetime.now(UTC) + timedelta(seconds=30)
    assert len(list(db.watch(site.url("/live"), every=60, until=soon, allow_private=True))) == 1
