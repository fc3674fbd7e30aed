"""Filters: each alone, and what stands."""

from decimal import Decimal
from typing import Any

import pytest
from made_pages import at, made_capture, made_claim, made_page

from claims.errors import UnknownEventError, UnknownSourceError
from claims.records import Attribution, Filters, Moment
from claims.store import Store

CLAIMS: dict[str, dict[str, Any]] = {
    "1": {"metric": "injured", "speaker": "Interior Ministry", "said_at": Moment(at=at(3))},
    "2": {"group_kind": "children", "place": "kazakhstan/almaty", "said_at": Moment(at=at(1))},
    "3": {"place": "kazakhstan", "qualifier": "at_least", "said_at": Moment(at=at(2))},
    "4": {"place": "kazakhstania", "certainty": "confirmed", "basis": "documented", "scope": "part"},
    "5": {"speaker": "spokesman for the Interior Ministry", "place": "georgia"},
    "6": {"chain": (Attribution(role="relay", name="Interior Ministry", words="it"),)},
}
"""By their number."""


@pytest.fixture
def full(store: Store) -> Store:
    posts = {number: f"They count {number} people." for number in CLAIMS}
    found = {
        number: [made_claim(posts[number], number, **{"metric": "killed", **fields})]
        for number, fields in CLAIMS.items()
    }
    store.add(made_capture("x"), made_page(posts), found, "ferry", extractor="t")
    return store


@pytest.mark.parametrize(
    ("filters", "numbers"),
    [
        ({}, "231456"),
        ({"event": "ferry"}, "231456"),
        ({"metric": "injured"}, "1"),
        ({"group": "children"}, "2"),
        ({"place": "kazakhstan"}, "23"),
        ({"place": "kazakhstan/almaty"}, "2"),
        ({"qualifier": "at_least"}, "3"),
        ({"certainty": "confirmed"}, "4"),
        ({"basis": "documented"}, "4"),
        ({"scope": "part"}, "4"),
        ({"since": at(2)}, "31"),
        ({"until": at(2)}, "2"),
        ({"since": at(1), "until": at(3)}, "23"),
        ({"source": "Interior Ministry"}, "156"),
        ({"source": "interior-ministry"}, "156"),
        ({"source": "Kazakhstan's Interior Ministry", "event": "ferry"}, "156"),
        ({"source": "Interior Ministry", "role": "speaker"}, "15"),
        ({"source": "Interior Ministry", "role": "relay"}, "6"),
        ({"source": "orvan-post", "role": "publisher"}, "23145"),
        ({"role": "relay"}, "6"),
        ({"side": "state"}, "15"),
        ({"side": "state", "role": "relay"}, "6"),
        ({"metric": "no such metric"}, ""),
    ],
)
def test_a_filter_picks_its_claims(full: Store, filters: dict[str, Any], numbers: str) -> None:
    assert "".join(claim.number for claim in full.claims(Filters(**filters))) == numbers


def test_a_region_holds_its_cities(full: Store) -> None:
    text = "They count 7 people."
    claim = made_claim(text, "7", place="kazakhstan/aktobe")
    page = made_page({"z": text})
    full.add(made_capture("z", at(1)), page, {"z": [claim]}, "ferry", extractor="t")
    from claims import gazetteer

    city = gazetteer.place("kazakhstan/aktobe")
    assert city is not None
    assert [found.number for found in full.claims(Filters(place=city.region))] == ["7"]


def test_unknown_names_are_refused(full: Store) -> None:
    with pytest.raises(UnknownEventError):
        full.claims(Filters(event="fery"))
    with pytest.raises(UnknownSourceError):
        full.claims(Filters(source="Nobody"))


def test_claims_are_found_by_id_and_uid(full: Store) -> None:
    claim = full.claims()[0]
    assert full.claim(claim.id) == full.claim(str(claim.id)) == full.claim(claim.uid) == claim
    assert claim.value == Decimal(2)


def test_a_name_with_wildcards_means_itself(full: Store) -> None:
    with pytest.raises(UnknownSourceError):
        full.claims(Filters(source="%"))
    assert full.claims(Filters(place="kazakhstan%")) == ()
