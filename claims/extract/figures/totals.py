"""Figures that a total takes: "the toll rose to 20", "the number of people missing is 17", "the dead include 3"."""

from claims.extract.figures.groups import is_noun, noun_phrase
from claims.extract.figures.reading import Cue, Phrase, Reading
from claims.extract.figures.ruled import Figure, Ruling
from claims.extract.figures.signs import ANY_FORM, choose

_FARTHEST = 32
"""Words between a total and the word that links it to its number."""
_NEAR_LOOSE = 9
"""The same where the link is a loose one, or the total stands behind its number."""
_ENDS = frozenset(".,;!?—–-)")
_COUNTS = frozenset({"number", "numbered", "numbers", "total", "totalled", "totaled"})
_SETTING = ("places", "relatives")
_PUTS = frozenset({"put", "puts", "putting", "placed", "places", "estimates", "estimated"})
_THE = frozenset({"the", "their"})
_RUNS = frozenset({"run", "runs", "ran", "running"})
_BOUNDS = frozenset({"past", "above", "beyond", "over", "below", "under"})
_FORMERLY = frozenset({"previously", "initially", "originally"})
_BREAKS = frozenset(",;.")
_LINES = frozenset("–—-")
_CLOSING = frozenset("”\"’'»")
_TELLING = (("verb", "act", "state"), ("noun", "counted"), ("named",))


def total(figure: Figure) -> Ruling | None:
    """A total before the number has it as its value; a figure that it replaces is superseded."""
    reading, link = figure.reading, figure.before
    if not reading.within(link, "total_links") and figure.qualified.first != figure.number.first:
        # "The toll passed 500": the word is a link and a qualifier at once.
        passed = range(figure.qualified.first, figure.number.first)
        link = next((at for at in passed if _is_verb_link(reading, at)), link)
    if _is_compared(figure):
        other = figure.ruled[-1].ruling
        return Ruling(other.metric, other.cue_first, other.cue_last, "total", 0.75, superseded=True)
    link = _counting_link(figure, link)
    replaced = reading.low(link) == "from" and _is_replaced(figure)
    linked = reading.within(link, "total_links") or link + 1 in reading.endings or _is_change(figure, link)
    if not replaced and not linked:
        return None
    if figure.kind is not None and reading.lexicon.is_things(figure.kind):
        return None
    found = _find_total(figure, link, replaced)
    if found is None:
        return None
    metric, first, last, phrase = found
    crossed = any(at in reading.starts for at in range(first, link))
    earlier = any(reading.within(at, "superseded") for at in range(max(0, first - 3), first))
    superseded = replaced or (earlier and not crossed) or _is_former(reading, link)
    return Ruling(metric, first, last, "total", 0.9 if phrase else 0.85, phrase=phrase, superseded=superseded)


def _is_former(reading: Reading, link: int) -> bool:
    """Whether the verb before a link tells of an older figure: "which had stood at 46", "previously put at 46"."""
    if any(reading.low(at) in _FORMERLY for at in range(link - 2, link)):
        return True
    return (
        reading.low(link - 1) in ("stood", "been")
        and reading.low(link - 2) == "had"
        and reading.low(link - 3) == "which"
    )


def _counting_link(figure: Figure, link: int) -> int:
    """The verb of "deaths [total] 20", and of a vague number that a total comes to: "[ran] into the hundreds"."""
    reading = figure.reading
    for at in range(link + 1, figure.qualified.first):
        if reading.low(at) == "total" and not reading.within(at - 1, "articles", "prepositions"):
            return at
    if figure.number.vague is not None and reading.low(link) in ("in", "into") and reading.low(link + 1) in _THE:
        return link - 1
    return link


def _is_change(figure: Figure, link: int) -> bool:
    """Whether it changes past the number: "shot past 300", "fell below 40", "run into the hundreds"."""
    reading, begin = figure.reading, figure.qualified.first
    bounded = begin != figure.number.first and reading.low(begin) in _BOUNDS and reading.within(link, "changes")
    return bounded or (figure.number.vague is not None and reading.low(link) in _RUNS)


def _is_verb_link(reading: Reading, at: int) -> bool:
    return reading.within(at, "total_links") and not reading.within(at, "prepositions")


def restated(figure: Figure) -> Ruling | None:
    """A bare number that someone gives for what the text has just counted: "the ministry spoke of [31]"."""
    if figure.earlier_metric is None or not _stands_alone(figure):
        return None
    cue = next((at for at in range(figure.before, max(-1, figure.before - 4), -1) if _gives(figure, at)), None)
    if cue is None:
        return None
    return Ruling(figure.earlier_metric, cue, figure.before + 1, "restated", 0.6)


