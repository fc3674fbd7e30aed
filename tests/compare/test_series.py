"""Histories: order, what stands beside, whom a figure meets, and what later figures settle."""

from datetime import UTC, datetime

import pytest
from saying import (
    CHANNEL,
    HEALTH,
    INFORMATION,
    INTERIOR,
    OFFICE,
    PROSECUTOR,
    UN,
    UNREST,
    moment,
    sample,
    say,
)

from claims.compare import SeriesHistory, disagreements, figure_words, histories
from claims.records import Moment, StoredClaim
from claims.vocabulary import Profile, Vocabulary


@pytest.fixture
def tell(profile: Profile, vocabulary: Vocabulary):
    """The only series of some claims as (figure, [(kind, earlier figure)]) in order."""

    def told(*claims: StoredClaim) -> list[tuple[str, list[tuple[str, str]]]]:
        [series] = histories(claims, profile, vocabulary, event=UNREST)
        return lines(series)

    return told


def lines(series: SeriesHistory) -> list[tuple[str, list[tuple[str, str]]]]:
    words = {step.claim.id: figure_words(step.claim) for step in series.steps}
    return [
        (figure_words(step.claim), [(relation.kind, words[relation.earlier]) for relation in step.relations])
        for step in series.steps
    ]


def found(series: tuple[SeriesHistory, ...], metric: str, group: str = "all") -> SeriesHistory:
    return next(each for each in series if (each.key.metric, each.key.group_kind) == (metric, group))


def test_the_sample_event(profile: Profile, vocabulary: Vocabulary) -> None:
    series = histories(sample(), profile, vocabulary, event=UNREST)
    detained = dict(lines(found(series, "detained")))
    assert detained["3,811"] == [("updated", "more than 3,000")]
    assert detained["5,969"] == [("updated", "3,811"), ("agrees", "about 5,800")]
    assert detained["7,939"][0] == ("updated", "5,969")
    assert detained["almost 8,000"][0] == ("possible echo", "7,939")
    assert detained["9,900"][0] == ("updated", "7,939")
    assert detained["almost 12,000"][0] == ("grew", "9,900")
    assert "open" not in {kind for does in detained.values() for kind, _ in does}
    assert lines(found(series, "killed", "security_forces"))[:3] == [
        ("8", []),
        ("18", [("updated", "8")]),
        ("17", [("corrected", "18")]),
    ]
    assert lines(found(series, "injured"))[1] == ("almost 1,000", [("close", "more than 1,000")])


def test_the_sample_in_words(profile: Profile, vocabulary: Vocabulary) -> None:
    series = histories(sample(), profile, vocabulary, event=UNREST)
    reasons = {relation.reason for each in series for step in each.steps for relation in step.relations}
    assert f"9,900 ({INTERIOR}, 11 Jan) updates its own 7,939 (10 Jan)." in reasons
    assert f"{INFORMATION} (9 Jan 21:00) denies 164 ({CHANNEL}, 9 Jan 15:00)." in reasons
    assert f"238 ({PROSECUTOR}, 16 Aug) updates its own 225 (15 Jan) after the event's end." in reasons
    assert (
        f"5,969 ({INTERIOR}, 9 Jan 17:00) agrees with about 5,800 ({OFFICE}, 9 Jan 13:00) (2 speakers, 1 side)."
    ) in reasons
    assert (
        f"Almost 1,000 ({UN}, 10 Jan) and more than 1,000 ({HEALTH}, 6 Jan) differ by no more than rounding."
    ) in reasons


def test_late_is_marked(profile: Profile, vocabulary: Vocabulary) -> None:
    killed = found(histories(sample(), profile, vocabulary, event=UNREST), "killed")
    assert [relation.late for step in killed.steps for relation in step.relations if relation.kind == "updated"] == [
        True
    ]


def test_series_come_in_the_order_of_the_vocabulary(profile: Profile, vocabulary: Vocabulary) -> None:
    keys = [each.key for each in histories(sample(), profile, vocabulary, event=UNREST)]
    assert [(key.metric, key.group_kind, key.place) for key in keys[:4]] == [
        ("killed", "all", "kazakhstan"),
        ("killed", "all", "kazakhstan/almaty"),
        ("killed", "security_forces", "kazakhstan"),
        ("killed", "armed", "kazakhstan"),
    ]


def test_an_open_question_settled_by_growth(tell) -> None:
    told = tell(say("Board", "26", "7 Jan 10:00"), say("Navy", "57", "7 Jan 18:00"), say("Board", "57", "8 Jan 09:00"))
    assert told[1] == ("57", [("grew", "26")])


