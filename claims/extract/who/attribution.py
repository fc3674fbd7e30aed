"""Who says a figure: the speaker that a text credits, and those who, says the text, passed it on."""

import re
from bisect import bisect_right
from typing import Literal

from claims.extract.mention import Context, Mention
from claims.extract.passage import Passage
from claims.extract.who.credit import Credit
from claims.extract.who.credits import find_credits
from claims.extract.who.reporting import read_reporting
from claims.extract.who.speakers import Speakers
from claims.names import person_named, source_key, spoken_for
from claims.records import Attribution, Stance
from claims.vocabulary import Vocabulary

Reach = Literal["sentence", "quotation", "carried"]
"""How a credit reaches a figure: it stands in the same sentence, beside the quotation around it, or in the sentence
before."""

_NEAR = 12
"""Sentences to either side of a quotation in which its speaker is looked for."""
_OPENING = 30
"""Characters at the head of a sentence in which a word tells that it goes on counting."""
_PARAGRAPHS = 5
"""Paragraphs of one quotation to either side in which its speaker is looked for."""
_BEFORE_RELATIVE = 60
"""Characters before a figure in which "that killed" begins."""
_AROUND_FALSEHOOD = 40
"""Characters before the words of a denial in which the denied figure may stand."""
_LINE = 80
"""Characters of a line of a list."""
_BULLETS = ("•", "·", "*", "-", "–", "—", "▪", "■", "◦", "‣")
# "… that killed 9 …", "…, which has killed at least 9 …": up to the number.
_RELATIVE = re.compile(
    r"(,?)\s(?:(?:that|which|who)\s+(?:(?:has|have|had|also|later)\s+)?(\w+)|(?:in|during)\s+which)"
    r"(?:\s+[\w’'-]+){0,5}\s+$"
)
# "…, the mayor said as she toured the hospital where 9 had died"
_MEANWHILE = re.compile(r"(?:\s+[\w’'-]+){0,4}?\s+(?:as|after|when|while|before)\s[^,;]*$")


