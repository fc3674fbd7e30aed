"""What was changed in pages after it was first read: the changes of the store, told with their figures and words."""

from collections import defaultdict
from collections.abc import Sequence

from claims.compare.edits import Edit, changed_figures, owns_to, word_diff
from claims.records import Filters, StoredClaim
from claims.store import Change, Store
from claims.vocabulary import Vocabulary

_OF_POSTS = ("event", "sub_events", "as_known_at", "as_stored_at", "standing")
"""Filters that ask for no claim: a post without figures meets them."""


def edits_of(store: Store, filters: Filters, page: str | None, vocabulary: Vocabulary) -> tuple[Edit, ...]:
    """Each post that was edited, stamped anew, deleted or added late, those with changed figures first.

    Filters on claims fit one claim of either wording at least; `as_known_at` and `as_stored_at` ask for the changes
    that had been seen, or stored, by then. Raises UnknownEventError, UnknownSourceError.
    """
    known, stored = filters.as_known_at, filters.as_stored_at
    changes = [
        change
        for change in store.changes(filters.event, page, sub_events=filters.sub_events)
        if (known is None or change.seen_after <= known) and (stored is None or change.stored_at <= stored)
    ]
    of_entry: dict[int, list[StoredClaim]] = defaultdict(list)
    for claim in store.claims_of({each for change in changes for each in (change.before_id, change.after_id) if each}):
        of_entry[claim.entry_id].append(claim)
    edits = [_edit(change, of_entry, vocabulary) for change in changes]
    asked = filters.model_copy(update={"standing": False, "as_known_at": None, "as_stored_at": None})
    if any(getattr(asked, name) is not None for name in Filters.model_fields if name not in _OF_POSTS):
        fitting = {claim.id for claim in store.claims(asked)}
        edits = [edit for edit in edits if fitting.intersection((*edit.before_claims, *edit.after_claims))]
    return tuple(sorted(edits, key=lambda edit: (not edit.figures, edit.seen_after, edit.url)))


def _edit(change: Change, of_entry: dict[int, list[StoredClaim]], vocabulary: Vocabulary) -> Edit:
    before, after = (_in_order(of_entry, each) for each in (change.before_id, change.after_id))
    old = change.before.text if change.before else ""
    new = change.after.text if change.after else ""
    return Edit(
        kind=change.kind,
        event=change.event,
        url=change.url,
        before=change.before,
        after=change.after,
        before_id=change.before_id,
        after_id=change.after_id,
        seen_before=change.seen_before,
        seen_after=change.seen_after,
        figures=changed_figures(before, after),
        before_claims=tuple(claim.id for claim in before),
        after_claims=tuple(claim.id for claim in after),
        pieces=word_diff(old, new),
        said=owns_to(old, new, change.beside, vocabulary),
    )


def _in_order(of_entry: dict[int, list[StoredClaim]], entry: int | None) -> Sequence[StoredClaim]:
    """The claims of a wording, as its text has them."""
    found = of_entry.get(entry, ()) if entry is not None else ()
    return sorted(found, key=lambda claim: (claim.number_start, claim.id))
