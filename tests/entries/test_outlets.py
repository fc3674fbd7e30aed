"""Articles as different outlets build them, in our own words: the same paragraphs, title and time out of each."""

import json
from collections.abc import Callable

import pytest

from claims.records import Page

PageOf = Callable[..., Page]

TITLE = "Grain store collapse kills 12 in Port Hale"
WORDS = (
    "A grain store collapsed in the harbour of Hale on Tuesday, killing at least 12 people, the fire service said.",
    "Rescue crews pulled 31 workers from the rubble by nightfall, said harbour master Ida Moor, who led the search.",
    "The store, built in 1961, had been inspected in May. Its owner said it would help the inquiry in every way.",
    "“We heard a crack and then the roof was gone,” said one of the dockers, who asked not to be named.",
    "Mayor Jan Pell declared three days of mourning and closed the quay to all traffic until Friday morning.",
)
LINKED = tuple(words.replace("the inquiry", '<a href="/x">the <!-- -->inquiry</a>') for words in WORDS)
TEASERS = "".join(
    f'<li><time datetime="2021-03-0{day}T10:15:00Z">{day} March</time>'
    f'<h3><a href="/news/other-{day}">Other town counts {day}0 dead after the storm</a></h3>'
    f"<p>A summary of the other story, long enough to pass for prose, with {day}00 injured people in it.</p></li>"
    for day in range(1, 7)
)
COMMENTS = "".join(
    f'<li class="comment"><time datetime="2021-03-02T1{hour}:00:00Z">{hour}</time>'
    f"<p>I think that {hour}00 people died there, and that nobody tells us the truth about it.</p></li>"
    for hour in range(1, 5)
)
META = (
    f'<meta property="og:title" content="{TITLE}"><title>{TITLE} - Hale Courier</title>'
    '<meta property="article:published_time" content="2021-03-02T09:10:00+01:00">'
)
MENU = "<nav><ul>" + "".join(f'<li><a href="/{word}">{word}</a></li>' for word in ("Home", "World")) + "</ul></nav>"
FOOT = "<footer><p>© 2021 Hale Courier. All rights reserved. We use cookies to make the site work.</p></footer>"


def paragraphs(tag: str = "p", between: str = "") -> str:
    return between.join(f"<{tag}>{words}</{tag}>" for words in LINKED)


def page(body: str, head: str = META) -> str:
    return f'<html lang="en"><head>{head}</head><body>{MENU}{body}{FOOT}</body></html>'


DATA = (
    '<script type="application/ld+json">{"@context": "x", "@graph": [{"@type": "WebPage", "name": "x"}, '
    f'{{"@type": ["NewsArticle", "Article"], "headline": "{TITLE}", "datePublished": "2021-03-02T08:10:00Z", '
    f'"articleBody": "{" ".join(WORDS)}"}}]}}</script>'
)
PAGES = {
    "blog": page(
        f'<div id="content"><article class="post"><header><h1>{TITLE}</h1><time datetime="2021-03-02T09:10:00+01:00">2'
        f' March</time> by Ana Petrie</header><div class="entry-content">{paragraphs()}<p><a href="/y">READ MORE: Flood'
        f'leaves 99 dead in Orvan</a></p><h3>Share this:</h3></div></article><ol id="comments">{COMMENTS}</ol></div>'
        f'<aside class="sidebar"><h2>Latest</h2><ul>{TEASERS}</ul></aside>'
    ),
    "teasers below": page(f"<main><h1>{TITLE}</h1>{paragraphs()}</main><div><ul>{TEASERS}</ul></div>"),
    "teasers above": page(
        "<div><p>12:30</p><p>Other town counts 40 dead</p><p>11:15</p><p>Team wins the cup again in Orvan</p>"
        f"<p>10:05</p><p>Storm nears</p></div><div><h1>{TITLE}</h1>{paragraphs()}</div>"
    ),
    "paragraphs in divs": page(f'<div class="wrap"><h1>{TITLE}</h1><div class="text">{paragraphs("div")}</div></div>'),
    "paragraphs by line breaks": page(
        f"<table><tr><td><h1>{TITLE}</h1><font>{'<br><br>'.join(LINKED)}</font></td></tr></table>"
    ),
    "fast pages": page(
        f'<article class="amp-wp-article"><header><h1>{TITLE}</h1></header><amp-img src="x"></amp-img>'
        f'<div class="amp-wp-article-content">{paragraphs()}</div></article>'
    ),
    "advertisements between": page(
        f"<main><h1>{TITLE}</h1><div>"
        + paragraphs(between='<div class="ad"><span>ADVERTISEMENT</span></div>')
        + '<figure><img src="x"><figcaption>Orvan, where 40 died last year</figcaption></figure></div></main>'
    ),
    "fields": page(
        f'<div class="node"><h1 class="page-header">{TITLE}</h1><div class="field">'
        f'<time datetime="2021-03-02T08:10:00Z">Tue, 03/02/2021</time></div>'
        f'<div class="field field--name-body"><div>{paragraphs()}</div></div></div>'
    ),
    "one form": page(f'<form action="x"><div><h1>{TITLE}</h1><div id="story">{paragraphs()}</div></div></form>'),
    "data of a wall": page(
        f"<main><h1>{TITLE}</h1><p>{WORDS[0]}</p><p>Subscribe to continue reading this story.</p></main>", META + DATA
    ),
    "data and text": page(
        f"<main><h1>{TITLE}</h1>{paragraphs()}<p>Tell us of 50 dead by mail.</p></main>", META + DATA
    ),
    "data for a script": page(
        '<div id="__next"></div><script id="__NEXT_DATA__" type="application/json">{"props": {"nav": ["Home"], '
        + f'"article": {{"title": "{TITLE}", "body": ['
        + ", ".join(f'{{"type": "p", "html": "{words}"}}' for words in WORDS)
        + "]}}}</script>"
    ),
    "head in Dublin Core": page(
        f"<div><h1>{TITLE}</h1>{paragraphs()}</div>", '<meta name="dcterms.date" content="2021-03-02T08:10+00:00">'
    ),
    "date in the text": page(
        f"<div><h1>{TITLE}</h1><span>Published on 2 March 2021 at 08:10 GMT</span>{paragraphs()}</div>",
        f"<title>{TITLE} | Hale Courier</title>",
    ),
}


