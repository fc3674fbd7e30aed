"""Sources: found again by their matching key however their name is spelled, else made from what the name shows."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from pydantic import ValidationError
from sqlalchemy import ColumnElement
from sqlmodel import Session, col, or_, select

from claims import gazetteer
from claims.errors import StoreError, UnknownSourceError
from claims.names import is_unnamed, known_source, make_source, source_key, spoken_for
from claims.records import Source
from claims.store.columns import storable
from claims.store.rows import AliasRow, SourceRow
from claims.vocabulary import Vocabulary


class Sources:
    """Finds the source that a name means, or makes it, within one transaction."""

    def __init__(self, session: Session, vocabulary: Vocabulary) -> None:
        self.session = session
        self.vocabulary = vocabulary
        self._found: dict[tuple[str, str | None, str], int] = {}

    def find(self, name: str, place: str | None, outlet: str) -> int:
        """Id of the source that `name` means to an outlet that reports on `place` (a gazetteer key)."""
        asked = (name, place, outlet)
        if asked not in self._found:
            self._found[asked] = self._find(storable(name), home_of(place, self.vocabulary), outlet)
        return self._found[asked]

    def _find(self, name: str, home: str | None, outlet: str, *, as_body: bool = False) -> int:
        key = storable(source_key(name, home, self.vocabulary))
        if is_unnamed(name):
            # "Witnesses" of two outlets are not the same people: each outlet has its own.
            key = f"{key} @ {source_key(outlet, None, self.vocabulary)}"
        spellings = self.session.exec(select(AliasRow.name, AliasRow.source_id).where(AliasRow.key == key)).all()
        if spellings:
            source_id = spellings[0][1]
        else:
            body = None if as_body else spoken_for(name)
            differs = body is not None and source_key(body, home, self.vocabulary) != key
            body_id = self._find(body, home, outlet, as_body=True) if body and differs else None
            source_id = self._make(name, key, home, body_id)
        if name not in (spelling for spelling, _ in spellings):
            self.session.add(AliasRow(source_id=source_id, key=key, name=name))
            self.session.flush()
        return source_id

    def _make(self, name: str, key: str, home: str | None, body_id: int | None) -> int:
        """Add a source under its first name seen, its kind, side and country as far as the name shows them."""
        known = known_source(name, self.vocabulary)
        made = make_source(known.name if known else name, self.vocabulary, home)
        row = SourceRow(
            slug=self._free_slug(known.slug if known else made.slug),
            name=made.name,
            key=key,
            kind=made.kind,
            country=made.country,
            speaks_for_id=body_id,
            side=made.side,
        )
        self.session.add(row)
        self.session.flush()
        return row_id(row)

    def _free_slug(self, slug: str) -> str:
        taken = set(
            self.session.exec(select(SourceRow.slug).where(col(SourceRow.slug).startswith(slug, autoescape=True)))
        )
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
    """The sources that meet conditions on their rows, by slug."""
    rows = session.exec(select(SourceRow).where(*conditions).order_by(col(SourceRow.slug))).all()
    slugs = dict(session.exec(select(SourceRow.id, SourceRow.slug)).all())
    named = select(AliasRow.source_id, AliasRow.name).join(SourceRow, col(AliasRow.source_id) == SourceRow.id)
    names: dict[int, list[str]] = {}
    for source_id, name in session.exec(named.where(*conditions).order_by(col(AliasRow.id))):
        names.setdefault(source_id, []).append(name)
    return tuple(_source(row, names.get(row_id(row), []), slugs.get(row.speaks_for_id)) for row in rows)


def find_source(session: Session, slug: str) -> Source:
    """The source of that slug; raises UnknownSourceError."""
    row = source_row(session, slug)
    aliases = select(AliasRow.name).where(AliasRow.source_id == row.id).order_by(col(AliasRow.id))
    body = session.get(SourceRow, row.speaks_for_id) if row.speaks_for_id else None
    return _source(row, session.exec(aliases).all(), body.slug if body else None)


def source_row(session: Session, slug: str) -> SourceRow:
    """The row of the source of that slug; raises UnknownSourceError."""
    row = session.exec(select(SourceRow).where(SourceRow.slug == slug)).first()
    if row is None:
        raise UnknownSourceError(slug, session.exec(select(SourceRow.slug)))
    return row


def matching_ids(session: Session, name: str, home: str | None, vocabulary: Vocabulary) -> tuple[int, ...]:
    """Ids of the sources of that slug, name or spelling, and of those who speak for them; raises UnknownSourceError."""
    by_slug = session.exec(select(SourceRow.id).where(SourceRow.slug == name)).all()
    key = source_key(name, home, vocabulary)
    by_name = select(AliasRow.source_id).where(or_(col(AliasRow.key) == key, col(AliasRow.name) == name))
    found = [source_id for source_id in by_slug or session.exec(by_name).all() if source_id is not None]
    if not found:
        raise UnknownSourceError(name, session.exec(select(SourceRow.slug)))
    speaking = session.exec(select(SourceRow.id).where(col(SourceRow.speaks_for_id).in_(found))).all()
    return tuple({*found, *(source_id for source_id in speaking if source_id is not None)})


def edit_source(
    session: Session, slug: str, changes: Mapping[str, str | None], alias: str | None, vocabulary: Vocabulary
) -> Source:
    """Set fields of a source and add a spelling of its name; raises UnknownSourceError, StoreError."""
    row = source_row(session, slug)
    changes = _in_the_vocabulary(changes, vocabulary)
    if body := changes.pop("speaks_for", None):
        if body == slug:
            raise StoreError(f"{slug} can't speak for itself; name the body that it speaks for.")
        row.speaks_for_id = source_row(session, body).id
    try:
        Source.model_validate({**_source(row, [], None).model_dump(), **changes})
    except ValidationError as error:
        wrong = error.errors()[0]
        raise StoreError(f"The {wrong['loc'][0]} of a source can't be {wrong['input']!r}: {wrong['msg']}.") from error
    for name, value in changes.items():
        setattr(row, name, value)
    if alias is not None:
        _add_alias(session, row, alias, vocabulary)
    session.flush()
    return find_source(session, slug)


def _in_the_vocabulary(changes: Mapping[str, str | None], vocabulary: Vocabulary) -> dict[str, str | None]:
    """The changes with kind and side as the vocabulary spells them; raises StoreError for those that it has not."""
    changes = dict(changes)
    kind, side = changes.get("kind"), changes.get("side")
    if kind and kind not in vocabulary.kinds:
        raise StoreError(f"There is no kind of source {kind!r}; the kinds are {', '.join(vocabulary.kinds)}.")
    if side:
        changes["side"] = vocabulary.side(side)
    return changes


def _add_alias(session: Session, row: SourceRow, alias: str, vocabulary: Vocabulary) -> None:
    key = source_key(alias, None, vocabulary)
    holder = session.exec(select(SourceRow).join(AliasRow).where(AliasRow.key == key)).first()
    if holder is not None and holder.id != row.id:
        raise StoreError(f"{alias!r} already means {holder.slug}; it can't also mean {row.slug}.")
    known = select(AliasRow.id).where(AliasRow.key == key, AliasRow.name == alias)
    if session.exec(known).first() is None:
        session.add(AliasRow(source_id=row_id(row), key=key, name=alias))


def row_id(row: SourceRow) -> int:
    """The id that a flushed row has."""
    assert row.id is not None
    return row.id


def _source(row: SourceRow, names: Sequence[str], body: str | None) -> Source:
    aliases = tuple(name for name in names if name != row.name)
    return Source(**row.model_dump(exclude={"id", "speaks_for_id"}), aliases=aliases, speaks_for=body)
