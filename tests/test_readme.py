"""The README shows what the tool prints, and its Python runs."""

import contextlib
import io
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```console\n\$ (.+)\n((?:.*\n)*?)```", README)
PYTHON = re.findall(r"```python\n((?:.*\n)*?)```", README)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the demo was run as the README says."""
    folder = tmp_path_factory.mktemp("readme")
    subprocess.run([sys.executable, "-c", MAIN, "demo"], cwd=folder, check=True, capture_output=True)
    return folder


MAIN = "import claims.cli; claims.cli.main()"


@pytest.mark.parametrize(("command", "shown"), BLOCKS, ids=[command for command, _ in BLOCKS])
def test_what_the_readme_shows_is_what_is_printed(demo: Path, command: str, shown: str) -> None:
    words = shlex.split(command)[1:]
    env = {**os.environ, "CLAIMS_DB": "claims-demo/claims.db", "COLUMNS": "120"}
    done = subprocess.run(
        [sys.executable, "-c", MAIN, *words], cwd=demo, env=env, check=True, capture_output=True, text=True
    )
    assert tidy(shown) == tidy(done.stdout)


def tidy(text: str) -> list[str]:
    """The lines without what differs from run to run: random ids, the moment and place of capture, rules as wide."""
    lines = [line.rstrip() for line in text.splitlines() if line.strip(" ─")]
    return [line for line in lines if not re.match(r" ?(uid|captured) ", line)]


def test_the_python_of_the_readme_runs(demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(demo)
    [code] = PYTHON
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(code, "README.md", "exec"), {})
    assert "Information Ministry" in printed.getvalue()