@pytest.mark.parametrize("built", PAGES)
def test_the_article_and_nothing_else(page_of: PageOf, built: str) -> None:
    read = page_of(PAGES[built], suffix=".html")
    [entry] = read.entries
    assert (read.layout, read.title, entry.headline) == ("article", TITLE, TITLE)
    assert entry.time == "2021-03-02T08:10:00+00:00"
    assert " ".join(entry.text.split()) == " ".join((TITLE, *WORDS))
    assert len(read.problems) == (built == "data for a script")


WALLS = {
    "consent": "<title>Before you continue</title><h1>Before you continue</h1><p>We use cookies to serve you.</p>",
    "script": "<title>Hale</title><noscript>You need to enable JavaScript to run this app.</noscript><div id=root>",
    "error": f"<title>Page not found</title>{MENU}<h1>404</h1><p>The page you are looking for is gone.</p>",
    "payment": f"<title>{TITLE}</title><h1>{TITLE}</h1><p>Already a subscriber? Log in.</p>",
}


@pytest.mark.parametrize("wall", WALLS)
def test_a_wall_is_a_problem(page_of: PageOf, wall: str) -> None:
    read = page_of(f"<html><head></head><body>{WALLS[wall]}</body></html>", suffix=".html")
    assert any("wall or an error page" in problem.why for problem in read.problems)


def test_a_short_report_is_no_wall(page_of: PageOf) -> None:
    assert page_of(page(f"<article><h1>{TITLE}</h1>{paragraphs()}</article>"), suffix=".html").problems == ()


def test_a_figure_like_an_error_is_no_wall(page_of: PageOf) -> None:
    written = f"<html><body><article><h1>{TITLE}</h1><p>Port Hale counts 404 people among the injured.</p></article>"
    assert page_of(written, suffix=".html").problems == ()


def test_english_under_a_wrong_language_is_read(page_of: PageOf) -> None:
    written = page(f"<article><h1>{TITLE}</h1>{paragraphs()}</article>").replace('lang="en"', 'lang="fr"')
    assert page_of(written, suffix=".html").problems == ()


def test_of_two_dates_the_one_to_the_minute(page_of: PageOf) -> None:
    head = META.replace("2021-03-02T09:10:00+01:00", "2021-03-02")
    body = f'<h1>{TITLE}</h1><time datetime="2021-03-02T09:10:00+01:00">2 March</time>{paragraphs()}'
    assert page_of(page(body, head), suffix=".html").entries[0].time == "2021-03-02T08:10:00+00:00"


def test_title_cut_short_in_the_data(page_of: PageOf) -> None:
    data = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Grain store collapse…"}</script>'
    assert page_of(page(f"<h1>{TITLE}</h1>{paragraphs()}", META + data), suffix=".html").title == TITLE


def test_a_short_sentence_of_a_script_s_data_is_a_paragraph(page_of: PageOf) -> None:
    body = [*WORDS, "Nobody yet knows the cause.", "breaking", "Tap to share it"]
    data = json.dumps({"props": {"story": {"body": [{"text": words} for words in body]}}})
    script = f'<div id="app"></div><script type="application/json">{data}</script>'
    [entry] = page_of(page(script), suffix=".html").entries
    assert entry.text.split("\n\n")[-1].split("\n")[-1] == "Nobody yet knows the cause."
