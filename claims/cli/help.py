"""`claims help`: the manual on the terminal."""

import re
import sys
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from claims.cli.app import VocabularyFile, app
from claims.cli.listing import commands_text
from claims.cli.paper import console
from claims.errors import ClaimsError

if TYPE_CHECKING:
    from pathlib import Path

    from rich.console import Console, ConsoleOptions, RenderResult
    from rich.markdown import Markdown

_WIDEST = 100
"""Columns beyond which lines of prose are hard to read."""
_LINK = re.compile(r"\[([^\]]+)\]\(([a-z]+)\.md(?:#[a-z-]+)?\)")


@app.command(name="help")
def show_help(
    topic: Annotated[
        str | None, typer.Argument(help="A topic; without one, all are listed.", metavar="[TOPIC]")
    ] = None,
    vocabulary: VocabularyFile = None,
) -> None:
    """Show the manual: how to do what, what figures mean, what there is."""
    from claims.help import read_topic

    if topic is None:
        typer.echo(list_topics())
        return
    text = _LINK.sub(r"\1 (`claims help \2`)", read_topic(topic, reference(vocabulary)))
    if not sys.stdout.isatty():
        typer.echo(text.rstrip("\n"))
        return
    paper = console()
    paper.print(laid_out(text), width=min(paper.width, _WIDEST))


def laid_out(text: str) -> "Markdown":
    """Markdown for a terminal; what is typed and printed keeps the terminal's own colours."""
    from rich.markdown import CodeBlock, Markdown
    from rich.padding import Padding
    from rich.text import Text

    class Block(CodeBlock):
        def __rich_console__(self, console: "Console", options: "ConsoleOptions") -> "RenderResult":
            yield Padding(Text(str(self.text).rstrip(), overflow="fold"), (0, 0, 0, 2))

    class Page(Markdown):
        elements = Markdown.elements | {"fence": Block, "code_block": Block}

    return Page(text, hyperlinks=False)


def list_topics() -> str:
    """The topics by part, a line each."""
    from claims.help import TOPICS

    width = max(map(len, TOPICS)) + 2
    lines, part = [], ""
    for each in TOPICS.values():
        if each.part != part:
            part = each.part
            lines += ["", part]
        lines.append(f"  {each.name:<{width}}{each.title}")
    return "\n".join([*lines[1:], "", "`claims help TOPIC` shows one."])


def reference(vocabulary: "Path | None" = None) -> Mapping[str, Callable[[], str]]:
    """The parts of the manual that are written from the code, by the name that pages give them."""
    from claims.help import columns_text, vocabulary_text
    from claims.vocabulary import load_vocabulary

    return {
        "commands": commands_text,
        "columns": columns_text,
        "api": _api,
        "vocabulary": lambda: vocabulary_text(load_vocabulary(vocabulary)),
    }


def _api() -> str:
    from claims.help import api_text

    try:
        from claims.web import api_schema
    except ModuleNotFoundError as error:
        raise ClaimsError(f"{error.name} is missing; in the checkout, pip install '.[web]'.") from None
    return api_text(api_schema())
