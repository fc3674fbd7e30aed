"""Extracting again: found again, read differently, not found, new; nothing twice and no decision lost."""

from made_pages import EXTRACTOR, at, made_claim, row_counts, take_in

from claims.records import Filters, StoredClaim
from claims.store import Store

TEXT = "Guards said 3 people died, 7 were hurt and 9 are missing."
THREE, SEVEN, NINE = (made_claim(TEXT, number) for number in ("3", "7", "9"))


def stored(store: Store) -> dict[str, StoredClaim]:
    """All claims by their number."""
    return {claim.number: claim for claim in store.claims(Filters(standing=False))}


def entry_of_text(store: Store) -> int:
    take_in(store, {"a": TEXT}, a=[THREE, SEVEN])
    [(entry_id, entry)] = store.entries_to_read("ferry")
    assert entry.text == TEXT
    return entry_id


def test_the_same_extractor_again_changes_nothing(store: Store) -> None:
    entry_id = entry_of_text(store)
    before = row_counts(store)
    done = store.reread(entry_id, [THREE, SEVEN], EXTRACTOR)
    assert row_counts(store) == before
    assert (done.claims_known, done.claims_new, done.claims_changed) == (2, 0, 0)


def test_a_later_extractor_adds_readings_and_no_claims(store: Store) -> None:
    entry_id = entry_of_text(store)
    better = SEVEN.model_copy(update={"group": "passengers", "confidence": 0.99})
    done = store.reread(entry_id, [THREE, better], "claims 2")
    assert (done.claims_known, done.claims_changed, done.claims_new) == (1, 1, 0)
    claims = stored(store)
    assert (claims["7"].group, claims["7"].extractor, claims["3"].extractor) == ("passengers", "claims 2", "claims 2")
    first, second = store.readings_of(claims["7"].id)
    assert (first.claim, second.claim, second.superseded_at) == (SEVEN, better, None)
    assert (first.extractor, second.extractor) == (EXTRACTOR, "claims 2")
    assert first.superseded_at == second.stored_at


def test_what_is_not_found_is_withdrawn_and_may_return(store: Store) -> None:
    entry_id = entry_of_text(store)
    assert store.reread(entry_id, [THREE], "claims 2").claims_withdrawn == 1
    assert stored(store)["7"].status == "withdrawn"
    assert [claim.number for claim in store.claims()] == ["3"]
    assert store.readings_of(stored(store)["7"].id)[-1].claim is None
    before = row_counts(store)
    assert store.reread(entry_id, [THREE], "claims 2").claims_withdrawn == 0
    assert row_counts(store) == before
    store.reread(entry_id, [THREE, SEVEN], "claims 3")
    assert stored(store)["7"].status == "read"
    assert len(stored(store)) == 2


def test_a_decided_claim_is_kept_though_not_found(store: Store) -> None:
    entry_id = entry_of_text(store)
    store.decide(stored(store)["7"].id, "amend", "ana", "misread", {"metric": "injured", "value": 8})
    assert store.reread(entry_id, [THREE], "claims 2").claims_withdrawn == 0
    seven = stored(store)["7"]
    assert (seven.status, seven.metric, seven.value) == ("amended", "injured", 8)


def test_a_decision_outlives_a_new_reading(store: Store) -> None:
    entry_id = entry_of_text(store)
    store.decide(stored(store)["7"].id, "amend", "ana", None, {"metric": "injured"})
    store.reread(entry_id, [SEVEN.model_copy(update={"group": "passengers"}), THREE], "claims 2")
    seven = stored(store)["7"]
    assert (seven.metric, seven.group, seven.status) == ("injured", "passengers", "amended")
    assert len(stored(store)) == 2


def test_what_is_new_becomes_a_claim_linked_to_its_whole(store: Store) -> None:
    entry_id = entry_of_text(store)
    part = NINE.model_copy(update={"part_of": THREE.number_start})
    done = store.reread(entry_id, [THREE, SEVEN, part, part], "claims 2")
    assert done.claims_new == 1
    assert stored(store)["9"].part_of_id == stored(store)["3"].id
    store.reread(entry_id, [THREE, SEVEN, NINE], "claims 3")
    assert stored(store)["9"].part_of_id is None


def test_a_new_reading_may_credit_somebody_else(store: Store) -> None:
    entry_id = entry_of_text(store)
    assert stored(store)["3"].attributed_to is None
    store.reread(entry_id, [made_claim(TEXT, "3", speaker="Interior Ministry"), SEVEN], "claims 2")
    three = stored(store)["3"]
    assert (three.attributed_to, three.speaker_source, three.publisher) == (
        "Interior Ministry",
        "interior-ministry",
        "Orvan Post",
    )


def test_older_wordings_are_read_again_too(store: Store) -> None:
    entry_of_text(store)
    take_in(store, {"a": "Guards said nobody knows."}, at(1))
    assert [entry.text for _, entry in store.entries_to_read()] == [TEXT, "Guards said nobody knows."]


def test_entries_come_in_portions_between_which_the_store_is_written(store: Store) -> None:
    take_in(store, {f"post {number}": f"{number} people died." for number in range(450)})
    read = 0
    for entry_id, _ in store.entries_to_read("ferry"):
        store.reread(entry_id, [], "claims 2") if read % 100 == 0 else None
        read += 1
    assert read == 450
    assert len(store.claims()) == 445
