"""Texts beside the log: what a hash in an entry stands for, and what alone can be removed."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

REFUSAL = "the log is append-only"
# The one change: salt and text go together, and nothing else of the row is another.
EMPTIED = (
    "OLD.salt IS NOT NULL AND OLD.text IS NOT NULL AND NEW.salt IS NULL AND NEW.text IS NULL "
    "AND NEW.chain = OLD.chain AND NEW.seq = OLD.seq AND NEW.name = OLD.name"
)
SAME = "chain = NEW.chain AND seq = NEW.seq AND name = NEW.name"


def upgrade() -> None:
    """Add the table; entries that were written before it keep their texts within."""
    op.create_table(
        "log_texts",
        sa.Column("chain", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("salt", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("chain", "seq", "name"),
    )
    (guard_sqlite if op.get_bind().dialect.name == "sqlite" else guard_postgresql)()


def guard_sqlite() -> None:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    op.execute(
        "CREATE TRIGGER log_texts_only_emptied BEFORE UPDATE ON log_texts "
        f"WHEN NOT ({EMPTIED}) {refuse}"
    )
    op.execute(f"CREATE TRIGGER log_texts_no_delete BEFORE DELETE ON log_texts {refuse}")
    op.execute(
        "CREATE TRIGGER log_texts_no_replace BEFORE INSERT ON log_texts WHEN EXISTS ("
        f"SELECT 1 FROM log_texts WHERE {SAME}) {refuse}"
    )


def guard_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION refuse_text_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF TG_OP = 'UPDATE' THEN IF {EMPTIED} THEN RETURN NEW; END IF; END IF; "
        f"RAISE EXCEPTION '{REFUSAL}'; END $$"
    )
    op.execute(
        "CREATE TRIGGER log_texts_only_emptied BEFORE UPDATE OR DELETE ON log_texts "
        "FOR EACH ROW EXECUTE FUNCTION refuse_text_change()"
    )
    op.execute(
        "CREATE TRIGGER log_texts_no_truncate BEFORE TRUNCATE ON log_texts "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_log_change()"
    )
