"""Decisions on the pages of a real `claims serve`: what lands, what comes back, and which forms are refused."""

import html
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from copying import found_at
from served import served

import claims
from claims.cli.demo import sample_folder
from claims.database import Database
from claims.store import Passage
from claims.web import is_loopback

EVENT, QUEUE = "kazakhstan-2022", "/events/kazakhstan-2022/review"
HOSTILE = '"><script>alert(1)</script>'


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample event, and a hostile one."""
    path = tmp_path_factory.mktemp("review") / "claims.db"
    with claims.open(path) as opened:
        opened.put_event(EVENT, title="Unrest in Kazakhstan", place="kazakhstan", zone="Asia/Almaty")
        for page in sorted(sample_folder().glob("*.html"))[:2]:
            opened.ingest(page, event=EVENT)
        opened.put_event("hostile", title=HOSTILE)
        quote = f"12 people were killed {HOSTILE}"
        opened.add("hostile", "killed", quote, "12", who=HOSTILE, passage=Passage(quote, url="javascript:1"))
    return path


@pytest.fixture(scope="module")
def db(made: Path) -> Iterator[Database]:
    with claims.open(made) as opened:
        yield opened


@pytest.fixture(scope="module")
def address(made: Path) -> Iterator[str]:
    with served(made, "--as", "Ada") as found:
        yield found


@pytest.fixture
def web(address: str) -> Iterator[httpx.Client]:
    """A reviewer's browser without script."""
    with httpx.Client(base_url=address, timeout=60) as client:
        yield client


def form_of(page: str, button: str = "accept") -> dict[str, str]:
    """The fields of the form that has a button of that kind, as a browser sends them."""
    forms = re.findall(r'<form[^>]* method="post".*?</form>', page, re.DOTALL)
    text = next(each for each in forms if f'value="{button}"' in each)
    found = {name: html.unescape(value) for name, value in re.findall(r'<input[^>]*name="(\w+)" value="([^"]*)"', text)}
    for name, value in re.findall(r'<textarea[^>]*name="(\w+)"[^>]*>\n?(.*?)</textarea>', text, re.DOTALL):
        found[name] = html.unescape(value)
    for name, options in re.findall(r'<select[^>]*name="(\w+)"[^>]*>(.*?)</select>', text, re.DOTALL):
        chosen = re.search(r'<option(?: value="([^"]*)")? selected>([^<]*)', options)
        found[name] = html.unescape((chosen[1] if chosen[1] is not None else chosen[2]) if chosen else "")
    return {**found, "kind": button}


def waiting(web: httpx.Client) -> int:
    found = re.search(r'id="waiting">([\d,]+)', web.get(QUEUE).text)
    assert found
    return int(found[1].replace(",", ""))


def test_an_accepted_claim_leaves_the_queue_and_comes_back_by_undo(web: httpx.Client, db: Database) -> None:
    before, first = waiting(web), db.queue(EVENT, limit=1)[0]
    answer = web.post(QUEUE, data=form_of(web.get(QUEUE).text))
    assert (answer.status_code, answer.headers["location"]) == (303, f"{QUEUE}?done={first.id}")
    after = web.get(answer.headers["location"]).text
    assert f'Claim <a href="/claims/{first.id}">{first.id}</a>: accepted by Ada.' in after
    assert (waiting(web), db.claim(first.id).status) == (before - 1, "accepted")
    answer = web.post(QUEUE, data=form_of(after, "undo"))
    assert answer.headers["location"] == f"{QUEUE}?claim={first.id}"
    assert (waiting(web), db.claim(first.id).status) == (before, "read")
    assert [(each.kind, each.who) for each in db.decisions(first.id)] == [("accept", "Ada"), ("undo", "Ada")]
    assert web.get(answer.headers["location"]).status_code == 200


def test_filters_and_skips_stay_in_the_address(web: httpx.Client, db: Database) -> None:
    asked = {"metric": "killed", "skip": "1"}
    page = web.get(QUEUE, params=asked).text
    third = db.queue(EVENT, limit=3, metric="killed")[1:]
    assert form_of(page)["claim"] == str(third[0].id)
    assert f"{QUEUE}?metric=killed&amp;skip=2" in page
    answer = web.post(QUEUE, params=asked, data={**form_of(page, "reject"), "why": "A misprint"})
    assert answer.headers["location"] == f"{QUEUE}?metric=killed&skip=1&done={third[0].id}"
    assert form_of(web.get(answer.headers["location"]).text)["claim"] == str(third[1].id)
    assert db.decisions(third[0].id)[-1].why == "A misprint"


def test_only_what_was_changed_is_amended(web: httpx.Client, db: Database) -> None:
    claim = next(each for each in db.stored_claims(event=EVENT, qualifier="exact") if each.status == "read")
    page = web.get(f"/claims/{claim.id}").text
    unchanged = web.post(f"/claims/{claim.id}", data=form_of(page, "amend"))
    assert unchanged.status_code == 422
    assert "An amendment needs the fields to change" in unchanged.text
    form = {**form_of(page, "amend"), "value": "271", "certainty": "confirmed", "place": "Almaty", "why": "Read again"}
    answer = web.post(f"/claims/{claim.id}", data=form)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/claims/{claim.id}#decisions")
    found, [made] = db.claim(claim.id), db.decisions(claim.id)
    assert (found.value, found.certainty, found.place) == (271, "confirmed", "kazakhstan/almaty")
    assert made.after.keys() == {"value", "certainty", "place", "place_assumed", "status"}
    shown = web.get(f"/claims/{claim.id}").text
    assert "The machine read" in shown
    assert "Read again" in shown


