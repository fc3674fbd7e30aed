"""Claims entered by hand: quoted words, kept as a capture of their own."""

import pytest
from made_pages import NOON, URL, row_counts, take_in

from claims.errors import StoreError, UnknownEventError
from claims.records import Moment
from claims.store import Passage, Store, make_claim

PASSAGE = Passage(
    "Le port compte ses morts. Selon la garde, 14 marins ont péri mardi.",
    URL,
    "Le Quai",
    Moment(at=NOON, exactness="day"),
)
QUOTE = "14 marins ont péri"


def test_a_claim_by_hand_is_accepted_by_who_entered_it(store: Store) -> None:
    made = make_claim(
        QUOTE, "14", PASSAGE, "la garde", ["Radio Rade"], metric="killed", value=14, translation="14 sailors died"
    )
    claim = store.add_by_hand(made, PASSAGE, event="ferry", who="ana", why="read in the archive")
    assert (claim.status, claim.extractor, claim.value, claim.translation) == ("accepted", None, 14, "14 sailors died")
    assert (claim.attributed_to, claim.via, claim.publisher) == ("la garde", ("Radio Rade",), "Le Quai")
    assert (claim.said_at, claim.prefix, claim.suffix) == (PASSAGE.posted_at, PASSAGE.text[10:42], " mardi.")
    assert PASSAGE.text[claim.start : claim.start + len(QUOTE)] == QUOTE
    capture = store.capture_of(claim.id)
    assert (capture.content.decode(), capture.media_type, capture.url) == (PASSAGE.text, "text/plain", URL)
    assert [(each.kind, each.who, each.why) for each in store.decisions_of(claim.id)] == [
        ("accept", "ana", "read in the archive")
    ]


def test_entering_it_again_changes_nothing(store: Store) -> None:
    made = make_claim(QUOTE, "14", PASSAGE, metric="killed", value=14)
    first = store.add_by_hand(made, PASSAGE, event="ferry", who="ana")
    before = row_counts(store)
    assert store.add_by_hand(made, PASSAGE, event="ferry", who="ben") == first
    assert row_counts(store) == before


def test_a_passage_may_hold_several_claims_and_no_extractor_reads_it(store: Store) -> None:
    for metric in ("killed", "injured"):
        store.add_by_hand(make_claim(QUOTE, "14", PASSAGE, metric=metric), PASSAGE, event="ferry", who="ana")
    assert len(store.claims()) == 2
    assert row_counts(store)["capture"] == 1
    assert list(store.entries_to_read()) == []


def test_the_number_is_the_one_that_stands_by_itself() -> None:
    quote = "in 2014 some 1,014 sailed and 14 died"
    assert make_claim(quote, "14", Passage(quote, URL), metric="killed").number_start == quote.index("14 died")


def test_bytes_that_are_no_text_are_kept_as_replacement_characters(store: Store) -> None:
    passage = Passage("14 died \udcff", URL)
    made = make_claim("14 died \udcff", "14", passage, metric="killed")
    assert store.add_by_hand(made, passage, event="ferry", who="ana").quote == "14 died \ufffd"


@pytest.mark.parametrize(
    ("quote", "number", "fields", "says"),
    [
        ("15 marins", "15", {"metric": "killed"}, "passage does not hold"),
        (QUOTE, "15", {"metric": "killed"}, "quote does not hold"),
        (QUOTE, "", {"metric": "killed"}, "quote does not hold"),
        (QUOTE, "14", {}, "metric"),
        (QUOTE, "14", {"metric": "killed", "qualifier": "maybe"}, "qualifier"),
        (QUOTE, "14", {"metric": "killed", "value": "14", "value_high": "9.5"}, "upper end 9.5 lies below"),
        (QUOTE, "14", {"metric": "killed", "value": "14", "value_high": "many"}, "value_high can't be 'many'"),
        (QUOTE, "14", {"metric": "damage_cost", "currency": "ZZZZ"}, "no currency 'ZZZZ'"),
        (QUOTE, "14", {"metric": "damage_cost", "currency": "eur"}, "no currency 'eur'"),
    ],
)
def test_what_the_words_do_not_hold_is_refused(quote: str, number: str, fields: dict[str, str], says: str) -> None:
    with pytest.raises(StoreError, match=says):
        make_claim(quote, number, PASSAGE, **fields)


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"metric": "damage_cost"}, "damage_cost counts money; say in which currency"),
        ({"metric": "killed", "currency": "EUR"}, "killed counts people, not EUR"),
    ],
)
def test_money_has_a_currency_and_nothing_else_has(store: Store, fields: dict[str, str], says: str) -> None:
    with pytest.raises(StoreError, match=says):
        store.add_by_hand(make_claim(QUOTE, "14", PASSAGE, **fields), PASSAGE, event="ferry", who="ana")
    assert row_counts(store)["capture"] == 0


@pytest.mark.parametrize(
    ("number", "word"), [("Dozens", "dozens"), ("tens of\nthousands", "tens_of_thousands"), ("oodles", None)]
)
def test_a_vague_word_is_known_by_its_spelling(store: Store, number: str, word: str | None) -> None:
    passage = Passage(f"{number} of sailors died", URL)
    made = make_claim(passage.text, number, passage, metric="killed", qualifier="vague")
    assert store.add_by_hand(made, passage, event="ferry", who="ana").vague_word == word


def test_a_page_of_the_very_words_quoted_is_another_capture(store: Store) -> None:
    posts = {"a": "At least 3 people died."}
    passage = Passage(posts["a"], URL)
    take_in(store, posts)
    store.add_by_hand(make_claim(passage.text, "3", passage, metric="killed"), passage, event="ferry", who="ana")
    assert row_counts(store)["capture"] == 2
    assert not take_in(store, posts, NOON.replace(year=2199)).capture_new


def test_a_claim_by_hand_needs_a_known_event(store: Store) -> None:
    with pytest.raises(UnknownEventError):
        store.add_by_hand(make_claim(QUOTE, "14", PASSAGE, metric="killed"), PASSAGE, event="fery", who="ana")
