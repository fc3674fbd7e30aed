"""Figures that take what they count from another: parts ("three of them") and lists ("20 homes and 3 shops")."""

from claims.extract.figures.groups import group_kind, noun_phrase
from claims.extract.figures.ruled import Figure, Ruled, Ruling
from claims.extract.figures.signs import choose, is_member

_FARTHEST_LIST = 12
"""Words between two figures of one list."""
_LONGEST_NAME = 4
"""Words before a figure that name whose it is: "Almaty 12, Taraz 5"."""
_NEAR_GRAVITY = 4
"""Words behind a figure that may say how badly its people are hurt."""
_OPENS_ASIDE = frozenset({"—", "–", "--", "(", ":"})
_HURT = frozenset({"injured", "hospitalised", "casualties"})
_ENDS = frozenset({"", ",", ".", ";", ")", "–", "—", "--", "”", '"'})
_FARTHEST_NAMED = 6
"""Words at the head of a sentence among which its cue stands."""
_OPENS_KIND = frozenset({",", ";", ":", "“", '"'})
_ORIGIN = frozenset({"came", "come", "hailed", "hail"})
_OF_KIND = frozenset({"from", "aged", "under", "locals"})
_DIRECT_RULES = ("object", "noun of", "shared", "part", "total", "noun", "predicate", "participle", "among")


def part(figure: Figure) -> Ruling | None:
    """A part of the figure before it: "including 32 children", "three of them", "of whom 37"."""
    found = _of_fronted(figure) or _among_them(figure)
    if found is not None:
        return found
    if not is_part(figure) or (figure.is_one and figure.phrase.pronoun and not _is_aside(figure)):
        return None
    if figure.ruled:
        last = figure.ruled[-1]
        if not fits(figure, last):
            return None
        ruling = last.ruling
        return Ruling(ruling.metric, ruling.cue_first, ruling.cue_last, "part", 0.75, whole=whole_of(last))
    if _of_named(figure) is not None:
        return _of_named(figure)
    if figure.phrase.pronoun and figure.earlier.metric is not None and figure.before < 0:
        return Ruling(figure.earlier.metric, figure.number.first, figure.phrase.after, "part", 0.6, whole=-1)
    return None


def of_kind(figure: Figure) -> Ruling | None:
    """A part of those counted before, by who they were: "[Three] were children, [five] came from Orle"."""
    reading, after = figure.reading, figure.phrase.after
    if not figure.phrase.empty or figure.phrase.pronoun or figure.is_one or figure.number.currency is not None:
        return None
    opens = (
        figure.before < 0
        or reading.low(figure.before) in _OPENS_KIND
        or reading.within(figure.before - (reading.low(figure.before) == "that"), "conjunctions", "reporting")
    )
    metric = figure.earlier_metric if figure.ruled or figure.earlier.near else None
    if not opens or metric is None or reading.lexicon.metrics[metric].counts != "people":
        return None
    verb = after + reading.within(after, "adverbs")
    if reading.low(verb) in _ORIGIN and reading.low(verb + 1) == "from":
        return Ruling(metric, verb, verb + 2, "part", 0.65, whole=_whole_before(figure))
    if not reading.within(verb, "be"):
        return None
    if reading.low(verb + 1) in _OF_KIND:
        return Ruling(metric, verb, verb + 2, "part", 0.65, whole=_whole_before(figure))
    phrase = noun_phrase(reading, verb + 1)
    kind = group_kind(reading, phrase)
    if kind is None or not reading.lexicon.is_people(kind):
        return None
    return Ruling(metric, verb, verb + 1, "part", 0.65, phrase=phrase, whole=_whole_before(figure))


def _whole_before(figure: Figure) -> int:
    """Index of the number whose part this is; -1 for one of the sentences before."""
    return whole_of(figure.ruled[-1]) if figure.ruled and figure.ruled[-1].ruling.whole != -1 else -1


def _of_fronted(figure: Figure) -> Ruling | None:
    """A part of those with whom the sentence opens: "Of those, [5] were children", "Of the dead, [8] were locals"."""
    reading = figure.reading
    if reading.low(0) != "of" or figure.number.first < 3 or (figure.is_one and figure.phrase.empty):
        return None
    if (reading.low(1) == "those" or reading.within(1, "pronouns")) and reading.low(2) == ",":
        metric = figure.earlier_metric
        return Ruling(metric, 0, 2, "part", 0.65, whole=-1) if metric else None
    named = reading.within(1, "articles") or reading.low(1) == "those"
    cue = next((reading.cues[at] for at in range(2, _FARTHEST_NAMED) if at in reading.cues), None) if named else None
    if cue is None or not any(reading.low(at) == "," for at in range(cue.last, figure.number.first)):
        return None
    metric = choose(reading, figure.phrase, figure.kind, cue, ("verb", "act", "state", "named"), ("ed", None))
    return Ruling(metric, cue.first, cue.last, "part", 0.65, whole=-1) if metric else None


