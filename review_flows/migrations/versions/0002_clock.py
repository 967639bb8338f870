"""The clock's tables. The facts of cases that stand already are read from their log."""

import json
from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

# Written out here, because a migration does the same for ever, whatever becomes of the program.
KIND_OF_MOVE = {
    "receive": "received",
    "request_supplement": "supplement_requested",
    "supplement": "supplemented",
    "accept": "accepted",
    "pause": "paused",
    "resume": "resumed",
    "extend": "extended",
    "exempt": "exempted",
    "sign": "issued",
    "return_case": "closed",
    "withdraw": "closed",
}


def upgrade() -> None:
    op.add_column("cases", sa.Column("meeting_on", sa.Text(), nullable=True))
    op.add_column("persons", sa.Column("mail", sa.Text(), nullable=True))
    op.add_column(
        "consultations", sa.Column("days", sa.Integer(), nullable=False, server_default="3")
    )
    read_days_of_consultations()
    create_tables()
    events = sa.table("clock_events", *map(sa.column, FACT_COLUMNS))
    rows = list(facts_in_the_log())
    if rows:
        op.bulk_insert(events, rows)


def read_days_of_consultations() -> None:
    """What the reviewer gave stands in the log only; three days were the default."""
    connection = op.get_bind()
    entries = connection.exec_driver_sql(
        "SELECT chain, at, body FROM events WHERE result = 'done' AND move = 'consult'"
    )
    for chain, at, body in entries.all():
        days = json.loads(bytes(body))["form"].get("days", 3)
        connection.execute(
            sa.text(
                "UPDATE consultations SET days = :days "
                "WHERE case_number = :chain AND asked_at = :at"
            ),
            {"days": days, "chain": chain, "at": at},
        )


FACT_COLUMNS = ("case_number", "seq", "kind", "happened_on", "days", "ground")


def facts_in_the_log() -> Iterator[dict[str, object]]:
    moves = ", ".join(f"'{move}'" for move in KIND_OF_MOVE)
    entries = op.get_bind().exec_driver_sql(
        "SELECT e.chain, e.seq, e.at, e.move, e.body FROM events e "
        "JOIN cases c ON c.number = e.chain "
        f"WHERE e.result = 'done' AND e.move IN ({moves}) ORDER BY e.chain, e.seq"
    )
    for chain, seq, at, move, body in entries:
        form = json.loads(bytes(body))["form"] if move in ("pause", "extend") else {}
        happened = datetime.fromisoformat(at).astimezone(ZoneInfo("Asia/Shanghai"))
        yield {
            "case_number": chain,
            "seq": seq,
            "kind": KIND_OF_MOVE[move],
            "happened_on": happened.date().isoformat(),
            "days": form.get("days", 0),
            "ground": form.get("ground"),
        }


def create_tables() -> None:
    op.create_table(
        "clock_events",
        sa.Column("case_number", sa.Text(), sa.ForeignKey("cases.number"), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("happened_on", sa.Text(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("ground", sa.Text(), nullable=True),
        sa.Column("meeting_on", sa.Text(), nullable=True),
        sa.Column("cause", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("case_number", "seq"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "breaches",
        sa.Column("case_number", sa.Text(), sa.ForeignKey("cases.number"), nullable=False),
        sa.Column("breach", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Text(), nullable=False),
        sa.Column("caused_by", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("case_number", "breach", "due_on"),
    )
    op.create_table(
        "frozen_rule_sets",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("frozen_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("digest"),
    )
    op.create_table(
        "calendar_years",
        sa.Column("year", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("notice", sa.Text(), nullable=False),
        sa.Column("provisional", sa.Boolean(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("applied_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("year"),
    )
    op.create_table(
        "wall_clock",
        sa.Column("machine", sa.Text(), nullable=False),
        sa.Column("boot", sa.Text(), nullable=False),
        sa.Column("since_boot", sa.Text(), nullable=False),
        sa.Column("seen_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("machine"),
    )
    create_notices()


def create_notices() -> None:
    op.create_table(
        "notices",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("case_number", sa.Text(), sa.ForeignKey("cases.number"), nullable=True),
        sa.Column("person", sa.Text(), sa.ForeignKey("persons.code"), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_index("notices_of_case", "notices", ["case_number"])
    op.create_table(
        "notice_deliveries",
        sa.Column("notice", sa.Text(), sa.ForeignKey("notices.key"), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("not_before", sa.Text(), nullable=False),
        sa.Column("sent_at", sa.Text(), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("notice", "channel"),
    )
    op.create_index("deliveries_by_state", "notice_deliveries", ["state", "not_before"])
