"""README and manual show what the tool prints: every block of commands is run, and its output compared."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from outputs import PAGES, ROOT, Reader, blocks, make_demo, tidy

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


@pytest.mark.parametrize("name", RUN)
def test_every_block_of_a_page_is_run_or_saved(name: str) -> None:
    before = None
    for block in blocks(WRITTEN[name]):
        shown = block.label == "text" and before is not None and before.label == "python"
        assert block.file or shown or block.label in ("console", "sh", "python"), block
        before = block
    assert WRITTEN[name].count("```") == 2 * len(blocks(WRITTEN[name]))


def test_the_first_two_commands_are_a_line_each_as_ci_runs_them() -> None:
    first, second = [block for block in blocks(WRITTEN["README"]) if block.label == "sh"][:2]
    assert [body.count("\n") for body in (first.body, second.body)] == [1, 1]
    assert first.body.startswith("python3 -m venv .venv && ")
    assert "-m pytest" in second.body


def test_the_picture_is_there_and_light() -> None:
    picture = (ROOT / "data" / "kazakhstan-2022" / "page.png").read_bytes()
    assert picture.startswith(b"\x89PNG")
    assert len(picture) < 200_000
