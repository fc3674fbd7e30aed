"""Which addresses may be connected to."""

from ipaddress import ip_address

import pytest
from serving import Site, says

from claims.capture.network import is_public
from claims.capture.web import Web
from claims.errors import CaptureError

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


def test_no_name_of_a_host() -> None:
    with Web(delay=0.01) as web, pytest.raises(CaptureError, match="no name of a host"):
        web.capture(f"http://{'a' * 64}.example/")
