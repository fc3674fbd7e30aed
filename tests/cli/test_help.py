"""`claims help`: the topics, each page, and the reference of the commands."""

import os
import pty
import re
import subprocess
import sys

import typer

from claims.cli import app
from claims.cli.listing import commands_text
from claims.help import TOPICS


def test_without_a_topic_all_are_listed(run) -> None:  # type: ignore[no-untyped-def]
    done = run("help")
    assert done.status == 0
    assert re.findall(r"^  (\w+) ", done.out, re.MULTILINE) == list(TOPICS)


def test_a_pipe_gets_the_page_as_it_is_written(run) -> None:  # type: ignore[no-untyped-def]
    done = run("help", "Tutorial")
    assert done.out.startswith("# A first hour\n")
    assert "relations (`claims help relations`)" in done.out.lower()
    assert "](" not in done.out


def test_a_slip_is_one_sentence(run) -> None:  # type: ignore[no-untyped-def]
    done = run("help", "relation")
    assert (done.status, done.out) == (1, "")
    assert done.err == "claims: There is no topic 'relation'; did you mean 'relations'? `claims help` lists them.\n"


def test_the_api_is_told_without_a_database(run) -> None:  # type: ignore[no-untyped-def]
    done = run("help", "api")
    assert "## GET /api/claims\n" in done.out
    assert "- `role` (speaker, relay, publisher): " in done.out


def test_the_vocabulary_may_be_ones_own(run, tmp_path) -> None:  # type: ignore[no-untyped-def]
    own = tmp_path / "own.toml"
    own.write_text('[metrics.vaccinated]\nlabel = "vaccinated"\ncounts = "people"\n')
    assert "`vaccinated`" in run("help", "vocabulary", "--vocabulary", own).out


def every_command(group: object, path: tuple[str, ...] = ("claims",)) -> list[tuple[str, object]]:
    """The commands as the command line itself knows them."""
    found = []
    for name, command in getattr(group, "commands", {}).items():
        found += [(" ".join((*path, name)), command), *every_command(command, (*path, name))]
    return found


def test_every_command_and_option_is_listed() -> None:
    text = commands_text()
    sections = dict(re.findall(r"^## (claims .+)\n((?:(?!## ).*\n?)*)", text, re.MULTILINE))
    filters = text.partition("## claims ")[0]
    commands = every_command(typer.main.get_command(app))
    assert list(sections) == [name for name, _ in commands]
    for name, command in commands:
        for option in command.params:  # type: ignore[attr-defined]
            for spelt in (each for each in option.opts if each.startswith("-") and each not in ("--help", "-h")):
                section = sections[name] + (filters if "- and the filters" in sections[name] else "")
                assert re.search(rf"- `[^`]*(?<![\w-]){re.escape(spelt)}(?![\w-])", section), (name, spelt)


def test_a_terminal_gets_it_laid_out() -> None:
    here, there = pty.openpty()
    words = [sys.executable, "-c", "import claims.cli; claims.cli.main()", "help", "intervals"]
    env = {**os.environ, "TERM": "xterm", "COLUMNS": "90"}
    with subprocess.Popen(words, stdout=there, stdin=there, env=env) as process:
        os.close(there)
        shown = b""
        while chunk := _read(here):
            shown += chunk
    os.close(here)
    assert process.returncode == 0
    assert b"What a figure means" in shown
    assert b"# What a figure means" not in shown


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # the program has left
        return b""