class Attributions:
    """The credits of one passage, and the chain of each figure in it."""

    def __init__(self, passage: Passage, context: Context, vocabulary: Vocabulary) -> None:
        self._passage = passage
        self._words = read_reporting(vocabulary)
        self._quotations = _quotations(passage)
        self._credits = _of_persons(
            tuple(find_credits(sentence, self._words) for sentence in passage.sentences), vocabulary
        )
        self._speakers = Speakers(passage, context, self._words, self._credits)

    def chain(self, mention: Mention) -> tuple[Attribution, ...]:
        """Speaker first, then relays; empty where the text states the figure in its own voice."""
        _, credits = self.credits(mention)
        if not credits:
            return ()
        inner = credits[0]
        steps = [self._step(credit, mention) for credit in credits]
        if inner.cited:
            cited = self._speakers.of_words(inner.cited, inner.verb_start)
            steps.insert(0, Attribution(role="speaker", name=cited, words=inner.cited, verb=inner.verb))
        steps += [told for credit in credits if (told := self._told(credit, mention))]
        return self._in_order(steps)

    # --- which credits cover a figure ---

    def credits(self, mention: Mention) -> tuple[Reach, tuple[Credit, ...]]:
        """The credits that cover a figure, the innermost first, and how they reach it."""
        if covering := self._credits_of(mention):
            return "sentence", covering
        if quoted := self._quoted(mention):
            return "quotation", (quoted,)
        return "carried", self._listed(mention) or self._carried(mention) or self._sourced(mention)

    def _credits_of(self, mention: Mention) -> tuple[Credit, ...]:
        """The innermost credit of the figure's own sentence first, then those around it."""
        at, credits = mention.number_start, self._credits[mention.sentence]
        covering = [credit for credit in credits if credit.scope[0] <= at < credit.scope[1]]
        trailing = bool(credits) and not credits[0].leads and not credits[0].firm
        if not covering and trailing and credits[0].start >= credits[0].scope[0] > at:
            return (credits[0],)
        around = [credit for credit in covering if not credit.leads]
        # Behind a semicolon a credit of its own holds, where there is one.
        clause = max((credit.scope[0] for credit in around), default=0)
        leads = [credit for credit in covering if credit.leads and credit.end <= at and credit.verb_start >= clause]
        behind = [credit for credit in around if credit.start >= at and not self._is_background(credit, mention)]
        around = [credit for credit in around if credit in behind or self._reaches(credit, at)]
        if not leads:
            return self._passed_on(behind) if behind else tuple(around[-1:])
        inner = leads[-1]
        rejected = inner.firm or inner.head.lower().split()[-1] in self._words.claimed
        if rejected and leads[-2:][0].stance != "states":
            return (leads[-2],)
        if inner.firm or inner.stance != "states":
            return (inner,)
        opening = [credit for credit in around if credit.end < inner.start and credit.verb_start <= credit.scope[0] + 3]
        outer = [credit for credit in behind or opening if credit.stance == "states"]
        return (inner, *self._reporting_that(leads), *outer[:1])

    def _reaches(self, credit: Credit, at: int) -> bool:
        """Whether a credit before a figure goes on to it: not where "as" or "after" tell of the speaker's own day."""
        between = self._passage.text[credit.verb_start + len(credit.verb) : at]
        return credit.start < at and _MEANWHILE.match(between) is None

    def _is_background(self, credit: Credit, mention: Mention) -> bool:
        """Whether a figure only tells which thing is spoken of: "the fire that killed 9 was arson, police said"."""
        text, at = self._passage.text, mention.number_start
        relative = _RELATIVE.search(text, max(credit.scope[0], at - _BEFORE_RELATIVE), at)
        verb = (relative[2] or "").lower() if relative else ""
        if relative is None or (verb and (verb in self._words.said or not self._words.is_finite(verb))):
            return False
        if not relative[1] and self._passage.sentences[mention.sentence].headline:
            return True
        goes_on = self._words.goes_on.match(text, mention.number_end, credit.start)
        return goes_on is not None and goes_on[1] == relative[1]

    def _passed_on(self, behind: list[Credit]) -> tuple[Credit, ...]:
        """The credit behind a statement, and the outlet that gives it: "…, the mayor said, according to AFP"."""
        inner, *others = behind
        end = max(inner.end, inner.verb_start + len(inner.verb))
        outer = next((credit for credit in others if credit.stance == "states" and credit.verb_start > end), None)
        if outer is None or self._passage.text[end : outer.verb_start].strip() != ",":
            return (inner,)
        return (inner, outer) if self._speakers.outlet(outer.words, outer.verb_start) else (inner,)

    def _reporting_that(self, leads: list[Credit]) -> list[Credit]:
        """The credit whose statement the last one is: "TASS reported that the ministry said …"."""
        if len(leads) < 2:
            return []
        outer, inner = leads[-2:]
        between = self._passage.text[outer.verb_start + len(outer.verb) : inner.start]
        return [outer] if re.fullmatch(r"\s*(?:\w+\s+){0,3}that\s+(?:the\s+)?", between) else []

    def _quoted(self, mention: Mention) -> Credit | None:
        """The credit of the quotation that the figure stands in."""
        span = self._quotation(mention.number_start)
        if span is None:
            return None
        return self._of_quotation(mention.sentence, span) or self._of_rows(span)

    def _listed(self, mention: Mention) -> tuple[Credit, ...]:
        """The credit of the words above a list: "The ministry reported:" and a line for each figure."""
        sentences = self._passage.sentences
        for n in range(mention.sentence, max(-1, mention.sentence - _NEAR), -1):
            text = sentences[n].text.rstrip()
            if n < mention.sentence and text.endswith(":"):
                return self._credits[n][-1:]
            line = len(text) < _LINE and (not n or sentences[n - 1].paragraph < sentences[n].paragraph)
            if not (text.startswith(_BULLETS) or text[-1:].isalnum() or line) or self._credits[n]:
                return ()
        return ()

    def _sourced(self, mention: Mention) -> tuple[Credit, ...]:
        """The credit of a next sentence about the figure itself: "The figures come from the ministry."."""
        n, sentences = mention.sentence + 1, self._passage.sentences
        if n >= len(sentences) or sentences[n].paragraph != sentences[n - 1].paragraph:
            return ()
        if not self._words.about_figure.match(sentences[n].text) or any(map(str.isdigit, sentences[n].text)):
            return ()
        return tuple(credit for credit in self._credits[n][:1] if credit.verb.lower() not in self._words.said)

    def _carried(self, mention: Mention) -> tuple[Credit, ...]:
        """The credit of the sentence whose counting goes on."""
        sentence = self._passage.sentences[mention.sentence]
        n = mention.sentence
        while n > 0 and self._passage.sentences[n - 1].paragraph == sentence.paragraph and mention.sentence - n < 2:
            # "Aftershocks, one of them of 6.7" goes on counting nothing.
            if not self._words.counting_on.search(self._passage.sentences[n].text[:_OPENING].partition(",")[0]):
                break
            n -= 1
            if spoken := [credit for credit in self._credits[n] if credit.scope[0] < credit.scope[1]]:
                return (spoken[-1],)
        return ()

    def _quotation(self, at: int) -> tuple[int, int] | None:
        """The quotation around an offset."""
        n = bisect_right(self._quotations, (at, len(self._passage.text))) - 1
        return self._quotations[n] if n >= 0 and at < self._quotations[n][1] else None

    def _of_rows(self, span: tuple[int, int]) -> Credit | None:
        """The credit of a quotation that runs over paragraphs, each with an opening mark: that of one beside it."""
        at = bisect_right(self._quotations, span) - 1
        for step in (-1, 1):
            for n in range(at + step, at + step * _PARAGRAPHS, step):
                if not 0 <= n < len(self._quotations) or not self._runs_on(min(n, n - step)):
                    break
                quotation = self._quotations[n]
                if found := self._of_quotation(self._passage.sentence_at(quotation[0]), quotation):
                    return found
        return None

    def _runs_on(self, n: int) -> bool:
        """Whether a quotation has no closing mark and the next one opens the paragraph behind it."""
        if n + 1 >= len(self._quotations):
            return False
        end, begin = self._quotations[n][1], self._quotations[n + 1][0]
        return self._passage.text[end : end + 1] == "\n" and not self._passage.text[end:begin].strip()

    def _of_quotation(self, sentence: int, span: tuple[int, int]) -> Credit | None:
        """The credit behind a quotation, else the last before it in its paragraph, else the next, else that above."""
        sentences, paragraph = self._passage.sentences, self._passage.sentences[sentence].paragraph
        near = [
            credit
            for n in range(max(0, sentence - _NEAR), min(len(sentences), sentence + _NEAR))
            if sentences[n].paragraph == paragraph
            for credit in self._credits[n]
        ]
        behind = [credit for credit in near if credit.verb_start >= span[1] and credit.scope[0] < span[1]]
        before = [credit for credit in near if credit.verb_start < span[0]]
        if behind or before:
            return behind[0] if behind else before[-1]
        if later := [credit for credit in near if credit.verb_start >= span[1]]:
            return later[0]
        if person := self._speakers.beside(span, sentences[sentence].paragraph):
            return person
        for n in range(sentence - 1, max(-1, sentence - _NEAR), -1):
            if self._credits[n] and sentences[n].paragraph == paragraph - 1:
                return self._credits[n][-1]
        return None

    # --- the chain ---

    def _step(self, credit: Credit, mention: Mention) -> Attribution:
        name = self._speakers.name(credit)
        stance = self._stance(credit, mention)
        return Attribution(role="speaker", name=name, words=credit.words, verb=credit.verb, stance=stance)

    def _stance(self, credit: Credit, mention: Mention) -> Stance:
        """What the credit's verb does, or "denies" where the speaker calls the figure false."""
        if credit.stance != "states":
            return credit.stance
        start, end = credit.scope
        if not self._words.may_dispute(self._passage.text[start : max(end, mention.number_start)]):
            return "states"
        if self._words.untrue_that.search(self._passage.text, start, mention.number_start):
            return "denies"
        for match in self._words.false.finditer(self._passage.text, start, end):
            if match.start() - _AROUND_FALSEHOOD <= mention.number_start < match.end():
                return "denies"
        return "states"

    def _told(self, credit: Credit, mention: Mention) -> Attribution | None:
        """The outlet that was told, also where "he added" goes on from "he told Reuters"."""
        told: Credit | None = credit
        if not credit.listener:
            told = self._told_before(credit, mention) if credit.words.lower() in self._words.pronouns else None
        if told is None or not told.listener:
            return None
        name = self._speakers.outlet(told.listener, told.verb_start)
        return Attribution(role="relay", name=name, words=told.listener, verb=told.verb) if name else None

    def _told_before(self, credit: Credit, mention: Mention) -> Credit | None:
        paragraph = self._passage.sentences[mention.sentence].paragraph
        for n in range(mention.sentence, mention.sentence - 4, -1):
            if n >= 0 and self._passage.sentences[n].paragraph == paragraph:
                for other in self._credits[n]:
                    same = self._speakers.name(other) == self._speakers.name(credit)
                    if other.listener and other.verb_start < credit.verb_start and same:
                        return other
        return None

    def _in_order(self, steps: list[Attribution]) -> tuple[Attribution, ...]:
        """Speaker, then relays, a step a party; a spokesperson who passes on their own body's word is the speaker."""
        if len(steps) > 1:
            body = spoken_for(steps[1].name)
            if body and source_key(body) == source_key(steps[0].name):
                steps = steps[1:]
        parties: dict[str, Attribution] = {}
        for step in steps:
            parties.setdefault(source_key(step.name), step)
        speaker, *others = parties.values()
        relays = (step for step in others if not self._speakers.is_publisher(step.name))
        return (
            speaker if speaker.role == "speaker" else speaker.model_copy(update={"role": "speaker"}),
            *(step.model_copy(update={"role": "relay", "stance": "states"}) for step in relays),
        )


def _of_persons(found: tuple[tuple[Credit, ...], ...], vocabulary: Vocabulary) -> tuple[tuple[Credit, ...], ...]:
    """The credits without labels that are no speaker's surname: "Marrow: 9 dead", but not "Tolm: 9 dead"."""
    if not any(credit.surname for of_sentence in found for credit in of_sentence):
        return found
    speakers = (
        person_named(credit.words, vocabulary) for of_sentence in found for credit in of_sentence if not credit.surname
    )
    surnames = {person.split()[-1] for person in speakers if person}
    return tuple(
        tuple(credit for credit in of_sentence if not credit.surname or credit.head.split()[-1] in surnames)
        for of_sentence in found
    )


def _quotations(passage: Passage) -> list[tuple[int, int]]:
    """The passage's quotations; of straight marks every second one of a line only closes what the one before opened."""
    spans: list[tuple[int, int]] = []
    counted, marks = 0, 0
    for start, end in passage.quotations:
        line = passage.text.rfind("\n", counted, start) + 1
        marks = 0 if line else marks
        marks += passage.text.count('"', max(line, counted), start)
        counted = start
        if passage.text[start] != '"' or marks % 2 == 0:
            spans.append((start, end))
    return spans
