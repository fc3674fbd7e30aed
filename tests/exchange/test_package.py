"""Data packages: the rules of Data Package 2 and Table Schema, the same bytes again, and nobody's files lost."""

import csv
import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest

from claims.errors import ClaimsError
from claims.exchange.files import Rows
from claims.exchange.package import PROFILE, write_package
from claims.frames import EVENTS, METRICS, batches
from claims.store.events import ListedEvent

KINDS = {"string", "number", "integer", "boolean", "datetime"}


def rows(*titles: str) -> Rows:
    events = [ListedEvent(slug=f"event-{number}", title=title, claims=0) for number, title in enumerate(titles)]
    return Rows(EVENTS, batches(EVENTS, events), {})


def package(folder: Path, *titles: str, **options: Any) -> dict[str, Any]:
    assert write_package(folder, {"events": rows(*titles)}, {"event": "storm", "version": "1"}, **options) == {
        "events": len(titles)
    }
    return json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def test_it_follows_the_rules_of_data_packages(tmp_path: Path) -> None:
    folder = tmp_path / "My Storm"
    told = package(folder, "Storm", "=Flood")
    assert (told["$schema"], told["name"]) == (PROFILE, "my-storm")
    assert told["sourced-claims"] == {"event": "storm", "version": "1"}
    assert "licenses" not in told
    [resource] = told["resources"]
    written = (folder / resource["path"]).read_bytes()
    assert resource["hash"] == f"sha256:{hashlib.sha256(written).hexdigest()}"
    assert resource["bytes"] == len(written)
    assert resource["hash"] in (folder / "CITATION.md").read_text(encoding="utf-8")
    assert re.fullmatch("[a-z0-9._-]+", resource["name"])
    assert not Path(resource["path"]).is_absolute()
    with (folder / resource["path"]).open(encoding="utf-8", newline="") as file:
        lines = list(csv.reader(file))
    fields = resource["schema"]["fields"]
    assert lines[0] == [field["name"] for field in fields] == EVENTS.names
    assert lines[2][1] == "'=Flood"
    assert {field["type"] for field in fields} <= KINDS
    assert all(field["description"] and field["source"] for field in fields)
    assert set(resource["schema"]["primaryKey"]) <= set(EVENTS.names)


def test_the_same_rows_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one/storm", "two/storm"):
        (tmp_path / name).parent.mkdir()
        package(tmp_path / name, "Storm")
    one, two = (
        {path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in ("one/storm", "two/storm")
    )
    assert one == two


def test_an_older_package_is_replaced_whole(tmp_path: Path) -> None:
    folder = tmp_path / "storm"
    write_package(folder, {"events": rows("Storm"), "metrics": Rows(METRICS, [], {})}, {})
    package(folder, "Storm", "Flood")
    assert {path.name for path in folder.iterdir()} == {"events.csv", "datapackage.json", "CITATION.md"}
    assert [path.name for path in tmp_path.iterdir()] == ["storm"]


def test_what_is_no_package_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(ClaimsError, match="--force"):
        package(tmp_path / "notes", "Storm")
    assert [path.name for path in (tmp_path / "notes").iterdir()] == ["mine.txt"]
    package(tmp_path / "notes", "Storm", force=True)
    assert (tmp_path / "notes" / "mine.txt").read_text(encoding="utf-8") == "mine"
    with pytest.raises(ClaimsError, match="--force"):
        package(tmp_path / "notes", "Storm")
    assert [path.name for path in tmp_path.iterdir()] == ["notes"]


def test_an_empty_folder_is_filled_and_a_file_refused(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    package(tmp_path / "empty", "Storm")
    (tmp_path / "file").write_text("words", encoding="utf-8")
    for force in (False, True):
        with pytest.raises(ClaimsError):
            package(tmp_path / "file", "Storm", force=force)
    assert (tmp_path / "file").read_text(encoding="utf-8") == "words"


def test_what_fails_half_way_leaves_nothing_behind(tmp_path: Path) -> None:
    package(tmp_path / "storm", "Storm")
    before = {path.name: path.read_bytes() for path in (tmp_path / "storm").iterdir()}

    def broken() -> Any:
        yield from rows("Flood").batches
        raise ClaimsError("The database went away.")

    with pytest.raises(ClaimsError, match="went away"):
        write_package(tmp_path / "storm", {"events": Rows(EVENTS, broken(), {})}, {})
    assert {path.name: path.read_bytes() for path in (tmp_path / "storm").iterdir()} == before
    assert [path.name for path in tmp_path.iterdir()] == ["storm"]
