"""A number on its way to a claim: its noun phrase, its qualifier and the ruling on what it counts."""

from functools import cached_property
from typing import Literal, NamedTuple

from claims.extract.figures.groups import group_kind, phrase_of
from claims.extract.figures.number import Number
from claims.extract.figures.predicates import Predicate, PredicateScan
from claims.extract.figures.qualifiers import Qualified, read_qualifier
from claims.extract.figures.reading import Phrase, Reading
from claims.records import Qualifier

RuleName = Literal[
    "object",
    "noun of",
    "among",
    "noun",
    "predicate",
    "participle",
    "total",
    "part",
    "shared",
    "gapped",
    "named",
    "restated",
    "money",
]
"""The rules that say what a number counts; `words/rules.toml` says of each what it is."""

_LONGEST_HEADLINE = 14
"""Words of a sentence without a stop that may be a headline."""
_OPENING = frozenset("“\"'‘«")


class Ruling(NamedTuple):
    """What a number counts, by which words and which rule."""

    metric: str
    cue_first: int
    cue_last: int
    """Tokens of the words that name the metric."""
    rule: RuleName
    confidence: float
    """From 0 to 1: how often what this rule finds is right."""
    phrase: Phrase | None = None
    """The noun phrase where it does not stand after the number: "the number of people missing is 17"."""
    whole: int | None = None
    """Index of the number of which this one is a part; -1 for the last figure of the sentences before."""
    shared: int | None = None
    """Index of the earlier number whose verb or noun this one shares."""
    superseded: bool = False
    listed: bool = False
    """Its words hold for a list of numbers: "two men and three boys were hurt"."""


class Earlier(NamedTuple):
    """What the sentences before have said, for "of them" and "the figure"."""

    metric: str | None = None
    """Metric of the last figure that was no part of another."""
    near: bool = False
    """It stands in one of the two sentences before."""


class Figure:
    """A number with all that the rules need to know of its surroundings."""

    def __init__(self, reading: Reading, index: int, ruled: tuple["Ruled", ...], earlier: Earlier) -> None:
        number = reading.numbers[index]
        phrase = phrase_of(reading, number)
        self.reading = reading
        self.index = index
        self.number = number
        self.phrase = phrase
        self.kind = None if phrase.empty else group_kind(reading, phrase)
        """Standard group that the noun phrase names; None where it names none."""
        self.counted = (ruled[-1].phrase, ruled[-1].figure.kind) if phrase.empty and ruled else (phrase, self.kind)
        """The noun phrase and its group, of the figure before it where it has none of its own."""
        self.qualified = read_qualifier(reading, number)
        self.before = _before(reading, self.qualified.first)
        """The last token before the number that is no qualifier, article or other filler."""
        self.ruled = ruled
        """The figures before it in the sentence that have a ruling."""
        self.earlier = earlier

    # Read when the first rule asks: for many numbers an earlier rule has ruled, or there is no noun to leave out.

    @cached_property
    def predicate(self) -> Predicate | None:
        """What the clause says of the counted."""
        if self.phrase.after > self.reading.last_cue:
            return None
        scan = PredicateScan(self.reading, self.phrase, *self.counted, self.may_be_elided)
        return _predicate(self.reading, self.before, scan)

    @cached_property
    def may_be_elided(self) -> frozenset[str]:
        """The metrics whose members the text so far, or the manner of a headline ("Five held"), lets it leave out."""
        if not self.phrase.empty:
            return frozenset()
        return _elidable(self.reading, self.number, self.qualified, self.ruled, self.earlier)

    @property
    def earlier_metric(self) -> str | None:
        """The metric of the last figure before, in this sentence or the ones before."""
        return self.ruled[-1].ruling.metric if self.ruled else self.earlier.metric

    @property
    def is_one(self) -> bool:
        """Whether it is "one", which counts only where a verb or noun says so."""
        return self.number.value == 1


class Ruled(NamedTuple):
    """A figure and the ruling on it."""

    figure: Figure
    ruling: Ruling
    qualifier: Qualifier
    """How exact the number is said to be."""

    @property
    def phrase(self) -> Phrase:
        """The noun phrase that says who or what is counted."""
        return self.ruling.phrase or self.figure.phrase


def ruled_by(figure: Figure, ruling: Ruling) -> Ruled:
    """A figure with its ruling; the first of a list says for all how exact they are: "at least 2 men and 3 boys"."""
    own, last = figure.qualified.qualifier, figure.ruled[-1] if figure.ruled else None
    if own != "exact" or last is None or figure.before != last.figure.phrase.last:
        return Ruled(figure, ruling, own)
    same = last.ruling.listed and last.ruling.cue_first == ruling.cue_first
    shared = ruling.shared is not None and figure.reading.low(figure.before) == "and"
    says = (same or shared) and last.qualifier not in ("range", "vague")
    return Ruled(figure, ruling, last.qualifier if says else own)


def _predicate(reading: Reading, before: int, scan: PredicateScan) -> Predicate | None:
    """What the clause says of the counted.

    Of the whole of a part only what stands right at it: in "230 of the 1,100 people detained were freed", 230
    were freed. Nothing of a number inside a place: "people from 20 towns were hurt".
    """
    if reading.low(before) == "of" and before - 1 in reading.inside:
        return scan.find(bare=True)
    if reading.within(before, "places") and not reading.within(before + 1, "weekdays"):
        found = scan.find(bare=True)
        return found if found is not None and found.near else None
    return scan.find()


def _elidable(
    reading: Reading, number: Number, qualified: Qualified, ruled: tuple[Ruled, ...], earlier: Earlier
) -> frozenset[str]:
    """The metrics that need no noun: those of people of any kind where the text has told of some, and its last one."""
    last = ruled[-1].ruling.metric if ruled else earlier.metric
    if last is not None:
        return reading.lexicon.anyone | {last}
    if number.vague is not None or _is_headline(reading, qualified):
        return reading.lexicon.anyone
    return frozenset()


def _is_headline(reading: Reading, qualified: Qualified) -> bool:
    """Whether nothing stands before the number, or no stop at the end, and no verb of being or having anywhere."""
    last = len(reading.tokens) - 1
    headed = qualified.first == 0 or (last < _LONGEST_HEADLINE and reading.is_word(last))
    return headed and reading.verbless


def _before(reading: Reading, first: int) -> int:
    """Skip the fillers left of a number: "killed another [20]", "raised to a total of [20]"."""
    at = first - 1
    while at >= 0 and at + 1 not in reading.endings:
        collected = reading.low(at) == "of" and not reading.within(at - 1, "collectives")
        filler = reading.within(at, "fillers", "collectives") and not collected
        if not (filler or reading.low(at) in _OPENING or reading.within(at, "weekdays")):
            break
        at -= 1
    return at
