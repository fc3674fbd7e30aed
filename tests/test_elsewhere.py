"""Background figures, from the page to the event that they belong to, in our own sentences."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from claims.database import Database
from claims.database import open as open_database

PAGE = """Clashes in Orhan

10 January 2022

Police said 12 people were killed in Orhan on Sunday. In the 2010 unrest, 400 people were killed in Kyrgyzstan. A year
ago 30 people were killed in floods there. In June 2010, 118 people were killed in Osh, the Interior Ministry said.
"""


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    page = tmp_path / "page.txt"
    page.write_text(PAGE)
    with open_database(tmp_path / "claims.db") as opened:
        opened.put_event("orhan", place="Kazakhstan", starts_on=date(2022, 1, 2))
        opened.put_event("south-2010", place="Kyrgyzstan", starts_on=date(2010, 6, 10), ends_on=date(2010, 6, 20))
        opened.put_event("spring-2010", place="Kyrgyzstan", starts_on=date(2010, 4, 6), ends_on=date(2010, 4, 15))
        opened.put_event("mine-2010", place="Peru", starts_on=date(2010, 6, 10))
        opened.ingest(page, event="orhan")
        yield opened


def test_figures_of_earlier_events_are_set_aside_and_suggested(database: Database) -> None:
    told = {each.claim.number: (each.to, each.reason) for each in database.background_figures("orhan")}
    assert {number: to for number, (to, _) in told.items()} == {"400": "spring-2010", "118": "south-2010", "30": None}
    assert told["400"][1].endswith(
        "from 2010-01-01 to 2010-12-31, as spring-2010 did (south-2010 would fit too); "
        "amend from when to when, or it stays background there."
    )
    assert told["118"][1] == "118 (Interior Ministry) counts what happened in 2010-06, as south-2010 did."
    assert told["30"][1].endswith("no event of those days and that place is here.")
    assert {step.claim.number for each in database.histories("orhan") for step in each.steps} == {"12"}
    assert len(database.background()) == 3


def test_a_figure_moved_to_its_own_event_counts_there(database: Database) -> None:
    [claim] = [each.claim for each in database.background_figures() if each.to == "south-2010"]
    database.move(claim.id, to="south-2010", who="ana")
    assert [step.claim.number for each in database.histories("south-2010") for step in each.steps] == ["118"]
    assert all(each.claim.id != claim.id for each in database.background_figures())
