"""Rules that a person states: which claims belong to an event, by their page, their place, their time, their metric."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from claims.errors import StoreError
from claims.records import Moment, Record, Utc
from claims.store.event_rows import EventRuleRow
from claims.store.events import event_ids, event_row, standing_event
from claims.store.meeting import is_within_place
from claims.store.rows import EventRow


class EventRule(Record):
    """Claims that meet all that is said belong to the event."""

    id: int
    event: str
    among: str | None = None
    """Only claims that were read into that event, or one within it."""
    page: str | None = None
    """How the address of the page begins."""
    place: str | None = None
    """Gazetteer key; holds what lies in it."""
    since: date | None = None
    until: date | None = None
    """Days within which it happened, or, where that is not said, for which it was said; those of the event unless given
    where there is a place."""
    metric: str | None = None
    who: str
    made_at: Utc

    def in_words(self) -> str:
        """For people: "killed in kazakhstan/almaty, since 2022-01-04, until 2022-01-06"."""
        parts = (
            f"{self.metric or 'anything'}{f' in {self.place}' if self.place else ''}",
            f"on pages that begin with {self.page}" if self.page else None,
            f"since {self.since}" if self.since else None,
            f"until {self.until}" if self.until else None,
            f"of {self.among}" if self.among else None,
        )
        return ", ".join(part for part in parts if part)


@dataclass(slots=True)
class Facts:
    """What a rule looks at: the page's address, the event that a claim was read into, and the claim's own fields."""

    url: str
    home: int
    metric: str
    place: str | None
    occurred: tuple[Moment | None, Moment | None]
    said: Moment | None
    """The moment that it holds for, else when it was said or posted."""

    def days(self, zone: ZoneInfo) -> tuple[date, date] | None:
        """The first and the last day on which it may have happened, or for which it was said; None where unknown."""
        first, last = self.occurred
        first, last = first or last or self.said, last or first or self.said
        return None if first is None or last is None else (_day(first, zone), _last_day(last, zone))


@dataclass(frozen=True)
class _Standing:
    """A rule that stands, ready to be asked."""

    rule: EventRuleRow
    event: EventRow
    among: frozenset[int] | None

    def holds(self, facts: Facts) -> bool:
        """Whether a claim meets all that it says."""
        rule = self.rule
        if (rule.metric is not None and rule.metric != facts.metric) or not facts.url.startswith(rule.page or ""):
            return False
        if self.among is not None and facts.home not in self.among:
            return False
        if rule.place is not None and not is_within_place(facts.place, rule.place):
            return False
        return self._in_time(facts)

    def _in_time(self, facts: Facts) -> bool:
        since, until = self.bounds
        if since is None and until is None:
            return True
        days = facts.days(self._zone)
        return days is not None and (since is None or days[0] >= since) and (until is None or days[1] <= until)

    @cached_property
    def bounds(self) -> tuple[date | None, date | None]:
        """The days that it means."""
        rule = self.rule
        if rule.place is None or rule.since or rule.until:
            return rule.since, rule.until
        return self.event.starts_on, self.event.ends_on

    @cached_property
    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self.event.zone)

    @property
    def precision(self) -> tuple[int, int, int, int]:
        """How much it says: of two rules that hold, the one that says more counts, else the later one."""
        rule = self.rule
        said = (rule.page, rule.place, rule.since or rule.until, rule.metric, rule.among_id)
        depth = (rule.place or "").count("/")
        return sum(each is not None for each in said), len(rule.page or ""), depth, rule.id or 0


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules that stand, those that say most first."""

    standing: Sequence[_Standing]

    def of(self, facts: Facts) -> EventRuleRow | None:
        """The rule that says where a claim belongs; None where none does."""
        return next((each.rule for each in self.standing if each.holds(facts)), None)

    def of_page(self, url: str) -> EventRuleRow | None:
        """The rule that gives all claims of a page their event: the page's default."""
        alone = (each.rule for each in self.standing if each.rule.page is not None and each.precision[0] == 1)
        return next((rule for rule in alone if url.startswith(rule.page or "")), None)


def standing_rules(session: Session) -> Rules:
    """The rules that nobody has taken back."""
    rows = session.exec(select(EventRuleRow).where(col(EventRuleRow.removed_at).is_(None))).all()
    made = (_Standing(row, session.get_one(EventRow, row.event_id), _among(session, row)) for row in rows)
    return Rules(sorted(made, key=lambda each: each.precision, reverse=True))


def list_rules(session: Session) -> tuple[EventRule, ...]:
    """The rules that nobody has taken back, in the order in which they were stated."""
    asked = select(EventRuleRow).where(col(EventRuleRow.removed_at).is_(None)).order_by(col(EventRuleRow.id))
    return tuple(_rule(session, row) for row in session.exec(asked))


def add_rule(
    session: Session,
    event: str,
    who: str,
    now: datetime,
    *,
    among: str | None,
    page: str | None,
    place: str | None,
    since: date | None,
    until: date | None,
    metric: str | None,
) -> EventRule:
    """State a rule; raises UnknownEventError, and StoreError for one that says too little or whose days are odd."""
    if not who.strip():
        raise StoreError("A rule needs the name of who states it.")
    if not (page or place or since or until):
        raise StoreError("A rule needs a page, a place or days; else it would take every claim there is.")
    if since and until and until < since:
        raise StoreError(f"A rule can't end on {until}: it starts on {since}.")
    row = EventRuleRow(
        event_id=event_row(session, event).id or 0,
        among_id=event_row(session, among).id if among else None,
        page=page,
        place=place,
        since=since,
        until=until,
        metric=metric,
        who=who,
        made_at=now,
    )
    session.add(row)
    session.flush()
    return _rule(session, row)


def remove_rule(session: Session, number: int, now: datetime) -> EventRule:
    """Take a rule back; the claims that it moved stay until the rules are applied. Raises StoreError."""
    row = session.get(EventRuleRow, number)
    if row is None or row.removed_at is not None:
        raise StoreError(f"There is no rule {number}; `claims events rules` lists them.")
    row.removed_at = now
    session.flush()
    return _rule(session, row)


def _rule(session: Session, row: EventRuleRow) -> EventRule:
    among = session.get_one(EventRow, row.among_id) if row.among_id is not None else None
    event = standing_event(session, session.get_one(EventRow, row.event_id))
    fields = row.model_dump(include={"id", "page", "place", "since", "until", "metric", "who", "made_at"})
    return EventRule(**fields, event=event.slug, among=standing_event(session, among).slug if among else None)


def _among(session: Session, row: EventRuleRow) -> frozenset[int] | None:
    if row.among_id is None:
        return None
    return frozenset(event_ids(session, session.get_one(EventRow, row.among_id), sub_events=True))


def _day(moment: Moment, zone: ZoneInfo) -> date:
    return moment.day if moment.exactness in ("day", "month") else moment.at.astimezone(zone).date()


def _last_day(moment: Moment, zone: ZoneInfo) -> date:
    day = _day(moment, zone)
    return day.replace(day=monthrange(day.year, day.month)[1]) if moment.exactness == "month" else day
