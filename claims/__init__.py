"""Sourced claims: who said how many, when, and what the next one made of it.

    capture → entries → extract → store → compare → frame, CSV, terminal

`claims.open("claims.db")` gives a database whose `history`, `conflicts` and `claims` are data frames.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from claims.database import Database, open
    from claims.errors import ClaimsError
    from claims.records import Claim, Entry, Filters, Page, StoredClaim

__version__ = "0.1.0"

_HOMES = {
    "open": "claims.database",
    "Database": "claims.database",
    "ClaimsError": "claims.errors",
    "Claim": "claims.records",
    "Entry": "claims.records",
    "Filters": "claims.records",
    "Page": "claims.records",
    "StoredClaim": "claims.records",
}
__all__ = ["Claim", "ClaimsError", "Database", "Entry", "Filters", "Page", "StoredClaim", "__version__", "open"]


def __getattr__(name: str) -> Any:
    """Load a public name when it is asked for (PEP 562), so that `claims --help` need not load pandas."""
    if name not in _HOMES:
        raise AttributeError(f"module 'claims' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
