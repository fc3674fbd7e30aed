"""`claims extract --explain`, as a person reads it and as a program does."""

import json
from pathlib import Path

import pytest
from rich.cells import cell_len

from claims.cli import main
from claims.frames import EXPLAINED

SENTENCE = (
    "On 9 January 2022 the Brask ministry said that at least 26 miners were killed and 18 hurt in Almaty, 40 miles off."
)


def test_a_sentence_is_shown_with_its_words_marked_by_role(run) -> None:  # type: ignore[no-untyped-def]
    done = run("extract", "--explain", "--text", SENTENCE)
    assert (done.status, done.err) == (0, "")
    lines = [line.rstrip() for line in done.out.splitlines()]
    assert lines[0].startswith("1  killed: at least 26 miners  (confidence 0.")
    text, marks = lines[1], lines[2]
    for words, letter in (
        ("26", "N"),
        ("at least", "Q"),
        ("killed", "C"),
        ("miners", "G"),
        ("the Brask ministry", "S"),
        ("Almaty", "P"),
        ("9 January 2022", "D"),
    ):
        at = text.index(words)
        assert marks[at : at + len(words)].strip("─") == letter
    assert marks[text.index("said that")] == " "
    assert any(line.startswith(" C   counts") and "predicate: The sentence says it" in line for line in lines)
    assert any(line.startswith(" P   place") and "“Almaty” → kazakhstan/almaty" in line for line in lines)


def test_what_a_second_figure_has_in_common_is_not_said_twice(run) -> None:  # type: ignore[no-untyped-def]
    first, _, second = run("extract", "--explain", "--text", SENTENCE).out.partition("2  injured: 18 miners")
    assert "S   speaker" in first
    assert "S   speaker" not in second
    assert "As for 1: speaker, place, said, as of." in second


def test_numbers_that_are_no_claim_are_listed_with_the_reason(run) -> None:  # type: ignore[no-untyped-def]
    listed = run("extract", "--explain", "--text", SENTENCE).out.partition("No claim: 3 numbers")[2]
    rows = [line.split("  ") for line in listed.splitlines() if "⟦" in line]
    assert [row[0].strip().split("⟦")[1].split("⟧")[0] for row in rows] == ["9", "2022", "40"]
    assert "date" in listed
    assert "A unit, a span of time or a rank follows" in listed


@pytest.mark.parametrize("width", [80, 120])
def test_no_line_is_wider_than_the_terminal(
    width: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = f"{SENTENCE} “{'Long ' * 60}words, 12 people died,” said 東京 police. {'Unbroken' * 30}: 5 hurt."
    monkeypatch.setattr("sys.argv", ["claims", "extract", "--explain", "--text", text])
    monkeypatch.setenv("COLUMNS", str(width))
    with pytest.raises(SystemExit, match="0"):
        main()
    lines = capsys.readouterr().out.splitlines()
    assert max(cell_len(line) for line in lines) <= width


def test_a_file_is_explained_entry_by_entry(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "orle-fire.txt"
    path.write_text("A fire in Orle\n\nThe fire killed 3 people, Orle police said.\n", encoding="utf-8")
    done = run("extract", "--explain", path, "--published", "2022-01-10")
    assert done.out.startswith("orle-fire · 10 Jan 2022? · A fire in Orle ")
    assert "killed: 3 people" in done.out
    path.write_text("Nothing is counted here.\n", encoding="utf-8")
    done = run("extract", "--explain", path)
    assert (done.out, done.err) == ("", "orle-fire: no number stands in it.\n")


def test_programs_get_every_number_with_its_reasons(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "brask.txt"
    path.write_text(f"Brask counts\n\n{SENTENCE}\n", encoding="utf-8")
    rows = [json.loads(line) for line in run("extract", "--explain", "--format", "jsonl", path).out.splitlines()]
    assert all(list(row) == EXPLAINED.names for row in rows)
    page = path.read_text(encoding="utf-8")
    assert [(row["number"], row["taken"], row["rule"]) for row in rows] == [
        ("9", False, "date"),
        ("2022", False, "year"),
        ("26", True, "predicate"),
        ("18", True, "participle"),
        ("40", False, "unit"),
    ]
    for row in rows:
        assert page.startswith(row["number"], row["number_start"])
        assert row["sentence"].strip() == SENTENCE
        assert (row["why"] is None) == row["taken"]
        for reason in row["reasons"]:
            assert reason["words"] is None or page.startswith(reason["words"], reason["start"])
    assert {reason["part"] for reason in rows[2]["reasons"]} >= {"number", "qualifier", "counts", "speaker", "place"}


def test_a_text_is_extracted_without_a_file(run) -> None:  # type: ignore[no-untyped-def]
    rows = [json.loads(line) for line in run("extract", "--text", SENTENCE).out.splitlines()]
    assert [(row["doc"], row["metric"], row["value"]) for row in rows] == [
        ("text", "killed", 26),
        ("text", "injured", 18),
    ]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "name files to read, or give a text with --text"),
        (("--text", "12 died.", "page.txt"), "not both"),
        (("--text", "12 died.", "--format", "table"), "the table is for --explain"),
        (("--text", "12 died.", "--explain", "--format", "csv"), "csv"),
    ],
)
def test_wrong_usage_is_said(run, words: tuple[str, ...], said: str) -> None:  # type: ignore[no-untyped-def]
    done = run("extract", *words)
    assert done.status == 2
    assert said in " ".join(done.err.split())


def test_an_empty_text_is_an_error_in_one_sentence(run) -> None:  # type: ignore[no-untyped-def]
    done = run("extract", "--text", "  ")
    assert (done.status, done.out, done.err) == (1, "", "claims: The text is empty; write at least a sentence.\n")


def test_a_page_cannot_smuggle_in_control_characters(run) -> None:  # type: ignore[no-untyped-def]
    done = run("extract", "--explain", "--text", "Police\x1b[31m said 5 people\u202e died in 12 \x07days.")
    assert done.status == 0
    assert not {"\x1b", "\x07", "\u202e"} & set(done.out)
