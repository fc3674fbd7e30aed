"""What a reader takes away from the browser: the file of a table is, byte for byte, what `claims export` writes."""

import subprocess
import sys
from pathlib import Path

import pytest
from copying import found_at
from looking import SERIES, Sight

EVENT = "kazakhstan-2022"
PAST = "as_known_at=2022-01-10"


def exported(db: Path, what: str, *words: str) -> bytes:
    """What the command line writes."""
    command = [sys.executable, "-m", "claims", "export", EVENT, "--what", what, "--db", found_at(db), *words]
    return subprocess.run(command, capture_output=True, check=True).stdout


@pytest.mark.parametrize(
    ("path", "what", "words"),
    [
        (f"/events/{EVENT}", "conflicts", ()),
        (f"/events/{EVENT}?metric=killed&{PAST}", "claims", ("--metric", "killed", "--as-known-at", "2022-01-10")),
        (f"{SERIES}&{PAST}", "history", ("--metric", "killed", "--as-known-at", "2022-01-10")),
    ],
)
def test_a_file_from_the_browser_is_that_of_the_command(
    sight: Sight, sample_db: Path, tmp_path: Path, path: str, what: str, words: tuple[str, ...]
) -> None:
    page = sight.open(path)
    with page.expect_download() as waited:
        page.locator(f"a.csv[href^='/csv/{what}.csv']").first.click()
    waited.value.save_as(tmp_path / what)
    assert waited.value.suggested_filename == f"{what}.csv"
    assert (tmp_path / what).read_bytes() == exported(sample_db, what, *words)
