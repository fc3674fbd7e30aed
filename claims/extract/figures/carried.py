"""What a figure takes from the sentences before it: the whole of "three of them", the noun of "another five"."""

from claims.extract.figures.finder import Found
from claims.extract.passage import Passage

_REMEMBERED = 40
"""Earlier figures of an entry from which one may take what it counts."""
_TELLING = ("predicate", "participle", "object")


def carry_over(found: tuple[Found, ...], passage: Passage) -> tuple[Found, ...]:
    """The figures of a passage, each with the whole and the noun that an earlier sentence gives it."""
    carried: list[Found] = []
    for figure in found:
        whole = _whole(figure, carried, passage)
        if whole != figure.whole:
            figure = figure._replace(whole=whole)
        if whole is not None and carried[whole].mention.sentence == figure.mention.sentence:
            giver = carried[whole] if figure.ruled.figure.phrase.empty else None
        else:
            giver = carried[whole] if whole is not None else _namesake(figure, carried, passage)
        if figure.resolved is None and giver is not None:
            kind = giver.kind if figure.kind == "all" else figure.kind
            figure = figure._replace(resolved=giver.resolved, kind=kind)
        carried.append(figure)
    return tuple(carried)


def _whole(figure: Found, carried: list[Found], passage: Passage) -> int | None:
    """Index of the whole: "of them" and "the dead include" look back behind their own sentence."""
    ruled = figure.ruled
    pronoun = ruled.figure.phrase.pronoun and figure.whole is None
    back = ruled.ruling.whole is not None and ruled.ruling.whole < 0
    if not pronoun and not back:
        return figure.whole
    for index in range(len(carried) - 1, max(-1, len(carried) - _REMEMBERED), -1):
        other = carried[index]
        if other.mention.sentence == figure.mention.sentence or other.whole is not None:
            continue
        if back and other.mention.metric == figure.mention.metric:
            return index
        if pronoun and not back:
            return index if _is_near(figure, other, passage) and _count_alike(figure, other) else None
    return None


def _namesake(figure: Found, carried: list[Found], passage: Passage) -> Found | None:
    """The figure of the sentence before whose noun is left out: "Two tourists drowned. Five are missing."."""
    ruled = figure.ruled
    if not ruled.phrase.empty or ruled.ruling.rule not in _TELLING or ruled.figure.number.vague or not carried:
        return None
    last = carried[-1]
    opens = ruled.figure.before < 0 or ruled.figure.reading.low(ruled.figure.before) == ","
    opens = opens or (last.mention.metric == figure.mention.metric and _is_more(figure))
    return last if opens and _is_near(figure, last, passage) and _count_alike(figure, last) else None


def _is_more(figure: Found) -> bool:
    """Whether "another" stands before the number: "The ministry is sending another 700"."""
    reading, number = figure.ruled.figure.reading, figure.ruled.figure.number
    return any(reading.within(at, "more") for at in range(figure.ruled.figure.before + 1, number.first))


def _is_near(figure: Found, other: Found, passage: Passage) -> bool:
    """Whether a figure stands in the sentence before, which is no headline."""
    apart = figure.mention.sentence - other.mention.sentence
    return apart == 1 and not passage.sentences[other.mention.sentence].headline


def _count_alike(figure: Found, other: Found) -> bool:
    metrics = figure.ruled.figure.reading.lexicon.metrics
    return metrics[figure.mention.metric].counts == metrics[other.mention.metric].counts
