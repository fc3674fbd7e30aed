"""Claims for the tests of the comparisons: who says how many, when, in a line each."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import count

from claims.names import slugify
from claims.records import Attribution, Event, Moment, StoredClaim

UNREST = Event(
    slug="unrest",
    title="Unrest",
    place="kazakhstan",
    zone="Asia/Almaty",
    starts_on=date(2022, 1, 2),
    ends_on=date(2022, 1, 11),
)

_ids = count(1)
_LOCAL = timedelta(hours=6)
_QUALIFIERS = {
    "about": "about",
    "almost": "nearly",
    "nearly": "nearly",
    "at least": "at_least",
    "more than": "more_than",
    "over": "more_than",
    "up to": "at_most",
    "fewer than": "fewer_than",
}


def moment(when: str | None) -> Moment | None:
    """ "9 Jan" is a day, "9 Jan 15:00" a minute of it, in January 2022 and in Almaty; "16 Aug" too; None is unknown."""
    if when is None:
        return None
    day, month, *clock = when.split()
    at = datetime.strptime(f"{day} {month} 2022 {clock[0] if clock else '00:00'}", "%d %b %Y %H:%M").replace(tzinfo=UTC)
    return Moment(at=at - _LOCAL, exactness="minute" if clock else "day")


def say(
    speaker: str | None,
    words: str,
    when: str | None,
    metric: str = "killed",
    *,
    outlet: str = "Steppe Ledger",
    as_of: str | None = None,
    side: str | None = None,
    acts_for: str | None = None,
    stance: str = "states",
    via: tuple[str, ...] = (),
    **fields: object,
) -> StoredClaim:
    """A claim such as say("Interior Ministry", "more than 3,000", "7 Jan 10:00", "detained")."""
    number = next(_ids)
    qualifier, written = _qualified(words)
    low, high = _values(written)
    credited = () if speaker is None else (Attribution(role="speaker", name=speaker, words=speaker, stance=stance),)
    relays = tuple(Attribution(role="relay", name=name, words=name) for name in via)
    chain = (*credited, *relays, Attribution(role="publisher", name=outlet, words=outlet))
    slug = slugify(speaker) if speaker else None
    given = {
        "id": number,
        "uid": f"claim-{number:06}",
        "event": UNREST.slug,
        "entry_id": number,
        "url": f"https://{slugify(outlet)}.example/{number:06}",
        "known_from": datetime(2022, 1, 1, tzinfo=UTC),
        "captured_at": datetime(2022, 2, 1, tzinfo=UTC),
        "capture_sha256": "0" * 64,
        "quote": f"{words} people",
        "start": 0,
        "number": written,
        "number_start": words.index(written),
        "metric": metric,
        "value": low,
        "value_high": high,
        "qualifier": "range" if high is not None else "vague" if low is None else qualifier,
        "vague_word": written.lower().replace(" ", "_") if low is None else None,
        "place": "kazakhstan",
        "counting": "level" if metric in ("hospitalised", "missing", "displaced") else "cumulative",
        "said_at": moment(when),
        "as_of": moment(as_of) or moment(when),
        "chain": chain,
        "rule": "test",
        "confidence": 1.0,
        "speaker_source": slug,
        "speaks_for": slugify(acts_for) if acts_for else slug,
        "side": side,
        "relay_sources": tuple(slugify(name) for name in via),
        "publisher_source": slugify(outlet),
    }
    return StoredClaim.model_validate(given | fields)


def _qualified(words: str) -> tuple[str, str]:
    """ "more than 3,000" is more_than and "3,000"."""
    for cue, qualifier in _QUALIFIERS.items():
        if words.startswith(f"{cue} "):
            return qualifier, words.removeprefix(f"{cue} ")
    return "exact", words


def _values(written: str) -> tuple[Decimal | None, Decimal | None]:
    """The ends of "20-30", the number of "3,000", nothing for "dozens"."""
    if not written[0].isdigit():
        return None, None
    low, _, high = written.replace(",", "").partition("-")
    return Decimal(low), Decimal(high) if high else None


INTERIOR = "Kazakhstan's Interior Ministry"
HEALTH = "Kazakhstan's Health Ministry"
CHANNEL = "Health Ministry's channel"
INFORMATION = "Kazakhstan's Information Ministry"
PROSECUTOR = "Kazakhstan's Prosecutor General's Office"
OFFICE = "Press office of the president"
UN = "United Nations"


def state(speaker: str, words: str, when: str, metric: str = "killed", **fields: object) -> StoredClaim:
    """A claim by a body of the state."""
    return say(speaker, words, when, metric, side="state", **fields)  # type: ignore[arg-type]


def sample() -> tuple[StoredClaim, ...]:
    """The public figures of January 2022, as the sample event carries them."""
    total = state(CHANNEL, "164", "9 Jan 15:00")
    return (
        state(INTERIOR, "8", "5 Jan 20:00", group_kind="security_forces"),
        state(INTERIOR, "18", "6 Jan 20:00", group_kind="security_forces"),
        state(HEALTH, "more than 1,000", "6 Jan 12:00", "injured"),
        state(INTERIOR, "26", "7 Jan 11:00", group_kind="armed"),
        state(INTERIOR, "18", "7 Jan 09:00", "injured", group_kind="armed"),
        state(INTERIOR, "26", "7 Jan 19:00", "injured", group_kind="armed"),
        state(INTERIOR, "more than 3,000", "7 Jan 12:00", "detained"),
        state(INTERIOR, "3,811", "7 Jan 19:00", "detained"),
        total,
        state(CHANNEL, "103", "9 Jan 15:00", place="kazakhstan/almaty", part_of_id=total.id),
        state(INFORMATION, "164", "9 Jan 21:00", stance="denies"),
        state(OFFICE, "about 5,800", "9 Jan 13:00", "detained"),
        state(INTERIOR, "5,969", "9 Jan 17:00", "detained"),
        state(INTERIOR, "about 175,000,000", "9 Jan 10:00", "damage_cost", currency="EUR"),
        say(None, "over 200,000,000", "10 Jan 10:00", "damage_cost", currency="USD"),
        state(INTERIOR, "7,939", "10 Jan 12:00", "detained"),
        state(INTERIOR, "17", "10 Jan 12:00", group_kind="security_forces"),
        say(UN, "almost 8,000", "10 Jan 23:00", "detained", side="un"),
        say(UN, "almost 1,000", "10 Jan 23:00", "injured", side="un"),
        state(INTERIOR, "9,900", "11 Jan 10:00", "detained"),
        say("Norda News", "nearly 12,000", "13 Jan 10:00", "detained"),
        state(PROSECUTOR, "225", "15 Jan 12:00"),
        state(PROSECUTOR, "19", "15 Jan 12:00", group_kind="security_forces"),
        state(PROSECUTOR, "4,578", "15 Jan 12:00", "injured"),
        state(PROSECUTOR, "238", "16 Aug 12:00"),
    )
