"""Indexes for what grew with the cases: a month's ledger, and the queue of who signed many."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

REVIEWS = sa.text("state = 'done' AND kind IN ('co_review', 'confirm_revision', 'review')")


def upgrade() -> None:
    """Add them; a row of either is written once and never again."""
    op.create_index("cases_received", "cases", ["received_at"])
    op.create_index(
        "reviews_ended_by",
        "tasks",
        ["ended_by"],
        sqlite_where=REVIEWS,
        postgresql_where=REVIEWS,
    )
