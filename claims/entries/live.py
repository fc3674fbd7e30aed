"""Whether what looks like the posts of a live blog is what its page is about, and what stands above them."""

from collections.abc import Iterable, Sequence

from claims.entries.blocks import Block, joined, same_words
from claims.entries.headline import headline_of
from claims.entries.posts import clock_in, is_byline
from claims.entries.relative import is_relative
from claims.records import Entry, Moment

_PARAGRAPH = 40
"""Letters from which a paragraph is known by its words."""


def are_the_article(entries: Sequence[Entry], article: Sequence[Block]) -> bool:
    """Whether the posts hold what the page is about, and not the teasers beside it.

    Half of the article's words must stand in them, in more than one; or in one that is not most of all they say, as
    an article is that stands behind the last of some teasers.
    """
    texts = [entry.text for entry in entries if entry.kind == "post"]
    posts = [same_words(text) for text in texts]
    paragraphs = [words for block in article if len(words := same_words(block.text)) >= _PARAGRAPH]
    if not paragraphs:
        return True
    # By their ends, since a stamp may stand before the first words of a post.
    backwards = reversed([*enumerate(texts)])
    lines = {same_words(line)[-_PARAGRAPH:]: number for number, post in backwards for line in post.split("\n")}
    places = [lines.get(words[-_PARAGRAPH:]) for words in paragraphs]
    inside = sum(len(words) for words, place in zip(paragraphs, places, strict=True) if place is not None)
    whole = sum(map(len, posts))
    if 2 * inside < sum(map(len, paragraphs)):
        return inside > 0 and whole > 4 * sum(map(len, paragraphs))
    held = {place for place in places if place is not None}
    if len(held) > 1 and 3 * len(held) >= len(posts):
        return True
    return all(10 * len(posts[place]) < 6 * whole for place in held)


def _is_head(line: str) -> bool:
    """Whether a line is the byline or stamp of the post below it."""
    return is_byline(line) or is_relative(line) or (len(line) <= _PARAGRAPH and clock_in(line) is not None)


def lead_above(article: Sequence[Block], entries: Iterable[Entry], dated: Moment | None) -> Entry | None:
    """What the page says before its first post, as an entry dated by the page; None where that is nothing."""
    heads = {same_words(line) for entry in entries for line in entry.text.split("\n")[:2]}
    above: list[Block] = []
    for block in article:
        words = same_words(block.text)
        if words in heads or any(head and len(words) >= _PARAGRAPH and head.startswith(words) for head in heads):
            break
        above.append(block)
    while above and _is_head(above[-1].text):
        above.pop()
    text = joined(above)
    if len(same_words(text)) < _PARAGRAPH:
        return None
    moment = dated and dated.model_copy(update={"assumed": True})
    return Entry(key="lead", kind="lead", text=text, start=0, headline=headline_of(text), posted_at=moment)
