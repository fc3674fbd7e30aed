"""Start-up: `claims --help` loads nothing heavy; how long that takes is measured in tests/benchmarks."""

import subprocess
import sys
from pathlib import Path

HEAVY = (
    "pandas",
    "pydantic",
    "sqlalchemy",
    "sqlmodel",
    "alembic",
    "lxml",
    "trafilatura",
    "sentencex",
    "rich.console",
    "altair",
    "vl_convert",
)


def loaded_by(*words: str) -> set[str]:
    """The modules that a run of `claims` has loaded by its end."""
    code = (
        "import atexit, sys, claims.cli\n"
        "atexit.register(lambda: print('\\n'.join(sys.modules), file=sys.stderr))\n"
        f"sys.argv = ['claims', *{words!r}]\n"
        "claims.cli.main()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stderr.split())


def test_help_and_version_load_nothing_heavy() -> None:
    for words in (("--help",), ("--version",)):
        assert [name for name in HEAVY if name in loaded_by(*words)] == []


def test_extracting_loads_no_database(tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text("Police said 12 people were killed in Ferl on Monday.\n")
    loaded = loaded_by("extract", str(report), "--format", "jsonl")
    assert "claims.extract.claims" in loaded
    assert [name for name in ("sqlalchemy", "sqlmodel", "alembic", "pandas") if name in loaded] == []


def test_importing_the_package_loads_nothing_heavy() -> None:
    code = "import sys, claims; print('\\n'.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert [name for name in HEAVY if name in done.stdout.split()] == []
