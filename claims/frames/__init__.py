"""Records as rows and as data frames: the one list of columns, behind every frame, CSV and JSON.

Each `Table` names its columns in order, each column its pandas dtype and its meaning. Times are timezone-aware
UTC (`datetime64[us, UTC]`), numbers nullable (`Int64`, `Float64`), vocabulary slugs categories, lists are joined
with "; ". Columns are only ever added at the end.
"""

from claims.frames.claims import CLAIMS
from claims.frames.comparisons import CONFLICTS, HISTORY, ConflictLine, HistoryLine, conflict_lines, history_lines
from claims.frames.edits import EDITS
from claims.frames.explaining import EXPLAINED, ExplainedNumber, explained_numbers
from claims.frames.flat import Batch, ClaimBatches, batches
from claims.frames.importing import CORRECTIONS, IMPORT, ImportLine
from claims.frames.lists import (
    BACKGROUND,
    EVENT_CHANGES,
    EVENTS,
    FLAWS,
    METRICS,
    PLACINGS,
    PROBLEMS,
    RULES,
    SOURCE_HISTORY,
    SOURCES,
    SUGGESTIONS,
    FlawLine,
    SourceLine,
    source_lines,
)
from claims.frames.packing import PackedFrame, pack_frame, unpack_frame
from claims.frames.reading import FOUND, SPLIT, FoundClaim, SplitEntry
from claims.frames.search import SEARCH
from claims.frames.table import Column, Table
from claims.frames.taking import TAKEN, TakenLine
from claims.frames.watching import WATCHED, NewsLine, news_lines
from claims.frames.weighing import (
    ESTIMATE,
    RECONCILE,
    SPEAKERS,
    CheckLine,
    EstimateLine,
    Grounds,
    SpeakerLine,
    check_lines,
    estimate_lines,
    speaker_lines,
)

__all__ = [
    "BACKGROUND",
    "CLAIMS",
    "CONFLICTS",
    "CORRECTIONS",
    "EDITS",
    "ESTIMATE",
    "EVENTS",
    "EVENT_CHANGES",
    "EXPLAINED",
    "FLAWS",
    "FOUND",
    "HISTORY",
    "IMPORT",
    "METRICS",
    "PLACINGS",
    "PROBLEMS",
    "RECONCILE",
    "RULES",
    "SEARCH",
    "SOURCES",
    "SOURCE_HISTORY",
    "SPEAKERS",
    "SPLIT",
    "SUGGESTIONS",
    "TABLES",
    "TAKEN",
    "WATCHED",
    "Batch",
    "CheckLine",
    "ClaimBatches",
    "Column",
    "ConflictLine",
    "EstimateLine",
    "ExplainedNumber",
    "FlawLine",
    "FoundClaim",
    "Grounds",
    "HistoryLine",
    "ImportLine",
    "NewsLine",
    "PackedFrame",
    "SourceLine",
    "SpeakerLine",
    "SplitEntry",
    "Table",
    "TakenLine",
    "batches",
    "check_lines",
    "conflict_lines",
    "estimate_lines",
    "explained_numbers",
    "history_lines",
    "news_lines",
    "pack_frame",
    "source_lines",
    "speaker_lines",
    "unpack_frame",
]

TABLES = {
    "claims": CLAIMS,
    "history": HISTORY,
    "conflicts": CONFLICTS,
    "estimate": ESTIMATE,
    "speakers": SPEAKERS,
    "reconcile": RECONCILE,
    "edits": EDITS,
    "events": EVENTS,
    "rules": RULES,
    "placings": PLACINGS,
    "event_changes": EVENT_CHANGES,
    "background": BACKGROUND,
    "sources": SOURCES,
    "source history": SOURCE_HISTORY,
    "suggestions": SUGGESTIONS,
    "problems": PROBLEMS,
    "flaws": FLAWS,
    "metrics": METRICS,
    "extract": FOUND,
    "split": SPLIT,
    "ingest": TAKEN,
    "import": IMPORT,
    "corrections": CORRECTIONS,
    "watch": WATCHED,
    "search": SEARCH,
}
"""Every table by name."""
