"""Numbers are read with their values; dates, times, ages and measures are left out."""

from decimal import Decimal

import pytest

from claims.extract.figures.digits import read_digits
from claims.extract.figures.lexicon import lexicon_of
from claims.extract.figures.numbers import find_numbers
from claims.extract.figures.reading import read_sentence
from claims.extract.figures.tokens import tokenise
from claims.vocabulary import load_vocabulary

LEXICON = lexicon_of(load_vocabulary())


def numbers_of(text):
    return find_numbers(tokenise(text), LEXICON)


def counted_in(text):
    """The numbers of a sentence that may count something, as written."""
    reading = read_sentence(text, 0, LEXICON)
    return [] if reading is None else [text[number.start : number.end] for number in reading.numbers]


@pytest.mark.parametrize(
    ("text", "written", "value"),
    [
        ("6,310 people", "6,310", 6310),
        ("1,20,000 tents", "1,20,000", 120000),
        ("12 000 seats", "12 000", 12000),
        ("1.250.000 trees", "1.250.000", 1250000),
        ("4.1m residents", "4.1m", 4100000),
        ("3.2 million birds", "3.2 million", 3200000),
        ("60k fans", "60k", 60000),
        ("forty-eight sheep", "forty-eight", 48),
        ("two hundred and six men", "two hundred and six", 206),
        ("three hundred thousand bees", "three hundred thousand", 300000),
        ("ten lakh people", "ten lakh", 1000000),
        ("a dozen eggs", "a dozen", 12),
        ("half a million voters", "half a million", 500000),
        ("a hundred goats", "a hundred", 100),
        ("two dozen carts", "two dozen", 24),
        ("a quarter of a million pilgrims", "a quarter of a million", 250000),
        ("three-quarters of a million tiles", "three-quarters of a million", 750000),
        ("a 60-strong choir", "60", 60),
        ("the 15-member panel", "15", 15),
        ("sixty-two (62) houses", "62", 62),
        ("no one spoke", "no one", 0),
    ],
)
def test_a_number_has_its_value(text, written, value):
    [number] = numbers_of(text)
    assert (text[number.start : number.end], number.value) == (written, Decimal(value))


@pytest.mark.parametrize(
    ("text", "written", "low", "high"),
    [
        ("20 to 30 men", "20 to 30", 20, 30),
        ("between 40 and 60 cows", "40 and 60", 40, 60),
        ("15-20 cars", "15-20", 15, 20),
        ("7-8,000 fans", "7-8,000", 7000, 8000),
        ("two or three boys", "two or three", 2, 3),
        ("2 to 3 million tons", "2 to 3 million", 2000000, 3000000),
        ("$150 million to $180 million", "150 million to $180 million", 150000000, 180000000),
    ],
)
def test_a_range_has_two_ends(text, written, low, high):
    [number] = numbers_of(text)
    assert (text[number.start : number.end], number.value, number.value_high) == (written, low, high)


def test_a_change_is_no_range():
    assert [number.value for number in numbers_of("It rose from 31 to 60.")] == [31, 60]
    assert [number.value for number in numbers_of("It grew by 14 to 230.")] == [14, 230]


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Dozens came", "dozens"),
        ("tens of thousands of birds", "tens_of_thousands"),
        ("several hundred monks", "hundreds"),
        ("scores of boats", "scores"),
        ("hundreds of thousands fled", "hundreds_of_thousands"),
    ],
)
def test_a_vague_word_has_no_value(text, slug):
    [number] = numbers_of(text)
    assert (number.value, number.vague) == (None, slug)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("$200 million", "USD"),
        ("A$96 million", "AUD"),
        ("€4.5bn", "EUR"),
        ("300 million tenge", "KZT"),
        ("40 million pounds", "GBP"),
        ("US$3m", "USD"),
    ],
)
def test_money_has_its_currency(text, code):
    [number] = numbers_of(text)
    assert number.currency == code
    assert "$" not in text[number.start : number.end]


def test_a_code_is_a_currency_only_in_capitals():
    assert [numbers_of(text)[0].currency for text in ("3 cops ran", "40 million COP", "two try again")] == [
        None,
        "COP",
        None,
    ]


@pytest.mark.parametrize("text", ["105,1570", "12,34", "1" * 40, "10.01.2022", "1,2,3,4"])
def test_garbled_digits_have_no_value(text):
    assert read_digits(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "The river rose 3 metres in 24 hours.",
        "It struck at 6.10am, and again at 21:40.",
        "On 9 January and 12 March they met.",
        "In 2016 and since 1959 it has stood.",
        "Ann Roe, 54, and her son, aged 12, spoke.",
        "He is a boy of 12.",
        "Prices rose 5 percent.",
        "A magnitude 6.4 quake, or 6.4-magnitude, was felt on Route 9.",
        "The 12-year-old came third in the 1980s.",
        "Halden won 3-1.",
        "One of the largest, one another, the one.",
        "How many came?",
        "See 2/34 and https://example.org/5/20 or #12.",
        "It was 40C and 12km away.",
        "Three-quarters of the harvest and a quarter of a field of rye.",
        "A team aged 19, 22 and 34.",
    ],
)
def test_measures_dates_and_ages_count_nothing(text):
    assert counted_in(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2000 people came in 2004.", ["2000"]),
        ("By 9 May, 300 people and 2 dogs had left.", ["300", "2"]),
        ("The toll stands at 20.", ["20"]),
        ("Of the crew, 12 has been the most.", ["12"]),
        ("A man of 40 and 12 others left.", ["12"]),
    ],
)
def test_what_counts_stays(text, expected):
    assert counted_in(text) == expected


def test_ten_megabytes_of_digits_are_read_in_bounded_steps():
    assert numbers_of("1" * 10_000_000) == []
    assert numbers_of("1,1" * 300_000) == []
