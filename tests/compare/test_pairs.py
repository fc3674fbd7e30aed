"""What a careful researcher would say of two figures: the table in pairs.toml."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from saying import UNREST, moment, say

from claims.compare import disagreements, histories
from claims.rates import read_rates
from claims.records import StoredClaim
from claims.vocabulary import Profile, Vocabulary

PAIRS = tomllib.loads((Path(__file__).parent / "pairs.toml").read_text(encoding="utf-8"))["pair"]
NAMES = {"group": "group_kind", "post": "entry_id"}


def claim_of(told: dict[str, Any]) -> StoredClaim:
    """A figure of the table as a claim."""
    fields = {NAMES.get(name, name): value for name, value in told.items() if name not in ("who", "says", "on")}
    if day := fields.pop("occurred", None):
        fields |= {"occurred_from": moment(day), "occurred_to": moment(day)}
    return say(told.get("who"), told["says"], told.get("on"), **fields)


def test_there_are_sixty_pairs_at_least_and_each_says_why() -> None:
    assert len(PAIRS) >= 60
    assert all(pair["why"] for pair in PAIRS)


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair["why"][:60])
def test_pair(pair: dict[str, Any], profile: Profile, vocabulary: Vocabulary, tmp_path: Path) -> None:
    rates = None
    if "rates" in pair:
        table = tmp_path / "rates.csv"
        table.write_text(f"currency,rate,date,source\nUSD,1\n{pair['rates']}\n", encoding="utf-8")
        rates = read_rates(table, vocabulary)
    first, second, *then = (claim_of(told) for told in (pair["first"], pair["second"], *pair.get("then", ())))
    claims = [second, *then, first]
    series = histories(claims, profile, vocabulary, event=UNREST, rates=rates)
    relations = [relation for each in series for step in each.steps for relation in step.relations]
    between = [each for each in relations if (each.earlier, each.later) == (first.id, second.id)]
    reasons = [each.reason for each in between]
    if pair["relation"] == "none":
        assert not between, pair["why"]
        found = disagreements(claims, profile, vocabulary, event=UNREST, rates=rates)
        assert [each.kind for each in found] == ([] if pair["lists"] == "nothing" else [pair["lists"]]), pair["why"]
        reasons = [each.reason for each in found]
    else:
        assert [each.kind for each in between] == [pair["relation"]], pair["why"]
        assert between[0].late == pair.get("late", False)
    assert all(pair.get("says", "") in reason for reason in reasons)