def test_an_open_question_settled_as_conflict(tell) -> None:
    told = tell(say("Board", "26", "7 Jan 10:00"), say("Navy", "57", "7 Jan 18:00"), say("Board", "31", "8 Jan 09:00"))
    assert told[1] == ("57", [("conflict", "26")])
    assert told[2] == ("31", [("conflict", "57"), ("updated", "26")])


def test_a_speaker_who_stays_with_a_figure_days_later(tell) -> None:
    told = tell(say("Board", "26", "7 Jan 10:00"), say("Navy", "57", "7 Jan 18:00"), say("Board", "26", "10 Jan 09:00"))
    assert told[1] == ("57", [("conflict", "26")])


def test_of_one_day_the_lower_speakers_next_figure_settles_it(tell) -> None:
    """Whichever of the two was read first."""
    for words, kind in [("57", "grew"), ("12", "conflict")]:
        told = tell(say("Board", "57", "7 Jan"), say("Navy", "9", "7 Jan"), say("Navy", words, "8 Jan 09:00"))
        assert told[1] == ("9", [(kind, "57")])


def test_a_figure_of_the_same_day_settles_nothing(tell) -> None:
    told = tell(say("Board", "26", "7 Jan"), say("Navy", "57", "7 Jan"), say("Board", "31", "7 Jan"))
    assert told[1] == ("57", [("open", "26")])
    again = tell(
        say("Board", "26", "7 Jan"),
        say("Navy", "57", "7 Jan"),
        say("Board", "31", "7 Jan"),
        say("Board", "31", "9 Jan", outlet="B Post"),
    )
    assert again[1] == ("57", [("conflict", "26")])


def test_posts_of_one_outlet_stand_in_their_order(tell) -> None:
    posts = {"18": "6 Jan 09:00", "17": "6 Jan 18:00"}
    told = tell(*(say("Board", words, "6 Jan", posted_at=moment(at)) for words, at in posts.items()))
    assert told == [("18", []), ("17", [("corrected", "18")])]


def test_growth_by_the_speaker_who_agreed_before(tell) -> None:
    told = tell(
        say("Office", "about 5,800", "9 Jan 13:00"),
        say("Board", "5,969", "9 Jan 17:00"),
        say("Board", "7,939", "10 Jan 12:00"),
    )
    assert told[2] == ("7,939", [("updated", "5,969"), ("grew", "about 5,800")])


def test_growth_beyond_a_figure_that_only_echoed_the_speaker(tell) -> None:
    told = tell(
        say("Board", "7,939", "10 Jan 12:00"),
        say("Union", "almost 8,000", "10 Jan 23:00"),
        say("Board", "9,900", "11 Jan 10:00"),
    )
    assert told[2] == ("9,900", [("updated", "7,939"), ("grew", "almost 8,000")])


def test_a_repeat_of_an_outdated_figure_is_behind(tell) -> None:
    told = tell(
        say("Board", "7,939", "10 Jan"), say("Board", "9,900", "11 Jan"), say("Union", "almost 8,000", "12 Jan")
    )
    assert told[2] == ("almost 8,000", [("behind", "7,939")])


def test_headline_and_body_of_one_post_are_one_statement(profile: Profile, vocabulary: Vocabulary) -> None:
    """A rounded headline repeats its body, though it comes first."""
    headline = say("Board", "almost 8,000", "10 Jan 12:00", entry_id=7)
    body = say("Board", "7,939", "10 Jan 12:00", entry_id=7)
    [series] = histories([headline, body], profile, vocabulary, event=UNREST)
    [relation] = series.steps[1].relations
    assert (relation.kind, relation.reason) == (
        "echo",
        "7,939 (Board, 10 Jan 12:00) repeats almost 8,000 (10 Jan 12:00) in the same post.",
    )


def test_the_exact_figure_of_a_post_stands_not_its_headline(tell) -> None:
    told = tell(
        say("Board", "almost 8,000", "10 Jan 12:00", entry_id=7),
        say("Board", "7,939", "10 Jan 12:00", entry_id=7),
        say("Union", "almost 8,000", "10 Jan 23:00"),
    )
    assert told[2] == ("almost 8,000", [("possible echo", "7,939")])


def test_an_outlet_that_lags_repeats_the_speaker(tell) -> None:
    told = tell(
        say("Board", "7,939", "10 Jan 10:00"),
        say("Board", "9,900", "11 Jan 10:00"),
        say("Board", "7,939", "11 Jan 12:00", outlet="B Post"),
        say("Board", "10,100", "12 Jan 10:00"),
    )
    assert told[2] == ("7,939", [("echo", "7,939")])
    assert told[3] == ("10,100", [("updated", "9,900")])


