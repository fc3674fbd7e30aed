"""Pairs of figures with the relation that a careful researcher would give."""

from datetime import UTC, datetime
from typing import Any

import pytest
from saying import UNREST, moment, say

from claims.compare import histories
from claims.records import Moment, StoredClaim
from claims.vocabulary import Profile, Vocabulary

Said = tuple[Any, ...]

BOARD, NAVY, CROSS, ARMY = "Relief Board", "Navy", "Green Cross", "Army"


def a(speaker: str | None, words: str, when: str | None, metric: str = "killed", **fields: Any) -> StoredClaim:
    return say(speaker, words, when, metric, **fields)


def by(speaker: str | None, words: str, when: str | None, **fields: Any) -> tuple[Said, dict[str, Any]]:
    return (speaker, words, when), fields


LEVEL = {"metric": "hospitalised"}

PAIRS = [
    # One speaker
    ("updated", by(BOARD, "12", "3 Jan 08:00"), by(BOARD, "31", "3 Jan 20:00"), "morning and evening"),
    (
        "updated",
        by(BOARD, "more than 3,000", "7 Jan"),
        by(BOARD, "3,811", "8 Jan"),
        "the bound reaches it, but counting went on",
    ),
    ("updated", by(BOARD, "at least 1,200", "7 Jan"), by(BOARD, "at least 12,500", "9 Jan"), "a tenfold update is one"),
    ("updated", by(BOARD, "0", "3 Jan 08:00"), by(BOARD, "4", "3 Jan 12:00"), "from none to some"),
    ("updated", by(BOARD, "dozens", "3 Jan"), by(BOARD, "240", "4 Jan"), "out of the vague word"),
    ("updated", by(BOARD, "40", "3 Jan", **LEVEL), by(BOARD, "25", "4 Jan", **LEVEL), "a level may fall"),
    (
        "updated",
        by("Board spokeswoman", "12", "3 Jan", acts_for=BOARD),
        by(BOARD, "20", "4 Jan"),
        "she acts as the board",
    ),
    (
        "updated",
        by(BOARD, "12", "3 Jan 08:00", outlet="A Post"),
        by(BOARD, "31", "3 Jan 14:00", outlet="B Post"),
        "hours on",
    ),
    ("corrected", by(BOARD, "18", "6 Jan"), by(BOARD, "17", "10 Jan"), "the dead do not become fewer"),
    ("corrected", by(BOARD, "18", "6 Jan"), by(BOARD, "0", "7 Jan"), "taken back to none"),
    (
        "corrected",
        by(BOARD, "18", "6 Jan", as_of="5 Jan"),
        by(BOARD, "21", "8 Jan", as_of="5 Jan"),
        "one moment told anew",
    ),
    ("narrowed", by(BOARD, "20-40", "3 Jan"), by(BOARD, "31", "4 Jan"), "inside the range"),
    ("narrowed", by(BOARD, "about 5,800", "9 Jan"), by(BOARD, "5,969", "10 Jan"), "more exact"),
    ("narrowed", by(BOARD, "dozens", "3 Jan"), by(BOARD, "61", "4 Jan"), "more exact than a vague word"),
    ("echo", by(BOARD, "7,939", "10 Jan 09:00"), by(BOARD, "almost 8,000", "10 Jan 11:00", outlet="B Post"), "rounded"),
    ("echo", by(BOARD, "7,939", "10 Jan 09:00"), by(BOARD, "7,939", "10 Jan 11:00", outlet="B Post"), "two outlets"),
    ("echo", by(BOARD, "over 5,000", "5 Jan"), by(BOARD, "5,000", "5 Jan"), "the headline drops a word"),
    ("echo", by(BOARD, "26", "5 Jan 08:00"), by(BOARD, "dozens", "5 Jan 09:00", outlet="B Post"), "a vaguer outlet"),
    ("echo", by(BOARD, "0", "5 Jan 08:00"), by(BOARD, "0", "5 Jan 09:00"), "none is none"),
    ("steady", by(BOARD, "40", "3 Jan", **LEVEL), by(BOARD, "40", "7 Jan", **LEVEL), "a level told anew days later"),
    (
        "misreport",
        by(BOARD, "26", "7 Jan 10:00", outlet="A Post"),
        by(BOARD, "36", "7 Jan 10:30", outlet="B Post"),
        "slip",
    ),
    (
        "misreport",
        by(BOARD, "62", "7 Jan 10:00", outlet="A Post"),
        by(BOARD, "26", "7 Jan 14:00", outlet="B Post"),
        "down",
    ),
    (
        "misreport",
        by(BOARD, "26", "7 Jan", outlet="A Post"),
        by(BOARD, "36", "7 Jan", outlet="B Post"),
        "only the day is known",
    ),
    (
        "compatible",
        by(BOARD, "7,939", "10 Jan"),
        by(BOARD, "more than 5,000", "11 Jan"),
        "a looser floor corrects nothing",
    ),
    ("open", by(BOARD, "12", "3 Jan"), by(BOARD, "31", None), "no time: update or correction cannot be told"),
    # Two speakers
    ("agrees", by(BOARD, "17", "5 Jan"), by(NAVY, "17", "5 Jan"), "each can count to seventeen"),
    ("agrees", by(BOARD, "about 5,800", "9 Jan 13:00"), by(NAVY, "5,969", "9 Jan 17:00"), "no rounding of the other"),
    ("agrees", by(BOARD, "0", "5 Jan"), by(NAVY, "0", "5 Jan"), "both say none"),
    ("agrees", by(BOARD, "dozens", "5 Jan"), by(NAVY, "40", "6 Jan"), "forty are dozens"),
    ("steady", by(BOARD, "41", "3 Jan", **LEVEL), by(NAVY, "41", "7 Jan", **LEVEL), "the wards are as full"),
    ("possible echo", by(CROSS, "almost 8,000", "10 Jan 08:40"), by(BOARD, "7,939", "10 Jan"), "which came first?"),
    (
        "possible echo",
        by(BOARD, "7,939", "10 Jan 12:00"),
        by(NAVY, "almost 8,000", "10 Jan 23:00"),
        "rounding and time",
    ),
    (
        "possible echo",
        by(BOARD, "4,578", "10 Jan 12:00"),
        by(NAVY, "4,578", "10 Jan 23:00"),
        "nobody counts alike to the last",
    ),
    ("agrees", by(BOARD, "7,939", "10 Jan"), by(NAVY, "almost 8,000", "14 Jan"), "rounding, but long after"),
    ("grew", by(BOARD, "9,900", "11 Jan 10:00"), by(NAVY, "nearly 12,000", "13 Jan 10:00"), "two days between"),
    ("grew", by(BOARD, "300", "3 Jan", **LEVEL), by(NAVY, "500", "6 Jan", **LEVEL), "a level rose"),
    ("fell", by(BOARD, "500", "3 Jan", **LEVEL), by(NAVY, "300", "6 Jan", **LEVEL), "a level fell"),
    ("grew", by(BOARD, "0", "3 Jan"), by(NAVY, "7", "6 Jan"), "from none"),
    ("grew", by(BOARD, "50", "9 Jan"), by(NAVY, "20", "10 Jan", as_of="4 Jan"), "told later of an earlier day"),
    ("close", by(BOARD, "more than 1,000", "6 Jan"), by(NAVY, "almost 1,000", "10 Jan"), "either side of a thousand"),
    ("close", by(BOARD, "95", "6 Jan 08:00"), by(NAVY, "100", "6 Jan 12:00"), "a hundred is round"),
    ("open", by(BOARD, "26", "7 Jan 10:00"), by(NAVY, "57", "7 Jan 18:00"), "growth or disagreement"),
    ("open", by(BOARD, "17", "7 Jan 10:00"), by(NAVY, "18", "7 Jan 12:00"), "one more within hours"),
    ("open", by(BOARD, "26", "7 Jan 10:00"), by(NAVY, "57", None), "no time"),
    (
        "close",
        by(BOARD, "18", "7 Jan 10:00"),
        by(NAVY, "17", "7 Jan 12:00"),
        "one fewer within hours contradicts nobody",
    ),
    ("conflict", by(BOARD, "18", "7 Jan 10:00"), by(NAVY, "17", "9 Jan 12:00"), "one fewer days later, both exact"),
    ("conflict", by(BOARD, "164", "9 Jan"), by(NAVY, "26", "12 Jan"), "the dead do not become fewer"),
    (
        "conflict",
        by(BOARD, "500", "3 Jan 08:00", **LEVEL),
        by(NAVY, "300", "3 Jan 12:00", **LEVEL),
        "a level, at one time",
    ),
    ("conflict", by(BOARD, "5", "3 Jan 08:00"), by(NAVY, "0", "3 Jan 12:00"), "some against none"),
    ("conflict", by(BOARD, "hundreds", "3 Jan"), by(NAVY, "dozens", "4 Jan"), "vague words can contradict"),
    ("compatible", by(BOARD, "at least 1,200", "7 Jan"), by(NAVY, "at least 12,500", "8 Jan"), "two floors"),
    ("compatible", by(BOARD, "120", "7 Jan", basis="documented"), by(NAVY, "164", "8 Jan"), "a documented minimum"),
    ("compatible", by(BOARD, "more than 1,000", "6 Jan"), by(NAVY, "4,578", "15 Jan"), "an old floor"),
    ("compatible", by(BOARD, "up to 300", "6 Jan"), by(NAVY, "40", "6 Jan"), "a ceiling"),
    # Nobody credited, and chains
    (
        "possible echo",
        by(BOARD, "26", "7 Jan 10:00"),
        by(None, "26", "7 Jan 12:00", outlet="B Post"),
        "uncredited repeat",
    ),
    (
        "possible echo",
        by(None, "26", "7 Jan 10:00", outlet="B Post"),
        by(BOARD, "26", "7 Jan 12:00"),
        "uncredited first",
    ),
    (
        "compatible",
        by(BOARD, "about 30", "7 Jan"),
        by(None, "28", "9 Jan", outlet="B Post"),
        "uncredited confirms nothing",
    ),
    ("echo", by(BOARD, "26", "7 Jan", outlet="A Post"), by(None, "26", "9 Jan", outlet="A Post"), "its own page again"),
    (
        "echo",
        by(BOARD, "26", "7 Jan", via=("Port Radio",)),
        by("Port Radio", "26", "9 Jan"),
        "the relay named as speaker",
    ),
    (
        "echo",
        by(None, "26", "7 Jan", outlet="A Post"),
        by(BOARD, "26", "7 Jan 12:00", outlet="A Post"),
        "lead, then source",
    ),
    (
        "updated",
        by(None, "26", "7 Jan", outlet="A Post"),
        by(None, "40", "8 Jan", outlet="A Post"),
        "an outlet's own count",
    ),
    ("conflict", by(None, "26", "7 Jan", outlet="A Post"), by(None, "9", "8 Jan", outlet="B Post"), "two outlets' own"),
]


