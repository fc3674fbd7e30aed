"""Sums of money that are damage: "the losses are put at $4.1m"; no aid, no fines, no prices."""

from claims.extract.figures.lexicon import Sign
from claims.extract.figures.reading import Cue, Phrase
from claims.extract.figures.ruled import Figure, Ruling

_FARTHEST = 16
"""Words between a sum and the cue before it that says what was lost."""
_FARTHEST_OTHER = 8
"""Words to either side of a sum that may say it to be a price, a fine or a fund."""


def money(figure: Figure) -> Ruling | None:
    """The clause of a sum names damage, loss or cost nearest to it, and no other kind of sum."""
    if _is_other_sum(figure):
        return None
    cue = _nearest(figure)
    if cue is None or not _tells_of_harm(figure, cue):
        return _worth(figure)
    sign = next(sign for sign in cue.signs if _counts_money(figure, sign))
    phrase = Phrase(cue.first, cue.last, cue.last) if sign.part == "total" else None
    return Ruling(sign.metric, cue.first, cue.last, "money", 0.85, phrase=phrase)


def _worth(figure: Figure) -> Ruling | None:
    """What the clause says to be destroyed or stolen is worth it: "property worth $2m was gutted"."""
    reading, at = figure.reading, figure.before
    if not reading.within(at, "worth") and not (reading.low(at) == "at" and reading.within(at - 1, "worth")):
        return None
    metrics = {sign.metric for cue in reading.cues.values() for sign in cue.signs}
    if not metrics & reading.lexicon.small["lost"] or metrics & reading.lexicon.small["kept"]:
        return None
    metric = next(slug for slug, metric in reading.lexicon.metrics.items() if metric.counts == "money")
    return Ruling(metric, at, at + 1, "money", 0.75)


def _counts_money(figure: Figure, sign: Sign) -> bool:
    return figure.reading.lexicon.metrics[sign.metric].counts == "money"


def _tells_of_harm(figure: Figure, cue: Cue) -> bool:
    """Whether it is no price and no loss in business: "damage", or a cost in a text that tells of harm."""
    reading = figure.reading
    if figure.earlier_metric is not None or any(reading.within(at, "harm") for at in range(cue.first, cue.last)):
        return True
    others = (other for other in reading.cues.values() if not any(_counts_money(figure, sign) for sign in other.signs))
    return any(True for _ in others) or any(reading.within(at, "harm") for at in range(len(reading.tokens)))


def _is_other_sum(figure: Figure) -> bool:
    """Whether a word near the sum says that it is a price, a fine, a fund …"""
    reading = figure.reading
    sums = reading.lexicon.other_sums
    first, last = figure.number.first, figure.number.last
    telling = (cue for cue in reading.cues.values() if any(_counts_money(figure, sign) for sign in cue.signs))
    named = {at for cue in telling for at in range(cue.first, cue.last)}  # "in lost revenue"
    for at in range(max(0, first - _FARTHEST_OTHER), min(len(reading.tokens), last + _FARTHEST_OTHER)):
        if reading.low(at) in (";", "—", "–") or at in named:
            continue
        if sums.match(reading.tokens, at) is not None:
            return True
    return False


def _nearest(figure: Figure) -> Cue | None:
    """The money cue with the fewest words between it and the sum, in the same clause; a verb right before it."""
    reading = figure.reading
    verb = reading.endings.get(figure.before + 1)
    if verb is not None and any(sign.part == "verb" and _counts_money(figure, sign) for sign in verb.signs):
        return verb
    first, last = figure.number.first, figure.number.last
    for at in range(last, min(len(reading.tokens), last + 6)):
        cue = reading.cues.get(at)
        if cue is not None and any(_tells(figure, sign) for sign in cue.signs):
            return cue
        if reading.tokens.kind(at) == "mark" or at in reading.starts:
            break
    for at in range(first - 1, max(-1, first - _FARTHEST), -1):
        if reading.low(at) in (";", "?", "!"):
            return None
        cue = reading.cues.get(at)
        if cue is not None and any(_tells(figure, sign) for sign in cue.signs):
            return cue
    return None


def _tells(figure: Figure, sign: Sign) -> bool:
    """Whether a sign of money may stand apart from the sum."""
    return _counts_money(figure, sign) and sign.part != "verb"
