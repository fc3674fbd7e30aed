"""Pages that a web archive keeps: the page's own address, and the moment at which it was so."""

from datetime import UTC, datetime

import httpx
import pytest
from serving import Site, leads_to, says

from claims.capture.memento import read_memento
from claims.capture.web import Web

PAGE = "Two barges sank off Port Hale."
THEN = datetime(2022, 1, 10, 18, 39, tzinfo=UTC)


@pytest.mark.parametrize(
    ("path", "url", "at"),
    [
        ("20220110183900/https://courier.example/live", "https://courier.example/live", THEN),
        ("20220110183900id_/https://courier.example/live?a=1", "https://courier.example/live?a=1", THEN),
        ("20220110183900if_/http:/courier.example/", "http://courier.example/", THEN),
        ("2022/https://courier.example/live", "https://courier.example/live", None),
        ("20221340183900/https://courier.example/live", "https://courier.example/live", None),
        ("29220110183900/https://courier.example/live", "https://courier.example/live", None),
    ],
)
def test_addresses_of_mementos(path: str, url: str, at: datetime | None) -> None:
    memento = read_memento(httpx.URL(f"https://archive.example/web/{path}"))
    assert memento is not None
    assert (memento.url, memento.at) == (url, at)


@pytest.mark.parametrize(
    "path", ["/live", "/web/20220110183900/ftp://courier.example/", "/web/2022/https://a:b@c.example/", "/web/x/http:/"]
)
def test_addresses_of_the_web_as_it_is(path: str) -> None:
    assert read_memento(httpx.URL(f"https://archive.example{path}")) is None


def test_a_memento_is_the_page_as_it_was_then(site: Site, web: Web) -> None:
    path = "/web/20220110183900/https://courier.example/live"
    site.answers["/web/2022/https://courier.example/live"] = leads_to(path)
    site.answers[path] = says(PAGE, ETag='"archive"')
    for asked in (path, "/web/2022/https://courier.example/live"):
        capture = web.capture(site.url(asked))
        assert capture is not None
        assert (capture.url, capture.captured_at) == ("https://courier.example/live", THEN)
        assert dict(capture.headers)["content-location"] == site.url(path)
    assert web.capture(site.url(path), before=capture) is None
    assert site.asked[-1][1]["If-None-Match"] == '"archive"'


def test_no_other_site_may_speak_for_a_page_by_leading_to_such_an_address(site: Site, web: Web) -> None:
    path = "/web/20220110183900/https://ministry.example/statement"
    site.answers["/live"] = leads_to(path)
    site.answers[path] = says(PAGE)
    capture = web.capture(site.url("/live"))
    assert capture is not None
    assert capture.url == site.url("/live")
    assert capture.captured_at > THEN
