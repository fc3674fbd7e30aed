"""Printing for people: tables and marked text on a terminal, with nothing in it that a page could have smuggled in."""

import os
import sys
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from claims.cli.app import Form
from claims.printable import clean as clean

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from claims.records import Moment

_PIPE_WIDTH = 160
"""Characters of a line where no terminal says how wide it is."""


def console() -> "Console":
    """A console on stdout; a pipe gets wide lines, so that less is folded, unless COLUMNS says otherwise."""
    from rich.console import Console

    width = None if sys.stdout.isatty() or "COLUMNS" in os.environ else _PIPE_WIDTH
    return Console(width=width, highlight=False, markup=False, emoji=False)


def plain(text: object, style: str = "") -> "Text":
    """Text that is shown as it is: no markup is read in it."""
    from rich.text import Text

    return Text(clean(text), style=style)


def table(title: str, columns: Sequence[str], rows: Iterable[Sequence[object]], right: Sequence[str] = ()) -> "Table":
    """A table; the columns named in `right` are aligned so. A cell that is a Text keeps its style."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    made = Table(title=plain(title, "bold"), title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    for name in columns:
        made.add_column(name, justify="right" if name in right else "left", overflow="fold")
    for row in rows:
        made.add_row(*(cell if isinstance(cell, Text) else plain(cell) for cell in row))
    return made


def moment(when: "Moment | datetime | None", zone: str = "UTC") -> str:
    """A time for people, no more exact than it is known: "10 Jan 2022 18:39"; "?" where the zone or day is assumed."""
    from claims.times import time_words

    return time_words(when, zone)


def print_records(table_name: str, records: Iterable[Any], form: Form) -> None:
    """Records for programs: CSV, JSON or JSON lines in the columns of `claims.frames`."""
    from claims.exchange import write
    from claims.frames import TABLES

    write(TABLES[table_name], records, sys.stdout, form.value)  # type: ignore[arg-type]
