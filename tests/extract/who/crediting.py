"""Reads who says a figure, for the tests of attribution."""

import re

from claims.extract.mention import Context, Mention
from claims.extract.passage import read_passage
from claims.extract.who.attribution import Attributions
from claims.records import Attribution, Entry
from claims.vocabulary import load_vocabulary


def chain_of(
    text: str, number: str, publisher: str | None = None, headline: str | None = None
) -> tuple[Attribution, ...]:
    """The chain of a number of a text."""
    passage = read_passage(Entry(key="1", text=text, start=0, headline=headline))
    found = re.search(rf"(?<!\w){re.escape(number)}(?!\w)", text)
    assert found, f"the text does not hold {number!r}"
    start, end = found.span()
    mention = Mention(passage.sentence_at(start), start, end, start, end, "killed", start, end)
    return Attributions(passage, Context(publisher=publisher), load_vocabulary()).chain(mention)


def who(
    text: str, number: str, publisher: str | None = None, headline: str | None = None
) -> tuple[str | None, list[str]]:
    """The speaker of a number of a text, and the relays."""
    chain = chain_of(text, number, publisher, headline)
    assert all(step.role == "relay" for step in chain[1:])
    return (chain[0].name if chain else None), [step.name for step in chain[1:]]