def paged(speaker: str | None, words: str, day: str, **fields: Any) -> tuple[Said, dict[str, Any]]:
    """A figure that only the day of its page dates."""
    return (speaker, words, day), fields | {"posted_at": moment(day)}


def without_zone(when: str) -> Moment:
    """A clock whose zone nobody knows."""
    given = moment(when)
    assert given
    return given.model_copy(update={"zone_assumed": True})


JANUARY = Moment(at=datetime(2022, 1, 1, tzinfo=UTC), exactness="month")
A, B = {"outlet": "A Post"}, {"outlet": "B Post"}

UNTIMED = [
    # Two speakers, no clock: a count that rose explains the two in either order
    ("open", by(BOARD, "26", "7 Jan"), by(NAVY, "9", "7 Jan"), "nine may have come first"),
    ("open", by(BOARD, "26", "7 Jan"), by(NAVY, "57", "7 Jan"), "or twenty-six"),
    ("open", by(BOARD, "26", "7 Jan 09:00"), by(NAVY, "9", "7 Jan"), "one clock orders nothing"),
    ("conflict", by(BOARD, "26", "7 Jan"), by(NAVY, "9", "8 Jan"), "the dates order them"),
    ("open", paged(BOARD, "26", "7 Jan", **A), paged(NAVY, "9", "8 Jan", **B), "said the day before it was printed?"),
    ("conflict", paged(BOARD, "26", "7 Jan", **A), paged(NAVY, "9", "9 Jan", **B), "hardly two days before"),
    ("conflict", paged(BOARD, "26", "7 Jan", **A), paged(NAVY, "9", "8 Jan", **A), "one outlet tells in order"),
    ("conflict", paged(None, "26", "7 Jan", **A), paged(None, "9", "8 Jan", **B), "outlets speak when they publish"),
    ("open", by(BOARD, "26", "7 Jan"), by(NAVY, "57", "8 Jan"), "perhaps hours between"),
    ("grew", by(BOARD, "26", "7 Jan"), by(NAVY, "57", "9 Jan"), "more than a day in any case"),
    ("open", by(BOARD, "26", None, said_at=JANUARY), by(NAVY, "9", "20 Jan"), "some day of January"),
    (
        "open",
        by(BOARD, "26", None, said_at=without_zone("7 Jan 20:00"), **A),
        by(NAVY, "9", "8 Jan 02:00", **B),
        "a clock without a zone",
    ),
    ("conflict", by(BOARD, "500", "3 Jan", **LEVEL), by(NAVY, "300", "3 Jan", **LEVEL), "a level, within the window"),
    ("open", by(BOARD, "500", "3 Jan", **LEVEL), by(NAVY, "300", "4 Jan", **LEVEL), "perhaps outside the window"),
    ("fell", by(BOARD, "500", "3 Jan", **LEVEL), by(NAVY, "300", "5 Jan", **LEVEL), "outside the window"),
    # One speaker, no clock
    ("misreport", by(BOARD, "32", "7 Jan", **A), paged(BOARD, "30", "8 Jan", **B), "two papers quote the same words?"),
    ("misreport", by(BOARD, "32", "7 Jan", **A), by(BOARD, "30", "7 Jan", **B), "two papers, one day"),
    ("updated", by(BOARD, "30", "7 Jan", **A), paged(BOARD, "32", "8 Jan", **B), "a rise in the order of the dates"),
    ("corrected", by(BOARD, "32", "7 Jan", **A), paged(BOARD, "30", "10 Jan", **B), "days later"),
    ("corrected", by(BOARD, "32", "7 Jan", **A), by(BOARD, "30", "8 Jan", **B), "both dated by the board itself"),
    ("open", by(BOARD, "32", "7 Jan"), by(BOARD, "30", "7 Jan"), "one paper: a correction, or an update"),
    ("compatible", by(BOARD, "more than 3,000", "7 Jan"), by(BOARD, "3,811", "7 Jan"), "which one updates which?"),
    # Words that say no number
    ("compatible", by(BOARD, "40", "7 Jan"), by(NAVY, "several", "9 Jan"), "several of forty"),
    ("compatible", by(BOARD, "several", "7 Jan"), by(NAVY, "50", "7 Jan"), "and the other way round"),
    ("compatible", by(BOARD, "244", "7 Jan"), by(NAVY, "few", "9 Jan"), "a few"),
    ("compatible", by(BOARD, "30", "7 Jan"), by(BOARD, "several", "9 Jan"), "no correction either"),
    ("agrees", by(BOARD, "40", "7 Jan"), by(NAVY, "many", "9 Jan"), "forty are many"),
    ("conflict", by(BOARD, "several", "7 Jan"), by(NAVY, "1", "9 Jan"), "one is not several"),
    ("open", by(BOARD, "dozens", "7 Jan"), by(NAVY, "more than 100", "7 Jan"), "dozens do not reach a hundred"),
    ("open", by(BOARD, "scores", "7 Jan"), by(NAVY, "205", "7 Jan"), "a word is no rounded number"),
]

