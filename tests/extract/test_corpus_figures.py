"""The annotated texts, scored: no figure of `corpus_figures.toml` may fall, and a rise is recorded there.

`python tests/extract/test_corpus_figures.py` measures and writes the file anew.
"""

import importlib.util
import io
import json
import tomllib
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import pytest

from claims.exchange import write_json_lines
from claims.extract import Context
from claims.frames import FOUND, SPLIT, FoundClaim, SplitEntry
from claims.reading import read_claims, read_file
from claims.vocabulary import load_vocabulary

PINNED = Path(__file__).with_name("corpus_figures.toml")
WANTED = {
    "found": 0.95,
    "value": 0.99,
    "qualifier": 0.98,
    "speaker": 0.92,
    "credited": 0.88,
    "via": 0.95,
    "group": 0.93,
    "location": 0.80,
    "complete": 0.87,
    "entries": 0.98,
}
"""What the project asks for; what is measured lies above, and is pinned."""
RISEN = 0.005
"""A rise by more is to be recorded."""
FIELDS = {"attributed_to": "speaker"}
SURE = 0.9


class Scored(NamedTuple):
    """What the scorer measures, and for each claim: confidence, right in metric and number, complete."""

    figures: dict[str, float]
    claims: list[tuple[float, bool, bool]]


def scorer(shared: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", shared / "corpus" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def predict(corpus: Path, folder: Path) -> tuple[Path, Path]:
    """What `claims extract` and `claims split` print of the texts, in two files."""
    found, split = io.StringIO(), io.StringIO()
    for path in sorted(corpus.glob("*.txt")):
        page = read_file(path)
        read = read_claims(page, Context(publisher=page.publisher, page_text=page.text), load_vocabulary())
        write_json_lines(FOUND, (FoundClaim(path.stem, e, claim) for e in page.entries for claim in read[e.key]), found)
        posts = (entry for entry in page.entries if entry.kind != "lead")
        if path.with_name(f"{path.stem}.entries.jsonl").exists():
            write_json_lines(SPLIT, (SplitEntry(path.stem, entry) for entry in posts), split)
    files = folder / "claims.jsonl", folder / "entries.jsonl"
    for file, lines in zip(files, (found, split), strict=True):
        file.write_text(lines.getvalue(), encoding="utf-8")
    return files


def judged(score: ModuleType, corpus: Path, predictions: Path) -> list[tuple[float, bool, bool]]:
    gold = score.read_gold(corpus, ".gold.jsonl")
    rows = []
    for doc, found in score.group_by_doc(score.read_jsonl(predictions), gold, "predictions").items():
        found = [claim for claim in found if claim["value"] != 0]
        pairs = score.match(found, gold[doc])
        for n, claim in enumerate(found):
            same = [score.FIELDS[name](claim, gold[doc][pairs[n]], None) for name in score.COMPLETE if n in pairs]
            rows.append((claim["confidence"], n in pairs, n in pairs and all(same)))
    return rows


def measure(shared: Path, folder: Path) -> Scored:
    score, corpus = scorer(shared), shared / "corpus" / "dev"
    claims, entries = predict(corpus, folder)
    figures, _ = score.score_claims(corpus, claims)
    measured = {FIELDS.get(name, name): share for name, share in figures["fields"].items()}
    measured |= {"found": figures["overall"]["f1"], "complete": figures["complete"]["f1"]}
    measured["entries"] = score.score_entries(corpus, entries)[0]["f1"]
    return Scored({name: round(measured[name], 4) for name in WANTED}, judged(score, corpus, claims))


@pytest.fixture(scope="module")
def scored(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Scored:
    return measure(shared, tmp_path_factory.mktemp("scored"))


@pytest.mark.parametrize("name", WANTED)
def test_no_figure_falls_and_a_rise_is_recorded(name: str, scored: Scored) -> None:
    pinned, measured = tomllib.loads(PINNED.read_text(encoding="utf-8"))[name], scored.figures[name]
    assert measured >= pinned, f"{name} fell from {pinned} to {measured}"
    assert measured <= pinned + RISEN, f"{name} rose from {pinned} to {measured}: run this file to record it"


@pytest.mark.parametrize("name", WANTED)
def test_every_figure_is_what_the_project_asks_for(name: str, scored: Scored) -> None:
    assert scored.figures[name] >= WANTED[name]


def test_a_sure_claim_is_right(scored: Scored) -> None:
    """At least half of all claims lie above 0.9; of those 95 % are right in metric and number, 88 % complete."""
    sure = [(right, complete) for share, right, complete in scored.claims if share > SURE]
    assert len(sure) >= len(scored.claims) / 2
    assert sum(right for right, _ in sure) / len(sure) >= 0.95
    assert sum(complete for _, complete in sure) / len(sure) >= 0.88


def test_doubtful_claims_are_wrong_more_often(scored: Scored) -> None:
    wrong = [[not right for share, right, _ in scored.claims if (share > SURE) == sure] for sure in (True, False)]
    assert sum(wrong[0]) / len(wrong[0]) < sum(wrong[1]) / len(wrong[1])


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as work:
        lines = measure(Path(__file__).resolve().parents[3] / "shared", Path(work)).figures
    head = "# Measured by test_corpus_figures.py on the annotated texts. Lower one only with a reason.\n"
    PINNED.write_text(head + "".join(f"{name} = {share}\n" for name, share in lines.items()), encoding="utf-8")
    print(json.dumps(lines, indent=1))
