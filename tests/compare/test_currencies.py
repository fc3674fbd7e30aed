"""Sums in two currencies, with rates that a person gives: related, listed, estimated, added up."""

from pathlib import Path

import pytest
from saying import UNREST, say

from claims.compare import disagreements, estimates, histories, reconcile
from claims.rates import Rates, read_rates
from claims.records import StoredClaim
from claims.vocabulary import Profile, Vocabulary


@pytest.fixture
def rates(tmp_path: Path, vocabulary: Vocabulary) -> Rates:
    table = tmp_path / "rates.csv"
    table.write_text("currency,rate,date,source\nUSD,1\nEUR,0.8,2022-01-05,Central Bank\nKZT,400\n", encoding="utf-8")
    return read_rates(table, vocabulary)


def money(speaker: str, words: str, when: str | None, currency: str | None = "USD", **fields: object) -> StoredClaim:
    return say(speaker, words, when, "damage_cost", currency=currency, **fields)


def test_figures_of_one_currency_are_related_as_without_rates(
    profile: Profile, vocabulary: Vocabulary, rates: Rates
) -> None:
    claims = [
        money("Board", "200,000,000", "6 Jan 10:00", "EUR"),
        money("Board", "190,000,000", "7 Jan 10:00", "EUR"),
        money("Navy", "60,000,000,000", "8 Jan 10:00", "KZT"),
        money("Navy", "70,000,000,000", "9 Jan 10:00", "KZT"),
    ]
    own = [
        [(relation.kind, relation.earlier, relation.reason) for relation in step.relations if relation.earlier in same]
        for given in (None, rates)
        for series in histories(claims, profile, vocabulary, event=UNREST, rates=given)
        for same in [{step.claim.id for step in series.steps}]
        for step in series.steps
    ]
    assert own[:4] == own[4:]
    assert [each[0][0] for each in own[:4] if each] == ["corrected", "updated"]


def test_stored_sum_and_words_stay_as_written(profile: Profile, vocabulary: Vocabulary, rates: Rates) -> None:
    first, second = money("Board", "160,000,000", "6 Jan 10:00", "EUR"), money("Navy", "50,000,000", "6 Jan 15:00")
    series = histories([first, second], profile, vocabulary, event=UNREST, rates=rates)
    steps = {step.claim.id: step for each in series for step in each.steps}
    assert (steps[first.id].claim, steps[first.id].interval.low) == (first, 160_000_000)
    [relation] = steps[second.id].relations
    assert (relation.kind, relation.ratio) == ("conflict", 0.25)
    assert "160 million EUR (Board, 6 Jan 10:00)" in relation.reason
    assert relation.reason.endswith(
        "160 million EUR is 200 million USD at 0.8 EUR for 1 USD (5 Jan 2022, Central Bank)."
    )
    [found] = disagreements([first, second], profile, vocabulary, event=UNREST, rates=rates)
    assert (found.kind, found.first, found.second, found.ratio) == ("conflict", first, second, 4.0)


def test_both_sums_may_be_converted(profile: Profile, vocabulary: Vocabulary, rates: Rates) -> None:
    claims = [money("Board", "160,000,000", "6 Jan 10:00", "EUR"), money("Navy", "80,000,000,000", "7 Jan", "KZT")]
    found = histories(claims, profile, vocabulary, event=UNREST, rates=rates)
    [relation] = [each for series in found for step in series.steps for each in step.relations]
    assert relation.kind == "agrees"
    assert "160 million EUR is 200 million USD at 0.8 EUR" in relation.reason
    assert "80 billion KZT is 200 million USD at 400 KZT for 1 USD (no date given)." in relation.reason


@pytest.mark.parametrize(
    ("claim", "why"),
    [
        (money("Board", "160,000,000", "4 Jan", "EUR"), "no rate of EUR was given for that day or before."),
        (money("Board", "160,000,000", "6 Jan", "CHF"), "no rate of CHF was given for that day or before."),
        (money("Board", "160,000,000", None, "EUR"), "the day of one is not known."),
        (money("Board", "160,000,000", "6 Jan", None), "the currency of one is not known."),
        (money("Board", "dozens", "6 Jan", "EUR", vague_word="dozens"), "one is no number that could be converted."),
    ],
)
def test_what_was_not_compared_is_said(
    claim: StoredClaim, why: str, profile: Profile, vocabulary: Vocabulary, rates: Rates
) -> None:
    known = money("Relief Fund", "100,000,000", "6 Jan 10:00", "EUR" if claim.currency != "EUR" else "KZT")
    other = money("Navy", "200,000,000", "7 Jan 10:00")
    found = [
        each
        for each in disagreements([claim, known, other], profile, vocabulary, event=UNREST, rates=rates)
        if each.kind == "not compared" and other in (each.first, each.second)
    ]
    assert [each.more for each in found] == [0]
    assert claim in (found[0].first, found[0].second)
    assert found[0].reason.endswith(f"they are in two currencies, and {why}")


def test_estimates_say_what_the_chosen_sum_is_in_the_reference_currency(
    profile: Profile, vocabulary: Vocabulary, rates: Rates
) -> None:
    claims = [
        money("Board", "160,000,000", "6 Jan", "EUR"),
        money("Navy", "9,000,000", "6 Jan"),
        money("Fund", "7", "6 Jan", "GBP"),
    ]
    found = {each.key.unit: each for each in estimates(claims, profile, vocabulary, event=UNREST, rates=rates)}
    euros = found["EUR"]
    assert euros.chosen is not None
    assert (euros.chosen.words, euros.chosen.low) == ("160 million EUR", 160_000_000)
    assert euros.notes == ("160 million EUR is 200 million USD at 0.8 EUR for 1 USD (5 Jan 2022, Central Bank).",)
    assert found["USD"].notes == ()
    [note] = found["GBP"].notes
    assert note.endswith("was not converted: no rate of GBP was given for that day or before.")


def test_parts_in_another_currency_are_added_only_with_rates(
    profile: Profile, vocabulary: Vocabulary, rates: Rates
) -> None:
    whole = money("Board", "5,000,000", "9 Jan")
    part = money("Board", "4,800,000", "9 Jan", "EUR", part_of_id=whole.id, group_kind="homes")
    [without] = reconcile([whole, part], profile, vocabulary, event=UNREST)
    assert (without.kind, without.claims) == ("unchecked", (part.id, whole.id))
    assert without.reason.endswith("are in two currencies: they were not checked.")
    [found] = reconcile([whole, part], profile, vocabulary, event=UNREST, rates=rates)
    assert (found.kind, found.gap) == ("exceeds", 1_000_000)
    assert "1,000,000 too many." in found.reason
    assert found.reason.endswith("at 0.8 EUR for 1 USD (5 Jan 2022, Central Bank).")
