"""`claims review`, `claims decide`: what people make of claims, one after another, or one alone."""

from collections import Counter
from typing import TYPE_CHECKING, Annotated, Any, get_args

import typer

from claims.cli.app import DEFAULT_DB, Db, EventArgument, VocabularyFile, app, note
from claims.cli.filters import filtered
from claims.cli.keys import QUIT, Keys, open_keys
from claims.cli.look import decision_words, how_sure, marked, who_says
from claims.cli.paper import console, moment, plain
from claims.errors import ClaimsError

if TYPE_CHECKING:
    from claims.database import Database
    from claims.records import Entry, StoredClaim
    from claims.store import Kind

Name = Annotated[str | None, typer.Option("--as", help="Your name; else that of your log-in.", metavar="NAME")]

HELP = (
    "a accept · r reject · e amend a field · c comment · k rank · m move to an event · u undo · s or space skip · "
    "b back · q quit · ? help"
)
_AROUND = 400
"""Characters of the entry shown before and after the quote."""
_AT_ONCE = 200
"""Claims fetched at once."""


@app.command()
@filtered
def review(
    filters: dict[str, Any],
    event: EventArgument,
    who: Name = None,
    vocabulary: VocabularyFile = None,
    db: Db = DEFAULT_DB,
) -> None:
    """Accept, amend or reject claims, one after another.

    Those to be reviewed again come first, then the least sure. At a terminal single keys work, in a pipe lines:
    "a", "r a misprint", "e value 27"; what is answered is stored.
    """
    from claims.database import open as open_database

    with open_database(db, create=False, vocabulary=vocabulary) as database:
        walk = Walk(database, event, filters, who or login())
        if not walk.total:
            note("No claims wait for review.")
            return
        walk.go(open_keys())


@app.command()
def decide(
    name: Annotated[str, typer.Argument(help="Id or uid of the claim.", metavar="ID")],
    kind: Annotated[
        str, typer.Argument(help="accept, reject, amend, retract, comment, rank, move or undo.", metavar="KIND")
    ],
    fields: Annotated[
        list[str] | None,
        typer.Argument(help="What to amend: value=27, place=Almaty, by= for none; the rank: preferred …; event=SLUG"),
    ] = None,
    why: Annotated[str | None, typer.Option(help="The reason, kept with the decision.")] = None,
    who: Name = None,
    vocabulary: VocabularyFile = None,
    db: Db = DEFAULT_DB,
) -> None:
    """Decide on one claim, whether it waits or not.

    Each decision is added to those before; undo takes back the latest.
    """
    from claims.database import open as open_database
    from claims.store import Kind

    if kind not in get_args(Kind):
        raise ClaimsError(f"There is no decision {kind!r}; the decisions are {', '.join(get_args(Kind))}.")
    with open_database(db, create=False, vocabulary=vocabulary) as database:
        made = database.decide(name, kind, who=who or login(), why=why, fields=read_fields(kind, fields or []))  # type: ignore[arg-type]
        claim = database.claim(name)
    typer.echo(f"Claim {claim.id}: {decision_words(made)}; it is now {claim.status}, rank {claim.rank}.")


def login() -> str:
    """The log-in name of whoever runs the command; raises ClaimsError."""
    from getpass import getuser

    try:
        return getuser()
    except (KeyError, OSError):
        raise ClaimsError("This machine doesn't say who you are; give your name with --as.") from None


def read_fields(kind: str, words: list[str]) -> dict[str, str]:
    """Fields from words such as "value=27", or the rank alone; raises ClaimsError."""
    if kind == "rank" and len(words) == 1 and "=" not in words[0]:
        return {"rank": words[0]}
    for word in words:
        if "=" not in word:
            raise ClaimsError(f"{word!r} names no field; write field=value, such as value=27.")
    return dict(word.split("=", 1) for word in words)


