"""What every layout gives back: the page's text, its entries, and what it knows of the page."""

from dataclasses import dataclass

from claims.records import Entry, Moment, Problem


@dataclass(frozen=True, slots=True)
class Facts:
    """What a page says of itself outside its posts; every part may be unsaid."""

    url: str | None = None
    """The page's own address, as its head gives it."""
    title: str | None = None
    language: str | None = None
    """ISO 639-1 code."""
    publisher: str | None = None
    published_at: Moment | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """A page as one layout reads it."""

    layout: str
    text: str
    entries: tuple[Entry, ...]
    facts: Facts = Facts()
    zone: str | None = None
    """The zone in which clock times without one were read."""
    problems: tuple[Problem, ...] = ()


def either(first: Facts, second: Facts) -> Facts:
    """What the first says, and what only the second says."""
    return Facts(
        url=first.url or second.url,
        title=first.title or second.title,
        language=first.language or second.language,
        publisher=first.publisher or second.publisher,
        published_at=first.published_at or second.published_at,
    )
