"""What visitors ask with: no filter is SQL."""

from collections.abc import Iterator

import pytest

import claims
from claims.errors import ClaimsError
from claims.records import Filters

HOSTILE = [
    "' OR 1=1 --",
    "'; DROP TABLE claim; --",
    '" OR ""="',
    "%",
    "_",
    "\\",
    "\x00",
    "killed' UNION SELECT 1 --",
    "{0}",
    "*",
]
PAGE = "The Interior Ministry of Ruvia said on 10 January 2022 that 26 people were killed and 40 were injured."


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[claims.Database]:
    folder = tmp_path_factory.mktemp("asked")
    (folder / "page.txt").write_text(PAGE, encoding="utf-8")
    with claims.open(folder / "claims.db") as opened:
        opened.ingest(folder / "page.txt", event="unrest", publisher="Orvan Post")
        yield opened


@pytest.mark.parametrize(
    "name", [name for name in Filters.model_fields if name not in ("event", "reviewed", "sub_events")]
)
def test_no_filter_is_sql(database: claims.Database, name: str) -> None:
    before = database.stored_claims()
    assert len(before) == 2
    for words in HOSTILE:
        try:
            found = database.stored_claims(event="unrest", **{name: words})
        except ClaimsError:
            continue
        else:
            assert found == (), words
    assert database.stored_claims() == before
