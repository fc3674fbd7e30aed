"""The text of a page that is made of posts: they are set apart by blank lines, and each entry knows where it stands."""

from collections.abc import Sequence
from dataclasses import dataclass

from claims.entries.keys import tell_apart
from claims.records import Entry, Moment


@dataclass(frozen=True, slots=True)
class StatedPost:
    """A post as a page's data or a feed states it."""

    key: str
    """What tells it from others; equal ones are numbered."""
    headline: str
    text: str
    stamp: str | None
    posted_at: Moment | None


def placed(lead: Entry | None, entries: Sequence[Entry]) -> tuple[str, tuple[Entry, ...]]:
    """The page's text, lead and posts set apart by blank lines, and its entries where they stand in it."""
    at, found = 0, []
    for entry in (*([lead] if lead else []), *entries):
        found.append(entry.model_copy(update={"start": at}))
        at += len(entry.text) + 2
    return "\n\n".join(entry.text for entry in found), tuple(found)


def placed_posts(posts: Sequence[StatedPost]) -> tuple[str, tuple[Entry, ...]]:
    """The page's text, made of the posts in their order, and its entries; keys are unlike."""
    dated = [post.posted_at.at for post in posts if post.posted_at]
    keys = tell_apart([post.key for post in posts], bool(dated) and dated[0] >= dated[-1])
    entries = [
        Entry(
            key=key,
            text=post.text,
            start=0,
            headline=post.headline or None,
            posted_at=post.posted_at,
            stamp=post.stamp,
        )
        for post, key in zip(posts, keys, strict=True)
    ]
    return placed(None, entries)
