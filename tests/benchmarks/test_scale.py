import json
import subprocess
import sys
from pathlib import Path

SIZE = 300


def test_every_step_beside_its_peers_holds_the_same_rows(tmp_path: Path) -> None:
    told = tmp_path / "told.json"
    asked = [sys.executable, str(Path(__file__).with_name("scale.py")), "--sizes", str(SIZE), "--json", str(told)]
    done = subprocess.run(asked, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    rows = {(row["step"], row["way"]): row for row in json.loads(told.read_text())["rows"]}
    assert {step for step, _ in rows} == {"load", "query", "compare", "export"}
    held = {key: row["rows"] for key, row in rows.items() if "missing" not in row}
    assert {way for step, way in held if step == "query"} >= {"sqlite3", "claims", "frames", "pandas"}
    assert {rows for (step, _), rows in held.items() if step in ("load", "export")} == {SIZE}
    assert len({rows for (step, _), rows in held.items() if step == "query"}) == 1
    assert held["query", "claims"] > 0
    for row in rows.values():
        assert "missing" in row or row["memory"] > 1
        assert row["size"] == SIZE
    for way in ("duckdb", "sqlite_utils"):
        assert way in rows["load", way].get("missing", way)
