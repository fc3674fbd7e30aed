"""What reads the words of strangers: each takes any text, and ends in a result or a ClaimsError."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from types import MappingProxyType

from claims.asking import read_filters
from claims.capture import capture_text
from claims.entries import read_page
from claims.entries.feed import read_feed
from claims.entries.relative import read_relative
from claims.entries.stamps import find_marks
from claims.errors import ClaimsError
from claims.exchange.tables.mapping import read_mapping
from claims.exchange.tables.sheet import read_sheet
from claims.extract import Context, extract_claims
from claims.extract.figures.lexicon import lexicon_of
from claims.extract.figures.numbers import find_numbers
from claims.extract.figures.tokens import tokenise
from claims.records import Entry
from claims.store.words import read_question
from claims.times import read_date, read_iso, read_stamp
from claims.vocabulary import load_vocabulary

SEEDS = Path(__file__).parent / "seeds"
BETWEEN = "\n%%\n"
"""Stands between two seeds of a file."""

VOCABULARY = load_vocabulary()
LEXICON = lexicon_of(VOCABULARY)
NOON = datetime(2022, 1, 10, 12, tzinfo=UTC)

Reader = Callable[[str], object]


def numbers(text: str) -> None:
    """Numbers in digits and words: each stands where it says."""
    tokens = tokenise(text)
    for number in find_numbers(tokens, LEXICON):
        assert 0 <= number.first < number.last <= len(tokens)


def stamps(text: str) -> None:
    """Stamps, dates and times, alone and at the edges of lines."""
    read_stamp(text)
    read_date(text)
    read_iso(text)
    read_relative(text, NOON, UTC)
    for mark in find_marks(text, "dmy", {}):
        assert 0 <= mark.start <= mark.end <= len(text)


def splitting(text: str) -> None:
    """A plain text into dated entries: each is words of the page, as they stand there."""
    page = read_page(capture_text(text, published=date(2022, 1, 10)))
    for entry in page.entries:
        assert page.text[entry.start : entry.start + len(entry.text)] == entry.text


def pages(text: str) -> None:
    """The HTML of a page into dated entries."""
    page = read_page(capture_text(text).model_copy(update={"media_type": "text/html"}))
    for entry in page.entries:
        assert page.text[entry.start : entry.start + len(entry.text)] == entry.text


def json_ld(text: str) -> None:
    """The data that a page carries, broken as it may be, and the live blog in it."""
    pages(f'<html><head><script type="application/ld+json">{text}</script></head><body><p>Boats.</p></body></html>')


def feeds(text: str) -> None:
    """RSS and Atom."""
    read_feed(text, "https://orvan-post.example/feed", "UTC")


def extraction(text: str) -> None:
    """Claims: every quote and number stands where it says."""
    entry = Entry(key="a", kind="post", start=0, text=text)
    for claim in extract_claims(entry, Context(publisher="Orvan Post", zone="UTC"), VOCABULARY):
        assert text[claim.start : claim.start + len(claim.quote)] == claim.quote
        assert text[claim.number_start : claim.number_start + len(claim.number)] == claim.number


def mappings(text: str) -> None:
    """A researcher's mapping of a table."""
    read_mapping(text, "fuzzed", VOCABULARY)


def tables(text: str) -> None:
    """Tables as CSV, JSON and JSON lines."""
    for form in ("csv", "json", "jsonl"):
        try:
            read_sheet(text.encode(errors="replace"), form)  # type: ignore[arg-type]
        except ClaimsError:
            continue


def filters(text: str) -> None:
    """Filters, a line each: "metric=killed"."""
    given = dict(line.split("=", 1) for line in text.splitlines() if "=" in line)
    read_filters(given, "Asia/Almaty", VOCABULARY)


def words(text: str) -> None:
    """The words of a full-text search."""
    read_question(text)


READERS: Mapping[str, Reader] = MappingProxyType(
    {
        each.__name__: each
        for each in (numbers, stamps, splitting, pages, json_ld, feeds, extraction, mappings, tables, filters, words)
    }
)


def fed(name: str, text: str) -> None:
    """Let a reader read; what it refuses is a result."""
    refused = ""
    try:
        READERS[name](text)
    except ClaimsError as error:
        refused = str(error)
    assert "\n" not in refused


def seeds(name: str) -> tuple[str, ...]:
    """The texts that are kept for a reader: of all sorts, and those that once broke it."""
    kept = (SEEDS / f"{name}.txt").read_bytes().decode()  # line ends as they are
    return tuple(kept.removesuffix("\n").split(BETWEEN))
