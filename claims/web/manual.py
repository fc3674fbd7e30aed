"""The manual as pages: its Markdown as HTML in which nothing runs, and links that lead to its other pages."""

from collections.abc import Callable, Sequence
from functools import cache
from itertools import groupby
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markupsafe import Markup, escape

from claims.database import Database
from claims.help import TOPICS, api_text, columns_text, read_topic, vocabulary_text
from claims.help import topic as topic_of
from claims.web.showing import page

Commands = Callable[[], str]
"""Writes the reference of the commands, which only the command line knows."""


def routes(database: Database, commands: Commands | None = None) -> APIRouter:
    """The pages of the manual."""
    router = APIRouter(include_in_schema=False)

    @router.get("/help")
    def topics() -> HTMLResponse:
        parts = [(part, list(found)) for part, found in groupby(TOPICS.values(), key=lambda each: each.part)]
        return page("topics.html", parts=parts)

    @router.get("/help/{name}")
    def topic(name: str, request: Request) -> HTMLResponse:
        about = topic_of(name)
        made = {
            "columns": columns_text,
            "api": lambda: api_text(request.app.openapi()),
            "vocabulary": lambda: vocabulary_text(database.vocabulary),
            "commands": commands or (lambda: "`claims COMMAND --help` tells them."),
        }
        html, sections = as_html(read_topic(about.name, made))
        return page("topic.html", topic=about, html=html, sections=sections)

    return router


def as_html(text: str) -> tuple[Markup, list[tuple[str, str]]]:
    """Markdown as HTML, and its sections: the name in addresses and the title of each."""
    tokens = _reader().parse(text)
    sections = []
    for at, token in enumerate(tokens):
        if token.type == "heading_open" and token.tag == "h2":
            title = tokens[at + 1].content.replace("`", "")
            token.attrSet("id", _anchor(title))
            sections.append((_anchor(title), title))
    return Markup(_reader().renderer.render(tokens, _reader().options, {})), sections


def _anchor(title: str) -> str:
    """A title as a name in addresses: "GET /api/claims" is "get-api-claims"."""
    return "-".join("".join(each if each.isalnum() else " " for each in title.lower()).split())


@cache
def _reader() -> MarkdownIt:
    """Reads Markdown; HTML in it is shown as text."""
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    reader.add_render_rule("link_open", _link)
    reader.add_render_rule("fence", _block)
    reader.add_render_rule("table_open", _table)
    reader.add_render_rule("table_close", _table_end)
    return reader


def _link(self: RendererHTML, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
    """A link; those to files of the manual lead to its pages."""
    file, mark, section = str(tokens[at].attrGet("href")).partition("#")
    if file.removesuffix(".md") in TOPICS:
        tokens[at].attrSet("href", f"/help/{file.removesuffix('.md')}{mark}{section}")
    return self.renderToken(tokens, at, options, env)


def _block(self: RendererHTML, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
    """What is typed or printed; what is wider than the page is reached by the keyboard, too."""
    return f'<pre tabindex="0"><code>{escape(tokens[at].content)}</code></pre>\n'


def _table(self: RendererHTML, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
    return '<div class="scroll" tabindex="0"><table>\n'


def _table_end(self: RendererHTML, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
    return "</table></div>\n"
