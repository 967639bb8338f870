"""Word files: the cleaned copy, tracked changes that are settled, comments out of a file."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def text(name: str, default: str = "") -> sa.Column[str]:
    """A column of text with a default that stands in the rows there are."""
    return sa.Column(name, sa.Text(), nullable=False, server_default=default)


def upgrade() -> None:
    """Add the columns; no row and no trigger is touched."""
    for name in ("cleaned_sha256", "removed", "settled_from", "settled_view"):
        op.add_column("documents", text(name))
    op.add_column(
        "documents",
        sa.Column("tracked_changes", sa.Integer(), nullable=False, server_default="0"),
    )
    op.add_column("advice_comments", text("origin", "form"))
    for name in ("stated_author", "stated_at"):
        op.add_column("advice_comments", text(name))
