"""Pages of claims: together they are all claims, in their order, however they are cut."""

import itertools
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import claims
from claims.errors import UnknownClaimError
from claims.records import Filters, Moment


def test_pages_put_together_are_all_claims_in_order(tmp_path: Path) -> None:
    with claims.open(tmp_path / "claims.db") as database:
        database.put_event("flood")
        # Several of one moment, and several without one.
        for number, day in enumerate((3, 1, None, 2, 2, None, 3, 2), start=1):
            said = None if day is None else Moment(at=datetime(2024, 4, 1, tzinfo=UTC) + timedelta(days=day))
            database.add("flood", "killed", f"{number} people were killed", str(number), who="A reader", said_at=said)
        store = database.store
        for stored, limit in itertools.product((None, datetime(2900, 1, 1, tzinfo=UTC)), (1, 2, 3, 8, 9)):
            asked = Filters(event="flood", as_stored_at=stored)
            every, after = [], None
            while page := store.claims_after(after, limit, asked):
                every += page
                after = page[-1].id
            assert every == list(store.claims(asked))
            assert len(every) == 8


def test_a_page_behind_a_claim_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with claims.open(tmp_path / "claims.db") as database, pytest.raises(UnknownClaimError):
        database.store.claims_after(7, 5, Filters())
