"""Sources as something that people judge: who is meant by a name, and what is said of them."""

from collections.abc import Callable, Collection, Iterator, Mapping

from sqlmodel import col, func, select

from claims.errors import UnknownSourceError
from claims.records import Filters, Source
from claims.store import editing, merging
from claims.store.filters import conditions
from claims.store.judged import Judged, now
from claims.store.rows import ClaimRow, EntryRow, SourceRow
from claims.store.source_decisions import SourceDecision, decisions_about
from claims.store.sources import find_source, list_sources, source_row
from claims.store.suggesting import Suggestion, suggest

_FEW = 50
"""Sources that are read one by one; whoever asks for more gets all at once."""


class SourcesBySlug(Mapping[str, Source]):
    """The sources of a database by slug, each read when it is asked for."""

    def __init__(self, one: Callable[[str], Source], every: Callable[[], tuple[Source, ...]]) -> None:
        self._one, self._every = one, every
        self._met: dict[str, Source | None] = {}
        self._whole: dict[str, Source] | None = None

    def __getitem__(self, slug: str) -> Source:
        if self._whole is None and slug not in self._met:
            if len(self._met) >= _FEW:
                return self._all()[slug]
            self._met[slug] = self._found(slug)
        source = self._met[slug] if self._whole is None else self._whole[slug]
        if source is None:
            raise KeyError(slug)
        return source

    def __bool__(self) -> bool:
        return True  # else whoever asks whether there are any would read them all

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def _found(self, slug: str) -> Source | None:
        try:
            source = self._one(slug)
        except UnknownSourceError:
            return None
        return source if source.slug == slug else None  # else it was merged, and is one of that name no more

    def _all(self) -> dict[str, Source]:
        if self._whole is None:
            self._whole = {each.slug: each for each in self._every()}
        return self._whole


class KnownBy(Judged):
    """A database as something that knows sources by their names; who decides is always named.

    Everything raises UnknownSourceError for a slug of no source.
    """

    def source(self, slug: str) -> Source:
        """The source of that slug; of one that was merged, the one that it is part of now."""
        with self._reading() as session:
            return find_source(session, slug)

    def sources(self) -> tuple[Source, ...]:
        """All sources, by slug."""
        with self._reading() as session:
            return list_sources(session)

    def sources_by_slug(self) -> Mapping[str, Source]:
        """The sources by slug; where few of them are asked for, only those are read."""
        return SourcesBySlug(self.source, self.sources)

    def suggested_merges(self) -> tuple[Suggestion, ...]:
        """Which sources may be one, and which may speak for a body, the surest first."""
        credited = self.credited()
        with self._reading() as session:
            return suggest(session, credited, self._words())

    def credited(self) -> dict[str, int]:
        """How many claims that stand are credited to each source, by slug."""
        with self._reading() as session:
            asked = select(SourceRow.slug, func.count()).join(ClaimRow, col(ClaimRow.speaker_id) == SourceRow.id)
            asked = asked.join(EntryRow, col(ClaimRow.entry_id) == EntryRow.id)
            asked = asked.where(*conditions(session, Filters(), self._words()))
            return dict(session.exec(asked.group_by(col(SourceRow.slug))).all())

    def edit_source(
        self,
        slug: str,
        *,
        who: str,
        why: str | None = None,
        name: str | None = None,
        kind: str | None = None,
        side: str | None = None,
        country: str | None = None,
        speaks_for: str | None = None,
        reliability: str | None = None,
        wikidata: str | None = None,
        alias: str | None = None,
    ) -> Source:
        """Change what is said of a source, None leaves it and "" takes it away; raises StoreError."""
        given = {
            "name": name,
            "kind": kind,
            "side": side,
            "country": country,
            "speaks_for": speaks_for,
            "reliability": reliability,
            "wikidata": wikidata,
        }
        changes = {field: value or None for field, value in given.items() if value is not None}
        with self._writing() as session:
            return editing.edit_source(session, slug, changes, alias, who, why, self._sources(session), now())

    def merge_source(self, slug: str, into: str, *, who: str, why: str | None = None) -> SourceDecision:
        """Let every spelling of a source mean another, also when it is seen again; raises StoreError."""
        with self._writing() as session:
            return merging.merge_source(session, slug, into, who, why, self._sources(session), now())

    def split_source(
        self, slug: str, names: Collection[str], into: str | None = None, *, who: str, why: str | None = None
    ) -> SourceDecision:
        """Let some spellings of a source mean another, or a new one of the name `into`; raises StoreError."""
        with self._writing() as session:
            return merging.split_source(session, slug, names, into, who, why, self._sources(session), now())

    def distinct_sources(self, slug: str, other: str, *, who: str, why: str | None = None) -> SourceDecision:
        """Note that two sources are not the same: they are not suggested again; raises StoreError."""
        with self._writing() as session:
            return merging.distinct_sources(session, slug, other, who, why, now())

    def undo_source(
        self, slug: str, *, who: str, why: str | None = None, decision: int | None = None
    ) -> SourceDecision:
        """Take back the latest decision on a source that none has taken back, or that one; raises StoreError."""
        with self._writing() as session:
            return merging.undo_source(session, slug, decision, who, why, self._sources(session), now())

    def source_decisions(self, slug: str) -> tuple[SourceDecision, ...]:
        """What people did to a source, oldest first, merges and splits with others among it."""
        with self._reading() as session:
            source_row(session, slug)
            return decisions_about(session, slug)
