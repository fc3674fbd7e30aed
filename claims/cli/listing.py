"""The commands as Markdown, for the manual: read from the app that runs them, so that none is missing."""

import inspect
from collections.abc import Callable, Iterable, Iterator
from enum import Enum
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, get_args, get_origin

import typer
from typer.models import ArgumentInfo, OptionInfo

from claims.cli.app import app
from claims.cli.filters import FILTERS

_SHOWN = {str: "TEXT", int: "NUMBER", float: "NUMBER", Path: "PATH"}


def commands_text() -> str:
    """Every command with its arguments and options; the filters, which many take, are told once."""
    commands = list(_below(app, ()))
    filters = "\n".join(_option(name, None, *_split(kind)) for name, kind in FILTERS.items())
    told = [_section(name, call) for name, call in commands]
    return "\n\n".join(["## The filters", "Many commands take them; each narrows what is shown.", filters, *told])


def _below(group: typer.Typer, path: tuple[str, ...]) -> Iterator[tuple[str, Callable[..., Any]]]:
    """The commands of an app and of the groups in it, by what is typed."""
    for command in group.registered_commands:
        assert command.callback is not None
        name = command.name or command.callback.__name__.replace("_", "-")
        yield " ".join(("claims", *path, name)), command.callback
    for each in group.registered_groups:
        inner = each.typer_instance
        assert inner is not None
        title = each.name or inner.info.name
        assert title is not None
        if inner.registered_callback is not None and inner.registered_callback.callback is not None:
            yield " ".join(("claims", *path, title)), inner.registered_callback.callback
        yield from _below(inner, (*path, title))


def _section(name: str, call: Callable[..., Any]) -> str:
    """A command: how it is typed, what it does, its arguments and options."""
    given = inspect.signature(call).parameters
    told = {each: _split(kind.annotation) for each, kind in given.items() if get_origin(kind.annotation) is Annotated}
    own = {each: kind for each, kind in told.items() if given[each].annotation is not FILTERS.get(each)}
    arguments = [each for each, (_, said) in own.items() if isinstance(said, ArgumentInfo)]
    typed = " ".join([name, *(_argument(each, own[each][1], given[each].default) for each in arguments)])
    lines = [_option(each, given[each].default, *kind) for each, kind in own.items()]
    lines += ["- and the filters"] if len(own) < len(told) else []
    return "\n\n".join(filter(None, [f"## {name}", f"`{typed}`", inspect.getdoc(call) or "", "\n".join(lines)]))


def _split(kind: Any) -> tuple[Any, Any]:
    """What an annotation says: the type of the value, and the option or argument."""
    value, said = get_args(kind)[:2]
    kinds = [each for each in get_args(value) if each is not NoneType] if isinstance(value, UnionType) else [value]
    return kinds[0], said


def _argument(name: str, said: Any, default: Any) -> str:
    shown = str(said.metavar or name.upper())
    needed = default is inspect.Parameter.empty or default is ...
    return shown if needed or shown.startswith("[") else f"[{shown}]"


def _option(name: str, default: Any, value: Any, said: OptionInfo | ArgumentInfo) -> str:
    """A line on an argument or option: its names, its values, what it means, what holds where it is not given."""
    if isinstance(said, ArgumentInfo):
        return f"- `{_argument(name, said, default)}`: {said.help}"
    names = ", ".join(_names(said)) or f"--{name.replace('_', '-')}"
    typed = names if value is bool else f"{names} {said.metavar or _values(value)}"
    needed = default is inspect.Parameter.empty
    fallback = default.value if isinstance(default, Enum) else default
    notes = [
        "needed" if needed else "",
        f"else {said.envvar}" if said.envvar else "",
        "" if needed or fallback in (None, False, "") else f"{fallback} unless given",
    ]
    return f"- `{typed}`: {said.help}{_in_brackets(filter(None, notes))}"


def _names(said: OptionInfo) -> list[str]:
    """The names that are given to an option; the library keeps the first of them where a default used to stand."""
    first = [said.default] if isinstance(said.default, str) else []
    return [*first, *(said.param_decls or ())]


def _values(value: Any) -> str:
    """What stands for the value: its choices, or its type."""
    if isinstance(value, type) and issubclass(value, Enum):
        return "|".join(str(each.value) for each in value)
    return _SHOWN.get(value, "VALUE")


def _in_brackets(notes: Iterable[str]) -> str:
    said = "; ".join(notes)
    return f" ({said})" if said else ""
