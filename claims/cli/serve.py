"""`claims serve`: the database as web pages and as a JSON API."""

import errno
import os
import socket
from contextlib import suppress
from typing import Annotated

import typer

from claims.cli.app import DEFAULT_DB, Db, VocabularyFile, app, note
from claims.cli.listing import commands_text
from claims.cli.review import login
from claims.errors import ClaimsError


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="The address to bind; other machines reach only one of their network.")] = (
        "127.0.0.1"
    ),
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port.")] = 8000,
    who: Annotated[
        str | None,
        typer.Option("--as", help="In whose name decisions are stored; else that of your log-in.", metavar="NAME"),
    ] = None,
    vocabulary: VocabularyFile = None,
    db: Db = DEFAULT_DB,
) -> None:
    """Serve the database as web pages and a JSON API.

    Until Ctrl-C. Only this machine reaches it, to read and to review; with --host others read, and nobody reviews.
    """
    try:
        import uvicorn

        from claims.web import allowed_hosts, is_loopback, make_app
    except ModuleNotFoundError as error:
        raise ClaimsError(f"{error.name} is missing; in the checkout, pip install '.[web]'.") from None
    from claims.database import open as open_database

    with open_database(db, create=False, vocabulary=vocabulary) as database:
        shown = f"[{host}]" if ":" in host else host
        reviewer = _reviewer(who) if is_loopback(host) else None
        with _bound(host, port) as listening:
            note(f"{database.store.name} is at http://{shown}:{port}/, {_for(reviewer)}; Ctrl-C ends it.")
            served = make_app(database, allowed_hosts(host), reviewer, commands_text)
            server = uvicorn.Server(uvicorn.Config(served, log_level="warning"))
            with suppress(KeyboardInterrupt):
                server.run(sockets=[listening])


def _reviewer(who: str | None) -> str:
    """In whose name decisions are stored; raises ClaimsError."""
    name = (login() if who is None else who).strip()
    if not name:
        raise ClaimsError("A decision needs the name of who made it; give yours with --as.")
    return name


def _for(reviewer: str | None) -> str:
    return "for reading only" if reviewer is None else f"to read and to review as {reviewer}"


def _bound(host: str, port: int) -> socket.socket:
    """A socket that listens at the address; raises ClaimsError where it can't."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        # Named a TCP socket, asyncio lets it send at once; else a page's end waits until its beginning is acknowledged.
        listening = socket.socket(family, kind, protocol)
    except OSError as error:
        raise ClaimsError(f"There is no address {host} to bind ({error.strerror}); give another with --host.") from None
    try:
        if os.name == "posix":  # elsewhere this would let two servers share a port
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
    except OSError as error:
        listening.close()
        if error.errno == errno.EADDRINUSE:
            raise ClaimsError(f"Port {port} of {host} is in use; end what uses it, or give another --port.") from None
        raise ClaimsError(f"{host}:{port} can't be bound ({error.strerror}); try another --host or --port.") from None
    return listening
