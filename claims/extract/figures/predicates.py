"""What the clause says of the counted: "20 people … were killed", "26 dead", "12 fled"."""

from typing import NamedTuple

from claims.extract.figures.groups import is_noun, phrase_of
from claims.extract.figures.lexicon import Form
from claims.extract.figures.reading import Cue, Phrase, Reading
from claims.extract.figures.signs import ANY_FORM, choose

_FARTHEST = 45
"""Words between the counted and their verb, asides included."""
_FARTHEST_BARE = 14
"""Words between the counted and a participle that says what became of them."""
_LONGEST_ASIDE = 30
"""Words of the longest aside between a subject and its verb."""
_LONGEST_QUALIFIER = 8
"""Words behind a participle among which the next number of a list begins."""
_STOPS = frozenset(";:?!")
_OPENING = {"(": ")", "[": "]"}
_DASHES = frozenset({"–", "—", "--"})


class Predicate(NamedTuple):
    """The words that say what happened to the counted, and the metric that they signal."""

    metric: str
    cue: Cue
    finite: bool
    """Said in a full sentence ("were killed"), not by a bare participle or adjective ("killed", "dead")."""
    listed: bool = False
    """Reached across other numbers that share it: "two men and three boys were hurt"."""
    near: bool = False
    """Nothing stands between the noun and it."""


