"""Problems that belong to no page (a damaged record, a file that can't be read), and when each problem was met."""

import sqlalchemy as sa
from alembic import op

from claims.store.columns import Time

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Let a problem stand without a page, under an event or none; those known were met with their pages."""
    op.add_column("problem", sa.Column("event_id", sa.Integer(), nullable=True))
    op.add_column("problem", sa.Column("stored_at", Time(), nullable=True))
    op.execute("UPDATE problem SET stored_at = (SELECT page.stored_at FROM page WHERE page.id = problem.page_id)")
    with op.batch_alter_table("problem") as problem:
        problem.alter_column("page_id", existing_type=sa.Integer(), nullable=True)
        problem.alter_column("stored_at", existing_type=Time(), nullable=False)
        problem.create_foreign_key("fk_problem_event", "event", ["event_id"], ["id"])
    without_page = sa.text("page_id IS NULL")
    op.create_index(
        "uq_problem_input",
        "problem",
        ["where", "what", "why"],
        unique=True,
        sqlite_where=without_page,
        postgresql_where=without_page,
    )
