"""Which addresses may be connected to."""

import ssl
from ipaddress import ip_address
from pathlib import Path

import pytest
import trustme
from serving import Site, says

from claims.capture.network import is_public
from claims.capture.web import Web
from claims.errors import CaptureError, UnreachableError

PUBLIC = ["1.1.1.1", "93.184.215.14", "2606:4700::1111", "64:ff9b::101:101"]
NOT_PUBLIC = [
    *("0.0.0.0", "10.1.2.3", "100.64.0.1", "100.100.100.200", "127.0.0.1", "127.255.255.254", "168.63.129.16"),
    *("169.254.169.254", "172.16.0.1", "192.0.0.192", "192.0.2.1", "192.88.99.1", "192.168.1.1", "198.18.0.1"),
    *("198.51.100.7", "203.0.113.9", "224.0.0.1", "240.0.0.1", "255.255.255.255"),
    *("::", "::1", "::7f00:1", "::ffff:127.0.0.1", "::ffff:1.1.1.1", "64:ff9b::7f00:1", "64:ff9b:1::1", "100::1"),
    *("2001:0:101:101::1", "2001:db8::1", "2002:7f00:1::", "3fff::1", "fc00::1", "fd00:ec2::254", "fe80::1%1"),
    *("fec0::1", "ff02::1", "ff0e::1"),
]


@pytest.mark.parametrize("address", PUBLIC)
def test_public(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_not_public(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "0x7f.1", "2130706433", "0"])
def test_this_machine_under_every_name(site: Site, host: str) -> None:
    site.answers["/live"] = says("Two barges sank.")
    with Web(delay=0.01) as web, pytest.raises(CaptureError, match=r"is a private address .*--allow-private"):
        web.capture(f"http://{host}:{site.port}/live")
    assert not site.asked


def test_a_name_is_judged_by_the_address_connected_to(site: Site) -> None:
    site.answers["/live"] = says("Two barges sank.")
    with Web(allow_private=("127.0.0.1/32",), delay=0.01) as web:
        assert web.capture(f"http://localhost:{site.port}/live") is not None
    with Web(allow_private=("127.0.0.2/32",), delay=0.01) as web, pytest.raises(CaptureError, match="private"):
        web.capture(f"http://localhost:{site.port}/live")


@pytest.mark.parametrize("network", ["10.0.0.1/8", "intranet", ""])
def test_no_network(network: str) -> None:
    with pytest.raises(CaptureError, match=r"no such network .* write it like 10\.20\.0\.0/16"):
        Web(allow_private=(network,))


def test_no_name_of_a_host() -> None:
    with Web(delay=0.01) as web, pytest.raises(CaptureError, match="no name of a host"):
        web.capture(f"http://{'a' * 64}.example/")


@pytest.fixture
def authority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> trustme.CA:
    """A certificate authority that this machine trusts."""
    made = trustme.CA()
    made.cert_pem.write_to_path(tmp_path / "authority.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    return made


def encrypted(authority: trustme.CA) -> Site:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    site = Site(tls=context)
    site.answers["/live"] = says("Two barges sank.")
    return site


def test_encrypted_pages(authority: trustme.CA) -> None:
    with encrypted(authority) as site:
        with Web(allow_private=("127.0.0.1",), delay=0.01) as web:
            assert web.capture(f"https://localhost:{site.port}/live") is not None
        with Web(delay=0.01) as web, pytest.raises(CaptureError, match="private address"):
            web.capture(f"https://localhost:{site.port}/live")


@pytest.mark.parametrize(
    ("host", "trusted"), [("localhost", False), ("127.0.0.1", True)], ids=["unknown", "other name"]
)
def test_a_server_that_is_not_who_it_says(authority: trustme.CA, host: str, trusted: bool) -> None:
    with (
        encrypted(authority if trusted else trustme.CA()) as site,
        Web(allow_private=True, delay=0.01) as web,
        pytest.raises(CaptureError, match="can't prove who it is") as refusal,
    ):
        web.capture(f"https://{host}:{site.port}/live")
    assert not isinstance(refusal.value, UnreachableError)
