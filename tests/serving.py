"""A real web server on a free port of loopback, whose answers a test writes."""

import ssl
import threading
from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

Answer = Callable[[BaseHTTPRequestHandler], None]
"""What the server does with one request."""


def says(body: str | bytes = b"", status: int = 200, **headers: str) -> Answer:
    """An answer of fixed bytes; `Retry_After="3"` is the header Retry-After."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        content = body.encode() if isinstance(body, str) else body
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        request.send_response(status)
        for name, value in ({"Content-Length": str(len(content))} | given).items():
            request.send_header(name, value)
        request.end_headers()
        request.wfile.write(content)

    return answer


def leads_to(address: str, status: int = 302) -> Answer:
    """A redirect."""
    return says(status=status, Location=address)


class Site:
    """The server: `answers` says what each path gives, a list of answers one after the other and the last for ever.

    What it has no answer for is not found. `asked` holds the path and headers of each request.
    """

    def __init__(self, port: int = 0, tls: ssl.SSLContext | None = None) -> None:
        self.answers: dict[str, Answer | list[Answer]] = {}
        self.asked: list[tuple[str, Mapping[str, str]]] = []
        site = self

        class Requests(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append((self.path, dict(self.headers)))
                site._answer(self.path)(self)

            def log_message(self, *args: Any) -> None:
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, request: Any, client_address: Any) -> None:
                pass  # the client hung up, as it should on an endless body

        self._server = Server(("127.0.0.1", port), Requests)
        if tls is not None:
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})
        self._thread.start()

    @property
    def port(self) -> int:
        return int(self._server.server_port)

    def url(self, path: str = "/") -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def paths(self) -> list[str]:
        """The paths that were asked for, without robots.txt."""
        return [path for path, _ in self.asked if path != "/robots.txt"]

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _answer(self, path: str) -> Answer:
        found = self.answers.get(path, says("Not found.", 404))
        if not isinstance(found, list):
            return found
        return found.pop(0) if len(found) > 1 else found[0]
