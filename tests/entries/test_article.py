from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from claims.capture import capture_file
from claims.entries import READER, read_page
from claims.errors import ClaimsError
from claims.records import Page

PageOf = Callable[..., Page]

HTML = """<html lang="en-GB"><head><title>Ferry sinks - Hale Courier</title>
<meta property="og:title" content="Ferry sinks off Port Hale">
<meta property="og:site_name" content="Hale Courier">{meta}</head>
<body><nav><a href="/">Home</a></nav><article><h1>Ferry sinks off Port Hale</h1>
<p>Nine people died when a ferry sank off Port Hale, the coast guard said.</p>
<p>Another 31 were saved by fishing boats, it added.</p></article><script>var a = "12 dead";</script></body></html>"""


def test_html_article_is_one_entry(page_of: PageOf) -> None:
    meta = '<meta property="article:published_time" content="2021-03-02T09:10:00Z">'
    page = page_of(HTML.format(meta=meta), suffix=".html")
    [entry] = page.entries
    assert (page.layout, page.reader, entry.kind, entry.key) == ("article", READER, "article", "article")
    assert (page.title, page.publisher, page.language) == ("Ferry sinks off Port Hale", "Hale Courier", "en")
    assert entry.headline == "Ferry sinks off Port Hale"
    assert entry.time == "2021-03-02T09:10:00+00:00"
    assert entry.text.count("Ferry sinks off Port Hale") == 1
    assert entry.text.endswith("Another 31 were saved by fishing boats, it added.")
    assert "12 dead" not in page.text


def test_article_is_dated_by_data_before_meta(page_of: PageOf) -> None:
    article = '{"@type": "NewsArticle", "datePublished": "2021-03-01T08:00:00+02:00"}'
    data = f'<script type="application/ld+json">{article}</script>'
    meta = data + '<meta property="article:published_time" content="2021-03-02">'
    text = HTML.format(meta=meta)
    assert page_of(text, suffix=".html").entries[0].time == "2021-03-01T06:00:00+00:00"
    assert page_of(text, suffix=".html", published=date(2021, 3, 5)).entries[0].time == "2021-03-05"


def test_plain_text_is_kept_whole(page_of: PageOf) -> None:
    text = "\n  Ferry sinks\r\n2 March 2021\r\n\r\nNine people died.\r\n"
    page = page_of(text)
    [entry] = page.entries
    assert page.text == text
    assert (page.title, entry.headline) == ("Ferry sinks", "Ferry sinks")
    assert (entry.start, entry.time) == (3, "2021-03-02")


def test_plain_text_without_headline_or_date(page_of: PageOf) -> None:
    [entry] = page_of("Nine people died when a ferry sank.\nAnother 31 were saved.").entries
    assert (entry.headline, entry.time) == (None, None)


def test_live_blog_in_html_without_data(page_of: PageOf) -> None:
    body = "".join(
        f"<p>1{hour}:20 GMT</p><p>Ferry {hour} is late</p><p>It waits for {hour} boats.</p>" for hour in (9, 5, 1)
    )
    page = page_of(
        f"<html><body><article><h1>Ferries: live</h1>{body}</article></body></html>",
        suffix=".html",
        published=date(2021, 3, 2),
    )
    assert page.layout == "stamped"
    assert [entry.time for entry in page.entries if entry.kind == "post"] == [
        "2021-03-02T19:20:00+00:00",
        "2021-03-02T15:20:00+00:00",
        "2021-03-02T11:20:00+00:00",
    ]


def test_another_language_is_kept_with_a_problem(page_of: PageOf) -> None:
    page = page_of(HTML.format(meta="").replace("en-GB", "fr"), suffix=".html")
    assert page.language == "fr"
    assert len(page.entries) == 1
    assert "English only" in page.problems[0].why


def test_page_without_words_is_a_problem(page_of: PageOf) -> None:
    for text in ("<html></html>", "<!-- -->", "<html><body><script>1</script></body></html>"):
        page = page_of(text, suffix=".html")
        assert page.entries == ()
        assert "no text" in page.problems[0].why


def test_broken_bytes_are_a_problem(page_of: PageOf) -> None:
    page = page_of(
        b"<html><head><meta charset=utf-8></head><body><p>Nine people died at caf\xe9 Hale.</p></body></html>",
        suffix=".html",
    )
    assert "caf\ufffd Hale" in page.text
    assert "U+FFFD" in page.problems[0].why


@pytest.mark.parametrize(
    "text",
    [
        "<html><body>" + "<div>" * 5_000 + "<p>Nine people died.</p>",
        "<html><body>" + "<p>Nine people died.</p>" * 21_000,
        "<html><body>" + "<b>" * 5_000 + "Nine people died.",
        "<html><body><p>" + "a" * 300_000,
        "<" * 100_000 + "<p>Nine people died.",
        '<!DOCTYPE html [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><html><body><p>&b; Nine people died.',
        '<!DOCTYPE html [<!ENTITY a SYSTEM "file:///etc/hostname">]><html><body><p>&a; Nine people died.',
        '<?xml version="1.0" encoding="utf-16"?><html><body><p>Nine people died.</p></body></html>',
        "<html><body><p>Nine<br>people <b>died</b><!-- x --> here.<script>1</script></p>" + "<i>" * 21_000,
        "<html><body><p>Nine people&#0; died &#xD800;.</p></body></html>",
    ],
)
def test_hostile_pages_end_in_entries_or_problems(page_of: PageOf, text: str) -> None:
    page = page_of(text, suffix=".html")
    assert page.entries or page.problems
    assert "\0" not in page.text


def test_unknown_zone_is_misuse(page_of: PageOf) -> None:
    with pytest.raises(ClaimsError, match="no time zone 'Nowhere'"):
        page_of("Nine people died.", zone="Nowhere")


def test_real_articles_carry_title_date_and_text(shared: Path) -> None:
    for path in sorted((shared / "pages").glob("*.html.gz")):
        page = read_page(capture_file(path))
        for entry in page.entries:
            assert page.text[entry.start : entry.start + len(entry.text)] == entry.text
            assert entry.posted_at is not None
        assert page.title
        assert len(page.text) > 1000


def test_text_of_a_page_too_large_to_search(page_of: PageOf) -> None:
    menu = "<nav>" + "<a>x</a>" * 21_000 + "</nav>"
    page = page_of(
        f"<html><body>{menu}<main><p>Nine<br>people <b>died</b>.</p><p>One lived.</p></main></body></html>",
        suffix=".html",
    )
    assert page.text == "Nine\npeople died.\nOne lived."


def test_title_that_the_page_shows_wins(page_of: PageOf) -> None:
    text = HTML.format(meta="").replace(
        "<h1>Ferry sinks off Port Hale", "<h1>Hale Courier</h1><h1>Ferry with 40 sinks off Hale"
    )
    page = page_of(text, suffix=".html")
    assert page.entries[0].headline == "Ferry with 40 sinks off Hale"
