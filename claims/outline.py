"""A stored claim in outline: what comparing needs of it, light enough to be held by the hundred thousand."""

from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from claims.records import Basis, Certainty, Counting, Moment, Qualifier, Rank, Scope, Stance, Status


class Speaking(NamedTuple):
    """Who rejects a figure, else who states it."""

    name: str
    stance: Stance


class Outline(NamedTuple):
    """The fields of `claims.records.StoredClaim` that comparisons and their tables ask for, under the same names."""

    id: int
    uid: str
    event: str
    entry_id: int
    part_of_id: int | None
    status: Status
    rank: Rank
    deleted_at: datetime | None
    url: str
    quote: str
    number: str
    number_start: int
    metric: str
    value: Decimal | None
    value_high: Decimal | None
    qualifier: Qualifier
    vague_word: str | None
    currency: str | None
    group_kind: str
    location: str | None
    place: str | None
    place_assumed: bool
    scope: Scope
    counting: Counting
    basis: Basis
    certainty: Certainty
    posted_at: Moment | None
    period_from: Moment | None
    period_to: Moment | None
    said_at: Moment | None
    as_of: Moment | None
    occurred_from: Moment | None
    occurred_to: Moment | None
    speaker_source: str | None
    speaks_for: str | None
    side: str | None
    speaking: Speaking | None
    attributed_to: str | None
    via: tuple[str, ...]
    relay_sources: tuple[str, ...]
    publisher: str | None
    publisher_source: str | None
    publisher_side: str | None

    @property
    def denied(self) -> bool:
        """Whether the credited party denies or takes back the figure."""
        return self.speaking is not None and self.speaking.stance != "states"