def _stands_alone(figure: Figure) -> bool:
    """Whether the clause ends behind the number, no noun and no verb in it."""
    reading, at = figure.reading, figure.phrase.after
    while reading.low(at) in _CLOSING and at < len(reading.tokens):
        at += 1
    if not figure.phrase.empty or figure.is_one or figure.number.currency is not None:
        return False
    goes_on = ("conjunctions", "subordinators", "weekdays", "adverbs")
    return at >= len(reading.tokens) or reading.low(at) in _ENDS or reading.within(at, *goes_on)


def _gives(figure: Figure, at: int) -> bool:
    """Whether the words from here up to the number give a figure: "spoke of", "put it at"."""
    found = figure.reading.lexicon.giving.match(figure.reading.tokens, at)
    return found is not None and found[0] == figure.before + 1


def total_after(figure: Figure) -> Ruling | None:
    """A total behind the number has it as its value: "it brings to 31 the number of people killed"."""
    reading, at = figure.reading, figure.number.last
    if reading.low(figure.before) != "to" or not reading.within(at, "articles"):
        return None
    while (
        reading.within(at, "articles", "fillers")
        and not reading.within(at, "numbers_of")
        and at - figure.number.last < 4
    ):
        at += 1
    if reading.within(at, "numbers_of") and at not in reading.covered:
        found = _number_of(figure, at, min(at + _NEAR_LOOSE, len(reading.tokens) - 1))
        return Ruling(*found[:3], "total", 0.85, phrase=found[3]) if found else None
    cue = reading.cues.get(at)
    metric = choose(reading, figure.phrase, None, cue, ("total",), (None,)) if cue else None
    return Ruling(metric, cue.first, cue.last, "total", 0.85) if cue and metric else None


def _is_compared(figure: Figure) -> bool:
    """Whether a figure stands beside an earlier one: "84 missing, compared with [131] previously"."""
    reading, before = figure.reading, figure.before
    compared = reading.low(before) in ("with", "to") and reading.low(before - 1) == "compared"
    return compared and bool(figure.ruled) and figure.phrase.empty


def _is_replaced(figure: Figure) -> bool:
    """Whether another figure replaces it: "from [46] to 17", "up from [42]"."""
    reading = figure.reading
    if reading.low(figure.before - 1) in ("up", "down"):
        return True
    if figure.ruled and figure.before == figure.ruled[-1].figure.phrase.after:
        # "raised the toll to 33 from [29]"
        return figure.ruled[-1].ruling.rule == "total" and reading.low(figure.ruled[-1].figure.before) == "to"
    return any(reading.low(at) == "to" for at in range(figure.phrase.after, figure.phrase.after + 2))


def _find_total(figure: Figure, link: int, replaced: bool) -> tuple[str, int, int, Phrase | None] | None:
    """Walk left from the link to the word that is counted up: metric, tokens of the cue, noun phrase inside it.

    "The number of …" goes before events on the way to it: "the number who died in the fires rose to 9".
    """
    reading = figure.reading
    events: tuple[str, int, int, Phrase | None] | None = None
    for at in range(link, max(-1, link - _FARTHEST), -1):
        if reading.low(at) in (";", "?", "!") or (at != link and reading.within(at, "reporting")):
            break
        if at in reading.starts and not replaced and not _is_left(reading, at, link):
            break
        cue = reading.cues.get(at)
        if cue is not None and cue.last <= link + 1 and events is None:
            metric = _metric_of(figure, cue, link)
            if metric is not None and (cue.has("total") or reading.low(link) == ":"):
                return metric, cue.first, cue.last, None
            if metric is not None:
                events = metric, cue.first, cue.last, None
        if at in reading.covered:
            continue
        if reading.within(at, "numbers_of") and at < link and reading.low(at - 1) != "a":
            return _number_of(figure, at, link) or events
        named = at < link and reading.within(at, "anaphors") and reading.low(at - 1) != "a"
        if events is None and named and figure.earlier_metric:
            return figure.earlier_metric, at, at + 1, None
    return events


def _is_left(reading: Reading, at: int, link: int) -> bool:
    """Whether a number on the way is the one that the total had before, or what it changed by."""
    if reading.low(at - 1) in ("from", "by"):
        return True
    return any(reading.within(step, "changes") for step in range(at, link + 1))


def _metric_of(figure: Figure, cue: Cue, link: int) -> str | None:
    """The metric of a cue that can be counted up: a total, or events whose number a verb gives."""
    reading = figure.reading
    empty = Phrase(link, link, link)
    loose = reading.within(link, "loose_links")
    if loose and link - cue.last > _NEAR_LOOSE:
        return None
    metric = choose(reading, empty, None, cue, ("total",), (None,))
    if metric is None and _is_headed(figure, cue, link):
        metric = choose(reading, empty, None, cue, ("verb", "state"), ("ed", None))
    if metric is not None:
        return metric
    plural = reading.low(cue.last - 1).endswith("s")
    if cue.last > link or (loose and reading.low(figure.before) != "in") or not plural:
        return None
    return choose(reading, empty, None, cue, ("noun",), (None,))


