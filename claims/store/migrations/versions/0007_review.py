"""What waits for a person is found at once, and so is what follows a claim in newer wordings."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Index the claims by what became of them and how sure they are, and by the claim before."""
    op.create_index("ix_claim_queue", "claim", ["event_id", "status", "confidence"])
    followed = sa.text("replaces_id IS NOT NULL")
    op.create_index("ix_claim_replaces", "claim", ["replaces_id"], sqlite_where=followed, postgresql_where=followed)
