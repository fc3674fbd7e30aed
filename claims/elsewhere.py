"""Background figures, which count what happened long before their event: the events to which they may belong."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from claims.compare.aside import LEEWAY, aside_of
from claims.outline import Outline
from claims.records import Event, Filters, Moment, Record, StoredClaim
from claims.store import Store
from claims.store.meeting import is_within_place


class Background(Record):
    """A figure set aside as background, and the event whose days and place it fits best."""

    claim: StoredClaim
    to: str | None
    """Slug of that event; None where no event of the database fits."""
    reason: str


def background_figures(store: Store, event: str | None = None) -> tuple[Background, ...]:
    """The background figures of an event, or of all, each with the event that it may belong to.

    Raises UnknownEventError.
    """
    events = store.events()
    asked = (store.event(event),) if event is not None else events
    return tuple(_suggestion(claim, about, events) for about in asked for claim in _background(store, about))


def _background(store: Store, event: Event) -> Iterator[StoredClaim]:
    """The claims of an event that count only what was over when it began, set aside by its comparisons."""

    def background(claim: Outline | StoredClaim) -> int | None:
        aside = aside_of(claim, event)
        until = claim.occurred_to or claim.occurred_from
        over = until is not None and until.end <= _days(event)[0]
        return claim.id if over and aside is not None and aside.kind == "background" else None

    ids = store.outlined(Filters(event=event.slug), background) if event.starts_on else []
    found = store.by_id(each for each in ids if each is not None)
    return (found[each] for each in sorted(found))


def _suggestion(claim: StoredClaim, event: Event, events: Sequence[Event]) -> Background:
    number = f"{claim.number} ({claim.attributed_to or claim.publisher or claim.url})"
    assert claim.occurred_from is not None
    when = f"counts what happened {_span(claim.occurred_from, claim.occurred_to)}"
    fitting = [each for each in events if each.slug != event.slug and _fits(claim, each)]
    if not fitting:
        none = "no event of those days and that place is here"
        return Background(claim=claim, to=None, reason=f"{number} {when}; {none}.")
    best = min(fitting, key=lambda each: _distance(claim, each))
    others = ", ".join(each.slug for each in fitting if each is not best)
    also = f" ({others} would fit too)" if others else ""
    still = aside_of(claim.model_copy(update={"event": best.slug}), best) is not None
    amend = "; amend from when to when, or it stays background there" if still else ""
    return Background(claim=claim, to=best.slug, reason=f"{number} {when}, as {best.slug} did{also}{amend}.")


def _fits(claim: StoredClaim, event: Event) -> bool:
    """Whether a claim may count what happened in an event: its days meet the event's, its place is within or around."""
    if event.starts_on is None or claim.occurred_from is None:
        return False
    first, last = _days(event)
    if claim.occurred_from.at >= last or (claim.occurred_to or claim.occurred_from).end <= first:
        return False
    return claim.place is None or event.place is None or _meet(claim.place, event.place)


def _meet(one: str, other: str) -> bool:
    """Whether one of two places lies in the other."""
    return is_within_place(one, other) or is_within_place(other, one)


def _days(event: Event) -> tuple[datetime, datetime]:
    """When an event began, and when it was over: within a month where nobody said so."""
    zone = ZoneInfo(event.zone)
    assert event.starts_on is not None
    first = datetime.combine(event.starts_on, time(), zone).astimezone(UTC)
    ends = event.ends_on or event.starts_on + LEEWAY
    return first, datetime.combine(ends + timedelta(days=1), time(), zone).astimezone(UTC)


def _distance(claim: StoredClaim, event: Event) -> tuple[bool, timedelta, str]:
    """Events with the claim's own place first, then those that began nearest to it."""
    assert claim.occurred_from is not None
    return claim.place != event.place, abs(_days(event)[0] - claim.occurred_from.at), event.slug


def _span(first: Moment, last: Moment | None) -> str:
    written = [each.written()[:10] for each in (first, last) if each is not None]
    return "in " + written[0] if len(set(written)) == 1 else f"from {written[0]} to {written[-1]}"
