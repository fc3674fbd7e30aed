"""The same bytes may be captured again at another moment; a page's captures are found by its address."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_NAMES = {"uq": "uq_%(table_name)s_%(column_0_name)s"}
"""SQLite gave the constraint of 0001 no name; this one is used to find it."""


def upgrade() -> None:
    """Let the moment of capture tell captures of the same bytes apart."""
    with op.batch_alter_table("capture", naming_convention=_NAMES) as capture:
        capture.drop_constraint("uq_capture_address_id", type_="unique")
        capture.create_unique_constraint("uq_capture_moment", ["address_id", "sha256", "captured_at"])
    op.create_index("ix_page_address", "page", ["address_id"])
