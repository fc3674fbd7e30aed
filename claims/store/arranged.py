"""Which event a claim belongs to: by a person's decision or by a rule; and what is done to events as a whole."""

from collections.abc import Iterable

from claims.records import Filters
from claims.store import looking, moving
from claims.store.decisions import Decision, add_decision
from claims.store.events import ListedEvent, count_claims
from claims.store.filters import conditions
from claims.store.judged import Judged, now
from claims.store.moving import Move

_AT_ONCE = 100
"""Claims moved in one transaction: others may write in between."""


class Arranged(Judged):
    """A database as something whose claims are put in order by event."""

    def listed_events(self) -> tuple[ListedEvent, ...]:
        """All events, by slug, with how many claims of each stand."""
        with self._reading() as session:
            return count_claims(session, *conditions(session, Filters(), self._words()))

    def moves_of(self, claim: int | str) -> tuple[Move, ...]:
        """How a claim came to its event, the first step first; raises UnknownClaimError."""
        with self._reading() as session:
            return moving.list_moves(session, looking.claim_row(session, claim).id or 0)

    def move(self, claims: Iterable[int | str], event: str, who: str, why: str | None = None) -> tuple[Decision, ...]:
        """Put claims into another event, by a decision on each.

        Raises UnknownClaimError, UnknownEventError, StoreError; those before the one that can't be moved are moved.
        """
        every, made = list(claims), []
        for first in range(0, len(every), _AT_ONCE):
            with self._writing() as session:
                sources = self._sources(session)
                for claim in every[first : first + _AT_ONCE]:
                    row = looking.claim_row(session, claim)
                    standing = looking.as_claim(looking.select_claim(session, row.id or 0))
                    fields = {"event": event}
                    made.append(add_decision(session, row, standing, "move", who, why, fields, sources, now()))
        return tuple(made)
