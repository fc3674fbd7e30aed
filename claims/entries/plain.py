"""Plain texts: posts where they carry stamps, else one article; and what of their stamps can't be dated."""

from dataclasses import replace

from claims.entries.article import read_article, title_in
from claims.entries.dating import find_date_lines, own_dates
from claims.entries.layout import Facts, Reading, either
from claims.entries.stamped import read_stamped
from claims.entries.stamps import MOST
from claims.records import Capture, Entry, Problem
from claims.times import declared_zones, find_zone


def read_plain(text: str, capture: Capture, zone: str | None, facts: Facts) -> Reading:
    """A text's posts where it carries stamps, else the text as one article."""
    published_at = capture.published_at or facts.published_at
    if reading := read_stamped(text, published_at, zone, capture.captured_at):
        problems = undated(reading.entries, capture.url)
        return replace(reading, facts=either(facts, reading.facts), problems=problems)
    own = own_dates(find_date_lines(text, declared_zones(text)))
    posted_at = published_at or (own[0].moment(find_zone(zone) if zone else None) if own else None)
    found = Facts(title=title_in(text), published_at=posted_at)
    return Reading("article", text, read_article(text, posted_at), either(facts, found), zone)


def undated(entries: tuple[Entry, ...], url: str) -> tuple[Problem, ...]:
    """A problem for the stamps that no moment can be made of, and for those that are too many."""
    problems = []
    lost = [entry for entry in entries if entry.kind == "post" and not entry.posted_at and not entry.clock]
    if lost:
        posts = "the times of its posts" if len(lost) > 1 else "the time of a post"
        why = f"The page does not tell {posts}; give its date, or the time of its capture."
        what = "; ".join((entry.stamp or entry.text)[:40] for entry in lost[:4])
        problems.append(Problem(where=url, what=what, why=why))
    if len(entries) >= MOST:
        why = f"The page has more than {MOST} time stamps; what follows them stands in its last entry."
        problems.append(Problem(where=url, what=entries[-1].text[:200], why=why))
    return tuple(problems)
