"""How sure a figure is and what it rests on: a row is a text, the number looked at, what is expected."""

import re

import pytest

from claims.extract.mention import Mention
from claims.extract.passage import Passage, read_passage
from claims.extract.who.certainty import sureness
from claims.records import Entry
from claims.vocabulary import load_vocabulary


def read(text: str, number: str) -> tuple[Passage, Mention]:
    """A figure whose quote runs from the number to the next pause, as the finder of figures cuts it."""
    passage = read_passage(Entry(key="1", text=text, start=0))
    start = text.index(number)
    end = start + len(number)
    pause = re.compile(r"[,;.]|$| and ").search(text, end)
    assert pause
    return passage, Mention(passage.sentence_at(start), start, end, start, pause.start(), "killed", start, end)


CERTAINTY = [
    ("The ministry said 41 dockers were hurt.", "41", "stated"),
    ("The blast in May hurt 41 dockers.", "41", "stated"),
    ("Will Okello said 41 dockers were hurt.", "41", "stated"),
    ("Police arrested 31 men believed to be smugglers.", "31", "stated"),
    ("The toll stands at 90, but it could rise.", "90", "stated"),
    ("Preliminary damage comes to 90 million crowns.", "90 million", "preliminary"),
    ("According to early estimates, 300 families are without a roof.", "300", "preliminary"),
    ("The coast guard confirmed 14 deaths.", "14", "confirmed"),
    ("At least 14 people are now known to have drowned.", "14", "confirmed"),
    ("The number of verified killings stands at 61.", "61", "confirmed"),
    ("Some 30 miners are feared dead.", "30", "unconfirmed"),
    ("Soldiers reportedly shot 9 marchers.", "9", "unconfirmed"),
    ("As many as 70 people may have drowned.", "70", "unconfirmed"),
    ("The coast guard has not confirmed that 14 sailors died.", "14", "unconfirmed"),
    ("Reports of 14 deaths could not be verified.", "14", "unconfirmed"),
    ("Police believe 40 people were on board.", "40", "unconfirmed"),
    ("Rescuers fear as many as 90 drowned.", "90", "unconfirmed"),
    ("Rescuers fear the toll could reach 90.", "90", "projected"),
    ("According to unconfirmed reports, 40 people died.", "40", "unconfirmed"),
    ("The army claimed, without giving evidence, that 40 rebels died.", "40", "unconfirmed"),
    ("Some 40 people may still be buried.", "40", "unconfirmed"),
    ("It appears that 40 people died.", "40", "unconfirmed"),
    ("The flood threatens 40,000 homes.", "40,000", "projected"),
    ("The rioters threatened to kill 40 hostages.", "40", "projected"),
    ("Officials expect 9,000 people to leave.", "9,000", "projected"),
    ("Losses could top 400 million crowns.", "400 million", "projected"),
    ("The army will send 350 soldiers.", "350", "projected"),
    ("If the dam gives way, it would drive out 5,000 people.", "5,000", "projected"),
]
BASIS = [
    ("The ministry said 41 dockers were hurt.", "41", "stated"),
    ("Lantern has listed 431 names.", "431", "documented"),
    ("The monitor has documented 61 killings.", "61", "documented"),
    ("So far 12 of the dead have been named.", "12", "documented"),
    ("The deaths of 61 people were recorded in the register.", "61", "documented"),
    ("The report of 61 deaths has not been verified.", "61", "stated"),
    ("By one estimate, 8,000 people marched.", "8,000", "estimated"),
    ("Some 8,000 people, according to estimates, lost their homes.", "8,000", "estimated"),
    ("An estimated 8,000 people marched.", "8,000", "estimated"),
    ("The insurers' council estimates the losses at 90 million crowns.", "90 million", "estimated"),
]


@pytest.mark.parametrize(("text", "number", "expected"), CERTAINTY)
def test_certainty(text: str, number: str, expected: str) -> None:
    assert sureness(*read(text, number), load_vocabulary())[0] == expected


@pytest.mark.parametrize(("text", "number", "expected"), BASIS)
def test_basis(text: str, number: str, expected: str) -> None:
    assert sureness(*read(text, number), load_vocabulary())[1] == expected


def test_a_sentence_before_does_not_colour_the_figure() -> None:
    text = "The toll could rise, the mayor warned. The coast guard said 14 sailors drowned."
    assert sureness(*read(text, "14"), load_vocabulary())[0] == "stated"


def test_a_very_long_sentence_is_read_near_its_figure_only() -> None:
    text = "reportedly " * 20_000 + "x " * 400 + "14 sailors drowned."
    assert sureness(*read(text, "14"), load_vocabulary())[0] == "stated"
