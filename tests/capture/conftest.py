"""A web server on loopback, and the web as a run visits it that may go there and hardly waits."""

from collections.abc import Iterator

import pytest
from serving import Site

from claims.capture.web import Web


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as opened:
        yield opened


@pytest.fixture
def web() -> Iterator[Web]:
    with Web(allow_private=("127.0.0.1",), limit=100_000, delay=0.01, timeout=5) as opened:
        yield opened
