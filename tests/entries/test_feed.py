"""Feeds: each item an entry with its own time, in RSS 2.0, RSS 1.0 and Atom, whole or broken."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from claims.extract import Context
from claims.reading import read_claims
from claims.records import Page
from claims.vocabulary import load_vocabulary

PageOf = Callable[..., Page]

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/" xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
<title>Orvan Post: Ruvia</title><language>en-gb</language><link>https://orvan-post.example/</link>
<atom:link rel="self" href="https://orvan-post.example/ruvia.rss"/>
<item><title>Night of storm &amp; rain</title><guid isPermaLink="false">post-2</guid>
  <media:title>A picture of a barge</media:title><media:description>Photo: nobody</media:description>
  <pubDate>Mon, 10 Jan 2022 18:39:00 +0600</pubDate>
  <description>&lt;p&gt;The Interior Ministry said &lt;b&gt;26 people&lt;/b&gt; were killed.&lt;/p&gt;
  &lt;p&gt;Rain.&lt;/p&gt;</description>
</item>
<item><title>Storm nears</title><link>https://orvan-post.example/1</link><dc:date>2022-01-09</dc:date>
  <description>Short.</description>
  <content:encoded><![CDATA[Storm nears<br>At least&nbsp;3 people were hurt in Orle.]]></content:encoded></item>
</channel></rss>"""

RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
  xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>Tern Radio</title>
  <dc:language>en</dc:language><dc:publisher>Tern Broadcasting</dc:publisher></channel>
<item rdf:about="https://tern.example/1"><title>Police arrest 40</title><link>https://tern.example/1</link>
  <dc:date>2022-01-10T12:39:00Z</dc:date></item></rdf:RDF>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Hale Courier</title>
