"""A figure told long after all others does not press them together: the time axis is broken, and says so."""

from pathlib import Path

import pytest

import claims
from claims.records import Moment
from claims.store import Passage
from claims.web.charts import Chart, chart, panel_of


def charted(path: Path, days: list[str]) -> Chart:
    """The chart of a series with a figure on each of the days."""
    with claims.open(path / "claims.db") as opened:
        opened.put_event("flood", title="A flood")
        for at, day in enumerate(days):
            quote = f"{at + 3} people were killed on the river"
            said = Moment.model_validate({"at": f"{day}T00:00Z", "exactness": "day"})
            passage = Passage(quote, url=f"https://paper.example/{at}", posted_at=said)
            opened.add("flood", "killed", quote, str(at + 3), who="Ada", passage=passage, speaker="The mayor")
        [told] = opened.histories("flood")
        panel = panel_of(told, (), opened.store.event("flood"))
        assert panel
        return chart(panel, "UTC", 880, 340)


def test_a_late_figure_breaks_the_axis(tmp_path: Path) -> None:
    drawn = charted(tmp_path, ["2022-01-05", "2022-01-06", "2022-01-09", "2023-01-09"])
    assert drawn.cut
    assert drawn.cut[1] == "365 days left out"
    *early, late = [dot.x for dot in drawn.dots]
    assert early == sorted(early)
    assert early[-1] - early[0] > 600
    assert early[-1] < drawn.cut[0] < late < drawn.width
    assert drawn.days[-1][1] == "Jan 2023"


@pytest.mark.parametrize("days", [["2022-01-05", "2022-01-06", "2022-01-12"], ["2022-01-05", "2023-01-05"]])
def test_an_even_course_is_not_broken(tmp_path: Path, days: list[str]) -> None:
    drawn = charted(tmp_path, days)
    assert drawn.cut is None
    assert drawn.days
