"""The worked pairs of `claims help relations` come out as the manual says."""

import re

import pytest
from saying import UNREST, say

from claims.compare import core, figure_of, histories, interval
from claims.help import read_topic
from claims.records import StoredClaim
from claims.vocabulary import Profile, Vocabulary

MINISTRY, UNION = "Interior Ministry", "Miners Union"
PAIRS = {
    "echo": (say("Channel", "164", "9 Jan 11:00"), say("Channel", "164", "9 Jan 12:00", outlet="Agency")),
    "possible echo": (say(MINISTRY, "7,939", "9 Jan 12:00"), say(UNION, "almost 8,000", "9 Jan 20:00")),
    "misreport": (say(MINISTRY, "21", "9 Jan 08:00"), say(MINISTRY, "12", "9 Jan 09:00", outlet="Courier")),
    "narrowed": (say(MINISTRY, "about 400", "8 Jan 12:00"), say(MINISTRY, "412", "9 Jan 12:00")),
    "updated": (say(MINISTRY, "8", "8 Jan 12:00"), say(MINISTRY, "18", "9 Jan 12:00")),
    "corrected": (say(MINISTRY, "18", "8 Jan 12:00"), say(MINISTRY, "17", "9 Jan 12:00")),
    "steady": (say(MINISTRY, "300", "3 Jan", "hospitalised"), say(MINISTRY, "about 300", "6 Jan", "hospitalised")),
    "agrees": (say(MINISTRY, "103", "8 Jan 12:00"), say(UNION, "about 110", "8 Jan 18:00")),
    "grew": (say(MINISTRY, "26", "7 Jan 12:00"), say(UNION, "40", "9 Jan 12:00")),
    "fell": (say(MINISTRY, "300", "7 Jan 12:00", "missing"), say(UNION, "120", "9 Jan 12:00", "missing")),
    "close": (say(MINISTRY, "more than 1,000", "6 Jan"), say(UNION, "almost 1,000", "10 Jan")),
    "open": (say(MINISTRY, "26", "8 Jan 12:00"), say(UNION, "40", "8 Jan 18:00")),
    "conflict": (say(MINISTRY, "40", "8 Jan 12:00"), say(UNION, "26", "9 Jan 10:00")),
    "compatible": (say(MINISTRY, "at least 26", "8 Jan 12:00"), say(UNION, "164", "8 Jan 18:00")),
    "denies": (say("Channel", "164", "9 Jan 11:00"), say(MINISTRY, "164", "9 Jan 21:00", stance="denies")),
    "withdraws": (say("Channel", "164", "9 Jan 11:00"), say("Channel", "164", "9 Jan 21:00", stance="withdraws")),
}


def kinds(claims: list[StoredClaim], first: StoredClaim, profile: Profile, vocabulary: Vocabulary) -> dict[int, str]:
    """What the others of the series do to a figure, by their ids."""
    series = histories(claims, profile, vocabulary, event=UNREST)
    told = [each for one in series for step in one.steps for each in step.relations]
    return {each.later: each.kind for each in told if each.earlier == first.id}


@pytest.mark.parametrize("kind", PAIRS)
def test_pair(kind: str, profile: Profile, vocabulary: Vocabulary) -> None:
    first, second = PAIRS[kind]
    assert kinds([first, second], first, profile, vocabulary) == {second.id: kind}
    assert re.search(rf"^- `{kind}`: ", read_topic("relations"), re.MULTILINE)


def test_a_speaker_is_behind(profile: Profile, vocabulary: Vocabulary) -> None:
    first, passed = say(MINISTRY, "7,939", "7 Jan 12:00"), say(MINISTRY, "9,900", "8 Jan 12:00")
    late = say(UNION, "almost 8,000", "9 Jan 12:00")
    assert kinds([first, passed, late], first, profile, vocabulary)[late.id] == "behind"


ROWS = re.findall(r"^\| ([^|]+) \| ([\[(][^|]+) \| ([^|]+) \|$", read_topic("intervals"), re.MULTILINE)


@pytest.mark.parametrize(("words", "allowed", "meant"), ROWS)
def test_interval(words: str, allowed: str, meant: str, profile: Profile) -> None:
    figure = figure_of(say(MINISTRY, words.replace(" to ", "-").replace("at most", "up to"), "8 Jan"))
    assert str(interval(figure, profile)) == allowed
    assert str(core(figure, profile)) == (allowed if meant == "the same" else meant)


def test_every_row_of_the_table_is_read() -> None:
    assert len(ROWS) == 9