def test_an_outlet_that_carried_both_reports_a_correction(tell) -> None:
    told = tell(say("Board", "17", "5 Jan"), say("Board", "18", "6 Jan"), say("Board", "17", "10 Jan"))
    assert told[2] == ("17", [("corrected", "18")])


def test_a_figure_for_an_earlier_moment_does_not_replace_the_latest(tell) -> None:
    told = tell(
        say("Board", "50", "9 Jan"),
        say("Board", "20", "10 Jan 09:00", as_of="4 Jan"),
        say("Board", "61", "11 Jan 09:00"),
    )
    assert told[1] == ("20", [("updated", "50")])
    assert told[2] == ("61", [("updated", "50")])


def test_each_speakers_latest_is_met_not_every_pair(tell) -> None:
    claims = [say(f"Office {n % 3}", str(10 + n), f"{1 + n} Jan") for n in range(20)]
    assert all(len(does) <= 3 for _, does in tell(*claims))


def shown(profile: Profile, vocabulary: Vocabulary, *claims: StoredClaim) -> list[tuple[str, str, int]]:
    """The relations of the last claim: kind, earlier figure, how many more."""
    [series] = histories(claims, profile, vocabulary, event=UNREST)
    words = {step.claim.id: figure_words(step.claim) for step in series.steps}
    return [(each.kind, words[each.earlier], each.more) for each in series.steps[-1].relations]


def test_speakers_of_one_figure_count_as_one(profile: Profile, vocabulary: Vocabulary) -> None:
    """Named is who gave it first; a figure that many repeat is one line of the history."""
    alike = [say(f"Office {n}", "164", f"9 Jan {8 + n:02}:00") for n in range(6)]
    last = say("Navy", "26", "12 Jan 10:00")
    assert shown(profile, vocabulary, *alike, last) == [("conflict", "164", 5)]
    [series] = histories([*alike, last], profile, vocabulary, event=UNREST)
    [relation] = series.steps[-1].relations
    assert relation.earlier == alike[0].id
    assert relation.reason.endswith(" The same holds beside 5 more speakers.")
    pairs = [each for each in disagreements([*alike, last], profile, vocabulary, event=UNREST) if each.second == last]
    assert {each.first.id for each in pairs} == {claim.id for claim in alike}


def test_what_a_count_has_passed_is_told_once(profile: Profile, vocabulary: Vocabulary) -> None:
    passed = [say(f"Office {n}", str(10 + 2 * n), f"{3 + n} Jan 08:00") for n in range(5)]
    assert shown(profile, vocabulary, *passed, say("Navy", "90", "12 Jan 10:00")) == [("grew", "18", 4)]


def test_of_many_conflicts_the_widest_are_named(profile: Profile, vocabulary: Vocabulary) -> None:
    higher = [say(f"Office {n}", str(100 + 40 * n), f"{3 + n} Jan 08:00") for n in range(5)]
    assert shown(profile, vocabulary, *higher, say("Navy", "9", "12 Jan 10:00")) == [
        ("conflict", "260", 0),
        ("conflict", "220", 0),
        ("conflict", "180", 2),
    ]


def test_the_highest_is_met_however_long_ago(profile: Profile, vocabulary: Vocabulary) -> None:
    old = say("Board", "5,000", "3 Jan 08:00")
    many = [say(f"Office {n}", "40", f"4 Jan {n % 24:02}:{n:02}") for n in range(50)]
    assert ("conflict", "5,000", 0) in shown(profile, vocabulary, old, *many, say("Navy", "40", "12 Jan 10:00"))


def test_an_uncredited_repeat_says_no_more_than_that(tell) -> None:
    told = tell(
        say("Board", "26", "7 Jan 10:00"),
        say("Navy", "164", "7 Jan 11:00"),
        say(None, "26", "7 Jan 12:00", outlet="B Post"),
    )
    assert told[2] == ("26", [("possible echo", "26")])


def test_an_open_question_is_settled_by_a_figure_that_comes_near(tell) -> None:
    told = tell(say("Board", "26", "7 Jan 10:00"), say("Navy", "57", "7 Jan 18:00"), say("Board", "56", "8 Jan 19:00"))
    assert told[1] == ("57", [("grew", "26")])


def test_counts_of_other_days_are_not_put_side_by_side(tell) -> None:
    fifth = {"occurred_from": moment("5 Jan"), "occurred_to": moment("5 Jan")}
    sixth = {"occurred_from": moment("6 Jan"), "occurred_to": moment("6 Jan")}
    assert tell(say("Board", "12", "5 Jan", **fifth), say("Board", "7", "6 Jan", **sixth)) == [("12", []), ("7", [])]


