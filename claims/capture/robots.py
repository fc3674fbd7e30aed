"""What a site asks of programs: its robots.txt (RFC 9309), and a pause between two pages."""

import time
from collections.abc import Callable
from dataclasses import dataclass

import httpx
from protego import Protego

from claims.capture.fetching import AGENT, Answer, status_words
from claims.errors import CaptureError, UnreachableError

SIZE = 512_000
"""How many bytes of a robots.txt are read; the rest counts as not written (RFC 9309, 2.5)."""

LONGEST_DELAY = 30.0
"""The longest pause between two pages, in seconds, that a site may ask for."""

_KEPT = 24 * 3600.0
"""Seconds for which a site's rules hold, at most (RFC 9309, 2.4)."""
_MOST_RULES = 1_000_000
"""So many rules may a site have, each counted for every agent of its group; one with more is not visited."""


@dataclass(slots=True)
class _Site:
    """What is known of one site; moments in seconds, by the clock that never goes back."""

    rules: Protego
    read_at: float
    visited_at: float = float("-inf")


class Robots:
    """The rules of the sites that were visited: read once a day, honoured, with at least `delay` seconds between pages.

    `fetch` gives what the address of a robots.txt answers.
    """

    def __init__(self, fetch: Callable[[httpx.URL], Answer], *, delay: float) -> None:
        self._fetch = fetch
        self._delay = delay
        self._sites: dict[httpx.URL, _Site] = {}

    def enter(self, url: httpx.URL, *, wait: bool = True) -> None:
        """Wait until a page may be asked for; raises CaptureError where the site's robots.txt forbids it."""
        site = self._site(url)
        if not site.rules.can_fetch(str(url), AGENT):
            raise CaptureError(
                f"The robots.txt of {url.host} asks programs not to fetch {url}; save the page from a browser instead."
            )
        if wait:
            time.sleep(max(site.visited_at + self.pause(url) - time.monotonic(), 0.0))
        site.visited_at = time.monotonic()

    def pause(self, url: httpx.URL) -> float:
        """Seconds between two pages of a site: what it asks for within a bound, and never less than `delay`."""
        asked = self._site(url).rules.crawl_delay(AGENT) or 0.0
        return max(self._delay, min(asked, LONGEST_DELAY))

    def _site(self, url: httpx.URL) -> _Site:
        origin = url.copy_with(path="/", query=None)
        known = self._sites.get(origin)
        now = time.monotonic()
        if known is None:
            known = self._sites[origin] = _Site(self._rules(origin), now)
        elif known.read_at + _KEPT < now:
            known.rules, known.read_at = self._rules(origin), now
        return known

    def _rules(self, origin: httpx.URL) -> Protego:
        """The rules of a site: all is allowed where it has none, nothing is fetched where they can't be had."""
        url = origin.copy_with(path="/robots.txt")
        try:
            answer = self._fetch(url)
        except UnreachableError as error:
            raise UnreachableError(f"What {origin.host} allows can't be read: {error}", error.after) from error
        if answer.status >= 500:  # RFC 9309, 2.3.1.4
            said = f"What {origin.host} allows can't be read: {url} answers {status_words(answer.status)}; try later."
            raise UnreachableError(said)
        text = answer.content.decode("utf-8-sig", errors="replace") if 200 <= answer.status < 300 else ""
        if _size_of(text) > _MOST_RULES:
            raise CaptureError(f"{url} holds more rules than can be read; save the page from a browser instead.")
        return Protego.parse(text)


def _size_of(text: str) -> int:
    """How many rules a robots.txt comes to: each one counts for every agent of its group."""
    size, agents, in_head = 0, 0, False
    for line in text.splitlines():
        if line.lstrip()[:4].lower() == "user":
            agents = agents + 1 if in_head else 1
            in_head = True
        elif line.strip():
            in_head = False
            size += agents
    return size
