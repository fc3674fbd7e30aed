"""A table that was read goes into the database as pages do; one that is known is read again if its mapping changed."""

from claims.errors import ClaimsError, UnknownEventError
from claims.exchange.tables.reading import ReadTable
from claims.names import slugify
from claims.records import Event
from claims.store import Ingested, Store


def event_for(store: Store, slug: str) -> Event:
    """The event of that slug, or what it would be where there is none yet; raises ClaimsError."""
    try:
        return store.event(slug)
    except UnknownEventError:
        return new_event(slug)


def new_event(slug: str) -> Event:
    """An event of which nothing is known but its slug; raises ClaimsError for what can't be one."""
    if slugify(slug) != slug:
        raise ClaimsError(f"An event can't be named {slug!r}; name it {slugify(slug)}.")
    return Event(slug=slug, title=slug)


def store_table(store: Store, read: ReadTable, event: Event) -> Ingested:
    """Store what is new in a table: rows not seen before, cells that changed, rows that are gone; raises StoreError."""
    if all(each.slug != event.slug for each in store.events()):
        store.put_event(event)
    taken = store.add(read.capture, read.page, read.claims, event.slug, extractor=read.extractor)
    if taken.capture_new or taken.capture_id is None:
        return taken
    again = store.read_table_again(taken.capture_id, read.page, read.claims, read.extractor)
    return taken if again is None else again
