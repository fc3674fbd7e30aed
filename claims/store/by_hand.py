"""Claims entered by hand: the words quoted are kept as a capture of their own, as plain text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from pydantic import ValidationError
from sqlmodel import Session, select

from claims.errors import StoreError
from claims.quoting import neighbours
from claims.records import Attribution, Capture, Claim, Entry, Moment, Page
from claims.store.captures import BY_HAND, add_capture, add_page, address_id, find_passage, origin_of
from claims.store.columns import storable
from claims.store.decisions import add_decision
from claims.store.events import event_row
from claims.store.figures import check_figure, check_money
from claims.store.looking import claim_row
from claims.store.rows import ClaimRow, EntryRow, PageRow
from claims.store.sources import Sources
from claims.store.standing import about_origin, add_claims, identity
from claims.store.wordings import Seen, place_alone
from claims.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Passage:
    """The words that a person takes a claim from, and where they stand."""

    text: str
    url: str
    publisher: str | None = None
    posted_at: Moment | None = None


def make_claim(
    quote: str, number: str, passage: Passage, speaker: str | None = None, via: Sequence[str] = (), **fields: Any
) -> Claim:
    """A claim from words that a person quotes; `fields` are a claim's own, such as metric and value.

    Raises StoreError where the quote is not in the passage, the number not in the quote, or a field can't be so.
    """
    start, at = passage.text.find(quote), _find_number(quote, number)
    if start < 0:
        raise StoreError(f"The passage does not hold the quote {quote[:80]!r}; copy it letter by letter.")
    if at < 0 or not number:
        raise StoreError(f"The quote does not hold the number {number!r}; write it as the quote does.")
    prefix, suffix = neighbours(passage.text, start, start + len(quote))
    try:
        claim = Claim.model_validate(
            {
                "said_at": passage.posted_at,
                **fields,
                "quote": quote,
                "start": start,
                "number": number,
                "number_start": start + at,
                "prefix": prefix,
                "suffix": suffix,
                "chain": _chain(speaker, via, passage.publisher),
                "rule": BY_HAND,
                "confidence": 1,
            }
        )
    except ValidationError as error:
        wrong = error.errors()[0]
        raise StoreError(f"The claim's {wrong['loc'][0]} can't be {wrong['input']!r}: {wrong['msg']}.") from error
    check_figure(claim)
    return claim


def _chain(speaker: str | None, via: Sequence[str], publisher: str | None) -> list[Attribution]:
    """Who says it, who passed it on, who published it, as a person names them."""
    named = [("speaker", speaker), *(("relay", name) for name in via), ("publisher", publisher)]
    return [Attribution.model_validate({"role": role, "name": name, "words": name}) for role, name in named if name]


def add_by_hand(
    session: Session,
    claim: Claim,
    passage: Passage,
    event: str,
    who: str,
    why: str | None,
    sources: Sources,
    now: datetime,
) -> int:
    """Store a claim that a person entered, accepted by them; returns its id, also where it was there before.

    Raises UnknownEventError, StoreError.
    """
    about_event = event_row(session, event)
    claim = _in_the_vocabulary(claim, sources.vocabulary)
    capture = _capture(passage, now)
    capture_id = find_passage(session, capture)
    if capture_id is None:
        capture_id = _add_passage(session, capture, passage, about_event.id or 0)
    page = session.exec(select(PageRow).where(PageRow.capture_id == capture_id, PageRow.reader == BY_HAND)).one()
    entry = session.exec(select(EntryRow).where(EntryRow.page_id == page.id)).one()
    metric, start, number = identity(claim)
    same = select(ClaimRow.id).where(ClaimRow.entry_id == entry.id, ClaimRow.found_metric == metric)
    known = session.exec(same.where(ClaimRow.found_start == start, ClaimRow.found_number == number)).first()
    if known is not None:
        return known
    about = about_origin(sources, origin_of(session, entry.page_id), about_event, None, now)
    [claim_id] = add_claims(session, [(entry, claim)], about)
    add_decision(session, claim_row(session, claim_id), claim, "accept", who, why, {}, sources, now)
    return claim_id


def _in_the_vocabulary(claim: Claim, vocabulary: Vocabulary) -> Claim:
    """A claim entered by hand with its vague word filled in; raises StoreError where money names no currency."""
    check_money(claim, vocabulary)
    if claim.qualifier != "vague" or claim.vague_word is not None:
        return claim
    written = " ".join(claim.number.casefold().split())
    word = next((slug for slug, spellings in vocabulary.vague.items() if written in spellings), None)
    return claim.model_copy(update={"vague_word": word})


def _find_number(quote: str, number: str) -> int:
    """Where the number stands in the quote, rather by itself than within another one; -1 where it does not."""
    alone = re.search(rf"(?<![\w.,]){re.escape(number)}(?!\w)", quote)
    return alone.start() if alone else quote.find(number)


def _capture(passage: Passage, now: datetime) -> Capture:
    content = storable(passage.text).encode()
    return Capture(
        url=passage.url,
        publisher=passage.publisher,
        captured_at=now,
        published_at=passage.posted_at,
        media_type="text/plain",
        sha256=sha256(content).hexdigest(),
        content=content,
    )


def _add_passage(session: Session, capture: Capture, passage: Passage, event_id: int) -> int:
    """Store a passage as a capture whose one entry is the passage; returns the capture's id."""
    # The key tells passages of one page apart, and from the posts that a reader finds there.
    entry = Entry(
        key=f"{BY_HAND} {capture.sha256}", kind="article", text=passage.text, start=0, posted_at=passage.posted_at
    )
    page = Page(
        url=passage.url,
        reader=BY_HAND,
        layout=BY_HAND,
        publisher=passage.publisher,
        published_at=passage.posted_at,
        text=passage.text,
        entries=(entry,),
    )
    capture_id = add_capture(session, capture)
    page_id = add_page(session, page, capture_id, event_id, capture.captured_at)
    place_alone(session, entry, Seen(address_id(session, passage.url), page_id, capture.captured_at))
    return capture_id
