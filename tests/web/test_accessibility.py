"""Every kind of page, light and dark, against the rules of WCAG 2.1 A and AA that a program can check."""

import pytest
from looking import PAGES, Sight, breaches, watched
from playwright.sync_api import Browser


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 360)])
def test_no_page_breaks_the_rules_of_accessibility(browser: Browser, address: str, scheme: str, width: int) -> None:
    with watched(browser, address, color_scheme=scheme, viewport={"width": width, "height": 900}) as seen:
        broken = {path: breaches(seen.open(path)) for path in PAGES.values()}
    assert not any(broken.values()), {path: found for path, found in broken.items() if found}


def test_a_field_without_its_label_would_be_found(sight: Sight) -> None:
    page = sight.open("/")
    page.evaluate("document.querySelectorAll('label').forEach(each => each.remove())")
    page.evaluate("document.querySelectorAll('input').forEach(each => each.removeAttribute('placeholder'))")
    assert any("words" in each for each in breaches(page))
