"""The chart: its data lead to claims, texts of pages stay data, files need no network."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from saying import HEALTH, INFORMATION, UNREST, sample, say

from claims.errors import ClaimsError
from claims.plot import BandPoint, write_chart
from claims.plot.files import rendered

Spec = Callable[..., dict[str, Any]]
HOSTILE = "</script><script>alert(1)</script><!-- {{x}} ${y} datum['z'] \u2028 \" '"


def strings_under(node: Any, keys: tuple[str, ...]) -> Iterator[str]:
    """Whatever a specification would run as an expression."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key in keys:
                yield json.dumps(value)
            yield from strings_under(value, keys)
    elif isinstance(node, list):
        for each in node:
            yield from strings_under(each, keys)


def named(spec: dict[str, Any], name: str, panel: int = 0) -> list[dict[str, Any]]:
    """The rows of a panel's layer of that name; altair numbers the names anew."""
    [layer] = [each for each in spec["vconcat"][panel]["layer"] if each.get("name", "").startswith(name)]
    rows: list[dict[str, Any]] = spec["datasets"][layer["data"]["name"]]
    return rows


def test_each_mark_leads_to_its_claim(spec: Spec) -> None:
    claims = {claim.id: claim for claim in sample() if claim.metric == "detained"}
    rows = named(spec(*claims.values()), "claims")
    assert {row["claim"] for row in rows} == claims.keys()
    for row in rows:
        claim = claims[row["claim"]]
        assert (row["quote"], row["publisher"]) == (claim.quote, claim.publisher)
        assert "2022" in row["when"]


def test_a_denial_is_a_cross_and_no_point(spec: Spec) -> None:
    said, denial = say(HEALTH, "164", "9 Jan 11:00"), say(INFORMATION, "164", "9 Jan 21:00", stance="denies")
    made = spec(said, denial)
    assert [row["claim"] for row in named(made, "claims")] == [said.id]
    assert [row["claim"] for row in named(made, "denied")] == [said.id]
    assert [row["claim"] for row in named(made, "denial")] == [denial.id]
    [link] = named(made, "solid")
    assert (link["first"], link["second"]) == (said.id, denial.id)


def test_logarithmic_scale_and_zero_are_said(spec: Spec) -> None:
    claims = [say("Union", words, f"{day} Jan 10:00") for day, words in enumerate(("3", "40", "9,000"), 3)]
    assert '"type": "log"' in json.dumps(spec(*claims))
    made = json.dumps(spec(*claims, say("Union", "0", "2 Jan 10:00")))
    assert '"type": "symlog"' in made
    assert "with zero at its foot" in made


def test_a_band_ends_where_no_figure_stands(spec: Spec, drawn: Callable[..., Any]) -> None:
    claims = [say("Union", str(day), f"{day} Jan 10:00") for day in (3, 6, 9)]
    [panel] = drawn(claims).panels
    days = [mark.said for mark in panel.marks]
    band = [BandPoint(days[0], 2, 4, 3), BandPoint(days[1], None, None, None), BandPoint(days[2], 8, 9, 9)]
    rows = named(spec(*claims, band={panel.key: band}), "band")
    assert [(row["run"], row["low"], row["high"]) for row in rows] == [(0, 2, 4)] * 2 + [(1, 8, 9)] * 2
    assert rows[1]["x"] < rows[2]["x"]


def test_nothing_to_draw_is_said_in_one_sentence(spec: Spec) -> None:
    for claims in ((), (say("Union", "5", None),)):
        with pytest.raises(ClaimsError, match=r"No killed figures with a time fit; `claims list --event unrest`"):
            spec(*claims)


def test_words_of_a_page_are_only_ever_data(spec: Spec) -> None:
    claim = say(HOSTILE, "164", "9 Jan 11:00", outlet=HOSTILE, side=HOSTILE)
    made = spec(claim, event=UNREST.model_copy(update={"title": HOSTILE}))
    run = list(strings_under(made, ("expr", "signal", "labelExpr", "calculate", "filter", "test")))
    assert run
    assert not any("alert" in each or "datum['z']" in each for each in run)
    assert named(made, "claims")[0]["name"].startswith("</script>")


def test_html_needs_no_network_and_its_script_is_not_ended(spec: Spec) -> None:
    import altair as alt

    claim = say(HOSTILE, "164", "9 Jan 11:00", outlet=HOSTILE)
    chart = alt.VConcatChart.from_dict(spec(claim))
    page = rendered(chart, ".html").decode()
    assert not re.search(r"<(?:script|link|img|iframe)[^>]*\b(?:src|href)\s*=\s*[\"']?https?:", page)
    assert page.count("</script>") == page.count("<script>") == 2
    assert "<script>alert" not in page
    assert "unsafe-inline'" not in page.partition("script-src")[2].partition(";")[0]
    [data] = re.findall(r'vegaEmbed\("#chart", (\{.*\}), \{renderer', page)
    assert json.loads(data) == json.loads(chart.to_json(indent=None))
    svg = rendered(chart, ".svg").decode()
    assert "<script" not in svg


def test_control_characters_of_a_page_end_no_drawing(spec: Spec) -> None:
    import altair as alt

    wild = "\x00 Red\x1b[31m \u202e Cross\ufffe\r\n"
    made = spec(
        say(wild, "164", "9 Jan 11:00", outlet=wild, side=wild), event=UNREST.model_copy(update={"title": wild})
    )
    svg = rendered(alt.VConcatChart.from_dict(made), ".svg").decode()
    assert not re.search(r"[\x00-\x08\x0b-\x1f\u202e\ufffe]", svg)
    assert "Red [31m Cross" in svg


def test_marks_of_one_place_stand_side_by_side(spec: Spec) -> None:
    claims = [say("Union", "164", "9 Jan 11:00", outlet=f"Outlet {n}") for n in range(3)]
    places = [row["x"] for row in named(spec(*claims, say("Union", "90", "5 Jan 11:00")), "claims")]
    assert len(set(places)) == 4


def test_files_of_three_kinds_and_no_other(spec: Spec, tmp_path: Path) -> None:
    import altair as alt

    chart = alt.VConcatChart.from_dict(spec(say("Union", "164", "9 Jan 11:00")))
    for name, begin in (("a.svg", b"<svg"), ("a.PNG", b"\x89PNG")):
        write_chart(chart, tmp_path / name)
        assert (tmp_path / name).read_bytes().startswith(begin)
    with pytest.raises(ClaimsError, match=r"\.html, \.svg or \.png"):
        write_chart(chart, tmp_path / "a.pdf")
    with pytest.raises(ClaimsError, match="can't be written"):
        write_chart(chart, tmp_path / "none" / "a.svg")


def test_it_is_no_wider_than_800_pixels(spec: Spec) -> None:
    import struct

    import altair as alt

    long = "The Provisional Joint Committee of the Volunteer Medical Associations of the Northern Provinces"
    claims = [say(f"{long} {n}", f"{n}00,000,000", f"{n + 1} Jan 23:50") for n in range(1, 10)]
    png = rendered(alt.VConcatChart.from_dict(spec(*claims)), ".png")
    assert struct.unpack(">I", png[16:20])[0] / 2 <= 800
