"""A text goes in; out come the words behind each field of its claims, the rule of each, and the numbers left out."""

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.extract import Context, extract_claims
from claims.extract import explain as explaining
from claims.extract.explain import Explained, Explanation, Reason, explain
from claims.extract.figures.measures import Measure
from claims.extract.figures.ruled import RuleName
from claims.extract.left_out import NoClaim
from claims.extract.when.times import HappenedBy, HoldsBy, SaidBy
from claims.extract.where.places import FoundIn, KnownBy
from claims.extract.who.credits import KINDS, Kind
from claims.reading import explain_claims, read_file
from claims.records import Entry, Moment
from claims.vocabulary import load_rules, load_vocabulary

DATA = Path(__file__).parents[2] / "data" / "kazakhstan-2022"
NAMES: dict[str, tuple[Any, ...]] = {
    "number": (explaining.Written,),
    "figure": (RuleName,),
    "qualifier": (explaining.Qualified,),
    "group": (explaining.Grouped,),
    "speaker": (explaining.Spoken,),
    "credit": (Kind,),
    "place": (FoundIn,),
    "known": (KnownBy,),
    "said": (SaidBy,),
    "holds": (HoldsBy,),
    "happened": (HappenedBy,),
    "left_out": (Measure, NoClaim),
}
POSTED = Moment(at=datetime(2022, 1, 10, 18, 39, tzinfo=UTC))
WORDS = st.sampled_from(
    [
        *("12", "7,940", "two", "dozens", "of", "them", "people", "officers", "were", "killed", "and", "hurt", "54"),
        *("the", "death toll", "rose to", "from", "at least", ",", ".", "\n", "“", "”", "$4m", "damage", "including"),
        *("said", "he", "Ana Petrov", "the ministry", "according to", "told", "Reuters", "in", "Almaty", "on Friday"),
        *(
            "—",
            "😀",
            ":",
            "20-30",
            "(",
            ")",
            "no one",
            "or more",
            "a dozen",
            "’s",
            "\t",
            "Covid-19",
            "3rd",
            "9 January",
        ),
    ]
)


def explained(text: str, *, posted: Moment | None = None, headline: str | None = None, **context: Any) -> Explanation:
    """The explanation of a post."""
    text = f"{headline}\n{text}" if headline else text
    return explain(Entry(key="k", text=text, start=0, headline=headline, posted_at=posted), Context(**context))


def reason(figure: Explained, part: str) -> Reason:
    """The reason for one part of a claim."""
    [found] = [each for each in figure.reasons if each.part == part]
    return found


@pytest.mark.parametrize("table", NAMES)
def test_every_rule_is_described_once_and_nothing_else_is(table: str) -> None:
    named = [name for literal in NAMES[table] for name in get_args(literal)]
    assert sorted(load_rules()[table]) == sorted(named)
    assert all(re.match(r"[A-Z“].+[.:]$", sentence) for sentence in load_rules()[table].values())


def test_the_tables_of_rules_are_those_of_the_readers() -> None:
    assert load_rules().keys() == NAMES.keys()
    assert tuple(KINDS) == get_args(Kind)


@pytest.mark.parametrize(
    ("text", "number", "qualifier", "counts"),
    [
        (
            "At least 26 miners were killed near Orle.",
            ("26", "26", "digits"),
            ("At least", "at_least", "before"),
            ("killed", "killed", "predicate"),
        ),
        (
            "A landslide injured sixty villagers or more in the hills.",
            ("sixty", "60", "words"),
            ("or more", "at_least", "behind"),
            ("injured", "injured", "object"),
        ),
        (
            "Police detained 200+ marchers.",
            ("200", "200", "digits"),
            ("+", "more_than", "behind"),
            ("detained", "detained", "object"),
        ),
        (
            "The death toll rose to 20-30.",
            ("20-30", "20 to 30", "range"),
            (None, "range", "itself"),
            ("death toll", "killed", "total"),
        ),
        (
            "Dozens of sailors are missing.",
            ("Dozens", "dozens", "vague"),
            (None, "vague", "itself"),
            ("missing", "missing", "predicate"),
        ),
        (
            "No one was hurt.",
            ("No one", "0", "zero"),
            (None, "exact", "none"),
            ("hurt", "injured", "predicate"),
        ),
        (
            "The storm caused losses of more than $20m.",
            ("20m", "20000000 USD", "digits"),
            ("more than", "more_than", "before"),
            ("losses", "damage_cost", "money"),
        ),
    ],
)
def test_number_qualifier_and_governing_word(
    text: str, number: tuple[str, ...], qualifier: tuple[str | None, ...], counts: tuple[str, ...]
) -> None:
    [figure] = explained(text).figures
    for part, wanted in (("number", number), ("qualifier", qualifier), ("counts", counts)):
        found = reason(figure, part)
        assert (found.words, found.value, *found.rules) == wanted


