"""What disagrees: the worst first, what unlike scopes explain, what is not compared."""

import pytest
from saying import INFORMATION, INTERIOR, OFFICE, UNREST, moment, sample, say

from claims.compare import Disagreement, disagreements
from claims.records import StoredClaim
from claims.vocabulary import Profile, Vocabulary


@pytest.fixture
def disagree(profile: Profile, vocabulary: Vocabulary):
    def found(*claims: StoredClaim) -> tuple[Disagreement, ...]:
        return disagreements(claims, profile, vocabulary, event=UNREST)

    return found


def brief(found: tuple[Disagreement, ...]) -> list[tuple[str, int, int, int]]:
    return [(each.kind, each.first.id, each.second.id, each.more) for each in found]


def test_the_denial_heads_the_sample(disagree) -> None:
    first = disagree(*sample())[0]
    assert (first.kind, first.metric, first.first.value, first.second.attributed_to) == (
        "denies",
        "killed",
        164,
        "Kazakhstan's Information Ministry",
    )


def test_the_sample_has_no_conflict_but_an_unexplained_difference(disagree) -> None:
    found = disagree(*sample())
    assert {each.kind for each in found} == {"denies", "unexplained", "close", "not compared"}
    [armed] = [each for each in found if (each.first.value, each.second.value) == (26, 164)]
    assert armed.kind == "unexplained"
    assert armed.reason == (
        f"26 ({INTERIOR}, 7 Jan) counts people said to be armed; with 18 ({INTERIOR}, 6 Jan) for security forces "
        "that is 44; 120 of the 164 (Health Ministry's channel, 9 Jan), "
        f"which {INFORMATION} denied, are unexplained."
    )


def test_a_total_that_its_speaker_breaks_down_is_no_difference(disagree) -> None:
    total = say("Board", "164", "9 Jan 15:00")
    almaty = say("Board", "103", "9 Jan 15:00", place="kazakhstan/almaty", part_of_id=total.id)
    assert disagree(total, almaty) == ()
    unlinked = say("Board", "103", "9 Jan 15:00", group_kind="civilians", entry_id=total.entry_id)
    assert disagree(total, unlinked) == ()
    [found] = disagree(total, almaty, say("Navy", "20", "9 Jan 14:00", place="kazakhstan/aktobe"))
    assert found.kind == "unexplained"
    assert "that is 123; 41 of the 164" in found.reason


def test_the_office_and_the_ministry_do_not_disagree(disagree) -> None:
    pairs = [{each.first.attributed_to, each.second.attributed_to} for each in disagree(*sample())]
    assert {INTERIOR, OFFICE} not in pairs


def test_two_currencies_are_not_compared(disagree) -> None:
    euros = say("Board", "about 175,000,000", "9 Jan", "damage_cost", currency="EUR")
    dollars = say(None, "over 200,000,000", "10 Jan", "damage_cost", currency="USD")
    [found] = disagree(dollars, euros)
    assert (found.kind, found.first, found.second, found.ratio) == ("not compared", euros, dollars, None)
    assert "in two currencies" in found.reason


def test_the_worst_pair_of_two_speakers_and_how_many_more(disagree) -> None:
    claims = [
        say("Board", "100", "3 Jan 08:00"),
        say("Navy", "70", "3 Jan 09:00"),
        say("Board", "500", "5 Jan 08:00"),
        say("Navy", "71", "5 Jan 09:00"),
    ]
    found = disagree(*claims)
    assert brief(found) == [("conflict", claims[2].id, claims[3].id, 1)]
    assert found[0].ratio == pytest.approx(500 / 71)


def test_worst_first(disagree) -> None:
    mild = [say("Board", "100", "3 Jan", "injured"), say("Navy", "60", "4 Jan", "injured")]
    grave = [say("Board", "900", "3 Jan"), say("Navy", "60", "4 Jan")]
    unsure = [say("Board", "10", "3 Jan 08:00", "abducted"), say("Navy", "99", "3 Jan 12:00", "abducted")]
    found = disagree(*mild, *grave, *unsure)
    assert [(each.kind, each.metric) for each in found] == [
        ("conflict", "killed"),
        ("conflict", "injured"),
        ("open", "abducted"),
    ]


def test_nothing_disagrees(disagree) -> None:
    assert disagree(say("Board", "12", "3 Jan"), say("Board", "20", "5 Jan"), say("Navy", "20", "5 Jan")) == ()
    assert disagree() == ()


def test_parts_that_exceed_the_whole(disagree) -> None:
    part, whole = say("Navy", "40", "3 Jan", group_kind="civilians"), say("Board", "31", "4 Jan")
    [found] = disagree(whole, part)
    assert (found.kind, found.first, found.second) == ("exceeds", part, whole)
    assert found.reason == "40 (Navy, 3 Jan) counts civilians; that is 9 more than the whole of 31 (Board, 4 Jan)."


def test_a_floor_is_not_exceeded(disagree) -> None:
    claims = say("Navy", "40", "3 Jan", group_kind="civilians"), say("Board", "at least 31", "4 Jan")
    assert disagree(*claims) == ()


def test_no_one_is_counted_in_two_parts(disagree) -> None:
    """Children are civilians; women may be in any other group."""
    claims = [
        say("Navy", "10", "3 Jan", group_kind="children"),
        say("Navy", "30", "3 Jan", group_kind="civilians"),
        say("Navy", "25", "3 Jan", group_kind="women"),
        say("Navy", "5", "3 Jan", group_kind="security_forces"),
        say("Board", "100", "4 Jan"),
    ]
    reasons = [each.reason for each in disagree(*claims)]
    assert any("that is 35; 65 of the 100" in reason for reason in reasons)


