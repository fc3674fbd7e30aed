"""What a site asks of programs is honoured."""

from ipaddress import ip_network

import httpx
import pytest
from serving import Answer, Site, leads_to, says

from claims.capture.fetching import Fetcher
from claims.capture.network import GuardedBackend
from claims.capture.robots import LONGEST_DELAY, Robots
from claims.capture.web import Web
from claims.errors import CaptureError, UnreachableError

PAGE = "Two barges sank off Port Hale."


def allowed(web: Web, site: Site, path: str = "/live") -> bool:
    try:
        return web.capture(site.url(path)) is not None
    except CaptureError as error:
        return "robots.txt" not in str(error)


@pytest.mark.parametrize(
    ("rules", "may"),
    [
        ("User-agent: *\nDisallow: /live\n", False),
        ("User-agent: *\nDisallow: /live\nAllow: /live?page=\n", False),
        ("User-agent: *\nDisallow: /\n\nUser-agent: sourced-claims\nAllow: /\n", True),
        ("User-agent: Sourced-Claims\nDisallow: /*ive$\n", False),
        ("User-agent: otherbot\nDisallow: /\n", True),
        ("User-agent: *\nDisallow:\n", True),
        ("\ufeffUser-agent: *\r\nDisallow: /live", False),
        ("<!doctype html><p>There is no such page.", True),
        ("", True),
        ("x" * 600_000 + "\nUser-agent: *\nDisallow: /\n", True),
        ("User-agent: *\nDisallow: /live\n" + "# padding\n" * 100_000, False),
    ],
)
def test_rules(site: Site, web: Web, rules: str, may: bool) -> None:
    site.answers["/live"] = says(PAGE)
    site.answers["/robots.txt"] = says(rules)
    assert allowed(web, site) == may
    assert site.paths() == (["/live"] if may else [])


@pytest.mark.parametrize(
    ("status", "may"), [(401, True), (404, True), (410, True), (500, False), (501, False), (503, False), (521, False)]
)
def test_rules_that_can_not_be_had(site: Site, web: Web, status: int, may: bool) -> None:
    site.answers["/live"] = says(PAGE)
    site.answers["/robots.txt"] = says(status=status)
    assert allowed(web, site) == may
    assert site.paths() == (["/live"] if may else [])


def test_a_site_that_is_ill_for_a_while_is_asked_again(site: Site, web: Web) -> None:
    site.answers["/live"] = says(PAGE)
    site.answers["/robots.txt"] = says(status=500)
    with pytest.raises(UnreachableError, match=r"What 127\.0\.0\.1 allows can't be read"):
        web.capture(site.url("/live"))
    site.answers["/robots.txt"] = says("User-agent: *\nDisallow: /private\n")
    assert allowed(web, site)


def test_read_once_for_a_site(site: Site, web: Web) -> None:
    site.answers["/robots.txt"] = leads_to("/rules", 301)
    site.answers["/rules"] = says("User-agent: *\nDisallow: /secret\n")
    site.answers["/a"] = site.answers["/b"] = says(PAGE)
    assert allowed(web, site, "/a")
    assert allowed(web, site, "/b")
    assert not allowed(web, site, "/secret")
    assert [path for path, _ in site.asked] == ["/robots.txt", "/rules", "/a", "/b"]


def test_a_redirect_to_what_is_disallowed(site: Site, web: Web) -> None:
    site.answers["/robots.txt"] = says("User-agent: *\nDisallow: /hidden\n")
    site.answers["/live"] = leads_to("/hidden")
    site.answers["/hidden"] = says(PAGE)
    assert not allowed(web, site)
    assert site.paths() == ["/live"]


def many_agents() -> Answer:
    agents = "".join(f"User-agent: bot{number}\n" for number in range(10_000))
    return says(agents + "Allow: /\n" * 10_000)


def test_rules_made_to_exhaust_memory(site: Site, web: Web) -> None:
    site.answers["/robots.txt"] = many_agents()
    with pytest.raises(CaptureError, match="holds more rules than can be read"):
        web.capture(site.url("/live"))
    assert not site.paths()


@pytest.mark.parametrize(
    ("line", "pause"),
    [
        ("Crawl-delay: 4", 4),
        ("Crawl-delay: 2.5", 2.5),
        ("Crawl-delay: 86400", LONGEST_DELAY),
        ("Crawl-delay: 0.1", 1),
        ("Crawl-delay: -8", 1),
        ("Crawl-delay: nan", 1),
        ("Crawl-delay: soon", 1),
        ("Disallow: /secret", 1),
    ],
)
def test_the_pause_between_two_pages(site: Site, line: str, pause: float) -> None:
    site.answers["/robots.txt"] = says(f"User-agent: *\n{line}\n")
    fetcher = Fetcher(GuardedBackend([ip_network("127.0.0.1")]), timeout=5, pause=0.01)
    robots = Robots(lambda url: fetcher.get(url, limit=1000), delay=1)
    assert robots.pause(httpx.URL(site.url("/live"))) == pause
    fetcher.close()
