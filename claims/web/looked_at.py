"""A claim as a reader or reviewer looks at it: its entry, how it was read, and what disagrees with it."""

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from claims.amending import AMENDABLE
from claims.answers import Terms
from claims.compare import Relation, SeriesHistory, core, figure_of, interval
from claims.compare.key import series_key
from claims.compare.lattice import series_label
from claims.comparison import Comparison
from claims.database import Database
from claims.records import Filters, StoredClaim
from claims.store import Decision, Reading

DENIALS = ("denies", "withdraws")
MANY = 2_000
"""Claims of an event up to which the page of one says what the others do to it: that rests on all of them."""
_SUPERSEDING = ("corrected", "updated", "narrowed")
"""What a later figure of the same speaker does to a claim that no longer is their last word."""


class Course(NamedTuple):
    """A claim in the history of its series: what it does to those before, and what came of it."""

    relations: tuple[Relation, ...]
    later: tuple[tuple[StoredClaim, Relation], ...]
    """Later claims of the same speaker that took its place, with how."""
    ended: bool


def around(database: Database, claim: StoredClaim) -> dict[str, object]:
    """What stands around a claim, by the names that the templates use."""
    store = database.store
    event, rules = store.event(claim.event), database.vocabulary.profile("default")
    figure, key = figure_of(claim, event), series_key(claim, event)
    many = store.is_larger(claim.event, MANY)
    asked = Filters(event=claim.event, metric=claim.metric)
    terms = Terms(event, rules, database.vocabulary)
    told = () if many else Comparison(store, asked, {claim.id, *_of_speaker(database, claim)}).histories(terms)
    against = () if many else Comparison(store, asked, {claim.id}).disagreements(terms)
    course = _course(told, claim)
    readings = store.readings_of(claim.id)
    return {
        "event": event,
        "entry": store.entry_of(claim.id),
        "number": (claim.number_start, claim.number_start + len(claim.number)),
        "quote": (claim.start, claim.start + len(claim.quote)),
        "meant": f"{interval(figure, rules)}, plausibly {core(figure, rules)}",
        "key": key,
        "series": series_label(key, database.vocabulary),
        "aside": figure.aside or claim.denied,
        "why_aside": figure.aside.reason if figure.aside else None,
        "many": many,
        "course": course,
        "ending": tuple(each for each in against if each.kind in DENIALS and each.second.id != claim.id),
        "against": against,
        "capture": store.capture_of(claim.id),
        "readings": readings,
        "changed": tuple(_changed(claim, readings)),
        "decisions": store.decisions_of(claim.id),
        "moves": store.moves_of(claim.id),
    }


def _of_speaker(database: Database, claim: StoredClaim) -> Collection[int]:
    """Ids of the claims of the same speaker, among which are those that took its place."""
    speaker, role = claim.speaks_for, "speaker"
    if speaker is None:  # what nobody is credited with is compared as its outlet's
        speaker, role = claim.publisher_source, "publisher"
    if speaker is None:
        return ()
    return database.store.ids(Filters(event=claim.event, metric=claim.metric, source=speaker, role=role))


def _course(told: Sequence[SeriesHistory], claim: StoredClaim) -> Course:
    """The claim in its history; nothing where it stands in none."""
    for history in told:
        for at, step in enumerate(history.steps):
            if step.claim.id == claim.id:
                later = (
                    (other.claim, relation)
                    for other in history.steps[at + 1 :]
                    for relation in other.relations
                    if relation.earlier == claim.id and relation.kind in _SUPERSEDING
                )
                return Course(step.relations, tuple(later), step.ended)
    return Course((), (), False)


def _changed(claim: StoredClaim, readings: tuple[Reading, ...]) -> Iterator[tuple[str, object, object]]:
    """The fields that people set: their names, what was read and what stands."""
    read = next((each.claim for each in reversed(readings) if each.claim and not each.superseded_at), None)
    for name in AMENDABLE if read else ():
        was, stands = getattr(read, name), getattr(claim, name)
        if was != stands:
            yield name, was, stands


def words_of(decision: Decision) -> str:
    """What a decision did, in a few words: "amended value", "ranked disputed"."""
    if decision.undoes is not None:
        return "the decision before was taken back"
    if decision.kind == "rank":
        return f"ranked {decision.after.get('rank')}"
    done = {
        "accept": "accepted",
        "reject": "rejected",
        "amend": "amended",
        "retract": "retracted",
        "comment": "commented",
        "move": "moved to another",
    }
    changed = ", ".join(name for name in decision.after if name != "status")
    return f"{done[decision.kind]} {changed}".strip()
