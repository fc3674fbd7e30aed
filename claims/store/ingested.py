"""What taking a page in, or reading it again, changed in the database."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ingested:
    """What taking in a capture, or reading stored posts again, found new; sums with `+` over several."""

    capture_id: int | None = None
    capture_new: bool = False
    entries_new: int = 0
    entries_changed: int = 0
    """Posts in a new wording."""
    entries_seen: int = 0
    """Posts whose wording was known."""
    claims_new: int = 0
    claims_known: int = 0
    claims_changed: int = 0
    """Claims that were read differently this time."""
    claims_withdrawn: int = 0
    """Claims that this extractor no longer finds and nobody had decided on."""
    claims_left: int = 0
    """Claims that were found by a researcher's own words, which this run did not have."""
    needs_review: int = 0
    """Claims of a new wording whose predecessor a person had decided on."""
    problems: int = 0

    def __add__(self, other: "Ingested") -> "Ingested":
        return Ingested(
            capture_new=self.capture_new or other.capture_new,
            **{name: getattr(self, name) + getattr(other, name) for name in _COUNTS},
        )

    def in_words(self) -> str:
        """For people: "3 new entries, 5 known entries; 12 new claims; 1 problem"."""
        entries = _list(
            _many(self.entries_new, "new entry", "new entries"),
            _many(self.entries_changed, "edited entry", "edited entries"),
            _many(self.entries_seen, "known entry", "known entries"),
        )
        claims = _list(
            _many(self.claims_new, "new claim", "new claims"),
            _many(self.claims_known, "known claim", "known claims"),
            _many(self.claims_changed, "claim read differently", "claims read differently"),
            _many(self.claims_withdrawn, "withdrawn claim", "withdrawn claims"),
            _many(self.claims_left, "claim of another vocabulary left", "claims of another vocabulary left"),
            _many(self.needs_review, "claim to review", "claims to review"),
        )
        problems = _many(self.problems, "problem", "problems")
        return "; ".join(part for part in (entries or "no entries", claims or "no claims", problems) if part)


_COUNTS = (
    "entries_new",
    "entries_changed",
    "entries_seen",
    "claims_new",
    "claims_known",
    "claims_changed",
    "claims_withdrawn",
    "claims_left",
    "needs_review",
    "problems",
)


def _many(count: int, one: str, several: str) -> str:
    return f"{count} {one if count == 1 else several}" if count else ""


def _list(*parts: str) -> str:
    return ", ".join(part for part in parts if part)
