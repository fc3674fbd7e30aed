"""Which posts of two captures are one, when no key says so."""

from datetime import timedelta

import pytest
from made_pages import NOON

from claims.store.posts import Post, Run
from claims.store.recognising import recognise
from claims.store.sights import Sight

TOLL = "The harbour authority said on Monday that 26 people were killed when the ferry went down off Orvan."


def sight(text: str, minutes: float | None = 0, key: str | None = None) -> Sight:
    posted = None if minutes is None else NOON + timedelta(minutes=minutes)
    stamp = posted.strftime("%H:%M") if posted else None
    return Sight(key or f"{stamp} {text[:40].casefold()}", "post", text, posted, True, posted, stamp)


def post(seen: Sight) -> Post:
    return Post(Run(seen, NOON, NOON))


def recognised(old: list[Sight], new: list[Sight]) -> list[int | None]:
    """For each new sight the number of the old one that it shows again."""
    posts = [post(each) for each in old]
    return [None if each is None else posts.index(each) for each in recognise(posts, new)]


AROUND = [sight("Ships from three ports search the bay for the missing.", -60), sight("The bridge is shut.", 200)]


@pytest.mark.parametrize(
    ("old", "new", "one"),
    [
        (("Exploson near the market", 0), ("Explosion near the market", 0), True),
        (("5,000 detained in the capital", 0), ("7,939 detained in the capital", 0), True),
        ((TOLL, 0), (TOLL.replace("26", "44"), 0), True),
        ((TOLL, 0), (TOLL, 90), True),
        ((TOLL, 0), (TOLL.replace("26", "44"), 90), True),
        ((TOLL, None), (TOLL.replace("26", "at least 44"), None), True),
        ((TOLL, 0), (f"{TOLL} Divers go on searching the hull. The port stays shut until Tuesday, it added.", 0), True),
        (("More soon.", 0), ("More soon.", 90), False),
        (("More soon.", 0), ("Stay with us.", 0), False),
        (("At least 3 people died.", 0), ("Now 9 people died.", 0), False),
        (("More soon.", None), ("More soon!", None), False),
        ((TOLL, 0), ("The mayor said on Monday that 9 people were hurt when a crane fell on the quay.", 90), False),
        ((TOLL, 0), ("Schools stay shut on Tuesday, the education ministry of the region announced.", 0), False),
        ((TOLL, -300), (TOLL.replace("26", "44"), 90), False),
    ],
    ids=[
        *("a headline mended", "a short post's figure", "a figure", "another stamp", "a figure under another stamp"),
        *("a figure without stamps", "a post that grew"),
        *("a short post said again", "short posts of a minute", "short posts of one matter", "short and undated"),
        *("another matter", "another post of the minute", "the next of a series, the page having moved on"),
    ],
)
def test_posts_whose_keys_changed(old: tuple[str, float | None], new: tuple[str, float | None], *, one: bool) -> None:
    found = recognised([*AROUND, sight(*old, key="old")], [*AROUND, sight(*new, key="new")])
    assert found == [0, 1, 2 if one else None]


def test_a_key_goes_before_words_and_an_older_key_still_counts() -> None:
    posts = [post(sight("Calm night.", 0, "a")), post(sight(TOLL, 0, "b"))]
    posts[1].keys.add("c")
    assert recognise(posts, [sight(TOLL, 0, "a"), sight("Anything.", 0, "c")]) == [posts[0], posts[1]]


def test_a_short_post_without_clock_in_its_key_is_another_hours_later() -> None:
    old, new = sight("More soon.", 0, "more soon."), sight("More soon.", 300, "more soon.")
    assert recognised([old], [new]) == [None]
    assert recognised([old], [sight("More soon.", 20, "more soon.")]) == [0]


def test_a_post_split_in_two_is_the_larger_part() -> None:
    more = "The port stays shut until Tuesday, the authority added, and no ferry will leave before Wednesday."
    whole = sight(f"{TOLL} {more} The prime minister cut his journey short.", 0, "whole")
    parts = [sight(TOLL, 0, "one"), sight(f"{more} The prime minister cut his journey short.", 0, "two")]
    assert recognised([whole], parts) == [None, 0]
    assert recognised(parts, [whole]) == [1]


def test_leads_and_articles_are_recognised_by_key_only() -> None:
    lead = Sight("lead", "lead", TOLL, None, True, None, None)
    assert recognised([lead], [sight(TOLL, None, "x")]) == [None]


@pytest.mark.parametrize("minutes", [0, 1], ids=["all in one minute", "a minute each"])
def test_a_page_of_thousands_of_posts_keyed_anew(minutes: int) -> None:
    """The work is bounded by the candidates tried, a few a post: without that this would compare 9 million pairs."""
    texts = [
        f"Report {n}: {n * 37} people reached camp {n * n % 997} by lorry {n % 89} on road {n}." for n in range(3000)
    ]
    old = [sight(text, minutes * n, f"old {n}") for n, text in enumerate(texts)]
    new = [sight(text, minutes * n, f"new {n}") for n, text in enumerate(texts)]
    assert recognised(old, new) == list(range(3000))
