"""What a number counts: the rules by which a verb, a noun or an earlier figure governs it; the first that fits wins."""

from collections.abc import Callable

from claims.extract.figures.lexicon import Around
from claims.extract.figures.money import money
from claims.extract.figures.parts import gapped, is_graver_than_before, is_part, of_kind, part, shared, whole_of
from claims.extract.figures.reading import Cue, Phrase, Reading, cue_of
from claims.extract.figures.ruled import Earlier, Figure, Ruled, Ruling, ruled_by
from claims.extract.figures.signs import ANY_FORM, choose
from claims.extract.figures.totals import among, restated, total, total_after

_NEAR_ZERO = 4
"""Words between "no one" and the cue that governs it."""
_FARTHEST_TO = 8
"""Words before a verb among which the "to" stands that it shares with another."""
_SUBJECTS = frozenset({"they", "he", "she", "it", "we", "i"})
_FARTHEST_PIECE = 10
"""Words behind the counted among which the second piece of a verb stands."""
_ENDS_PIECE = frozenset(".;:?!")


def rule_numbers(reading: Reading, earlier: Earlier) -> tuple[Ruled, ...]:
    """Rule on every number of a sentence, from left to right; those that count nothing are left out."""
    ruled: tuple[Ruled, ...] = ()
    if not reading.cues and earlier.metric is None and not reading.has_around:
        return ruled
    for index in range(len(reading.numbers)):
        if ruled and reading.numbers[index].first < ruled[-1].phrase.last and reading.numbers[index].value == 1:
            continue  # "Four members of one family"
        figure = Figure(reading, index, ruled, earlier)
        ruling = rule(figure)
        if ruling is not None:
            ruled += (ruled_by(figure, ruling),)
    return ruled


def rule(figure: Figure) -> Ruling | None:
    """The ruling of the first rule that fits a number."""
    if figure.number.currency is not None:
        return money(figure)
    rules = ZERO_RULES if figure.number.value == 0 else RULES
    for of_rule in rules:
        found = of_rule(figure)
        if found is not None:
            break
    else:
        return None
    if found.whole is None and found.shared is None and figure.ruled and is_part(figure):
        return found._replace(whole=whole_of(figure.ruled[-1]))
    if found.whole is None and found.metric == figure.earlier.metric and is_graver_than_before(figure):
        return found._replace(whole=-1)
    return found


def governed(figure: Figure) -> Ruling | None:
    """A verb right before the number does it to the counted: "killed at least 20", "killing a man and two boys"."""
    reading = figure.reading
    cue = reading.endings.get(figure.before + 1) or _before_pair(figure)
    if cue is None or not cue.has("verb") or not _acts(figure, cue):
        return None
    metric = choose(reading, *figure.counted, cue, ("verb",), ("base", "s", "ing", "ed"), figure.may_be_elided)
    if metric is None or (reading.within(figure.before, "total_links") and total(figure) is not None):
        return None
    return Ruling(metric, cue.first, cue.last, "object", 0.9)


def around(figure: Figure) -> Ruling | None:
    """A verb in two pieces stands around the counted: "set [20] cars alight", "pulled [three] men from the rubble"."""
    reading = figure.reading
    if counted_noun(figure) is not None:
        return None
    for first in (figure.before, figure.before - 1):
        found = reading.lexicon.around.match(reading.tokens, first) if first >= 0 else None
        if found is None or found[0] != figure.before + 1:
            continue
        for pair in found[1]:
            end = _second_piece(figure, pair)
            if end is None:
                continue
            cue = cue_of(first, end, (pair.sign,))
            if _acts(figure, cue) and choose(reading, *figure.counted, cue, ("verb",), ANY_FORM):
                # "Made [27] ill": what follows the number is the verb's second piece, and no noun.
                piece = figure.phrase.last == end and end - figure.phrase.first == len(pair.ending)
                none = Phrase(figure.phrase.first, figure.phrase.first, end) if piece else None
                return Ruling(pair.sign.metric, first, end, "object", 0.85, phrase=none)
    return None