PAIRS += UNTIMED


@pytest.mark.parametrize(("kind", "first", "second", "why"), PAIRS)
def test_relation(
    kind: str, first: tuple[Said, Any], second: tuple[Said, Any], why: str, profile: Profile, vocabulary: Vocabulary
) -> None:
    earlier, later = (a(*said, **fields) for said, fields in (first, second))
    [series] = histories([later, earlier], profile, vocabulary, event=UNREST)
    assert [step.claim.id for step in series.steps] == [earlier.id, later.id]
    assert not series.steps[0].relations
    [relation] = series.steps[1].relations
    assert (relation.kind, relation.earlier, relation.later) == (kind, earlier.id, later.id), why
    assert relation.reason.endswith(".")
    assert "{" not in relation.reason


UNLIKE = [
    (by(BOARD, "164", "9 Jan"), by(NAVY, "26", "9 Jan", place="kazakhstan/almaty"), "one city against the country"),
    (by(BOARD, "164", "9 Jan"), by(NAVY, "26", "9 Jan", group_kind="civilians"), "civilians against all"),
    (by(BOARD, "164", "9 Jan", **LEVEL), by(NAVY, "26", "9 Jan", **LEVEL, counting="cumulative"), "ever against now"),
    (by(BOARD, "164", "9 Jan"), by(NAVY, "26", "9 Jan", metric="injured"), "dead against injured"),
    (
        by(BOARD, "164", "9 Jan"),
        by(NAVY, "26", "9 Jan", place_assumed=True, location="St Ann's Hospital"),
        "a place that no gazetteer lists lies inside the assumed one",
    ),
]


