"""Parts of events, names of before, moved claims and suggested merges on the pages of a real `claims serve`."""

import html
from collections.abc import Iterator

import httpx
import pytest
from served import served

import claims
from claims.database import Database

TEXT = """The Lantern Trust said 12 people were killed in Almaty.

The Lanterns Trust said 13 people were killed in Almaty.

Tolm police said 14 people were killed in Almaty."""


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """An unrest with a fire as its part, which once was called blaze, and to which a claim was moved."""
    folder = tmp_path_factory.mktemp("within")
    (folder / "page.txt").write_text(TEXT, encoding="utf-8")
    with claims.open(folder / "claims.db") as opened:
        opened.ingest(folder / "page.txt", event="unrest")
        opened.put_event("unrest", title="Unrest & anger")
        opened.put_event("blaze", title="The <fire>", parent="unrest")
        opened.move(1, to="blaze", who="Ada")
        opened.rename_event("blaze", "fire", who="Ada")
        yield opened


@pytest.fixture(scope="module")
def web(db: Database, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    with served(db.store.path, "--as", "Ada") as address, httpx.Client(base_url=address, timeout=60) as client:
        yield client


def test_an_event_leads_to_its_parts_and_to_what_holds_it(web: httpx.Client, db: Database) -> None:
    whole, part = web.get("/events/unrest").text, web.get("/events/fire").text
    assert '<a href="/events/fire">The &lt;fire&gt;</a>' in whole
    assert "2 claims" in whole
    assert 'A part of <a href="/events/unrest">Unrest &amp; anger</a>' in part
    along = web.get("/events/unrest?sub_events=true").text
    assert "3 claims" in along
    assert "without them" in along
    assert "a part of Unrest &amp; anger" in web.get("/").text
    db.put_event("unrest", title="Unrest of May")
    assert "Unrest of May" in web.get("/events/fire").text
    db.put_event("square", title="The square", parent="unrest")
    assert "The square" in web.get("/events/unrest").text
    db.put_event("square", parent="")
    assert "The square" not in web.get("/events/unrest").text


@pytest.mark.parametrize(
    "rest", ["", "/review", "/reconcile", "/killed/all/cumulative?at=kazakhstan%2Falmaty&place=a%26b"]
)
def test_former_names_lead_to_the_event(web: httpx.Client, rest: str) -> None:
    sent_on = web.get(f"/events/blaze{rest}")
    assert (sent_on.status_code, sent_on.headers["location"]) == (307, f"/events/fire{rest}")


@pytest.mark.parametrize("path", ["/events/nowhere", "/events/", "/events/%2F%2Fevil.example", "/events/%00"])
def test_names_of_no_event_are_not_found(web: httpx.Client, path: str) -> None:
    assert web.get(path, follow_redirects=True).status_code == 404


def test_a_moved_claim_says_from_where_and_can_be_reviewed(web: httpx.Client) -> None:
    page = web.get("/claims/1").text
    assert 'Moved here from <a href="/events/unrest">unrest</a> by a person’s decision' in page
    assert "moved to another event" in web.get("/events/fire/review?done=1").text


def test_suggested_merges_are_listed_with_their_reasons(web: httpx.Client, db: Database) -> None:
    page = web.get("/sources").text
    [one] = db.suggested_merges()
    assert one.reason in html.unescape(page)
    assert f'<a href="/sources/{one.other}">' in page.partition('id="suggestions"')[2]
    db.distinct_sources(one.slug, one.other, who="Ada")
    assert "suggestions" not in web.get("/sources").text
