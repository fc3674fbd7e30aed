"""What is made of claims: readings, decisions, the queue of those that wait for a person."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from claims.records import Filters, StoredClaim
from claims.store import decisions, looking, readings
from claims.store.check import CHECKS, Checked, run_check
from claims.store.decisions import Decision, Kind
from claims.store.opened import Opened
from claims.store.queue import select_queue
from claims.store.readings import Reading
from claims.store.rows import ClaimRow


class Judged(Opened):
    """A database as something that people judge."""

    def queue(self, filters: Filters, *, limit: int = 50) -> tuple[StoredClaim, ...]:
        """The claims that fit and wait for a person, at most `limit`: to be reviewed again first, then the least sure.

        Raises StoreError, UnknownEventError and UnknownSourceError.
        """
        with self._reading() as session:
            return select_queue(session, filters, limit, self._words())

    def readings_of(self, claim: int | str) -> tuple[Reading, ...]:
        """What extractors made of a claim, oldest first; raises UnknownClaimError."""
        with self._reading() as session:
            return readings.list_readings(session, _id(looking.claim_row(session, claim)))

    def decisions_of(self, claim: int | str) -> tuple[Decision, ...]:
        """What people did to a claim, oldest first; raises UnknownClaimError."""
        with self._reading() as session:
            return decisions.list_decisions(session, _id(looking.claim_row(session, claim)))

    def decide(
        self,
        claim: int | str,
        kind: Kind,
        who: str,
        why: str | None = None,
        fields: Mapping[str, Any] | None = None,
        seen: int | None = None,
    ) -> Decision:
        """Record what a person does to a claim; raises UnknownClaimError, StoreError.

        `fields` are what "amend" changes: a claim's own, or `attributed_to`; for "rank", `{"rank": "preferred"}`.
        "undo" takes back the latest decision that none has taken back. `seen` is the id of the latest
        decision that the person knew of, 0 for none; where there is a later one, DecidedSinceError is raised.
        """
        with self._writing() as session:
            row = looking.claim_row(session, claim)
            if seen is not None:
                decisions.check_seen(session, _id(row), seen)
            standing = looking.as_claim(looking.select_claim(session, _id(row)))
            sources = self._sources(session)
            return decisions.add_decision(session, row, standing, kind, who, why, fields or {}, sources, now())

    def check(self) -> Iterator[Checked]:
        """Check whether the database is whole: how far each check has come, and what is wrong.

        What a file that may only be read can't be checked for is left out.
        """
        only_read = bool(self._engine.url.query)
        for check in CHECKS:
            if not (check.writes and only_read):
                with self._writing() if check.writes else self._reading() as session:
                    yield from run_check(session, check)

    def broken_decisions(self) -> tuple[int, ...]:
        """Ids of decisions that were changed after they were made: the chain of hashes breaks there."""
        with self._reading() as session:
            return tuple(decisions.broken_decisions(session))


def now() -> datetime:
    """The moment at which something is stored."""
    return datetime.now(UTC)


def _id(row: ClaimRow) -> int:
    assert row.id is not None
    return row.id
