"""Who or what is counted: the noun phrase after a number, and the standard group that it belongs to."""

from claims.extract.figures.number import Number
from claims.extract.figures.reading import Cue, Phrase, Reading

_LONGEST = 7
"""Words of the longest noun phrase."""
_QUOTES = frozenset("“”\"‘’'«»[]")


def phrase_of(reading: Reading, number: Number) -> Phrase:
    """The noun phrase of a number; read once, as the numbers before it in a list look at it too."""
    phrase = reading.phrases.get(number.first)
    if phrase is None:
        phrase = reading.phrases[number.first] = noun_phrase(reading, number.last, vague=number.vague is not None)
    return phrase


def noun_phrase(reading: Reading, at: int, vague: bool = False) -> Phrase:
    """Read the noun phrase that begins after a number."""
    at = _skip_more(reading, at)
    closes = reading.low(at) in ("”", '"', "’", "»") or (vague and reading.low(at) == ",")
    if closes and reading.low(at + 1) == "of":
        at += 1  # "Dozens, if not hundreds, of people"
    if reading.low(at) == "of":
        return _after_of(reading, at, vague)
    return _simple(reading, at)


def _skip_more(reading: Reading, at: int) -> int:
    """Skip the words between a number and its noun: "three more people"."""
    while reading.within(at, "between"):
        if reading.low(at) == "or" and reading.low(at + 1) not in ("more", "so", "fewer", "less"):
            break
        if reading.low(at) == "confirmed" and not is_noun(reading, at + 1):
            break
        if reading.low(at) == "so" and reading.low(at - 1) != "or":
            break
        at += 2 if reading.low(at) == "-" and reading.within(at + 1, "membership") else 1
    return at


def _after_of(reading: Reading, at: int, vague: bool) -> Phrase:
    begin = at + 1
    if reading.within(begin, "pronouns"):
        return _after_pronoun(reading, begin + 1)
    determined = reading.within(begin, "articles")
    if (
        reading.low(begin) in ("those", "the")
        and begin + 1 in reading.cues
        and reading.cues[begin + 1].has("verb", "state")
    ):
        cue = reading.cues[begin + 1]
        if not is_noun(reading, cue.last):
            return Phrase(begin, cue.last, cue.last, partitive=True, cue=cue)
    if determined:
        begin += 1
    if begin in reading.starts:
        begin = reading.numbers[reading.starts[begin]].last
        if (
            begin in reading.cues
            and not is_noun(reading, reading.cues[begin].last)
            and reading.cues[begin].has("verb", "state")
        ):
            cue = reading.cues[begin]
            return Phrase(begin, cue.last, cue.last, partitive=True, cue=cue)
    inner = _simple(reading, begin + (1 if reading.low(begin) in ("more", "other") else 0))
    if inner.empty and not inner.cue:
        # "Three of the six died": what follows is said of the three.
        return Phrase(begin, begin, begin, pronoun=True) if begin - 1 in reading.inside else Phrase(at, at, at)
    return Phrase(inner.first, inner.last, inner.after, partitive=determined and not vague, cue=inner.cue)


def _after_pronoun(reading: Reading, at: int) -> Phrase:
    """The noun that says who: "three of them police officers", "one of them a boy"."""
    begin = at + (reading.low(at) in ("a", "an"))
    if reading.within(at, "be") and at + 1 in reading.groups:
        begin = at + 1  # "20 of whom are minors"
    if begin > at or at in reading.groups:
        inner = _simple(reading, begin)
        if not inner.empty:
            return Phrase(inner.first, inner.last, inner.after, pronoun=True, cue=None)
    return Phrase(at, at, at, pronoun=True)


def _simple(reading: Reading, at: int) -> Phrase:
    """A run of words up to the first that cannot belong to a noun phrase."""
    while reading.low(at) in _QUOTES and reading.low(at):
        at += 1
    first, cue, named = at, None, False
    while at < len(reading.tokens) and at - first < _LONGEST:
        here = _cue_at(reading, at)
        if here is not None and _is_plural_noun(reading, here, first, named):
            here = None
        if here is not None and _is_modifier(reading, here):
            at = here.last
        elif here is not None:
            if not _belongs(reading, here, first, at):
                break
            cue = here if cue is None or here.has("noun", "counted") else cue
            at, named = here.last, here.has("noun", "counted", "named")
            if here.has("noun"):
                break
        else:
            last = _word_end(reading, first, at, named)
            if last is None:
                break
            at, named = last, named or last > at + 1 or _is_known(reading, at)
    if _is_name(reading, first, at) or _is_verb(reading, first, at):
        return Phrase(first, first, first)
    last = _with_partitive(reading, first, at)
    closed = last
    while closed > first and reading.low(closed - 1) in _QUOTES:
        closed -= 1
    return Phrase(first, closed, last, cue=cue)


def _cue_at(reading: Reading, at: int) -> Cue | None:
    """The cue at a token, unless a longer noun of a group stands there: "fire engines"."""
    here = reading.cues.get(at)
    if here is None:
        return None
    known = reading.groups.get(at)
    return here if known is None or known[0] <= here.last else None


def _is_plural_noun(reading: Reading, cue: Cue, first: int, named: bool) -> bool:
    """Whether what looks like a verb in "-s" is a noun, as more than one take none: "two radio stations"."""
    one = reading.low(first - 1) == "one" or named
    return not one and cue.last == cue.first + 1 and all(sign.form == "s" for sign in cue.signs)


