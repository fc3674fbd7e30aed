"""Posts are recognised under other keys, may be deleted, and equal bytes retrieved again are noted."""

import sqlalchemy as sa
from alembic import op

from claims.store.columns import Json, PageText, Time

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

# Until now the wordings of a post were those of one key; what was deleted shows with the next capture of its page.
_POSTS = """
UPDATE entry SET post_id = (
    SELECT min(other.id) FROM entry AS other WHERE other.address_id = entry.address_id AND other."key" = entry."key")
"""


def upgrade() -> None:
    """Let the wordings of one key be one post, as they were."""
    op.add_column("capture", sa.Column("again", Json(), nullable=True))
    op.add_column("sighting", sa.Column("key", PageText(), nullable=True))
    op.add_column("entry", sa.Column("seen_key", PageText(), nullable=True))
    op.add_column("entry", sa.Column("deleted_at", Time(), nullable=True))
    with op.batch_alter_table("entry") as entry:
        entry.add_column(sa.Column("post_id", sa.Integer(), nullable=True))
        entry.create_foreign_key("fk_entry_post", "entry", ["post_id"], ["id"])
    op.execute(_POSTS)
    op.create_index("ix_entry_of_post", "entry", ["post_id"])
