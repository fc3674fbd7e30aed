"""The connections over which pages are fetched: only to public addresses, and only until a deadline.

A name is looked up here, each address that it has is judged, and the connection goes to the very address that was
judged: no second look-up can lead elsewhere. This happens for every connection, so for every redirect too.
"""

import socket
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import TYPE_CHECKING, Any, TypeAlias

import httpcore
import httpx

from claims.errors import CaptureError, UnreachableError

if TYPE_CHECKING:
    from ssl import SSLContext

Network: TypeAlias = IPv4Network | IPv6Network

_CONNECTING = 15.0
"""Seconds after which the next address of a host is tried."""

_PUBLIC_V6 = IPv6Network("2000::/3")
_NAT64 = IPv6Network("64:ff9b::/96")
# Networks that Python's list counts as public: protocol assignments, 6to4 and its relays, Teredo, texts' examples,
# and the address at which a large cloud serves the machine's own metadata.
_NOT_PUBLIC = tuple(
    ip_network(network)
    for network in ("192.0.0.0/24", "192.88.99.0/24", "168.63.129.16/32", "2001::/23", "2002::/16", "3fff::/20")
)


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Whether anybody may reach an address: no private, loopback, link-local, reserved or multicast one.

    An IPv4 address in an IPv6 one is refused too, whatever it is; but behind NAT64, where every host has such an
    address, it is judged itself.
    """
    if address in _NAT64:
        return is_public(IPv4Address(int(address) & 0xFFFFFFFF))
    if isinstance(address, IPv6Address) and address not in _PUBLIC_V6:
        return False
    return address.is_global and not address.is_multicast and not any(address in network for network in _NOT_PUBLIC)


class GuardedBackend(httpcore.NetworkBackend):
    """Connects to public addresses and those of `allowed` networks, and gives up at `until`."""

    def __init__(self, allowed: Iterable[Network] = ()) -> None:
        self._allowed = tuple(allowed)
        self._backend = httpcore.SyncBackend()
        self.until = float("inf")
        """When whatever is under way has taken too long, by `time.monotonic`."""

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first address of a host that answers; raises CaptureError where none of them is allowed."""
        failed: httpcore.ConnectError | httpcore.ConnectTimeout | None = None
        for address in self._permitted(host, port):
            try:
                stream = self._backend.connect_tcp(
                    address, port, min(self.left(timeout), _CONNECTING), local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
                continue
            return _BoundedStream(stream, self)
        assert failed is not None
        raise failed

    def left(self, timeout: float | None) -> float:
        """Seconds that the next step may take; raises ReadTimeout where there are none."""
        left = self.until - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the deadline is over")
        return left if timeout is None else min(timeout, left)

    def _permitted(self, host: str, port: int) -> tuple[str, ...]:
        """The numeric addresses of a host that may be connected to."""
        found = _look_up(host, port)
        permitted = tuple(address for address in found if self._permits(address))
        if not permitted:
            raise CaptureError(
                f"{host} is a private address ({found[0]}), from which nothing is fetched; "
                "allow it with --allow-private if it is yours."
            )
        return permitted

    def _permits(self, address: str) -> bool:
        number = ip_address(address)
        return is_public(number) or any(number in network for network in self._allowed)


class _BoundedStream(httpcore.NetworkStream):
    """A connection whose every step ends with its backend's deadline, however slowly bytes trickle in."""

    def __init__(self, stream: httpcore.NetworkStream, backend: GuardedBackend) -> None:
        self._stream = stream
        self._backend = backend

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._backend.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._backend.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: "SSLContext", server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        stream = self._stream.start_tls(ssl_context, server_hostname, self._backend.left(timeout))
        return _BoundedStream(stream, self._backend)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class GuardedTransport(httpx.BaseTransport):
    """What carries the requests of an httpx client over a guarded backend."""

    def __init__(self, backend: GuardedBackend) -> None:
        self._pool = httpcore.ConnectionPool(ssl_context=httpx.create_ssl_context(), network_backend=backend)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request; raises CaptureError, or httpx's own errors where the network fails."""
        url = request.url
        asked = httpcore.Request(
            method=request.method,
            url=httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
            headers=request.headers.raw,
            extensions=request.extensions,
        )
        with _as_httpx():
            response = self._pool.handle_request(asked)
        return httpx.Response(
            response.status, headers=response.headers, stream=_Body(response), extensions=response.extensions
        )

    def close(self) -> None:
        """Close every connection."""
        self._pool.close()


class _Body(httpx.SyncByteStream):
    """The body of an answer as it comes in."""

    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    def __iter__(self) -> Iterator[bytes]:
        with _as_httpx():
            yield from self._response.iter_stream()

    def close(self) -> None:
        self._response.close()


@contextmanager
def _as_httpx() -> Iterator[None]:
    """The errors of httpcore as those of httpx."""
    try:
        yield
    except httpcore.TimeoutException as error:
        raise httpx.ReadTimeout(str(error)) from error
    except httpcore.NetworkError as error:
        raise httpx.NetworkError(str(error)) from error
    except httpcore.ProtocolError as error:
        raise httpx.RemoteProtocolError(str(error)) from error


def _look_up(host: str, port: int) -> tuple[str, ...]:
    """The numeric addresses of a host, each once; raises CaptureError where it has none."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except socket.gaierror as error:
        if error.errno == socket.EAI_AGAIN:
            raise UnreachableError(f"{host} can't be looked up now; check the connection and try again.") from error
        raise CaptureError(f"There is no host {host}; check the address.") from error
    except (UnicodeError, ValueError) as error:
        raise CaptureError(f"{host!r} is no name of a host; check the address.") from error
    return tuple(dict.fromkeys(str(each[4][0]) for each in found))
