"""The topics of the manual: what each is about, and its text."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.resources import files

from claims.errors import ClaimsError, unknown

_PARTS: Mapping[str, tuple[str, ...]] = {
    "Begin": ("tutorial",),
    "How to": (
        *("compare", "ingest", "follow", "tables", "review", "events", "package", "metrics", "explain"),
        *("browser", "python", "backup", "postgresql", "cluster"),
    ),
    "Understand": ("intervals", "relations", "estimates", "edits", "trust", "citing"),
    "Look up": ("commands", "columns", "api", "vocabulary"),
}
_HEAD = re.compile(r"# (?P<title>.+)\n\n(?P<about>.+)\n")
_PLACE = re.compile(r"^<!-- (?P<name>[a-z]+) -->$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Topic:
    """A page of the manual: its name in commands and addresses, its part, its title and what it is about."""

    name: str
    part: str
    title: str
    about: str


class UnknownTopicError(ClaimsError, LookupError):
    """The manual has no topic of that name."""

    def __init__(self, name: str) -> None:
        super().__init__(unknown("topic", name, TOPICS, "`claims help` lists them."))


def read_topic(name: str, made: Mapping[str, Callable[[], str]] | None = None) -> str:
    """The Markdown of a topic; where it says `<!-- NAME -->`, what `made` makes of that name stands in its place.

    Raises UnknownTopicError.
    """
    text = _written(topic(name).name)
    return _PLACE.sub(lambda found: made[found["name"]]() if made else "", text)


def topic(name: str) -> Topic:
    """The topic of that name; raises UnknownTopicError."""
    try:
        return TOPICS[name.lower()]
    except KeyError:
        raise UnknownTopicError(name) from None


def _written(name: str) -> str:
    return files("claims").joinpath(f"help/{name}.md").read_text(encoding="utf-8")


def _opening(name: str, part: str) -> Topic:
    head = _HEAD.match(_written(name))
    assert head, f"help/{name}.md begins with no title and sentence"
    return Topic(name, part, head["title"], head["about"])


TOPICS: Mapping[str, Topic] = {name: _opening(name, part) for part, names in _PARTS.items() for name in names}
"""Every topic by name, in reading order."""
