"""The web as a run visits it that may go to this machine and hardly waits."""

from collections.abc import Iterator

import pytest

from claims.capture.web import Web


@pytest.fixture
def web() -> Iterator[Web]:
    with Web(allow_private=("127.0.0.1",), limit=100_000, delay=0.01, timeout=5) as opened:
        yield opened
