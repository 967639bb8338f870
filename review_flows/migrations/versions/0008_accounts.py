"""Accounts: passwords, sessions and one-time links as hashes, failures, and the security log."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

REFUSAL = "the security log is append-only, and kept for 184 days"
KEPT_DAYS = 184  # six months, by the law of network security; never less, whatever is set


def texts(*names: str) -> list[sa.Column]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def optional(*names: str) -> list[sa.Column]:
    return [sa.Column(name, sa.Text(), nullable=True) for name in names]


def of_a_person() -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["person"], ["persons.code"])


def upgrade() -> None:
    """Add the tables; of a site that runs on with `--as` they stay empty but for its log."""
    op.create_table(
        "accounts",
        *texts("person", "password", "changed_at", "former"),
        sa.Column("must_change", sa.Boolean(), nullable=False),
        *optional("signed_in_at"),
        sa.PrimaryKeyConstraint("person"),
        of_a_person(),
    )
    op.create_table(
        "sessions",
        *texts("token", "person", "created_at", "seen_at", "address", "agent"),
        *optional("ended_at", "ended_by"),
        sa.PrimaryKeyConstraint("token"),
        of_a_person(),
    )
    op.create_index("sessions_by_person", "sessions", ["person", "ended_at"])
    op.create_table(
        "sign_in_links",
        *texts("token", "person", "made_by", "made_at", "expires_at"),
        *optional("used_at"),
        sa.PrimaryKeyConstraint("token"),
        of_a_person(),
    )
    op.create_table(
        "sign_in_failures",
        *texts("subject", "last_at"),
        sa.Column("failures", sa.Integer(), nullable=False),
        *optional("paused_until"),
        sa.PrimaryKeyConstraint("subject"),
    )
    op.create_table(
        "security_log",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        *texts("at", "step", "person", "address", "hash"),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("seq"),
    )
    (guard_sqlite if op.get_bind().dialect.name == "sqlite" else guard_postgresql)()


def guard_sqlite() -> None:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    op.execute(f"CREATE TRIGGER security_log_no_update BEFORE UPDATE ON security_log {refuse}")
    op.execute(
        "CREATE TRIGGER security_log_no_delete BEFORE DELETE ON security_log WHEN OLD.at > "
        f"strftime('%Y-%m-%dT%H:%M:%f', 'now', '-{KEPT_DAYS} days') {refuse}"
    )
    op.execute(
        "CREATE TRIGGER security_log_no_replace BEFORE INSERT ON security_log WHEN EXISTS ("
        f"SELECT 1 FROM security_log WHERE seq = NEW.seq) {refuse}"
    )


def guard_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION refuse_security_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "IF TG_OP = 'DELETE' THEN IF OLD.at <= to_char((now() AT TIME ZONE 'utc') - "
        f"interval '{KEPT_DAYS} days', 'YYYY-MM-DD\"T\"HH24:MI:SS.US') THEN RETURN OLD; END IF; "
        f"END IF; RAISE EXCEPTION '{REFUSAL}'; END $$"
    )
    op.execute(
        "CREATE TRIGGER security_log_no_change BEFORE UPDATE OR DELETE ON security_log "
        "FOR EACH ROW EXECUTE FUNCTION refuse_security_change()"
    )
    op.execute(
        "CREATE TRIGGER security_log_no_truncate BEFORE TRUNCATE ON security_log "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_security_change()"
    )
