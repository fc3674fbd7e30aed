"""Addresses of the web become captures, from a real server on loopback."""

import gzip
import time
from datetime import UTC, date, datetime
from http.server import BaseHTTPRequestHandler

import pytest
from serving import Answer, Site, leads_to, says

from claims.capture.web import Web
from claims.entries import read_page
from claims.errors import CaptureError, UnreachableError
from claims.records import Capture

PAGE = "<!doctype html><title>Ferry</title><p>Two barges sank off Port Hale.</p>"
HTML = "text/html; charset=utf-8"


def fetched(web: Web, url: str, before: Capture | None = None) -> Capture:
    capture = web.capture(url, before=before)
    assert capture is not None
    return capture


def test_a_page_with_what_a_later_visit_needs(site: Site, web: Web) -> None:
    site.answers["/live"] = says(PAGE, Content_Type=HTML, ETag='"1"', Set_Cookie="visitor=7")
    began = datetime.now(UTC)
    capture = web.capture(site.url("/live#post-3"), publisher="Hale Courier", published=date(2021, 3, 2))
    assert capture is not None
    assert capture.content == PAGE.encode()
    assert (capture.url, capture.publisher) == (site.url("/live"), "Hale Courier")
    assert (capture.media_type, capture.encoding) == ("text/html", "utf-8")
    assert began <= capture.captured_at <= datetime.now(UTC)
    assert capture.published_at is not None
    headers = dict(capture.headers)
    assert headers["etag"] == '"1"'
    assert "content-location" not in headers
    assert "set-cookie" not in headers
    [(_, sent)] = [each for each in site.asked if each[0] == "/live"]
    assert sent["User-Agent"].startswith("sourced-claims/0.")


@pytest.mark.parametrize(("kept", "asks"), [("ETag", "If-None-Match"), ("Last-Modified", "If-Modified-Since")])
def test_only_what_changed_is_taken_in_again(site: Site, web: Web, kept: str, asks: str) -> None:
    mark = "Tue, 02 Mar 2021 09:30:00 GMT"
    site.answers["/live"] = [says(PAGE, **{kept: mark}), says(status=304), says(PAGE + "<p>Three.</p>")]
    first = fetched(web, site.url("/live"))
    assert web.capture(site.url("/live"), before=first) is None
    assert fetched(web, site.url("/live"), first).content.endswith(b"<p>Three.</p>")
    sent = [headers.get(asks) for path, headers in site.asked if path == "/live"]
    assert sent == [None, mark, mark]


def test_the_same_bytes_are_no_change_whatever_the_server_says(site: Site, web: Web) -> None:
    site.answers["/live"] = says(PAGE)
    first = fetched(web, site.url("/live"))
    assert web.capture(site.url("/live"), before=first) is None


def test_not_modified_that_nobody_asked_for(site: Site, web: Web) -> None:
    site.answers["/live"] = says(status=304)
    with pytest.raises(CaptureError, match=r"answers 304 \(Not Modified\)"):
        web.capture(site.url("/live"))


@pytest.mark.parametrize(
    ("content", "content_type", "encoding", "text"),
    [
        ("<p>Čtyři čluny".encode(), "text/html", "utf-8", "Čtyři čluny"),
        ("<p>Четыре".encode("cp1251"), "text/html; charset=windows-1251", "cp1251", "Четыре"),
        ("<meta charset=windows-1251><p>Четыре".encode("cp1251"), "text/html", "cp1251", "Четыре"),
        ("<meta charset=utf-8><p>Четыре".encode("cp1251"), "text/html; charset=cp1251", "cp1251", "Четыре"),
        ("<meta charset=cp1251><p>Четыре".encode("cp1251"), "text/html; charset=utf-8", "cp1251", "Четыре"),
        ("<meta charset=utf-8><p>Četři".encode(), "text/html; charset=iso-8859-1", "utf-8", "Četři"),
        (b"<p>caf\xe9 \x93Two\x94", "text/html; charset=no-such-code", "cp1252", "café “Two”"),
        (b"<p>caf\xe9", "text/html; charset=utf-8", "utf-8", "caf\ufffd"),
        ("Четыре".encode("koi8-r"), 'text/plain; charset="koi8-r"', "koi8-r", "Четыре"),
        (b"caf\xe9 closed", "text/plain", "cp1252", "café closed"),
        (b"\xef\xbb\xbfTwo sank.", "text/plain; charset=ascii", "utf-8-sig", "Two sank."),
    ],
)
def test_encoding_from_bytes_header_or_page(
    site: Site, web: Web, content: bytes, content_type: str, encoding: str, text: str
) -> None:
    site.answers["/page"] = says(content, Content_Type=content_type)
    capture = fetched(web, site.url("/page"))
    assert capture.encoding == encoding
    assert text in capture.content.decode(encoding, errors="replace")


