"""The database of claims: SQLModel rows over SQLite, made and changed by migrations that ship with the package.

    with Store.open("claims.db") as store:
        store.put_event(Event(slug="kazakhstan-2022", title="Unrest in Kazakhstan"))
        store.add(capture, page, claims, "kazakhstan-2022", extractor="claims 0.1")
        store.claims(Filters(metric="killed"))

Records go in and come out (`claims.records`); rows stay inside. A page's bytes are a capture, its posts entries in one
or more wordings, the figures of a wording claims. A claim's readings (what extractors made of it) and decisions (what
people did to it) are only ever added; its row holds what they come to.
"""

from claims.store.by_hand import Passage, make_claim
from claims.store.changes import Change
from claims.store.decisions import Decision, Kind
from claims.store.ingested import Ingested
from claims.store.news import NewFigure, NewWording
from claims.store.readings import Reading
from claims.store.search import RANKED, FoundEntries, FoundEntry
from claims.store.snippets import Snippet
from claims.store.store import Store

__all__ = [
    "RANKED",
    "Change",
    "Decision",
    "FoundEntries",
    "FoundEntry",
    "Ingested",
    "Kind",
    "NewFigure",
    "NewWording",
    "Passage",
    "Reading",
    "Snippet",
    "Store",
    "make_claim",
]