class Walk:
    """One reviewer's way through the claims that wait."""

    def __init__(self, database: "Database", event: str, filters: dict[str, Any], who: str) -> None:
        self._database = database
        self._event = event
        self._filters = filters
        self._who = who
        self._ids: list[int] = []
        self._at = 0
        self._made: list[tuple[int, int]] = []
        self._done: Counter[str] = Counter()
        self._zone = database.store.event(event).zone
        self.total = database.waiting(event, **{**filters, "reviewed": None})

    def go(self, keys: Keys) -> None:
        """Show claim after claim and do what the keys say, until nothing is left or the reviewer quits."""
        typer.echo(HELP)
        while self._there():
            claim = self._show()
            while (moved := self._act(keys, claim)) is None:
                pass
            if moved == QUIT:
                break
        self._sum_up()

    def _there(self) -> bool:
        """Whether there is a claim to show; fetches more where those fetched are through."""
        if self._at >= len(self._ids):
            some = self._database.queue(self._event, limit=len(self._ids) + _AT_ONCE, **self._filters)
            self._ids += [claim.id for claim in some if claim.id not in set(self._ids)]
        return self._at < len(self._ids)

    def _show(self) -> "StoredClaim":
        claim = self._database.claim(self._ids[self._at])
        print_card(claim, self._database, f"{self._at + 1} of {max(self.total, self._at + 1)}", self._zone)
        return claim

    def _act(self, keys: Keys, claim: "StoredClaim") -> str | None:
        """Do what one key says; None to wait for another, else "again", "next" or `QUIT`."""
        key = keys.key()
        try:
            match key:
                case "q":
                    return QUIT
                case "s":
                    return self._move(1)
                case "b":
                    return self._move(-1)
                case "u":
                    return self._undo()
                case "a":
                    return self._decide(claim, "accept", None, {}) and self._move(1)
                case "r":
                    why = keys.ask("Why (may be left out)", needed=False)
                    return self._decide(claim, "reject", why or None, {}) and self._move(1)
                case "e" | "c" | "k" | "m":
                    return self._ask_and_decide(key, claim, keys)
                case _:
                    typer.echo(HELP)
        except ClaimsError as error:
            typer.echo(str(error))
        return None

    def _ask_and_decide(self, key: str, claim: "StoredClaim", keys: Keys) -> str | None:
        """Ask for what a decision needs; an empty answer leaves the claim as it is."""
        if key == "c":
            words = keys.ask("Comment")
            return self._decide(claim, "comment", words, {}) if words else None
        if key == "k":
            rank = keys.ask("Rank (preferred, normal, disputed, deprecated)", last=False)
            why = keys.ask("Why") if rank else ""
            return self._decide(claim, "rank", why, {"rank": rank}) if rank else None
        if key == "m":
            event = keys.ask("Event that it belongs to", last=False)
            return self._decide(claim, "move", None, {"event": event}) and self._move(1) if event else None
        field = keys.ask("Field (such as value, metric, group, place, attributed_to)", last=False)
        value = keys.ask(f"{field}, now {getattr(claim, field, None)}; - for none") if field else ""
        if not value:
            return None
        return self._decide(claim, "amend", None, {field: None if value == "-" else value})

    def _decide(self, claim: "StoredClaim", kind: "Kind", why: str | None, fields: dict[str, Any]) -> str:
        made = self._database.decide(claim.id, kind, who=self._who, why=why, fields=fields)
        self._made.append((claim.id, made.id))
        self._done[kind] += 1
        typer.echo(f"Claim {claim.id}: {decision_words(made)}.")
        return "again"

    def _undo(self) -> str | None:
        """Take back the last decision of this sitting and show its claim again."""
        if not self._made:
            raise ClaimsError(
                "You have decided nothing yet in this sitting; `claims decide ID undo` goes further back."
            )
        claim, made = self._made[-1]
        if self._database.decisions(claim)[-1].id != made:
            raise ClaimsError(
                f"Somebody else has decided on claim {claim} since; look at it with `claims show {claim}`."
            )
        undone = self._database.undo(claim, who=self._who)
        self._made.pop()
        self._done["undo"] += 1
        typer.echo(f"Claim {claim}: {decision_words(undone)}.")
        self._at = self._ids.index(claim)
        return "again"

    def _move(self, by: int) -> str:
        self._at = max(0, self._at + by)
        return "next"

    def _sum_up(self) -> None:
        done = ", ".join(f"{count} × {kind}" for kind, count in self._done.items()) or "nothing decided"
        waiting = self._database.waiting(self._event, **{**self._filters, "reviewed": None})
        note(f"{done}; {waiting:,} still wait." if waiting else f"{done}; no more claims wait.")


def print_card(claim: "StoredClaim", database: "Database", place: str, zone: str) -> None:
    """A claim for its reviewer: the quote in its entry, who says so, the figure, how sure, what was decided before."""
    from claims.compare import figure_words
    from claims.compare.lattice import place_label

    entry, paper = database.store.entry_of(claim.id), console()
    paper.print()
    paper.rule(plain(f"{place} · claim {claim.id} · {claim.status}", "bold"), align="left")
    paper.print(plain(f"{entry.headline or claim.url} · {moment(entry.posted_at, zone)} ({zone})", "dim"))
    paper.print(excerpt(entry, claim))
    figure = plain(f"{claim.metric}: {figure_words(claim)} {claim.group_resolved or ''}".rstrip(), "bold")
    where = place_label(claim.place) if claim.place else "nowhere"
    assumed = " (assumed)" if claim.place_assumed else ""
    paper.print(figure, plain(f"· {claim.group_kind} · {where}{assumed} · said {moment(claim.said_at, zone)}"))
    paper.print(who_says(claim))
    paper.print(
        plain(
            ", ".join(filter(None, (f"confidence {claim.confidence:.2f}, rule {claim.rule}", how_sure(claim)))), "dim"
        )
    )
    for each in database.decisions(claim.id):
        paper.print(plain(f"{moment(each.decided_at)} UTC: {decision_words(each)} by {each.who}", "dim"))


def excerpt(entry: "Entry", claim: "StoredClaim") -> Any:
    """The quote marked in the part of its entry around it."""
    begin = max(0, claim.start - _AROUND)
    end = claim.start + len(claim.quote) + _AROUND
    text = marked(entry, claim)[begin : end + len("⟦⟧")]
    ends = plain("…" if begin else ""), plain("…" if end < len(entry.text) else "")
    return ends[0] + text + ends[1]
