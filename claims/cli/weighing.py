"""`claims estimate`, `claims speakers`, `claims reconcile`: what figures come to, who told them, what adds up."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from claims.cli.app import (
    DEFAULT_DB,
    Db,
    EventArgument,
    EveryMetric,
    Form,
    Format,
    Profile,
    RatesFile,
    VocabularyFile,
    app,
    note,
)
from claims.cli.comparing import Window, series_title, several_events
from claims.cli.completing import policies
from claims.cli.filters import filtered
from claims.cli.paper import clean, console, plain, print_records, table
from claims.cli.progress import working

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from claims.compare import Check, Estimate, LeftOut, SpeakerRecord
    from claims.frames import Grounds
    from claims.vocabulary import Vocabulary

Policy = Annotated[
    str,
    typer.Option(help="Which figure is chosen: latest, official, median, reliability.", autocompletion=policies),
]

_SHOWN = 5
"""How many of the claims that a series leaves out are shown."""


@app.command()
@filtered
def estimate(
    filters: dict[str, str | None],
    event: EventArgument,
    metric: EveryMetric = None,
    policy: Policy = "latest",
    profile: Profile = "default",
    window: Window = 24,
    rates: RatesFile = None,
    vocabulary: VocabularyFile = None,
    db: Db = DEFAULT_DB,
    form: Format = Form.TABLE,
) -> None:
    """Show what each series comes to: low, chosen, high.

    With the claims that give them, and each claim left out with the reason. Filters say which claims count.
    """
    from datetime import timedelta

    from claims.database import open as open_database
    from claims.frames import estimate_lines

    with working("Comparing"), open_database(db, create=False, vocabulary=vocabulary) as database:
        hours = timedelta(hours=window)
        found = database.estimates(event, metric, policy=policy, profile=profile, window=hours, rates=rates, **filters)
        grounds = database.grounds(event, profile, filters)
        zone = database.store.event(event).zone
    if form is not Form.TABLE:
        print_records("estimate", estimate_lines(found, grounds), form)
        return
    print_estimates(console(), found, database.vocabulary)
    if not found:
        note(f"No claims of {metric or 'any metric'} fit; `claims list --event {event}` shows what there is.")
    note(f"Policy {policy}. {in_words(grounds, zone)}")


def print_estimates(paper: "Console", found: Sequence["Estimate"], vocabulary: "Vocabulary") -> None:
    """A table for each series: its ends and the figure chosen, then what was left out and why."""
    several = several_events(each.key for each in found)
    for each in found:
        rows: list[tuple[object, ...]] = [("chosen", "–", "", plain(each.why, "yellow"))]
        if each.chosen:
            claim = each.chosen.claim
            words = plain(each.chosen.words, "bold")
            rows = [("chosen", words, claim.id, _speaker(claim.attributed_to, each.why))]
        if each.low and each.high:
            low, high = each.low, each.high
            rows.insert(0, ("low", low.words, low.claim.id, _speaker(low.claim.attributed_to)))
            rows.append(("high", high.words, high.claim.id, _speaker(high.claim.attributed_to)))
        rows += [("", "", "", plain(text, "yellow")) for text in each.notes]
        rows += [("left out", *row) for row in left_out_rows(each.left_out)]
        title = f"{series_title(each.key, vocabulary, several=several)}: {each.independence}"
        paper.print(table(title, ("", "Figure", "Id", "Whose, and why"), rows, right=("Figure", "Id")))


def left_out_rows(left_out: Sequence["LeftOut"]) -> Iterable[tuple[object, ...]]:
    """Claims left out, those first that tell most, and how many more there are."""
    from claims.compare import phrase
    from claims.compare.leaving_out import most_telling

    ordered = most_telling(left_out)
    for each in ordered[:_SHOWN]:
        text = plain(each.kind, "red" if each.kind in ("denied", "withdrawn") else "yellow")
        text.append(clean(f": {each.reason}"))
        yield phrase(each.figure), each.id, text
    if len(ordered) > _SHOWN:
        yield "", "", plain(f"+ {len(ordered) - _SHOWN} more (--format csv)", "dim")


def _speaker(name: str | None, why: str | None = None) -> "Text":
    text = plain(name) if name else plain("unattributed", "dim italic")
    if why:
        text.append(clean(f". {why}"), style="dim")
    return text


@app.command()
@filtered
def speakers(
    filters: dict[str, str | None],
    event: EventArgument,
    policy: Policy = "latest",
    profile: Profile = "default",
    window: Window = 24,
    vocabulary: VocabularyFile = None,
    db: Db = DEFAULT_DB,
    form: Format = Form.TABLE,
) -> None:
    """Show each speaker's record.

    Who told how much, who was first, who updated and who corrected, and where the series settled at last.
    """
    from datetime import timedelta

    from claims.database import open as open_database
    from claims.frames import speaker_lines

    with working("Comparing"), open_database(db, create=False, vocabulary=vocabulary) as database:
        hours = timedelta(hours=window)
        found = database.speaker_records(event, policy=policy, profile=profile, window=hours, **filters)
        grounds = database.grounds(event, profile, filters)
        zone = database.store.event(event).zone
    if form is not Form.TABLE:
        print_records("speakers", speaker_lines(found, policy, grounds), form)
        return
    print_speakers(console(), found)
    note("First: in series that others told too. Settled: its last figure over the one at which such a series settled,")
    note(f"by policy {policy}; the range where there are several. {in_words(grounds, zone)}")


def print_speakers(paper: "Console", found: Iterable["SpeakerRecord"]) -> None:
    """Speakers, a row each."""
    columns = ("Speaker", "Figures", "Series", "First", "Updates", "Corrects", "Denies", "Denied", "Echoes", "Settled")
    rows = [
        (
            _named(each),
            len(each.statements),
            each.series,
            f"{len(each.first)} of {each.shared}" if each.shared else "",
            len(each.updates) or "",
            len(each.corrections) or "",
            _sum("", len(each.denials), f"{len(each.withdrawals)} own" if each.withdrawals else ""),
            len(each.denied) or "",
            _sum("", len(each.echoes), f"{len(each.possible_echoes)} perhaps" if each.possible_echoes else ""),
            _share(each),
        )
        for each in found
    ]
    paper.print(table("Speakers", columns, rows, right=columns[1:]))


def _named(record: "SpeakerRecord") -> "Text":
    text = plain(record.name)
    known = [record.side or "", "" if record.attributed else "in its own voice"]
    if any(known):
        text.append(clean(f" ({', '.join(filter(None, known))})"), style="dim")
    return text


def _sum(nothing: str, count: int, more: str) -> str:
    return ", ".join(filter(None, (str(count) if count else "", more))) or nothing


def _share(record: "SpeakerRecord") -> str:
    if not record.ratios:
        return ""
    low, high = min(record.ratios), max(record.ratios)
    return f"{low:.2f}" if f"{low:.2f}" == f"{high:.2f}" else f"{low:.2f}–{high:.2f}"


@app.command()
@filtered
def reconcile(
    filters: dict[str, str | None],
    event: EventArgument,
    everything: Annotated[bool, typer.Option("--all", help="Also what fits.")] = False,
    profile: Profile = "default",
    window: Window = 24,
    rates: RatesFile = None,
    vocabulary: VocabularyFile = None,
    db: Db = DEFAULT_DB,
    form: Format = Form.TABLE,
) -> None:
    """List what does not add up, worst first.

    Parts over their total, periods and additions against the totals around them, totals that fell, odd ranges.
    """
    from datetime import timedelta

    from claims.database import open as open_database
    from claims.frames import check_lines

    with working("Comparing"), open_database(db, create=False, vocabulary=vocabulary) as database:
        found = database.checks(
            event, everything=True, profile=profile, window=timedelta(hours=window), rates=rates, **filters
        )
        grounds = database.grounds(event, profile, filters)
        zone = database.store.event(event).zone
    fitting = sum(each.kind == "fits" for each in found)
    shown = [each for each in found if everything or each.kind != "fits"]
    if form is not Form.TABLE:
        print_records("reconcile", check_lines(shown, grounds), form)
        return
    if shown:
        print_checks(console(), shown, database.vocabulary)
    hidden = "" if everything or not fitting else " (--all shows them)"
    note(f"{fitting} of {len(found)} checks fit{hidden}. {in_words(grounds, zone)}")


_COLOURS = {"exceeds": "red", "gap": "red", "twofold": "red", "crossed": "red", "fell": "yellow", "fits": "green"}
"""Colours repeat what the words say; nothing hangs on them."""


def print_checks(paper: "Console", found: Sequence["Check"], vocabulary: "Vocabulary") -> None:
    """Checks, a row each."""
    several = several_events(each.key for each in found)
    rows = [
        (
            plain(each.kind, _COLOURS.get(each.kind, "cyan")),
            series_title(each.key, vocabulary, several=several),
            " ".join(map(str, each.claims)),
            each.reason,
        )
        for each in found
    ]
    title = "What adds up and what does not" if any(each.kind == "fits" for each in found) else "What does not add up"
    paper.print(table(title, ("Kind", "Series", "Ids", "Why"), rows))


def in_words(grounds: "Grounds", zone: str) -> str:
    """On what a comparison rests, in a sentence."""
    from claims.cli.paper import moment

    past = [
        f"as {what} at {moment(when, zone)}"
        for what, when in (("known", grounds.as_known_at), ("stored", grounds.as_stored_at))
        if when
    ]
    return "; ".join((f"Intervals by profile {grounds.profile}", *past, f"times in {zone}")) + "."