def test_cities_and_the_region_around_one(disagree) -> None:
    claims = [
        say("Navy", "60", "3 Jan", place="kazakhstan/almaty"),
        say("Navy", "15", "3 Jan", place="kazakhstan/aktobe"),
        say("Navy", "4", "3 Jan", place="kazakhstan/almaty/st-ann-s-hospital"),
        say("Board", "100", "4 Jan"),
    ]
    [whole] = [each for each in disagree(*claims) if each.second.id == claims[3].id]
    assert "that is 75; 25 of the 100 (Board, 4 Jan) are unexplained" in whole.reason


def test_a_part_that_comes_later_explains_too(disagree) -> None:
    whole, part = say("Board", "100", "4 Jan"), say("Navy", "30", "5 Jan", group_kind="civilians")
    [found] = disagree(part, whole)
    assert (found.kind, found.first, found.second) == ("unexplained", whole, part)
    assert "70 of the 100" in found.reason


@pytest.mark.parametrize("value", ["30", "400"])
def test_a_part_told_long_after_the_whole_says_nothing_of_it(disagree, value: str) -> None:
    whole, part = say("Board", "100", "4 Jan"), say("Navy", value, "7 Jan", group_kind="civilians")
    assert disagree(part, whole) == ()


def test_parts_told_after_the_whole_may_be_more_because_the_count_grew(disagree) -> None:
    whole = say("Board", "31", "4 Jan 08:00")
    for when in ("4 Jan 20:00", "4 Jan"):
        [found] = disagree(whole, say("Navy", "40", when, group_kind="civilians"))
        assert found.kind == "open"
        assert found.reason.endswith("9 more than the whole of 31 (Board, 4 Jan), unless the count grew in between.")


def test_one_statement_whose_part_is_more_than_its_whole(disagree) -> None:
    whole = say("Board", "31", "4 Jan")
    part = say("Board", "40", "4 Jan", group_kind="civilians", entry_id=whole.entry_id, part_of_id=whole.id)
    assert [each.kind for each in disagree(whole, part)] == ["exceeds"]


def test_none_is_no_part(disagree) -> None:
    none = say("Navy", "0", "3 Jan", group_kind="security_forces")
    assert disagree(none, say("Board", "100", "4 Jan")) == ()
    [found] = disagree(none, say("Navy", "30", "3 Jan", group_kind="children"), say("Board", "100", "4 Jan"))
    assert found.reason == "30 (Navy, 3 Jan) counts children; 70 of the 100 (Board, 4 Jan) are unexplained."


def test_a_city_and_what_may_be_its_district_are_not_added_up(disagree) -> None:
    places = {"place": "united-kingdom/london"}, {"place": "united-kingdom/croydon"}
    claims = [say("Navy", "7", "3 Jan", **place) for place in places]
    [found] = disagree(*claims, say("Board", "20", "4 Jan", place="united-kingdom"))
    assert "13 of the 20" in found.reason


def test_a_place_that_is_not_listed_explains_nothing(disagree) -> None:
    aside = say("Navy", "7", "3 Jan", place_assumed=True, location="St Ann's Hospital")
    assert disagree(aside, say("Board", "20", "4 Jan"), say("Board", "5", "3 Jan")) == ()


def test_a_denied_part_says_so(disagree) -> None:
    part, whole = say("Navy", "30", "3 Jan", group_kind="civilians"), say("Board", "100", "4 Jan")
    denial = say("Army", "30", "5 Jan", group_kind="civilians", stance="denies")
    reasons = [each.reason for each in disagree(part, whole, denial) if each.kind == "unexplained"]
    assert reasons == [
        "30 (Navy, 3 Jan), which Army denied, counts civilians; 70 of the 100 (Board, 4 Jan) are unexplained."
    ]


def test_one_post_with_two_figures_of_one_speaker_is_nobodys_disagreement(disagree) -> None:
    one = say("Board", "20", "3 Jan")
    assert disagree(one, say("Board", "31", "3 Jan", entry_id=one.entry_id)) == ()
    assert [each.kind for each in disagree(one, say("Board", "31", "3 Jan"))] == ["open"]


def test_several_pages_of_one_day(disagree) -> None:
    """What the papers of one day print in no known order is open, whoever is higher."""
    papers = [
        say(who, words, "9 Jan", "injured", outlet=outlet, posted_at=moment("9 Jan"))
        for who, words, outlet in [
            ("Police", "more than 50", "A Post"),
            ("Fire brigade", "40", "B Post"),
            ("Ambulances", "several", "C Post"),
            (None, "dozens", "D Post"),
        ]
    ]
    assert [(each.kind, {each.first.attributed_to, each.second.attributed_to}) for each in disagree(*papers)] == [
        ("open", {"Police", "Fire brigade"})
    ]


def test_a_part_told_when_the_whole_stood_no_longer(disagree) -> None:
    whole, denial = say("Board", "100", "4 Jan"), say("Navy", "100", "5 Jan", stance="denies")
    part = say("Navy", "30", "6 Jan", group_kind="civilians")
    assert [each.kind for each in disagree(whole, denial, part)] == ["denies"]


def test_levels_of_other_days_do_not_explain(disagree) -> None:
    whole = say("Board", "100", "9 Jan", "hospitalised")
    part = say("Navy", "30", "3 Jan", "hospitalised", group_kind="civilians")
    assert disagree(whole, part) == ()
