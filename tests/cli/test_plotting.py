"""`claims plot` and `db.plot` on the sample event."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from claims import ClaimsError
from claims import open as open_database

ROOT = Path(__file__).parents[2]
EVENT = "kazakhstan-2022"


def rows_of(chart: Any, name: str) -> list[dict[str, Any]]:
    """The rows of the first panel's layer of that name."""
    spec = chart.to_dict()
    layers = [each for each in spec["vconcat"][0]["layer"] if each.get("name", "").startswith(name)]
    return [row for layer in layers for row in spec["datasets"][layer["data"]["name"]]]


def caption_of(chart: Any) -> str:
    return " ".join(chart.to_dict()["vconcat"][-1]["title"]["text"])


def test_a_chart_is_written(run: Callable[..., Any], db: Path, tmp_path: Path) -> None:
    done = run("plot", EVENT, "killed", "-o", tmp_path / "killed.svg", "--db", db, "--side", "state")
    assert (done.status, done.out) == (0, "")
    drawn = (tmp_path / "killed.svg").read_text(encoding="utf-8")
    for words in ("Unrest in Kazakhstan", "profile default", "policy latest", "Only: side state", "Asia/Almaty", "238"):
        assert words in drawn


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("abducted", "-o", "a.svg"), "No abducted figures with a time fit"),
        (("killed", "-o", "a.pdf"), "end its name in .html, .svg or .png"),
        (("banana", "-o", "a.svg"), "There is no metric 'banana'"),
        (("killed", "-o", "a.svg", "--policy", "best"), "policy"),
    ],
)
def test_what_cannot_be_drawn_is_one_sentence(
    run: Callable[..., Any], db: Path, words: tuple[str, ...], said: str
) -> None:
    done = run("plot", EVENT, *words, "--db", db)
    assert done.status == 1
    assert said in done.err
    assert done.err.count("\n") == 1


def test_the_picture_in_the_readme_is_what_the_command_draws(run: Callable[..., Any], db: Path, tmp_path: Path) -> None:
    def texts(path: Path) -> list[str]:
        return re.findall(r">([^<]+)</text>", path.read_text(encoding="utf-8"))

    run("plot", EVENT, "detained", "-o", tmp_path / "detained.svg", "--db", db)
    assert texts(tmp_path / "detained.svg") == texts(ROOT / "data" / EVENT / "detained.svg")


def test_the_demo_draws_the_killed(sample: Path) -> None:
    assert (sample / "killed.svg").read_text(encoding="utf-8").startswith("<svg")


def test_the_band_is_what_was_known_and_ends_with_the_denial(db: Path) -> None:
    with open_database(db, create=False) as database:
        chart = database.plot(EVENT, "killed")
        early = database.plot(EVENT, "killed", as_known_at="2022-01-09T12:00")
    assert len({row["run"] for row in rows_of(chart, "band")}) == 2
    assert {row["high"] for row in rows_of(chart, "band")} == {164, 225, 238}
    assert "12 claims shown, as known now." in caption_of(chart)
    assert "As known at 9 Jan 2022 12:00." in caption_of(early)
    assert "as known now" not in caption_of(early)
    assert not rows_of(early, "denial")


def test_a_band_may_be_given_or_none(db: Path) -> None:
    at = pd.to_datetime(["2022-01-09T06:00Z", "2022-01-15T06:00Z"])
    band = pd.DataFrame({"at": at, "low": [10, 20], "high": [170, 240], "chosen": [None, 225]})
    with open_database(db, create=False) as database:
        given = database.plot(EVENT, "killed", band=band, group="all")
        none = database.plot(EVENT, "killed", policy=None)
        with pytest.raises(ClaimsError, match="A band needs"):
            database.plot(EVENT, "killed", band=band.drop(columns="low"))
    assert [(row["low"], row["high"]) for row in rows_of(given, "band")] == [(10, 170)] * 2 + [(20, 240)] * 2
    assert "(as given)" in caption_of(given)
    assert "estimate" not in caption_of(none)
