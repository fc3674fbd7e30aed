"""The review queue, one claim at a time, and what is decided there or on a claim's own page."""

from collections.abc import Mapping
from typing import Annotated, Any, get_args

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import BaseModel

from claims.database import Database
from claims.errors import BusyError, ClaimsError, DecidedSinceError
from claims.records import Rank, StoredClaim
from claims.store import Decision, Kind
from claims.web.asked import Filtered, link
from claims.web.desk import Desk, Posted
from claims.web.forms import changes, fields
from claims.web.looked_at import around, words_of
from claims.web.showing import page

FARTHEST = 1_000
"""So many claims may be skipped; whoever wants more of them asks for fewer by the filters."""
Skip = Annotated[int, Query(ge=0, le=FARTHEST)]
Id = Annotated[int | None, Query(ge=1, le=2**53)]


class Refused(BaseModel):
    """A form that could not be stored: what was typed, what is wrong with it, and with which fields."""

    typed: dict[str, str] = {}
    sentence: str | None = None
    wrong: dict[str, str] = {}
    status: int = 200


def routes(database: Database, desk: Desk) -> APIRouter:
    """The pages on which claims are decided."""
    router = APIRouter(include_in_schema=False)
    posted = Annotated[Posted, Depends(desk.posted)]

    def queue(
        request: Request, slug: str, asked: Filtered, skip: int, claim: int | None, done: int | None, refused: Refused
    ) -> Response:
        event, filters = database.store.event(slug), asked.but("reviewed")
        waiting = database.waiting(slug, **filters)
        shown = _shown(database, slug, filters, skip, claim)
        return sheet(
            request,
            "review.html",
            shown,
            refused,
            event=event,
            asked=asked,
            filters=filters,
            skip=skip,
            waiting=waiting,
            done=_done(database, done),
            metrics=database.vocabulary.metrics,
            here=f"/events/{slug}/review",
            action=link(f"/events/{slug}/review", filters, skip=skip or None),
        )

    def sheet(
        request: Request, template: str, claim: StoredClaim | None, refused: Refused, **more: object
    ) -> HTMLResponse:
        cookie = desk.cookie(request)
        about = around(database, claim) if claim else {}
        form = form_of(database, claim, refused) if claim else {}
        held = {"who": desk.who, "token": desk.token(cookie), "refused": refused, "claim": claim}
        answer = page(template, refused.status, **{**about, **form, **held, **more})
        if desk.who is not None:
            desk.keep(answer, cookie)
        return answer

    @router.get("/events/{slug}/review")
    @database.store.at_one_moment()
    def review(
        request: Request, slug: str, asked: Filtered, skip: Skip = 0, claim: Id = None, done: Id = None
    ) -> Response:
        return queue(request, slug, asked, skip, claim, done, Refused())

    @router.post("/events/{slug}/review")
    def decide(request: Request, slug: str, asked: Filtered, form: posted, skip: Skip = 0) -> Response:
        database.store.event(slug)
        about = form.get("claim", "")
        refused = store(database, desk, about, form)
        if refused is not None:
            return queue(request, slug, asked, skip, _number(about), None, refused)
        again = form.get("kind") in ("undo", "comment", "rank")
        to = {"claim": about} if again else {"done": about}
        return RedirectResponse(link(f"/events/{slug}/review", asked.but("reviewed"), skip=skip or None, **to), 303)

    @router.get("/claims/{name}")
    @database.store.at_one_moment()
    def claim_page(request: Request, name: str) -> Response:
        return shown_claim(request, name, Refused())

    @router.post("/claims/{name}")
    def decide_here(request: Request, name: str, form: posted) -> Response:
        refused = store(database, desk, name, form)
        if refused is not None:
            return shown_claim(request, name, refused)
        return RedirectResponse(f"/claims/{database.claim(name).id}#decisions", 303)

    def shown_claim(request: Request, name: str, refused: Refused) -> Response:
        found = database.claim(name)
        return sheet(request, "claim.html", found, refused, action=f"/claims/{found.id}")

    return router


def form_of(database: Database, claim: StoredClaim, refused: Refused) -> dict[str, object]:
    """What the forms of a claim hold."""
    made = database.decisions(claim.id)
    return {
        "seen": made[-1].id if made else 0,
        "groups": tuple(fields(claim, database.vocabulary, refused.typed, refused.wrong)),
        "ranks": get_args(Rank),
        "undoable": _undoable(made),
    }


def store(database: Database, desk: Desk, name: str, form: Posted) -> Refused | None:
    """Store what a form decides on a claim; what can't be stored comes back with what is wrong."""
    assert desk.who is not None
    kind, why = form.get("kind", ""), form.get("why", "").strip() or None
    if kind not in get_args(Kind):
        return Refused(typed=form, sentence="Choose what to do: accept, reject, amend …", status=422)
    claim = database.claim(name)
    said: Mapping[str, Any] = {}
    if kind == "rank":
        said = {"rank": form.get("rank", "")}
    elif kind == "amend":
        zone, text = database.store.event(claim.event).zone, database.store.entry_of(claim.id).text
        said, wrong = changes(form, claim, text, zone, database.vocabulary)
        if wrong:
            return Refused(typed=form, sentence="Nothing was stored; mend what is marked.", wrong=wrong, status=422)
    return _store(database, desk.who, claim.id, kind, why, said, form)  # type: ignore[arg-type]


def _store(
    database: Database, who: str, claim: int, kind: Kind, why: str | None, said: Mapping[str, Any], form: Posted
) -> Refused | None:
    seen = _number(form.get("seen", ""))
    try:
        database.decide(claim, kind, who=who, why=why, fields=said, seen=0 if seen is None else seen)
    except DecidedSinceError as error:
        return Refused(typed=form, sentence=str(error), status=409)
    except BusyError as error:
        return Refused(typed=form, sentence=f"Nothing was stored: {error}", status=503)
    except ClaimsError as error:
        return Refused(typed=form, sentence=str(error), status=422)
    return None


def _shown(database: Database, slug: str, filters: dict[str, Any], skip: int, claim: int | None) -> StoredClaim | None:
    """The claim that is asked for, else the next one that waits."""
    if claim is not None:
        found = database.claim(claim)
        if found.event != slug:
            raise ClaimsError(f"Claim {claim} is of another event, {found.event}; open its own queue.")
        return found
    some = database.queue(slug, limit=skip + 1, **filters)
    return some[skip] if len(some) > skip else None


def _done(database: Database, claim: int | None) -> dict[str, object] | None:
    """What was last decided on the claim before, with the means to take it back."""
    made = database.decisions(claim) if claim is not None else ()
    if not made:
        return None
    return {"claim": claim, "last": made[-1], "words": words_of(made[-1]), "undoable": _undoable(made)}


def _undoable(made: tuple[Decision, ...]) -> bool:
    """Whether a decision on a claim stands that could be taken back."""
    undone = {each.undoes for each in made}
    return any(
        each.kind != "undo" and each.id not in undone and not (each.kind == "comment" and each.after) for each in made
    )


def _number(written: str) -> int | None:
    return int(written) if written.isascii() and written.isdecimal() and len(written) < 16 else None
