"""How long ago: what the words mean, how exact they are, and that any text may stand there."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.entries.relative import is_relative, read_ago, read_relative

NOW = datetime(2021, 3, 2, 18, 47, 30, tzinfo=UTC)
EAST = timezone(timedelta(hours=-5))


@pytest.mark.parametrize(
    ("words", "time", "exactness"),
    [
        ("32 min ago", "2021-03-02T18:15:00+00:00", "minute"),
        ("1 hr 43 min ago", "2021-03-02T17:04:00+00:00", "minute"),
        ("1 hour, 5 minutes ago", "2021-03-02T17:42:00+00:00", "minute"),
        ("4m ago", "2021-03-02T18:43:00+00:00", "minute"),
        ("30 seconds ago", "2021-03-02T18:47:00+00:00", "minute"),
        ("Just now", "2021-03-02T18:47:00+00:00", "minute"),
        ("a minute ago", "2021-03-02T18:46:00+00:00", "minute"),
        ("2h", "2021-03-02T16:00:00+00:00", "hour"),
        ("2 hours ago", "2021-03-02T16:00:00+00:00", "hour"),
        ("an hour ago", "2021-03-02T17:00:00+00:00", "hour"),
        ("3d", "2021-02-27", "day"),
        ("1 week ago", "2021-02-23", "day"),
        ("yesterday", "2021-03-01", "day"),
        ("Yesterday at 5pm", "2021-03-01T22:00:00+00:00", "minute"),
        ("Today, 10:15", "2021-03-02T15:15:00+00:00", "minute"),
    ],
)
def test_moments_before_the_page(words: str, time: str, exactness: str) -> None:
    moment = read_relative(words, NOW, EAST)
    assert moment is not None
    assert (moment.written(), moment.exactness) == (time, exactness)


@pytest.mark.parametrize(
    "words", ["", "5", "2 hurt", "2h later", "five ago", "10 minutes of rain", "1999d", "todays", "an"]
)
def test_no_moment(words: str) -> None:
    assert not is_relative(words)


@given(
    st.lists(
        st.sampled_from(["1", "999", " ", "h", "hrs", "min", "ago", "an", ",", "and", "yesterday", "at 5pm", "\0"])
    )
)
def test_any_words(pieces: list[str]) -> None:
    text = "".join(pieces)
    ago, moment = read_ago(text), read_relative(text, NOW, None)
    assert ago is None or 0 < ago.end <= len(text)
    assert moment is None or moment.at <= NOW + timedelta(days=1)
