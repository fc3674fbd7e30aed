"""The reviewer's desk: who may decide on this server, and whether what is posted comes from its own forms."""

import hmac
from hashlib import sha256
from secrets import compare_digest, token_bytes, token_urlsafe
from typing import TypeAlias
from urllib.parse import parse_qsl, urlsplit

from fastapi import HTTPException, Request, Response

COOKIE = "claims_reviewer"
_MOST, _FIELDS, _TOKEN = 400_000, 200, 64
"""Bytes and fields of a form, and characters of its token, at most."""
_FORM = "application/x-www-form-urlencoded"

Posted: TypeAlias = dict[str, str]
"""The fields of a form as they were typed."""


class Desk:
    """Whoever reviews at this server, in whose name it stores decisions; nobody where it only reads."""

    def __init__(self, who: str | None) -> None:
        self.who = who
        self._secret = token_bytes(32)

    def cookie(self, request: Request) -> str:
        """What this browser is known by: its cookie, or a new one."""
        given = request.cookies.get(COOKIE, "")
        return given if 0 < len(given) <= _TOKEN else token_urlsafe(24)

    def token(self, cookie: str) -> str:
        """The token of the forms that a browser with that cookie is given; nobody can make one without the secret."""
        return hmac.new(self._secret, cookie.encode(), sha256).hexdigest()

    def keep(self, answer: Response, cookie: str) -> None:
        """Let the browser keep its cookie, and send it only with what this server's own pages ask for."""
        answer.set_cookie(COOKIE, cookie, httponly=True, samesite="strict", path="/")

    async def posted(self, request: Request) -> Posted:
        """The fields of a form; raises HTTPException for one that this server did not write for this browser."""
        if self.who is None:
            raise HTTPException(403, "This page is only for reading; review on the machine that holds the database.")
        if not _from_here(request):
            raise HTTPException(403, "This form was sent by another site, so nothing was stored.")
        if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _FORM:
            raise HTTPException(415, f"Decisions are posted as forms ({_FORM}).")
        form = _fields(await _body(request))
        due = self.token(request.cookies.get(COOKIE, ""))
        if not request.cookies.get(COOKIE) or not compare_digest(form.pop("token", "").encode(), due.encode()):
            raise HTTPException(
                403,
                "This form was not written for this browser since the server was started, so nothing was stored; "
                "go back, load the page again and decide.",
            )
        return form


def _from_here(request: Request) -> bool:
    """Whether a request comes from a page of this server, as far as the browser says."""
    site = request.headers.get("sec-fetch-site", "same-origin")
    origin = request.headers.get("origin")
    try:
        host = None if origin is None else urlsplit(origin).netloc
    except ValueError:
        return False
    return site == "same-origin" and (host is None or host == request.headers.get("host"))


async def _body(request: Request) -> bytes:
    """All that is posted; raises HTTPException as soon as it is too much."""
    body = bytearray()
    async for some in request.stream():
        body += some
        if len(body) > _MOST:
            raise HTTPException(413, f"A form holds {_MOST:,} bytes at most, so nothing was stored.")
    return bytes(body)


def _fields(body: bytes) -> Posted:
    try:
        given = parse_qsl(body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=_FIELDS)
    except ValueError:
        raise HTTPException(400, "This form can't be read, so nothing was stored.") from None
    return {name: value.replace("\r\n", "\n") for name, value in given}
