"""A reader's way through the pages, in a real browser: with and without script, at every width, by keyboard."""

import pytest
from looking import PAGES, SERIES, WIDTHS, Sight, watched
from playwright.sync_api import Browser, expect

TITLE = "killed · all people · Kazakhstan"


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_reader_gets_from_the_events_to_the_bytes_of_a_page(browser: Browser, address: str, script: bool) -> None:
    with watched(browser, address, java_script_enabled=script) as seen:
        page = seen.open("/")
        page.get_by_role("link", name="Unrest in Kazakhstan").click()
        page.get_by_role("link", name=TITLE).first.click()
        now = page.get_by_role("region", name="Estimate").inner_text()
        figures = page.locator(".history > li").count()
        page.get_by_role("navigation", name="As known at").get_by_role("link").first.click()
        assert "As known at" in page.locator(".note").first.inner_text()
        assert page.locator(".history > li").count() < figures
        assert page.get_by_role("region", name="Estimate").inner_text() != now
        page.get_by_role("navigation", name="As known at").get_by_role("link", name="now").click()
        assert page.locator(".history > li").count() == figures
        figure = page.locator(".history .figure").first
        words = figure.inner_text()
        figure.click()
        assert page.get_by_role("heading", level=1).inner_text().startswith(words)
        assert page.locator("mark strong").is_visible()
        page.get_by_role("link", name="bytes of text/html").click()
        assert "<html" in page.locator("pre").inner_text()


def test_the_day_of_the_control_stays_in_the_address(sight: Sight) -> None:
    page = sight.open(SERIES)
    page.get_by_label("As known at", exact=True).fill("2022-01-10")
    page.get_by_role("button", name="Show").click()
    assert "as_known_at=2022-01-10" in page.url
    assert "at=kazakhstan" in page.url
    slide = page.locator("#slider")
    slide.wait_for()  # the page as its script leaves it
    shared = page.locator("main").inner_text()
    assert sight.open(page.url.removeprefix(sight.address)).locator("main").inner_text() == shared


def test_the_slider_moves_the_day(sight: Sight) -> None:
    page = sight.open(SERIES)
    slide = page.locator("#slider")
    slide.wait_for()
    days = int(slide.get_attribute("max") or 0)
    slide.focus()
    slide.press("Home")
    page.wait_for_url("**as_known_at=2022-01-0**")
    assert days > 1
    assert page.locator("#day").inner_text().startswith("2022-01-0")


def test_what_is_looked_for_is_marked_in_the_browser(sight: Sight) -> None:
    page = sight.open("/")
    page.get_by_label("Words to look for").fill("detained")
    page.keyboard.press("Enter")
    expect(page).to_have_title("Search")
    assert {each.lower() for each in page.locator(".text mark").all_inner_texts()} == {"detained"}
    page.locator("article .figure").first.click()
    assert page.get_by_role("heading", name="Who says so").is_visible()


@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_is_wider_than_its_window(browser: Browser, address: str, width: int) -> None:
    # Without script at the middle width: the pages are laid out all the same.
    window = {"viewport": {"width": width, "height": 800}, "java_script_enabled": width != WIDTHS[1]}
    with watched(browser, address, **window) as seen:
        for name, path in PAGES.items():
            page = seen.open(path)
            assert page.get_by_role("heading", level=1).count() == 1, name
            assert seen.overflow() <= 0, name


def test_dark_and_light_are_unlike(browser: Browser, address: str) -> None:
    grounds = set()
    for scheme in ("light", "dark"):
        with watched(browser, address, color_scheme=scheme) as seen:
            page = seen.open("/")
            grounds.add(page.evaluate("getComputedStyle(document.body).backgroundColor"))
    assert len(grounds) == 2


@pytest.mark.parametrize("path", ["/events/kazakhstan-2022", SERIES, "/claims/1", "/search?text=killed"])
def test_the_keyboard_goes_through_a_page_in_its_order(sight: Sight, path: str) -> None:
    page = sight.open(path)
    page.evaluate(
        """() => { window.met = []; document.addEventListener('focusin', event => window.met.push(
            [event.target.outerHTML.slice(0, 200), getComputedStyle(event.target).outlineStyle]), true); }"""
    )
    wanted = page.evaluate(
        """reached => [...document.querySelectorAll(reached)]
            .filter(each => each.checkVisibility()).map(each => each.outerHTML.slice(0, 200))""",
        "a[href], input:not([type=hidden]), select, textarea, button, summary, [tabindex='0']",
    )
    dates = page.locator("input[type=date]").count()
    for _ in range(len(wanted) + 3 * dates):
        page.keyboard.press("Tab")
    met = page.evaluate("window.met")
    order = [html for at, (html, _) in enumerate(met) if at == 0 or html != met[at - 1][0]]
    assert order[: len(wanted)] == wanted
    assert all(outline not in ("none", "") for _, outline in met)


def test_the_first_key_leads_past_the_head_of_the_page(sight: Sight) -> None:
    page = sight.open("/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the content")
    assert skip.bounding_box()["height"] > 10  # type: ignore[index]
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_the_guard_lets_no_script_of_a_page_run(sight: Sight) -> None:
    page = sight.open("/")
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p id=pit onclick=\"alert(1)\">pit</p>')")
    page.locator("#pit").click()
    assert sight.wrong.pop().startswith("console: Executing inline event handler violates")
