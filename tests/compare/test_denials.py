"""Denials: what they find, and that what is denied stands no longer."""

import pytest
from saying import UNREST, say

from claims.compare import disagreements, histories
from claims.records import StoredClaim
from claims.vocabulary import Profile, Vocabulary


@pytest.fixture
def kinds(profile: Profile, vocabulary: Vocabulary):
    """All relations of some claims, as (kind, earlier, later) by ids."""

    def found(*claims: StoredClaim) -> list[tuple[str, int, int]]:
        series = histories(claims, profile, vocabulary, event=UNREST)
        relations = (relation for each in series for step in each.steps for relation in step.relations)
        return [(relation.kind, relation.earlier, relation.later) for relation in relations]

    return found


def test_a_denied_figure_meets_nothing_afterwards(kinds) -> None:
    claim = say("Channel", "164", "9 Jan 15:00")
    denial = say("Board", "164", "9 Jan 21:00", stance="denies")
    later = say("Navy", "225", "15 Jan")
    assert kinds(claim, denial, later) == [("denies", claim.id, denial.id)]


def test_without_the_denial_it_would(kinds) -> None:
    claim, later = say("Channel", "164", "9 Jan 15:00"), say("Navy", "225", "15 Jan")
    assert kinds(claim, later) == [("grew", claim.id, later.id)]


def test_who_denies_their_own_figure_withdraws_it(kinds) -> None:
    claim, denial = say("Board", "164", "9 Jan"), say("Board", "164", "10 Jan", stance="withdraws")
    assert kinds(claim, denial) == [("withdraws", claim.id, denial.id)]


def test_before_the_withdrawn_figure_the_older_one_stands_again(kinds) -> None:
    older, claim = say("Board", "90", "8 Jan"), say("Board", "164", "9 Jan")
    denial, later = say("Board", "164", "10 Jan", stance="withdraws"), say("Board", "95", "11 Jan")
    assert ("updated", older.id, later.id) in kinds(older, claim, denial, later)
    assert not [each for each in kinds(older, claim, denial, later) if each[0] == "corrected"]


def test_taking_back_does_not_touch_what_others_said(kinds) -> None:
    mine, other = say("Board", "164", "8 Jan"), say("Navy", "164", "9 Jan")
    denial = say("Board", "164", "10 Jan", stance="withdraws")
    assert [each for each in kinds(mine, other, denial) if each[2] == denial.id] == [("withdraws", mine.id, denial.id)]


def test_a_denial_covers_a_rounding(kinds) -> None:
    claim, denial = say("Channel", "164", "9 Jan"), say("Board", "more than 160", "10 Jan", stance="denies")
    assert kinds(claim, denial) == [("denies", claim.id, denial.id)]


def test_a_vague_denial_covers_what_the_word_covers(kinds) -> None:
    claim, small = say("Channel", "340", "8 Jan"), say("Navy", "12", "8 Jan")
    denial = say("Board", "hundreds", "10 Jan", stance="denies")
    assert ("denies", claim.id, denial.id) in kinds(claim, small, denial)
    assert ("denies", small.id, denial.id) not in kinds(claim, small, denial)


def test_a_denial_finds_the_figure_of_a_group_inside(kinds) -> None:
    claim = say("Channel", "26", "9 Jan", group_kind="armed")
    denial = say("Board", "26", "10 Jan", stance="denies")
    assert kinds(claim, denial) == [("denies", claim.id, denial.id)]


def test_a_denial_of_some_is_none_of_others(kinds) -> None:
    claim = say("Channel", "18", "9 Jan", group_kind="security_forces")
    assert kinds(claim, say("Board", "18", "10 Jan", stance="denies", group_kind="civilians")) == []


def test_a_denial_does_not_reach_what_is_said_later(kinds) -> None:
    denial, claim = say("Board", "164", "9 Jan 10:00", stance="denies"), say("Channel", "164", "10 Jan 10:00")
    assert kinds(claim, denial) == []


def test_denied_on_the_day_on_which_it_was_said(kinds) -> None:
    claim, denial = say("Channel", "164", "9 Jan 21:00"), say("Board", "164", "9 Jan", stance="denies")
    assert kinds(claim, denial) == [("denies", claim.id, denial.id)]


