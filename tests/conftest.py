"""What the tests share: the folder of real texts that stands beside the checkout, and a web server of their own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from serving import Site

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder `../shared`: corpus, pages, data sets. Tests that need it are skipped where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("the folder ../shared (corpus, pages, data sets) does not stand beside this checkout")
    return SHARED


@pytest.fixture
def site() -> Iterator[Site]:
    """A web server on loopback."""
    with Site() as opened:
        yield opened