def _is_known(reading: Reading, at: int) -> bool:
    return at not in reading.inside and at in reading.groups


def _word_end(reading: Reading, first: int, at: int, named: bool) -> int | None:
    """Where the next word of the phrase ends, a noun of several words at once; None where the phrase ends before it."""
    if reading.low(at) in _QUOTES:
        return None if _closes(reading, at) else at + 1
    known = None if at in reading.inside else reading.groups.get(at)
    if known is not None:
        return None if reading.low(at) in reading.lexicon.noun_stops and known[0] == at + 1 else known[0]
    return at + 1 if _may_belong(reading, first, at, named) else None


def _is_name(reading: Reading, first: int, last: int) -> bool:
    """Whether two or more words, each with a capital, are no noun of any group: "40 Steve Roe"."""
    run = range(first, last)
    return (
        last - first > 1
        and all(reading.tokens.texts[at].istitle() and at not in reading.groups for at in run)
        and not reading.capitalised
    )


def _is_verb(reading: Reading, first: int, last: int) -> bool:
    """Whether it is one word in past form, or an adverb, and no noun: "and 220 escaped", "six seriously"."""
    known = reading.groups.get(first) if last > first else None
    alone = last - first == 1 and known is None and first not in reading.cues
    return alone and reading.low(first).endswith(("ed", "ly"))


def _closes(reading: Reading, at: int) -> bool:
    return reading.low(at) in ("”", '"', "»", "’", "'", "]") and not reading.is_word(at + 1)


def _belongs(reading: Reading, cue: Cue, first: int, at: int) -> bool:
    """Whether a cue is part of the noun phrase: a noun, or a participle that another noun follows."""
    if cue.has("noun", "counted", "named"):
        return True
    if cue.has("total"):
        return at == first
    if at != first and not _is_adjective(reading, cue):
        return False
    if not any(sign.form == "ed" or sign.part == "state" or sign.form == "ing" for sign in cue.signs):
        return False
    return cue.last == cue.first + 1 and is_noun(reading, cue.last)


def _is_modifier(reading: Reading, cue: Cue) -> bool:
    """Whether it is a noun in the singular before another one, and more than one is counted: "45 attack drones"."""
    if not cue.has("noun", "named", "counted") or reading.low(cue.first - 1) == "one":
        return False
    return not reading.low(cue.last - 1).endswith("s") and is_noun(reading, cue.last) and cue.last not in reading.cues


def _is_adjective(reading: Reading, cue: Cue) -> bool:
    """Whether an adjective stands right before it: "badly injured women"."""
    return cue.first - 1 not in reading.groups and reading.low(cue.first - 1).endswith(("ly", "ed"))


def is_noun(reading: Reading, at: int) -> bool:
    """Whether a noun phrase can begin at a token: a plain word that no rule takes for something else."""
    if not reading.is_word(at) or at in reading.inside or reading.low(at) in reading.lexicon.noun_stops:
        return False
    if at in reading.groups:
        return True
    if at in reading.cues:
        return reading.cues[at].has("noun", "counted", "named")
    return not reading.low(at).endswith("ly") and not reading.tokens.texts[at].istitle()


def _may_belong(reading: Reading, first: int, at: int, plural: bool) -> bool:
    low = reading.low(at)
    if plural or at in reading.inside or low in reading.lexicon.noun_stops or not reading.is_word(at):
        return False
    if at == first or not low.endswith(("ed", "ing")) or "-" in low:
        return True
    return at + 1 in reading.groups


def _with_partitive(reading: Reading, first: int, last: int) -> int:
    """Take in the noun after "of" where that says who: "members of the security forces"."""
    if last == first or not reading.within(last - 1, "partitives") or reading.low(last) != "of":
        return last
    begin = last + 1 + reading.within(last + 1, "articles")
    if begin in reading.starts and reading.low(begin) == "one":
        # "Four members of one family": "one" is no figure of its own.
        begin += 1
    inner = _simple(reading, begin)
    return inner.last if not inner.empty else last


def group_kind(reading: Reading, phrase: Phrase) -> str | None:
    """The standard group of a noun phrase; None where no group knows its words.

    The match that ends last wins, of those the longest, of those the most special.
    """
    best: tuple[int, int, int, str] | None = None
    last = phrase.last
    for at in range(phrase.first, last):
        found = reading.groups.get(at)
        if found is None or found[0] > last:
            continue
        for slug in found[1]:
            rank = (found[0], found[0] - at, _depth(reading, slug), slug)
            best = rank if best is None or rank[:3] > best[:3] else best
    if best is not None and best[3] != "all":
        return best[3]
    return _special(reading, phrase) or (best and best[3])


def _special(reading: Reading, phrase: Phrase) -> str | None:
    """The most special group that any word of the phrase names: "women passengers" are women."""
    found = [slug for at in range(phrase.first, phrase.last) for slug in (reading.groups.get(at) or (0, ()))[1]]
    return max(found, key=lambda slug: _depth(reading, slug), default=None)


def _depth(reading: Reading, slug: str) -> int:
    depth, above = 0, reading.lexicon.parents.get(slug)
    while above is not None:
        depth, above = depth + 1, reading.lexicon.parents.get(above)
    return depth
