"""JSON-LD: every name stands in the inlined context, every quote is where its selectors say."""

import io
import json
from pathlib import Path
from typing import Any

import pytest

import claims
from claims.exchange.json_ld import CONTEXT, write_json_ld
from claims.records import Event

PAGE = """Storm over Tolm

10 January 2022 18:39

At least 26 people were killed in Tolm, the Interior Ministry said. Fewer than 40 were injured. Dozens were detained.
"""


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], dict[str, str]]:
    folder: Path = tmp_path_factory.mktemp("json_ld")
    (folder / "storm.txt").write_text(PAGE, encoding="utf-8")
    with claims.open(folder / "claims.db") as database:
        database.store.put_event(Event(slug="storm", title="Storm over Tolm"))
        database.ingest(folder / "storm.txt", event="storm", published="2022-01-10", publisher="The Tolm Post")
        stored, stream = database.stored_claims(), io.StringIO()
        assert write_json_ld(stored, stream, {"event": "storm"}) == len(stored) >= 3
        texts = {claim.uid: database.store.entry_of(claim.id).text for claim in stored}
    return json.loads(stream.getvalue()), texts


def test_selectors_find_the_quote(written: Any) -> None:
    document, texts = written
    for claim in document["hasPart"]:
        position, quote = claim["hasTarget"]["hasSelector"]
        text = texts[claim["identifier"]]
        assert text[position["start"] : position["end"]] == quote["exact"] == claim["text"]
        assert text[: position["start"]].endswith(quote["prefix"])
        assert text[position["end"] :].startswith(quote["suffix"])


def test_bounds_are_those_of_the_words(written: Any) -> None:
    document, _ = written
    found = {claim["variableMeasured"]["identifier"]: claim["variableMeasured"] for claim in document["hasPart"]}
    assert found["killed"]["minValue"] == 26
    assert not {"value", "maxValue"} & found["killed"].keys()
    assert found["injured"]["maxValue"] == 40
    assert not {"value", "minValue", "maxValue"} & found["detained"].keys()


def test_claims_say_who_said_it_and_where(written: Any) -> None:
    document, _ = written
    [killed] = [claim for claim in document["hasPart"] if claim["variableMeasured"]["identifier"] == "killed"]
    [speaker] = [each for each in killed["wasAttributedTo"] if each["roleName"] == "speaker"]
    assert (speaker["name"], speaker["description"]) == ("Interior Ministry", "states")
    assert killed["claimInterpreter"] == speaker
    assert killed["firstAppearance"]["@id"] == killed["appearance"]["@id"] == killed["wasQuotedFrom"]
    assert "Claim" in killed["@type"]


def test_the_context_is_inlined_and_knows_every_prefix(written: Any) -> None:
    document, _ = written
    assert document["@context"] == CONTEXT
    for definition in CONTEXT.values():
        parts = [definition] if isinstance(definition, str) else list(definition.values())
        for part in parts:
            prefix = part.partition(":")[0]
            assert part.startswith(("http", "@")) or prefix in CONTEXT
