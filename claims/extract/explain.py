"""Why a text was read as it was: the words behind each field of a claim, the rule of each, and what is no claim."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal, get_args

from claims.extract.claims import NO_CONTEXT, Assembler, assemble
from claims.extract.figures.finder import Found
from claims.extract.figures.lexicon import lexicon_of
from claims.extract.figures.qualifiers import words_of
from claims.extract.figures.ruled import Ruled
from claims.extract.left_out import LeftOut, left_out
from claims.extract.mention import Context
from claims.extract.passage import Sentence
from claims.extract.when.times import Span
from claims.extract.who.attribution import Reach
from claims.extract.who.credit import Credit
from claims.extract.who.credits import Kind, kind_of
from claims.extract.who.reporting import read_reporting
from claims.names import source_key
from claims.records import Attribution, Claim, Entry, Moment
from claims.vocabulary import Vocabulary, load_rules, load_vocabulary

Part = Literal[
    "number", "qualifier", "counts", "group", "speaker", "relay", "publisher", "place", "said", "as of", "occurred"
]
PARTS: tuple[Part, ...] = get_args(Part)
Written = Literal["digits", "words", "range", "vague", "zero"]
Qualified = Literal["before", "behind", "itself", "shared", "none"]
Grouped = Literal["noun", "carried", "metric", "none"]
Spoken = Literal["quotation", "carried", "cited", "told", "fullest", "publisher", "nobody"]
"""Names of rules in `words/rules.toml`; the other ones are those of the readers."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that a claim says: the words that it was read from, what was read, and by which rules."""

    part: Part
    words: str | None
    """As written; None where no words give it."""
    start: int | None
    """Offset of the words in the entry's text."""
    value: str | None
    """What was read; None for nothing."""
    rules: tuple[str, ...]
    why: str
    """The rules in plain words."""


@dataclass(frozen=True, slots=True)
class Explained:
    """A claim with the reasons for what it says."""

    claim: Claim
    sentence: int
    """Index of the sentence that holds the number."""
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """What was read of an entry and why, and which numbers were left out."""

    entry: Entry
    sentences: tuple[Sentence, ...]
    figures: tuple[Explained, ...]
    left_out: tuple[LeftOut, ...]

    def sentence_of(self, number: Explained | LeftOut) -> Sentence:
        """The sentence that holds a number."""
        return self.sentences[number.sentence]


def explain(entry: Entry, context: Context = NO_CONTEXT, vocabulary: Vocabulary | None = None) -> Explanation:
    """The claims of an entry with their reasons, by the readers that extract them; offsets are into its text."""
    vocabulary = vocabulary or load_vocabulary()
    assembler = assemble(entry, context, vocabulary)
    explainer = _Explainer(assembler, vocabulary)
    return Explanation(
        entry=entry,
        sentences=assembler.passage.sentences,
        figures=tuple(explainer.explained(index) for index in range(len(assembler.found))),
        left_out=left_out(assembler.passage, assembler.found, lexicon_of(vocabulary)),
    )


