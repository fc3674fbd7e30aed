"""The vocabulary's words of credit, made ready for reading: `words/reporting.toml` as sets and patterns."""

import re
from collections.abc import Iterable, Mapping

from claims.names import Names, alternation, index_names
from claims.records import Stance
from claims.vocabulary import Vocabulary, Words


class Reporting:
    """Sets and patterns of the words that say who says something, and what they do with it."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.names: Names = index_names(vocabulary)
        self._read_verbs(vocabulary.reporting)
        self._read_phrases(vocabulary.reporting)
        self._read_parties(vocabulary.reporting)
        self._read_grammar(vocabulary.reporting)

    def _read_verbs(self, words: Mapping[str, Words]) -> None:
        """Verbs that report, reject or take back."""
        self.said = frozenset(words["said"])
        self.object_verbs = frozenset(words["object_verbs"])
        self.stances: dict[str, Stance] = dict.fromkeys(words["denies"], "denies")
        self.stances.update(dict.fromkeys(words["withdraws"], "withdraws"))
        self.verdict_verbs = frozenset(words["verdict_verbs"])
        self.stances.update(dict.fromkeys(self.verdict_verbs, "denies"))
        self.verbs = _pattern(words["said"] + words["party_verbs"] + words["that_verbs"] + tuple(self.stances))
        self.that_verbs = frozenset(words["that_verbs"])
        self.other_senses = _pattern(words["other_senses"])
        self.falsehood = _pattern(words["falsehoods"])
        self.quoted_by = _pattern(words["quoted_by"])
        self.quoted_as = _pattern(words["quoted_as"])
        self.as_saying = _pattern(words["as_saying"])
        self.tolls = frozenset(words["tolls"])
        self.tells = frozenset(words["tells"])
        self.false = re.compile(
            rf"\b(?:{alternation(words['falsified'])})\b[^.;]{{0,120}}?\b(?:{alternation(words['verdicts'])})\s"
            rf"(?:\w+\s){{0,4}}?(?:{alternation(words['falsehoods'])})\b",
            re.IGNORECASE,
        )

    def _read_phrases(self, words: Mapping[str, Words]) -> None:
        """Phrases around what is said."""
        self.passing = frozenset(words["passing"])
        self.according = _pattern(words["according"])
        self.denied_by = _pattern(words["denied_by"])
        self.citing = _pattern(words["citing"])
        self.toll_of = _pattern(words["toll_of"])
        self.counting_on = _pattern(words["goes_on_counting"])
        self.material_before = re.compile(
            r"(?:the |a |an |some )?"
            rf"(?:(?:{alternation(words['passing'])})\s+)*(?:{alternation(words['material_of'])})\s+",
            re.IGNORECASE,
        )
        self.material_after = frozenset(words["quoted_material"])
        self.any_credit = re.compile(
            "|".join(
                found.pattern
                for found in (self.verbs, self.according, self.denied_by, self.citing, self.toll_of, self.quoted_by)
            )
            + r"|\S:\s|\s[–—-]\s",
            re.IGNORECASE,
        )

    def _read_parties(self, words: Mapping[str, Words]) -> None:
        """Words for those who speak and those who are told."""
        self.nobody = frozenset(words["nobody"])
        self.listeners = frozenset(words["listeners"])
        self.documents = frozenset(words["documents"])
        self.pronouns = frozenset(words["pronouns"])
        self.personal = frozenset(words["personal"])
        self.individuals = frozenset(words["individuals"])
        self.media = frozenset(words["media"])
        self.kin = frozenset(words["kin"])
        self.whose = frozenset(words["whose"])
        self.bodies = frozenset(words["bodies"])
        self.named_later = frozenset(words["named_later"])
        self.offices = {word: group.split()[0] for group in words["same_office"] for word in group.split()}

    def _read_grammar(self, words: Mapping[str, Words]) -> None:
        """Words that bound a party in its sentence."""
        self.no_subject = frozenset(words["no_subject"])
        self.leaving = frozenset(words["leaving"])
        self.after_inverted = frozenset(words["after_inverted"])
        self.days = frozenset(words["days"])
        self.adverbs = frozenset(words["adverbs"]) | self.days
        self.prepositions = frozenset(words["prepositions"])
        self.openers = frozenset(words["openers"])
        self.finite = frozenset(words["finite"])
        self.adjectives = frozenset(words["participles_of_names"])
        self.negations = frozenset(words["negations"])
        self.number_words = frozenset(words["number_words"])
        self.clock = frozenset(words["clock"])
        self.relatives = frozenset(words["relatives"])

    def is_finite(self, word: str) -> bool:
        """Whether a lower-case word is likely the verb of a clause."""
        if word in self.finite:
            return True
        return word.endswith("ed") and len(word) > 4 and "-" not in word and word not in self.adjectives


_MADE: dict[int, Reporting] = {}


def read_reporting(vocabulary: Vocabulary) -> Reporting:
    """The words of credit of a vocabulary, made ready once."""
    # A vocabulary can't be hashed; its index keeps it alive, so that an id is never used twice.
    if id(vocabulary) not in _MADE:
        _MADE[id(vocabulary)] = Reporting(vocabulary)
    return _MADE[id(vocabulary)]


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{alternation(words)})\b", re.IGNORECASE)
