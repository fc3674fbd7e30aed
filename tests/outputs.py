"""Runs the commands that README and manual show, block after block as a reader would, and writes what they print.

    ```console      commands after "$ ", each followed by what it prints
    ```sh           commands whose output is not shown; each must succeed
    ```python       code; a ```text block right behind it shows what it prints
    ```toml a.toml  a file of that name, which the reader is told to save

`claims demo`, where a page begins with it, is made once for all pages. What sets up a machine (a virtual environment,
packages, a server) is left out: the tests run where that is done.
"""

import contextlib
import io
import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

import claims.cli

ROOT = Path(__file__).resolve().parents[1]
PAGES = {"README": ROOT / "README.md", **{path.stem: path for path in sorted((ROOT / "claims" / "help").glob("*.md"))}}
PORTS = ("8000", "8765", "8786")
_PORT = re.compile(rf"\b(?:{'|'.join(PORTS)})\b")
BLOCK = re.compile(r"^```(?P<label>\w+)(?: (?P<file>[\w./-]+))?\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
_TYPED = re.compile(r"^\$ ((?:.*\\\n)*.*)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)
"""A command, which may go on behind a backslash, and what is shown of its output."""
_SETS_UP = re.compile(r"(python3 -m venv|\S*pip install|\.venv/bin/python -m pytest|\. \.venv)\b")
_LASTING = re.compile(r"claims (serve|watch) ")
_SHELL = re.compile(r"[|<>&;*$]")
_BY_CHANCE = re.compile(r"^ ?(?:uid|captured) .*\n(?: {6,}\S.*\n)*", re.MULTILINE)
"""Rows of a table that differ from run to run, folded or not."""
_CLOCK = re.compile(r"^\d\d:\d\d:\d\d ", re.MULTILINE)
_LASTED = re.compile(r"\b(\d+ visits?) in [\d.e+-]+ (?:s|min)\b")
_UID = re.compile(r"^( +\d+   )[0-9a-f]{8}(   )", re.MULTILINE)
_WHEN_DONE = re.compile(r"\b\d{1,2} [A-Z][a-z]{2} (?:202[6-9]|20[3-9]\d) \d\d:\d\d\b")
"""Moments of the run itself; the reports of the pages are older."""


@dataclass
class Block:
    """A block of a page: what it is, the file that it names, its lines, and where they stand."""

    label: str
    file: str | None
    body: str
    start: int
    end: int

    @property
    def commands(self) -> list[tuple[str, str]]:
        """The commands, each with what is shown of its output."""
        if self.label == "console":
            return [(found[1], found[2]) for found in _TYPED.finditer(self.body)]
        lines = self.body.replace("\\\n", "\0").splitlines()
        return [(line.replace("\0", "\\\n"), "") for line in lines if line.strip() and not line.startswith("#")]


def blocks(text: str) -> list[Block]:
    """The blocks of a page."""
    found = BLOCK.finditer(text)
    return [Block(each["label"], each["file"], each["body"], each.start("body"), each.end("body")) for each in found]


@dataclass
class Reader:
    """Somebody who types what a page says, in a folder of their own."""

    folder: Path
    demo: Path | None = None
    """A folder in which `claims demo` was run."""
    env: dict[str, str] = field(default_factory=dict)
    ports: dict[str, str] = field(default_factory=lambda: {port: free_port() for port in PORTS})
    """A free port for each that pages name."""
    lasting: list[subprocess.Popen[str]] = field(default_factory=list)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for process in self.lasting:
            os.killpg(process.pid, signal.SIGTERM)
            process.communicate()

    def answers(self, text: str) -> Iterator[tuple[Block, str]]:
        """Each block that shows output, with the body that it should have."""
        printed = None
        for block in blocks(text):
            if block.file:
                (self.folder / block.file).parent.mkdir(parents=True, exist_ok=True)
                (self.folder / block.file).write_text(block.body, encoding="utf-8")
            elif block.label == "console":
                yield block, "".join(f"$ {command}\n{self.type(command, shown)}" for command, shown in block.commands)
            elif block.label == "sh":
                for command, _ in block.commands:
                    self.type(command, must=True)
            elif block.label == "text" and printed is not None:
                yield block, printed
            printed = self.execute(block.body) if block.label == "python" else None

    def type(self, command: str, shown: str = "", *, must: bool = False) -> str:
        """What a command prints on stdout and stderr; one that `must` has to succeed."""
        command = command.replace("\\\n", "")
        command = re.sub(r"(^|&& )\.venv/bin/claims ", r"\1claims ", command)
        command = " && ".join(step for step in command.split(" && ") if not _SETS_UP.match(step.strip()))
        made_before = command == "claims demo" and self.demo is not None
        if not command or made_before:
            if made_before:
                assert self.demo is not None
                shutil.copytree(self.demo, self.folder, dirs_exist_ok=True)
            return ""
        if set_to := re.fullmatch(r"export (\w+)=(\S+)", command):
            self.env[set_to[1]] = set_to[2]
            return ""
        if command.startswith("claims serve "):
            command += f" --port {PORTS[0]}"
        command = _PORT.sub(lambda found: self.ports[found[0]], command)
        if _LASTING.match(command) or command.endswith("&"):
            out, status = self._lasts(command, len(shown.splitlines())), 0
        elif command.startswith("claims ") and not _SHELL.search(re.sub(r"'[^']*'|\"[^\"]*\"", "", command)):
            out, status = self._claims(shlex.split(command)[1:])
        else:
            done = subprocess.run(["bash", "-c", command], **self._around(), check=False)  # type: ignore[call-overload]
            out, status = done.stdout, done.returncode
        assert status == 0 or not must, f"{command}: {out}"
        for named, meant in self.ports.items():
            out = out.replace(f":{meant}", f":{named}")
        return tidy(out)

    def execute(self, code: str) -> str:
        """What Python code prints."""
        with self._here(), contextlib.redirect_stdout(io.StringIO()) as printed:
            exec(compile(code, "page", "exec"), {})
        return tidy(printed.getvalue())

    def _claims(self, words: list[str]) -> tuple[str, int]:
        """A command in this process, which is faster than one of its own."""
        said = io.StringIO()
        before, sys.argv = sys.argv, ["claims", *words]
        try:
            with self._here(), contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
                claims.cli.main()
        except SystemExit as exit:
            return said.getvalue(), int(exit.code or 0)
        finally:
            sys.argv = before
        return said.getvalue(), 0

    def _lasts(self, command: str, lines: int) -> str:
        """A command that goes on until it is stopped: in the background to the page's end, else until Ctrl-C."""
        behind = command.endswith("&")
        process = subprocess.Popen(
            ["bash", "-c", f"exec {command.removesuffix('&')}"],
            **self._around(),
            start_new_session=True,
            # Tests that run in the background of a shell are deaf to Ctrl-C, and what they start would be as well.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )  # type: ignore[call-overload]
        if behind:
            self.lasting.append(process)
            for port in set(self.ports.values()) & set(re.findall(r"\d+", command)):
                _wait_for(int(port), process)
            if command.startswith("dask worker"):
                assert process.stdout is not None
                assert any("Registered to" in line for line in process.stdout), "the worker found no scheduler"
            return ""
        assert process.stdout is not None
        too_long = threading.Timer(120, process.kill)
        too_long.start()
        out = "".join(process.stdout.readline() for _ in range(max(lines - 1, 1)))
        process.send_signal(signal.SIGINT)
        out += process.communicate()[0]
        too_long.cancel()
        return out

    @contextlib.contextmanager
    def _here(self) -> Iterator[None]:
        before = dict(os.environ)
        os.environ.update(self._settings())
        try:
            with contextlib.chdir(self.folder):
                yield
        finally:
            os.environ.clear()
            os.environ.update(before)

    def _settings(self) -> dict[str, str]:
        return {"COLUMNS": "96", "PYTHONUNBUFFERED": "1", "LOGNAME": "ana", "USER": "ana", **self.env}

    def _around(self) -> dict[str, object]:
        env = {**os.environ, **self._settings()}
        env["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{env.get('PATH', '')}"
        together = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
        return {"cwd": self.folder, "env": env, **together}


def free_port() -> str:
    """A port of loopback that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return str(free.getsockname()[1])


def _wait_for(port: int, process: subprocess.Popen[str]) -> None:
    """Until somebody listens at a port of loopback."""
    for _ in range(600):
        assert process.poll() is None, process.stdout and process.stdout.read()
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)
    raise AssertionError(f"nobody listens at port {port}")


def tidy(text: str) -> str:
    """What is printed, without what differs from run to run and without blank ends of lines."""
    text = "".join(f"{line.rstrip()}\n" for line in text.splitlines())
    text = _LASTED.sub(r"\1 in 9 s", _CLOCK.sub("18:39:00 ", _BY_CHANCE.sub("", text)))
    text = _UID.sub(r"\g<1>5eed1234\2", _WHEN_DONE.sub("1 Dec 2026 12:00", text))
    text = re.sub(r"\n{3,}", "\n\n", text).strip("\n")
    return f"{text}\n" if text else ""


def filled(text: str, reader: Reader) -> str:
    """A page with what its commands print today."""
    made, at = "", 0
    for block, body in reader.answers(text):
        made += text[at : block.start] + body
        at = block.end
    return made + text[at:]


def make_demo(folder: Path) -> Path:
    """A folder in which `claims demo` was run."""
    Reader(folder).type("claims demo", must=True)
    return folder
