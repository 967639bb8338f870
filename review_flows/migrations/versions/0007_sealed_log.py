"""The sealed log: the leaves of the tree over all entries, and its signed checkpoints."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

ROW_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
REFUSAL = "the log is append-only"
SEALED = {"log_leaves": "idx = NEW.idx OR event_id = NEW.event_id", "checkpoints": "id = NEW.id"}


def upgrade() -> None:
    """Add both tables, which like the log nobody can rewrite by accident."""
    op.create_table(
        "log_leaves",
        sa.Column("idx", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("idx"),
        sa.UniqueConstraint("event_id"),
    )
    op.create_table(
        "checkpoints",
        sa.Column("id", ROW_NUMBER, sa.Identity(always=False), autoincrement=True, nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in CHECKPOINT_TEXTS),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_checkpoints_size", "checkpoints", ["size"])
    guard = guard_sqlite if op.get_bind().dialect.name == "sqlite" else guard_postgresql
    for table, same in SEALED.items():
        guard(table, same)


CHECKPOINT_TEXTS = ("root", "at", "hash_name", "signature_name", "key", "note", "frontier")


def guard_sqlite(table: str, same: str) -> None:
    for verb in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        )
    op.execute(
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN EXISTS ("
        f"SELECT 1 FROM {table} WHERE {same}) BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    )


def guard_postgresql(table: str, same: str) -> None:
    op.execute(
        f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION refuse_log_change()"
    )
    op.execute(
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_log_change()"
    )
