"""The columns of `claims watch`: what a visit to a page brought."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from claims.compare import figure_words
from claims.frames.table import ID, SLUG, TEXT, TIME, Column, Table, at

if TYPE_CHECKING:  # loads a database, which `claims extract` does without
    from claims.store import NewFigure, NewWording


@dataclass(frozen=True, slots=True)
class NewsLine:
    """A post that is new or in a new wording, or a figure that stands in it."""

    seen_at: datetime
    url: str
    post: "NewWording"
    figure: "NewFigure | None" = None

    @property
    def what(self) -> str:
        """What is new."""
        if self.figure is None:
            return "edited entry" if self.post.edited else "new entry"
        if self.figure.before is None:
            return "new figure"
        same = figure_words(self.figure.before) == figure_words(self.figure.claim)
        return "kept figure" if same else "changed figure"


def news_lines(seen_at: datetime, url: str, news: Iterable["NewWording"]) -> Iterator[NewsLine]:
    """Each post, and after it its figures."""
    for post in news:
        yield NewsLine(seen_at, url, post)
        yield from (NewsLine(seen_at, url, post, figure) for figure in post.claims)


def _figure(name: str, dtype: str, meaning: str, read: Callable[["NewFigure"], Any]) -> Column:
    return Column(name, dtype, meaning, lambda line: line.figure and read(line.figure))


def _claim(name: str, dtype: str, meaning: str) -> Column:
    return _figure(name, dtype, meaning, lambda figure: getattr(figure.claim, name))


WATCHED = Table(
    (
        Column("seen_at", TIME, "when the page was visited", lambda line: line.seen_at),
        Column("what", SLUG, "new entry, edited entry, new, changed or kept figure", lambda line: line.what),
        Column("url", TEXT, "the page's address", lambda line: line.url),
        Column("entry_id", ID, "the post's wording in this database", lambda line: line.post.entry_id),
        Column("posted_at", TIME, "when the post was posted", lambda line: at(line.post.entry.posted_at)),
        Column("headline", TEXT, "headline of the post", lambda line: line.post.entry.headline),
        Column("text", TEXT, "text of the post", lambda line: None if line.figure else line.post.entry.text),
        _figure("claim_id", ID, "the claim in this database", lambda figure: figure.claim.id),
        _claim("event", TEXT, "slug of the event"),
        _claim("metric", SLUG, "what is counted"),
        _figure("figure", TEXT, "the figure in words", lambda figure: figure_words(figure.claim)),
        _figure(
            "before",
            TEXT,
            "the figure in the post's earlier wording",
            lambda figure: figure.before and figure_words(figure.before),
        ),
        _figure("before_id", ID, "the claim of the earlier wording", lambda figure: figure.before and figure.before.id),
        _claim("group", TEXT, "who or what is counted, verbatim"),
        _claim("place", SLUG, "gazetteer key of the place"),
        _claim("attributed_to", TEXT, "who the text credits"),
        _claim("publisher", TEXT, "who published the page"),
        _claim("quote", TEXT, "the words that carry the figure"),
    )
)
