"""A post of a page through its captures, and each of its wordings, while a timeline is told."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from claims.store.rows import EntryRow
from claims.store.sights import Sight, View


class Run:
    """One wording of a post, from the first capture that shows it to the last without another between them."""

    __slots__ = ("before", "deleted_at", "first_seen", "key", "known_from", "known_until", "places", "row", "sight")

    def __init__(self, sight: Sight, first_seen: datetime, known_from: datetime, before: "Run | None" = None) -> None:
        self.sight = sight
        self.key = sight.key
        """The key under which it was last seen."""
        self.first_seen = first_seen
        self.known_from = known_from
        self.known_until: datetime | None = None
        self.deleted_at: datetime | None = None
        self.before = before
        self.places: list[tuple[int, int]] = []
        """Where it was seen: the page's id, and its number among the page's entries."""
        self.row: EntryRow | None = None


class Post:
    """A post of a page: the wording that was seen last, its keys, and the capture that showed it last."""

    __slots__ = ("keys", "run", "view")

    def __init__(self, run: Run, view: Callable[[], View] | None = None) -> None:
        self.run = run
        self.keys = {run.sight.key, run.key}
        self.view = view or _unseen

    @property
    def sight(self) -> Sight:
        """The post as it was seen last."""
        seen = self.run.sight
        return seen if seen.key == self.run.key else replace(seen, key=self.run.key)


def _unseen() -> View:
    raise AssertionError("a post was asked for its capture before any showed it")
