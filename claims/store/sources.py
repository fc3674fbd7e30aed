"""Sources: found again by their matching key however their name is spelled, else made from what the name shows."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, or_, select

from claims import gazetteer
from claims.errors import StoreError, UnknownSourceError
from claims.names import is_unnamed, known_source, make_source, source_key, spoken_for
from claims.records import Source
from claims.store.columns import storable
from claims.store.moves import Move, Spelling, moves_in_force, named_row, place_of
from claims.store.rows import AliasRow, SourceRow
from claims.vocabulary import Vocabulary


class Sources:
    """Finds the source that a name means, or makes it, within one transaction."""

    def __init__(self, session: Session, vocabulary: Vocabulary) -> None:
        self.session = session
        self.vocabulary = vocabulary
        self._found: dict[tuple[str, str | None, str], int] = {}
        self._moves: tuple[Move, ...] | None = None

    def find(self, name: str, place: str | None, outlet: str) -> int:
        """Id of the source that `name` means to an outlet that reports on `place` (a gazetteer key)."""
        asked = (name, place, outlet)
        if asked not in self._found:
            self._found[asked] = self._find(storable(name), home_of(place, self.vocabulary), outlet)
        return self._found[asked]

    def key(self, name: str, place: str | None, outlet: str) -> str:
        """The matching key of a name, to an outlet that reports on a place."""
        return self._key(storable(name), home_of(place, self.vocabulary), outlet)

    def _key(self, name: str, home: str | None, outlet: str) -> str:
        key = storable(source_key(name, home, self.vocabulary))
        # "Witnesses" of two outlets are not the same people: each outlet has its own.
        return f"{key} @ {source_key(outlet, None, self.vocabulary)}" if is_unnamed(name) else key

    def _find(self, name: str, home: str | None, outlet: str, *, as_body: bool = False) -> int:
        key = self._key(name, home, outlet)
        asked = select(AliasRow).where(AliasRow.key == key).order_by(col(AliasRow.id))
        spellings = self.session.exec(asked).all()
        for row in spellings:
            if row.name == name:
                return row.source_id
        if spellings:
            first = spellings[0].home_id or spellings[0].source_id
        else:
            body = None if as_body else spoken_for(name)
            differs = body is not None and source_key(body, home, self.vocabulary) != key
            body_id = self._find(body, home, outlet, as_body=True) if body and differs else None
            first = self._home(name, key, home)
            if body and body_id is not None and body_id != first:
                self._affiliate(first, body_id, self._key(body, home, outlet))
        return self._spell(name, key, first)

    def _affiliate(self, source_id: int, body_id: int, key: str) -> None:
        """Let a new source speak for a body; where that was merged, for it again once the merge is taken back."""
        row = self.session.get_one(SourceRow, source_id)
        row.speaks_for_id = body_id
        homes = select(SourceRow.id).join(AliasRow, col(AliasRow.home_id) == SourceRow.id)
        homes = homes.where(AliasRow.key == key, SourceRow.merged_into_id == body_id)
        row.body_id = self.session.exec(homes.limit(1)).first()

    def spell(self, name: str, key: str) -> AliasRow:
        """Enter a spelling that a person gave under its key, as yet that of a source of its own; the row of it."""
        asked = select(AliasRow).where(AliasRow.key == key).order_by(col(AliasRow.id))
        first = self.session.exec(asked).first()
        home = (first.home_id or first.source_id) if first else self._home(name, key, None)
        self._spell(name, key, home)
        return self.session.exec(asked.where(AliasRow.name == name)).one()

    def _spell(self, name: str, key: str, home: int) -> int:
        """Enter a spelling new to its key; returns the source that it means where people merged or split."""
        if self._moves is None:
            self._moves = moves_in_force(self.session)
        means = place_of(home, (key, name), self._moves)
        self.session.add(AliasRow(source_id=means, key=key, name=name, home_id=None if means == home else home))
        self.session.flush()
        return means

    def _home(self, name: str, key: str, home: str | None) -> int:
        """The source that a key is of: made unless one was, whose every spelling was taken back."""
        known = self.session.exec(select(SourceRow.id).where(SourceRow.key == key)).first()
        return known or self.make(name, key, home)

    def make(self, name: str, key: str, home: str | None = None) -> int:
        """Add a source under its first name seen, its kind, side and country as far as the name shows them."""
        known = known_source(name, self.vocabulary)
        made = make_source(known.name if known else name, self.vocabulary, home)
        row = SourceRow(
            slug=self._free_slug(known.slug if known else made.slug),
            name=made.name,
            key=key,
            kind=made.kind,
            country=made.country,
            side=made.side,
        )
        self.session.add(row)
        self.session.flush()
        return row_id(row)

    def _free_slug(self, slug: str) -> str:
        # The slug itself, and those with a number behind its hyphen: "." follows "-".
        alike = select(SourceRow.slug).where(col(SourceRow.slug) >= slug, col(SourceRow.slug) < f"{slug}.")
        taken = set(self.session.exec(alike))
        number = 2
        free = slug
        while free in taken:
            free = f"{slug}-{number}"
            number += 1
        return free


def home_of(place: str | None, vocabulary: Vocabulary) -> str | None:
    """Name of the country that a place lies in: the one that a bare "Interior Ministry" belongs to there."""
    found = gazetteer.place(place.partition("/")[0]) if place else None
    country = vocabulary.countries.get(found.country) if found else None
    return country.name if country else None


def outlet_of(publisher: str | None, url: str) -> str:
    """Who publishes a page: by name, else by the host of its address."""
    return publisher or urlsplit(url).hostname or url


def list_sources(session: Session, *conditions: ColumnElement[bool]) -> tuple[Source, ...]:
    """The sources that meet conditions on their rows, by slug; those that no spelling means are left out."""
    rows = session.exec(select(SourceRow).where(is_spelled(), *conditions).order_by(col(SourceRow.slug))).all()
    bodies = select(SourceRow.speaks_for_id).where(col(SourceRow.speaks_for_id).is_not(None), *conditions)
    slugs = dict(session.exec(select(SourceRow.id, SourceRow.slug).where(col(SourceRow.id).in_(bodies))).all())
    named = select(AliasRow.source_id, AliasRow.name).join(SourceRow, col(AliasRow.source_id) == SourceRow.id)
    names: dict[int, list[str]] = {}
    for source_id, name in session.exec(named.where(*conditions).order_by(col(AliasRow.id))):
        names.setdefault(source_id, []).append(name)
    return tuple(_source(row, names.get(row_id(row), []), slugs.get(row.speaks_for_id)) for row in rows)


def is_spelled() -> ColumnElement[bool]:
    """Some spelling means the source."""
    return select(AliasRow.id).where(AliasRow.source_id == SourceRow.id).exists()


def find_source(session: Session, slug: str) -> Source:
    """The source of that slug, or the one that it was merged into; raises UnknownSourceError."""
    row = named_row(session, slug)
    names = spellings_of(session, row) if row else []
    if row is None or not names:
        raise _unknown(session, slug)
    body = session.get(SourceRow, row.speaks_for_id) if row.speaks_for_id else None
    return _source(row, [name for _, name in names], body.slug if body else None)


def source_row(session: Session, slug: str) -> SourceRow:
    """The row of the source of that slug, merged or not; raises UnknownSourceError."""
    row = session.exec(select(SourceRow).where(SourceRow.slug == slug)).first()
    if row is None:
        raise _unknown(session, slug)
    return row


def standing_row(session: Session, slug: str) -> SourceRow:
    """The row of a source that can be changed; raises UnknownSourceError, and StoreError for one that was merged."""
    row = source_row(session, slug)
    if row.merged_into_id is not None:
        into = named_row(session, slug)
        now = into.slug if into else ""
        raise StoreError(f"{slug} was merged into {now}; name {now}, or take that back: `claims sources undo {slug}`.")
    if not spellings_of(session, row):
        raise _unknown(session, slug)
    return row


def spellings_of(session: Session, row: SourceRow) -> Sequence[Spelling]:
    """The keys and names that mean a source, in the order in which they were met."""
    asked = select(AliasRow.key, AliasRow.name).where(AliasRow.source_id == row.id)
    return session.exec(asked.order_by(col(AliasRow.id))).all()


def _unknown(session: Session, name: str) -> UnknownSourceError:
    slugs = session.exec(select(SourceRow.slug).where(is_spelled())).all()
    return UnknownSourceError(name, (*slugs, *session.exec(select(AliasRow.name).distinct())))


def matching_ids(session: Session, name: str, home: str | None, vocabulary: Vocabulary) -> tuple[int, ...]:
    """Ids of the sources of that slug, name or spelling, and of those who speak for them; raises UnknownSourceError.

    The slug of a source that was merged means the one that it is part of now.
    """
    named = named_row(session, name)
    if named is not None and spellings_of(session, named):
        found = [row_id(named)]
    else:
        key = source_key(name, home, vocabulary)
        by_name = select(AliasRow.source_id).where(or_(col(AliasRow.key) == key, col(AliasRow.name) == name))
        found = [*session.exec(by_name)]
    if not found:
        raise _unknown(session, name)
    speaking = session.exec(select(SourceRow.id).where(col(SourceRow.speaks_for_id).in_(found))).all()
    return tuple({*found, *(source_id for source_id in speaking if source_id is not None)})


def row_id(row: SourceRow) -> int:
    """The id that a flushed row has."""
    assert row.id is not None
    return row.id


def _source(row: SourceRow, names: Sequence[str], body: str | None) -> Source:
    aliases = tuple(name for name in names if name != row.name)
    fields = row.model_dump(exclude={"id", "speaks_for_id", "merged_into_id", "body_id"})
    return Source(**fields, aliases=aliases, speaks_for=body)
