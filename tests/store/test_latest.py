"""The latest capture of a page, from which a later visit asks whether anything changed."""

from made_pages import EXTRACTOR, URL, at, made_capture, made_page

from claims.records import Capture
from claims.store import Store

ELSEWHERE = "https://orvan-post.example/ferry"


def stored(store: Store, text: str, hours: float, *, page_url: str = URL) -> Capture:
    capture = made_capture(text, at(hours)).model_copy(update={"headers": (("etag", f'"{hours}"'),)})
    store.add(capture, made_page({"post": text}, url=page_url), {}, "ferry", extractor=EXTRACTOR)
    return capture


def test_the_latest_by_its_own_time_whatever_the_order(store: Store) -> None:
    assert store.latest_capture(URL) is None
    stored(store, "Two rafts sank.", 1)
    latest = stored(store, "Three rafts sank.", 5)
    stored(store, "Two or three rafts sank.", 3)
    assert store.latest_capture(URL) == latest


def test_by_the_address_captured_from_and_by_the_page_s_own(store: Store) -> None:
    capture = stored(store, "Two rafts sank.", 1, page_url=ELSEWHERE)
    assert store.latest_capture(URL) == store.latest_capture(ELSEWHERE) == capture
    assert store.latest_capture("https://orvan-post.example/other") is None