def test_parts_fall_with_the_denied_total(kinds) -> None:
    claim = say("Channel", "164", "9 Jan 15:00")
    part = say("Channel", "103", "9 Jan 15:00", place="kazakhstan/almaty", part_of_id=claim.id)
    denial = say("Board", "164", "9 Jan 21:00", stance="denies")
    later = say("Navy", "149", "15 Jan", place="kazakhstan/almaty")
    assert kinds(claim, part, denial, later) == [
        ("denies", claim.id, denial.id),
        ("denies", part.id, denial.id),
        ("denied", part.id, denial.id),
    ]


def test_a_part_of_a_denied_total_says_so_in_its_own_series(profile: Profile, vocabulary: Vocabulary) -> None:
    claim = say("Channel", "164", "9 Jan 15:00")
    part = say("Channel", "103", "9 Jan 15:00", place="kazakhstan/almaty", part_of_id=claim.id)
    for speaker, stance, verb in [("Board", "denies", "denies"), ("Channel", "withdraws", "takes back")]:
        denial = say(speaker, "164", "9 Jan 21:00", stance=stance)
        series = histories([claim, part, denial], profile, vocabulary, event=UNREST)
        [almaty] = [each for each in series if each.key.place == "kazakhstan/almaty"]
        [step] = almaty.steps
        assert [(relation.kind, relation.reason) for relation in step.relations] == [
            ("denied", f"{speaker} (9 Jan 21:00) {verb} 164, of which 103 (Channel, 9 Jan 15:00) is a part.")
        ]


def test_the_same_denial_in_another_outlet_is_an_echo(kinds, profile: Profile, vocabulary: Vocabulary) -> None:
    claim, denial = say("Channel", "164", "9 Jan"), say("Board", "164", "10 Jan", stance="denies")
    again = say("Board", "164", "11 Jan", stance="denies", outlet="B Post")
    assert kinds(claim, denial, again) == [("denies", claim.id, denial.id), ("echo", denial.id, again.id)]
    assert len(disagreements([claim, denial, again], profile, vocabulary, event=UNREST)) == 1


def test_a_repeat_follows_the_denial_that_its_day_leaves_open(kinds, profile: Profile, vocabulary: Vocabulary) -> None:
    # Of a day alone, both; the first can only have been given after the evening's figure that it denies.
    claim = say("Channel", "164", "9 Jan 19:00")
    denial = say("Board", "164", "9 Jan", stance="denies", outlet="A Post")
    again = say("Board", "164", "9 Jan", stance="denies", outlet="B Post")
    assert kinds(again, denial, claim) == [("denies", claim.id, denial.id), ("echo", denial.id, again.id)]
    [series] = histories([again, denial, claim], profile, vocabulary, event=UNREST)
    assert [step.claim for step in series.steps] == [claim, denial, again]


def test_a_denial_at_noon_is_no_repeat_of_one_of_that_evening(kinds) -> None:
    morning, evening = say("Channel", "164", "9 Jan 08:00"), say("Radio", "164", "9 Jan 19:00")
    noon = say("Board", "164", "9 Jan 13:00", stance="denies", outlet="B Post")
    undated = say("Board", "164", "9 Jan", stance="denies", outlet="A Post")
    found = kinds(morning, noon, evening, undated)
    assert ("denies", morning.id, noon.id) in found
    assert ("denies", evening.id, undated.id) in found
    assert ("echo", undated.id, noon.id) not in found


def test_a_denial_of_what_nobody_said_still_shows(profile: Profile, vocabulary: Vocabulary) -> None:
    denial = say("Board", "500", "10 Jan", stance="denies")
    [found] = disagreements([denial, say("Navy", "12", "9 Jan")], profile, vocabulary, event=UNREST)
    assert (found.kind, found.first, found.second) == ("denies", denial, denial)
    assert found.reason == "Board (10 Jan) denies 500, a figure that no claim states here."


def test_a_denial_is_no_figure_of_the_series(kinds) -> None:
    denial, claim = say("Board", "164", "9 Jan", stance="denies"), say("Board", "26", "10 Jan")
    assert kinds(denial, claim) == []
