"""Pages built to cost: each ends in entries or a Problem; none is made into a tree that is too large."""

from collections.abc import Callable

import pytest

from claims.entries.flat import flat_text, too_large
from claims.records import Page

PageOf = Callable[..., Page]

WORDS = "<p>Nine people died.</p>"
HOSTILE = {
    "tags": "<a>" * 200_000 + WORDS,
    "paragraphs": "<p>x</p>" * 100_000 + WORDS,
    "nested": "<div>" * 10_000 + WORDS + "</div>" * 10_000,
    "attributes": "<p " + " ".join(f"a{n}=1" for n in range(60_000)) + ">Nine people died.</p>",
    "attributes without values": "<p " + " ".join(f"a{n}" for n in range(60_000)) + ">Nine people died.</p>",
    "attributes with brackets": "<p " + " ".join(f"a{n}='>'" for n in range(60_000)) + ">Nine people died.</p>",
    "one long line": "<p>" + "a" * 10_500_000 + "</p>" + WORDS,
    "open brackets": "<" * 500_000 + WORDS,
    "open tags": "<p " * 200_000 + ">" + WORDS,
    "comments": "<!-- <p>x</p> -->" * 50_000 + WORDS,
    "open comments": "<!--" * 200_000,
    "scripts": "<script>var a = '<p>One died.</p>'</script>" * 50_000 + WORDS,
    "open scripts": "<script>" * 200_000,
    "times": "<p><time>10:15</time> Nine people died today.</p>" * 15_000,
    "posts": "<article><time datetime='2021-03-02'></time><p>Nine people died in the fire.</p></article>" * 6_000,
    "entities": "<p>" + "&amp;" * 1_000_000 + "</p>" + WORDS,
    "data blocks": '<script type="application/ld+json">{"@type":"Article",}</script>' * 5_000 + WORDS,
    "updates": '<script type="application/ld+json">{"@type":"LiveBlogPosting","liveBlogUpdate":['
    + '{"headline":"a <b>"},' * 21_000
    + '{"headline":"z"}]}</script>',
    "right to left": "<p>Nine \u202epeople\u202c died &#x202e;today.</p>",
    "nothing": "",
}


@pytest.mark.parametrize("built", HOSTILE)
def test_a_hostile_page_ends_in_entries_or_problems(page_of: PageOf, built: str) -> None:
    page = page_of(f"<html><head></head><body>{HOSTILE[built]}</body></html>", suffix=".html")
    assert page.entries or page.problems
    assert len(page.problems) <= 202
    assert len(page.text) <= 5_000_000
    assert "var a" not in page.text


def test_marks_of_direction_stay_where_the_offsets_count_them(page_of: PageOf) -> None:
    page = page_of(f"<html><head></head><body>{HOSTILE['right to left']}</body></html>", suffix=".html")
    assert page.text == "Nine \u202epeople\u202c died \u202etoday."


def test_a_page_without_a_tree_is_read_by_its_tags(page_of: PageOf) -> None:
    data = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Ferry sinks"}</script>'
    body = "<style>p {}</style><!-- x --><h1>Ferry</h1><p>Nine <b>people</b> died&nbsp;&amp; one lived.</p><a>"
    page = page_of(f"<html><head>{data}</head><body>{body}{'<i>' * 150_000}</body></html>", suffix=".html")
    assert page.text == "Ferry\nNine people died & one lived."
    assert page.title == "Ferry sinks"
    assert "more tags than its layout can be read from" in page.problems[0].why


def test_ordinary_large_pages_have_a_tree() -> None:
    script = "<script>var state = {" + '"key": "a < b = c",' * 20_000 + "}</script>"
    image = '<img src="data:image/png;base64,' + "A" * 200_000 + '">'
    assert not too_large(f"<html><body>{script}{image}{WORDS * 10_000}</body></html>")


def test_text_that_is_too_long_is_cut() -> None:
    text, cut = flat_text("<p>Nine people died in it.</p>" * 200_000)
    assert cut
    assert text.startswith("Nine people died in it.\nNine people")
