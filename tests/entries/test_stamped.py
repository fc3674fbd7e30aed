import json
import subprocess
import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.capture import capture_file
from claims.entries import read_page
from claims.records import Page

PageOf = Callable[..., Page]
DAY = date(2021, 3, 2)


def posts(page: Page) -> list[tuple[str | None, str]]:
    """Time and first line of every post."""
    return [(entry.time, entry.text.split("\n")[0].strip()) for entry in page.entries if entry.kind == "post"]


def test_stamp_on_its_own_line(page_of: PageOf) -> None:
    page = page_of(
        "Barges adrift: live\nFour crews are out.\n"
        "18:39 GMT 10.01.2022\nTwo barges sink\nTwo barges sank, the harbour master said.\n\n"
        "15:44 GMT 10.01.2022\nStorm nears\n"
    )
    assert page.layout == "stamped"
    assert posts(page) == [
        ("2022-01-10T18:39:00+00:00", "Two barges sink"),
        ("2022-01-10T15:44:00+00:00", "Storm nears"),
    ]
    lead, first, last = page.entries
    assert (lead.kind, lead.key, lead.time) == ("lead", "lead", "2022-01-10")
    assert lead.posted_at is not None
    assert lead.posted_at.assumed
    assert (first.headline, first.stamp, first.stamp_start) == ("Two barges sink", "18:39 GMT 10.01.2022", None)
    assert (last.headline, last.text) == ("Storm nears", "Storm nears")
    assert page.title == "Barges adrift: live"
    assert page.zone == "GMT"


def test_lead_is_dated_by_the_page_before_its_first_post(page_of: PageOf) -> None:
    text = "Barges adrift\nUpdated 9 January 2022\n10:15 GMT 10.01.2022\nOne sinks\n09:15 GMT 10.01.2022\nStorm nears\n"
    assert page_of(text).entries[0].time == "2022-01-09"
    assert page_of(text, published=date(2022, 1, 8)).entries[0].time == "2022-01-08"


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("7.45pm GMT\n19.45\nB is shut\n\n6.10pm GMT\n18.10\nA is shut\n", ("19:45:00+00:00", "18:10:00+00:00")),
        ("15:50 GMT – B is shut\n\n14:10 GMT – A is shut\n", ("15:50:00+00:00", "14:10:00+00:00")),
        ("[7:20pm Doha Time] B is shut\n\n[6pm Doha Time] A is shut\n", ("16:20:00+00:00", "15:00:00+00:00")),
        ("[7:20pm Hale Time] B is shut\n\n[6pm Hale Time] A is shut\n", ("19:20:00", "18:00:00")),
        ("7:20pm\nB is shut\n6:05pm\nA is shut\n", ("19:20:00", "18:05:00")),
        ("7.20pm – B is shut.\n\n6.05pm: A is shut.\n", ("19:20:00", "18:05:00")),
        ("11:10 am: B is shut.\n\n1: 05 am: A is shut.\n", ("11:10:00", "01:05:00")),
        ("4m ago (16:40 GMT)\nB is shut\n1h ago (15:20 GMT)\nA is shut\n", ("16:40:00+00:00", "15:20:00+00:00")),
        ("1845 GMT: B is shut.\n\n1730 GMT: A is shut.\n", ("18:45:00+00:00", "17:30:00+00:00")),
        ("5:45 p.m. B shut: The road is\nshut.\n\n4:10 p.m. A shut: It is\nshut.\n", ("17:45:00", "16:10:00")),
        (
            "B is shutpublished at 21:05 GMT\nAll of it.\n\nA is shutpublished at 20:00 GMT\n",
            ("21:05:00+00:00", "20:00:00+00:00"),
        ),
        ("• Two shut\n\n15:40\nB is shut\n15: 12\nA is shut\n09:00\nAll open\n", ("15:40:00", "15:12:00", "09:00:00")),
        ("Update, March 2, 2:45 p.m.: B is shut.\n\nUpdate, March 2, 1 p.m.: A is.\n", ("14:45:00", "13:00:00")),
    ],
)
def test_other_families_on_the_day_of_the_page(page_of: PageOf, text: str, times: tuple[str, ...]) -> None:
    assert tuple(time for time, _ in posts(page_of(text, published=DAY))) == tuple(
        f"2021-03-02T{time}" for time in times
    )


