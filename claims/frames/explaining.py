"""The columns of `claims extract --explain`: every number of a text, what it was read as and why."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from claims.extract.explain import Explained, Explanation
from claims.extract.left_out import LeftOut
from claims.frames.table import FLAG, ID, NUMBER, SLUG, TEXT, Column, Table
from claims.records import Entry


@dataclass(frozen=True, slots=True)
class ExplainedNumber:
    """A number of a file: taken as a claim with its reasons, or left out with one."""

    doc: str
    entry: Entry
    sentence: str
    number: Explained | LeftOut

    @property
    def start(self) -> int:
        """Offset of the number in the entry's text."""
        return self.number.claim.number_start if isinstance(self.number, Explained) else self.number.start


def explained_numbers(doc: str, explanation: Explanation) -> Iterator[ExplainedNumber]:
    """The numbers of an entry in text order, taken and left out."""
    numbers: tuple[Explained | LeftOut, ...] = (*explanation.figures, *explanation.left_out)
    found = (
        ExplainedNumber(doc, explanation.entry, explanation.sentence_of(number).text, number) for number in numbers
    )
    yield from sorted(found, key=lambda number: number.start)


def _of_claim(name: str, dtype: str, meaning: str) -> Column:
    def read(explained: ExplainedNumber) -> Any:
        return getattr(explained.number.claim, name) if isinstance(explained.number, Explained) else None

    return Column(name, dtype, meaning, read)


def _reasons(explained: ExplainedNumber) -> list[dict[str, Any]]:
    """The reasons as objects, offsets in the page's text."""
    if isinstance(explained.number, LeftOut):
        return []
    rows = [asdict(reason) for reason in explained.number.reasons]
    return [{**row, "start": None if row["start"] is None else explained.entry.start + row["start"]} for row in rows]


EXPLAINED = Table(
    (
        Column("doc", TEXT, "name of the file, without suffix", lambda explained: explained.doc),
        Column("time", TEXT, "time of the entry, as far as it is known", lambda explained: explained.entry.time),
        Column("sentence", TEXT, "the sentence that holds the number", lambda explained: explained.sentence),
        Column(
            "number",
            TEXT,
            "the number as written",
            lambda each: each.number.claim.number if isinstance(each.number, Explained) else each.number.number,
        ),
        Column(
            "number_start",
            ID,
            "offset of the number, in code points of the page's text",
            lambda explained: explained.entry.start + explained.start,
        ),
        Column("taken", FLAG, "whether it is a claim", lambda explained: isinstance(explained.number, Explained)),
        _of_claim("metric", SLUG, "what is counted"),
        _of_claim("quote", TEXT, "the words that carry the figure"),
        _of_claim("confidence", NUMBER, "the extractor's own, 0 to 1"),
        Column(
            "rule",
            SLUG,
            "the rule that found the figure, or by which the number is none",
            lambda each: each.number.claim.rule if isinstance(each.number, Explained) else each.number.rule,
        ),
        Column(
            "why",
            TEXT,
            "of a number that is no claim, the rule in plain words",
            lambda each: None if isinstance(each.number, Explained) else each.number.why,
        ),
        Column("reasons", TEXT, "for each part of a claim: words, start, value, rules, why", _reasons),
    )
)
