"""An address of the web as it is fetched and kept: http or https, without fragment, without user name and password."""

import httpx

from claims.errors import CaptureError

LONGEST = 8_000
"""The most characters that an address may have."""


def read_url(text: str) -> httpx.URL:
    """An address that a person gave; raises CaptureError, in which no password is shown."""
    text = text.strip()
    # Where there may be a password, the address is not shown.
    shown = "What was given" if "@" in text else repr(text if len(text) <= 200 else f"{text[:200]}…")
    url = _parsed(text, shown)
    if url.userinfo:
        raise CaptureError(f"The address of {url.host} holds a user name or password; leave them out.")
    if url.scheme not in ("http", "https"):
        raise CaptureError(f"{shown} is no address of the web; give one that begins with http:// or https://.")
    if "%" in url.host:
        raise CaptureError(f"{shown} can't be read as an address; check how its host is written.")
    if not url.host:
        raise CaptureError(f"{shown} names no host; write it like https://news.example/live.")
    return url.copy_with(fragment=None)


def read_redirect(base: httpx.URL, location: str) -> httpx.URL:
    """Where a redirect leads, credentials left out; raises CaptureError where that is no address of the web."""
    url = _parsed(location, f"The address that {base} leads to", base)
    if url.scheme not in ("http", "https") or not url.host:
        raise CaptureError(f"{base} leads to something else than the web ({url.scheme}:); it can't be taken in.")
    return url.copy_with(fragment=None, username=None, password=None)


def read_archived(text: str) -> httpx.URL:
    """The address under which an archive keeps a page, credentials left out; raises CaptureError."""
    return _parsed(text, "The record's address").copy_with(fragment=None, username=None, password=None)


def _parsed(text: str, named: str, base: httpx.URL | None = None) -> httpx.URL:
    if len(text) > LONGEST:
        raise CaptureError(f"{named} is longer than {LONGEST} characters; check the address.")
    try:
        return base.join(text) if base is not None else httpx.URL(text)
    except (httpx.InvalidURL, ValueError) as error:
        raise CaptureError(f"{named} can't be read as an address; check how it is written.") from error
