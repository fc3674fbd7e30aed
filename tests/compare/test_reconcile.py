"""What does not add up: parts, periods, additions, totals that fall, twofold and crossed figures."""

from datetime import timedelta

import pytest
from saying import INTERIOR, UNREST, moment, sample, say, state

from claims.compare import Check, reconcile
from claims.records import StoredClaim
from claims.vocabulary import load_vocabulary

VOCABULARY = load_vocabulary()
DEFAULT = VOCABULARY.profile("default")


def checks(*some: StoredClaim, **options: object) -> tuple[Check, ...]:
    return reconcile(some, DEFAULT, VOCABULARY, event=UNREST, **({"everything": True} | options))  # type: ignore[arg-type]


def only(*some: StoredClaim) -> Check:
    [found] = checks(*some)
    return found


def part(whole: StoredClaim, words: str, **fields: object) -> StoredClaim:
    return state(INTERIOR, words, "7 Jan 10:00", part_of_id=whole.id, entry_id=whole.entry_id, **fields)


def period(words: str, when: str, hours: int = 24, speaker: str = INTERIOR, **fields: object) -> StoredClaim:
    """A figure for the hours before it was told."""
    end = moment(when)
    assert end is not None
    begin = end.model_copy(update={"at": end.at - timedelta(hours=hours)})
    return say(speaker, words, when, scope="period", period_from=begin, period_to=end, **fields)  # type: ignore[arg-type]


def test_the_sample_holds_one_total_that_fell() -> None:
    found = checks(*sample(), everything=False)
    assert [(each.kind, each.gap) for each in found] == [("fell", -1)]
    assert found[0].reason.endswith("such a count goes down only by correction. That is 1 fewer.")
    [fits] = [each for each in checks(*sample()) if each.kind == "fits"]
    assert "103" in fits.reason
    assert fits.reason.endswith("61 are in no part told.")


def test_a_part_over_its_total() -> None:
    whole = state(INTERIOR, "26", "7 Jan 10:00")
    over = part(whole, "31", group_kind="children")
    found = only(whole, over)
    assert (found.kind, found.gap, found.claims) == ("exceeds", 5, (over.id, whole.id))
    assert "for children" in found.reason
    assert found.reason.endswith(": 5 too many.")


def test_parts_that_count_nobody_twice_are_added() -> None:
    whole = state(INTERIOR, "26", "7 Jan 10:00")
    forces, civil = part(whole, "20", group_kind="security_forces"), part(whole, "10", group_kind="civilians")
    found = only(whole, forces, civil)
    assert (found.kind, found.gap, set(found.claims)) == (
        "exceeds",
        4,
        {forces.id, civil.id, whole.id},
    )
    assert "together 30" in found.reason
    women, foreign = part(whole, "20", group_kind="women"), part(whole, "10", group_kind="foreigners")
    assert only(whole, women, foreign).kind == "fits"
    almaty, astana = part(whole, "20", place="kazakhstan/almaty"), part(whole, "7", place="kazakhstan/astana")
    assert only(whole, almaty, astana).kind in ("fits", "exceeds")


@pytest.mark.parametrize(
    ("whole", "of_it", "kind"),
    [
        ("at least 26", "31", "fits"),
        ("about 100", "105", "fits"),
        ("about 100", "111", "exceeds"),
        ("dozens", "40", "fits"),
        ("26", "at least 27", "exceeds"),
        ("26", "up to 40", "fits"),
    ],
)
def test_words_are_taken_at_what_they_allow(whole: str, of_it: str, kind: str) -> None:
    total = state(INTERIOR, whole, "7 Jan 10:00")
    assert only(total, part(total, of_it, group_kind="children")).kind == kind


def test_a_part_without_its_total_is_not_checked() -> None:
    found = only(state(INTERIOR, "3", "7 Jan 10:00", part_of_id=99999, group_kind="children"))
    assert (found.kind, found.gap) == ("unchecked", None)


@pytest.mark.parametrize(
    ("told", "kind", "gap", "end"),
    [
        ("25", "fits", 0, "which fits."),
        ("31", "gap", 6, "6 more than that."),
        ("20", "gap", -5, "5 fewer than that."),
        ("at least 20", "fits", 0, "which fits."),
        ("at least 40", "gap", 15, "15 more than that."),
    ],
)
def test_a_period_is_the_rise_between_the_totals_at_its_ends(told: str, kind: str, gap: float, end: str) -> None:
    before, after = state(INTERIOR, "100", "7 Jan 10:00"), state(INTERIOR, "125", "8 Jan 10:30")
    for piece in (period(told, "8 Jan 10:30"), period(told, "8 Jan 09:00")):
        found = only(before, after, piece)
        assert (found.kind, found.gap) == (kind, gap)
        assert found.claims == (piece.id, before.id, after.id)
        assert found.reason.endswith(end)
    assert found.reason.startswith(
        f"125 ({INTERIOR}, 8 Jan) is 25 more than 100 ({INTERIOR}, 7 Jan); told for the time"
    )