def test_what_a_list_and_a_left_out_noun_share() -> None:
    men, boys = explained("At least 2 men and 3 boys were hurt.").figures
    assert reason(men, "qualifier").rules == ("before",)
    assert (reason(boys, "qualifier").words, reason(boys, "qualifier").rules) == ("At least", ("shared",))
    miners, hurt = explained("The blast killed 26 miners and left 18 injured.").figures
    assert (reason(miners, "group").words, reason(miners, "group").rules) == ("miners", ("noun",))
    assert (reason(hurt, "group").words, reason(hurt, "group").value) == (None, "miners")
    assert reason(hurt, "group").rules == ("carried",)
    [deaths] = explained("The flood caused 53 deaths.").figures
    assert reason(deaths, "group").rules == ("metric",)


@pytest.mark.parametrize(
    ("text", "words", "value", "rules"),
    [
        ("The Brask ministry said 26 miners died.", "The Brask ministry", "Brask ministry", ("verb",)),
        ("26 miners died, according to Orle police.", "Orle police", "Orle police", ("frame",)),
        ("TASS quoted the mayor as saying 26 miners died.", "the mayor", "mayor", ("cited",)),
        ("The toll was put at 9 dead by the Orle police.", "the Orle police", "Orle police", ("agent",)),
        ("An earlier toll from the judiciary of nine dead was wrong.", "the judiciary", "judiciary", ("toll",)),
        ("Police: 5 hurt in blast", "Police", "Police", ("colon",)),
        ("9,000 people fled the coast (OCHA, 3 May).", "OCHA", "OCHA", ("bracket",)),
        ("26 miners died.", None, None, ("nobody",)),
    ],
)
def test_the_rule_of_the_speaker_is_the_reader_of_its_credit(
    text: str, words: str | None, value: str | None, rules: tuple[str, ...]
) -> None:
    figure = explained(text).figures[0]
    found = reason(figure, "speaker")
    assert (found.words, found.value, found.rules) == (words, value, rules)


def test_a_shared_reporting_verb_is_a_rule_of_its_own() -> None:
    organisers, police = explained("Organisers put the crowd at 900 protesters, police at 70 protesters.").figures
    assert reason(organisers, "speaker").rules == ("verb",)
    assert (reason(police, "speaker").words, reason(police, "speaker").rules) == ("police", ("gapped",))


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("“The shore is gone,” said Ana Petrov, a nurse. “We count 40 dead.”", "quotation"),
        ("Police said 12 people died. Another 5 were hurt.", "carried"),
    ],
)
def test_a_credit_from_outside_the_sentence_says_how_it_reaches_the_figure(text: str, rule: str) -> None:
    found = reason(explained(text).figures[-1], "speaker")
    assert (found.rules[0], found.rules[1]) == (rule, "verb")
    assert text[found.start : found.start + len(found.words)] == found.words  # type: ignore[operator, arg-type]


def test_who_passed_it_on_and_whom_a_pronoun_means() -> None:
    text = "Ana Petrov, a nurse, went to the port. She told Reuters that 12 people died."
    [figure] = explained(text, publisher="Orle Herald").figures
    assert (reason(figure, "speaker").words, reason(figure, "speaker").value) == ("She", "Ana Petrov")
    assert reason(figure, "speaker").rules == ("verb", "fullest")
    assert (reason(figure, "relay").words, reason(figure, "relay").rules) == ("Reuters", ("told",))
    assert (reason(figure, "publisher").words, reason(figure, "publisher").value) == (None, "Orle Herald")
    [denied] = explained("The ministry denied that 12 people died.").figures
    assert reason(denied, "speaker").value == "ministry (denies)"


@pytest.mark.parametrize(
    ("text", "headline", "event", "words", "value", "rules"),
    [
        ("In Almaty 26 people died.", None, None, "Almaty", "kazakhstan/almaty", ("sentence", "listed")),
        ("In Velka 26 people died.", None, "norway", "Velka", "norway", ("sentence", "event")),
        ("26 people died.", "Floods in Norway", None, "Norway", "norway", ("headline", "listed")),
        ("In the country 26 people died.", "Norway mourns", None, "Norway", "norway", ("the country", "listed")),
        ("Norway's health ministry said 26 people died.", None, None, None, "norway", ("nowhere", "speaker")),
        ("26 people died.", None, None, None, None, ("nowhere",)),
    ],
)
def test_the_place_and_by_what_it_is_known(
    text: str, headline: str | None, event: str | None, words: str | None, value: str | None, rules: tuple[str, ...]
) -> None:
    found = reason(explained(text, headline=headline, place=event).figures[-1], "place")
    assert (found.words, found.value, found.rules) == (words, value, rules)


