"""Kept pages: the numbers of the library, told to be old where they are, and made anew after a write."""

import asyncio
import gc
import re
import time
from collections.abc import Iterator
from multiprocessing.pool import Pool
from pathlib import Path
from threading import Thread

import httpx
import pytest
from apart import apart

import claims
from claims import comparison
from claims.cli.demo import sample_folder
from claims.compare import figure_words
from claims.database import Database
from claims.errors import UnknownEventError
from claims.web import allowed_hosts, events, kept, looked_at, make_app
from claims.web.app import make_pages
from claims.web.making import Maker

EVENT = "kazakhstan-2022"


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """The sample event."""
    with claims.open(tmp_path / "claims.db") as opened:
        opened.put_event(EVENT, title="Unrest in Kazakhstan", place="kazakhstan", zone="Asia/Almaty")
        for page in sorted(sample_folder().glob("*.html")):
            opened.ingest(page, event=EVENT)
        yield opened


def test_stretches_of_a_history_come_to_the_whole(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "STEPS", 2)
    largest = max(database.histories(EVENT), key=lambda each: len(each.steps))
    key, steps = largest.key, [step.claim.id for step in largest.steps]
    path = f"/events/{EVENT}/{key.metric}/{key.group_kind}/{key.counting}"
    asked = {name: value for name, value in (("at", key.place), ("unit", key.unit)) if value}

    async def listed() -> list[int]:
        found: list[int] = []
        async with httpx.AsyncClient(
            transport=httpx.ASGITransport(make_pages(database)), base_url="http://localhost"
        ) as web:
            around: dict[str, str] = {}
            while True:
                text = (await web.get(path, params={**asked, **around})).text
                found = [*map(int, re.findall(r'<li id="c(\d+)">', text)), *found]
                earlier = re.search(r'around=(\d+)[^"]*">← earlier', text)
                if earlier is None:
                    return found
                around = {"around": earlier[1]}

    assert len(steps) > 4
    assert apart(listed()) == steps


def test_brief_answers_are_those_of_the_library(database: Database) -> None:
    told = {each.key: (each, count) for each, count in database.overview(EVENT).briefly(lambda _, claims: claims[-1:])}
    for history in database.histories(EVENT):
        if history.steps:
            brief, count = told.pop(history.key)
            assert count == len(history.steps)
            [last] = brief.steps
            whole = history.steps[-1]
            assert last.claim == whole.claim
            assert [each.reason for each in last.relations] == [each.reason for each in whole.relations]
    assert not told
    every = database.disagreements(EVENT)
    worst, count = database.overview(EVENT).worst(3)
    assert count == len(every)
    assert [each.reason for each in worst] == [each.reason for each in every[:3]]
    in_order = sorted(database.stored_claims(event=EVENT), key=lambda claim: claim.known_from)[::-1]
    assert database.newest(EVENT, limit=5) == tuple(in_order[:5])
    assert database.last_said(event=EVENT, limit=5) == database.stored_claims(event=EVENT)[::-1][:5]
    assert database.store.counts() == {EVENT: database.count(event=EVENT)}


