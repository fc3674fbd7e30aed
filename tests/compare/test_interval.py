"""What figures mean: intervals and cores under the profiles."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from saying import say

from claims.compare import Interval, core, figure_of, interval
from claims.errors import VocabularyError
from claims.vocabulary import Profile, Vocabulary, load_vocabulary

TABLE = [
    ("340", "[340, 340]", "[340, 340]"),
    ("about 200", "[180, 220]", "[180, 220]"),
    ("almost 1,000", "[900, 1,000)", "[900, 1,000)"),
    ("at least 50", "[50, ∞)", "[50, 55]"),
    ("more than 1,000", "(1,000, ∞)", "[1,000, 1,100]"),
    ("up to 40", "[0, 40]", "[36, 40]"),
    ("fewer than 40", "[0, 40)", "[36, 40]"),
    ("20-30", "[20, 30]", "[20, 30]"),
    ("dozens", "[24, 99]", "[24, 99]"),
    ("hundreds of thousands", "[200,000, 999,999]", "[200,000, 999,999]"),
    ("many", "[4, ∞)", "[4, ∞)"),
    ("several", "[2, ∞)", "[2, 20]"),
    ("few", "[2, ∞)", "[2, 12]"),
    ("oodles", "[1, ∞)", "[1, ∞)"),
    ("0", "[0, 0]", "[0, 0]"),
    ("almost 0", "[0, 0]", "[0, 0]"),
    ("at least 0", "[0, ∞)", "[0, 0]"),
]


@pytest.mark.parametrize(("words", "allowed", "meant"), TABLE)
def test_interval_and_core(words: str, allowed: str, meant: str, profile: Profile) -> None:
    figure = figure_of(say("Harbour Office", words, "3 Jan"))
    assert (str(interval(figure, profile)), str(core(figure, profile))) == (allowed, meant)


def test_a_documented_count_is_a_minimum(profile: Profile) -> None:
    figure = figure_of(say("Names Project", "120", "3 Jan", basis="documented"))
    assert (str(interval(figure, profile)), str(core(figure, profile))) == ("[120, ∞)", "[120, 132]")


@pytest.mark.parametrize(
    ("slug", "words", "allowed"),
    [
        ("acled", "dozens", "[12, 12]"),
        ("acled", "hundreds", "[100, 100]"),
        ("acled", "several", "[3, ∞)"),
        ("emdat", "hundreds", "[200, 200]"),
        ("emdat", "about 50", "[45, 55]"),
    ],
)
def test_other_schemes_read_the_words_otherwise(slug: str, words: str, allowed: str, vocabulary: Vocabulary) -> None:
    figure = figure_of(say("Harbour Office", words, "3 Jan"))
    assert str(interval(figure, vocabulary.profile(slug))) == allowed


def test_every_vague_word_has_an_interval_in_every_profile(vocabulary: Vocabulary) -> None:
    for profile in vocabulary.profiles.values():
        assert vocabulary.vague.keys() <= profile.vague.keys(), profile.slug


def test_a_researchers_profile(tmp_path: Path) -> None:
    own = tmp_path / "my.toml"
    own.write_text(
        "[profiles.default.vague]\ndozens = [12, 60]\n"
        '[profiles.mine]\nlabel = "mine"\ncore = 1.5\nvague = { dozens = [36] }\n'
    )
    mine = load_vocabulary(own)
    dozens = figure_of(say("Harbour Office", "dozens", "3 Jan"))
    assert str(interval(dozens, mine.profile("default"))) == "[12, 60]"
    assert str(interval(dozens, mine.profile("mine"))) == "[36, ∞)"
    floor = figure_of(say("Harbour Office", "at least 10", "3 Jan"))
    assert str(core(floor, mine.profile("mine"))) == "[10, 15]"


@pytest.mark.parametrize("text", ["killed = [", "killed = " + "9" * 5_000, "killed = " + "[" * 100_000])
def test_a_vocabulary_that_is_no_toml_is_told(text: str, tmp_path: Path) -> None:
    own = tmp_path / "my.toml"
    own.write_text(text)
    with pytest.raises(VocabularyError, match="is not TOML"):
        load_vocabulary(own)


def test_an_unknown_profile_is_named(vocabulary: Vocabulary) -> None:
    with pytest.raises(VocabularyError, match="no profile 'strict'; the profiles are default, acled, emdat"):
        vocabulary.profile("strict")


def test_ends_that_touch() -> None:
    below, above = Interval(900, 1000, high_closed=False), Interval(1000, None, high_closed=False)
    assert not below.overlaps(above)
    assert below.below(above)
    assert below.near(above, 1.1)
    assert Interval(900, 1000).overlaps(above)


def test_a_range_with_crossed_ends_is_kept(profile: Profile) -> None:
    crossed = interval(figure_of(say("Harbour Office", "30-20", "3 Jan")), profile)
    assert (crossed.low, crossed.high, crossed.crossed) == (30, 20, True)
    assert crossed.holds(25)


@given(
    cue=st.sampled_from(["", "about ", "almost ", "at least ", "more than ", "up to ", "fewer than "]),
    value=st.integers(0, 10**9),
    documented=st.booleans(),
)
def test_an_interval_holds_its_own_value(cue: str, value: int, documented: bool) -> None:
    """Up to an open end, which the value itself is."""
    profile = load_vocabulary().profile("default")
    figure = figure_of(say("X", f"{cue}{value}", "3 Jan", basis="documented" if documented else "stated"))
    for ends in (interval(figure, profile), core(figure, profile)):
        assert ends.low <= value
        assert ends.high is None or value <= ends.high
        assert Interval(ends.low, ends.high).holds(value)