def _second_piece(figure: Figure, pair: Around) -> int | None:
    """Where the second piece of the verb ends, in the same clause; the counted noun may be that piece."""
    reading, farthest = figure.reading, figure.phrase.after + _FARTHEST_PIECE
    if pair.ending and pair.ending[0] not in reading.tokens.lows[figure.number.last : farthest]:
        return None
    for at in range(figure.number.last, farthest):
        end = reading.lexicon.ends_around(pair, reading.tokens, at)
        if end is not None:
            return end
        if reading.low(at) in _ENDS_PIECE or reading.within(at, "be", "have"):
            return None
    return None


def _before_pair(figure: Figure) -> Cue | None:
    """The verb before a noun phrase without a number: "killing a man and [two boys]"."""
    reading, at = figure.reading, figure.before
    if not reading.within(at, "conjunctions"):
        return None
    for back in range(at - 1, max(-1, at - 7), -1):
        cue = reading.endings.get(back + 1)
        if cue is not None:
            return cue if cue.last < at and any(sign.form in ("ing", "ed", "s") for sign in cue.signs) else None
        if (
            not reading.is_word(back)
            or reading.within(back, "be", "have", "relatives", "subordinators")
            or back in reading.inside
        ):
            return None
    return None


def _acts(figure: Figure, cue: Cue) -> bool:
    """Whether the verb takes the number as its object: no passive, no participle of an earlier figure."""
    reading = figure.reading
    forms = {sign.form for sign in cue.signs if sign.part == "verb"}
    if forms == {"base"}:
        led = _led_by(reading, cue.first)
        if reading.low(led) == "to":
            return reading.within(led - 1, "factual")
        return not reading.within(cue.first - 1, "articles", "prepositions")
    if forms == {"ed"}:
        if any(reading.within(cue.first - back, "be") for back in (1, 2)):
            return False
        own = figure.predicate
        last = figure.ruled[-1] if figure.ruled else None
        if own is not None and own.near and last is not None and last.ruling.cue_first == cue.first:
            return False
    return True


def _led_by(reading: Reading, verb: int) -> int:
    """The token before a verb in base form; "to" where it shares one: "time to close the pits and [evict]"."""
    at = verb - 1
    if reading.within(at, "conjunctions"):
        return next((n for n in range(at, max(-1, at - _FARTHEST_TO), -1) if reading.low(n) == "to"), at)
    return at


def counted_of(figure: Figure) -> Ruling | None:
    """A noun of what happened stands before it: "the deaths of 20", "indictments for 20", "cases against 20"."""
    reading, at = figure.reading, figure.before
    if reading.low(at) not in ("of", "for", "to", "against", "among"):
        return None
    for back in range(at, max(-1, at - 5), -1):
        cue = reading.endings.get(back)
        if cue is not None:
            if back != at and reading.low(at) != "against":
                return None
            parts = ("noun", "counted", "verb") if reading.low(at) == "of" else ("noun", "counted")
            metric = choose(reading, figure.phrase, figure.kind, cue, parts, (None, "ing"))
            if metric is None or reading.lexicon.metrics[metric].counts == "incidents":
                return None
            return Ruling(metric, cue.first, at + 1, "noun of", 0.9)
        if not (reading.within(back - 1, "be", "have") or reading.low(back - 1).endswith("ed")):
            return None
    return None


def along(figure: Figure) -> Ruling | None:
    """What was done to somebody was done to the counted too: "was arrested along with [three] managers"."""
    reading, at = figure.reading, figure.before
    if reading.low(at) != "with" or reading.low(at - 1) not in ("along", "together"):
        return None
    cue = reading.endings.get(at - 1)
    metric = choose(reading, *figure.counted, cue, ("verb", "act"), ("ed",), figure.may_be_elided) if cue else None
    return Ruling(metric, cue.first, cue.last, "shared", 0.7) if cue and metric else None


def done_by(figure: Figure) -> Ruling | None:
    """A clause without its relative pronoun tells who did it to the counted: "the [68] pupils they seized"."""
    reading, at = figure.reading, figure.phrase.after
    if figure.phrase.empty or reading.low(at) not in _SUBJECTS:
        return None
    at += 1
    while reading.within(at, "have", "adverbs") and at not in reading.cues:
        at += 1
    cue = reading.cues.get(at)
    if cue is None or (reading.within(cue.last, "articles") and not reading.within(cue.last + 1, "times")):
        return None
    metric = choose(reading, *figure.counted, cue, ("verb",), ("ed",))
    return Ruling(metric, cue.first, cue.last, "predicate", 0.8) if metric else None


