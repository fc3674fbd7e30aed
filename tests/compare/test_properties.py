"""What holds for any claims: order of arrival, conflicts, widening, denials."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from saying import UNREST, say

from claims.compare import RULES, WINDOW, Interval, SeriesHistory, disagreements, figure_of, histories
from claims.compare.interval import Measure
from claims.compare.pair import Pair
from claims.compare.plain import plainly
from claims.compare.relations import other_days, relate
from claims.compare.standing import MET
from claims.records import StoredClaim
from claims.vocabulary import load_vocabulary

VOCABULARY = load_vocabulary()
PROFILE = VOCABULARY.profile("default")

CUES = ["", "", "about ", "almost ", "at least ", "more than ", "up to ", "fewer than "]
NUMBERS = ["0", "8", "17", "18", "20", "26", "100", "164", "250", "1,000", "3,811", "7,939", "8,000", "9,900"]

figures = st.one_of(
    st.tuples(st.sampled_from(CUES), st.sampled_from(NUMBERS)).map("".join),
    st.sampled_from(["dozens", "hundreds", "thousands", "many", "20-40", "7,000-8,000"]),
)
moments = st.one_of(
    st.none(),
    st.tuples(st.integers(3, 9), st.integers(0, 23)).map(lambda at: f"{at[0]} Jan {at[1]:02}:00"),
    st.integers(3, 9).map(lambda day: f"{day} Jan"),
)


@st.composite
def claims(draw: st.DrawFn, *, denials: bool = True) -> StoredClaim:
    speaker = draw(st.sampled_from(["Board", "Navy", "Green Cross", None]))
    stance = draw(st.sampled_from(["states"] * 5 + ["denies", "withdraws"])) if denials and speaker else "states"
    return say(
        speaker,
        draw(figures),
        draw(moments),
        draw(st.sampled_from(["killed", "killed", "hospitalised"])),
        outlet=draw(st.sampled_from(["A Post", "B Post"])),
        side=draw(st.sampled_from(["state", "opposition", None])) if speaker else None,
        as_of=draw(st.sampled_from([None, None, None, "3 Jan", "5 Jan"])),
        basis=draw(st.sampled_from(["stated", "stated", "documented"])),
        group_kind=draw(st.sampled_from(["all", "all", "civilians"])),
        stance=stance,
    )


def tell(some: list[StoredClaim]) -> tuple[SeriesHistory, ...]:
    return histories(some, PROFILE, VOCABULARY, event=UNREST)


def by_uid(some: list[StoredClaim]) -> object:
    """All that is said of the claims, by their uids, whatever their ids."""
    uids = {claim.id: claim.uid for claim in some}
    told = [
        (each.key, step.claim.uid, relation.kind, uids[relation.earlier], relation.reason, relation.ratio)
        for each in tell(some)
        for step in each.steps
        for relation in step.relations
    ]
    found = disagreements(some, PROFILE, VOCABULARY, event=UNREST)
    return told, [(each.kind, each.first.uid, each.second.uid, each.reason, each.more) for each in found]


@given(some=st.lists(claims(), max_size=12), order=st.randoms())
@settings(max_examples=150, deadline=None)
def test_the_order_of_arrival_does_not_matter(some: list[StoredClaim], order) -> None:
    ids = [claim.id for claim in some]
    order.shuffle(ids)
    shuffled = [claim.model_copy(update={"id": new, "entry_id": new}) for claim, new in zip(some, ids, strict=True)]
    order.shuffle(shuffled)
    assert by_uid(shuffled) == by_uid(some)


@given(some=st.lists(claims(), max_size=12))
@settings(max_examples=150, deadline=None)
def test_a_conflict_names_two_disjoint_intervals(some: list[StoredClaim]) -> None:
    for series in tell(some):
        means = {step.claim.id: step.interval for step in series.steps}
        for step in series.steps:
            for relation in step.relations:
                if relation.kind in ("conflict", "misreport", "open", "grew", "fell"):
                    assert not means[relation.earlier].overlaps(means[relation.later])


@given(some=st.lists(claims(), max_size=12))
@settings(max_examples=150, deadline=None)
def test_nothing_is_lost_and_relations_look_back(some: list[StoredClaim]) -> None:
    series = tell(some)
    steps = [step.claim.id for each in series for step in each.steps]
    assert sorted(steps) == sorted(claim.id for claim in some)
    undated = {claim.id for claim in some if claim.said_at is None}
    for each in series:
        place = {step.claim.id: n for n, step in enumerate(each.steps)}
        for step in each.steps:
            back = [relation.earlier for relation in step.relations if relation.kind != "denied"]
            dated = [earlier for earlier in back if earlier not in undated]
            earlier = [place[claim] for claim in dated if claim in place]
            assert all(at < place[step.claim.id] for at in earlier)
            assert len({relation.earlier for relation in step.relations}) == len(step.relations)


@given(some=st.lists(claims(), max_size=12))
@settings(max_examples=200, deadline=None)
def test_a_denied_figure_has_no_relations_after_its_denial(some: list[StoredClaim]) -> None:
    series = tell(some)
    rejected = {
        relation.earlier: relation.later
        for each in series
        for step in each.steps
        for relation in step.relations
        if relation.kind in ("denies", "withdraws")
    }
    for each in series:
        order = [step.claim.id for step in each.steps]
        for denied, denial in rejected.items():
            if denial not in order:
                continue
            after = each.steps[order.index(denial) + 1 :]
            assert not [step for step in after for relation in step.relations if relation.earlier == denied]
            assert not [step for step in after if step.claim.id == denied and step.relations]


@given(some=st.lists(claims(denials=False), max_size=12))
@settings(max_examples=150, deadline=None)
def test_corrections_and_falls_rest_on_a_known_order(some: list[StoredClaim]) -> None:
    figures = {claim.id: figure_of(claim, UNREST) for claim in some}
    for series in tell(some):
        for relation in (relation for step in series.steps for relation in step.relations):
            one, other = figures[relation.earlier], figures[relation.later]
            if relation.kind in ("corrected", "fell", "behind") or "is lower than" in relation.reason:
                restated = relation.kind == "corrected" and one.stated_for == other.stated_for
                assert one.before(other) or other.before(one) or (restated and one.told_before(other))


WIDER = {
    "exact": ["about", "at_least", "at_most"],
    "more_than": ["at_least"],
    "fewer_than": ["at_most"],
    "nearly": ["about"],
}


@given(data=st.data(), one=claims(denials=False), other=claims(denials=False))
@settings(max_examples=300, deadline=None)
def test_widening_never_makes_a_conflict(data: st.DataObject, one: StoredClaim, other: StoredClaim) -> None:
    def fights(*pair: StoredClaim) -> bool:
        kinds = {relation.kind for each in tell(list(pair)) for step in each.steps for relation in step.relations}
        return "conflict" in kinds

    if one.qualifier not in WIDER or fights(one, other):
        return
    loose = one.model_copy(update={"qualifier": data.draw(st.sampled_from(WIDER[one.qualifier]))})
    if one.basis == "documented" and loose.qualifier == "at_most":
        return  # A documented count is "or more": "at most" narrows it.
    assert not fights(loose, other)


@given(ends=st.lists(st.integers(0, 50), min_size=4, max_size=4), closed=st.tuples(*[st.booleans()] * 4))
def test_intervals_are_below_overlap_or_above(ends: list[int], closed: tuple[bool, ...]) -> None:
    one = Interval(min(ends[:2]), max(ends[:2]), closed[0], closed[1])
    other = Interval(min(ends[2:]), max(ends[2:]), closed[2], closed[3])
    assert one.overlaps(other) == other.overlaps(one)
    assert sum((one.below(other), other.below(one), one.overlaps(other))) >= 1
    for low, high in pairwise((one, one)):
        assert low.near(high, 1.0)


@given(one=claims(denials=False), other=claims(denials=False))
@settings(max_examples=300, deadline=None)
def test_short_cuts_lead_where_the_rules_do(one: StoredClaim, other: StoredClaim) -> None:
    measure = Measure(PROFILE)
    first, second = sorted((measure(figure_of(claim, UNREST)) for claim in (one, other)), key=lambda each: each[0].tie)
    if first.figure.said and second.figure.said and second.figure.said < first.figure.said:
        first, second = second, first
    if first.figure.key != second.figure.key:
        return
    pair = Pair(first, second, WINDOW)
    ruling = next(ruling for rule in RULES if (ruling := rule(pair)) is not None)
    assert (relate(pair).kind, relate(pair).because) == (ruling.kind, ruling.because.replace("{late}", ""))
    tie = None if pair.same or other_days(pair) else plainly(first, second, WINDOW)
    assert tie is None or (tie.kind, tie.because) == (ruling.kind, ruling.because)


@given(
    numbers=st.lists(st.integers(1, 400), min_size=60, max_size=60),
    order=st.randoms(),
    hours=st.lists(st.integers(0, 23), min_size=60, max_size=60),
)
@settings(max_examples=10, deadline=None)
def test_of_many_speakers_each_figure_meets_so_many(numbers: list[int], hours: list[int], order) -> None:
    some = [
        say(f"Office {n % 45}", str(number), f"{3 + n // 20} Jan {hour:02}:00")
        for n, (number, hour) in enumerate(zip(numbers, hours, strict=True))
    ]
    [series] = tell(some)
    for step in series.steps:
        assert len(step.ties) <= MET + 2
        met = sum(1 + tie.more for tie in step.ties)
        assert sum(1 + relation.more for relation in step.relations) == met
        kinds = [relation.kind for relation in step.relations]
        assert all(kinds.count(kind) <= 3 for kind in kinds)
    shuffled = list(some)
    order.shuffle(shuffled)
    assert by_uid(shuffled) == by_uid(some)