def test_bare_answers_hold_the_same_figures_without_relations(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = dict(database.overview(EVENT).briefly(lambda _, claims: claims[-2:]))
    monkeypatch.setattr(comparison, "COSTLY", 0)
    for _ in ("worked out", "kept"):
        for told, count in database.overview(EVENT).briefly(lambda _, claims: claims[-2:], bare=True):
            same, steps = next((each, each.steps) for each in whole if each.key == told.key)
            assert count == whole[same]
            assert [(step.claim.id, step.measured, step.ended) for step in told.steps] == [
                (step.claim.id, step.measured, step.ended) for step in steps
            ]
            assert not any(step.relations for step in told.steps)
            assert [figure_words(step.claim) for step in told.steps] == [figure_words(step.claim) for step in steps]
    assert any(step.relations for each in whole for step in each.steps)


def test_pages_are_read_at_one_moment(database: Database) -> None:
    claim = database.newest(EVENT, limit=1)[0]
    with database.store.at_one_moment():
        before = database.count(event=EVENT)
        writing = Thread(target=database.store.decide, args=(claim.id, "reject", "Ada", "a test"))
        writing.start()
        writing.join()
        assert database.count(event=EVENT) == before
        with database.store.at_one_moment():
            assert database.store.event(EVENT).slug == EVENT
        assert database.store.claim(claim.id).status == claim.status
    assert database.count(event=EVENT) == before - 1
    assert database.store.claim(claim.id).status == "rejected"


def test_a_large_event_is_made_aside_and_said_to_be_old(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "FEW", 0)
    monkeypatch.setattr(kept, "FEW_OF_ALL", 0)
    monkeypatch.setattr(kept, "REST", 0.0)
    app, path = make_app(database, allowed_hosts("127.0.0.1")), f"/events/{EVENT}"
    count = database.count(event=EVENT)

    async def until_ready(web: httpx.AsyncClient, waiting: str) -> httpx.Response:
        limit = time.monotonic() + 120
        while waiting in (answer := await web.get(path)).text:
            assert time.monotonic() < limit
            await asyncio.sleep(0.2)
        return answer

    async def read() -> None:
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as web:
            first = await web.get(path)
            assert "Being worked out" in first.text
            assert first.headers["refresh"]
            ready = await until_ready(web, "Being worked out")
            assert f"{count} claims" in ready.text
            assert (await web.get(path, headers={"If-None-Match": ready.headers["etag"]})).status_code == 304
            assert (await web.get("/events/none")).status_code == 404
            database.store.decide(database.newest(EVENT, limit=1)[0].id, "reject", "Ada", "a test")
            old = await web.get(path)
            assert "something was written since" in old.text
            assert f"{count} claims" in old.text
            assert "etag" not in old.headers
            assert f"{count - 1} claims" in (await until_ready(web, "something was written since")).text

    async def served() -> None:
        async with app.router.lifespan_context(app):
            await read()

    apart(served())


def test_a_claim_of_a_large_event_says_where_the_others_are_told(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    denied = next(each for each in database.stored_claims(event=EVENT) if each.number == "164")
    monkeypatch.setattr(looked_at, "MANY", 10)

    async def shown() -> str:
        transport = httpx.ASGITransport(make_pages(database))
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as web:
            return (await web.get(f"/claims/{denied.id}")).text

    text = apart(shown())
    assert f"around={denied.id}" in text
    assert f"#c{denied.id}" in text
    assert "is told on <a" in text
    monkeypatch.undo()
    assert "is told on <a" not in apart(shown())


def test_what_is_told_beside_a_claim_is_what_the_library_tells(database: Database) -> None:
    histories, pairs = database.histories(EVENT), database.disagreements(EVENT)
    superseded = 0
    for told in histories:
        for at, step in enumerate(told.steps):
            shown = looked_at.around(database, step.claim)
            course, against = shown["course"], shown["against"]
            assert isinstance(course, looked_at.Course)
            assert isinstance(against, tuple)
            assert [each.reason for each in course.relations] == [each.reason for each in step.relations]
            later = [
                (other.claim.id, each.reason)
                for other in told.steps[at + 1 :]
                for each in other.relations
                if each.earlier == step.claim.id and each.kind in ("corrected", "updated", "narrowed")
            ]
            assert [(claim.id, relation.reason) for claim, relation in course.later] == later
            of_claim = [pair.reason for pair in pairs if step.claim.id in (pair.first.id, pair.second.id)]
            assert [pair.reason for pair in against] == of_claim
            superseded += len(later)
    assert superseded


def test_a_quick_page_of_a_large_database_is_waited_for(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "FEW_OF_ALL", 0)
    monkeypatch.setattr(kept, "_WAIT", dict.fromkeys(kept._WAIT, 120.0))
    monkeypatch.setattr(kept, "_WAIT_FOR_NEW", 120.0)
    app, count = make_app(database, allowed_hosts("127.0.0.1"), "Ada"), database.count(event=EVENT)

    async def read() -> None:
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as web:
            assert f"{count} claims" in (await web.get(f"/events/{EVENT}")).text
            assert "Unrest in Kazakhstan" in (await web.get("/")).text
            assert "<mark>killed</mark>" in (await web.get("/search?text=killed")).text
            assert (await web.get("/search?text=*")).status_code == 400
            database.store.decide(database.newest(EVENT, limit=1)[0].id, "reject", "Ada", "a test")
            anew = (await web.get(f"/events/{EVENT}")).text
            assert f"{count - 1} claims" in anew
            assert "something was written since" not in anew
            claim = (await web.get("/claims/1")).text
            assert 'name="token"' in claim

    async def served() -> None:
        async with app.router.lifespan_context(app):
            await read()

    apart(served())


def test_the_version_of_an_event_is_also_that_of_its_parts(database: Database) -> None:
    seen = [database.store.version_around(EVENT)]
    database.put_event("almaty-2022", title="Unrest in Almaty", zone="Asia/Almaty", parent=EVENT)
    seen.append(database.store.version_around(EVENT))
    database.put_event("almaty-2022", title="Unrest in Almaty and around")
    seen.append(database.store.version_around(EVENT))
    database.put_event("elsewhere-2022", title="Elsewhere", zone="UTC")
    assert len(set(seen)) == len(seen)
    assert database.store.version_around(EVENT) == seen[-1]
    with pytest.raises(UnknownEventError):
        database.store.version_around("none")


def test_a_server_that_froze_what_it_began_with_leaves_no_locks_behind(database: Database) -> None:
    maker = Maker(database, None)
    maker.start()
    gc.freeze()
    maker.make(f"/events/{EVENT}", lambda made, at: None)
    maker.close()
    gc.unfreeze()
    assert not any(isinstance(each, Pool) for each in gc.get_objects())
