"""Paragraphs full of numbers that report nothing of an event: at most one false claim in 5,000 words."""

import tomllib
from pathlib import Path

from claims.extract import extract_claims
from claims.records import Entry

PARAGRAPHS = {
    topic: " ".join(text.split())
    for topic, text in tomllib.loads(Path(__file__).with_name("no_claims.toml").read_text(encoding="utf-8")).items()
}
WORDS_PER_FALSE_CLAIM = 5000


def test_numbers_that_report_no_event_make_no_claim():
    false = [
        (topic, claim.metric, claim.quote)
        for topic, text in PARAGRAPHS.items()
        for claim in extract_claims(Entry(key=topic, text=text, start=0))
    ]
    words = sum(len(text.split()) for text in PARAGRAPHS.values())
    assert len(PARAGRAPHS) >= 40
    assert false[words // WORDS_PER_FALSE_CLAIM :] == []