def _is_headed(figure: Figure, cue: Cue, link: int) -> bool:
    """Whether a cue that is no noun heads the number: "Dead: 20", "Dead — 20", "missing 17,", "the dead number 20"."""
    reading, before = figure.reading, cue.first - 1
    opens = cue.first == 0 or reading.low(before) in _BREAKS
    if cue.last == link:
        if reading.low(link) == "at":
            goes_on = (
                reading.within(before - 1, "conjunctions") and figure.ruled and figure.ruled[-1].ruling.rule == "total"
            )
            return reading.within(before, "articles") and (reading.low(before - 1) in _PUTS or bool(goes_on))
        counts = reading.within(before, "articles") and reading.low(link) in _COUNTS
        return counts or reading.low(link) == ":" or (opens and reading.low(link) in _LINES)
    if cue.last == link - 1 and reading.within(cue.last, "modals"):
        return reading.within(before, "articles") and reading.low(link) in _COUNTS
    after = figure.phrase.after
    listed = after >= len(reading.tokens) or reading.low(after) in _BREAKS
    return cue.last == link + 1 and opens and listed and figure.phrase.empty and bool(figure.ruled)


def _number_of(figure: Figure, at: int, link: int) -> tuple[str, int, int, Phrase | None] | None:
    """The first cue after "number" tells of what: "the number of demonstrators killed … to [7]"."""
    reading = figure.reading
    begin = at + 1 + (reading.low(at + 1) == "of")
    phrase = noun_phrase(reading, begin) if begin > at + 1 else Phrase(begin, begin, begin)
    inside = phrase.last <= link and not phrase.empty
    for parts in _TELLING:
        for step in range(begin, link + 1):
            cue = reading.cues.get(step)
            metric = choose(reading, phrase, None, cue, parts, ANY_FORM) if cue and cue.last <= link + 1 else None
            if cue is not None and metric is not None:
                event = cue.has("noun") and cue.first < phrase.last
                return metric, at, cue.last, phrase if inside and not event else None
    bare = begin == at + 1 and not _is_compound(reading, at) and not reading.within(begin, *_SETTING)
    if figure.earlier_metric and bare:
        return figure.earlier_metric, at, at + 1, None
    return None


def _is_compound(reading: Reading, at: int) -> bool:
    """Whether a noun before a plural says what else is counted: "visitor numbers"."""
    return reading.low(at).endswith("s") and is_noun(reading, at - 1) and not reading.within(at - 1, "fillers")


def among(figure: Figure) -> Ruling | None:
    """A part by name: "among the dead are [9] children", "those killed include [7]", "the dead included [3]"."""
    reading, verb = figure.reading, figure.before
    lists = reading.within(verb, "lists")
    if not lists and not reading.within(verb, "be"):
        return None
    if lists and reading.within(verb - 1, "they") and figure.earlier_metric is not None:
        return Ruling(figure.earlier_metric, verb - 1, verb + 1, "among", 0.7, whole=-1)
    cue = _before_verb(reading, verb)
    if cue is None or not (lists or _has_among(reading, cue) or _are_the(figure, cue)):
        return None
    if figure.predicate is not None and figure.predicate.near:
        return None  # "The casualties include 9 dead"
    metric = choose(reading, figure.phrase, figure.kind, cue, ("verb", "state", "total", "noun"), ("ed", None))
    if metric is None and cue.has("named"):
        # "The victims were four men": those of whom the text has told.
        metric = figure.earlier_metric or choose(reading, figure.phrase, figure.kind, cue, ("named",), (None,))
    return Ruling(metric, cue.first, verb + 1, "among", 0.85, whole=_whole_named(figure, metric)) if metric else None


def _whole_named(figure: Figure, metric: str) -> int:
    """Index of the number of those named: "the [48] wounded include 13"; -1 where the sentence gives none."""
    last = figure.ruled[-1] if figure.ruled else None
    return last.figure.index if last is not None and last.ruling.metric == metric else -1


def _before_verb(reading: Reading, verb: int) -> Cue | None:
    """The cue before the verb: "those killed in the blast include", "among the 60 dead are"."""
    for last in range(verb, max(0, verb - 6), -1):
        cue = reading.endings.get(last)
        if cue is None:
            continue
        before = cue.first - 1
        while before in reading.inside:
            before -= 1
        if reading.within(before, "articles") or reading.within(cue.first, "articles"):
            return cue
    return None


def _are_the(figure: Figure, cue: Cue) -> bool:
    """Whether the counted are those that the subject names: "the dead were [four] women and two men"."""
    reading = figure.reading
    named = reading.low(cue.first - 1) == "the" and cue.last == figure.before and cue.has("verb", "state", "named")
    return named and figure.kind is not None and not cue.has("noun", "total")


def _has_among(reading: Reading, cue: Cue) -> bool:
    return any(reading.within(cue.first - back, "among") for back in (1, 2, 3, 4))