def _among_them(figure: Figure) -> Ruling | None:
    """A part of those of whom the text has told: "[12] children were among them"."""
    reading, at = figure.reading, figure.phrase.after
    metric = figure.earlier_metric
    if metric is None or not reading.within(at, "be") or not reading.within(at + 1, "among"):
        return None
    if not reading.within(at + 2, "pronouns") and reading.low(at + 2) != "them":
        return None
    return Ruling(metric, at, at + 3, "part", 0.65, whole=_whole_before(figure))


def _of_named(figure: Figure) -> Ruling | None:
    """A part of those whom the words before it name: "the dead, [14] of them women"."""
    reading = figure.reading
    cue = reading.endings.get(figure.before) if reading.low(figure.before) == "," else None
    if cue is None or not figure.phrase.pronoun or reading.low(cue.first - 1) not in ("the", "those"):
        return None
    metric = choose(reading, figure.phrase, figure.kind, cue, ("verb", "state"), ("ed", None))
    return Ruling(metric, cue.first, cue.last, "part", 0.75, whole=-1) if metric else None


def is_part(figure: Figure) -> bool:
    """Whether its words make a number a part of the one before."""
    reading, before = figure.reading, figure.before
    return (
        _is_split(figure)
        or _is_graver(figure)
        or figure.phrase.pronoun
        or (reading.within(before, "including") and not reading.within(before - 1, "be"))
        or (reading.within(before, "relatives", "pronouns") and reading.low(before - 1) in ("of", "among"))
    )


def _is_graver(figure: Figure) -> bool:
    """Whether it says of how many of the hurt it is worse or better: "40 were hurt, [six] seriously"."""
    if not figure.ruled or figure.ruled[-1].ruling.metric not in _HURT or not figure.phrase.empty:
        return False
    return _is_grave(figure)


def is_graver_than_before(figure: Figure) -> bool:
    """Whether it opens a sentence with how many of those hurt fared worse: "[Eight] had life-threatening injuries"."""
    opens = not figure.ruled and figure.before < 0 and figure.phrase.empty
    return opens and figure.earlier.near and figure.earlier.metric in _HURT and _is_grave(figure)


def _is_grave(figure: Figure) -> bool:
    reading = figure.reading
    after = figure.phrase.after
    return any(reading.within(at, "gravity") for at in range(after, after + _NEAR_GRAVITY))


def whole_of(last: Ruled) -> int:
    """Index of the number whose part follows: two parts in a row have one whole."""
    return last.ruling.whole if last.ruling.whole is not None and last.ruling.whole >= 0 else last.figure.index


def _is_aside(figure: Figure) -> bool:
    """Whether "one of them" counts: ", one of them a boy"; not "one of them raised a flag"."""
    reading, at = figure.reading, figure.phrase.after
    opened = figure.before >= 0 and reading.tokens.kind(figure.before) == "mark"
    said = reading.within(at, "prepositions") or reading.low(at).endswith("ly") or not figure.phrase.empty
    return opened and bool(figure.ruled) and said


def _is_split(figure: Figure) -> bool:
    """Whether it splits a whole: "Thirty died: [20] in the capital", "nine -- [six] girls, three boys -- died"."""
    reading = figure.reading
    if not figure.ruled:
        return False
    whole = figure.ruled[-1].figure
    if reading.low(figure.before) in _OPENS_ASIDE and figure.before == whole.phrase.after and figure.kind is not None:
        return True
    if reading.low(figure.before) == ":" and figure.phrase.empty:
        return reading.within(figure.phrase.after, "prepositions")
    if reading.low(figure.before) == "," and figure.phrase.empty and reading.within(figure.phrase.after, "places"):
        smaller, larger = figure.number.value, whole.number.value
        less = smaller is not None and larger is not None and smaller < larger
        dated = (
            reading.within(figure.phrase.after + 1, "weekdays", "months") or figure.phrase.after + 1 in reading.inside
        )
        return less and not dated and figure.predicate is None
    fronted = reading.low(whole.before) == "of" and (whole.before == 0 or not reading.is_word(whole.before - 1))
    return fronted and reading.low(figure.before) == "," and reading.within(figure.phrase.after, "be", "have")


def shared(figure: Figure) -> Ruling | None:
    """A member of a list whose verb or noun stands with an earlier number: "killed 20 people and two dogs"."""
    if not figure.ruled or (
        figure.is_one and figure.phrase.empty and figure.reading.low(figure.phrase.after) != "with"
    ):
        return None
    last = figure.ruled[-1]
    between = figure.reading.numbers[last.figure.index + 1 : figure.index]
    if any(number.value != 1 for number in between) or last.ruling.rule not in _DIRECT_RULES or not fits(figure, last):
        return None
    if not _in_list(figure, last):
        return None
    ruling = last.ruling
    return Ruling(
        *(ruling.metric, ruling.cue_first, ruling.cue_last, "shared", 0.7),
        phrase=None,
        whole=ruling.whole,
        shared=last.figure.index,
    )


