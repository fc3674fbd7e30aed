"""`claims serve`: the database as web pages and as a JSON API."""

from typing import Annotated

import typer

from claims.cli.app import DEFAULT_DB, Db, VocabularyFile, app, note
from claims.errors import ClaimsError


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="The address to bind; other machines reach only one of their network.")] = (
        "127.0.0.1"
    ),
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port.")] = 8000,
    vocabulary: VocabularyFile = None,
    db: Db = DEFAULT_DB,
) -> None:
    """Serve the database as web pages and a JSON API.

    For reading, until Ctrl-C. Only this machine reaches it unless --host says otherwise.
    """
    try:
        import uvicorn

        from claims.web import allowed_hosts, make_app
    except ModuleNotFoundError as error:
        raise ClaimsError(f"{error.name} is missing; in the checkout, pip install '.[web]'.") from None
    from claims.database import open as open_database

    with open_database(db, create=False, vocabulary=vocabulary) as database:
        shown = f"[{host}]" if ":" in host else host
        note(f"{database.store.name} is at http://{shown}:{port}/; Ctrl-C ends it.")
        uvicorn.run(make_app(database, allowed_hosts(host)), host=host, port=port, log_level="warning")
