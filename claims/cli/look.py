"""`claims list`, `claims show`, `claims problems`: claims, one claim in its context, and what could not be read."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from claims.cli.app import DEFAULT_DB, Db, EventOption, Form, Format, Profile, VocabularyFile, app, note
from claims.cli.filters import filtered
from claims.cli.paper import clean, console, moment, plain, print_records, table
from claims.cli.progress import working
from claims.printable import counted

if TYPE_CHECKING:
    from rich.text import Text

    from claims.database import Database
    from claims.records import Attribution, Capture, Entry, Event, StoredClaim
    from claims.store import Decision, Move, Reading


@app.command("list")
@filtered
def list_claims(
    filters: dict[str, str | None],
    event: EventOption = None,
    vocabulary: VocabularyFile = None,
    db: Db = DEFAULT_DB,
    form: Format = Form.TABLE,
) -> None:
    """List the claims that fit.

    In the order in which they were said.
    """
    from claims.database import open as open_database

    with working("Reading"), open_database(db, create=False, vocabulary=vocabulary) as database:
        found = database.stored_claims(event=event, **filters)
        events = {each.slug: each for each in database.store.events()}
    if form is not Form.TABLE:
        print_records("claims", found, form)
        return
    if not found:
        note("No claims fit.")
        return
    rows = [claim_row(claim, events[claim.event].zone, events[claim.event]) for claim in found]
    columns = ("Id", "Said", "Figure", "Who says so", "Where, how sure")
    console().print(table(f"{len(rows)} claims", columns, rows, right=("Id",)))
    note(times_in(events[claim.event].zone for claim in found))


def times_in(zones: Iterable[str]) -> str:
    """In which zone times are shown: that of the event, of several that of each."""
    shown = sorted(set(zones))
    return f"Times in {' and '.join(shown)}{', the zone of each event' if len(shown) > 1 else ''}."


def claim_row(claim: "StoredClaim", zone: str, event: "Event | None" = None) -> tuple[object, ...]:
    """A claim as a row: when, how many of whom, who says so, and what a reader should know of it in its event."""
    from claims.compare import figure_words
    from claims.compare.aside import aside_of
    from claims.compare.lattice import place_label

    figure = plain(f"{claim.metric}: ")
    figure.append(figure_words(claim), style="bold")
    figure.append(clean(f" {claim.group_resolved or claim.group or ''}".rstrip()))
    where = claim.location or (place_label(claim.place) if claim.place else None)
    aside = aside_of(claim, event)
    background = "background" if aside and aside.kind == "background" else None
    known = ", ".join(filter(None, (where, how_sure(claim), background)))
    return claim.id, moment(claim.said_at, zone), figure, who_says(claim), known


def who_says(claim: "StoredClaim") -> "Text":
    """The chain in a few words: speaker, relays, publisher; a missing speaker is said to be missing."""
    text = plain(claim.attributed_to) if claim.attributed_to else plain("unattributed", "dim italic")
    if claim.denied:
        text.append(" denies", style="red")
    for step in (*claim.via, claim.publisher):
        if step:
            text.append(clean(f" ← {step}"), style="dim")
    if claim.deleted_at:
        text.append(" (deleted since)", style="yellow")
    return text


def how_sure(claim: "StoredClaim") -> str:
    """What differs from a plain statement of a total: certainty, basis, scope, status."""
    parts = (
        claim.certainty if claim.certainty != "stated" else None,
        claim.basis if claim.basis != "stated" else None,
        claim.scope if claim.scope != "total" else None,
        claim.status if claim.status != "read" else None,
    )
    return ", ".join(filter(None, parts))


@app.command()
def show(
    name: Annotated[str, typer.Argument(help="Id or uid of the claim.", metavar="ID")],
    profile: Profile = "default",
    vocabulary: VocabularyFile = None,
    db: Db = DEFAULT_DB,
    form: Format = Form.TABLE,
) -> None:
    """Show one claim in its context.

    The quote in its entry, the chain of who says so, the interval, and where it was captured.
    """
    from claims.database import open as open_database

    with open_database(db, create=False, vocabulary=vocabulary) as database:
        claim = database.claim(int(name) if name.isdecimal() else name)
        if form is Form.TABLE:
            show_claim(database, claim, profile)
        else:
            print_records("claims", (claim,), form)


def show_claim(database: "Database", claim: "StoredClaim", profile: str) -> None:
    """Print a claim for people: its entry, its chain, its fields, what became of it, and its capture."""
    from claims.compare import core, figure_of, figure_words, interval

    entry, capture = database.store.entry_of(claim.id), database.store.capture_of(claim.id)
    zone, metric = database.store.event(claim.event).zone, database.vocabulary.metrics.get(claim.metric)
    figure, rules = figure_of(claim), database.vocabulary.profile(profile)
    meant = f"{interval(figure, rules)}, plausibly {core(figure, rules)} (profile {rules.slug})"
    label = metric.label if metric else claim.metric
    paper = console()
    paper.print(plain(f"Claim {claim.id} · {label}: {figure_words(claim)} {claim.group_resolved or ''}", "bold"))
    paper.print(plain(f"{entry.headline or capture.url} · {moment(entry.posted_at, zone)} ({zone})", "dim"))
    paper.print()
    paper.print(marked(entry, claim))
    paper.print()
    paper.print(table("Who says so", ("Role", "Name", "As written", "Verb", "Stance"), map(step_row, claim.chain)))
    moves = database.store.moves_of(claim.id)
    rows = [*field_rows(claim, meant, zone), ("event", f"{claim.event}{by_whom(moves)}")]
    paper.print(table("The figure", ("Field", "Value"), rows))
    read, decided = database.readings(claim.id), database.decisions(claim.id)
    if len(read) > 1 or any(each.after for each in decided):
        paper.print(table("As read by machine", ("When (UTC)", "By", "What"), map(reading_row, read)))
    if decided:
        paper.print(table("Decisions", ("No.", "When (UTC)", "Who", "What", "Why"), map(decision_row, decided)))
    paper.print(table("Where it comes from", ("Field", "Value"), capture_rows(claim, capture)))


def marked(entry: "Entry", claim: "StoredClaim") -> "Text":
    """The entry's text with the quote between ⟦ and ⟧, the number in it bold."""
    end = claim.start + len(claim.quote)
    after = claim.number_start + len(claim.number)
    text = plain(entry.text[: claim.start])
    text.append("⟦", style="bold yellow")
    text.append(clean(entry.text[claim.start : claim.number_start]), style="yellow")
    text.append(clean(claim.number), style="bold reverse yellow")
    text.append(clean(entry.text[after:end]), style="yellow")
    text.append("⟧", style="bold yellow")
    text.append(clean(entry.text[end:]))
    return text


