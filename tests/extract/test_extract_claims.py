"""An entry goes in, claims with all their fields come out."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.extract import extract_claims
from claims.extract.mention import Context
from claims.records import Entry

WORDS = st.sampled_from(
    [
        *(
            "12",
            "7,940",
            "two",
            "dozens",
            "of",
            "them",
            "people",
            "police officers",
            "were",
            "killed",
            "and",
            "wounded",
        ),
        *("the", "death toll", "rose to", "from", "at least", ",", ".", "\n", "“", "”", "$4m", "damage", "including"),
        *("said", "who", "in", "Orle", "—", "😀", "Ünï", "20-30", "(", ")", "no one", "another", "a dozen", "’s", "\t"),
    ]
)


def claims_of(text, **context):
    return extract_claims(Entry(key="k", text=text, start=0), Context(**context))


def test_a_sentence_becomes_claims():
    text = "On Friday the Orle hospital said at least 26 miners were killed and 18 hurt."
    killed, injured = claims_of(text, publisher="Orle Herald")
    assert (killed.metric, killed.value, killed.qualifier) == ("killed", Decimal(26), "at_least")
    assert (killed.quote, killed.number) == ("at least 26 miners were killed", "26")
    assert (killed.group, killed.group_resolved, killed.group_kind) == ("miners", "miners", "all")
    assert (injured.metric, injured.value, injured.qualifier) == ("injured", Decimal(18), "exact")
    assert (injured.group, injured.group_resolved) == (None, "miners")
    assert killed.chain[-1].role == "publisher"
    assert killed.publisher == "Orle Herald"
    assert killed.prefix + killed.quote + killed.suffix in text


def test_money_keeps_its_currency_and_not_its_sign():
    [claim] = claims_of("Losses from the hail are put at more than $200 million.")
    assert (claim.metric, claim.value, claim.currency, claim.number) == (
        "damage_cost",
        Decimal(200_000_000),
        "USD",
        "200 million",
    )
    assert (claim.qualifier, claim.group) == ("more_than", "Losses")


def test_a_vague_word_has_a_slug_and_no_value():
    [claim] = claims_of("Tens of thousands of people took to the streets.")
    assert (claim.value, claim.qualifier, claim.vague_word) == (None, "vague", "tens_of_thousands")


def test_a_range_has_both_ends():
    [claim] = claims_of("Between 20 and 30 huts were destroyed.")
    assert (claim.value, claim.value_high, claim.qualifier, claim.number) == (20, 30, "range", "20 and 30")


@pytest.mark.parametrize(
    ("text", "counting"),
    [
        ("Police arrested 300 people.", "cumulative"),
        ("Some 300 people remain in custody.", "level"),
        ("Nine boys are missing.", "level"),
        ("Rebels are holding 19 drivers captive.", "level"),
        ("Twelve men are awaiting trial.", "level"),
        ("Rebels took 19 drivers hostage.", "cumulative"),
    ],
)
def test_a_level_is_told_by_the_metric_or_its_cue(text, counting):
    assert claims_of(text)[0].counting == counting


def test_a_shared_qualifier_holds_for_the_list():
    qualifiers = [claim.qualifier for claim in claims_of("At least two men and three boys were hurt; nine fled.")]
    assert qualifiers == ["at_least", "at_least", "exact"]
    separate = [claim.qualifier for claim in claims_of("At least 9 people were killed and 40 wounded.")]
    assert separate == ["at_least", "exact"]


@pytest.mark.parametrize(
    ("surer", "less_sure"),
    [
        ("The mayor said 12 people were killed.", "Hundreds of people took to the streets."),
        ("Police arrested 40 men, the ministry said.", "One was injured."),
        ("Nine boys drowned, the coastguard said.", "Nine boys drowned."),
    ],
)
def test_confidence_falls_with_what_speaks_against_a_figure(surer, less_sure):
    [sure], [unsure] = claims_of(surer), claims_of(less_sure)
    assert sure.confidence > 0.9
    assert sure.confidence > unsure.confidence


def test_zero_is_a_figure():
    [claim] = claims_of("No one was hurt in the fire.")
    assert (claim.metric, claim.value, claim.number) == ("injured", 0, "No one")


def test_text_without_figures_is_no_error():
    assert claims_of("") == ()
    assert claims_of("Nothing happened in Orle.") == ()
    assert claims_of("\x00\u200b\ufeff 1 \ud7ff") == ()


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=40))
def test_every_quote_stands_at_its_offset(words):
    text = " ".join(words)
    for claim in claims_of(text):
        assert text[claim.start : claim.start + len(claim.quote)] == claim.quote
        assert text[claim.number_start : claim.number_start + len(claim.number)] == claim.number
        assert (claim.value is None) == (claim.vague_word is not None)
        assert 0 <= claim.confidence <= 1


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_no_text_is_too_strange(text):
    for claim in claims_of(text):
        assert text[claim.start : claim.start + len(claim.quote)] == claim.quote


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "1,",
        "12 ",
        "12-",
        '"',
        "(",
        "5 of the ",
        "5 people, a, ",
        "people ",
        "http://",
        "the death toll ",
        "one hundred and ",
    ],
)
def test_endless_repetition_is_read_in_bounded_steps(piece):
    text = piece * (60_000 // len(piece))
    assert len(claims_of(text)) <= len(text)