class _Explainer:
    """Asks the readers of an entry's figures for the words and rules behind each field."""

    def __init__(self, assembler: Assembler, vocabulary: Vocabulary) -> None:
        self._assembler = assembler
        self._passage = assembler.passage
        self._reporting = read_reporting(vocabulary)

    def explained(self, index: int) -> Explained:
        """A figure's claim and its reasons, in the order of `PARTS`."""
        claim, found = self._assembler.claim(index), self._assembler.found[index]
        reasons = (
            *self._of_figure(claim, found),
            *self._of_chain(claim, found),
            self._of_place(claim, found),
            *self._of_times(claim, found),
        )
        return Explained(claim, found.mention.sentence, reasons)

    def _reason(self, part: Part, span: Span | None, value: str | None, *rules: tuple[str, str]) -> Reason:
        """A reason by rules, each named with its table in `words/rules.toml`."""
        described = load_rules()
        return Reason(
            part=part,
            words=self._passage.entry.text[slice(*span)] if span else None,
            start=span[0] if span else None,
            value=value,
            rules=tuple(rule for _, rule in rules),
            why=" ".join(described[table][rule] for table, rule in rules),
        )

    # --- what is counted, and how many ---

    def _of_figure(self, claim: Claim, found: Found) -> Iterator[Reason]:
        mention, ruled = found.mention, found.ruled
        number = (mention.number_start, mention.number_end)
        yield self._reason("number", number, _value(claim), ("number", _written_as(claim)))
        span, rule = _qualifying(ruled)
        yield self._reason("qualifier", span, claim.qualifier, ("qualifier", rule))
        yield self._reason("counts", (mention.cue_start, mention.cue_end), claim.metric, ("figure", ruled.ruling.rule))
        yield self._group(claim, found)

    def _group(self, claim: Claim, found: Found) -> Reason:
        tokens, phrase = found.ruled.figure.reading.tokens, found.ruled.phrase
        span = None if phrase.empty else (tokens.start(phrase.first), tokens.end(phrase.last - 1))
        rule: Grouped
        if claim.group is not None:
            rule = "noun"
        elif claim.group_resolved is not None:
            rule = "carried"
        else:
            rule = "metric" if span else "none"
        value = claim.group_resolved if claim.group_kind == "all" else claim.group_kind
        return self._reason("group", span, value, ("group", rule))

    # --- who says it ---

    def _of_chain(self, claim: Claim, found: Found) -> Iterator[Reason]:
        reach, credits = self._assembler.attributions.credits(found.mention)
        if claim.speaker is None:
            yield self._reason("speaker", None, None, ("speaker", "nobody"))
        for step in claim.chain:
            if step.role == "publisher":
                yield self._reason("publisher", None, step.name, ("speaker", "publisher"))
                continue
            credit = next((credit for credit in credits if credit.words == step.words), None)
            rules = list(self._crediting(step, credit, reach, credits[0]))
            reason = self._reason(step.role, self._credited(step.words, credit or credits[0]), _stance(step), *rules)
            spoken = credit is not None and any(letter.isalpha() for letter in credit.verb)
            yield replace(reason, why=f"{reason.why} Here: “{step.verb}”.") if spoken else reason

    def _crediting(
        self, step: Attribution, credit: Credit | None, reach: Reach, inner: Credit
    ) -> Iterator[tuple[str, Spoken | Kind]]:
        """The rules by which a party is a step of the chain, `credit` its own where it has one."""
        if credit is None:
            yield "speaker", "cited" if step.words == inner.cited else "told"
        else:
            if reach != "sentence":
                yield "speaker", reach
            if kind := kind_of(credit, self._sentence(credit), self._reporting):
                yield "credit", kind
        if source_key(step.name) != source_key(step.words):
            yield "speaker", "fullest"

    def _sentence(self, credit: Credit) -> Sentence:
        return self._passage.sentences[self._passage.sentence_at(credit.verb_start)]

    def _credited(self, words: str, credit: Credit) -> Span | None:
        """Where a party's words stand: at the credit, else elsewhere in its sentence."""
        text = self._passage.text
        if text.startswith(words, credit.start):
            return credit.start, credit.start + len(words)
        sentence = self._sentence(credit)
        at = text.find(words, sentence.start, sentence.end)
        return (at, at + len(words)) if at >= 0 else None

    # --- where and when ---

    def _of_place(self, claim: Claim, found: Found) -> Reason:
        place = self._assembler.places.place(found.mention, claim.attributed_to)
        span = (place.start, place.start + len(place.location)) if place.location and place.start is not None else None
        known = (("known", place.known_by),) if span or place.place else ()
        return self._reason("place", span, place.place, ("place", place.found_in), *known)

    def _of_times(self, claim: Claim, found: Found) -> Iterator[Reason]:
        times = self._assembler.times.times(found.mention, claim.counting)
        yield self._reason("said", times.said_in, _moment(times.said_at), ("said", times.said_by))
        yield self._reason("as of", times.holds_in, _moment(times.as_of), ("holds", times.holds_by))
        happened = times.happened
        ends = dict.fromkeys(_moment(each) for each in (happened.first, happened.last) if each)
        value = " to ".join(end for end in ends if end) or None
        yield self._reason("occurred", happened.span, value, ("happened", happened.by))


def _value(claim: Claim) -> str:
    """The number as it was read: "26", "20 to 30", "dozens", "200000000 USD"."""
    ends = (format(end.normalize(), "f") for end in (claim.value, claim.value_high) if isinstance(end, Decimal))
    return " ".join(filter(None, (claim.vague_word or " to ".join(ends), claim.currency)))


def _written_as(claim: Claim) -> Written:
    """How the number is written, by the name of the rule."""
    if claim.vague_word is not None:
        return "vague"
    if claim.value_high is not None:
        return "range"
    if any(letter.isdigit() for letter in claim.number):
        return "digits"
    return "zero" if claim.value == 0 else "words"


def _qualifying(ruled: Ruled) -> tuple[Span | None, Qualified]:
    """Where the words stand that qualify a figure, of a list perhaps those of its first number, and the rule's name."""
    figure = ruled.figure
    if ruled.qualifier != figure.qualified.qualifier:
        return _qualifying(figure.ruled[-1])[0], "shared"
    words = words_of(figure.reading, figure.number, figure.qualified)
    if words is None:
        return None, "itself" if ruled.qualifier in ("range", "vague") else "none"
    first, last = words
    tokens = figure.reading.tokens
    return (tokens.start(first), tokens.end(last - 1)), "before" if first < figure.number.first else "behind"


def _stance(step: Attribution) -> str:
    """A party's name, and that it rejects the figure or takes it back."""
    return step.name if step.stance == "states" else f"{step.name} ({step.stance})"


def _moment(moment: Moment | None) -> str | None:
    return moment.written() if moment else None