def counted_noun(figure: Figure) -> Ruling | None:
    """The counted noun names it with certainty, whatever is said of it: "seven bodies were pulled from the river"."""
    cue = figure.phrase.cue
    metric = choose(figure.reading, figure.phrase, figure.kind, cue, ("counted",), (None,)) if cue else None
    return Ruling(metric, cue.first, cue.last, "noun", 0.85) if cue and metric else None


def said_of(figure: Figure) -> Ruling | None:
    """A full sentence says it of the counted: "20 people were killed", "20 are missing"."""
    found = figure.predicate
    if found is None or not found.finite or _noun_goes_first(figure, found.metric):
        return None
    return Ruling(
        found.metric, found.cue.first, found.cue.last, "predicate", 0.85 if found.listed else 0.9, listed=found.listed
    )


def participle(figure: Figure) -> Ruling | None:
    """A participle or adjective says it of the counted: "20 injured", "12 people found dead"."""
    found = figure.predicate
    if found is None or _noun_goes_first(figure, found.metric):
        return None
    if figure.phrase.pronoun and not found.near and figure.ruled:
        return None
    return Ruling(
        found.metric, found.cue.first, found.cue.last, "participle", 0.85 if found.near else 0.75, listed=found.listed
    )


def beside(figure: Figure) -> Ruling | None:
    """A participle or adjective right behind the number goes before a total: "casualties: [12] dead, 40 injured"."""
    return participle(figure) if figure.predicate is not None and figure.predicate.near else None


def _noun_goes_first(figure: Figure, metric: str) -> bool:
    """Whether the metric gives way to one that the counted noun names: "20 wounded people were taken to hospital"."""
    cues = figure.reading.lexicon.metrics[metric].cues
    return cues.yields and figure.phrase.cue is not None and not figure.phrase.partitive


def noun(figure: Figure) -> Ruling | None:
    """The counted noun names it: "53 deaths", "11 bodies", "260 killed protesters", "20 of those hurt"."""
    cue = figure.phrase.cue
    if cue is None:
        return None
    reading = figure.reading
    metric = choose(reading, figure.phrase, figure.kind, cue, ("noun", "counted"), (None,))
    if metric is None:
        metric = choose(reading, figure.phrase, figure.kind, cue, ("verb", "state"), ("ed", "ing", None))
    if metric is None or (figure.is_one and reading.lexicon.metrics[metric].counts == "incidents"):
        return None
    return Ruling(metric, cue.first, cue.last, "noun", 0.85)


def named(figure: Figure) -> Ruling | None:
    """No verb tells it, but the noun does: "20 protesters", "a crowd of 20"."""
    cue = figure.phrase.cue
    if cue is None or not cue.has("named") or figure.is_one:
        return None
    metric = choose(figure.reading, figure.phrase, figure.kind, cue, ("named",), (None,))
    return Ruling(metric, cue.first, cue.last, "named", 0.6) if metric else None


def no_one(figure: Figure) -> Ruling | None:
    """A figure of zero, only where nothing stands between: "no one was hurt", "no deaths were reported"."""
    reading = figure.reading
    ruling = noun(figure) if figure.phrase.cue and figure.phrase.cue.has("noun") else None
    ruling = ruling or said_of(figure)
    if ruling is None or ruling.cue_first - figure.phrase.after > _NEAR_ZERO:
        return None
    between = range(figure.number.last, ruling.cue_first)
    return None if any(reading.within(at, "modals", "reporting") for at in between) else ruling


Rule = Callable[[Figure], Ruling | None]

RULES: tuple[Rule, ...] = (
    around,
    counted_noun,
    governed,
    counted_of,
    among,
    done_by,
    said_of,
    noun,
    beside,
    total_after,
    total,
    participle,
    part,
    of_kind,
    shared,
    gapped,
    along,
    named,
    restated,
)
ZERO_RULES: tuple[Rule, ...] = (no_one,)