<link rel="self" href="https://hale.example/atom"/><id>urn:hale</id>
<entry><id>urn:hale:1</id><title type="html">Curfew &amp;lt;b&amp;gt;extended&amp;lt;/b&amp;gt;</title>
  <link rel="alternate" href="https://hale.example/1"/><updated>2022-01-10T13:00:00Z</updated>
  <published>2022-01-10T12:39:00Z</published><summary>Short.</summary>
  <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Nine men were <i>held</i>.</p>
  <p>More soon.</p></div>
  </content></entry></feed>"""


def test_items_of_rss_are_dated_entries_without_markup(page_of: PageOf) -> None:
    page = page_of(RSS)
    assert (page.layout, page.title, page.publisher, page.language) == (
        "feed",
        "Orvan Post: Ruvia",
        "Orvan Post: Ruvia",
        "en",
    )
    assert page.url == "https://orvan-post.example/ruvia.rss"
    assert page.problems == ()
    first, second = page.entries
    assert first.text == "Night of storm & rain\nThe Interior Ministry said 26 people were killed.\nRain."
    assert (first.key, first.headline) == ("post-2", "Night of storm & rain")
    assert first.posted_at is not None
    assert first.posted_at.at == datetime(2022, 1, 10, 12, 39, tzinfo=UTC)
    assert second.text == "Storm nears\nAt least 3 people were hurt in Orle."
    assert (second.key, second.time) == ("https://orvan-post.example/1", "2022-01-09")


def test_items_make_claims(page_of: PageOf) -> None:
    page = page_of(RSS)
    found = read_claims(page, Context(publisher=page.publisher, page_text=page.text), load_vocabulary())
    told = [(claim.metric, claim.value, claim.attributed_to) for claims in found.values() for claim in claims]
    assert told == [("killed", 26, "Interior Ministry"), ("injured", 3, None)]


def test_rss_1_and_atom(page_of: PageOf) -> None:
    radio, courier = page_of(RDF), page_of(ATOM)
    for page, title, publisher in (
        (radio, "Tern Radio", "Tern Broadcasting"),
        (courier, "Hale Courier", "Hale Courier"),
    ):
        assert (page.title, page.publisher, page.language, page.problems) == (title, publisher, "en", ())
        assert [entry.time for entry in page.entries] == ["2022-01-10T12:39:00+00:00"]
    assert radio.entries[0].text == "Police arrest 40"
    assert courier.url == "https://hale.example/atom"
    assert courier.entries[0].key == "urn:hale:1"
    assert courier.entries[0].text == "Curfew extended\nNine men were held.\nMore soon."


def item(inner: str) -> str:
    return f"<rss><channel><title>Orvan Post</title><item>{inner}</item></channel></rss>"


@pytest.mark.parametrize(
    ("stamp", "time"),
    [
        ("Mon, 10 Jan 2022 18:39:00 GMT", "2022-01-10T18:39:00+00:00"),
        ("10 Jan 22 18:39 EST", "2022-01-10T23:39:00+00:00"),
        ("Mon, 10 Jan 2022 18:39:00", "2022-01-10T18:39:00"),
        ("Mon, 10 Jan 2022", "2022-01-10"),
        ("2022-01-10 18:39:00+06:00", "2022-01-10T12:39:00+00:00"),
    ],
)
def test_dates_as_feeds_write_them(page_of: PageOf, stamp: str, time: str) -> None:
    [entry] = page_of(item(f"<title>Storm</title><pubDate> {stamp}\n</pubDate>")).entries
    assert (entry.time, entry.stamp) == (time, stamp)


@pytest.mark.parametrize("stamp", ["", "<pubDate>soon</pubDate>", "<pubDate>10 Jan 1822 18:39</pubDate>"])
def test_an_item_without_a_date_is_kept_and_a_problem(page_of: PageOf, stamp: str) -> None:
    page = page_of(item(f"<title>Storm</title>{stamp}"))
    assert [entry.text for entry in page.entries] == ["Storm"]
    [problem] = page.problems
    assert problem.where.endswith("(item 1)")
    assert "no date" in problem.why


def test_an_item_that_says_nothing_is_a_problem(page_of: PageOf) -> None:
    page = page_of(item("<link>https://orvan-post.example/1</link>"))
    assert page.entries == ()
    assert any("neither title nor text" in problem.why for problem in page.problems)


def test_bare_ampersands_and_names_of_html_are_read(page_of: PageOf) -> None:
    page = page_of(item("<title>Storm & rain: &eacute;t&eacute; &unheard; &#233;</title><pubDate>2022-01-10</pubDate>"))
    assert page.text == "Storm & rain: été &unheard; é"
    assert page.problems == ()


@pytest.mark.parametrize(
    "broken",
    [
        RSS.replace("</channel></rss>", ""),
        RSS.replace("<description>", "<description>Rain < snow. ", 1),
        RSS.replace('xmlns:dc="http://purl.org/dc/elements/1.1/"', ""),
    ],
)
def test_a_broken_feed_is_read_and_a_problem(page_of: PageOf, broken: str) -> None:
    page = page_of(broken)
    assert [entry.time for entry in page.entries] == ["2022-01-10T12:39:00+00:00", "2022-01-09"]
    assert "26 people were killed" in page.text
    assert [problem.why for problem in page.problems if "broken XML" in problem.why]


def test_posts_of_one_address_are_told_apart_and_found_again_below_newer_ones(page_of: PageOf) -> None:
    dated = "<pubDate>Mon, 10 Jan 2022 1{}:00:00 GMT</pubDate>"
    posts = [f"<item><title>Storm</title>{dated.format(hour)}</item>" for hour in (3, 2, 1)]
    feed = "<rss><channel>{}</channel></rss>"
    before, after = page_of(feed.format("".join(posts[1:]))), page_of(feed.format("".join(posts)))
    assert [entry.key for entry in after.entries][1:] == [entry.key for entry in before.entries]


def test_other_encodings(page_of: PageOf) -> None:
    head = '<?xml version="1.0" encoding="windows-1251"?>'
    written = head + "<rss><channel><item><title>Пожар: 12</title></item></channel></rss>"
    assert page_of(written.encode("cp1251")).text == "Пожар: 12"
    assert page_of(("\ufeff" + written).encode("utf-16-le")).text == "Пожар: 12"
    assert page_of(b"\xef\xbb\xbf" + written.encode()).text == "Пожар: 12"


BOMB = "".join(f'<!ENTITY a{n} "&a{n - 1};&a{n - 1};&a{n - 1};&a{n - 1};">' for n in range(1, 30))


@pytest.mark.parametrize(
    "hostile",
    [
        f'<!DOCTYPE rss [<!ENTITY a0 "boom">{BOMB}]>' + item("<title>Storm &a29;</title>"),
        '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + item("<title>Storm &x;</title>"),
        item("<title>Storm</title>" + "<a>" * 100_000),
        item("<title>Storm</title>" + "&" * 500_000),
        item("<title>Storm</title><description>" + "&lt;b&gt;" * 100_000 + "</description>"),
        item("<title>Storm</title><x " + " ".join(f'a{n}="b"' for n in range(100_000)) + "/>"),
        item("<title>Storm\u202e</title><!--" + "-" * 500_000),
        item("<title>Storm</title>" + "<link/>" * 100_000),
    ],
    ids=["bomb", "file", "nested", "ampersands", "escaped tags", "attributes", "comment", "links"],
)
def test_a_hostile_feed_ends_in_entries_or_a_problem(page_of: PageOf, hostile: str) -> None:
    page = page_of(hostile)
    assert page.problems
    assert "root:" not in page.text
    assert len(page.text) < 1_000_000
    assert all("Storm" in entry.text for entry in page.entries)


def test_a_feed_of_very_many_items_is_cut_and_a_problem(page_of: PageOf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claims.entries.feed.MOST", 3)
    page = page_of("<rss><channel>" + "<item><title>Storm</title></item>" * 9 + "</channel></rss>")
    assert len(page.entries) == 3
    assert "more than 3 items" in page.problems[-1].why
