"""An entry is cut into sentences whose offsets fit its text."""

import pytest

from claims.extract.passage import read_passage
from claims.records import Entry


def passage_of(text, **fields):
    return read_passage(Entry(key="k", text=text, start=0, **fields))


@pytest.mark.parametrize(
    "text",
    [
        "Ærø’s café burned. “Twelve guests fled,” Zoë Brøn said — 3 were hurt. 😀 Nobody else was.",
        "Łódka town, Dec. 3. Gov. Ann Roe spoke. Мэр сказал. Two died!",
        "• Storm in the valley\n• 40 homes lost\n\n\tThe end",
    ],
)
def test_offsets_count_code_points(text):
    passage = passage_of(text)
    assert all(text[sentence.start : sentence.end] == sentence.text for sentence in passage.sentences)
    assert " ".join(sentence.text for sentence in passage.sentences).split() == text.split()


def test_bullets_and_short_lines_are_sentences_of_their_own():
    passage = passage_of("Key points\n- 12 people died\n- 30 homes burned")
    assert [sentence.text for sentence in passage.sentences] == ["Key points", "- 12 people died", "- 30 homes burned"]


def test_wrapped_lines_are_one_sentence():
    passage = passage_of(
        "The flood carried away a mill, a barn and, so the\nmayor told us, seven of the carts. Then it fell."
    )
    assert len(passage.sentences) == 2
    assert "so the\nmayor" in passage.sentences[0].text


def test_a_headline_stands_alone_even_without_a_mark():
    passage = passage_of("Dam bursts above Orle\nNine people died.", headline="Dam bursts above Orle")
    assert [sentence.headline for sentence in passage.sentences] == [True, False]


def test_the_stamp_is_blanked_out_and_offsets_stay():
    text = "14:20 Nine people died."
    passage = passage_of(text, stamp="14:20", stamp_start=0)
    assert len(passage.text) == len(text)
    assert "14" not in passage.text


def test_the_sentence_of_an_offset_is_found():
    passage = passage_of("One ran. Two fell. Three sat.")
    assert [passage.sentence_at(passage.text.index(word)) for word in ("One", "Two", "Three")] == [0, 1, 2]


def test_an_endless_sentence_is_cut_into_pieces():
    passage = passage_of("word " * 20_000)
    assert len(passage.sentences) > 20
    assert max(len(sentence.text) for sentence in passage.sentences) <= 3000


@pytest.mark.parametrize("text", ["“" * 50_000, "10 people, " * 5_000, "said " * 10_000, "1" * 50_000])
def test_a_line_without_end_is_cut_into_sentences_that_miss_nothing(text: str) -> None:
    sentences = read_passage(Entry(key="k", text=text, start=0)).sentences
    assert max(len(sentence.text) for sentence in sentences) <= 1500
    assert "".join(sentence.text for sentence in sentences) == text
