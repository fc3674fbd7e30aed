"""Records of speakers: first to report, updates apart from corrections, denials, echoes, where series settled."""

import pytest
from saying import CHANNEL, HEALTH, INFORMATION, INTERIOR, OFFICE, PROSECUTOR, UN, UNREST, sample, say, state

from claims.compare import SpeakerRecord, speaker_records
from claims.records import Source, StoredClaim
from claims.vocabulary import load_vocabulary

VOCABULARY = load_vocabulary()
DEFAULT = VOCABULARY.profile("default")


def records(*some: StoredClaim, **options: object) -> dict[str, SpeakerRecord]:
    found = speaker_records(some, DEFAULT, VOCABULARY, event=UNREST, **options)  # type: ignore[arg-type]
    return {each.name: each for each in found}


def test_the_records_of_the_sample() -> None:
    claims = sample()
    number = {claim.id: claim.number for claim in claims}
    told = records(*claims)
    interior = told[INTERIOR]
    assert [number[each] for each in interior.corrections] == ["17"]
    assert {number[each] for each in interior.updates} == {"18", "26", "3,811", "5,969", "7,939", "9,900"}
    assert not set(interior.updates) & set(interior.corrections)
    assert (interior.series, interior.shared, len(interior.first)) == (5, 2, 2)
    assert ([number[each] for each in told[CHANNEL].denied], told[CHANNEL].withdrawals) == (["164", "103"], ())
    assert [number[each] for each in told[INFORMATION].denials] == ["164"]
    assert (told[INFORMATION].claims, told[INFORMATION].series) == ((), 0)
    assert [number[each] for each in told[UN].possible_echoes] == [["almost", "8,000"][1]]
    assert [number[each] for each in told[PROSECUTOR].updates] == ["238"]
    assert told[PROSECUTOR].ratios == ()
    assert told[CHANNEL].ratios == (164 / 238,)
    assert set(told) >= {INTERIOR, HEALTH, OFFICE, "Steppe Ledger"}
    assert not told["Steppe Ledger"].attributed


def test_updates_corrections_and_what_is_narrowed_are_told_apart() -> None:
    numbers = ["8", "18", "17", "about 17", "31"]
    told = [state(INTERIOR, words, f"{5 + day} Jan 10:00") for day, words in enumerate(numbers)]
    record = records(*told)[INTERIOR]
    first, up, down, rounded, last = (claim.id for claim in told)
    assert (record.updates, record.corrections) == ((up, last), (down,))
    assert (record.claims, record.echoes) == ((first, up, down, rounded, last), ())
    assert rounded not in record.statements or rounded in record.narrowed


def test_echoes_are_told_again_and_no_statements() -> None:
    said = state(INTERIOR, "26", "7 Jan 10:00")
    again = state(INTERIOR, "26", "7 Jan 12:00", outlet="B Post")
    relayed = say("B Post", "26", "7 Jan 13:00", outlet="C Post", via=("Steppe Ledger",))
    goes_back = say("Steppe Ledger", "26", "7 Jan 14:00", outlet="D Post")
    told = records(said, again, relayed, goes_back)
    assert (told[INTERIOR].claims, told[INTERIOR].statements) == ((said.id, again.id), (said.id,))
    assert told[INTERIOR].outlets == 2
    assert told["Steppe Ledger"].echoes == (goes_back.id,)
    assert told["Steppe Ledger"].statements == ()


def test_an_outdated_repeat_and_a_misreport_are_not_held_to_be_updates() -> None:
    early, now = state(INTERIOR, "26", "7 Jan 10:00"), state(INTERIOR, "225", "9 Jan 10:00")
    behind = say("Green Cross", "26", "9 Jan 12:00")
    assert records(early, now, behind)["Green Cross"].behind == (behind.id,)
    said, other = state(INTERIOR, "26", "7 Jan 10:00"), state(INTERIOR, "36", "7 Jan 11:00", outlet="B Post")
    record = records(said, other)[INTERIOR]
    assert (record.misreported, record.updates, record.corrections) == ((other.id,), (), ())


def test_denials_of_ones_own_are_withdrawals_and_a_repeated_denial_counts_once() -> None:
    said = state(INTERIOR, "30", "9 Jan 15:00")
    back = state(INTERIOR, "30", "9 Jan 21:00", stance="withdraws")
    other = say("Green Cross", "80", "9 Jan 15:00")
    denial = state(INTERIOR, "80", "9 Jan 21:00", stance="denies")
    again = state(INTERIOR, "80", "10 Jan 21:00", stance="denies", outlet="B Post")
    told = records(said, back, other, denial, again)
    assert (told[INTERIOR].withdrawals, told[INTERIOR].denials) == ((back.id,), (denial.id,))
    assert (told["Green Cross"].denied, told[INTERIOR].denied) == ((other.id,), ())


@pytest.mark.parametrize(
    ("whens", "first"),
    [
        (("7 Jan 10:00", "7 Jan 12:00"), {"Navy"}),
        (("7 Jan 12:00", "7 Jan 10:00"), {"Board"}),
        (("7 Jan", "7 Jan"), {"Navy", "Board"}),
        ((None, "7 Jan 10:00"), {"Board"}),
    ],
)
def test_who_was_first(whens: tuple[str | None, str], first: set[str]) -> None:
    told = records(say("Navy", "26", whens[0]), say("Board", "31", whens[1]))
    assert {name for name, record in told.items() if record.first} == first
    assert {record.shared for record in told.values()} == {1}


def test_nobody_is_first_alone() -> None:
    record = records(say("Navy", "26", "7 Jan 10:00"))["Navy"]
    assert (record.first, record.shared, record.series, record.ratio) == ((), 0, 1, None)


def test_a_series_settles_where_the_policy_says_and_a_level_never() -> None:
    some = [say("Navy", "20-30", "7 Jan 10:00"), say("Cross", "10", "8 Jan 10:00"), say("Board", "40", "9 Jan 10:00")]
    told = records(*some)
    assert (told["Navy"].ratios, told["Cross"].ratios, told["Board"].ratios) == ((30 / 40,), (10 / 40,), ())
    assert told["Navy"].settled == (some[0].id,)
    assert records(*some, policy="median")["Board"].ratios == (40 / 30,)
    level = [say("Navy", "20", "7 Jan 10:00", "missing"), say("Board", "10", "7 Jan 11:00", "missing")]
    assert {record.ratio for record in records(*level).values()} == {None}


def test_a_spokesperson_is_counted_as_the_body_under_its_name() -> None:
    said = say("Spokesman Orlan", "26", "7 Jan 10:00", acts_for=INTERIOR)
    source = Source(slug="kazakhstan-interior-ministry", name=INTERIOR, key="x")
    [record] = records(said, state(INTERIOR, "31", "8 Jan 10:00"), sources={source.slug: source}).values()
    assert (record.name, record.statements[0], len(record.updates)) == (INTERIOR, said.id, 1)


def test_only_claims_that_are_asked_for_are_counted() -> None:
    one, two = state(INTERIOR, "26", "7 Jan 10:00"), say("Board", "31", "8 Jan 10:00")
    [record] = records(one, two, asked={two.id}).values()
    assert (record.name, record.claims, record.shared, record.first) == ("Board", (two.id,), 1, ())


def test_the_record_of_one_speaker_is_that_among_all() -> None:
    claims = sample()
    told = records(*claims)
    assert len(told) > 5
    for record in told.values():
        assert record in speaker_records(claims, DEFAULT, VOCABULARY, event=UNREST, of=record.speaker)
    assert not speaker_records(claims, DEFAULT, VOCABULARY, event=UNREST, of="nobody")
