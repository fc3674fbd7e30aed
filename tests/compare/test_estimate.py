"""Low, chosen and high of a series: what counts, what is left out and why, and who stands behind it."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from saying import CHANNEL, INFORMATION, INTERIOR, OFFICE, PROSECUTOR, UN, UNREST, moment, sample, say, state
from test_properties import claims

from claims.compare import Estimate, estimates
from claims.errors import ClaimsError
from claims.records import Source, StoredClaim
from claims.vocabulary import load_vocabulary

VOCABULARY = load_vocabulary()
DEFAULT = VOCABULARY.profile("default")


def estimated(*some: StoredClaim, **options: object) -> tuple[Estimate, ...]:
    return estimates(some, DEFAULT, VOCABULARY, event=UNREST, **options)  # type: ignore[arg-type]


def only(*some: StoredClaim, **options: object) -> Estimate:
    [found] = estimated(*some, **options)
    return found


def words(found: Estimate) -> tuple[str | None, str | None, str | None]:
    """Low, chosen and high in words."""
    ends = (found.low, found.chosen, found.high)
    return tuple(each.words if each else None for each in ends)  # type: ignore[return-value]


def why_not(found: Estimate) -> dict[int, str]:
    return {each.id: each.kind for each in found.left_out}


# What counts


def test_each_speaker_counts_once_with_its_latest_figure() -> None:
    old, new = state(INTERIOR, "8", "5 Jan 20:00"), state(INTERIOR, "18", "6 Jan 20:00")
    other = say("Green Cross", "31", "6 Jan 21:00", side="NGO")
    found = only(old, new, other)
    assert words(found) == ("18", "31", "31")
    assert found.low is not None
    assert found.high is not None
    assert found.chosen is not None
    assert (found.low.claim, found.chosen.claim, found.high.claim) == (new, other, other)
    assert str(found.independence) == "1 outlet, 2 speakers, 2 sides"
    [left] = found.left_out
    assert (left.id, left.kind) == (old.id, "superseded")
    assert left.reason == f"18 ({INTERIOR}, 6 Jan) has replaced 8 ({INTERIOR}, 5 Jan)."


def test_fourteen_outlets_are_one_speaker() -> None:
    told = [state(INTERIOR, "26", f"7 Jan {hour:02}:00", outlet=f"Outlet {hour}") for hour in range(14)]
    found = only(*told)
    assert str(found.independence) == "14 outlets, 1 speaker, 1 side"
    assert set(why_not(found).values()) == {"echo"}
    assert len(found.left_out) == 13


def test_a_spokesperson_counts_as_the_body() -> None:
    said = say("Spokesman Orlan", "26", "7 Jan 10:00", acts_for=INTERIOR, side="state")
    found = only(said, state(INTERIOR, "31", "7 Jan 18:00"))
    assert (words(found), found.independence.speakers) == (("31", "31", "31"), 1)


def test_the_denial_of_the_sample_leaves_164_out() -> None:
    known = [claim for claim in sample() if claim.said_at and claim.said_at.at < datetime(2022, 1, 10, 18, tzinfo=UTC)]
    [found] = [
        each for each in estimated(*known) if each.key.metric == "killed" and each.key.place == "kazakhstan"
        and each.key.group_kind == "all"
    ]  # fmt: skip
    assert words(found) == (None, None, None)
    [denied] = [each for each in found.left_out if each.kind == "denied"]
    assert (denied.figure.number, denied.figure.name) == ("164", CHANNEL)
    assert INFORMATION in denied.reason
    [part] = [each for each in estimated(*known) if each.key.place == "kazakhstan/almaty"]
    assert [each.kind for each in part.left_out] == ["denied"]


def test_what_was_denied_does_not_come_back_as_a_repeat() -> None:
    first = state(CHANNEL, "164", "9 Jan 15:00")
    denial = state(INFORMATION, "164", "9 Jan 21:00", stance="denies")
    again = state(CHANNEL, "164", "11 Jan 10:00", outlet="B Post")
    nobody = say(None, "164", "12 Jan 10:00", outlet="C Post")
    found = only(first, denial, again, nobody)
    assert found.counted == ()
    assert why_not(found) == {first.id: "denied", denial.id: "denial", again.id: "denied", nobody.id: "denied"}
    assert found.left_out[2].reason == (
        f"164 ({CHANNEL}, 11 Jan) repeats 164 ({CHANNEL}, 9 Jan), which {INFORMATION} had denied."
    )
    independent = say("Green Cross", "164", "12 Jan 12:00")
    assert only(first, denial, independent).counted == (independent.id,)


def test_what_its_speaker_took_back_is_gone() -> None:
    first = state(INTERIOR, "30", "9 Jan 15:00")
    found = only(first, state(INTERIOR, "30", "9 Jan 21:00", stance="withdraws"), state(OFFICE, "12", "9 Jan 22:00"))
    assert (words(found), why_not(found)[first.id]) == (("12", "12", "12"), "withdrawn")


def test_neither_a_possible_echo_nor_an_outdated_repeat_is_independent() -> None:
    exact = state(INTERIOR, "7,939", "10 Jan 12:00", "detained")
    rounded = say(UN, "almost 8,000", "10 Jan 23:00", "detained", side="un")
    found = only(exact, rounded)
    assert (words(found), why_not(found)) == (("7,939", "7,939", "7,939"), {rounded.id: "possible echo"})
    early, now = state(INTERIOR, "26", "7 Jan 10:00"), state(INTERIOR, "225", "9 Jan 10:00")
    behind = say("Green Cross", "26", "9 Jan 12:00")
    assert why_not(only(early, now, behind)) == {early.id: "superseded", behind.id: "behind"}


def test_of_two_that_are_perhaps_one_the_credited_and_exact_one_stays() -> None:
    headline = say(None, "26", "7 Jan 10:00", outlet="A Post")
    credited = state(INTERIOR, "26", "7 Jan 12:00", outlet="B Post")
    assert only(headline, credited).counted == (credited.id,)
    rounded, exact = say("Green Cross", "about 8,000", "10 Jan"), state(INTERIOR, "7,939", "10 Jan")
    assert only(rounded, exact).counted == (exact.id,)


def test_a_headline_that_rounds_gives_way_to_the_figure_of_its_post() -> None:
    headline = state(INTERIOR, "almost 8,000", "10 Jan 12:00")
    place = {"entry_id": headline.entry_id, "url": headline.url, "start": 60, "number_start": 60}
    text = state(INTERIOR, "7,939", "10 Jan 12:00", **place)
    assert words(only(headline, text)) == ("7,939", "7,939", "7,939")


def test_a_figure_that_agreed_with_one_since_raised_is_outdated() -> None:
    office, interior = state(OFFICE, "about 5,800", "9 Jan 13:00"), state(INTERIOR, "5,969", "9 Jan 17:00")
    assert words(only(office, interior)) == ("about 5,800", "5,969", "5,969")
    found = only(office, interior, state(INTERIOR, "9,900", "11 Jan 10:00"))
    assert words(found) == ("9,900", "9,900", "9,900")
    assert why_not(found)[office.id] == "outdated"
    careful = say("Green Cross", "50", "5 Jan 10:00")
    assert words(only(careful, state(INTERIOR, "5,000", "11 Jan 10:00")))[0] == "50"


def test_a_looser_floor_does_not_replace_its_speakers_own_number() -> None:
    exact, floor = state(INTERIOR, "26", "7 Jan 10:00"), state(INTERIOR, "at least 20", "8 Jan 10:00")
    found = only(exact, floor)
    assert words(found) == ("26", "26", "26")
    assert found.left_out[0].reason == f"At least 20 ({INTERIOR}, 8 Jan) says less than 26 ({INTERIOR}, 7 Jan) did."


def test_two_versions_of_one_statement_both_count() -> None:
    found = only(state(INTERIOR, "26", "7 Jan 10:00"), state(INTERIOR, "36", "7 Jan 11:00", outlet="B Post"))
    assert words(found) == ("26", "36", "36")
    assert found.independence.speakers == 1


def test_a_level_holds_for_its_own_time_only() -> None:
    old = state(INTERIOR, "400", "5 Jan 10:00", "hospitalised")
    found = only(old, say("Green Cross", "30", "20 Jan 10:00", "hospitalised"))
    assert (words(found), why_not(found)) == (("30", "30", "30"), {old.id: "outdated"})


def test_the_killed_of_two_days_are_not_one_count() -> None:
    def on(day: str, speaker: str, number: str) -> StoredClaim:
        return say(speaker, number, "7 Jan 10:00", occurred_from=moment(day), occurred_to=moment(day))

    fifth, sixth = on("5 Jan", "Navy", "8"), on("6 Jan", "Board", "3")
    whole = say("Green Cross", "12", "7 Jan 12:00")
    assert only(fifth, sixth, whole).counted == (whole.id,)
    assert only(fifth, sixth).counted == (sixth.id,)


def test_what_stands_beside_a_series_is_left_out_with_its_reason() -> None:
    total = state(INTERIOR, "26", "7 Jan 10:00")
    beside = {
        "part": state(INTERIOR, "2", "7 Jan 10:00", scope="part"),
        "additional": state(INTERIOR, "3", "7 Jan 10:00", scope="additional"),
        "period": state(INTERIOR, "4", "7 Jan 10:00", scope="period"),
        "superseded": state(INTERIOR, "5", "7 Jan 10:00", scope="superseded"),
        "projected": state(INTERIOR, "90", "7 Jan 10:00", certainty="projected"),
        "background": state(INTERIOR, "16", "7 Jan 10:00", occurred_from=moment("1 Jan"), occurred_to=moment("2 Jan")),
    }
    past = beside["background"].occurred_from
    assert past is not None
    long_ago = past.model_copy(update={"at": past.at - timedelta(days=4000)})
    beside["background"] = beside["background"].model_copy(update={"occurred_from": long_ago})
    found = only(total, *beside.values())
    assert words(found) == ("26", "26", "26")
    assert why_not(found) == {claim.id: kind for kind, claim in beside.items()}
    assert all(each.reason.endswith(".") for each in found.left_out)


# Words and ends


@pytest.mark.parametrize(
    ("said", "low", "high"),
    [
        ("at least 1,200", "at least 1,200", "1,200 or more"),
        ("more than 3,000", "more than 3,000", "3,000 or more"),
        ("up to 50", "50 or fewer", "up to 50"),
        ("fewer than 50", "50 or fewer", "fewer than 50"),
        ("about 400", "about 400", "about 400"),
        ("20-30", "20", "30"),
        ("dozens", "24", "99"),
        ("many", "4", "4 or more"),
        ("0", "0", "0"),
    ],
)
def test_ends_are_stated_numbers_and_never_infinity(said: str, low: str, high: str) -> None:
    found = only(say("Board", said, "7 Jan 10:00"))
    assert found.low is not None
    assert found.high is not None
    assert (found.low.words.replace("at most", "up to"), found.high.words.replace("at most", "up to")) == (low, high)
    assert found.low.number <= found.high.number < float("inf")


def test_a_documented_minimum_may_be_more() -> None:
    found = only(say("Board", "164", "7 Jan 10:00", basis="documented"))
    assert found.high is not None
    assert found.high.words == "164 or more"


def test_money_of_two_currencies_is_two_estimates() -> None:
    euros = say("Board", "about 175,000,000", "9 Jan 10:00", "damage_cost", currency="EUR")
    found = estimated(euros, say(None, "over 200,000,000", "10 Jan 10:00", "damage_cost", currency="USD"))
    assert [each.high.words for each in found if each.high] == ["about 175 million EUR", "200 million USD or more"]


# Nothing is dropped in silence


def test_a_figure_nobody_is_credited_with_bounds_but_is_not_chosen_before_others() -> None:
    found = only(state(INTERIOR, "9,900", "11 Jan 10:00"), say(None, "nearly 12,000", "13 Jan 10:00", outlet="Norda"))
    assert words(found) == ("9,900", "9,900", "almost 12,000")
    assert str(found.independence) == "2 outlets, 1 speaker, 1 side, 1 unattributed"
    alone = only(say(None, "nearly 12,000", "13 Jan 10:00"))
    assert alone.chosen is not None
    assert alone.why.endswith("Nobody is credited with it.")


def test_undated_unknown_and_crossed_figures_stand_with_a_note() -> None:
    undated = say("Board", "31", None)
    found = only(undated, say("Board", "26", "7 Jan 10:00"))
    assert (words(found), why_not(found)) == (("26", "26", "26"), {undated.id: "undated"})
    assert only(undated).notes == ("No time is known for 31 (Board, undated).",)
    odd = only(say("Board", "7", "7 Jan 10:00", "poisoned"))
    assert (words(odd)[1], odd.notes) == ("7", ("The vocabulary has no metric poisoned.",))
    crossed = only(say("Board", "18-17", "7 Jan 10:00"))
    assert words(crossed) == ("17", "18 to 17", "18")
    assert "stands as written" in crossed.notes[0]


@given(some=st.lists(claims(), max_size=12))
@settings(max_examples=150, deadline=None)
def test_every_claim_counts_or_is_left_out_and_ends_hold_what_is_chosen(some: list[StoredClaim]) -> None:
    for found in estimated(*some):
        counted = set(found.counted)
        assert counted.isdisjoint(why_not(found))
        assert len(found.left_out) == len(why_not(found))
        if found.chosen:
            assert found.low is not None
            assert found.high is not None
            assert found.low.number <= found.chosen.low <= found.chosen.high <= found.high.number
    held = {claim for found in estimated(*some) for claim in (*found.counted, *(each.id for each in found.left_out))}
    assert held == {claim.id for claim in some}


@given(some=st.lists(claims(), max_size=12), order=st.randoms())
@settings(max_examples=100, deadline=None)
def test_the_order_of_arrival_does_not_matter(some: list[StoredClaim], order) -> None:  # type: ignore[no-untyped-def]
    def told(claims: list[StoredClaim]) -> object:
        uids = {claim.id: claim.uid for claim in claims}
        return [
            (
                each.key,
                words(each),
                {uids[claim] for claim in each.counted},
                {(uids[left.id], left.kind) for left in each.left_out},
            )
            for each in estimated(*claims)
        ]

    ids = [claim.id for claim in some]
    order.shuffle(ids)
    shuffled = [claim.model_copy(update={"id": new, "entry_id": new}) for claim, new in zip(some, ids, strict=True)]
    order.shuffle(shuffled)
    assert told(shuffled) == told(some)


@given(some=st.lists(claims(), max_size=12))
@settings(max_examples=100, deadline=None)
def test_no_figure_counts_that_was_denied(some: list[StoredClaim]) -> None:
    denials = [claim for claim in some if claim.denied and claim.said_at]
    for found in estimated(*some):
        for claim in (each for each in some if each.id in found.counted):
            for denial in denials:
                same = (claim.metric, claim.group_kind, claim.speaker_source) == (
                    denial.metric,
                    denial.group_kind,
                    denial.speaker_source,
                )
                exact = claim.number == denial.number and claim.qualifier == denial.qualifier == "exact"
                assert not (same and exact and claim.said_at and claim.said_at.at < denial.said_at.at)  # type: ignore[union-attr]


# Policies


def source(slug: str, **fields: object) -> Source:
    return Source(slug=slug, name=slug, key=slug, **fields)  # type: ignore[arg-type]


FOUR = (
    state(INTERIOR, "26", "7 Jan 10:00"),
    say("Green Cross", "80", "8 Jan 10:00", side="NGO"),
    say("Norland's Interior Ministry", "31", "9 Jan 10:00", side="state"),
    say("Free Steppe", "164", "10 Jan 10:00", side="opposition"),
)
SOURCES = {
    "norland-interior-ministry": source("norland-interior-ministry", country="NO"),
    "kazakhstan-interior-ministry": source("kazakhstan-interior-ministry", country="KZ", reliability="C"),
    "green-cross": source("green-cross", reliability="B"),
    "free-steppe": source("free-steppe", reliability="F"),
}


@pytest.mark.parametrize(
    ("policy", "chosen"), [("latest", "164"), ("official", "26"), ("median", "31"), ("reliability", "80")]
)
def test_a_policy_chooses(policy: str, chosen: str) -> None:
    found = only(*FOUR, policy=policy, sources=SOURCES)
    assert words(found) == ("26", chosen, "164")
    assert found.policy == policy


def test_a_policy_that_has_no_answer_says_so() -> None:
    found = only(FOUR[1], policy="official")
    assert (words(found), found.why) == (("80", None, "80"), "No figure of the authorities stands.")
    assert "claims sources edit" in only(*FOUR, policy="reliability").why
    with pytest.raises(ClaimsError, match="latest, official, median, reliability"):
        only(*FOUR, policy="loudest")


@pytest.mark.parametrize("policy", ["latest", "official", "median", "reliability"])
def test_what_a_person_prefers_goes_before_any_policy(policy: str) -> None:
    preferred = state(INTERIOR, "20", "6 Jan 10:00", rank="preferred")
    found = only(preferred, *FOUR, policy=policy, sources=SOURCES)
    assert (words(found), found.why) == (("20", "20", "164"), "A person ranked it preferred.")
    assert preferred.id not in why_not(found)


def test_what_a_person_deprecated_is_left_out() -> None:
    deprecated = say("Free Steppe", "999", "11 Jan 10:00", rank="deprecated")
    found = only(*FOUR, deprecated)
    assert (words(found)[2], why_not(found)[deprecated.id]) == ("164", "deprecated")


def test_only_claims_that_are_asked_for_count_but_denials_hold() -> None:
    first, denial = state(CHANNEL, "164", "9 Jan 15:00"), state(INFORMATION, "164", "9 Jan 21:00", stance="denies")
    other = state(PROSECUTOR, "225", "15 Jan 12:00")
    found = only(first, denial, other, asked={first.id})
    assert (words(found), why_not(found)) == ((None, None, None), {first.id: "denied"})
    echo = state(PROSECUTOR, "225", "16 Jan 12:00", outlet="B Post")
    assert only(other, echo, asked={echo.id}).counted == (echo.id,)
