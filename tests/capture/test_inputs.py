"""What an argument is, told by its bytes more than by its name; folders, lists and feeds with what they lead to."""

import gzip
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from archives import flood_page, warc_of_pages

from claims.capture import Input, PassedOver, Taken, open_input
from claims.capture.addresses import read_list
from claims.errors import CaptureError
from claims.records import Capture, Problem

PAGE = flood_page(1)
FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Orvan Post</title>
<item><title>One</title><link>https://orvan-post.example/1</link></item>
<item><title>Two</title><link>/2</link></item>
<item><title>Two again</title><link>https://orvan-post.example/2#top</link></item>
<item><title>None</title><link>javascript:alert(1)</link></item>
<item><title>Three</title><guid>https://orvan-post.example/3</guid></item>
<item><title>Four</title><guid isPermaLink="false">https://orvan-post.example/4</guid></item>
</channel></rss>"""


class Fetched:
    """A web that is asked, and gives a page for each address but those that end in "gone"."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, url: str) -> Capture:
        self.asked.append(url)
        if url.endswith("gone"):
            raise CaptureError(f"{url} answers 404 (Not Found); check the address.")
        found = open_input(str(self.page), self, Taken(url=url))
        [met] = found.read()
        assert isinstance(met.item, Capture)
        return met.item

    page = Path()


@pytest.fixture
def web(tmp_path_factory: pytest.TempPathFactory) -> Fetched:
    fetched = Fetched()
    fetched.page = tmp_path_factory.mktemp("web") / "page.html"
    fetched.page.write_text(PAGE)
    return fetched


def pages(found: Input) -> list[str]:
    return [met.item.url.rpartition("/")[2] for met in found.read() if isinstance(met.item, Capture)]


def problems(found: Input) -> list[str]:
    return [met.item.why for met in found.read() if isinstance(met.item, Problem)]


@pytest.mark.parametrize("name", ["page.html", "page.txt", "page", "page.php", "page.aspx.gz", "page.warc.html"])
def test_one_page_whatever_its_name(tmp_path: Path, web: Fetched, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(gzip.compress(PAGE.encode()) if name.endswith(".gz") else PAGE.encode())
    found = open_input(str(path), web)
    assert not found.many
    assert pages(found) == [name]


def test_an_address_is_fetched(web: Fetched) -> None:
    found = open_input("https://orvan-post.example/live", web)
    assert not found.many
    assert web.asked == []
    assert pages(found) == ["live"]
    with pytest.raises(CaptureError, match="404"):
        list(open_input("https://orvan-post.example/gone", web).read())


@pytest.mark.parametrize(("name", "why"), [("gone.html", "There is no file"), ("empty.html", "is empty")])
def test_a_page_that_can_t_be_read_is_an_error(tmp_path: Path, web: Fetched, name: str, why: str) -> None:
    (tmp_path / "empty.html").touch()
    with pytest.raises(CaptureError, match=why):
        list(open_input(str(tmp_path / name), web).read())


def test_a_folder_is_read_to_its_bottom_oldest_first(tmp_path: Path, web: Fetched) -> None:
    root = tmp_path / "pages"
    (root / "deep" / "deeper").mkdir(parents=True)
    for age, name in enumerate(["z.html", "deep/y.htm", "deep/deeper/x.txt", "a.html"]):
        (root / name).write_text(PAGE)
        os.utime(root / name, (1_650_000_000 + age,) * 2)
    found = open_input(str(root), web)
    assert (found.many, found.total) == (True, 4)
    assert pages(found) == ["z.html", "y.htm", "x.txt", "a.html"]
    assert [met.done for met in found.read()] == [1, 2, 3, 4]


def test_what_a_folder_holds_beside_pages(tmp_path: Path, web: Fetched) -> None:
    root, outside = tmp_path / "pages", tmp_path / "secret.html"
    (root / "Page_files").mkdir(parents=True)
    (root / "Notes_files").mkdir()
    (root / ".git").mkdir()
    outside.write_text(PAGE)
    for name in ("Page.html", "Page_files/frame.html", "Notes_files/kept.html", ".git/x.html", ".hidden.html"):
        (root / name).write_text(PAGE)
    for name in ("a.css", "b.JS", "c.woff2", "d.json", "e.json.gz"):
        (root / name).write_text("x")
    (root / "picture.png").write_bytes(b"\x89PNG\r\n")
    (root / "page.png").write_text(PAGE)
    (root / "out.html").symlink_to(outside)
    (root / "folder").symlink_to(tmp_path)
    (root / "again.html").symlink_to(root / "Page.html")
    os.mkfifo(root / "pipe.html")
    found = open_input(str(root), web)
    assert sorted(pages(found)) == ["Page.html", "kept.html", "page.png"]
    assert Counter(met.item.what for met in found.read() if isinstance(met.item, PassedOver)) == {
        "files that belong to saved pages": 1,
        "hidden files": 2,
        "styles, scripts and fonts": 3,
        "data files": 2,
        "images and media": 1,
        "links": 3,
        "pipes, sockets and devices": 1,
    }
    assert problems(found) == []


def test_what_can_t_be_read_in_a_folder_is_a_problem_and_the_rest_is_read(tmp_path: Path, web: Fetched) -> None:
    bad: dict[str, bytes] = {
        "empty.html": b"",
        "report.pdf": b"%PDF-1.4",
        "cut.html.gz": gzip.compress(PAGE.encode())[:-30],
        "broken.zip": b"PK\x03\x04",
        "list.txt": b"https://orvan-post.example/1\n",
        "large.html": b"<p>" * 5_000,
    }
    for name, content in bad.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "good.html").write_text(PAGE)
    warc_of_pages(tmp_path / "crawl.warc.gz", 2)
    found = open_input(str(tmp_path), web, limit=10_000)
    assert sorted(pages(found)) == ["0", "1", "good.html"]
    told = {met.item.where.rpartition("/")[2]: met.item.why for met in found.read() if isinstance(met.item, Problem)}
    assert told.keys() == bad.keys()
    assert "not fetched from a folder" in told["list.txt"]
    assert web.asked == []