def test_a_period_shorter_than_the_time_between_totals_leaves_the_rest_open() -> None:
    before, after = state(INTERIOR, "100", "5 Jan 10:00"), state(INTERIOR, "160", "8 Jan 10:00")
    found = only(before, after, period("20", "8 Jan 10:00"))
    assert (found.kind, found.gap) == ("uncovered", -40)
    assert found.reason.endswith("nothing tells the other 40.")
    assert only(before, after, period("70", "8 Jan 10:00")).kind == "gap"
    assert only(before, after, period("60", "8 Jan 10:00")).kind == "fits"


def test_totals_of_the_speaker_go_before_those_of_others() -> None:
    own = state(INTERIOR, "100", "7 Jan 10:00"), state(INTERIOR, "125", "8 Jan 10:00")
    other = say("Green Cross", "200", "7 Jan 10:00"), say("Green Cross", "300", "8 Jan 10:00")
    found = only(*own, *other, period("25", "8 Jan 10:00"))
    assert (found.kind, found.claims[1:]) == ("fits", (own[0].id, own[1].id))
    assert only(*other, period("25", "8 Jan 10:00")).gap == -75


def test_another_speakers_total_stands_in_only_on_the_way_of_the_speakers_own() -> None:
    own = state(INTERIOR, "100", "5 Jan 10:00"), state(INTERIOR, "160", "8 Jan 10:00")
    piece = period("30", "8 Jan 10:00")
    on_the_way, beyond = say("Green Cross", "130", "7 Jan 10:00"), say("Green Cross", "300", "7 Jan 10:00")
    assert [each.claims for each in checks(*own, on_the_way, piece)] == [(piece.id, on_the_way.id, own[1].id)]
    [found] = checks(*own, beyond, piece)
    assert (found.kind, found.claims) == ("uncovered", (piece.id, own[0].id, own[1].id))


def test_what_has_no_totals_around_it_is_not_checked() -> None:
    alone = checks(period("25", "8 Jan 10:00"), say("Board", "3", "8 Jan 10:00", scope="additional"))
    assert [each.kind for each in alone] == ["unchecked", "unchecked"]
    undated = say("Board", "3", None, scope="period")
    assert only(undated).kind == "unchecked"
    assert "begin and end" in only(undated).reason
    assert checks(undated, everything=False)
    level = only(say("Board", "3", "8 Jan 10:00", "missing", scope="additional"))
    assert (level.kind, "level" in level.reason) == ("unchecked", True)


def test_additions_make_the_rise_between_the_totals_around_them() -> None:
    before, after = state(INTERIOR, "100", "7 Jan 10:00"), state(INTERIOR, "110", "9 Jan 10:00")

    def more(words: str, when: str, **fields: object) -> StoredClaim:
        return state(INTERIOR, words, when, scope="additional", **fields)

    two = more("4", "7 Jan 20:00"), more("6", "8 Jan 20:00")
    again = more("6", "8 Jan 21:00", outlet="B Post")
    found = only(before, after, *two, again)
    assert (found.kind, len(found.claims)) == ("fits", 4)
    assert only(before, after, two[0]).kind == "uncovered"
    over = only(before, after, *two, more("5", "8 Jan 12:00"))
    assert (over.kind, over.gap) == ("gap", 5)
    with_total = more("10", "9 Jan 10:00", entry_id=after.entry_id)
    assert only(before, after, with_total).kind == "fits"


def test_one_post_that_gives_two_figures() -> None:
    one = state(INTERIOR, "17", "8 Jan 10:00")
    two = state(INTERIOR, "19", "8 Jan 10:00", entry_id=one.entry_id, url=one.url, start=60, number_start=60)
    found = only(one, two)
    assert (found.kind, found.gap) == ("twofold", 2)
    assert checks(one, state(INTERIOR, "17", "8 Jan 10:00", entry_id=one.entry_id)) == ()


def test_a_crossed_range_is_kept_and_told() -> None:
    found = only(state(INTERIOR, "18-17", "8 Jan 10:00"))
    assert (found.kind, found.gap) == ("crossed", 1)
    assert "18 to 17" in found.reason


def test_the_worst_comes_first_and_filters_need_one_claim() -> None:
    whole = state(INTERIOR, "26", "7 Jan 10:00")
    over, fell = part(whole, "31", group_kind="children"), state(INTERIOR, "20", "9 Jan 10:00")
    assert [each.kind for each in checks(whole, over, fell)] == ["exceeds", "fell"]
    assert [each.kind for each in checks(whole, over, fell, asked={fell.id})] == ["fell"]
