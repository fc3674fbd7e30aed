"""The notebooks run without an error and show what was committed; run as a program, this writes them anew."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
LARGEST = 300_000
METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def run(path: Path, folder: Path) -> nbformat.NotebookNode:
    """The notebook as it is after all its cells ran in the folder, without what differs from machine to machine."""
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        cell.metadata = {}
    client = NotebookClient(
        notebook,
        timeout=120,
        kernel_name="python3",
        record_timing=False,
        coalesce_streams=True,  # What is printed comes in as many pieces as the machine likes.
        resources={"metadata": {"path": str(folder)}},
    )
    paths = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    client.execute(env={**os.environ, "PYTHONPATH": paths, "IPYTHONDIR": str(folder)})
    notebook.metadata = nbformat.from_dict(METADATA)
    return notebook


def shown(notebook: nbformat.NotebookNode) -> Iterator[tuple[str, Any]]:
    """Each cell's id with its outputs: texts as they are, of pictures only the kind."""
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            texts = {"stream": output.get("text"), "error": output.get("ename"), **output.get("data", {})}
            yield cell.id, {kind: None if kind.startswith("image/") else text for kind, text in texts.items() if text}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_and_shows_what_was_committed(path: Path, tmp_path: Path) -> None:
    committed = nbformat.read(path, as_version=4)
    assert list(shown(run(path, tmp_path))) == list(shown(committed))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_committed_notebook_is_small_and_tells_nothing_of_the_machine(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    notebook = nbformat.reads(text, as_version=4)
    nbformat.validate(notebook)
    assert len(text.encode()) < LARGEST
    assert notebook.metadata == METADATA
    assert all(cell.metadata == {} for cell in notebook.cells)
    assert not re.search(r"/(?:tmp|home|root|Users|work|private)/|site-packages| at 0x[0-9a-f]+", text)
    assert any(output for _, output in shown(notebook))


def test_there_are_three_notebooks() -> None:
    assert [path.stem for path in NOTEBOOKS] == ["01_first_look", "02_figures_that_disagree", "03_your_own_data"]


if __name__ == "__main__":
    for each in NOTEBOOKS:
        with TemporaryDirectory() as name:
            nbformat.write(run(each, Path(name)), each)
