"""README and manual show what the tool prints: every block of commands is run, and its output compared."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from outputs import PAGES, Reader, blocks, make_demo, tidy

WRITTEN = {name: path.read_text(encoding="utf-8") for name, path in PAGES.items()}
RUN = [name for name, text in WRITTEN.items() if blocks(text)]


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which `claims demo` was run."""
    return make_demo(tmp_path_factory.mktemp("shown"))


@pytest.fixture
def reader(demo: Path, tmp_path: Path) -> Iterator[Reader]:
    """Somebody who tries a page in an empty folder."""
    with Reader(tmp_path, demo) as typing:
        yield typing


@pytest.mark.parametrize("name", RUN)
def test_what_a_page_shows_is_what_is_printed(name: str, reader: Reader, request: pytest.FixtureRequest) -> None:
    if name == "postgresql":
        server: Any = request.getfixturevalue("postgres")
        reader.env = server.reached()
    for block, body in reader.answers(WRITTEN[name]):
        assert without_rules(body) == without_rules(tidy(block.body))


def without_rules(text: str) -> list[str]:
    """The lines but those that only rule a table off, which are as wide as lines that are left out."""
    return [line for line in text.splitlines() if line.strip(" ─")]