@pytest.mark.parametrize(("first", "second", "why"), UNLIKE)
def test_unlike_scopes_are_no_series(
    first: tuple[Said, Any], second: tuple[Said, Any], why: str, profile: Profile, vocabulary: Vocabulary
) -> None:
    claims = [a(*said, **fields) for said, fields in (first, second)]
    found = histories(claims, profile, vocabulary, event=UNREST)
    assert [len(series.steps) for series in found] == [1, 1], why


def test_ratio_is_later_over_earlier(profile: Profile, vocabulary: Vocabulary) -> None:
    for first, second, ratio in [("20", "50", 2.5), ("50-60", "20", 0.4), ("0", "5", None), ("dozens", "24", 1.0)]:
        claims = [a(BOARD, first, "3 Jan"), a(NAVY, second, "4 Jan")]
        [series] = histories(claims, profile, vocabulary, event=UNREST)
        assert series.steps[1].relations[0].ratio == ratio


def test_the_same_words_under_another_profile(vocabulary: Vocabulary) -> None:
    claims = [a(BOARD, "dozens", "3 Jan"), a(ARMY, "40", "3 Jan")]
    for slug, kind in [("default", "agrees"), ("acled", "open")]:
        [series] = histories(claims, vocabulary.profile(slug), vocabulary, event=UNREST)
        assert [relation.kind for relation in series.steps[1].relations] == [kind]


