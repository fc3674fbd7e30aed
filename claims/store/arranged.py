"""Which event a claim belongs to: by a person's decision or by a rule; and what is done to events as a whole."""

from collections.abc import Iterable
from datetime import date

from claims.records import Event, Filters
from claims.store import event_changes, event_rules, looking, moving, ruling, versions
from claims.store.counting import counts_by_event
from claims.store.decisions import Decision, add_decision
from claims.store.event_changes import EventChange
from claims.store.event_rules import EventRule
from claims.store.events import ListedEvent, counted_events, event_row, find_event, list_parts
from claims.store.judged import Judged, now
from claims.store.moving import Move
from claims.store.rows import EventRow
from claims.store.ruling import Placing

_AT_ONCE = 100
"""Claims moved in one transaction: others may write in between."""


class Arranged(Judged):
    """A database as something whose claims are put in order by event."""

    def listed_events(self) -> tuple[ListedEvent, ...]:
        """All events, by slug, with how many claims of each stand."""
        with self._reading() as session:
            return counted_events(session, counts_by_event(session, Filters(), self._words()))

    def version_around(self, event: str) -> int:
        """Changes with every write that may change what is known of an event, its whole and its parts.

        Raises UnknownEventError.
        """
        with self._reading() as session:
            return versions.version_around(session, event_row(session, event))

    def parts_of(self, event: str) -> tuple[Event, ...]:
        """The events that are parts of an event itself, by slug; raises UnknownEventError."""
        with self._reading() as session:
            return list_parts(session, event)

    def moves_of(self, claim: int | str) -> tuple[Move, ...]:
        """How a claim came to its event, the first step first; raises UnknownClaimError."""
        with self._reading() as session:
            return moving.list_moves(session, looking.claim_row(session, claim).id or 0)

    def move(self, claims: Iterable[int | str], event: str, who: str, why: str | None = None) -> tuple[Decision, ...]:
        """Put claims into another event, by a decision on each.

        Raises UnknownClaimError, UnknownEventError, StoreError; whole batches of 100 before the one that can't be moved
        are moved.
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

    def rename_event(self, slug: str, name: str, who: str, why: str | None = None) -> Event:
        """Give an event another name; the old one leads to it still. Raises UnknownEventError, StoreError."""
        with self._writing() as session:
            return find_event(session, event_changes.rename_event(session, slug, name, who, why, now()).slug)

    def merge_events(self, slug: str, into: str, who: str, why: str | None = None) -> Event:
        """Say that an event is another one, which then has what was its; raises UnknownEventError, StoreError."""
        with self._writing() as session:
            return find_event(session, event_changes.merge_events(session, slug, into, who, why, now()).slug)

    def part_event(self, slug: str, who: str, why: str | None = None) -> Event:
        """Take a merge back: the event has again what it brought, but for what was moved since; raises StoreError."""
        with self._writing() as session:
            return find_event(session, event_changes.part_event(session, slug, who, why, now()).slug)

    def delete_event(self, slug: str, who: str, why: str | None = None) -> None:
        """Delete an event that nothing belongs or ever belonged to; raises UnknownEventError, StoreError."""
        with self._writing() as session:
            event_changes.delete_event(session, slug, who, why, now())

    def event_changes(self) -> tuple[EventChange, ...]:
        """What people did to events as a whole: renamed, merged, parted, deleted; the first first."""
        with self._reading() as session:
            return event_changes.list_event_changes(session)

    # Rules

    def rules(self) -> tuple[EventRule, ...]:
        """The rules that stand, in the order in which they were stated."""
        with self._reading() as session:
            return event_rules.list_rules(session)

    def add_rule(
        self,
        event: str,
        who: str,
        *,
        among: str | None = None,
        page: str | None = None,
        place: str | None = None,
        since: date | None = None,
        until: date | None = None,
        metric: str | None = None,
    ) -> EventRule:
        """State which claims belong to an event; those that are stored move when the rules are applied.

        Raises UnknownEventError, and StoreError for a rule that says too little.
        """
        said = {"among": among, "page": page, "place": place, "since": since, "until": until, "metric": metric}
        with self._writing() as session:
            return event_rules.add_rule(session, event, who, now(), **said)  # type: ignore[arg-type]

    def remove_rule(self, number: int) -> EventRule:
        """Take a rule back; the claims that it moved stay until the rules are applied. Raises StoreError."""
        with self._writing() as session:
            return event_rules.remove_rule(session, number, now())

    def apply_rules(self, *, dry_run: bool = False) -> tuple[Placing, ...]:
        """Move the claims that rules put elsewhere than where they are; returns them, with `dry_run` unmoved.

        Claims that a person moved or entered stay; those that no rule holds any more go back where they were read.
        """
        with self._reading() as session:
            found = tuple(ruling.list_placings(session))
        for first in range(0, 0 if dry_run else len(found), _AT_ONCE):
            with self._writing() as session:
                ruling.place(session, found[first : first + _AT_ONCE], self._sources(session), now())
        return found

    def default_event(self, url: str) -> str | None:
        """The slug of the event to which a rule gives all claims of a page; None where no rule does."""
        with self._reading() as session:
            rule = event_rules.standing_rules(session).of_page(url)
            return session.get_one(EventRow, rule.event_id).slug if rule else None
