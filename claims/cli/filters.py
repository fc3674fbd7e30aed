"""The filters as options, the same for every command: a command that is `filtered` gets what was given."""

import inspect
from collections.abc import Callable
from typing import Annotated, Any

import typer

from claims.cli.completing import choices, sources, words

Option = typer.Option

FILTERS: dict[str, Any] = {
    "sub_events": Annotated[
        bool | None, Option("--sub-events/--no-sub-events", help="Also the claims of the events within it.")
    ],
    "metric": Annotated[
        str | None,
        Option(help="What is counted: killed, detained … (`claims metrics`).", autocompletion=words("metrics")),
    ],
    "group": Annotated[
        str | None, Option(help="Standard group: civilians, security_forces …", autocompletion=words("groups"))
    ],
    "place": Annotated[
        str | None, Option(help="Name or gazetteer key: Almaty, kazakhstan/almaty; holds what lies in it.")
    ],
    "source": Annotated[str | None, Option(help="Slug or name of a source in the chain.", autocompletion=sources)],
    "role": Annotated[
        str | None, Option(help="Role of --source: speaker, relay or publisher.", autocompletion=choices("role"))
    ],
    "side": Annotated[
        str | None, Option(help="Side of the speaker: state, UN, opposition …", autocompletion=words("sides"))
    ],
    "since": Annotated[str | None, Option(help="Said on that day or later.", metavar="DATE")],
    "until": Annotated[str | None, Option(help="Said on that day or before.", metavar="DATE")],
    "qualifier": Annotated[
        str | None,
        Option(help="exact, about, nearly, at_least, more_than, at_most …", autocompletion=choices("qualifier")),
    ],
    "certainty": Annotated[
        str | None,
        Option(help="stated, preliminary, confirmed, unconfirmed, projected.", autocompletion=choices("certainty")),
    ],
    "basis": Annotated[str | None, Option(help="stated, documented, estimated.", autocompletion=choices("basis"))],
    "scope": Annotated[
        str | None, Option(help="total, additional, period, part, superseded.", autocompletion=choices("scope"))
    ],
    "reviewed": Annotated[
        bool | None, Option("--reviewed/--not-reviewed", help="Judged by a person, or not yet; else both.")
    ],
    "text": Annotated[
        str | None, Option(help='Words of the entry: flood, "in custody", detain*, -sport.', metavar="WORDS")
    ],
    "as_known_at": Annotated[
        str | None, Option(help="Only what was public by the end of that day, or at that moment.", metavar="DATE")
    ],
    "as_stored_at": Annotated[
        str | None, Option(help="Only what this database held by the end of that day.", metavar="DATE")
    ],
}
"""The fields of `claims.Filters` but the event, as options."""


def filtered(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of all filters that it does not name itself; it gets them as `filters`."""
    own = {name: each for name, each in inspect.signature(command).parameters.items() if name != "filters"}
    added = {name: kind for name, kind in FILTERS.items() if name not in own}

    def run(**given: Any) -> None:
        filters = {name: given.pop(name) for name in added}
        command(**given, filters=filters)

    options = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=kind)
        for name, kind in added.items()
    ]
    mine = [each.replace(kind=inspect.Parameter.KEYWORD_ONLY) for each in own.values()]
    run.__name__, run.__doc__ = command.__name__, command.__doc__
    run.__annotations__ = {name: each.annotation for name, each in own.items()} | added
    run.__signature__ = inspect.Signature([*mine, *options])  # type: ignore[attr-defined]
    return run
