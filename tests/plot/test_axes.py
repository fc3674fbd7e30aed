"""The axes: time with cuts and ticks apart, figures linear or in powers of ten; colours; texts that cover nothing."""

from datetime import UTC, datetime, timedelta
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.plot.colours import RED, looks
from claims.plot.figure_axis import figure_axis, number_words
from claims.plot.labels import Spot, _tries, label_sides, on_line
from claims.plot.stepping import stepped
from claims.plot.time_axis import ACROSS, WIDTH, time_axis

NOON = datetime(2022, 1, 9, 12, tzinfo=UTC)
MOMENTS = st.lists(
    st.datetimes(datetime(1990, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)), min_size=1, max_size=30
)


@given(MOMENTS)
def test_moments_keep_their_order_and_words_stand_apart(moments: list[datetime]) -> None:
    axis = time_axis(moments, "Asia/Almaty")
    places = [axis.place(each) for each in sorted(moments)]
    assert all(0 <= place <= ACROSS for place in places)
    assert all(one <= two for one, two in pairwise(places))
    for one, two in pairwise(axis.ticks):
        assert (two.at - one.at) * WIDTH / ACROSS >= 40
    assert axis.ticks


def test_a_day_is_that_of_the_zone() -> None:
    axis = time_axis([datetime(2022, 1, 5, 20, tzinfo=UTC)], "Asia/Almaty")
    assert axis.ticks[0].words == "6 Jan 00:00"
    assert axis.title == "2022, times in Asia/Almaty"


def test_years_are_said_where_there_are_two() -> None:
    axis = time_axis([NOON + timedelta(days=day) for day in range(0, 800, 20)], "UTC")
    assert all(tick.words[-4:].isdigit() for tick in axis.ticks)
    assert axis.title == "times in UTC"


def test_a_long_empty_time_is_cut_out_and_said() -> None:
    days = [NOON + timedelta(days=day) for day in (0, 1, 3, 219)]
    axis = time_axis(days, "UTC")
    assert [cut.words for cut in axis.cuts] == ["7 months"]
    assert axis.place(days[2]) < axis.cuts[0].at < axis.place(days[3])
    assert not time_axis(days[:3], "UTC").cuts


@pytest.mark.parametrize(
    ("figures", "kind"),
    [((164,), "linear"), ((5, 4_999), "linear"), ((5, 5_000), "log"), ((0, 5, 5_000), "symlog"), ((0,), "linear")],
)
def test_three_decades_are_drawn_in_powers_of_ten(figures: tuple[float, ...], kind: str) -> None:
    axis = figure_axis(figures)
    assert axis.kind == kind
    assert (0 in axis.ticks) == (kind != "log")
    heights = [axis.height(each) for each in sorted(figures)]
    assert all(0 <= height <= 1 for height in heights)
    assert all(one < two for one, two in pairwise(heights))


@given(st.lists(st.floats(0, 1e15), min_size=1, max_size=20))
def test_figures_and_heights_lead_to_each_other(figures: list[float]) -> None:
    axis = figure_axis(figures)
    assert 2 <= len(axis.ticks) <= 10 or axis.kind == "log"
    for each in figures:
        assert axis.figure(axis.height(each)) == pytest.approx(axis.within(each), rel=1e-6, abs=1e-6 * axis.high)


def test_large_numbers_are_written_in_words() -> None:
    words = ["12,000", "175 million", "1.5 billion"]
    assert [number_words(each) for each in (12_000, 175_000_000, 1_500_000_000)] == words


def test_speakers_keep_their_colours_by_first_appearance_and_the_rest_is_grey() -> None:
    found = looks([(f"speaker-{n % 11}", "A union" if n % 11 < 2 else f"Union {n % 11}") for n in range(30)])
    own = [found[f"speaker-{n}"] for n in range(8)]
    assert len({look.colour for look in own}) == len({look.label for look in own}) == 8
    assert [look.label for look in own[:2]] == ["A union", "A union (2)"]
    assert {found[f"speaker-{n}"].label for n in (8, 9, 10)} == {"3 more speakers"}
    assert RED not in {look.colour for look in found.values()}


def test_a_speaker_has_one_colour_in_every_chart_of_an_event() -> None:
    order = [f"speaker-{n}" for n in range(8)]
    whole = looks([(key, key) for key in order], order)
    some = looks([(key, key) for key in ("speaker-6", "speaker-2")], order)
    assert {key: look.colour for key, look in some.items()} == {key: whole[key].colour for key in some}
    meeting = looks([("speaker-1", "One"), ("speaker-9", "Nine")], [*order, "speaker-8", "speaker-9"])
    assert len({look.colour for look in meeting.values()}) == 2


def test_an_outlet_that_credits_nobody_says_so_however_long_its_name() -> None:
    [look] = looks([("outlet", f"{'Evening and Morning Intelligencer ' * 4}, unattributed")]).values()
    assert look.label.endswith("…, unattributed")


def test_two_hours_are_told_in_minutes() -> None:
    axis = time_axis([NOON, NOON + timedelta(hours=2)], "Asia/Almaty")
    assert any(tick.words.endswith(":30") for tick in axis.ticks)
    assert axis.place(NOON + timedelta(hours=2)) - axis.place(NOON) > 0.9 * ACROSS


@given(st.lists(st.tuples(st.sampled_from([3.0, 300.0, 688.0]), st.sampled_from([10.0, 13.0, 200.0])), max_size=12))
def test_no_mark_hides_another_where_there_is_room(places: list[tuple[float, float]]) -> None:
    found = [(x, y) for x, (_, y) in zip(stepped(places, 690), places, strict=True)]
    assert all(0 <= x <= 690 and abs(x - wanted) <= 16 for (x, _), (wanted, _) in zip(found, places, strict=True))
    near = [(one, two) for one, two in combinations(found, 2) if abs(one[0] - two[0]) < 8 and abs(one[1] - two[1]) < 8]
    assert not near or len(places) > 3


@given(st.lists(st.tuples(st.floats(0, 690), st.floats(0, 300)), max_size=25))
def test_no_two_texts_meet(places: list[tuple[float, float]]) -> None:
    spots = [Spot(x, y, y, y, f"{at:,}000") for at, (x, y) in enumerate(places)]
    sides = label_sides(spots, 690, 300)
    boxes = [dict(_tries(spot))[side] for spot, side in zip(spots, sides, strict=True) if side]
    assert not any(one.meets(other) for one, other in combinations(boxes, 2))


def test_a_text_covers_the_line_of_the_estimate_only_where_it_fits_nowhere_else() -> None:
    spot = Spot(300, 150, 150, 150, "7,939")
    across, around = tuple(on_line(200, 140, 400, 140)), tuple(on_line(200, 150, 400, 150))
    assert label_sides([spot], 690, 300) == ["above"]
    assert label_sides([spot], 690, 300, (), across) == ["below"]
    assert label_sides([spot], 690, 300, (), (*across, *on_line(200, 160, 400, 160), *around)) == ["above"]
    assert label_sides([spot], 690, 300, (*across, *around, *on_line(200, 160, 400, 160))) == [None]
