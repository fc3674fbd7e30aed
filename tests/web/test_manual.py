"""The manual in the browser: every topic, its links, and nothing in it that runs."""

import re

import httpx
import pytest
from looking import Sight

from claims.help import TOPICS
from claims.web.manual import as_html


@pytest.fixture(scope="module")
def pages(address: str) -> dict[str, str]:
    """Every page of the manual."""
    with httpx.Client(base_url=address) as client:
        found = {name: client.get(f"/help/{name}") for name in TOPICS}
        found[""] = client.get("/help")
    assert {each.status_code for each in found.values()} == {200}
    return {name: each.text for name, each in found.items()}


def test_links_lead_to_pages_and_sections_that_are_there(pages: dict[str, str]) -> None:
    for name, text in pages.items():
        for target, section in re.findall(r'href="/help/(\w+)(?:#([\w-]+))?"', text):
            assert target in TOPICS, name
            assert not section or f'id="{section}"' in pages[target], (name, target, section)
        for section in re.findall(r'<a href="#([\w-]+)">', text):
            assert section == "main" or f'id="{section}"' in text, (name, section)
        assert ".md" not in re.sub(r"<pre.*?</pre>|<code>.*?</code>", "", text, flags=re.DOTALL), name


def test_the_reference_is_of_this_program(pages: dict[str, str]) -> None:
    assert "claims events add" in pages["commands"]
    assert "/api/reconcile" in pages["api"]
    assert "capture_sha256" in pages["columns"]
    assert "damage_cost" in pages["vocabulary"]


def test_an_unknown_topic_is_one_sentence(address: str) -> None:
    answer = httpx.get(f"{address}/help/tutorail")
    assert answer.status_code == 404
    assert "did you mean &#39;tutorial&#39;?" in answer.text


def test_html_in_a_page_is_shown_and_not_run() -> None:
    html, _ = as_html("# T\n\n<script>alert(1)</script> [a](javascript:alert(1))\n\n```x\n<b>\n```\n")
    assert "<script" not in html
    assert "&lt;script&gt;" in html
    assert 'href="javascript' not in html
    assert "&lt;b&gt;" in html


@pytest.mark.parametrize("name", TOPICS)
def test_no_topic_is_wider_than_a_phone(sight: Sight, name: str) -> None:
    sight.page.set_viewport_size({"width": 360, "height": 800})
    sight.open(f"/help/{name}")
    assert sight.overflow() == 0
