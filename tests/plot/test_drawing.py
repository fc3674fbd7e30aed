"""What is drawn: marks, bars, links, panels, and what was left out."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from saying import HEALTH, INFORMATION, INTERIOR, sample, say, state

from claims.plot import Drawing, Mark

Draw = Callable[..., Drawing]


def only(drawing: Drawing) -> Mark:
    [mark] = drawing.marks
    return mark


@pytest.mark.parametrize(
    ("words", "figure", "low", "high", "open_low", "open_high"),
    [
        ("164", 164, 164, 164, False, False),
        ("about 100", 100, 90, 110, False, False),
        ("nearly 100", 100, 90, 100, False, False),
        ("at least 100", 100, 100, 110, False, True),
        ("more than 100", 100, 100, 110, False, True),
        ("up to 100", 100, 90, 100, True, False),
        ("20-30", 25, 20, 30, False, False),
        ("dozens", 61.5, 24, 99, False, False),
        ("0", 0, 0, 0, False, False),
    ],
)
def test_open_ends_are_drawn_to_the_end_of_the_core(
    drawn: Draw, words: str, figure: float, low: float, high: float, open_low: bool, open_high: bool
) -> None:
    mark = only(drawn([say("Union", words, "9 Jan 15:00")]))
    assert (mark.figure, mark.low, mark.high) == (figure, low, high)
    assert (mark.open_low, mark.open_high) == (open_low, open_high)


def test_a_denied_figure_is_crossed_with_all_who_said_it_and_the_denial_joined_to_it(drawn: Draw) -> None:
    first, again = say(HEALTH, "164", "9 Jan 11:00"), say(HEALTH, "164", "9 Jan 12:00", outlet="Norda News")
    denial = say(INFORMATION, "164", "9 Jan 21:00", stance="denies")
    [panel] = drawn([first, again, denial]).panels
    assert {mark.claim: (mark.denied, mark.denial) for mark in panel.marks} == {
        first.id: (True, False),
        again.id: (True, False),
        denial.id: (False, True),
    }
    [link] = panel.links
    assert (link.first.claim, link.second.claim, link.open) == (first.id, denial.id, False)


def test_an_echo_is_hollow_and_figures_of_two_sides_are_joined(drawn: Draw) -> None:
    low = say(INTERIOR, "20", "7 Jan 10:00", side="state")
    echo = say(INTERIOR, "20", "7 Jan 11:00", side="state", outlet="Norda News")
    high = say("Party", "90", "7 Jan 12:00", side="opposition")
    lower = say(INTERIOR, "22", "7 Jan 20:00", side="state")
    [panel] = drawn([low, echo, high, lower]).panels
    assert [mark.echo for mark in panel.marks] == [False, True, False, False]
    assert {high.id} <= {end.claim for link in panel.links for end in (link.first, link.second)}


def test_the_largest_six_series_are_drawn_and_the_rest_is_counted(drawn: Draw) -> None:
    groups = ("all", "civilians", "security_forces", "protesters", "children", "women", "journalists", "foreigners")
    claims = [
        state(INTERIOR, str(10 + day), f"{day} Jan 10:00", group_kind=group)
        for size, group in enumerate(groups, 1)
        for day in range(1, size + 1)
    ]
    drawing = drawn(claims)
    assert [len(panel.marks) for panel in drawing.panels] == [8, 7, 6, 5, 4, 3]
    assert (drawing.series_left_out, drawing.claims_left_out) == (2, 3)


def test_a_figure_without_time_and_parts_are_counted(drawn: Draw) -> None:
    claims = [state(INTERIOR, "5", "7 Jan 10:00"), say("Union", "9", None), state(INTERIOR, "2", "8 Jan", scope="part")]
    [panel] = drawn(claims).panels
    assert (len(panel.marks), panel.undated, panel.beside) == (1, 1, 1)


def test_every_claim_of_the_sample_is_drawn_or_counted(drawn: Draw) -> None:
    claims = [claim for claim in sample() if claim.metric == "killed"]
    drawing = drawn(claims)
    counted = sum(panel.undated + panel.crowded + panel.beside for panel in drawing.panels)
    assert len(drawing.marks) + counted + drawing.claims_left_out == len(claims)
    assert all(one.said <= two.said for one, two in pairwise(drawing.marks))


def test_of_very_many_claims_echoes_go_first(drawn: Draw, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claims.plot.drawing.MARKS", 3)
    claims = [
        say(INTERIOR, str(value), f"{value} Jan 10:00", outlet=f"Paper {n}") for value in (2, 5, 9) for n in (1, 2)
    ]
    [panel] = drawn(claims).panels
    assert ([mark.echo for mark in panel.marks], panel.crowded) == ([False] * 3, 3)
