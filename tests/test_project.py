"""What holds for the whole project: style, types, the contract of imports, the files it tracks, and its wheel."""

import ast
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import TypeAlias

import pytest

import claims.errors
from claims.exchange.tables import mapping
from claims.help import topics

ROOT = Path(__file__).resolve().parents[1]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
TOP_LEVEL = {
    *(".ci", ".gitignore", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "README.md", "SECURITY.md"),
    *("claims", "data", "notebooks", "pyproject.toml", "tests"),
}
Function: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef
CONTRACTS = "from importlinter.cli import lint_imports_command; lint_imports_command()"


@pytest.mark.parametrize(
    "check",
    [("-m", "ruff", "format", "--check"), ("-m", "ruff", "check"), ("-m", "mypy"), ("-c", CONTRACTS)],
    ids=["format", "lint", "types", "imports"],
)
def test_checks_are_clean(check: tuple[str, ...]) -> None:
    done = subprocess.run([sys.executable, *check], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def tracked_files() -> list[Path]:
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [Path(line) for line in listed.stdout.splitlines()]


def test_the_top_level_holds_what_the_design_names() -> None:
    assert {path.parts[0] for path in tracked_files()} <= TOP_LEVEL


def test_no_source_file_is_longer_than_400_lines() -> None:
    sources = [ROOT / path for path in tracked_files() if path.suffix == ".py" and (ROOT / path).exists()]
    assert {path.name: n for path in sources if (n := len(path.read_text().splitlines())) > 400} == {}


def code_files() -> list[Path]:
    """The package's own modules, migrations aside: each of those stays as it was released."""
    return [path for path in (ROOT / "claims").rglob("*.py") if path.parent.name != "versions"]


def test_half_of_the_modules_have_fewer_than_150_lines() -> None:
    assert median(len(path.read_text(encoding="utf-8").splitlines()) for path in code_files()) < 150


def functions_in(node: ast.AST) -> Iterator[tuple[Function, ast.AST]]:
    """The functions of a module, however deep, each with what it is defined in."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, Function):
            yield child, node
        yield from functions_in(child)


def own_nodes(node: ast.AST) -> Iterator[ast.AST]:
    """What stands in a function itself, not in a function defined there."""
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, Function):
            yield child
            yield from own_nodes(child)


def own_lines(function: Function) -> int:
    """Lines of a function's body without its docstring and without the functions defined in it."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    inner = (each for each, _ in functions_in(function))
    lines = {line for statement in body for line in range(statement.lineno, (statement.end_lineno or 0) + 1)}
    return len(lines - {line for each in inner for line in range(each.lineno, (each.end_lineno or 0) + 1)})


def test_no_function_is_longer_than_45_lines() -> None:
    """Longer ones are told in steps that have names; what comes near only fills the fields of a record."""
    lines = {
        f"{path.relative_to(ROOT)}:{function.lineno}": own_lines(function)
        for path in code_files()
        for function, _ in functions_in(ast.parse(path.read_text(encoding="utf-8")))
    }
    assert {place: count for place, count in lines.items() if count > 45} == {}


def test_public_docstrings_name_the_errors_that_are_raised_there() -> None:
    kinds = {name: {each.__name__ for each in kind.__mro__} for name, kind in errors().items()}
    silent = []
    for path in code_files():
        for function, owner in functions_in(ast.parse(path.read_text(encoding="utf-8"))):
            if function.name.startswith("_") or not isinstance(owner, ast.Module | ast.ClassDef):
                continue
            told = f"{ast.get_docstring(function)} {ast.get_docstring(owner)}"
            raised = {name for each in own_nodes(function) if isinstance(each, ast.Raise) for name in names_in(each)}
            untold = {name for name in raised & kinds.keys() if not any(kind in told for kind in kinds[name])}
            if untold and path.parent.name != "cli":  # a command's docstring is its help
                silent.append(f"{path.relative_to(ROOT)}:{function.lineno} {function.name} raises {untold}")
    assert silent == []


def errors() -> dict[str, type[Exception]]:
    named = (*vars(claims.errors).items(), *vars(mapping).items(), *vars(topics).items())
    return {
        name: each for name, each in named if isinstance(each, type) and issubclass(each, claims.errors.ClaimsError)
    }


def names_in(node: ast.AST) -> Iterator[str]:
    return (each.id for each in ast.walk(node) if isinstance(each, ast.Name))


def test_every_dependency_has_a_lower_bound_and_is_imported() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "claims").rglob("*.py"))
    for requirement in PYPROJECT["project"]["dependencies"]:
        bounded = re.fullmatch(r"([a-z-]+)(?:\[[a-z-]+\])?>=[\d.]+", requirement)
        assert bounded, requirement
        known = {"markdown-it-py": "markdown_it", "tzdata": "zoneinfo", "vl-convert-python": "vl_convert"}
        module = known.get(bounded[1], bounded[1].replace("-", "_"))
        assert re.search(rf"^\s*(from|import) {module}\b", code, re.MULTILINE), module


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout, built without network and unpacked as an installer does."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    [built] = folder.glob("*.whl")
    with zipfile.ZipFile(built) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def test_words_data_and_migrations_reach_the_wheel(wheel: Path) -> None:
    for folder, suffixes in (("words", {".toml", ".csv"}), ("help", {".md"}), ("store/migrations", {".py"})):
        expected = {path.relative_to(ROOT) for path in (ROOT / "claims" / folder).rglob("*") if path.suffix in suffixes}
        assert expected
        assert {path for path in expected if not (wheel / path).is_file()} == set()
    pages = {path.relative_to(ROOT / "data") for path in (ROOT / "data").rglob("*") if path.is_file()}
    assert {path for path in pages if not (wheel / "claims" / "data" / path).is_file()} == set()


def test_the_demo_runs_from_the_wheel(wheel: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import claims, claims.cli; print(claims.__file__); claims.cli.main()", "demo"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(wheel)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(str(wheel))
    assert (tmp_path / "claims-demo" / "kazakhstan-2022.csv").is_file()


def test_the_checkout_and_its_installed_form_name_one_version() -> None:
    said = subprocess.run(
        [sys.executable, "-c", "import claims.cli; claims.cli.main()", "--version"],
        capture_output=True,
        text=True,
        check=True,
    )
    import claims

    assert said.stdout == f"claims {claims.__version__}\n"
