"""A reviewer's way, in a real browser: a claim accepted by a key, another amended, undone, the result taken away."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from copying import copy_database, found_at
from looking import Sight, breaches, watched
from playwright.sync_api import Browser, Page
from served import served

import claims

EVENT = "kazakhstan-2022"
WHO = "Aigerim the tester"


@pytest.fixture(scope="module")
def db(sample_db: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample event, to be written to; each test decides on claims of its own."""
    return copy_database(sample_db, tmp_path_factory.mktemp("desk") / "claims.db")


@pytest.fixture(scope="module")
def reviewed(db: Path) -> Iterator[str]:
    """Where the sample event is served to a reviewer."""
    with served(db, "--as", WHO) as address:
        yield address


@pytest.fixture
def desk(browser: Browser, reviewed: str) -> Iterator[Sight]:
    """A reviewer's window."""
    with watched(browser, reviewed) as seen:
        yield seen


def undecided(db: Path) -> int:
    """The id of a claim that nobody has decided on."""
    with claims.open(db) as database:
        return next(claim.id for claim in database.stored_claims(metric="detained") if claim.status == "read")


def decisions(page: Page) -> str:
    """What the page of a claim says of its decisions."""
    return page.locator("section", has=page.get_by_role("heading", name="Decisions")).inner_text()


def test_a_reviewer_decides_by_keyboard_and_takes_the_result_away(desk: Sight, db: Path, tmp_path: Path) -> None:
    page = desk.open("/")
    page.get_by_role("link", name="Unrest in Kazakhstan").click()
    page.get_by_role("link", name="killed · all people · Kazakhstan").first.click()
    page.get_by_role("navigation", name="As known at").get_by_role("link").first.click()
    page.get_by_role("navigation", name="As known at").get_by_role("link", name="now").click()
    figures = page.locator(".history .figure")
    first, second = (figures.nth(at).get_attribute("href") for at in (0, 1))

    page = desk.open(first or "")
    with page.expect_navigation():
        page.keyboard.press("a")
    assert "accept" in decisions(page)
    assert WHO in decisions(page)

    page = desk.open(second or "")
    page.keyboard.press("e")
    page.locator("#f-value").fill("999")
    page.get_by_label("Why").last.fill("The page says so now.")
    with page.expect_navigation():
        page.get_by_role("button", name="Amend", exact=True).click()
    assert "amend" in decisions(page)
    assert "The page says so now." in decisions(page)
    assert page.get_by_role("heading", level=1).inner_text().startswith("999")

    with claims.open(db) as database:
        ids = [(href or "").rpartition("/")[2] for href in (first, second)]
        assert [database.claim(each).status for each in ids] == ["accepted", "amended"]

    with page.expect_navigation():
        page.keyboard.press("u")
    assert "undo" in decisions(page)
    assert not page.get_by_role("heading", level=1).inner_text().startswith("999")

    page = desk.open(f"/events/{EVENT}")
    with page.expect_download() as waited:
        page.locator("a.csv[href^='/csv/claims.csv']").click()
    waited.value.save_as(tmp_path / "claims.csv")
    command = [sys.executable, "-m", "claims", "export", EVENT, "--db", found_at(db)]
    assert (tmp_path / "claims.csv").read_bytes() == subprocess.run(command, capture_output=True, check=True).stdout


def test_the_queue_is_worked_by_single_keys(desk: Sight, db: Path) -> None:
    with claims.open(db) as database:
        waiting = database.waiting(EVENT)
        first, second, third = (claim.id for claim in database.queue(EVENT, limit=3))
        page = desk.open(f"/events/{EVENT}/review")
        for key in ("a", "s", "r"):
            with page.expect_navigation():
                page.keyboard.press(key)
        assert database.waiting(EVENT) == waiting - 2
        assert [database.claim(each).status for each in (first, second, third)] == ["accepted", "read", "rejected"]
        with page.expect_navigation():
            page.keyboard.press("u")
        assert database.claim(third).status == "read"


def test_a_key_that_is_typed_into_a_field_decides_nothing(desk: Sight, db: Path) -> None:
    claim = undecided(db)
    page = desk.open(f"/claims/{claim}")
    page.get_by_label("Words to look for").focus()
    page.keyboard.type("area")
    assert page.get_by_label("Words to look for").input_value() == "area"
    page.keyboard.press("Control+a")
    with claims.open(db) as database:
        assert database.decisions(claim) == ()


def test_the_forms_work_without_script(browser: Browser, reviewed: str, db: Path) -> None:
    with watched(browser, reviewed, java_script_enabled=False) as seen:
        page = seen.open(f"/claims/{undecided(db)}")
        page.get_by_role("button", name="Accept").click()
        assert WHO in decisions(page)
        page.get_by_role("button", name="Undo").click()
        assert "undo" in decisions(page)


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1280, "light")])
def test_the_review_pages_fit_their_window_and_break_no_rule(
    browser: Browser, reviewed: str, width: int, scheme: str
) -> None:
    with watched(browser, reviewed, viewport={"width": width, "height": 900}, color_scheme=scheme) as seen:
        for path in (f"/events/{EVENT}/review", "/claims/1", f"/events/{EVENT}/reconcile"):
            page = seen.open(path)
            page.locator("details").evaluate_all("all => all.forEach(each => { each.open = true; })")
            assert seen.overflow() <= 0, path
            assert breaches(page) == [], path