def test_a_narrower_window(profile: Profile, vocabulary: Vocabulary) -> None:
    from datetime import timedelta

    claims = [a(BOARD, "12", "3 Jan 08:00"), a(CROSS, "31", "3 Jan 20:00")]
    for hours, kind in [(24, "open"), (6, "grew")]:
        [series] = histories(claims, profile, vocabulary, event=UNREST, window=timedelta(hours=hours))
        assert series.steps[1].relations[0].kind == kind


IN_WORDS = [
    (
        by(BOARD, "26", "7 Jan"),
        by(NAVY, "9", "7 Jan"),
        "26 (Relief Board, 7 Jan) is higher than 9 (Navy, 7 Jan), dated the same day: nothing says which came first, "
        "so growth and disagreement cannot be told apart.",
    ),
    (
        by(BOARD, "26", "7 Jan"),
        by(NAVY, "57", "8 Jan"),
        "57 (Navy, 8 Jan) is higher than 26 (Relief Board, 7 Jan), dated a day apart: growth and disagreement cannot "
        "be told apart yet.",
    ),
    (
        by(BOARD, "26", "7 Jan 10:00"),
        by(NAVY, "57", "7 Jan 18:00"),
        "57 (Navy, 7 Jan 18:00) is higher than 26 (Relief Board, 7 Jan 10:00), 8 hours apart: growth and disagreement "
        "cannot be told apart yet.",
    ),
    (
        by(BOARD, "26", "7 Jan"),
        by(NAVY, "57", "10 Jan"),
        "57 (Navy, 10 Jan) is higher than 26 (Relief Board, 7 Jan), dated 3 days apart: the number grew.",
    ),
    (
        by(BOARD, "500", "3 Jan", **LEVEL),
        by(NAVY, "300", "3 Jan", **LEVEL),
        "300 (Navy, 3 Jan) and 500 (Relief Board, 3 Jan) cannot both be right: they are dated the same day.",
    ),
    (
        by(BOARD, "26", None, said_at=JANUARY),
        by(NAVY, "9", "20 Jan"),
        "26 (Relief Board, Jan) is higher than 9 (Navy, 20 Jan), dated the same month: nothing says which came first, "
        "so growth and disagreement cannot be told apart.",
    ),
    (
        by(BOARD, "32", "7 Jan", **A),
        paged(BOARD, "30", "8 Jan", **B),
        "32 (Relief Board in A Post, 7 Jan) and 30 (Relief Board in B Post, 8 Jan), dated a day apart, may be one "
        "statement given in two ways, or the figure changed in between: nothing says which was told first.",
    ),
    (
        by(BOARD, "50", "9 Jan"),
        by(NAVY, "20", "10 Jan", as_of="4 Jan"),
        "50 (Relief Board, 9 Jan) is higher than 20 (Navy, 10 Jan, as of 4 Jan), dated 5 days apart: the number grew.",
    ),
]


@pytest.mark.parametrize(("first", "second", "reason"), IN_WORDS)
def test_sentences_say_no_more_than_is_known(
    first: tuple[Said, Any], second: tuple[Said, Any], reason: str, profile: Profile, vocabulary: Vocabulary
) -> None:
    claims = [a(*said, **fields) for said, fields in (first, second)]
    [series] = histories(claims, profile, vocabulary, event=UNREST)
    assert [relation.reason for relation in series.steps[1].relations] == [reason]
