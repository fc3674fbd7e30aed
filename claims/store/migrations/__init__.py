"""Changes of the database's tables, one file each in `versions/`; they ship with the package and run when it opens.

A new one: add `versions/NNNN_what.py` whose `down_revision` is today's HEAD, and raise HEAD.
"""

from typing import TYPE_CHECKING

from sqlalchemy import Connection

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0012"
"""The revision that this version of the package reads and writes; stands here so that opening need not load Alembic."""


def is_known(revision: str) -> bool:
    """Whether this version of the package has that revision among its own."""
    from alembic.script import ScriptDirectory

    return revision in {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}


def upgrade(connection: Connection) -> None:
    """Bring the tables to HEAD within the connection's transaction, which the caller began and commits."""
    from alembic import command

    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, HEAD)


def stamp(connection: Connection) -> None:
    """Note that tables which were just made are those of HEAD."""
    from alembic import command

    config = _config()
    config.attributes["connection"] = connection
    command.stamp(config, HEAD)


def _config() -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "claims.store:migrations")
    config.set_main_option("path_separator", "os")
    return config
