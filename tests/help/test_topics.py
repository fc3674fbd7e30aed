"""The manual's pages: each has a title, leads only to pages that are there, and tells what the code has."""

import ast
import re
from pathlib import Path

import pytest

import claims.compare
from claims.frames import TABLES
from claims.help import TOPICS, UnknownTopicError, columns_text, read_topic, topic, vocabulary_text
from claims.vocabulary import load_vocabulary

HELP = Path(claims.compare.__file__).parents[1] / "help"
ROOT = HELP.parents[1]


def test_every_file_is_a_topic() -> None:
    assert {path.stem for path in HELP.glob("*.md")} == set(TOPICS)


def test_each_says_in_one_sentence_what_it_is_about() -> None:
    for each in TOPICS.values():
        assert re.fullmatch(r"[A-Z][^\n]+\.", each.about), each


@pytest.mark.parametrize("page", [ROOT / "README.md", *sorted(HELP.glob("*.md"))], ids=lambda path: path.stem)
def test_links_lead_to_files_that_are_there(page: Path) -> None:
    if not page.exists():
        pytest.skip("not a checkout")
    links = re.findall(r"\]\((?!https?://)([^)#]+)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_an_unknown_topic_names_the_nearest() -> None:
    with pytest.raises(UnknownTopicError, match="no topic 'tutorail'; did you mean 'tutorial'"):
        topic("tutorail")
    with pytest.raises(UnknownTopicError, match=r"no topic '\.\./README'; `claims help` lists them"):
        topic("../README")


def test_a_place_in_a_page_holds_what_is_made_for_it() -> None:
    shown = read_topic("columns", {"columns": lambda: "made of \\1 code"})
    assert "made of \\1 code" in shown
    assert "<!--" not in shown


def test_every_column_stands_in_the_reference() -> None:
    text = columns_text()
    for name, table in TABLES.items():
        section = text.partition(f"## {name}\n")[2].partition("\n## ")[0]
        assert re.findall(r"^- `(\w+)`", section, re.MULTILINE) == table.names


def test_a_researchers_own_words_stand_in_the_vocabulary(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text('[metrics.vaccinated]\nlabel = "vaccinated"\ncounts = "people"\n')
    assert "`vaccinated`: vaccinated; counts people; cumulative" in vocabulary_text(load_vocabulary(own))
    assert "vaccinated" not in vocabulary_text(load_vocabulary())


def relations() -> set[str]:
    """The kinds of relation that the rules and denials name."""
    found = set()
    for path in (HELP.parent / "compare").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            named = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("Ruling", "Tie")
            if named and isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                found.add(str(node.args[0].value))
    return found


def test_every_relation_is_explained() -> None:
    explained = set(re.findall(r"^- `([a-z ]+)`:", read_topic("relations"), re.MULTILINE))
    assert {"conflict", "echo"} <= relations()
    assert relations() <= explained
