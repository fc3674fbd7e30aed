"""What files say of a column beside its meaning: its unit, where its values come from, whether it holds lists."""

from dataclasses import dataclass

from claims.frames.table import ID, NUMBER, TIME, Column

_LISTS = frozenset(
    (
        *("via", "reasons", "left_out", "notes", "aliases", "names", "figures"),
        *("changed_claims", "claims_before", "claims_after"),
    )
)
_FIGURES = frozenset(("value", "value_high", "first_value", "second_value"))
_OFFSETS = frozenset(("start", "number_start"))
_WORDS = frozenset(
    ("quote", "number", "group", "location", "by", "verb", "headline", "speaker", "via", "first_quote", "second_quote")
)
_CAPTURED = frozenset(("url", "captured_at", "capture_sha256", "posted_at", "publisher"))
_PEOPLE = frozenset(("translation", "reliability", "rank", "status", "note", "title"))
_KEPT = frozenset(("id", "uid", "event", "slug", "known_from", "known_until", "deleted_at", "claim_id"))
_RATIOS = frozenset(("ratio", "ratio_low", "ratio_high"))


@dataclass(frozen=True, slots=True)
class Described:
    """A column as a file describes it."""

    unit: str | None
    """Of its values; None for words."""
    source: str
    """Where its values come from."""
    many: bool
    """Each value is a list."""
    exact: bool
    """The figures are Decimals as written, not worked out."""


def described(column: Column) -> Described:
    """What is to be said of a column of `claims.frames`, by its name and dtype."""
    name = column.name
    return Described(_unit(column), _source(name), name in _LISTS or name.endswith("_ids"), name in _FIGURES)


def _unit(column: Column) -> str | None:
    if column.dtype == TIME:
        return "moment in UTC"
    if column.name in _OFFSETS:
        return "Unicode code points"
    if column.name in _RATIOS or column.name == "confidence":
        return "1"
    if column.dtype == NUMBER:
        return "what the metric counts; for money the currency"
    named = column.name in ("id", "claim_id", "part_of") or column.name.endswith("_id")
    return "count" if column.dtype == ID and not named else None


def _source(name: str) -> str:
    if name in _WORDS:
        return "the page, verbatim"
    if name in _CAPTURED:
        return "the page or its capture"
    if name in _PEOPLE:
        return "people"
    if name in _KEPT:
        return "the database"
    if name == "place":
        return "the gazetteer (GeoNames, CC BY 4.0)"
    return "read or worked out by this program"
