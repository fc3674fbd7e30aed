from datetime import UTC, date, datetime, time, timedelta

import pytest

from claims.times import (
    Day,
    date_order,
    day_of,
    declared_zones,
    find_zone,
    minute_of,
    moment_of,
    read_date,
    read_iso,
    read_stamp,
)


@pytest.mark.parametrize(
    ("text", "clock", "zone", "day"),
    [
        ("18:39 GMT 10.01.2022", time(18, 39), "GMT", Day(2022, 1, 10)),
        ("21:05 Greenwich Mean Time 3 March 2024", time(21, 5), "Greenwich Mean Time", Day(2024, 3, 3)),
        ("4/11/2022 5:12:40 PM", time(17, 12, 40), None, Day(2022, 4, 11)),
        ("August 26, 2:45 p.m.", time(14, 45), None, Day(None, 8, 26)),
        ("9:05 p.m. ET, March 2, 2021", time(21, 5), "ET", Day(2021, 3, 2)),
        ("Tuesday, 2 March 2021 at 09:05", time(9, 5), None, Day(2021, 3, 2)),
        ("2021-03-02T09:05+05:30", time(9, 5), "+05:30", Day(2021, 3, 2)),
        ("7.45pm GMT", time(19, 45), "GMT", None),
        ("11 a.m.", time(11), None, None),
        ("12:30 am", time(0, 30), None, None),
        ("12 p.m.", time(12), None, None),
        ("15: 12", time(15, 12), None, None),
        ("1845 GMT", time(18, 45), "GMT", None),
        ("10:15 (Moscow time", time(10, 15), "Moscow time", None),
        ("10:15 UTC+3", time(10, 15), "UTC+3", None),
        ("3rd of March 2021", None, None, Day(2021, 3, 3)),
    ],
)
def test_stamps_are_read_whole(text: str, clock: time | None, zone: str | None, day: Day | None) -> None:
    stamp = read_stamp(text)
    assert stamp is not None
    assert (stamp.clock, stamp.zone, stamp.day, stamp.end) == (clock, zone, day, len(text))


@pytest.mark.parametrize(
    "text",
    ["25:10", "10:75", "13:10 pm", "8 people", "31.02.2022 was no day", "7,939", "March was cold", "1845 people", ""],
)
def test_no_stamp(text: str) -> None:
    assert read_stamp(text) is None


def test_stamp_ends_before_the_words_behind_it() -> None:
    stamp = read_stamp("8:10 am The bridge is closed")
    assert stamp is not None
    assert stamp.end == len("8:10 am")
    assert stamp.half


def test_zone_that_the_page_explains() -> None:
    zones = declared_zones("Live. Port Hale Time is four and a half hours behind GMT. More follows.")
    assert zones["port hale time"].utcoffset(None) == timedelta(hours=-4, minutes=-30)
    stamp = read_stamp("7:20pm Port Hale Time", zones=zones)
    assert stamp is not None
    assert stamp.zone == "Port Hale Time"
    assert read_stamp("7:20pm Port Hale Time").zone is None  # type: ignore[union-attr]


def test_all_times_in_one_zone() -> None:
    assert declared_zones("(All times are in AEST)")[""].utcoffset(None) == timedelta(hours=10)
    assert "" not in declared_zones("The Latest (all times local):")


@pytest.mark.parametrize(
    ("name", "hours"),
    [
        ("GMT", 0),
        ("BST", 1),
        ("IST", 5.5),
        ("UTC+3", 3),
        ("-03:30", -3.5),
        ("Doha time", 3),
        ("MSK", 3),
        ("Asia/Tokyo", 9),
    ],
)
def test_zones_by_name(name: str, hours: float) -> None:
    zone = find_zone(name)
    assert zone is not None
    assert datetime(2022, 1, 10, tzinfo=zone).utcoffset() == timedelta(hours=hours)


def test_eastern_time_follows_the_season() -> None:
    zone = find_zone("ET")
    assert datetime(2022, 1, 10, tzinfo=zone).utcoffset() == timedelta(hours=-5)
    assert datetime(2022, 7, 10, tzinfo=zone).utcoffset() == timedelta(hours=-4)


@pytest.mark.parametrize("name", ["local time", "Nowhere Time", "", "UTC+99", "../../etc/passwd"])
def test_unknown_zone(name: str) -> None:
    assert find_zone(name) is None


def test_slashed_dates_by_the_order_that_fits() -> None:
    assert date_order("26/8/2022 and 4/11/2022") == "dmy"
    assert date_order("8/26/2022 and 4/11/2022") == "mdy"
    assert date_order("4/11/2022") == "mdy"
    assert date_order("4/11/2022", date(2022, 11, 5)) == "dmy"
    assert date_order("4/11/2022", date(2022, 4, 12)) == "mdy"
    assert read_date("4/11/2022", order="dmy") == (Day(2022, 11, 4), 9)


def test_day_without_year_is_the_last_one_before_the_page() -> None:
    assert Day(None, 12, 31).on(date(2022, 1, 1)) == date(2021, 12, 31)
    assert Day(None, 1, 1).on(date(2021, 12, 31)) == date(2022, 1, 1)
    assert Day(None, 2, 29).on(date(2023, 1, 1)) is None
    assert Day(None, 1, 1).on() is None


def test_moments_say_how_exact_they_are() -> None:
    assert moment_of(date(2022, 1, 10)).written() == "2022-01-10"
    assert moment_of(datetime(2022, 1, 10, 8, 5)).written() == "2022-01-10T08:05:00"
    assert moment_of(datetime(2022, 1, 10, 8, 5, 9, 77, UTC)).written() == "2022-01-10T08:05:09+00:00"
    assert minute_of(date(2022, 1, 10), time(2), find_zone("Asia/Almaty")).written() == "2022-01-09T20:00:00+00:00"
    assert day_of(date(2022, 1, 10), assumed=True).assumed


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2024-07-18T11:48:00+01:00", "2024-07-18T10:48:00+00:00"),
        ("2023-04-28T18:23:00+0000", "2023-04-28T18:23:00+00:00"),
        ("2024-02-24T11:42:23.000Z", "2024-02-24T11:42:23+00:00"),
        ("2024-09-03 04:03", "2024-09-03T04:03:00"),
        ("2024-09-03", "2024-09-03"),
        ("yesterday", None),
        ("0001-01-01T00:00:00+14:00", None),
        ("", None),
    ],
)
def test_iso_times(written: str, read: str | None) -> None:
    moment = read_iso(written)
    assert (moment and moment.written()) == read
