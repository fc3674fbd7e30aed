"""A window of the browser that remembers whatever should not have happened in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import unquote

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, Route

WIDTHS = (360, 768, 1280)
SERIES = "/events/kazakhstan-2022/killed/all/cumulative?at=kazakhstan"
PAGES = {
    "events": "/",
    "event": "/events/kazakhstan-2022",
    "an event as it was known": "/events/kazakhstan-2022?as_known_at=2022-01-10&metric=killed",
    "an event without what is asked": "/events/kazakhstan-2022?metric=looted",
    "series": SERIES,
    "a series as it was known": f"{SERIES}&as_known_at=2022-01-10",
    "claim": "/claims/1",
    "capture": "/claims/1/capture",
    "sources": "/sources",
    "source": "/sources/kazakhstan-interior-ministry",
    "edits": "/edits",
    "search": "/search?text=killed",
    "problems": "/problems",
    "review": "/events/kazakhstan-2022/review",
    "sums": "/events/kazakhstan-2022/reconcile",
    "manual": "/help",
    "topic": "/help/tutorial",
    "table of a topic": "/help/intervals",
    "reference": "/help/commands",
    "nothing": "/events/none",
}
"""Every kind of page, over the sample event."""
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"], "resultTypes": ["violations"]}


class Sight:
    """A page at an address, and what went wrong on it: errors, refused content, dialogs, calls to other machines."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self.asked = address
        self.wrong: list[str] = []
        page.on("console", self._told)
        page.on("pageerror", lambda error: self.wrong.append(f"error: {error}"))
        page.on("dialog", self._asked)
        page.context.route("**/*", self._fetched)

    def open(self, path: str) -> Page:
        """The page at a path of the server."""
        self.asked = self.address + path
        self.page.goto(self.asked)
        return self.page

    def _told(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not self._known(message):
            self.wrong.append(f"console: {message.text} ({self.page.url})")

    def _known(self, message: ConsoleMessage) -> bool:
        """Whether it only tells that the server refused what the test asked for."""
        return "status of 4" in message.text and unquote(message.location["url"]) == self.asked

    def _asked(self, dialog: Dialog) -> None:
        self.wrong.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _fetched(self, route: Route) -> None:
        if route.request.url.startswith((self.address + "/", "data:")):
            route.continue_()
        else:
            self.wrong.append(f"asked another machine: {route.request.url}")
            route.abort()

    def overflow(self) -> int:
        """Pixels by which the page is wider than its window."""
        return int(self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


@contextmanager
def watched(browser: Browser, address: str, **settings: Any) -> Iterator[Sight]:
    """A fresh window with settings of its own (`viewport`, `color_scheme` …); fails where something went wrong."""
    with browser.new_context(**settings) as context:
        seen = Sight(context.new_page(), address)
        yield seen
        assert not seen.wrong, seen.wrong


def breaches(page: Page) -> list[str]:
    """What breaks a rule: the rule, the element, and what is wrong with it."""
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{each['id']}: {node['html']} {node['failureSummary']}" for each in found for node in each["nodes"]]
