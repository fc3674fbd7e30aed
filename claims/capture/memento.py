"""Pages from a web archive: an address such as `/web/20220110183900/https://…` names a moment and a page."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime

import httpx

from claims.capture.url import read_url
from claims.errors import CaptureError

_MEMENTO = re.compile(r"/web/(\d{4,14})(?:[a-z]{2}_)?/(https?:/{1,2}\S+)")


@dataclass(frozen=True, slots=True)
class Memento:
    """What an archive's address says: which page it keeps, and as it was when."""

    url: str
    at: datetime | None
    """None where the address gives no full moment; the archive then leads on to one that does."""


def read_memento(url: httpx.URL) -> Memento | None:
    """The memento that an address names; None for a page of the web as it is now."""
    found = _MEMENTO.match(url.raw_path.decode("ascii"))
    if not found:
        return None
    original = re.sub(r":/{1,2}", "://", found[2], count=1)
    try:
        return Memento(str(read_url(original)), _moment(found[1]))
    except CaptureError:
        return None


def _moment(digits: str) -> datetime | None:
    """The moment of 14 digits in UTC, where it can be one."""
    if len(digits) != 14:
        return None
    try:
        moment = datetime.strptime(digits, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return None
    return moment if moment <= datetime.now(UTC) else None
