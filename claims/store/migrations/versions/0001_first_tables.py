"""The first tables."""

import sqlalchemy as sa
from alembic import op

from claims.store.columns import Figure, Json, PageText, Slug, Time

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create them all."""
    op.create_table(
        "address",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("url", PageText(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("url"),
    )
    op.create_table(
        "content",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sha256", Slug(), nullable=False),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("sha256"),
    )
    op.create_table(
        "event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", Slug(), nullable=False),
        sa.Column("title", PageText(), nullable=False),
        sa.Column("place", Slug()),
        sa.Column("zone", Slug(), nullable=False),
        sa.Column("starts_on", sa.Date()),
        sa.Column("ends_on", sa.Date()),
        sa.Column("parent_id", sa.Integer()),
        sa.Column("wikidata", Slug()),
        sa.Column("note", PageText()),
        sa.ForeignKeyConstraint(["parent_id"], ["event.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("slug"),
    )
    op.create_table(
        "source",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", Slug(), nullable=False),
        sa.Column("name", PageText(), nullable=False),
        sa.Column("key", PageText(), nullable=False),
        sa.Column("kind", Slug()),
        sa.Column("country", Slug()),
        sa.Column("speaks_for_id", sa.Integer()),
        sa.Column("side", Slug()),
        sa.Column("reliability", Slug()),
        sa.Column("wikidata", Slug()),
        sa.ForeignKeyConstraint(["speaks_for_id"], ["source.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("key"),
        sa.UniqueConstraint("slug"),
    )
    op.create_table(
        "alias",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("key", PageText(), nullable=False),
        sa.Column("name", PageText(), nullable=False),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("key", "name"),
    )
    op.create_index("ix_alias_source", "alias", ["source_id"])
    op.create_table(
        "capture",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("address_id", sa.Integer(), nullable=False),
        sa.Column("sha256", Slug(), nullable=False),
        sa.Column("publisher", PageText()),
        sa.Column("captured_at", Time(), nullable=False),
        sa.Column("published_at", Time()),
        sa.Column("published_at_how", Slug()),
        sa.Column("headers", Json(), nullable=False),
        sa.Column("media_type", PageText(), nullable=False),
        sa.Column("encoding", PageText(), nullable=False),
        sa.Column("content_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["address_id"], ["address.id"]),
        sa.ForeignKeyConstraint(["content_id"], ["content.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("address_id", "sha256"),
    )
    op.create_table(
        "page",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("capture_id", sa.Integer(), nullable=False),
        sa.Column("address_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("reader", PageText(), nullable=False),
        sa.Column("layout", Slug(), nullable=False),
        sa.Column("title", PageText()),
        sa.Column("language", Slug()),
        sa.Column("publisher", PageText()),
        sa.Column("published_at", Time()),
        sa.Column("published_at_how", Slug()),
        sa.Column("zone", Slug()),
        sa.Column("text_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["capture_id"], ["capture.id"]),
        sa.ForeignKeyConstraint(["address_id"], ["address.id"]),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"]),
        sa.ForeignKeyConstraint(["text_id"], ["content.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("capture_id", "reader"),
    )
    op.create_index("ix_page_event", "page", ["event_id"])
    op.create_table(
        "entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("address_id", sa.Integer(), nullable=False),
        sa.Column("key", PageText(), nullable=False),
        sa.Column("page_id", sa.Integer(), nullable=False),
        sa.Column("kind", Slug(), nullable=False),
        sa.Column("text", PageText(), nullable=False),
        sa.Column("text_hash", Slug(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("headline", PageText()),
        sa.Column("posted_at", Time()),
        sa.Column("posted_at_how", Slug()),
        sa.Column("stamp", PageText()),
        sa.Column("stamp_start", sa.Integer()),
        sa.Column("clock", Slug()),
        sa.Column("first_seen", Time(), nullable=False),
        sa.Column("known_from", Time(), nullable=False),
        sa.Column("known_until", Time()),
        sa.Column("replaces_id", sa.Integer()),
        sa.ForeignKeyConstraint(["address_id"], ["address.id"]),
        sa.ForeignKeyConstraint(["page_id"], ["page.id"]),
        sa.ForeignKeyConstraint(["replaces_id"], ["entry.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_entry_page", "entry", ["page_id"])
    op.create_index("ix_entry_post", "entry", ["address_id", "key"])
    op.create_table(
        "problem",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("page_id", sa.Integer(), nullable=False),
        sa.Column("where", PageText(), nullable=False),
        sa.Column("what", PageText(), nullable=False),
        sa.Column("why", PageText(), nullable=False),
        sa.ForeignKeyConstraint(["page_id"], ["page.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_problem_page", "problem", ["page_id"])
    op.create_table(
        "claim",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", Slug(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("found_metric", Slug(), nullable=False),
        sa.Column("found_start", sa.Integer(), nullable=False),
        sa.Column("found_number", PageText(), nullable=False),
        sa.Column("replaces_id", sa.Integer()),
        sa.Column("speaker_id", sa.Integer()),
        sa.Column("part_of_id", sa.Integer()),
        sa.Column("status", Slug(), nullable=False),
        sa.Column("rank", Slug(), nullable=False),
        sa.Column("extractor", PageText()),
        sa.Column("quote", PageText(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("number", PageText(), nullable=False),
        sa.Column("number_start", sa.Integer(), nullable=False),
        sa.Column("prefix", PageText(), nullable=False),
        sa.Column("suffix", PageText(), nullable=False),
        sa.Column("translation", PageText()),
        sa.Column("metric", Slug(), nullable=False),
        sa.Column("value", Figure()),
        sa.Column("value_high", Figure()),
        sa.Column("qualifier", Slug(), nullable=False),
        sa.Column("vague_word", Slug()),
        sa.Column("currency", Slug()),
        sa.Column("group", PageText()),
        sa.Column("group_resolved", PageText()),
        sa.Column("group_kind", Slug(), nullable=False),
        sa.Column("location", PageText()),
        sa.Column("place", Slug()),
        sa.Column("place_assumed", sa.Boolean(), nullable=False),
        sa.Column("by", PageText()),
        sa.Column("scope", Slug(), nullable=False),
        sa.Column("period_from", Time()),
        sa.Column("period_from_how", Slug()),
        sa.Column("period_to", Time()),
        sa.Column("period_to_how", Slug()),
        sa.Column("part_of", sa.Integer()),
        sa.Column("counting", Slug(), nullable=False),
        sa.Column("basis", Slug(), nullable=False),
        sa.Column("certainty", Slug(), nullable=False),
        sa.Column("said_at", Time()),
        sa.Column("said_at_how", Slug()),
        sa.Column("as_of", Time()),
        sa.Column("as_of_how", Slug()),
        sa.Column("occurred_from", Time()),
        sa.Column("occurred_from_how", Slug()),
        sa.Column("occurred_to", Time()),
        sa.Column("occurred_to_how", Slug()),
        sa.Column("rule", PageText(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"]),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"]),
        sa.ForeignKeyConstraint(["part_of_id"], ["claim.id"]),
        sa.ForeignKeyConstraint(["replaces_id"], ["claim.id"]),
        sa.ForeignKeyConstraint(["speaker_id"], ["source.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("entry_id", "found_metric", "found_start", "found_number"),
        sa.UniqueConstraint("uid"),
    )
    op.create_index("ix_claim_event_said", "claim", ["event_id", "said_at"])
    op.create_index("ix_claim_said", "claim", ["said_at"])
    op.create_index("ix_claim_series", "claim", ["event_id", "metric", "group_kind", "place", "said_at"])
    op.create_index("ix_claim_speaker", "claim", ["speaker_id", "said_at"])
    op.create_table(
        "sighting",
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("page_id", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"]),
        sa.ForeignKeyConstraint(["page_id"], ["page.id"]),
        sa.PrimaryKeyConstraint("entry_id", "page_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_sighting_page", "sighting", ["page_id"])
    op.create_table(
        "attribution",
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("role", Slug(), nullable=False),
        sa.Column("name", PageText(), nullable=False),
        sa.Column("words", PageText(), nullable=False),
        sa.Column("verb", PageText()),
        sa.Column("stance", Slug(), nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"]),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"]),
        sa.PrimaryKeyConstraint("claim_id", "step"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_attribution_source", "attribution", ["source_id", "role"])
    op.create_table(
        "decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("kind", Slug(), nullable=False),
        sa.Column("who", PageText(), nullable=False),
        sa.Column("decided_at", Time(), nullable=False),
        sa.Column("before", Json(), nullable=False),
        sa.Column("after", Json(), nullable=False),
        sa.Column("why", PageText()),
        sa.Column("previous_hash", Slug(), nullable=False),
        sa.Column("hash", Slug(), nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_decision_claim", "decision", ["claim_id"])
    op.create_table(
        "reading",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("extractor", PageText()),
        sa.Column("rule", PageText()),
        sa.Column("confidence", sa.Float()),
        sa.Column("fields", Json()),
        sa.Column("stored_at", Time(), nullable=False),
        sa.Column("superseded_at", Time()),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_reading_claim", "reading", ["claim_id"])