def test_a_statement_dated_to_the_day_stands_where_it_was_posted(tell) -> None:
    posts = {"6 Jan": "6 Jan 09:00", "6  Jan": "6 Jan 18:00"}
    claims = [
        say("Board", words, day, posted_at=moment(posts[day])) for words, day in [("31", "6  Jan"), ("12", "6 Jan")]
    ]
    assert [words for words, _ in tell(*claims)] == ["12", "31"]


def test_a_figure_without_time_stands_last_and_says_so(profile: Profile, vocabulary: Vocabulary) -> None:
    undated = say("Navy", "40", None)
    [series] = histories([undated, say("Board", "26", "7 Jan")], profile, vocabulary, event=UNREST)
    assert series.steps[-1].claim is undated
    assert "undated" in series.steps[-1].relations[0].reason


def test_nothing_is_dropped(profile: Profile, vocabulary: Vocabulary) -> None:
    """Parts, periods, additions, projections, what a person rejected stand beside; odd claims have their own series."""
    aside = [
        say("Board", "2", "3 Jan", scope="part"),
        say("Board", "5", "3 Jan", scope="period"),
        say("Board", "7", "3 Jan", scope="additional"),
        say("Board", "9", "3 Jan", scope="superseded"),
        say("Board", "10,000", "3 Jan", certainty="projected"),
        say("Board", "1", "3 Jan", status="rejected"),
    ]
    odd = [
        say(None, "3", None, outlet="B Post", publisher_source=None),
        say("Board", "30-20", "3 Jan", "sightings"),
        say("Board", "oodles", "3 Jan", group_kind="acrobats", place=None),
    ]
    series = histories([*aside, *odd], profile, vocabulary)
    assert {claim.id for each in series for claim in each.beside} == {claim.id for claim in aside}
    assert {step.claim.id for each in series for step in each.steps} == {claim.id for claim in odd}


def test_a_range_with_crossed_ends_is_reported(profile: Profile, vocabulary: Vocabulary) -> None:
    claims = [say("Board", "25", "3 Jan"), say("Navy", "30-20", "4 Jan")]
    [series] = histories(claims, profile, vocabulary, event=UNREST)
    [relation] = series.steps[1].relations
    assert relation.kind == "agrees"
    assert relation.reason.endswith("The range 30 to 20 stands as written, its low end above its high end.")


def test_money_and_years_in_words(profile: Profile, vocabulary: Vocabulary) -> None:
    cost = {"metric": "damage_cost", "currency": "EUR"}
    claims = [say("Board", "about 175,000,000", "3 Jan", **cost), say("Board", "2,500,000,000", "9 Jan", **cost)]
    later = claims[1].model_copy(
        update={"said_at": moment("9 Jan").model_copy(update={"at": datetime(2023, 5, 1, tzinfo=UTC)})}
    )
    [series] = histories([claims[0], later], profile, vocabulary)
    assert (
        series.steps[1]
        .relations[0]
        .reason.startswith(
            "2.5 billion EUR (Board, 1 May 2023, as of 9 Jan 2022) updates its own about 175 million EUR (3 Jan 2022)"
        )
    )


def test_names_from_a_page_are_taken_as_they_are(profile: Profile, vocabulary: Vocabulary) -> None:
    claims = [say("{later} " + "x" * 500, "25", "3 Jan"), say("{0.__class__}", "{own}", "4 Jan", stance="denies")]
    [series] = histories(claims, profile, vocabulary, event=UNREST)
    assert [figure_words(step.claim) for step in series.steps] == ["25", "{own}"]
    again = [claims[0], say("{sides}", "25", "4 Jan")]
    [relation] = histories(again, profile, vocabulary, event=UNREST)[0].steps[1].relations
    assert relation.reason.startswith("25 ({sides}, 4 Jan) agrees with 25 ({later} xxx")
    assert len(relation.reason) < 300


def test_a_claim_without_a_place_holds_for_the_events(profile: Profile, vocabulary: Vocabulary) -> None:
    [series] = histories([say("Board", "25", "3 Jan", place=None)], profile, vocabulary, event=UNREST)
    assert series.key.place == "kazakhstan"


@pytest.mark.parametrize("since", ["1 Jan 1959", "15 Nov 2021"])
def test_what_happened_before_the_event_too_stands_beside(profile: Profile, vocabulary: Vocabulary, since: str) -> None:
    began = datetime.strptime(since, "%d %b %Y").replace(tzinfo=UTC)
    background = say(HEALTH, "0", "7 Jan", occurred_from=Moment(at=began, exactness="day"), occurred_to=moment("7 Jan"))
    [series] = histories([background, say(INTERIOR, "26", "7 Jan")], profile, vocabulary, event=UNREST)
    assert [figure_words(step.claim) for step in series.steps] == ["26"]
    assert series.beside == (background,)
