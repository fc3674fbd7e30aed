"""A folder of saved pages: its files, oldest first; what is no page is counted."""

import os
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from claims.capture.kinds import COMPANIONS, HIDDEN, companion_of, is_hidden, looks_like_page, other_kind
from claims.capture.met import PassedOver
from claims.errors import CaptureError
from claims.records import Problem

LINKS = "links"
_HEAD = 512
"""Bytes by which a page without a telling suffix is known."""


def list_folder(root: Path) -> tuple[list[Path], list[PassedOver], list[Problem]]:
    """The files in a folder and those below it that may be pages, what is passed over, and folders that can't be read.

    The files come by when they were last changed, then by path: a page's copies in the order in which they were saved.
    Links are never followed: what they lead to inside the folder is met in its own place. Raises CaptureError where
    the folder itself can't be read.
    """
    files: list[tuple[int, Path]] = []
    passed: list[PassedOver] = []
    problems: list[Problem] = []

    def unreadable(error: OSError) -> None:
        folder = Path(error.filename)
        if folder == root:
            raise CaptureError(f"The folder {root} can't be read ({error.strerror}); check its permissions.")
        why = f"The folder can't be read ({error.strerror}); check its permissions."
        problems.append(Problem(where=folder.as_uri(), what="", why=why))

    for folder, below, names in os.walk(root, onerror=unreadable):
        here = Path(folder)
        passed += _prune(here, below, names)
        for name in sorted(names):
            path = here / name
            if kind := _passed_over(path):
                passed.append(PassedOver(kind))
            else:
                files.append((path.lstat().st_mtime_ns, path))
    return [path for _, path in sorted(files)], passed, problems


def _prune(here: Path, below: list[str], names: list[str]) -> Iterator[PassedOver]:
    """Take out the folders that hold no pages: hidden ones, links, and the companions of saved pages."""
    beside = set(names)
    for name in sorted(below):
        pages = companion_of(PurePosixPath(name))
        if is_hidden(name):
            yield PassedOver(HIDDEN)
        elif (here / name).is_symlink():
            yield PassedOver(LINKS)
        elif any(page.name in beside or f"{page.name}.gz" in beside for page in pages):
            count = sum(len(files) for _, _, files in os.walk(here / name))
            yield from [PassedOver(COMPANIONS)] * count
        else:
            continue
        below.remove(name)


def _passed_over(path: Path) -> str | None:
    if is_hidden(path.name):
        return HIDDEN
    if path.is_symlink():
        return LINKS
    if not path.is_file():
        return "pipes, sockets and devices"
    kind = other_kind(path)
    return None if kind and _holds_page(path) else kind


def _holds_page(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return looks_like_page(file.read(_HEAD))
    except OSError:
        return False
