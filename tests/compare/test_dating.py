"""How exactly figures are dated, and which surely came first."""

from datetime import UTC, datetime, timedelta

from saying import moment, say

from claims.compare import figure_of
from claims.compare.dating import span_of
from claims.records import Moment


def test_a_day_ends_where_the_post_that_tells_of_it_stands() -> None:
    span = span_of(moment("9 Jan"), moment("9 Jan 15:00"))
    assert span
    assert (span.first, span.last) == (moment("9 Jan").at, moment("9 Jan 15:00").at)
    assert not span.clock


def test_two_dates_are_a_day_apart_at_least_and_at_most() -> None:
    one, other = span_of(moment("9 Jan")), span_of(moment("11 Jan"))
    assert one
    assert other
    assert timedelta(hours=24) < one.least(other) == other.least(one) < timedelta(hours=25)
    assert timedelta(hours=71) < one.most(other) == other.most(one) < timedelta(hours=72)
    assert one.least(one) == timedelta()


def test_which_figure_surely_came_first() -> None:
    early, late = figure_of(say("Board", "5", "9 Jan 08:00")), figure_of(say("Navy", "5", "9 Jan 09:00"))
    day, next_day = figure_of(say("Board", "5", "9 Jan")), figure_of(say("Navy", "5", "10 Jan"))
    assert early.before(late)
    assert not late.before(early)
    assert not early.before(day)
    assert not day.before(early)
    assert day.before(next_day)
    assert not figure_of(say("Board", "5", None)).before(late)


def test_a_page_of_the_next_day_may_tell_of_the_day_before() -> None:
    one = figure_of(say("Board", "5", "9 Jan", outlet="A Post", posted_at=moment("9 Jan")))
    other = figure_of(say("Navy", "5", "10 Jan", outlet="B Post", posted_at=moment("10 Jan")))
    same = figure_of(say("Navy", "5", "10 Jan", outlet="A Post", posted_at=moment("10 Jan")))
    assert not one.before(other)
    assert one.before(same)


def test_what_is_assumed_has_no_clock() -> None:
    at = datetime(2022, 1, 9, 12, tzinfo=UTC)
    for given in (Moment(at=at, assumed=True), Moment(at=at, zone_assumed=True), Moment(at=at, exactness="unknown")):
        span = span_of(given)
        assert span
        assert not span.clock
        assert span.first < at < span.last
