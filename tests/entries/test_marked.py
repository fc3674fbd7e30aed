"""Live blogs without data whose posts are marked by elements, as several systems build them, in our own words."""

from collections.abc import Callable
from datetime import datetime

import pytest

from claims.records import Page

PageOf = Callable[..., Page]

CAPTURED = datetime.fromisoformat("2021-03-02T18:00:00+00:00")
TEASERS = "".join(
    f'<li><time datetime="2021-03-0{day}T10:15:00Z">{day} March</time>'
    f'<h3><a href="/news/{day}">{day}0 dead there</a></h3>'
    "<p>A summary of the other story, long enough to pass for prose, with 100 injured people in it.</p></li>"
    for day in range(1, 7)
)
LEAD = "At least 12 people are dead after the fall of a grain store in the port, the fire service says."
BODY = "<p>The fire service said {n}0 people were pulled alive from the rubble.</p><p>More crews were on their way.</p>"
POSTS = {
    "time with zone": '<div class="post" id="p{n}"><time datetime="2021-03-02T1{n}:05:00+01:00">x</time>'
    "<h3>Head {n}</h3>",
    "clock alone": '<div class="post" id="p{n}"><span class="timestamp">1{m}.05 GMT</span><h3>Head {n}</h3>',
    "milliseconds": '<div class="post" id="p{n}"><time data-timestamp="{ms}">x</time><h3>Head {n}</h3>',
    "wrapped": '<div class="post" id="p{n}"><div><b>By Ida</b><div><span class="qa-time">Posted at 1{m}:05 GMT</span>'
    "</div></div><h3>Head {n}</h3>",
    "article": '<div class="post" data-block-id="p{n}"><a href="#p{n}"><time datetime="2021-03-02T1{m}:05Z">x</time>'
    "</a><h3>Head {n}</h3>",
    "microdata": '<div itemprop="liveBlogUpdate" id="p{n}"><meta itemprop="datePublished" '
    'content="2021-03-02T1{m}:05:00Z"><h2 itemprop="headline">Head {n}</h2>',
}


def blog(post: str, order: tuple[int, ...] = (5, 4, 3)) -> str:
    posts = "".join(
        (post + BODY).format(n=n, m=n - 1, ms=1614693900000 - (5 - n) * 3_600_000) + "</div>" for n in order
    )
    return (
        "<html lang='en'><head><title>Port: live</title><meta property='article:published_time' content='2021-03-02'>"
        f"</head><body><main><h1>Port: live</h1><p>{LEAD}</p><div class='stream'>{posts}</div></main>"
        f"<aside class='sidebar'><ul>{TEASERS}</ul></aside></body></html>"
    )


@pytest.mark.parametrize("order", [(5, 4, 3), (3, 4, 5)])
@pytest.mark.parametrize("marked", POSTS)
def test_posts_marked_by_elements(page_of: PageOf, marked: str, order: tuple[int, ...]) -> None:
    page = page_of(blog(POSTS[marked], order), suffix=".html", captured_at=CAPTURED)
    lead, *posts = page.entries
    assert (page.layout, lead.kind, lead.text) == ("marked", "lead", LEAD)
    assert [entry.key for entry in posts] == [f"p{n}" for n in order]
    assert [entry.headline for entry in posts] == [f"Head {n}" for n in order]
    assert [entry.time for entry in posts] == [f"2021-03-02T1{n - 1}:05:00+00:00" for n in order]
    assert posts[0].text.endswith(
        f"The fire service said {order[0]}0 people were pulled alive from the rubble.\nMore crews were on their way."
    )
    assert page.problems == ()


def test_how_long_ago_in_elements(page_of: PageOf) -> None:
    post = '<div class="post"><time>{m} hours ago</time><h3>Head {n}</h3>'
    page = page_of(blog(post), suffix=".html", captured_at=CAPTURED)
    moments = [entry.posted_at for entry in page.entries if entry.kind == "post"]
    assert [moment and moment.written()[11:16] for moment in moments] == ["14:00", "15:00", "16:00"]
    assert {moment and moment.exactness for moment in moments} == {"hour"}


def test_how_long_ago_in_an_old_copy_is_a_problem(page_of: PageOf) -> None:
    late = datetime.fromisoformat("2021-06-02T18:00:00+00:00")
    page = page_of(blog('<div class="post"><time>{m}h ago</time><h3>Head {n}</h3>'), suffix=".html", captured_at=late)
    assert [entry.time for entry in page.entries if entry.kind == "post"] == [None] * 3
    assert "does not tell the times" in page.problems[0].why


def test_midnight_between_marked_posts(page_of: PageOf) -> None:
    written = blog('<div class="post"><time>0{n}:20</time><h3>Head {n}</h3>', (2, 1)).replace("01:20", "23:50")
    page = page_of(written, suffix=".html", zone="UTC")
    assert [entry.time for entry in page.entries[1:]] == ["2021-03-02T02:20:00+00:00", "2021-03-01T23:50:00+00:00"]


def test_keys_hold_between_captures(page_of: PageOf) -> None:
    post = '<div class="post"><span class="timestamp">1{m}.05 GMT</span><h3>Head {n}</h3>'
    old = page_of(blog(post, (4, 3)), suffix=".html").entries
    new = page_of(blog(post, (6, 5, 4, 3)), suffix=".html").entries
    assert {(entry.key, entry.text) for entry in old} < {(entry.key, entry.text) for entry in new}


@pytest.mark.parametrize(
    "post", ["<p><strong>1{m}:05 GMT</strong></p><p>Head {n}</p>", "<p><b>{m}.05pm:</b> Head {n} is what happened.</p>"]
)
def test_stamps_in_the_text_of_a_page(page_of: PageOf, post: str) -> None:
    page = page_of(blog("<div>" + post), suffix=".html", zone="UTC")
    assert page.layout == "stamped"
    assert [str(entry.time)[14:] for entry in page.entries if entry.kind == "post"] == ["05:00+00:00"] * 3