@pytest.mark.parametrize(
    ("text", "part", "words", "value", "rule"),
    [
        ("Police said on Saturday that 26 people died.", "said", "Saturday", "2022-01-08", "said"),
        ("26 people died.", "said", None, "2022-01-10T18:39:00+00:00", "posted"),
        ("As of Sunday 26 people had died.", "as of", "Sunday", "2022-01-09", "as of"),
        ("26 people died.", "as of", None, "2022-01-10T18:39:00+00:00", "when said"),
        ("40 people were in custody on Saturday.", "as of", "Saturday", "2022-01-08", "held"),
        ("26 people died on Saturday.", "occurred", "Saturday", "2022-01-08", "occurred"),
        (
            "26 people have died since 5 January, police say.",
            "occurred",
            "5 January",
            "2022-01-05 to 2022-01-10T18:39:00+00:00",
            "since",
        ),
        ("26 people died on Sunday alone.", "occurred", "Sunday", "2022-01-09", "alone"),
        ("26 people died.", "occurred", None, None, "unsaid"),
    ],
)
def test_the_times_and_by_what_they_are_known(
    text: str, part: str, words: str | None, value: str | None, rule: str
) -> None:
    found = reason(explained(text, posted=POSTED).figures[0], part)
    assert (found.words, found.value, *found.rules) == (words, value, rule)


def test_a_period_an_events_beginning_and_no_date() -> None:
    [figure] = explained("26 people died in the past 24 hours.", posted=POSTED).figures
    assert reason(figure, "occurred").words == "the past 24 hours"
    assert reason(figure, "occurred").rules == ("period",)
    [figure] = explained("26 people have died since the unrest began.", posted=POSTED, began="2022-01-02").figures
    assert reason(figure, "occurred").rules == ("began",)
    [figure] = explained("26 people died.").figures
    assert (reason(figure, "said").value, reason(figure, "said").rules) == (None, ("undated",))


@pytest.mark.parametrize(
    ("text", "number", "rule"),
    [
        ("The road is 40 miles long.", "40", "unit"),
        ("They met on 9 January.", "9", "date"),
        ("Take Route 9 to the coast.", "9", "label"),
        ("Ana Petrov, 54, lives in Orle.", "54", "age"),
        ("The bridge was built in 1957.", "1957", "year"),
        ("The train left at 9.30 on Monday.", "9.30", "time"),
        ("It was one of the worst floods.", "one", "pronoun"),
        ("Four in ten voters agreed.", "Four", "share"),
        ("Ask them how many came.", "many", "question"),
        ("Brask beat Orle 5-3.", "5-3", "garbled"),
        ("The Covid-19 ward is closed.", "Covid-19", "tied"),
        ("The house cost $2m.", "2m", "money"),
        ("The shop sells 30 kinds of bread.", "30", "no cue"),
        ("Killed in 12 villages were the cattle of the poor.", "12", "ungoverned"),
    ],
)
def test_a_number_that_is_no_claim_says_why(text: str, number: str, rule: str) -> None:
    found = explained(text)
    assert found.figures == ()
    left = found.left_out[0]
    assert (left.number, left.rule) == (number, rule)
    assert left.why.startswith(load_rules()["left_out"][rule])
    if rule == "ungoverned":
        assert left.why.endswith(" “Killed”.")


@settings(max_examples=80, deadline=None)
@given(st.lists(WORDS, max_size=40).map(" ".join))
def test_the_claims_are_those_extracted_and_every_digit_is_accounted_for(text: str) -> None:
    entry = Entry(key="k", text=text, start=0, posted_at=POSTED)
    found = explain(entry)
    assert tuple(figure.claim for figure in found.figures) == extract_claims(entry)
    held = set[int]()
    for figure in found.figures:
        held.update(range(figure.claim.number_start, figure.claim.number_start + len(figure.claim.number)))
        for each in figure.reasons:
            assert each.words is None or text.startswith(each.words, each.start)
            assert each.part in explaining.PARTS
            assert each.rules
            assert each.why
    for left in found.left_out:
        assert text.startswith(left.number, left.start)
        assert not held & set(range(left.start, left.start + len(left.number)))
        held.update(range(left.start, left.start + len(left.number)))
    assert {at for at, letter in enumerate(text) if letter.isdigit()} <= held


def test_the_sample_pages_are_explained_whole() -> None:
    vocabulary = load_vocabulary()
    for path in sorted(DATA.glob("*.html")):
        page = read_file(path)
        context = Context(publisher=page.publisher, page_text=page.text)
        for entry, found in zip(page.entries, explain_claims(page, context, vocabulary), strict=True):
            assert tuple(figure.claim for figure in found.figures) == extract_claims(entry, context)
            assert all(figure.reasons for figure in found.figures)
