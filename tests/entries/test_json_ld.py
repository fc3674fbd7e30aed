import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from claims.capture import capture_file
from claims.entries import read_page
from claims.records import Page

PageOf = Callable[..., Page]

UPDATES: list[dict[str, Any]] = [
    {
        "@type": "BlogPosting",
        "@id": "https://courier.example/live#b",
        "headline": "Two barges &#39;lost&#39;",
        "datePublished": "2021-03-02T11:48:00+01:00",
        "articleBody": "Two barges sank.\nNine men were saved.",
    },
    {
        "@type": "BlogPosting",
        "headline": "Storm nears",
        "datePublished": "2021-03-02T09:10:00+01:00",
        "articleBody": {
            "@type": "Text",
            "text": "&lt;p&gt;Gusts of 90 km/h &amp;amp; rain.&lt;/p&gt;&lt;p&gt;One hurt.&lt;/p&gt;",
        },
    },
]


def html_of(data: object, body: str = "<p>Five barges are out at sea tonight.</p>", lang: str = "en") -> str:
    written = data if isinstance(data, str) else json.dumps(data)
    head = f'<head><script type="application/ld+json">{written}</script></head>'
    return f'<html lang="{lang}">{head}<body>{body}</body></html>'


def blog(*updates: object, **fields: object) -> dict[str, object]:
    return {
        "@type": "LiveBlogPosting",
        "url": "https://courier.example/live",
        "liveBlogUpdate": list(updates),
        **fields,
    }


def test_posts_stated_as_data(page_of: PageOf) -> None:
    facts = {"headline": "Storm: live", "datePublished": "2021-03-02T08:00:00Z", "publisher": {"name": "Hale Courier"}}
    page = page_of(html_of(blog(*UPDATES, **facts)), suffix=".html")
    assert page.layout == "json-ld"
    assert (page.title, page.publisher, page.language) == ("Storm: live", "Hale Courier", "en")
    assert page.published_at is not None
    assert page.published_at.written() == "2021-03-02T08:00:00+00:00"
    first, second = page.entries
    assert first.text == "Two barges 'lost'\nTwo barges sank.\nNine men were saved."
    assert (first.headline, first.time) == ("Two barges 'lost'", "2021-03-02T10:48:00+00:00")
    assert first.key == "https://courier.example/live#b"
    assert second.text == "Storm nears\nGusts of 90 km/h & rain.\nOne hurt."
    assert second.key == "2021-03-02T09:10:00+01:00 storm nears gusts of 90 km/h & rain. one hurt."
    assert page.text == f"{first.text}\n\n{second.text}"
    assert page.problems == ()


def test_publisher_given_wins(page_of: PageOf) -> None:
    page = page_of(html_of(blog(*UPDATES, publisher="Hale Courier")), suffix=".html", publisher="The Gannet")
    assert page.publisher == "The Gannet"


def test_live_blog_inside_a_graph(page_of: PageOf) -> None:
    page = page_of(html_of({"@graph": [{"@type": "WebSite"}, blog(*UPDATES)]}), suffix=".html")
    assert len(page.entries) == 2


def test_posts_that_lack_something(page_of: PageOf) -> None:
    updates = (
        {"headline": "No body", "datePublished": "2021-03-02T09:10:00Z"},
        {"articleBody": "No headline, no date."},
        {"headline": "Said twice", "articleBody": "<p>Said twice</p><p>Ten hurt.</p>", "datePublished": "on Monday"},
        {"datePublished": "2021-03-02T09:10:00Z"},
        "https://courier.example/live#x",
    )
    page = page_of(html_of(blog(*updates)), suffix=".html")
    assert [(entry.text, entry.time) for entry in page.entries] == [
        ("No body", "2021-03-02T09:10:00+00:00"),
        ("No headline, no date.", None),
        ("Said twice\nTen hurt.", None),
    ]
    assert [problem.where.rpartition("(")[2] for problem in page.problems] == [
        "update 2)",
        "update 3)",
        "update 4)",
        "update 5)",
    ]


def test_one_address_for_all_posts_is_no_key(page_of: PageOf) -> None:
    same = [{**update, "@id": "https://courier.example/post"} for update in UPDATES]
    assert [entry.key.partition(" ")[0] for entry in page_of(html_of(blog(*same)), suffix=".html").entries] == [
        "2021-03-02T11:48:00+01:00",
        "2021-03-02T09:10:00+01:00",
    ]


def test_times_without_offset_are_read_in_the_zone(page_of: PageOf) -> None:
    update = {"headline": "Two hurt", "datePublished": "2021-03-02T09:10:00"}
    assert page_of(html_of(blog(update)), suffix=".html").entries[0].time == "2021-03-02T09:10:00"
    assert page_of(html_of(blog(update)), suffix=".html", zone="UTC+3").entries[0].time == "2021-03-02T06:10:00+00:00"


def test_broken_data_falls_back_to_the_article(page_of: PageOf) -> None:
    page = page_of(html_of('{"@type": "LiveBlogPosting", "liveBlogUpdate": [{]}'), suffix=".html")
    assert page.layout == "article"
    assert "Five barges are out at sea tonight." in page.text
    assert "JSON-LD is broken" in page.problems[0].why


def test_hostile_data_ends_in_a_problem_or_entries(page_of: PageOf) -> None:
    for data in (
        "[" * 100_000,
        "1" * 100_000,
        '{"@type": ' * 5_000,
        "",
        "null",
        '{"@type": "LiveBlogPosting", "liveBlogUpdate": 5}',
    ):
        page = page_of(html_of(data), suffix=".html")
        assert page.layout == "article"
    deep: object = "x"
    for _ in range(900):
        deep = {"text": deep}
    page_of(
        html_of(blog({"articleBody": deep}, {"articleBody": ["Ten hurt.", [["x"]], {"text": "\ud800 One lost.\0"}]})),
        suffix=".html",
    )
    entry = page_of(
        html_of(blog({"headline": "a <b " * 2000, "articleBody": "\ud800 One lost.\0"})), suffix=".html"
    ).entries[0]
    assert entry.text.endswith("\ufffd One lost.\ufffd")
    assert len(entry.text_hash) == 64


def test_a_real_page_has_nine_posts(shared: Path) -> None:
    page = read_page(capture_file(shared / "pages/Express_2024_07_18.html.gz"))
    assert page.entries[0].kind == "lead"
    times = [entry.time for entry in page.entries if entry.kind == "post"]
    assert len(times) == 9
    assert (times[0], times[-1]) == ("2024-07-18T10:48:00+00:00", "2024-07-18T06:06:00+00:00")
    assert all(entry.headline for entry in page.entries[1:])
    assert "&#" not in page.text
    assert page.problems == ()