def test_stamp_inside_the_headline_is_kept_apart(page_of: PageOf) -> None:
    page = page_of(
        "  1. Bridge shutpublished at 21:05 Greenwich Mean Time 3 March 2024\n    Two cars fell.\n\n"
        "  2. Road shutpublished at 20:31 Greenwich Mean Time 3 March 2024\n    It is icy.\n"
    )
    first, second = page.entries
    assert first.headline == "Bridge shut"
    assert first.stamp == "published at 21:05 Greenwich Mean Time 3 March 2024"
    assert first.stamp_start == len("Bridge shut")
    assert first.text.endswith("Two cars fell.")
    assert second.key == "20:31 2024-03-03 road shut"


def test_stamp_below_the_post(page_of: PageOf) -> None:
    text = (
        "Floods live: rivers rise\n\nUpdated 4 November 2022\n\n  Pumps on their way\n\n  Forty pumps were sent.\n\n"
        "  by Ida Moor edited by Jan Pell 4/11/2022 5:12:40 PM\n\n  Road shut\n\n  Nine cars are stuck.\n\n"
        "  by Ida Moor 4/11/2022 3:58:03 PM\n"
    )
    page = page_of(text)
    assert posts(page) == [("2022-11-04T17:12:40", "Pumps on their way"), ("2022-11-04T15:58:03", "Road shut")]
    assert page.entries[0].text.endswith("Updated 4 November 2022")
    assert page.entries[1].text.endswith("Forty pumps were sent.")
    assert (
        posts(page_of(text.replace("Updated 4 November 2022", "Updated 11 April 2022")))[0][0] == "2022-04-11T17:12:40"
    )


def test_midnight_lies_where_clocks_rise_going_down(page_of: PageOf) -> None:
    text = "00:30 GMT\nC is shut\n23:50 GMT\nB is shut\n09:00 GMT\nA is shut\n22:00 GMT\nAll open\n"
    assert [time for time, _ in posts(page_of(text, published=DAY))] == [
        "2021-03-02T00:30:00+00:00",
        "2021-03-01T23:50:00+00:00",
        "2021-03-01T09:00:00+00:00",
        "2021-02-28T22:00:00+00:00",
    ]


def test_midnight_lies_where_clocks_fall_oldest_first(page_of: PageOf) -> None:
    text = "2 March 2021\n\n9:10 pm A is shut.\n\n11:50 pm B is shut.\n\n12:20 am C is shut.\n\n8:00 am All open.\n"
    assert [time for time, _ in posts(page_of(text))] == [
        "2021-03-02T21:10:00",
        "2021-03-02T23:50:00",
        "2021-03-03T00:20:00",
        "2021-03-03T08:00:00",
    ]


def test_a_post_out_of_order_is_no_midnight(page_of: PageOf) -> None:
    text = "15:30 GMT – C is shut\n\n15:50 GMT – B is shut\n\n14:10 GMT – A is shut\n\n13:00 GMT – All open\n"
    assert {str(time)[:10] for time, _ in posts(page_of(text, published=DAY))} == {"2021-03-02"}


def test_date_lines_between_posts(page_of: PageOf) -> None:
    text = "5 March 2021\n10:15 GMT\nB is shut\n3 March 2021\n09:15 GMT\nA is shut\n"
    assert [time for time, _ in posts(page_of(text))] == ["2021-03-05T10:15:00+00:00", "2021-03-03T09:15:00+00:00"]


def test_clock_alone_where_nothing_gives_the_day(page_of: PageOf) -> None:
    page = page_of(
        "The Latest (all times local):\n\n8:45 p.m.\n\nTwo are missing.\n\n___\n\n11 a.m.\n\nA fire began.\n\n___\n"
    )
    assert posts(page) == [("T20:45:00", "Two are missing."), ("T11:00:00", "A fire began.")]
    assert [entry.headline for entry in page.entries] == [None, None, None]
    assert page.entries[0].posted_at is None


