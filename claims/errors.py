"""What can go wrong, in one sentence and what to do next.

    ClaimsError
    ├── CaptureError          a file, page or address that can't be taken in
    │   └── UnreachableError  an address whose server is down, busy or too slow for now
    ├── VocabularyError       a vocabulary file that can't be read
    ├── MappingError          a mapping of columns that can't be read (`claims.exchange.tables`)
    ├── StoreError            a database that can't be opened or written
    │   ├── BusyError         a database that others kept for themselves for too long
    │   └── DecidedSinceError a claim on which somebody decided after it was looked at
    ├── UnknownEventError     (LookupError)
    ├── UnknownMetricError    (LookupError)
    ├── UnknownSourceError    (LookupError)
    ├── UnknownClaimError     (LookupError)
    ├── UnknownSeriesError    (LookupError, `claims.web.events`)
    └── UnknownTopicError     (LookupError, `claims.help`)

Bad *text* is no error: what a page holds and can't be read becomes a stored `Problem`.
"""

from collections.abc import Iterable

_ALIKE = 0.55
"""From which share of its letters on that need no change a name may be a slip of another."""


class ClaimsError(Exception):
    """The base of every error that this package raises on purpose; its text is for people."""


class CaptureError(ClaimsError):
    """A file, page or address that can't be taken in."""


class UnreachableError(CaptureError):
    """An address whose server is down, busy or too slow for now: trying again later may help."""

    def __init__(self, message: str, after: float | None = None) -> None:
        super().__init__(message)
        self.after = after
        """Seconds for which the server asks to be left alone, where it says so."""


class VocabularyError(ClaimsError):
    """A vocabulary file that can't be read or does not fit."""


class StoreError(ClaimsError):
    """A database that can't be opened, changed or written."""


class BusyError(StoreError):
    """A database that others kept for themselves for longer than anybody waits; asking again may do."""


class DecidedSinceError(StoreError):
    """Somebody decided on a claim after the one who now decides looked at it."""

    def __init__(self, claim: int, who: str, kind: str) -> None:
        super().__init__(
            f"Meanwhile {who} decided on claim {claim} ({kind}), so nothing was stored; look again and decide."
        )


class UnknownEventError(ClaimsError, LookupError):
    """No event of that name is stored."""

    def __init__(self, event: str, known: Iterable[str] = ()) -> None:
        super().__init__(unknown("event", event, known, "`claims events` lists them."))


class UnknownMetricError(ClaimsError, LookupError):
    """The vocabulary has no metric of that name."""

    def __init__(self, metric: str, known: Iterable[str] = ()) -> None:
        super().__init__(unknown("metric", metric, known, "`claims metrics` lists them."))


class UnknownSourceError(ClaimsError, LookupError):
    """No source of that name is stored."""

    def __init__(self, source: str, known: Iterable[str] = ()) -> None:
        super().__init__(unknown("source", source, known, "`claims sources` lists them."))


class UnknownClaimError(ClaimsError, LookupError):
    """No claim of that number is stored."""

    def __init__(self, claim: int | str) -> None:
        super().__init__(f"There is no claim {claim}; `claims list` shows the ids.")


def unknown(what: str, name: str, known: Iterable[str], advice: str) -> str:
    """One sentence with the nearest known name: "There is no event 'kazakstan'; did you mean 'kazakhstan-2022'?"."""
    meant = did_you_mean(name, known)
    return f"There is no {what} {name!r};{meant} {advice[0].upper() + advice[1:] if meant else advice}"


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """The known name that is written most alike, as a question with a blank before it; empty where none is near."""
    from rapidfuzz import process, utils
    from rapidfuzz.distance import OSA

    alike = OSA.normalized_similarity  # letters left out, put in, exchanged or turned round
    near = process.extractOne(name, list(known), scorer=alike, processor=utils.default_process, score_cutoff=_ALIKE)
    return f" did you mean {near[0]!r}?" if near else ""
