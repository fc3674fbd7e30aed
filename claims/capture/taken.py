"""What a person says of a page when it is taken in, beside what stands in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypedDict


@dataclass(frozen=True, slots=True)
class Taken:
    """What is said of what is taken in; every part may be left out. Address and time of capture name one page only."""

    publisher: str | None = None
    published: date | datetime | None = None
    url: str | None = None
    zone: str | None = None
    """IANA name of the zone in which the page's bare clock times stand."""
    captured_at: datetime | None = None


UNSAID = Taken()


class Visiting(TypedDict, total=False):
    """How the web is visited, as `claims.capture.web.Web` says."""

    allow_private: bool | Iterable[str]
    limit: int
    """The most bytes of a page, unpacked."""
    delay: float
    """Seconds between two pages of a site."""
    timeout: float
    """Seconds that the answers for one page may take."""
