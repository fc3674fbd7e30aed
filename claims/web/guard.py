"""What stands before every page: the Host header is checked, and each answer carries the headers that keep it safe."""

from collections.abc import Callable
from ipaddress import ip_address

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_EVERYWHERE = frozenset({"0.0.0.0", "::"})
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # without any, a browser would not say where a form comes from
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
"""Only scripts of this server run, nothing is fetched from elsewhere, no other site frames a page or learns of it."""


def allowed_hosts(bound: str) -> Callable[[str], bool]:
    """Whether a host may be asked for: the names of loopback and the bound one.

    Where every address is bound, any address but no other name: a name that a stranger points here is refused.
    """

    def allowed(host: str) -> bool:
        return host in LOOPBACK or host == bound.lower() or (bound in _EVERYWHERE and _is_address(host))

    return allowed


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def is_loopback(bound: str) -> bool:
    """Whether only this machine reaches a server that is bound so."""
    return bound.lower() in LOOPBACK or (_is_address(bound) and ip_address(bound).is_loopback)


def host_of(header: str) -> str:
    """The host of a Host header, without port and brackets."""
    if header.startswith("["):
        return header[1:].partition("]")[0].lower()
    return header.partition(":")[0].lower()


class Guard:
    """Lets through what asks for an allowed host, and puts the headers on each answer."""

    def __init__(self, app: ASGIApp, allowed: Callable[[str], bool]) -> None:
        self._app = app
        self._allowed = allowed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
            await send(message)

        hosts = [value.decode("latin-1") for name, value in scope["headers"] if name == b"host"]
        app = self._app
        if len(hosts) != 1 or not self._allowed(host_of(hosts[0])):
            app = PlainTextResponse("This name does not lead here; ask for localhost or the bound address.\n", 421)
        await app(scope, receive, send_guarded)
