"""What an address may be, and what is left out of it."""

import pytest

from claims.capture.url import read_url
from claims.errors import CaptureError


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        (" https://courier.example/live?page=2#post-3 ", "https://courier.example/live?page=2"),
        ("HTTPS://Courier.Example:443/live", "https://courier.example/live"),
        ("http://bücher.example/ä", "http://xn--bcher-kva.example/%C3%A4"),
        ("http://[2001:db8::1]:8080/", "http://[2001:db8::1]:8080/"),
        ("https://courier.example", "https://courier.example"),
    ],
)
def test_addresses(written: str, kept: str) -> None:
    assert str(read_url(written)) == kept


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("file:///etc/passwd", "is no address of the web"),
        ("ftp://files.example/live", "is no address of the web"),
        ("javascript:alert(1)", "is no address of the web"),
        ("courier.example/live", "begins with http"),
        ("http:///live", "names no host"),
        ("http://[1.2/", "can't be read as an address"),
        ("http://courier.example:port/", "can't be read as an address"),
        ("http://１２７.0.0.1/", "can't be read as an address"),
        ("http://courier.example/\x00", "can't be read as an address"),
        ("https://courier.example/" + "a" * 9000, "longer than 8000"),
        ("https://mira:secret@courier.example/", "user name or password; leave them out"),
        ("https://mira:secret@courier.example:port/", "can't be read as an address"),
        ("mira:secret@courier.example", "What was given is no address of the web"),
    ],
)
def test_refused_in_one_sentence(written: str, words: str) -> None:
    with pytest.raises(CaptureError, match=words) as refusal:
        read_url(written)
    assert "secret" not in str(refusal.value)
    assert len(str(refusal.value)) < 400
