"""Whether a figure that a person gives can be meant so; odd figures of a page are kept as they are."""

import re

from claims.errors import StoreError
from claims.records import Claim
from claims.vocabulary import Vocabulary


def check_figure(claim: Claim) -> None:
    """Raise StoreError for ends of a range, or a currency, that a person can only have mistyped."""
    if claim.value is not None and claim.value_high is not None and claim.value_high < claim.value:
        raise StoreError(
            f"The upper end {claim.value_high} lies below the value {claim.value}; give the lower end as the value."
        )
    if claim.currency is not None and not re.fullmatch("[A-Z]{3}", claim.currency):
        raise StoreError(f"There is no currency {claim.currency!r}; write its ISO 4217 code, such as EUR.")


def check_money(claim: Claim, vocabulary: Vocabulary) -> None:
    """Raise StoreError where money names no currency, or what is no money names one."""
    metric = vocabulary.metrics.get(claim.metric)
    if metric is None or (metric.counts == "money") == (claim.currency is not None):
        return
    if claim.currency is None:
        raise StoreError(f"{claim.metric} counts money; say in which currency, such as EUR.")
    raise StoreError(f"{claim.metric} counts {metric.counts}, not {claim.currency}; leave the currency out.")