def test_a_page_for_people_that_says_error_is_a_page(site: Site, web: Web) -> None:
    site.answers["/live"] = says("<!doctype html><title>Oops</title><p>We could not find that.", Content_Type=HTML)
    capture = fetched(web, site.url("/live"))
    assert "could not find" in read_page(capture).text


def test_gzip_is_asked_for_and_unpacked(site: Site, web: Web) -> None:
    site.answers["/live"] = says(gzip.compress(PAGE.encode()), Content_Encoding="gzip")
    assert fetched(web, site.url("/live")).content == PAGE.encode()
    assert site.asked[-1][1]["Accept-Encoding"] == "gzip"


BOMB = gzip.compress(bytes(50_000_000))


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (says(status=404), r"answers 404 \(Not Found\); check the address"),
        (says(status=410), r"answers 410 \(Gone\)"),
        (says(status=799), "answers 799; check"),
        (says(status=204), "is empty"),
        (says(" \n"), "is empty"),
        (says(b"\x89PNG\r\n\x1a\n", Content_Type="text/html"), "is an image"),
        (says(b"a\0b", Content_Type="text/plain"), "is a binary file"),
        (says('{"killed": 12}', Content_Type="application/json; charset=utf-8"), "'application/json', no page"),
        (says("<urlset></urlset>", Content_Type="text/xml"), "'text/xml', no page"),
        (says(gzip.compress(PAGE.encode(), mtime=0), Content_Type="application/gzip"), "is an archive, not a page"),
        (says("WARC/1.0\r\n"), "is an archive, not a page"),
        (says(b"x" * 100_001), "over the limit of 0.1 MB; it is not taken in"),
        (says(BOMB, Content_Encoding="gzip"), "over the limit"),
        (says(gzip.compress(PAGE.encode())[:-9], Content_Encoding="gzip"), "damaged gzip"),
        (says(PAGE, Content_Encoding="gzip"), "damaged gzip"),
        (says(PAGE, Content_Encoding="br"), "packing that was not asked for"),
        (leads_to("ftp://files.example/live"), "leads to something else than the web"),
        (leads_to("file:///etc/passwd"), "leads to something else than the web"),
        (leads_to("http://127.0.0.2/live"), r"127\.0\.0\.2 is a private address"),
        (leads_to("http://[::ffff:127.0.0.1]/"), "is a private address"),
        (leads_to("http://169.254.169.254/latest/meta-data"), "is a private address"),
        (leads_to("http://[fd00:ec2::254]/"), "is a private address"),
        (leads_to("http://2130706434/"), r"private address \(127\.0\.0\.2\)"),
    ],
)
def test_refused_in_one_sentence(site: Site, web: Web, answer: Answer, words: str) -> None:
    site.answers["/live"] = answer
    with pytest.raises(CaptureError, match=words) as refusal:
        web.capture(site.url("/live"))
    assert not isinstance(refusal.value, UnreachableError)
    message = str(refusal.value)
    assert "\n" not in message
    assert message.endswith(".")
    assert site.paths() == ["/live"]


def endless(piece: bytes) -> Answer:
    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.end_headers()
        while True:
            request.wfile.write(piece)

    return answer


def test_an_endless_body_ends(site: Site, web: Web) -> None:
    site.answers["/live"] = endless(b"Two barges sank. " * 99)
    with pytest.raises(CaptureError, match="over the limit"):
        web.capture(site.url("/live"))


