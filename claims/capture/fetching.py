"""One address fetched: redirects followed, tried again where the server is busy, size and time bounded."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from ssl import SSLCertVerificationError

import httpx
from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt

from claims import __version__
from claims.capture.content import unpack
from claims.capture.network import GuardedBackend, GuardedTransport
from claims.capture.url import read_redirect
from claims.errors import CaptureError, UnreachableError

AGENT = "sourced-claims"
"""The name by which robots.txt may address this program."""

REDIRECTS = 10
"""How many redirects are followed."""

TRIES = 3
"""How often a busy or broken server is asked in all."""

PATIENCE = 60.0
"""The longest time, in seconds, that busy servers may make a page wait; where they ask for more, the fetch fails."""

_USER_AGENT = f"{AGENT}/{__version__} (saves pages that a researcher names; honours robots.txt)"
_BUSY = frozenset((429, 500, 502, 503, 504))
_PERMANENT = frozenset((301, 308))


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered in the end, after its redirects."""

    url: httpx.URL
    """Where the bytes came from."""
    named: httpx.URL
    """The page's own address: the one asked for, or where that moved for good."""
    status: int
    headers: httpx.Headers
    content: bytes

    @property
    def moved(self) -> str | None:
        """Where a redirect leads, as written."""
        return self.headers.get("location") if self.status in (301, 302, 303, 307, 308) else None


class Fetcher:
    """Fetches pages, one at a time: `timeout` bounds the seconds that the answers to all its requests may take.

    Redirects, tries and what a site's rules are read from count; waits between tries, which begin at `pause`, do not.
    """

    def __init__(self, backend: GuardedBackend, *, timeout: float, pause: float) -> None:
        self._backend = backend
        self._timeout = timeout
        self._pause = pause
        self._left = timeout
        self._waited = 0.0
        # No trust in the environment: behind a proxy nobody could check which address is connected to, and a netrc
        # file would send passwords.
        self._client = httpx.Client(
            transport=GuardedTransport(backend),
            timeout=timeout,
            trust_env=False,
            headers={"User-Agent": _USER_AGENT, "Accept": "text/html, application/xhtml+xml, */*;q=0.5"},
        )

    def close(self) -> None:
        """Close every connection."""
        self._client.close()

    def begin(self) -> None:
        """Begin with another page, with all its time and without the cookies of the one before.

        A consent page that leads back works, but no site follows a visitor from page to page.
        """
        self._client.cookies.clear()
        self._left, self._waited = self._timeout, 0.0

    def get(
        self,
        asked: httpx.URL,
        *,
        limit: int,
        cut: bool = False,
        before: Callable[[httpx.URL], Mapping[str, str]] = lambda url: {},
    ) -> Answer:
        """What the address answers, of at most `limit` bytes, packed and unpacked (`cut`: the first of them).

        `before` is called with each address before it is asked, may refuse it, and gives its headers. Raises
        CaptureError; UnreachableError where trying again later may help. An error status is no error here.
        """
        at, named, permanent = asked, asked, True
        for _ in range(REDIRECTS + 1):
            answer = self._patiently(at, dict(before(at)), limit, cut)
            if answer.moved is None:
                return replace(answer, named=named)
            permanent = permanent and answer.status in _PERMANENT
            at = read_redirect(at, answer.moved)
            named = at if permanent else named
        raise CaptureError(f"{asked} leads from one address to the next without end; open it in a browser to see why.")

    def _patiently(self, url: httpx.URL, headers: Mapping[str, str], limit: int, cut: bool) -> Answer:
        """The answer, tried again where the server is busy or the connection breaks."""
        retrying = Retrying(
            retry=retry_if_exception_type(UnreachableError),
            stop=lambda state: stop_after_attempt(TRIES)(state) or not self._may_wait(),
            wait=self._wait,
            reraise=True,
        )
        return retrying(self._timed, url, headers, limit, cut)

    def _may_wait(self) -> bool:
        """Whether there is patience for the wait that comes now, and time for an answer behind it."""
        return self._left > 0 and self._waited <= PATIENCE

    def _wait(self, state: RetryCallState) -> float:
        """Seconds until the next try."""
        wait = max(_asked_wait(state) or 0.0, self._pause * 2.0 ** (state.attempt_number - 1))
        self._waited += wait
        return wait

    def _timed(self, url: httpx.URL, headers: Mapping[str, str], limit: int, cut: bool) -> Answer:
        """The answer of one try, whose time is taken from what is left."""
        begin = time.monotonic()
        self._backend.until = begin + self._left
        try:
            return self._once(url, headers, limit, cut)
        finally:
            self._left -= time.monotonic() - begin

    def _once(self, url: httpx.URL, headers: Mapping[str, str], limit: int, cut: bool) -> Answer:
        # Other packings than gzip are not asked for: they unpack without a bound.
        wanted = {"Accept-Encoding": "identity" if cut else "gzip", **headers}
        try:
            with self._client.stream("GET", url, headers=wanted) as response:
                if response.status_code in _BUSY:
                    raise _busy(url, response)
                content = _read(response, limit, cut) if response.is_success else b""
        except httpx.TimeoutException as error:
            raise UnreachableError(f"{url} took more than {self._timeout:g} seconds; try again later.") from error
        except httpx.TransportError as error:
            if untrusted := _untrusted(error):
                raise CaptureError(f"{url.host} can't prove who it is ({untrusted}); open it in a browser.") from error
            raise UnreachableError(f"{url} can't be fetched ({str(error)[:200]}); try again later.") from error
        return Answer(url, url, response.status_code, response.headers, content)


