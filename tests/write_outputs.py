"""Writes what the commands of README and manual print today: `python tests/write_outputs.py [PAGE…]`."""

import sys
from contextlib import nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory

import postgres
from outputs import PAGES, Reader, filled, make_demo


def main(names: list[str]) -> None:
    """Fill in the pages of those names, else all."""
    with TemporaryDirectory() as place:
        demo = make_demo(_folder(place, "demo"))
        for name in names or PAGES:
            needs_server = name == "postgresql"
            with postgres.serving() if needs_server else nullcontext() as server:
                env = server.reached() if server else {}
                with Reader(_folder(place, name), demo, env) as reader:
                    before = PAGES[name].read_text(encoding="utf-8")
                    after = filled(before, reader)
            PAGES[name].write_text(after, encoding="utf-8")
            print(f"{name}: {'written' if after != before else 'as it was'}")


def _folder(place: str, name: str) -> Path:
    made = Path(place) / name
    made.mkdir()
    return made


if __name__ == "__main__":
    main(sys.argv[1:])