def gapped(figure: Figure) -> Ruling | None:
    """A number by its place or party alone, verb and noun left out: "40 died in Orle, in Velka [44] and in Ost six"."""
    if not figure.ruled or not figure.phrase.empty or figure.is_one or figure.number.currency is not None:
        return None
    reading, last, at = figure.reading, figure.ruled[-1], figure.before
    if reading.low(at) == "at" and reading.low(last.figure.before) == "at":
        return _put_at(figure, last)
    if reading.low(figure.phrase.after) not in _ENDS and not reading.within(figure.phrase.after, "conjunctions"):
        return None
    while at > last.figure.number.last and reading.is_word(at) and reading.tokens.texts[at][:1].isupper():
        at -= 1
    if at == figure.before or last.figure.number.currency is not None or not figure.before - at <= _LONGEST_NAME:
        return None
    at -= reading.within(at, "places")
    if reading.low(at) not in (",", ";") and not reading.within(at, "conjunctions"):
        return None
    ruling = last.ruling
    return Ruling(ruling.metric, ruling.cue_first, ruling.cue_last, "gapped", 0.65, shared=last.figure.index)


def _put_at(figure: Figure, last: Ruled) -> Ruling | None:
    """A number put at so many as the one before: "put the dead at nine, doctors at [30]"."""
    reading, at = figure.reading, figure.before - 1
    while at > last.figure.number.last and reading.is_word(at) and not reading.within(at, "conjunctions", "be", "have"):
        at -= 1
    listed = reading.low(at) in (",", ";") or reading.within(at, "conjunctions")
    if not listed or at != last.figure.phrase.after or not 0 < figure.before - at - 1 <= _LONGEST_NAME:
        return None
    ruling, cue = last.ruling, reading.endings.get(figure.before)
    if cue is None:
        return Ruling(ruling.metric, ruling.cue_first, ruling.cue_last, "gapped", 0.65, shared=last.figure.index)
    metric = choose(reading, figure.phrase, figure.kind, cue, ("verb", "state", "noun", "total"), ("ed", None))
    return Ruling(metric, cue.first, cue.last, "gapped", 0.65) if metric else None


def _in_list(figure: Figure, last: Ruled) -> bool:
    """Whether only a list lies between the two numbers: "and", commas, places; no verb, no other clause."""
    reading, at = figure.reading, figure.before
    while at >= 0 and reading.low(at) in ("in", "another"):
        at -= 1
    if not reading.within(at, "conjunctions") and reading.low(at) != ",":
        return False
    after_cue = last.ruling.cue_last if last.ruling.cue_first > last.figure.number.first else 0
    begin = max(last.figure.phrase.after, after_cue)
    begin = _behind_credit(figure, begin, at)
    if figure.number.first - begin > _FARTHEST_LIST or any(_ends_list(figure, last, step) for step in range(begin, at)):
        return False
    after = figure.phrase.after
    if reading.within(after, "reporting"):
        return False
    if figure.phrase.empty:
        return reading.within(after, "prepositions", "articles") or reading.low(after) == "others"
    ends = reading.low(after) in _ENDS or reading.within(after, "prepositions", "conjunctions")
    return ends or last.ruling.rule in ("object", "noun of", "shared")


def _behind_credit(figure: Figure, begin: int, at: int) -> int:
    """After the comma that ends an aside about who says so: ", according to the mayor, and [two] more"."""
    reading = figure.reading
    said = next((step for step in range(begin, at) if reading.within(step, "reporting")), None)
    if said is None or not any(reading.low(step) == "," for step in range(begin, said + 1)):
        return begin
    return next((step for step in range(said, at + 1) if reading.low(step) == ","), begin)


def _ends_list(figure: Figure, last: Ruled, at: int) -> bool:
    """Whether a token between two numbers shows that they are no list; "five deaths were reported" goes on."""
    reading = figure.reading
    reported = last.ruling.rule == "noun" and figure.phrase.empty
    if reading.within(at, "be", "reporting"):
        return not reported
    if reading.within(at, "have", "subordinators", "relatives", "finite") or reading.low(at) in (";", ":"):
        return True
    return at in reading.cues and not reading.cues[at].has("noun", "counted", "named")


def fits(figure: Figure, last: Ruled) -> bool:
    """Whether both count people or both count things, as far as their nouns tell."""
    lexicon = figure.reading.lexicon
    if figure.kind is None or figure.number.currency != last.figure.number.currency:
        return figure.number.currency == last.figure.number.currency
    counts = lexicon.metrics[last.ruling.metric].counts
    if all(is_member(figure.reading, phrase, last.ruling.metric) for phrase in (figure.phrase, last.phrase)):
        return True
    if last.figure.kind is not None:
        return lexicon.is_people(figure.kind) == lexicon.is_people(last.figure.kind)
    return counts != "people" or not lexicon.is_things(figure.kind)