def test_a_text_of_addresses_is_a_list(tmp_path: Path, web: Fetched) -> None:
    path = tmp_path / "addresses.txt"
    path.write_text(
        "\ufeff# of the flood\n\nhttps://a.example/1\r\n  http://b.example/gone  \n# done\nhttps://a.example/1\n"
    )
    found = open_input(str(path), web)
    assert (found.many, found.total) == (True, 2)
    assert [type(met.item) for met in found.read()] == [Capture, Problem]
    assert web.asked == ["https://a.example/1", "http://b.example/gone"]


def test_a_line_of_a_list_that_is_no_address_is_fetched_in_vain(tmp_path: Path, web: Fetched) -> None:
    path = tmp_path / "list.txt"
    path.write_text("https://a.example/1\nhtps://a.example/gone\nhttps://a.example/2\nhttps://a.example/1\n")
    found = open_input(str(path), web)
    assert [type(met.item) for met in found.read()] == [Capture, Problem, Capture]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# nothing\n",
        "https://a.example/1\nTwo people died.",
        "See https://a.example",
        "https://",
        "ftp://a.example/1",
    ],
)
def test_any_other_text_is_none(text: str) -> None:
    assert read_list(text) is None


def test_a_feed_is_a_page_and_with_follow_those_it_links_to(tmp_path: Path, web: Fetched) -> None:
    path = tmp_path / "feed"
    path.write_text(FEED)
    taken = Taken(url="https://orvan-post.example/feed")
    alone = open_input(str(path), web, taken)
    assert not alone.many
    assert pages(alone) == ["feed"]
    assert web.asked == []
    followed = open_input(str(path), web, taken, follow=True)
    assert followed.many
    assert pages(followed) == ["feed", "1", "2", "3"]
    assert web.asked == [f"https://orvan-post.example/{name}" for name in ("1", "2", "3")]


def test_relative_links_of_a_feed_stand_against_the_base_that_it_names(tmp_path: Path, web: Fetched) -> None:
    (tmp_path / "feed").write_text(
        "<feed xmlns='http://www.w3.org/2005/Atom' xml:base='/floods/'><entry><link href='1'/></entry>"
        "<entry xml:base='orle/'><link href='2'/></entry><entry><link href='../3'/></entry></feed>"
    )
    list(open_input(str(tmp_path / "feed"), web, Taken(url="https://orvan-post.example/feed"), follow=True).read())
    assert web.asked == [f"https://orvan-post.example/{path}" for path in ("floods/1", "floods/orle/2", "3")]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (FEED, "application/rss+xml"),
        (
            "\n<!-- a feed -->\n<?xml-stylesheet?><feed xmlns='x'></feed>",
            "application/atom+xml",
        ),
        ("<rdf:RDF xmlns:rdf='x'><item/></rdf:RDF>", "application/rss+xml"),
        ("<html><body>The word <feed> means nothing</body></html>", "text/html"),
        ("Reports say that a <rss> feed is a file.", "text/plain"),
    ],
)
def test_feeds_are_told_by_their_first_tag(tmp_path: Path, web: Fetched, text: str, kind: str) -> None:
    (tmp_path / "page").write_text(text)
    [met] = open_input(str(tmp_path / "page"), web).read()
    assert isinstance(met.item, Capture)
    assert met.item.media_type == kind


def test_what_comes_in_by_the_pipe() -> None:
    code = (
        "import sys; from claims.capture import open_input; found = open_input('-', None); "
        "print(found.many, [met.item.media_type for met in found.read()] if not found.many else found.total)"
    )
    for text, said in ((PAGE, "False ['text/html']"), ("https://a.example\nhttps://b.example", "True 2")):
        done = subprocess.run([sys.executable, "-c", code], input=text, capture_output=True, text=True, check=True)
        assert done.stdout.strip() == said
