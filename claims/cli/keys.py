"""What a reviewer types: single keys at a terminal, lines in a pipe."""

import os
import select
import sys
from collections.abc import Callable
from typing import Protocol

import typer

QUIT = "q"
_ESCAPE, _END = b"\x1b", b"\x04"


class Keys(Protocol):
    """Where keys and answers come from; where nothing more comes, the key is `QUIT` and the answer empty."""

    def key(self) -> str:
        """The next key."""

    def ask(self, question: str, *, last: bool = True, needed: bool = True) -> str:
        """The answer to a question; `last` takes the rest of a line, else a word; what isn't needed may be left out."""


class Terminal:
    """A person at a terminal: a key works at once, an answer ends with Enter."""

    def key(self) -> str:
        """The next key; Ctrl-C and Ctrl-D quit."""
        sys.stdout.flush()
        try:
            pressed = read_key()
        except (EOFError, KeyboardInterrupt):
            return QUIT
        return "s" if pressed == " " else pressed

    def ask(self, question: str, *, last: bool = True, needed: bool = True) -> str:
        """What is typed up to Enter; Ctrl-C and Ctrl-D answer nothing."""
        try:
            return input(f"{question}: ").strip()
        except (EOFError, KeyboardInterrupt):
            typer.echo()
            return ""


def read_key() -> str:
    """One key of the terminal, what was typed ahead too; raises EOFError and KeyboardInterrupt."""
    try:
        import termios
        import tty
    except ImportError:  # Windows
        import click

        return click.getchar()
    terminal = sys.stdin.fileno()
    before = termios.tcgetattr(terminal)
    try:
        # Not at once and not with what waits thrown away, as would be usual: a reviewer may be ahead of the screen.
        tty.setcbreak(terminal, termios.TCSADRAIN)
        pressed = os.read(terminal, 1)
        while pressed == _ESCAPE and select.select([terminal], [], [], 0.05)[0]:
            # An arrow or function key is several bytes that mean nothing one by one.
            os.read(terminal, 16)
    finally:
        termios.tcsetattr(terminal, termios.TCSADRAIN, before)
    if pressed in (b"", _END):
        raise EOFError
    return pressed.decode(errors="replace")


class Lines:
    """Lines of a pipe: "a", "r a misprint", "e value 27", or each answer on a line of its own."""

    def __init__(self, read: Callable[[], str]) -> None:
        self._read = read
        self._rest = ""

    def key(self) -> str:
        """The first word of the next line, blank lines passed over."""
        while line := self._read():
            word, _, rest = line.strip().partition(" ")
            if word:
                self._rest = rest.strip()
                return word
        return QUIT

    def ask(self, question: str, *, last: bool = True, needed: bool = True) -> str:
        """What is left of the line; where nothing is, and it is needed, the next line."""
        if not self._rest and needed:
            self._rest = self._read().strip()
        answer, _, rest = (self._rest, "", "") if last else self._rest.partition(" ")
        self._rest = rest.strip()
        return answer


def open_keys() -> Keys:
    """The terminal where a person sits at one, else the lines of stdin."""
    return Terminal() if sys.stdin.isatty() else Lines(sys.stdin.readline)