def step_row(step: "Attribution") -> tuple[object, ...]:
    """One step of the chain as a row."""
    return step.role, step.name, step.words, step.verb, step.stance


def field_rows(claim: "StoredClaim", meant: str, zone: str) -> list[tuple[str, str]]:
    """The claim's fields as rows; what a person need not see is left out."""
    occurred = (claim.occurred_from, claim.occurred_to)
    assumed = ", assumed" if claim.place_assumed else ""
    rows = {
        "interval": meant,
        "qualifier": claim.qualifier,
        "group": f"{claim.group or 'unsaid'} ({claim.group_kind})",
        "place": f"{claim.location or 'unsaid'} ({claim.place or 'unknown'}{assumed})",
        "by": claim.by,
        "scope": f"part of claim {claim.part_of_id}" if claim.part_of_id else claim.scope,
        "counting": claim.counting,
        "basis": claim.basis,
        "certainty": claim.certainty,
        "said at": moment(claim.said_at, zone),
        "as of": moment(claim.as_of, zone) if claim.as_of else None,
        "occurred": " – ".join(dict.fromkeys(moment(when, zone) for when in occurred if when)),
        "status": f"{claim.status}, rank {claim.rank}",
        "wording": f"{'deleted' if claim.deleted_at else 'replaced'} {moment(claim.known_until, zone)}"
        if claim.known_until
        else None,
        "read by": f"{claim.extractor}, rule {claim.rule}, confidence {claim.confidence:.2f}"
        if claim.extractor
        else "a person",
        "translation": claim.translation,
    }
    return [(name, value) for name, value in rows.items() if value]


def by_whom(moves: "Sequence[Move]") -> str:
    """How a claim came to its event, where it is not where its page is: ", by rule 3, before in kazakhstan-2022"."""
    if not moves:
        return ""
    last = moves[-1]
    causes = {
        "person": "by a person's decision",
        "rule": f"by rule {last.rule}",
        "home": "as read, for no rule holds it",
        "merge": "for the two are one event",
    }
    return f", {causes[last.cause]}; before in {last.before}"


def capture_rows(claim: "StoredClaim", capture: "Capture") -> list[tuple[str, str]]:
    """The capture's rows: address, time, hash."""
    return [
        ("publisher", claim.publisher or "unknown"),
        ("address", claim.url),
        ("captured", moment(capture.captured_at) + " UTC"),
        *([("captured from", capture.url)] if capture.url != claim.url else []),
        ("sha256", capture.sha256),
        ("kept", f"{len(capture.content):,} bytes of {capture.media_type}"),
        ("quote at", f"{claim.start}–{claim.start + len(claim.quote)} of the entry's text"),
        ("uid", claim.uid),
    ]


def reading_row(reading: "Reading") -> tuple[object, ...]:
    """What a machine made of the claim, as a row."""
    claim = reading.claim
    if claim is None:
        return moment(reading.stored_at), reading.extractor, "not found"
    what = f"{claim.metric} {claim.qualifier} {claim.number} {claim.group_resolved or ''}".rstrip()
    who = claim.attributed_to or "unattributed"
    return moment(reading.stored_at), reading.extractor or "a person", f"{what}, {who}, rule {claim.rule}"


def decision_row(decision: "Decision") -> tuple[object, ...]:
    """A decision as a row."""
    return decision.id, moment(decision.decided_at), decision.who, decision_words(decision), decision.why


def decision_words(decision: "Decision") -> str:
    """What a decision did: "amend value: 26 → 27", "undo decision 7"."""
    if decision.undoes is not None:
        return f"undo decision {decision.undoes}"
    changed = (
        f"{name}: {in_short(decision.before.get(name))} → {in_short(value)}"
        for name, value in decision.after.items()
        if name != "status" and decision.before.get(name) != value
    )
    return " ".join(filter(None, (decision.kind, "; ".join(changed))))


def in_short(value: object) -> str:
    """A field's value in a few words."""
    if value is None:
        return "none"
    if isinstance(value, dict) and "at" in value:
        return str(value["at"])
    if isinstance(value, list):
        return ", ".join(str(step.get("name", step)) for step in value)
    return str(value)


@app.command()
def problems(db: Db = DEFAULT_DB, form: Format = Form.TABLE) -> None:
    """List what could not be read: where, what, why."""
    from claims.database import open as open_database

    with open_database(db, create=False) as database:
        found = database.store.problems()
    if form is not Form.TABLE:
        print_records("problems", found, form)
        return
    if not found:
        note("No problems: everything that was taken in could be read.")
        return
    rows = [(problem.where, problem.what, problem.why) for problem in found]
    console().print(table(counted(len(rows), "problem"), ("Where", "What", "Why"), rows))
