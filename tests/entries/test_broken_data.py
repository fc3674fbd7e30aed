"""JSON-LD as careless systems print it: read all the same, or a problem that says why not."""

import json
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.entries.json_text import read_json
from claims.records import Page

PageOf = Callable[..., Page]

POSTS: list[dict[str, Any]] = [
    {"@type": "BlogPosting", "headline": "Two hurt", "datePublished": "2021-03-02T10:05:00Z", "articleBody": "B. C."},
    {"@type": "NewsArticle", "headline": "One hurt", "datePublished": "2021-03-02T09:05:00Z", "articleBody": "A. B."},
]
BLOG: dict[str, Any] = {"@type": "LiveBlogPosting", "headline": "Live", "liveBlogUpdate": POSTS}
WHOLE = json.dumps(BLOG)


def page_with(*blocks: str) -> str:
    scripts = "".join(f'<script type="application/ld+json">{block}</script>' for block in blocks)
    return f"<html lang='en'><head>{scripts}</head><body><p>Boats are out.</p></body></html>"


def times(page: Page) -> list[str]:
    return [str(entry.time)[11:16] for entry in page.entries if entry.kind == "post"]


SOUND = {
    "comment marks": f"<!-- {WHOLE} -->",
    "CDATA": f"//<![CDATA[\n{WHOLE}\n//]]>",
    "CDATA in comments": f"/*<![CDATA[*/{WHOLE}/*]]>*/",
    "semicolon": f"{WHOLE};",
    "line break in a string": WHOLE.replace("B. C.", "B.\n\tC."),
    "control character": WHOLE.replace("B. C.", "B.\x01C."),
    "escaped": WHOLE.replace('"', "&amp;quot;"),
    "several types": WHOLE.replace('"LiveBlogPosting"', '["CreativeWork", "schema:LiveBlogPosting"]'),
    "list": f"[{WHOLE}]",
    "graph": f'{{"@graph": [{{"@type": "WebSite"}}, {WHOLE}]}}',
    "nested": f'{{"@type": "WebPage", "mainEntity": {{"x": [{WHOLE}]}}}}',
    "ordered": json.dumps(BLOG | {"liveBlogUpdate": {"@list": POSTS}}),
    "lists in a list": json.dumps(BLOG | {"liveBlogUpdate": [POSTS]}),
    "live blog in a live blog": json.dumps(BLOG | {"liveBlogUpdate": [BLOG]}),
    "twice": json.dumps([BLOG, BLOG | {"headline": "Again"}]),
    "by name": json.dumps(
        {
            "@graph": [BLOG | {"liveBlogUpdate": [{"@id": "#1"}, {"@id": "#0"}]}]
            + [post | {"@id": f"#{number}"} for number, post in enumerate(reversed(POSTS))]
        }
    ),
}
BROKEN = {
    "trailing commas": WHOLE.replace("}]", "},],"),
    "comments": WHOLE.replace('"headline": "Live"', '/* x */ "headline": "Live", // y\n "z": 1'),
    "quotes": WHOLE.replace("B. C.", 'He said "no" to it'),
    "lone backslash": WHOLE.replace("B. C.", "B. \\' C."),
    "cut off": WHOLE[:-4],
}


@pytest.mark.parametrize("written", SOUND)
def test_sound_data_in_odd_wrappings(page_of: PageOf, written: str) -> None:
    page = page_of(page_with(SOUND[written]), suffix=".html")
    assert (page.layout, times(page)) == ("json-ld", ["10:05", "09:05"])
    assert page.problems == ()


@pytest.mark.parametrize("written", BROKEN)
def test_broken_data_is_mended_and_said_to_be(page_of: PageOf, written: str) -> None:
    page = page_of(page_with(BROKEN[written]), suffix=".html")
    assert times(page)[:1] == ["10:05"]
    assert "JSON-LD is broken" in page.problems[0].why


def test_one_block_that_is_beyond_mending(page_of: PageOf) -> None:
    page = page_of(page_with("LiveBlogPosting: none", WHOLE, "{broken, but of no article}"), suffix=".html")
    assert times(page) == ["10:05", "09:05"]
    assert [problem.why[:26] for problem in page.problems] == ["The page's JSON-LD can't b"]


@pytest.mark.parametrize(
    ("written", "time"),
    [
        (1614679500, "2021-03-02T10:05:00+00:00"),
        (1614679500000, "2021-03-02T10:05:00+00:00"),
        ("1614679500000", "2021-03-02T10:05:00+00:00"),
        ("2021-03-02T10:05:00.000+0000", "2021-03-02T10:05:00+00:00"),
        ("2021-03-02 10:05", "2021-03-02T10:05:00"),
        ("Tue, 02 Mar 2021 10:05:00 GMT", "2021-03-02T10:05:00+00:00"),
        ("March 2, 2021 10:05 AM EST", "2021-03-02T15:05:00+00:00"),
        ("2021-03-02", "2021-03-02"),
        ({"@value": "2021-03-02T10:05:00Z"}, "2021-03-02T10:05:00+00:00"),
        (["2021-03-02T10:05:00Z"], "2021-03-02T10:05:00+00:00"),
        (True, None),
        (-5, None),
        (10**30, None),
        ("soon", None),
    ],
)
def test_dates_as_data_write_them(page_of: PageOf, written: object, time: str | None) -> None:
    page = page_of(
        page_with(json.dumps(BLOG | {"liveBlogUpdate": [POSTS[0] | {"datePublished": written}]})), suffix=".html"
    )
    assert page.entries[0].time == time
    assert len(page.problems) == (time is None)


def test_date_of_change_where_there_is_no_other(page_of: PageOf) -> None:
    post = {"articleBody": "A. B.", "dateModified": "2021-03-02T10:05:00Z"}
    assert times(page_of(page_with(json.dumps(BLOG | {"liveBlogUpdate": post})), suffix=".html")) == ["10:05"]


def test_too_many_problems_are_counted(page_of: PageOf) -> None:
    page = page_of(page_with(json.dumps(BLOG | {"liveBlogUpdate": [{"x": 1}] * 300 + POSTS})), suffix=".html")
    assert len(page.problems) == 201
    assert "100 more problems" in page.problems[-1].why


@pytest.mark.parametrize(
    "text", ["[" * 100_000, '{"a":' * 50_000, '"' * 250_000, "", "nothing", "5", '"x"', "{" + "/*" * 9000]
)
def test_what_is_no_data_is_refused(text: str) -> None:
    read = None
    with suppress(ValueError):
        read = read_json(text)
    assert read in (None, (5, None), ("x", None))


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["2021-03-02", "a <b"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "@type",
                    "@id",
                    "@list",
                    "headline",
                    "articleBody",
                    "datePublished",
                    "liveBlogUpdate",
                    "text",
                    "url",
                    "name",
                ]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=20,
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(JSON, st.integers(0, 400), st.sampled_from(["", ",", '"', "}", "]", "\\", "<!--", "\ud800"]))
def test_any_data_end_in_a_page(page_of: PageOf, update: object, at: int, noise: str) -> None:
    written = json.dumps({"@type": "LiveBlogPosting", "liveBlogUpdate": [update, *POSTS]})
    written = written[:at] + noise + written[at:] if noise else written
    page = page_of(page_with(written).encode(errors="replace"), suffix=".html")
    assert page.entries
