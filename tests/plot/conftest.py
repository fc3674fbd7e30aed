"""Claims of the comparisons' tests, drawn."""

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "compare"))

from saying import UNREST

from claims.compare import disagreements, histories
from claims.frames import Grounds
from claims.plot import Drawing, Terms, draw
from claims.records import Event, StoredClaim
from claims.vocabulary import load_vocabulary

VOCABULARY = load_vocabulary()


def drawing_of(claims: Iterable[StoredClaim], event: Event = UNREST, **more: Any) -> Drawing:
    profile = VOCABULARY.profile("default")
    held = tuple(claims)
    told = histories(held, profile, VOCABULARY, event=event)
    return draw(told, disagreements(held, profile, VOCABULARY, event=event), event, **more)


@pytest.fixture
def drawn() -> Callable[..., Drawing]:
    """What a chart of these claims shows."""
    return drawing_of


@pytest.fixture
def spec() -> Callable[..., dict[str, Any]]:
    """The Vega-Lite specification of the chart of these claims."""
    from claims.plot.chart import chart

    def made(*claims: StoredClaim, event: Event = UNREST, **more: Any) -> dict[str, Any]:
        terms = Terms(Grounds("default"))
        found: dict[str, Any] = chart(drawing_of(claims, event, **more), event, "killed", VOCABULARY, terms).to_dict()
        return found

    return made
