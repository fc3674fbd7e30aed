"""The assembling: the figures of an entry, each with what its sentence and its surroundings say, made into claims."""

from functools import cached_property

from claims.extract.confidence import confidence
from claims.extract.figures.actors import actor_words, read_actor
from claims.extract.figures.carried import carry_over
from claims.extract.figures.finder import Found, find_figures
from claims.extract.figures.lexicon import lexicon_of
from claims.extract.figures.ruled import Ruled
from claims.extract.figures.scope import read_scope
from claims.extract.mention import Context, Mention
from claims.extract.passage import Passage, read_passage
from claims.extract.when.times import Times
from claims.extract.where.places import Places
from claims.extract.who.attribution import Attributions
from claims.extract.who.certainty import sureness
from claims.quoting import neighbours
from claims.records import Attribution, Claim, Counting, Entry, Scope
from claims.vocabulary import Vocabulary, load_vocabulary

NO_CONTEXT = Context()
_REMEMBERED = 40
"""Earlier figures of an entry to which one may be said to be added."""
_PLACE_WITHIN = 80
"""Characters behind a number in which a place is its own."""
_LED = 2
"""Words around a figure and its cue that may still say that it is a level: "are still holding 20"."""


def extract_claims(
    entry: Entry, context: Context = NO_CONTEXT, vocabulary: Vocabulary | None = None
) -> tuple[Claim, ...]:
    """The figures that an entry reports, in text order; offsets are into the entry's text."""
    assembler = assemble(entry, context, vocabulary or load_vocabulary())
    return tuple(assembler.claim(index) for index in range(len(assembler.found)))


def assemble(entry: Entry, context: Context, vocabulary: Vocabulary) -> "Assembler":
    """The figures of an entry, ready to be made into claims."""
    passage = read_passage(entry)
    found = find_figures(passage, lexicon_of(vocabulary))
    return Assembler(passage, context, vocabulary, carry_over(found, passage))


class Assembler:
    """Fills the fields of each figure from the readers of attribution, place, time and certainty."""

    def __init__(self, passage: Passage, context: Context, vocabulary: Vocabulary, found: tuple[Found, ...]) -> None:
        self.passage = passage
        self.found = found
        self._context = context
        self._vocabulary = vocabulary
        self._actors = self._read_actors()

    # Made when the first figure asks for them: most texts have none.

    @cached_property
    def attributions(self) -> Attributions:
        """The reader of who says it."""
        return Attributions(self.passage, self._context, self._vocabulary)

    @cached_property
    def places(self) -> Places:
        """The reader of where it holds."""
        return Places(self.passage, self._context, self._vocabulary)

    @cached_property
    def times(self) -> Times:
        """The reader of when it was said, holds and happened."""
        return Times(self.passage, self._context, self._vocabulary)

    def claim(self, index: int) -> Claim:
        """The claim of one figure."""
        found, text = self.found[index], self.passage.entry.text
        mention, figure = found.mention, found.ruled.figure
        counting = _counting(found.ruled, self._vocabulary)
        chain = self._chain(mention)
        speaker = next((step.name for step in chain if step.role == "speaker"), None)
        place = self.places.place(mention, speaker)
        times, period = self.times.times(mention, counting), self.times.period(mention)
        prefix, suffix = neighbours(text, mention.quote_start, mention.quote_end)
        certainty, basis = sureness(self.passage, mention, self._vocabulary)
        scope = self._scope(index, counting, _stands_after(text, mention, place.location))
        return Claim(
            quote=text[mention.quote_start : mention.quote_end],
            start=mention.quote_start,
            number=text[mention.number_start : mention.number_end],
            number_start=mention.number_start,
            prefix=prefix,
            suffix=suffix,
            metric=mention.metric,
            value=figure.number.value,
            value_high=figure.number.value_high,
            qualifier=found.ruled.qualifier,
            vague_word=figure.number.vague,
            currency=figure.number.currency,
            group=found.noun,
            group_resolved=found.resolved,
            group_kind=found.kind,
            location=place.location,
            place=place.place,
            place_assumed=place.assumed,
            by=self._by(index),
            scope="period" if scope == "total" and period else scope,
            period_from=period[0] if period else None,
            period_to=period[1] if period else None,
            part_of=self.found[found.whole].mention.number_start if found.whole is not None else None,
            counting=counting,
            basis=basis,
            certainty=certainty,
            said_at=times.said_at,
            as_of=times.as_of,
            occurred_from=times.occurred_from,
            occurred_to=times.occurred_to,
            chain=chain,
            rule=found.ruled.ruling.rule,
            confidence=confidence(found, speaker is not None, certainty),
        )

    def _read_actors(self) -> list[tuple[int, int] | None]:
        """The actor of each figure; a part, and a figure that shares its verb with another, has that one's."""
        words = actor_words(self._vocabulary)
        actors: list[tuple[int, int] | None] = []
        for found in self.found:
            actor = read_actor(found.ruled, words)
            if actor is None and found.whole is not None:
                same = self.found[found.whole].mention.metric == found.mention.metric
                actor = actors[found.whole] if same else None
            actors.append(actor)
        return actors

    def _by(self, index: int) -> str | None:
        """The words for who did what a figure counts."""
        actor = self._actors[index]
        return self.passage.entry.text[slice(*actor)] if actor else None

    def _scope(self, index: int, counting: Counting, placed: bool) -> Scope:
        found = self.found[index]
        whole = self.found[found.whole].ruled if found.whole is not None else None
        if whole is not None and whole.ruling.metric == found.mention.metric:
            # "130 of the 500 arrested remain in custody" is the total of those in custody.
            placed = placed or counting != _counting(whole, self._vocabulary)
        earlier = tuple(other.ruled for other in self.found[max(0, index - _REMEMBERED) : index])
        return read_scope(found.ruled, whole, earlier, placed)

    def _chain(self, mention: Mention) -> tuple[Attribution, ...]:
        chain = self.attributions.chain(mention)
        name = self._context.publisher
        return (*chain, Attribution(role="publisher", name=name, words=name)) if name else chain


def _counting(ruled: Ruled, vocabulary: Vocabulary) -> Counting:
    """As the clause says ("300 remain in custody" is a level, "a cumulative 900" is none), else as the metric."""
    reading = ruled.figure.reading
    levels = reading.lexicon.levels[ruled.ruling.metric]
    begin = min(ruled.figure.number.first, ruled.ruling.cue_first) - _LED
    end = max(ruled.figure.number.last, ruled.ruling.cue_last) + _LED
    near = range(max(begin, 0), min(end, len(reading.tokens)))
    if any(levels.match(reading.tokens, at) for at in near):
        return "level"
    if any(reading.within(at, "cumulative") for at in near):
        return "cumulative"
    return vocabulary.metrics[ruled.ruling.metric].counting


def _stands_after(text: str, mention: Mention, location: str | None) -> bool:
    """Whether the place stands shortly after the number, as its own: "196 of them in the capital"."""
    return location is not None and location in text[mention.number_end : mention.number_end + _PLACE_WITHIN]