def test_what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(web: httpx.Client, db: Database) -> None:
    claim = db.queue(EVENT, limit=5)[-1]
    form = form_of(web.get(f"/claims/{claim.id}").text, "amend")
    typed = {"value": f"many{HOSTILE}", "place": "Nowhereville", "by": "a crowd", "chain": "speaker"}
    answer = web.post(f"/claims/{claim.id}", data={**form, **typed})
    assert answer.status_code == 422
    for name in ("value", "place", "chain"):
        assert f'id="e-{name}"' in answer.text
    again = form_of(answer.text, "amend")
    assert again.items() >= typed.items()
    assert "<script>" not in answer.text
    assert not db.decisions(claim.id)


@pytest.mark.parametrize("kind", ["comment", "rank", "burn", ""])
def test_a_decision_that_lacks_something_is_said(web: httpx.Client, db: Database, kind: str) -> None:
    claim = db.queue(EVENT, limit=6)[-1]
    answer = web.post(f"/claims/{claim.id}", data={**form_of(web.get(f"/claims/{claim.id}").text), "kind": kind})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert not db.decisions(claim.id)


def test_a_claim_decided_meanwhile_is_shown_again(web: httpx.Client, db: Database) -> None:
    claim = db.queue(EVENT, limit=1)[0]
    form = form_of(web.get(QUEUE).text)
    db.decide(claim.id, "comment", who="Grace", why="I am looking into it.")
    answer = web.post(QUEUE, data={**form, "kind": "reject", "why": "A misprint"})
    assert answer.status_code == 409
    assert "Meanwhile Grace decided" in answer.text
    assert "I am looking into it." in answer.text
    assert form_of(answer.text)["why"] == "A misprint"
    assert db.decisions(claim.id)[-1].who == "Grace"
    assert web.post(QUEUE, data=form_of(answer.text)).status_code == 303


def test_a_form_that_this_server_did_not_write_for_this_browser_is_refused(
    web: httpx.Client, address: str, db: Database
) -> None:
    claim = db.queue(EVENT, limit=7)[-1]
    path = f"/claims/{claim.id}"
    form, cookie = form_of(web.get(path).text), dict(web.cookies)
    assert cookie
    with httpx.Client(base_url=address, timeout=60) as other:
        foreign = form_of(other.get(path).text)["token"]
    assert web.post(path, data={**form, "token": foreign}).status_code == 403
    assert web.post(path, data={name: each for name, each in form.items() if name != "token"}).status_code == 403
    for headers in ({"Origin": "http://elsewhere.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}):
        assert web.post(path, data=form, headers=headers).status_code == 403
    assert web.post(path, json=form).status_code == 415
    assert web.post(path, data={**form, "why": "x" * 500_000}).status_code == 413
    assert web.post(path, data={**form} | {f"x{at}": "" for at in range(400)}).status_code == 400
    assert httpx.post(f"{address}{path}", data=form, timeout=60).status_code == 403
    assert not db.decisions(claim.id)
    assert web.post(path, data=form, headers={"Origin": address, "Sec-Fetch-Site": "same-origin"}).status_code == 303
    set_by = httpx.get(f"{address}{path}", timeout=60).headers["set-cookie"]
    assert "SameSite=strict" in set_by
    assert "HttpOnly" in set_by


def test_hostile_words_stay_words(web: httpx.Client, db: Database) -> None:
    claim = db.stored_claims(event="hostile")[0]
    for path in (f"/claims/{claim.id}", "/events/hostile/review", "/events/hostile/reconcile"):
        assert "<script>" not in web.get(path).text
    assert web.get("/events/hostile/review", params={"claim": "1"}).status_code == 400
    form = form_of(web.get(f"/claims/{claim.id}").text, "comment")
    web.post(f"/claims/{claim.id}", data={**form, "why": HOSTILE, "kind": "comment"})
    assert "<script>" not in web.get(f"/claims/{claim.id}").text


def test_bound_elsewhere_it_only_reads(made: Path) -> None:
    with (
        served(made, "--host", "0.0.0.0") as address,
        httpx.Client(base_url=address, timeout=60) as web,
    ):
        for path in (QUEUE, "/claims/1"):
            page = web.get(path)
            assert page.status_code == 200
            assert 'method="post"' not in page.text
            assert "set-cookie" not in page.headers
            refused = web.post(path, data={"kind": "accept", "token": "x", "claim": "1"})
            assert refused.status_code == 403
            assert "only for reading" in refused.text
    assert is_loopback("127.0.0.2")
    assert not is_loopback("0.0.0.0")


def test_what_does_not_add_up_has_its_page_and_its_csv(web: httpx.Client) -> None:
    page = web.get(f"/events/{EVENT}/reconcile", params={"everything": "true", "metric": "killed"})
    assert page.status_code == 200
    assert f"/csv/reconcile.csv?metric=killed&amp;event={EVENT}" in page.text
    assert web.get("/csv/reconcile.csv", params={"event": EVENT}).text.startswith("kind,event,metric,")


def test_a_port_in_use_is_one_sentence(made: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        command = [sys.executable, "-m", "claims", "serve", "--db", found_at(made), "--port", port]
        found = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert found.returncode == 1
    assert found.stderr == f"claims: Port {port} of 127.0.0.1 is in use; end what uses it, or give another --port.\n"
