"""What Alembic runs: the migrations, on the connection and in the transaction that `upgrade` was given."""

from alembic import context
from sqlmodel import SQLModel

from claims.store import rows  # noqa: F401  (the tables that the metadata knows)

context.configure(connection=context.config.attributes["connection"], target_metadata=SQLModel.metadata)
context.run_migrations()
