"""What another process decides while the page is served stands on the page as soon as it is asked for again."""

from pathlib import Path

from copying import copy_database
from looking import watched
from playwright.sync_api import Browser
from served import served

import claims


def test_decisions_of_another_process_are_seen_with_who_and_why(
    browser: Browser, sample_db: Path, tmp_path: Path
) -> None:
    db = copy_database(sample_db, tmp_path / "claims.db")
    with claims.open(db) as database, served(db) as address, watched(browser, address) as seen:
        claim = database.stored_claims(event="kazakhstan-2022", metric="killed")[0]
        page = seen.open(f"/claims/{claim.id}")
        assert page.get_by_text("Nobody has decided on this claim.").is_visible()
        first = page.get_by_role("heading", level=1).inner_text()
        database.decide(claim.id, "accept", who="A reader", why="Checked against the page.")
        database.decide(claim.id, "amend", who="Another reader", fields={"value": "999"})
        page.reload()
        decided = page.locator("section", has=page.get_by_role("heading", name="Decisions")).inner_text()
        assert decided.index("A reader") < decided.index("Another reader")
        assert "Checked against the page." in decided
        assert "999" in page.get_by_role("heading", level=1).inner_text()
        assert page.get_by_text("Status: amended.").is_visible()
        database.undo(claim.id, who="Another reader")
        page.reload()
        assert page.get_by_role("heading", level=1).inner_text() == first
        assert "undo" in page.locator("section", has=page.get_by_role("heading", name="Decisions")).inner_text()
