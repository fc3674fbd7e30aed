"""The vocabulary's words of credit, made ready for reading: `words/reporting.toml` as sets and patterns."""

import re
from collections.abc import Iterable, Mapping
from functools import cache

from claims.extract.who.wording import Wordings
from claims.names import Names, alternation, index_names
from claims.records import Stance
from claims.vocabulary import Vocabulary, Words

_PHRASES = (
    *("according", "denied_by", "quoted_by", "quoted_as", "told_by", "citing"),
    *("toll_of", "paper_of", "venues", "comes_from", "put_at_by", "deleted_by"),
)
"""Kinds of phrases that are looked for beside the verbs."""


class Reporting:
    """Sets and patterns of the words that say who says something, and what they do with it."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.names: Names = index_names(vocabulary)
        self._read_verbs(vocabulary.reporting)
        self._read_rejecting(vocabulary.reporting)
        self._read_phrases(vocabulary.reporting)
        self._read_material(vocabulary.reporting)
        self._read_parties(vocabulary.reporting)
        self._read_grammar(vocabulary.reporting)

    def _read_verbs(self, words: Mapping[str, Words]) -> None:
        """Verbs that report, and what they report."""
        self.said = frozenset(words["said"])
        self.seen = frozenset(words["seen"])
        self.observers = frozenset(words["observers"])
        self.object_verbs = frozenset(words["object_verbs"])
        self.verdict_verbs = frozenset(words["verdict_verbs"])
        self.stances: dict[str, Stance] = dict.fromkeys(words["denies"], "denies")
        self.stances.update(dict.fromkeys(words["withdraws"], "withdraws"))
        self.stances.update(dict.fromkeys(self.verdict_verbs, "denies"))
        self.stances.update(dict.fromkeys(words["rejects_claims"], "denies"))
        self.stances.update(dict.fromkeys(words["deletes"], "withdraws"))
        self.verbs = frozenset(
            words["said"] + words["party_verbs"] + words["that_verbs"] + words["seen"] + tuple(self.stances)
        )
        # A name may hold the bare form of a verb ("Press Report"), hardly ever its finite form.
        self.headline_verbs = frozenset(
            verb for verb in self.said | {*words["party_verbs"]} if verb[-1] in "sd" or verb == "say"
        ) - {"read"}
        self.that_verbs = frozenset(words["that_verbs"])
        self.other_senses = _pattern(words["other_senses"])
        self.of_other_senses = frozenset(phrase.split()[0] for phrase in words["other_senses"])
        self.as_saying = _pattern(words["as_saying"])
        self.tolls = frozenset(words["tolls"])
        self.toll_verbs = frozenset(words["toll_verbs"])
        self.toll_nouns = frozenset(" ".join(words["toll_of"]).split()) | {"number"}
        self.verbal_nouns = frozenset(words["verbal_nouns"])
        self.claims = frozenset(words["claims"])
        self.tells = frozenset(words["tells"])

    def _read_rejecting(self, words: Mapping[str, Words]) -> None:
        """What is rejected or taken back, and the words that call it false."""
        self.of_claims = frozenset(words["rejects_claims"] + words["deletes"])
        self.other_objects = frozenset(words["other_objects"])
        self.falsehood = _pattern(words["falsehoods"])
        self.untrue_that = _pattern(words["untrue_that"])
        # "Untrue" is found by "true".
        disputing = {max(phrase.split(), key=len) for phrase in words["falsehoods"] + words["untrue_that"]}
        self._disputing = frozenset(
            word for word in disputing if not any(other in word for other in disputing - {word})
        )
        self.false = re.compile(
            rf"\b(?:{alternation(words['falsified'])})\b[^.;]{{0,120}}?\b(?:{alternation(words['verdicts'])})\s[\"“]?"
            rf"(?:\w+\s){{0,4}}?(?:{alternation(words['falsehoods'])})\b",
            re.IGNORECASE,
        )

    def _read_phrases(self, words: Mapping[str, Words]) -> None:
        """Phrases around what is said."""
        self.passing = frozenset(words["passing"])
        verbs = alternation((*words["auxiliaries"], "comes", "come"))
        self.about_figure = re.compile(rf"(?:{alternation(words['about_figure'])})\s+(?:{verbs})\b", re.IGNORECASE)
        self.counting_on = _pattern(words["goes_on_counting"])
        self.guesses = frozenset(words["guesses"])
        self.by_whose = frozenset(words["by_whose"])
        self.studies = frozenset(words["studies"])
        phrases = {kind: words[kind] for kind in _PHRASES}
        self.wordings = Wordings({"verbs": self.verbs, **phrases})

    def _read_material(self, words: Mapping[str, Words]) -> None:
        """Videos, lists and posts that others publish, and how they are tied to their owner."""
        material = alternation((*words["quoted_material"], *words["documents"], "list", "reports"))
        self.material_before = re.compile(
            r"(?:the |a |an |some )?"
            rf"(?:(?:{alternation(words['passing'])})\s+)*(?:{alternation(words['material_of'])}|"
            rf"(?:[\w-]+\s+){{0,2}}?(?:{material})\s+(?:(?:(?:{alternation(words['kept_by'])})\s+)?by|from|that|which)|"
            rf"(?:[\w’'-]+\s+){{0,5}}?(?:{alternation(words['platforms'])})\s+of)\s+",
            re.IGNORECASE,
        )
        # Each kind of material is tied to its owner by one of these.
        self.material_links = frozenset(phrase.split()[-1] for phrase in words["material_of"]) | {"by", "that", "which"}
        self.platforms = frozenset(words["platforms"])
        self.of_platforms = frozenset(words["of_platforms"])
        self.material_after = frozenset(words["quoted_material"])

    def _read_parties(self, words: Mapping[str, Words]) -> None:
        """Words for those who speak and those who are told."""
        self.nobody = frozenset(words["nobody"])
        self.listeners = frozenset(words["listeners"])
        self.somebody = re.compile(
            rf"(?i:\b(?:the|an?)\s+(?:(?!of\b)[\w’'-]+\s+){{0,2}}?(?:{alternation(self.names.titles)})\b)"
        )
        self.documents = frozenset(words["documents"])
        self.papers = self.documents | self.material_after
        self.told_nouns = self.papers | self.toll_nouns
        self.claimed = self.documents | frozenset(words["falsified"])
        self.pronouns = frozenset(words["pronouns"])
        self.personal = frozenset(words["personal"])
        self.individuals = frozenset(words["individuals"])
        self.media = frozenset(words["media"])
        self.passing_bodies = frozenset(words["passing_bodies"])
        self.callings = self.names.titles | frozenset(words["kin"])
        self.whose = frozenset(words["whose"])
        self.nameless = self.listeners - {"the", "media"} | self.whose
        self.bodies = frozenset(words["bodies"])
        self.before_body = self.passing | {"the"}
        self.describing_body = self.passing | self.names.descriptions | {"un"}
        self.agents = self.names.officials | {*" ".join(words["spokespersons"]).split()} - self.bodies
        # "The Rights Centre (TRC)" speaks for itself.
        self.agents -= frozenset(words["offices_of_bodies"])
        # What is no person: "the coast guard" is not "coast guard chief Ana Petrov".
        self.body_heads = (self.bodies | self.names.bodily) - self.names.titles - self.names.officials
        self.named_later = frozenset(words["named_later"])
        self.offices = {word: group.split()[0] for group in words["same_office"] for word in group.split()}

    def _read_grammar(self, words: Mapping[str, Words]) -> None:
        """Words that bound a party in its sentence."""
        self.no_subject = frozenset(words["no_subject"])
        self.after_inverted = frozenset(words["after_inverted"])
        self.days = frozenset(words["days"])
        self.adverbs = frozenset(words["adverbs"]) | self.days
        self.prepositions = frozenset(words["prepositions"])
        self.adverbials = self.adverbs | self.prepositions
        self.linking = self.prepositions | {"and", "or"}
        self.determiners = self.whose | {"the", "a", "an"}
        self.describing = self.determiners | {"another", "one"}
        self.leaving = self.days | self.said | self.object_verbs | frozenset(words["leaving"])
        self.openers = frozenset(words["openers"])
        self.finite = frozenset(words["finite"])
        self.adjectives = frozenset(words["participles_of_names"])
        self.goes_on = re.compile(
            rf"(?:\s+(?!and\b|or\b|that\b)[\w’'-]+){{0,6}}?(,?)\s+(?:{alternation(words['auxiliaries'])})\b"
        )
        self.being = frozenset(("was", "were", "is", "are", "been"))
        self.led_to = frozenset(words["led_to"])
        self.beside = frozenset(words["participles_beside"])
        self.described = self.beside | frozenset(words["kept_by"])
        self.negations = frozenset(words["negations"])
        self.number_words = frozenset(words["number_words"])
        self.clock = frozenset(words["clock"])
        self.relatives = frozenset(words["relatives"] + words["participial_openers"])
        self.joining = frozenset(words["joining"])
        self.announcing = frozenset(words["announcing"])
        self.participial_openers = frozenset(words["participial_openers"])
        self.not_names = self.adverbs | self.prepositions | self.openers | self.pronouns | self.names.ignored_openers

    def may_dispute(self, text: str) -> bool:
        """Whether a text can call anything false: nearly all are done with here."""
        folded = text.casefold()
        return any(word in folded for word in self._disputing)

    def is_finite(self, word: str) -> bool:
        """Whether a lower-case word is likely the verb of a clause."""
        if word in self.finite:
            return True
        return word.endswith("ed") and len(word) > 4 and "-" not in word and word not in self.adjectives


@cache
def read_reporting(vocabulary: Vocabulary) -> Reporting:
    """The words of credit of a vocabulary, made ready once."""
    return Reporting(vocabulary)


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{alternation(words)})\b", re.IGNORECASE)