def trickle(head: bool) -> Answer:
    """Bytes that come in slowly, without an end, so that no single wait for them is long."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        if not head:
            request.send_response(200)
            request.end_headers()
        while True:
            request.wfile.write(b"H" if head else b"Two ")
            request.wfile.flush()
            time.sleep(0.02)

    return answer


@pytest.mark.parametrize("head", [True, False], ids=["headers", "body"])
def test_a_slow_trickle_is_cut(site: Site, head: bool) -> None:
    site.answers["/live"] = trickle(head)
    slow = r"took more than 0\.3 seconds; try again later"
    with Web(allow_private=True, delay=0.01, timeout=0.3) as web, pytest.raises(UnreachableError, match=slow):
        web.capture(site.url("/live"))


def test_redirects_share_the_time_of_their_page(site: Site) -> None:
    def slowly(path: str) -> Answer:
        def answer(request: BaseHTTPRequestHandler) -> None:
            time.sleep(0.2)
            leads_to(path)(request)

        return answer

    for number in range(9):
        site.answers[f"/{number}"] = slowly(f"/{number + 1}")
    site.answers["/9"] = says(PAGE)
    slow = r"took more than 0\.5 seconds"
    with Web(allow_private=True, delay=0.01, timeout=0.5) as web, pytest.raises(UnreachableError, match=slow):
        web.capture(site.url("/0"))
    assert len(site.paths()) <= 3


def test_a_body_shorter_than_it_says_is_not_taken(site: Site, web: Web) -> None:
    site.answers["/live"] = [says(PAGE, Content_Length="5000"), says(PAGE)]
    assert fetched(web, site.url("/live")).content == PAGE.encode()
    site.answers["/live"] = says(PAGE, Content_Length="5000")
    with pytest.raises(UnreachableError, match="can't be fetched"):
        web.capture(site.url("/live"))


def test_a_body_longer_than_it_says_ends_there(site: Site, web: Web) -> None:
    site.answers["/live"] = says("Two barges sank. And more.", Content_Length="16")
    assert fetched(web, site.url("/live")).content == b"Two barges sank."


def test_a_busy_server_is_asked_again(site: Site, web: Web) -> None:
    site.answers["/live"] = [says(status=429, Retry_After="1"), says(status=502), says(PAGE)]
    assert fetched(web, site.url("/live")).content == PAGE.encode()
    assert site.paths() == ["/live"] * 3


def test_a_server_that_stays_busy_is_left_alone(site: Site, web: Web) -> None:
    site.answers["/live"] = says(status=503)
    with pytest.raises(UnreachableError, match=r"answers 503 \(Service Unavailable\); try again later"):
        web.capture(site.url("/live"))
    assert site.paths() == ["/live"] * 3


@pytest.mark.parametrize("wait", ["7200", "Wed, 01 Jan 2098 00:00:00 GMT"])
def test_a_server_that_asks_for_a_long_wait_is_not_asked_again(site: Site, web: Web, wait: str) -> None:
    site.answers["/live"] = says(status=429, Retry_After=wait)
    with pytest.raises(UnreachableError, match=r"try again in \d+ seconds") as error:
        web.capture(site.url("/live"))
    assert error.value.after is not None
    assert error.value.after >= 7200
    assert site.paths() == ["/live"]


@pytest.mark.parametrize("wait", ["soon", "-5", "١٢", "Wed, 01 Jan 1997 00:00:00 GMT", "", "0"])
def test_a_wait_that_is_none(site: Site, web: Web, wait: str) -> None:
    site.answers["/live"] = [says(status=503, Retry_After=wait.encode().decode("latin-1")), says(PAGE)]
    assert fetched(web, site.url("/live")).content == PAGE.encode()


def test_a_server_that_is_down(web: Web) -> None:
    with Site() as gone:
        url = gone.url("/live")
    with pytest.raises(UnreachableError, match="can't be"):
        web.capture(url)


def test_redirects_are_followed_and_a_page_that_moved_for_good_is_found_there(site: Site, web: Web) -> None:
    site.answers["/old"] = leads_to("/new", 301)
    site.answers["/new"] = leads_to("/session/7", 302)
    site.answers["/session/7"] = says(PAGE, ETag='"1"')
    capture = fetched(web, site.url("/old"))
    assert capture.url == site.url("/new")
    assert dict(capture.headers)["content-location"] == site.url("/session/7")
    site.answers["/session/7"] = says(status=304)
    assert web.capture(site.url("/new"), before=capture) is None
    assert site.asked[-1][1]["If-None-Match"] == '"1"'
    assert all("If-None-Match" not in headers for path, headers in site.asked if path == "/new")


def test_redirects_in_a_circle(site: Site, web: Web) -> None:
    site.answers["/a"], site.answers["/b"] = leads_to("/b"), leads_to("/a")
    with pytest.raises(CaptureError, match="without end"):
        web.capture(site.url("/a"))
    assert len(site.paths()) == 11


def test_a_page_behind_a_cookie_of_its_own(site: Site, web: Web) -> None:
    consent = says(status=302, Location="/live", Set_Cookie="seen=1")
    site.answers["/live"] = [consent, says(PAGE), says(PAGE)]
    fetched(web, site.url("/live"))
    fetched(web, site.url("/live"))
    assert [headers.get("Cookie") for path, headers in site.asked if path == "/live"] == [None, "seen=1", None]


def test_a_page_behind_the_cookie_of_another_site(site: Site, web: Web) -> None:
    with Site() as consent:
        site.answers["/live"] = [says(status=302, Location=consent.url("/ask"), Set_Cookie="from=1"), says(PAGE)]
        consent.answers["/ask"] = leads_to(site.url("/live"))
        fetched(web, site.url("/live"))
    assert site.asked[-1][1]["Cookie"] == "from=1"


def test_credentials_in_a_redirect_go_nowhere(site: Site, web: Web) -> None:
    site.answers["/old"] = leads_to(site.url("/live").replace("//", "//mira:secret@"), 301)
    site.answers["/live"] = says(PAGE)
    capture = fetched(web, site.url("/old"))
    assert capture.url == site.url("/live")
    assert all("Authorization" not in headers for _, headers in site.asked)


def test_the_proxy_of_the_environment_is_no_way_around(site: Site, web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    site.answers["/live"] = says(PAGE)
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, site.url())
    with Web(delay=0.01) as guarded, pytest.raises(CaptureError, match="private address"):
        guarded.capture("http://10.0.0.1/live")
    assert not site.asked
    fetched(web, site.url("/live"))
    assert site.paths() == ["/live"]
