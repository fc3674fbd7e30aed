"""When a page was stored, so that it can be asked what the database held at a moment."""

import sqlalchemy as sa
from alembic import op

from claims.store.columns import Time

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

# A page is stored with the first readings of its claims; of one that has none nothing but the capture is known.
_KNOWN = """
UPDATE page SET stored_at = coalesce(
    (SELECT min(reading.stored_at) FROM entry
     JOIN claim ON claim.entry_id = entry.id JOIN reading ON reading.claim_id = claim.id
     WHERE entry.page_id = page.id),
    (SELECT capture.captured_at FROM capture WHERE capture.id = page.capture_id))
"""


def upgrade() -> None:
    """Add the moment to pages, as far as it can be told."""
    op.add_column("page", sa.Column("stored_at", Time(), nullable=True))
    op.execute(_KNOWN)
    with op.batch_alter_table("page") as page:
        page.alter_column("stored_at", nullable=False)
