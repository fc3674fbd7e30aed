"""The words around a number say how exact it is."""

import pytest

from claims.extract.figures.finder import find_figures
from claims.extract.figures.lexicon import lexicon_of
from claims.extract.figures.qualifiers import read_qualifier
from claims.extract.figures.reading import read_sentence
from claims.extract.passage import read_passage
from claims.records import Entry
from claims.vocabulary import load_vocabulary

LEXICON = lexicon_of(load_vocabulary())


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("They found 20 sheep", "exact"),
        ("A total of 20 sheep", "exact"),
        ("About 20 sheep", "about"),
        ("an estimated 400 sheep", "about"),
        ("Some 20 sheep", "about"),
        ("20 or so sheep", "about"),
        ("300-odd sheep", "about"),
        ("20 or thereabouts", "about"),
        ("close on 90 sheep", "nearly"),
        ("getting on for 200 sheep", "nearly"),
        ("north of 200 sheep", "more_than"),
        (">20 sheep", "more_than"),
        ("60-plus sheep", "more_than"),
        ("anything from 20 to 30 sheep", "range"),
        ("nearly 20 sheep", "nearly"),
        ("close to 2,000 sheep", "nearly"),
        ("at least 20 sheep", "at_least"),
        ("no fewer than 20 sheep", "at_least"),
        ("20 or more sheep", "at_least"),
        ("at least some 20 sheep", "at_least"),
        ("more than 20 sheep", "more_than"),
        ("well over 20 sheep", "more_than"),
        ("20+ sheep", "more_than"),
        ("more than an estimated 20 sheep", "more_than"),
        ("up to 20 sheep", "at_most"),
        ("as many as 20 sheep", "at_most"),
        ("no more than 20 sheep", "at_most"),
        ("fewer than 20 sheep", "fewer_than"),
        ("less than 20 sheep", "fewer_than"),
        ("20 to 30 sheep", "range"),
        ("up to hundreds of sheep", "vague"),
        ("dozens of sheep", "vague"),
        ("nearly a million sheep", "nearly"),
        ("worth more than $20 million", "more_than"),
    ],
)
def test_the_qualifier_of_a_number(text, qualifier):
    reading = read_sentence(text, 0, LEXICON)
    assert read_qualifier(reading, reading.numbers[0]).qualifier == qualifier


@pytest.mark.parametrize("member", [" and 20 goats", ", 30 cows"])
def test_the_first_qualifier_of_a_long_list_holds_for_all(member):
    # Asked of every member anew, a list of this length would never end.
    text = f"The flood killed at least 15 people{member * 40}."
    found = find_figures(read_passage(Entry(key="k", text=text, start=0)), LEXICON)
    assert len(found) == 41
    assert found[0].ruled.qualifier == "at_least"
    assert {figure.ruled.qualifier for figure in found[1:]} == {"at_least" if " and" in member else "exact"}
