"""The database of claims: SQLModel rows over SQLite, made and changed by migrations that ship with the package.

    with Store.open("claims.db") as store:
        store.put_event(Event(slug="kazakhstan-2022", title="Unrest in Kazakhstan"))
        store.add(capture, page, claims, "kazakhstan-2022", extractor="claims 0.1")
        store.claims(Filters(metric="killed"))

Records go in and come out (`claims.records`); rows stay inside. A page's bytes are a capture, its posts entries in one
or more wordings, the figures of a wording claims. A claim's readings (what extractors made of it) and decisions (what
people did to it) are only ever added; its row holds what they come to. What people decide on sources
stands in the same chain.
"""

from claims.store.by_hand import Passage, make_claim
from claims.store.changes import Change
from claims.store.check import Checked, Flaw
from claims.store.decisions import Decision, Kind
from claims.store.event_changes import EventChange
from claims.store.event_rules import EventRule
from claims.store.ingested import Ingested
from claims.store.moving import Move
from claims.store.news import NewFigure, NewWording
from claims.store.readings import Reading
from claims.store.ruling import Placing
from claims.store.search import RANKED, FoundEntries, FoundEntry
from claims.store.snippets import Snippet
from claims.store.source_decisions import SourceDecision, SourceKind
from claims.store.store import Store
from claims.store.suggesting import Suggestion

__all__ = [
    "RANKED",
    "Change",
    "Checked",
    "Decision",
    "EventChange",
    "EventRule",
    "Flaw",
    "FoundEntries",
    "FoundEntry",
    "Ingested",
    "Kind",
    "Move",
    "NewFigure",
    "NewWording",
    "Passage",
    "Placing",
    "Reading",
    "Snippet",
    "SourceDecision",
    "SourceKind",
    "Store",
    "Suggestion",
    "make_claim",
]