def test_zone_given_or_said_by_the_page(page_of: PageOf) -> None:
    text = "The Latest (all times local):\n\n8:45 p.m.\n\nTwo are missing.\n\n___\n\n11 a.m.\n\nA fire began.\n"
    assert posts(page_of(text, published=DAY, zone="Asia/Tokyo"))[0][0] == "2021-03-02T11:45:00+00:00"
    stated = text.replace("all times local", "all times AEST")
    assert posts(page_of(stated, published=DAY, zone="Asia/Tokyo"))[0][0] == "2021-03-02T10:45:00+00:00"
    assumed = page_of(text, published=DAY).entries[1].posted_at
    assert assumed is not None
    assert assumed.zone_assumed


def test_day_of_the_page_is_that_of_its_zone(page_of: PageOf) -> None:
    late = datetime.fromisoformat("2021-03-02T22:00:00+00:00")
    text = "06:30\nC is shut.\n05:10\nB is shut.\n04:00\nA is shut.\n"
    assert posts(page_of(text, published=late, zone="Asia/Tokyo"))[0][0] == "2021-03-02T21:30:00+00:00"


AGO = """4 min ago
Two hurt
Body.
1 hr 43 min ago
One hurt
Body.
3h
None hurt
Body.
Yesterday at 5pm
Calm
Body.
"""


def test_how_long_ago_counts_back_from_the_time_of_the_page(page_of: PageOf) -> None:
    page = page_of("Storm live\nUpdated 6:50 PM ET, March 2, 2021\n" + AGO)
    assert posts(page) == [
        ("2021-03-02T23:46:00+00:00", "Two hurt"),
        ("2021-03-02T22:07:00+00:00", "One hurt"),
        ("2021-03-02T20:00:00+00:00", "None hurt"),
        ("2021-03-01T17:00:00", "Calm"),
    ]
    assert [entry.posted_at.exactness for entry in page.entries[1:] if entry.posted_at] == ["minute"] * 2 + [
        "hour",
        "minute",
    ]
    assert page.entries[1].stamp == "4 min ago"


def test_how_long_ago_counts_back_from_the_capture(page_of: PageOf) -> None:
    at = datetime.fromisoformat("2021-03-02T18:50:30+00:00")
    page = page_of("Storm live\n" + AGO, captured_at=at, zone="America/New_York")
    assert [time for time, _ in posts(page)] == [
        "2021-03-02T18:46:00+00:00",
        "2021-03-02T17:07:00+00:00",
        "2021-03-02T15:00:00+00:00",
        "2021-03-01T22:00:00+00:00",
    ]


def test_how_long_ago_gives_no_time_in_a_copy_of_another_day(page_of: PageOf) -> None:
    page = page_of("Storm live\n" + AGO, published=DAY)
    assert [time for time, _ in posts(page)] == [None] * 4
    assert "does not tell the times of its posts" in page.problems[0].why


def test_keys_hold_while_newer_posts_come(page_of: PageOf) -> None:
    before = "4m ago (16:40 GMT)\nTwo hurt\nBody.\n" + "".join(
        f"9m ago (16:35 GMT)\nOne hurt\n{words}\n" for words in ("Body.", "Other.")
    )
    after = "1m ago (16:52 GMT)\nThree hurt\nBody.\n" + before.replace("4m", "16m").replace("9m", "21m")
    old, new = page_of(before, published=DAY), page_of(after, published=DAY)
    assert {(entry.key, entry.text) for entry in old.entries} < {(entry.key, entry.text) for entry in new.entries}


def test_rules_between_posts_are_no_words(page_of: PageOf) -> None:
    page = page_of("10:15 GMT\nTwo hurt —\n--\n___\n\n09:15 GMT\nOne hurt\n" + "\n--" * 50_000)
    assert [entry.text for entry in page.entries] == ["Two hurt —", "One hurt"]


def test_line_ends_are_kept(page_of: PageOf) -> None:
    text = "Live now\r\n10:15 GMT\r\nTwo hurt\r\nBody.\r\n\r\n09:15 GMT\r\nOne hurt\r\nBody.\r\n"
    page = page_of("\ufeff" + text)
    assert page.text == text
    assert page.entries[1].headline == "Two hurt"
    assert page.entries[1].text == "Two hurt\r\nBody."


