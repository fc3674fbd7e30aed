"""Whether what looks like the posts of a live blog is what its page is about, and what stands above them."""

from collections.abc import Iterable, Sequence

from claims.entries.blocks import Block, joined, same_words
from claims.entries.headline import headline_of
from claims.records import Entry, Moment

_PARAGRAPH = 40
"""Letters from which a paragraph is known by its words."""


def are_the_article(entries: Sequence[Entry], article: Sequence[Block]) -> bool:
    """Whether the posts hold what the page is about, and not the teasers beside it.

    Half of the article's words must stand in them, in more than one; or in one that is not most of all they say, as
    an article is that stands behind the last of some teasers.
    """
    posts = [same_words(entry.text) for entry in entries if entry.kind == "post"]
    paragraphs = [words for block in article if len(words := same_words(block.text)) >= _PARAGRAPH]
    if not paragraphs:
        return True
    places = [next((number for number, post in enumerate(posts) if words in post), None) for words in paragraphs]
    inside = sum(len(words) for words, place in zip(paragraphs, places, strict=True) if place is not None)
    whole = sum(map(len, posts))
    if 2 * inside < sum(map(len, paragraphs)):
        return inside > 0 and whole > 4 * sum(map(len, paragraphs))
    held = {place for place in places if place is not None}
    if len(held) > 1 and 3 * len(held) >= len(posts):
        return True
    return all(10 * len(posts[place]) < 6 * whole for place in held)


def lead_above(article: Sequence[Block], entries: Iterable[Entry], dated: Moment | None) -> Entry | None:
    """What the page says before its first post, as an entry dated by the page; None where that is nothing."""
    heads = {same_words(line) for entry in entries for line in entry.text.split("\n")[:2]}
    above: list[Block] = []
    for block in article:
        words = same_words(block.text)
        if words in heads or any(head and len(words) >= _PARAGRAPH and head.startswith(words) for head in heads):
            break
        above.append(block)
    text = joined(above)
    if len(same_words(text)) < _PARAGRAPH:
        return None
    moment = dated and dated.model_copy(update={"assumed": True})
    return Entry(key="lead", kind="lead", text=text, start=0, headline=headline_of(text), posted_at=moment)