class PredicateScan:
    """Walks from a number's noun phrase to the right, through what may stand before its predicate."""

    def __init__(
        self, reading: Reading, phrase: Phrase, counted: Phrase, kind: str | None, elided: frozenset[str] = frozenset()
    ) -> None:
        self._reading = reading
        self._phrase = phrase
        self._counted = counted
        self._kind = kind
        self._elided = elided
        self._after = phrase.after
        self._relative = False
        self._only_bare = False
        self._idle = False
        self._one = reading.low(phrase.first - 1) == "one" or phrase.after == 0
        self._be = self._have = -9
        self._bare: Predicate | None = None
        self._bare_number = phrase.empty and not phrase.pronoun
        self._listed = False
        self._verbless = phrase.after
        self._negated = False

    def find(self, bare: bool = False) -> Predicate | None:
        """The predicate of the counted, or None where the clause ends without one; `bare` leaves full sentences out."""
        self._only_bare = bare
        at = self._phrase.after
        # Behind the last cue nothing is said any more.
        limit = min(self._reading.last_cue + 1, at + _FARTHEST)
        while at < limit:
            following = self._step(at)
            if following is None or isinstance(following, Predicate):
                return following or self._bare
            at = following
        return self._bare

    def _step(self, at: int) -> Predicate | int | None:
        """Where to go on from a token, the finite predicate that stands there, or None at the end of the clause."""
        reading = self._reading
        if at in reading.cues:
            return self._at_cue(reading.cues[at])
        if at in reading.starts:
            led = at - 1 - reading.within(at - 1, "articles")
            if reading.within(led, "places", "including"):
                return self._behind_number(at)
            return self._over_number(at) if self._in_list(at) else None
        if reading.tokens.kind(at) == "mark":
            return self._at_mark(at)
        kinds, low = reading.kinds(at), reading.low(at)
        if "be" in kinds:
            self._be = at
        elif "have" in kinds:
            self._have = at
        elif "not" in kinds or low.endswith("n't"):
            self._negated = True
        if "conjunctions" in kinds:
            self._idle = False
            return self._at_conjunction(at)
        if low.endswith("ed") and 0 < at - self._be <= 2 and "raising" not in kinds:
            self._idle = True
        if "relatives" in kinds and at <= self._phrase.after + 1:
            self._relative = True
            return at + 1
        reported = "reporting" in kinds and at - self._be > 3 and at + 1 not in reading.cues
        if reported or ("subordinators" in kinds and not self._goes_on_after(at)):
            return None
        return at + 1

    def _goes_on_after(self, at: int) -> bool:
        """Whether a subordinator opens no clause: "confirmed as having died", "held since Thursday"."""
        reading, word = self._reading, self._reading.low(at)
        if (
            word == "since"
            and reading.within(at - 1, "have")
            and (at + 1 in reading.cues or reading.within(at + 1, "be", "adverbs"))
        ):
            return True
        if word == "as":
            return reading.within(at + 1, "be", "have") or at + 1 in reading.cues
        following = at + 1 + reading.within(at + 1, "articles")
        timed = following in reading.inside or reading.within(following, "weekdays", "months")
        return timed and following not in reading.starts

    def _at_cue(self, cue: Cue) -> Predicate | int | None:
        reading = self._reading
        if cue.has("noun", "counted", "named", "total") and not cue.has("verb", "act", "state"):
            return cue.last
        verbal = [sign for sign in cue.signs if sign.part in ("verb", "act", "state")]
        forms = {sign.form for sign in verbal}
        passive = 0 < cue.first - self._be <= 5 and (bool({"ed", None} & forms) or cue.has("act"))
        if self._idle or self._is_attribute(cue) or self._is_loose(cue, forms, passive):
            return cue.last
        if forms == {"ing"} and not passive and not cue.has("act"):
            return None
        if self._is_active(cue, passive):
            return None
        metric = choose(reading, self._counted, self._kind, cue, ("verb", "act", "state"), ANY_FORM, self._elided)
        if metric is None:
            ends = passive and not any(sign.members_only for sign in verbal)
            return None if ends else cue.last
        finite = passive or (self._be >= 0 and cue.has("state")) or (cue.has("act") and forms != {"ing"})
        if self._negated and finite:
            return None
        return self._keep(Predicate(metric, cue, finite, self._listed, near=cue.first == self._phrase.after))

    def _keep(self, found: Predicate) -> Predicate | int | None:
        """A full sentence ends the walk; a participle, or a relative clause, is kept while one may follow."""
        cue, finite = found.cue, found.finite
        if (finite and not self._relative and not self._only_bare) or (found.near and self._bare_number and not finite):
            return found
        if finite and self._only_bare and not self._relative:
            return None
        self._be = -9 if self._relative else self._be
        self._relative = False
        if cue.first - self._phrase.after <= _FARTHEST_BARE or self._listed:
            self._bare = self._bare or found
        return cue.last

    def _is_attribute(self, cue: Cue) -> bool:
        """Whether the cue describes another noun: "the injured miners"; "among the dead" is said of the counted."""
        reading = self._reading
        if self._relative and reading.within(cue.first - 1, "relatives"):
            return False  # "12 homes that burned down"
        if reading.within(cue.first - 1, "articles") or reading.low(cue.first - 1) in ("of", "for"):
            named = cue.first - 2
            if reading.within(named, "among"):
                # Of "there are 3 children among the dead" the verb stands before the number.
                return self._be < 0 and named != self._phrase.after
            return reading.low(named) != "of" or self._be < 0
        near = cue.first == self._phrase.after
        if near or cue.last != cue.first + 1 or not cue.has("verb", "state") or 0 < cue.first - self._be <= 2:
            return False
        return reading.low(cue.last) != "others" and is_noun(reading, cue.last)

    def _is_active(self, cue: Cue, passive: bool) -> bool:
        """Whether the counted did it to someone else: "ten gunmen killed four", "two men have killed"."""
        if self._reading.low(cue.first - 1) == "to" and self._begins_number(cue.last):
            return True
        if passive or not cue.has("verb") or cue.has("act", "state"):
            return False
        if 0 < cue.first - self._have <= 3 and self._be < self._have:
            return not self._ends_clause(cue.last)
        if not any(sign.form == "ed" for sign in cue.signs if sign.part == "verb"):
            return True
        at = cue.last
        if self._phrase.empty and cue.first == self._phrase.after:
            return self._begins_number(at) and not self._has_own_cue(at)
        return self._begins_object(at) or self._begins_number(at)

    def _begins_object(self, at: int) -> bool:
        """Whether an article opens what it was done to, and no time: "killed the cook", "arrested the day before"."""
        reading = self._reading
        return reading.within(at, "articles") and not any(reading.within(step, "times") for step in (at + 1, at + 2))

    def _has_own_cue(self, at: int) -> bool:
        """Whether a participle of its own follows the next number: "26 killed 18 wounded" is a list."""
        reading = self._reading
        starts = (step for step in range(at, at + _LONGEST_QUALIFIER) if step in reading.starts)
        return any(self._behind_number(step) in reading.cues for step in starts)

    def _ends_clause(self, at: int) -> bool:
        """Whether no object follows: "380 homes have burned"."""
        reading = self._reading
        return (
            at >= len(reading.tokens)
            or reading.tokens.kind(at) == "mark"
            or reading.within(at, "prepositions", "conjunctions")
        )

    def _is_loose(self, cue: Cue, forms: set[Form | None], passive: bool) -> bool:
        """Whether an act in base form or in "-ing" belongs to another noun: "an end to marches", "from fleeing"."""
        reading = self._reading
        if cue.has("act") and reading.low(cue.first - 1) == "to":
            # "forced thousands to flee", "had to flee" tell what they did, "came to protest" what they meant to.
            return cue.first - 1 != self._phrase.after and not reading.within(cue.first - 2, "factual")
        if not cue.has("act") or cue.has("verb", "state") or passive or cue.first == self._after:
            return "s" in forms and cue.has("act") and not passive and not self._one
        bases = not forms & {"ed", "ing"}
        led = reading.within(cue.first - 1, "modals", "adverbs") or reading.low(cue.first - 1).endswith("ly")
        return (bases and cue.first - self._have > 2 and not led) or (
            not bases and reading.within(cue.first - 1, "prepositions", "articles")
        )

    def _begins_number(self, at: int) -> bool:
        """Whether a counted number, perhaps qualified, begins at a token."""
        reading = self._reading
        for _ in range(3):
            if at in reading.starts:
                return True
            found = reading.lexicon.qualifiers.match(reading.tokens, at) if at < len(reading.tokens) else None
            if found is None and not reading.within(at, "more"):
                return False
            at = found[0] if found else at + 1
        return at in reading.starts

    def _in_list(self, at: int) -> bool:
        """Whether the number before a token stands in a list with ours: only a comma, "and" or qualifiers before it."""
        reading = self._reading
        back = at - 1
        while back > self._phrase.after and not reading.within(back, "conjunctions") and reading.low(back) != ",":
            if back < at - 5:
                return False
            back -= 1
        if self._be >= 0 or self._bare is not None:
            return False
        if not (reading.within(back, "conjunctions") or reading.low(back) == ","):
            return False
        # The list grows from number to number: what was looked at for the last one is not looked at again.
        self._verbless = next((step for step in range(self._verbless, back) if self._is_verb(step)), back)
        own = (step for step in range(max(back, self._phrase.after), at) if step not in reading.endings)
        return self._verbless == back and not any(self._is_verb(step) for step in own)

    def _is_verb(self, at: int) -> bool:
        return self._reading.low(at).endswith("ed") or self._reading.within(at, "finite")

    def _over_number(self, at: int) -> int:
        self._listed = True
        self._after = self._behind_number(at)
        return self._after

    def _behind_number(self, at: int) -> int:
        """After another number and its noun: "soldiers from three services"."""
        reading = self._reading
        number = reading.numbers[reading.starts[at]]
        return max(phrase_of(reading, number).after, at + 1)

    def _at_conjunction(self, at: int) -> int | None:
        if self._bare is not None:
            return None
        if self._begins_number(at + 1) and self._be >= 0:
            return None
        return at + 1

    def _at_mark(self, at: int) -> int | None:
        reading, mark = self._reading, self._reading.low(at)
        if mark in _STOPS:
            return None
        if mark in _OPENING:
            return self._behind(at, _OPENING[mark])
        if mark in _DASHES:
            # "The crowd – about 90 people – was moved": the dash closes what one before the number opened.
            return self._behind(at, mark) or (at + 1 if self._continues(at + 1) else None)
        if mark == ".":
            ends = (
                reading.is_word(at - 1)
                and len(reading.low(at - 1)) > 3
                and reading.tokens.end(at) != len(reading.tokens)
            )
            return None if ends else at + 1
        if mark != "," or (at + 1 in reading.inside and at + 1 not in reading.starts):
            return at + 1
        if self._bare is not None:
            return self._behind_aside(at)
        named = reading.groups.get(at + 1) if at == self._phrase.after else None
        if named and (reading.low(named[0]) == "," or reading.within(named[0], "conjunctions")):
            return named[0]  # "46 men, women and children were kidnapped"
        if self._begins_number(at + 1) and not self._aside_follows(at):
            return at + 1 if self._be < 0 else None
        return self._behind_aside(at)

    def _aside_follows(self, at: int) -> bool:
        """Whether the next number is no member of the list: ", three of them children, were hurt"."""
        reading = self._reading
        for step in range(at + 1, min(at + 6, len(reading.tokens))):
            if step in reading.starts:
                number = reading.numbers[reading.starts[step]]
                return phrase_of(reading, number).pronoun
        return False

    def _behind(self, at: int, closing: str) -> int | None:
        for end in range(at + 1, min(at + _LONGEST_ASIDE, len(self._reading.tokens))):
            if self._reading.low(end) == closing:
                return end + 1
        return None

    def _behind_aside(self, at: int) -> int | None:
        """After the comma that ends an aside, where a verb follows it: ", including a child, were"."""
        reading = self._reading
        if self._continues(at + 1):
            return at + 1
        for end in range(at + 1, min(at + _LONGEST_ASIDE, len(reading.tokens))):
            if reading.low(end) in _STOPS or (reading.within(end, "reporting") and not self._is_credit(at, end)):
                return None
            if reading.low(end) == "," and self._continues(end + 1):
                return end + 1
        return None

    def _is_credit(self, comma: int, verb: int) -> bool:
        """Whether an aside is one about who says it: ", said the mayor, were", ", police said, were"."""
        return verb == comma + 1 or self._reading.low(verb + 1) == ","

    def _continues(self, at: int) -> bool:
        """Whether the verb of the clause follows: an auxiliary or a cue in past form, adverbs apart."""
        reading = self._reading
        while reading.within(at, "adverbs") and at not in reading.cues:
            at += 1
        if reading.within(at, "be", "have"):
            return True
        cue = reading.cues.get(at)
        if cue is None or self._begins_object(cue.last) or self._begins_number(cue.last):
            return False
        return any(
            sign.form == "ed" or sign.part == "state" for sign in cue.signs if sign.part in ("act", "state", "verb")
        )
