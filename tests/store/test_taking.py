"""Taking pages in: everything comes back as it went in, nothing is stored twice."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from made_pages import EXTRACTOR, URL, at, killed, made_capture, made_claim, made_page, row_counts, take_in

from claims.errors import StoreError, UnknownEventError
from claims.records import Attribution, Capture, Claim, Entry, Event, Filters, Moment, Page, Problem
from claims.store import Store
from claims.store.looking import as_claim

TEXT = (
    "Rescue update\nThe lake guard said on Monday that about 1,200 to 1,300 islanders lost homes worth €3.75 million."
)
DAY = Moment(at=datetime(2022, 1, 9, tzinfo=UTC), exactness="day", zone_assumed=True)
HOUR = Moment(at=datetime(2022, 1, 10, 9, tzinfo=UTC), exactness="hour", assumed=True)
MINUTE = Moment(at=datetime(2022, 1, 10, 9, 41, tzinfo=UTC))
ENTRY = Entry(
    key="post-1",
    kind="lead",
    text=TEXT,
    start=4,
    headline="Rescue update",
    posted_at=MINUTE,
    stamp="Monday",
    stamp_start=TEXT.index("Monday"),
    clock=time(9, 41),
)
PROBLEM = Problem(where=URL, what="??", why="No clock is written so.")
PAGE = Page(
    url=URL,
    reader="test 1",
    layout="stamped",
    title="Ferry: live",
    language="en",
    publisher="Orvan Post",
    published_at=DAY,
    zone="Asia/Almaty",
    text=f"Top\n{TEXT}",
    entries=(ENTRY,),
    problems=(PROBLEM,),
)
CAPTURE = made_capture("<p>bytes \x00 as they came</p>").model_copy(
    update={"published_at": DAY, "headers": (("Content-Type", "text/html"), ("X-Twice", "1"), ("X-Twice", "2"))}
)
FULL = Claim(
    quote="about 1,200 to 1,300 islanders lost homes",
    start=TEXT.index("about"),
    number="1,200 to 1,300",
    number_start=TEXT.index("1,200"),
    prefix="Monday that ",
    suffix=" worth",
    translation="as it stands",
    metric="displaced",
    value=Decimal("1200"),
    value_high=Decimal("1300"),
    qualifier="range",
    group="islanders",
    group_resolved="islanders",
    group_kind="civilians",
    location="Lake Orvan",
    place="kazakhstan",
    place_assumed=True,
    by="the storm",
    scope="period",
    period_from=DAY,
    period_to=HOUR,
    counting="level",
    basis="estimated",
    certainty="preliminary",
    said_at=MINUTE,
    as_of=HOUR,
    occurred_from=DAY,
    occurred_to=MINUTE,
    chain=(
        Attribution(role="speaker", name="Orvan lake guard", words="The lake guard", verb="said", stance="denies"),
        Attribution(role="relay", name="Tern Radio", words="radio"),
        Attribution(role="publisher", name="Orvan Post", words="Orvan Post"),
    ),
    rule="range",
    confidence=0.75,
)
MONEY = Claim(
    quote="homes worth €3.75 million",
    start=TEXT.index("homes"),
    number="3.75 million",
    number_start=TEXT.index("3.75"),
    metric="damage_cost",
    value=Decimal("3750000.25"),
    vague_word="millions",
    currency="EUR",
    part_of=TEXT.index("1,200"),
    rule="money",
    confidence=1,
)


def test_every_field_comes_back(store: Store) -> None:
    done = store.add(CAPTURE, PAGE, {"post-1": [FULL, MONEY]}, "ferry", extractor=EXTRACTOR)
    assert (done.capture_new, done.entries_new, done.claims_new, done.problems) == (True, 1, 2, 1)
    full, money = store.claims()
    assert {name: getattr(full, name) for name in Claim.model_fields} == dict(FULL)
    assert {name: getattr(money, name) for name in Claim.model_fields} == dict(MONEY)
    assert (full.event, full.url, full.headline, full.posted_at) == ("ferry", URL, "Rescue update", MINUTE)
    assert (full.known_from, full.known_until) == (MINUTE.at, None)
    assert (full.captured_at, full.capture_sha256) == (CAPTURE.captured_at, CAPTURE.sha256)
    assert (full.status, full.rank, full.extractor) == ("read", "normal", EXTRACTOR)
    assert (full.part_of_id, money.part_of_id) == (None, full.id)
    assert (full.relay_sources, full.publisher_source) == (("tern-radio",), "orvan-post")
    assert money.speaker_source is money.speaks_for is money.side is None
    assert store.entry_of(full.id) == ENTRY
    assert store.capture_of(full.uid) == CAPTURE
    assert store.page_of(full.entry_id) == PAGE
    assert store.problems() == (PROBLEM,)
    assert [reading.claim for reading in store.readings_of(full.id)] == [FULL]


def test_a_stored_quote_stands_in_its_entry(store: Store) -> None:
    store.add(CAPTURE, PAGE, {"post-1": [FULL, MONEY]}, "ferry", extractor=EXTRACTOR)
    for claim in store.claims():
        text = store.entry_of(claim.id).text
        assert text[claim.start : claim.start + len(claim.quote)] == claim.quote


def test_the_same_capture_twice_changes_nothing(store: Store) -> None:
    store.add(CAPTURE, PAGE, {"post-1": [FULL, MONEY]}, "ferry", extractor=EXTRACTOR)
    before = row_counts(store)
    again = store.add(CAPTURE, PAGE, {"post-1": [FULL, MONEY]}, "ferry", extractor=EXTRACTOR)
    assert row_counts(store) == before
    assert (again.capture_new, again.entries_seen, again.claims_new, again.claims_known) == (False, 1, 0, 2)


def test_a_second_capture_stores_only_the_new_posts(store: Store) -> None:
    first = {"a": "At least 3 people died.", "b": "Later 5 people died."}
    take_in(store, first)
    before = row_counts(store)
    more = take_in(store, {"c": "Now 9 people died.", **first}, at(1))
    after = row_counts(store)
    assert (more.entries_new, more.entries_seen, more.claims_new, more.claims_known) == (1, 2, 1, 2)
    assert {name: after[name] - before[name] for name in after if after[name] != before[name]} == {
        "capture": 1,
        "content": 1,
        "page": 1,
        "entry": 1,
        "sighting": 3,
        "claim": 1,
        "reading": 1,
        "attribution": 2,
    }


def test_only_new_wordings_need_extracting(store: Store) -> None:
    take_in(store, {"a": "At least 3 people died.", "b": "Later 5 people died."})
    page = made_page({"a": "At least 3 people died.", "b": "Later 6 people died.", "c": "Now 9 people died."})
    assert [entry.key for entry in store.new_entries(page, at(1))] == ["b", "c"]
    assert store.new_entries(made_page({"a": "x"}, url="https://elsewhere.example/"), at(1)) != ()


def test_a_problem_met_again_is_stored_once(store: Store) -> None:
    for hours, text in enumerate(("one", "two")):
        page = made_page({"a": text}, problems=(PROBLEM, PROBLEM))
        store.add(made_capture(text, at(hours)), page, {}, "ferry", extractor=EXTRACTOR)
    assert store.problems(event="ferry") == (PROBLEM,)
    assert store.problems(url="https://elsewhere.example/") == ()


def test_a_second_post_of_one_key_is_a_problem(store: Store) -> None:
    page = made_page({"a": "3 people died."})
    twin = Entry(key="a", text="8 people died.", start=0)
    store.add(made_capture("x"), page.model_copy(update={"entries": (*page.entries, twin)}), {}, "ferry", extractor="t")
    [problem] = store.problems()
    assert (problem.what, "same key" in problem.why) == ("8 people died.", True)


def test_a_claim_found_twice_is_one(store: Store) -> None:
    text = "3 people died."
    take_in(store, {"a": text}, a=[made_claim(text, "3"), made_claim(text, "3", confidence=0.1)])
    [claim] = store.claims()
    assert claim.confidence == 0.9


@pytest.mark.parametrize("wild", ["\x00", "\ud83d"])
def test_what_no_database_stores_becomes_a_replacement_character(store: Store, wild: str) -> None:
    text = f"Guards{wild}said 3 people died."
    claim = made_claim(text, "3", speaker=f"Guards{wild}")
    page = made_page({f"a{wild}": text})
    assert store.add(made_capture("x"), page, {f"a{wild}": [claim]}, "ferry", extractor="t").claims_new == 1
    [stored] = store.claims()
    assert stored.quote == "Guards\ufffdsaid 3 people died."
    assert store.readings_of(stored.id)[0].claim == as_claim(stored)
    assert store.new_entries(page, at(1)) == ()


def test_an_entry_too_large_for_one_query(store: Store) -> None:
    posts = {f"post {number}": f"{number} people died." for number in range(1200)}
    assert take_in(store, posts).claims_new == 1200
    assert take_in(store, {**posts, "z": "Nobody else."}, at(1)).entries_seen == 1200


def test_a_quote_that_does_not_stand_there_is_refused_whole(store: Store) -> None:
    before = row_counts(store)
    wrong = made_claim("4 people died.", "4")
    with pytest.raises(StoreError, match="does not stand"):
        take_in(store, {"a": "3 people died."}, a=[wrong])
    assert row_counts(store) == before


def test_bytes_that_are_not_those_of_the_hash_are_refused(store: Store) -> None:
    forged: Capture = CAPTURE.model_copy(update={"content": b"other"})
    with pytest.raises(StoreError, match="sha256"):
        store.add(forged, PAGE, {}, "ferry", extractor="t")


def test_an_unknown_event_is_refused_with_the_nearest(store: Store) -> None:
    with pytest.raises(UnknownEventError, match="did you mean 'ferry'"):
        store.add(CAPTURE, PAGE, {}, "fery", extractor="t")


def test_claims_go_to_their_event(store: Store) -> None:
    store.put_event(Event(slug="other", title="Another", starts_on=date(2022, 1, 1)))
    posts = {"a": "3 people died."}
    store.add(made_capture("x"), made_page(posts), killed(posts), "other", extractor="t")
    assert len(store.claims(Filters(event="other"))) == 1
    assert store.claims(Filters(event="ferry")) == ()


def test_what_was_done_in_words(store: Store) -> None:
    first = take_in(store, {"a": "3 people died.", "b": "No figure."})
    again = take_in(store, {"a": "4 people died.", "b": "No figure."}, at(1))
    assert first.in_words() == "2 new entries; 1 new claim"
    assert again.in_words() == "1 edited entry, 1 known entry; 1 new claim"
    assert (first + again).in_words() == "2 new entries, 1 edited entry, 1 known entry; 2 new claims"
