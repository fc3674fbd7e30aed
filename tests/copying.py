"""Databases that a test made, for others: copies, and where another process finds them.

A path is that of the file, or with --database postgresql stands for a database of the server.
"""

import shutil
from pathlib import Path
from typing import Any

server: Any = None
"""The PostgreSQL server on which paths stand for databases, where they do."""


def copy_database(made: Path, to: Path) -> Path:
    """A database at `to` that holds what that at `made` holds, which nobody has open."""
    if server is None:
        return Path(shutil.copy(made, to))
    server.copy(made, to)
    return to


def found_at(path: Path | str) -> str:
    """What another process is told with --db, so that it opens the database at that path or address."""
    return str(path) if server is None or isinstance(path, str) else str(server.of_path(path, create=False))