@pytest.mark.parametrize(
    "text",
    [
        "Fire kills two\n\nThe fire broke out at 8:10 am on Monday.\nIt was out by 9:30 am.\n",
        "Fire kills two\n\nPublished 10:30 GMT 3 March 2022\nUpdated 11:30 GMT 3 March 2022\n\nTwo people died.\n",
        "Match report\n\nVideo\n01:15\nGoal of the day\n00:58\nSecond goal\n",
        "8 am was the time.\n\nMore text.\n",
        "8:10 am and\nthen 9:10 am\n9:10 am and again\n",
        "12 May 2020\n13 May 2020\n",
    ],
)
def test_times_in_an_article_do_not_cut_it(page_of: PageOf, text: str) -> None:
    assert [entry.kind for entry in page_of(text).entries] == ["article"]


PIECES = st.sampled_from(
    [
        *(
            "10:15 GMT\n",
            "9:40 pm\n",
            "4m ago (16:40 GMT)\n",
            "[7:20pm X Time] ",
            "by A 4/11/2022 5:12:40 PM\n",
            "\r\n",
        ),
        *(
            "published at 21:05 GMT\n",
            "2 March 2021\n",
            "Two hurt\n",
            "Ten people died.\n",
            "\n",
            " ",
            "1. ",
            "00:10\n",
        ),
        *("___\n", "é\u2028"),
    ]
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PIECES, min_size=1, max_size=25).map("".join).filter(str.strip))
def test_entries_stand_where_they_say(page_of: PageOf, text: str) -> None:
    assert page_of(text).text == text


def test_many_lines_stay_linear(page_of: PageOf) -> None:
    page = page_of("10:15 GMT\nTwo hurt\n" * 30_000)
    assert len(page.entries) == 20_000
    assert "time stamps" in page.problems[0].why
    assert page_of("1" * 300_000).layout == "article"
    assert page_of("by 4/1/2022 5:1" * 20_000 + "\n" + "Aa " * 100_000).layout == "article"


def test_the_corpus_is_cut_as_annotated(shared: Path, tmp_path: Path) -> None:
    found = []
    for path in sorted((shared / "corpus/dev").glob("*.txt")):
        page = read_page(capture_file(path))
        live = path.with_suffix(".entries.jsonl").exists()
        assert ({"stamped"} if live else {"article"}) == {page.layout}, path
        for entry in page.entries:
            assert page.text[entry.start : entry.start + len(entry.text)] == entry.text
            if entry.kind == "post":
                found.append({"doc": path.stem, "time": entry.time, "head": entry.headline or entry.text[:60]})
    predictions = tmp_path / "entries.jsonl"
    predictions.write_text("\n".join(json.dumps(entry) for entry in found))
    command = [sys.executable, str(shared / "corpus/score.py"), str(shared / "corpus/dev"), "--json", "--entries"]
    scored = subprocess.run([*command, str(predictions)], capture_output=True, text=True, check=True)
    assert json.loads(scored.stdout)["entries"]["f1"] == 1.0


def test_the_first_live_blog_has_twenty_posts_and_a_lead(shared: Path) -> None:
    page = read_page(capture_file(shared / "corpus/dev/kaz-seed-liveblog.txt"))
    lead, *dated = page.entries
    assert (lead.kind, lead.time) == ("lead", "2022-01-10")
    assert len(dated) == 20
    assert all(entry.headline and entry.posted_at and not entry.posted_at.zone_assumed for entry in dated)


def test_line_ends_change_neither_posts_nor_stamps(page_of: PageOf) -> None:
    text = (
        "Ferry live\n\n18:39 GMT\nMore divers sent\nThe lake guard said 12 people died.\n\n"
        "17:05 GMT\nFerry sinks\nPolice said 3 people died.\n"
    )
    plain, dos = page_of(text), page_of(text.replace("\n", "\r\n"))
    assert [entry.key for entry in dos.entries] == [entry.key for entry in plain.entries]
    assert [entry.headline for entry in dos.entries] == [entry.headline for entry in plain.entries]
    assert [entry.text.replace("\r\n", "\n") for entry in dos.entries] == [entry.text for entry in plain.entries]
