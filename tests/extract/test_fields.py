"""The fields that the annotated texts leave out, counted over the sentences of `fields.toml`."""

import tomllib
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path

import pytest

from claims.extract import extract_claims
from claims.extract.mention import Context
from claims.records import Claim, Entry, Moment
from claims.vocabulary import load_vocabulary

POSTED = Moment(at=datetime(2023, 6, 14, 16, tzinfo=UTC))
CASES = tomllib.loads(Path(__file__).with_name("fields.toml").read_text(encoding="utf-8"))["case"]
FIELDS = (
    *("scope", "part_of", "counting", "period", "said", "as_of", "occurred", "by", "resolved"),
    *("location", "place", "assumed"),
)
LEAST = 0.9
FOUND = 0.95
"""A figure that is not found has no fields; how many are found is another measure."""


def claims_of(case: dict) -> tuple[Claim, ...]:
    entry = Entry(key="k", text=case["text"], start=0, posted_at=POSTED)
    return extract_claims(entry, Context(place=case.get("place"), began="2023-06-10"))


def written(moment: Moment | None) -> str | None:
    if moment is None:
        return None
    if moment == POSTED:
        return "now"
    if moment.exactness == "month":
        return f"{moment.day:%Y-%m}"
    return f"{moment.day:%m-%d}" if moment.exactness == "day" else f"{moment.at:%m-%d %H:%M}"


def span(first: Moment | None, last: Moment | None) -> list[str | None] | None:
    return [written(first), written(last)] if first or last else None


def answers(claim: Claim, claims: tuple[Claim, ...]) -> dict:
    whole = next((other.number for other in claims if other.number_start == claim.part_of), None)
    return {
        "scope": claim.scope,
        "part_of": whole,
        "counting": claim.counting,
        "period": span(claim.period_from, claim.period_to),
        "said": written(claim.said_at),
        "as_of": written(claim.as_of),
        "occurred": span(claim.occurred_from, claim.occurred_to),
        "by": claim.by,
        "resolved": claim.group_resolved,
        "location": claim.location,
        "place": claim.place,
        "assumed": claim.place_assumed,
    }


def expected(claim: Claim, given: dict) -> dict:
    """What is given of a figure, and the defaults of the rest."""
    defaults = dict.fromkeys(FIELDS) | {
        "scope": "total",
        "counting": load_vocabulary().metrics[claim.metric].counting,
        "said": "now",
        "as_of": given.get("said", "now"),
        "resolved": claim.group,
        "assumed": False,
    }
    return defaults | given


def agree(field: str, got: object, wanted: object) -> bool:
    """A place agrees, as in the corpus's scorer, where the words of one are all in the other."""
    if field == "location" and got and wanted:
        one, other = set(str(got).split()), set(str(wanted).split())
        return one <= other or other <= one
    return got == wanted


def counted() -> tuple[dict, dict]:
    """Per field, whether each figure has it right, of all figures; and the misses with their sentences."""
    right, misses = defaultdict(list), defaultdict(list)
    for case in CASES:
        claims = claims_of(case)
        given = {number: fields for number, fields in case.items() if isinstance(fields, dict)}
        for claim in claims:
            got, wanted = answers(claim, claims), expected(claim, given.pop(claim.number, {}))
            for field in FIELDS:
                same = agree(field, got[field], wanted[field])
                right[field].append((same, wanted[field] == expected(claim, {})[field]))
                if not same:
                    misses[field].append(f"{claim.number}: {got[field]!r}, not {wanted[field]!r}: {case['text']}")
        right["found"] += [(True, False)] * len(claims) + [(False, False)] * len(given)
        misses["found"] += [f"{number}: not found: {case['text']}" for number in given]
    return right, misses


@pytest.fixture(scope="module")
def counts() -> tuple[dict, dict]:
    return counted()


def test_the_table_has_its_hundred_sentences():
    assert len(CASES) >= 100


def test_the_figures_are_found(counts):
    found = [ok for ok, _ in counts[0]["found"]]
    assert sum(found) / len(found) >= FOUND, "\n".join(counts[1]["found"])


@pytest.mark.parametrize("field", FIELDS)
def test_a_field_is_right_in_nine_of_ten(field, counts):
    right, misses = counts[0][field], "\n".join(counts[1][field])
    every = [ok for ok, _ in right]
    told = [ok for ok, default in right if not default]
    assert sum(every) / len(every) >= LEAST, misses
    assert sum(told) / len(told) >= LEAST, f"{sum(told)} of {len(told)} that the text tells:\n{misses}"
