"""Where the chain of decisions ends, so that one which is taken out at its end is missed."""

import sqlalchemy as sa
from alembic import op

from claims.store.columns import Slug

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the end of the chain, as it stands now."""
    op.create_table(
        "chain_end",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("decisions", sa.Integer(), nullable=False),
        sa.Column("hash", Slug(), nullable=False),
    )
    op.execute(
        "INSERT INTO chain_end(id, decisions, hash) SELECT 1, count(*), "
        "(SELECT hash FROM decision ORDER BY id DESC LIMIT 1) FROM decision HAVING count(*) > 0"
    )
