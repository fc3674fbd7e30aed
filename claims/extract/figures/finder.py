"""The figures of a passage: every number that counts something, the noun it shares and the whole it is part of."""

from typing import NamedTuple

from claims.extract.figures.groups import group_kind
from claims.extract.figures.lexicon import Lexicon
from claims.extract.figures.metrics import rule_numbers
from claims.extract.figures.reading import read_sentence
from claims.extract.figures.ruled import Earlier, Ruled
from claims.extract.mention import Mention
from claims.extract.passage import Passage

_NEAR = 2
"""Sentences back in which a figure may stand of whose kinds a sentence tells: "Three were children"."""
_REMEMBERED = 40
"""How many figures back another one can be a part of."""


class Found(NamedTuple):
    """A figure of an entry: the ruling on a number, where it stands, and whose group it shares."""

    ruled: Ruled
    mention: Mention
    whole: int | None
    """Index among the entry's figures of the one that this is a part of."""
    noun: str | None
    """The noun phrase as written."""
    resolved: str | None
    kind: str


def find_figures(passage: Passage, lexicon: Lexicon) -> tuple[Found, ...]:
    """Every number of a passage that counts something, in text order."""
    found: list[Found] = []
    earlier, told_at = Earlier(), 0
    for index, sentence in enumerate(passage.sentences):
        if not lexicon.may_count(sentence.text):
            continue
        reading = read_sentence(sentence.text, sentence.start, lexicon, told=earlier.metric is not None)
        if reading is None:
            continue
        begin = len(found)
        earlier = earlier._replace(near=earlier.metric is not None and index - told_at <= _NEAR)
        for ruled in rule_numbers(reading, earlier):
            found.append(_found(passage, index, ruled, found, begin))
        wholes = [figure for figure in found[begin:] if figure.whole is None and not sentence.headline]
        if wholes:
            earlier, told_at = Earlier(wholes[-1].ruled.ruling.metric), index
    return tuple(found)


def _found(passage: Passage, sentence: int, ruled: Ruled, found: list[Found], begin: int) -> Found:
    whole = _whole(ruled, found, begin)
    noun = _noun(passage, ruled)
    carrier = found[whole] if whole is not None else _carrier(ruled, found, begin)
    kind = _kind(ruled)
    resolved = noun
    if noun is None and carrier is not None:
        resolved, kind = carrier.resolved, kind or carrier.kind
    return Found(ruled, _mention(ruled, sentence), whole, noun, resolved, kind or "all")


def _whole(ruled: Ruled, found: list[Found], begin: int) -> int | None:
    """The figure of which this is a part: in its sentence by the rule's word, else the last whole one before it."""
    if ruled.ruling.whole is None:
        return None
    for index in range(len(found) - 1, max(-1, len(found) - _REMEMBERED), -1):
        other = found[index]
        if index >= begin and ruled.ruling.whole >= 0 and other.ruled.figure.index == ruled.ruling.whole:
            return index
        if ruled.ruling.whole < 0 and other.whole is None and other.ruled.ruling.metric == ruled.ruling.metric:
            return index
    return None


def _carrier(ruled: Ruled, found: list[Found], begin: int) -> Found | None:
    """The figure before it in the sentence, whose noun an elided one repeats."""
    if len(found) == begin or not ruled.figure.phrase.empty or ruled.ruling.rule == "total":
        return None
    return found[-1] if found[-1].ruled.figure.number.currency == ruled.figure.number.currency else None


def _noun(passage: Passage, ruled: Ruled) -> str | None:
    """The noun phrase as written; None where there is none or it only names the metric ("53 deaths")."""
    reading, phrase, metric = ruled.figure.reading, ruled.phrase, ruled.ruling.metric
    counts = reading.lexicon.metrics[metric].counts
    if phrase.empty:
        return None
    cue = phrase.cue
    if cue is not None and cue.last == phrase.last and cue.has("noun") and counts in ("people", "things"):
        return None
    text = passage.text[reading.tokens.start(phrase.first) : reading.tokens.end(phrase.last - 1)]
    if counts == "money":
        return None if text.lower().split()[-1] in reading.lexicon.metrics[metric].label.split() else text
    return " ".join(text.split()).strip("“”\"‘’'") or None


def _kind(ruled: Ruled) -> str | None:
    if ruled.ruling.phrase is None:
        return ruled.figure.kind
    return group_kind(ruled.figure.reading, ruled.ruling.phrase)


def _mention(ruled: Ruled, sentence: int) -> Mention:
    tokens, figure, ruling, phrase = ruled.figure.reading.tokens, ruled.figure, ruled.ruling, ruled.phrase
    first = min(
        figure.qualified.first, ruling.cue_first, figure.number.first, *(() if phrase.empty else (phrase.first,))
    )
    last = max(figure.number.last, ruling.cue_last, *(() if phrase.empty and not phrase.pronoun else (phrase.last,)))
    return Mention(
        sentence=sentence,
        number_start=figure.number.start,
        number_end=figure.number.end,
        quote_start=tokens.start(first),
        quote_end=tokens.end(last - 1),
        metric=ruling.metric,
        cue_start=tokens.start(ruling.cue_first),
        cue_end=tokens.end(ruling.cue_last - 1),
        group_end=None if phrase.empty else tokens.end(phrase.last - 1),
    )