def _read(response: httpx.Response, limit: int, cut: bool) -> bytes:
    """The body of an answer, unpacked; no more than a piece past the limit is ever held."""
    pieces, size = [], 0
    for piece in response.iter_raw():
        pieces.append(piece)
        size += len(piece)
        if size > limit:
            if cut:
                break
            raise _too_large(response.url, limit)
    packed = b"".join(pieces)
    packing = response.headers.get("content-encoding", "").strip().lower()
    if packing in ("", "identity"):
        return packed[:limit]
    if packing not in ("gzip", "x-gzip"):
        raise CaptureError(f"{response.url} answers in a packing that was not asked for ({packing[:40]!a}).")
    content = unpack(packed, str(response.url), limit)
    if len(content) > limit:
        raise _too_large(response.url, limit)
    return content


def _too_large(url: httpx.URL, limit: int) -> CaptureError:
    return CaptureError(f"{url} is over the limit of {limit / 1e6:g} MB; it is not taken in.")


def _untrusted(error: BaseException | None) -> str | None:
    """What is wrong with a server's certificate, where that is why a connection failed."""
    while error is not None:
        if isinstance(error, SSLCertVerificationError):
            return error.verify_message
        error = error.__cause__ or error.__context__
    return None


def _busy(url: httpx.URL, response: httpx.Response) -> UnreachableError:
    after = _retry_after(response.headers.get("retry-after", ""))
    later = f"in {after:.0f} seconds" if after and after >= 1 else "later"
    return UnreachableError(f"{url} answers {status_words(response.status_code)}; try again {later}.", after)


def status_words(status: int) -> str:
    """A status with its standard phrase, "404 (Not Found)": what a server says in its place is not repeated."""
    try:
        return f"{status} ({HTTPStatus(status).phrase})"
    except ValueError:
        return str(status)


def _retry_after(text: str) -> float | None:
    """Seconds to wait, from a number of them or a date."""
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        return max((parsedate_to_datetime(text).astimezone(UTC) - datetime.now(UTC)).total_seconds(), 0.0)
    except (ValueError, OverflowError):
        return None


def _asked_wait(state: RetryCallState) -> float | None:
    """The seconds that a busy server asked for at the last try."""
    error = state.outcome.exception() if state.outcome else None
    return error.after if isinstance(error, UnreachableError) else None
