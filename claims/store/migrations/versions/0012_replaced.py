"""An index of the wordings that were replaced: so that claims are counted without looking each one's wording up."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Index the moments at which wordings were replaced."""
    given = sa.text("known_until IS NOT NULL")
    op.create_index("ix_entry_replaced", "entry", ["known_until"], sqlite_where=given, postgresql_where=given)
