"""Tables of the log, of what must still happen, and of the reminders that went out."""

from sqlalchemy import BigInteger, Column, Identity, Index, Integer, LargeBinary, text
from sqlmodel import Field, SQLModel, UniqueConstraint

# SQLite numbers a row by itself only when its key is a plain INTEGER.
ROW_NUMBER = BigInteger().with_variant(Integer, "sqlite")


def row_number() -> Column[int]:
    """Return the column of a number that the database gives to each new row."""
    return Column(ROW_NUMBER, Identity(), primary_key=True, autoincrement=True)


class EventRow(SQLModel, table=True):
    """Append-only: triggers refuse UPDATE, DELETE and REPLACE."""

    __tablename__ = "events"
    __table_args__ = (UniqueConstraint("chain", "seq"),)

    id: int | None = Field(default=None, sa_column=row_number())
    chain: str  # a case number, or "site"
    seq: int
    at: str
    actor: str
    move: str
    result: str
    from_state: str
    to_state: str
    body: bytes = Field(sa_type=LargeBinary)  # the canonical JSON that the hash is taken of
    hash: str


class LegRow(SQLModel, table=True):
    """Outbox row, queue entry and lock of the case in one."""

    __tablename__ = "legs"
    __table_args__ = (
        UniqueConstraint("case_number", "event_seq", "kind"),
        Index(
            "one_running_leg_per_case",
            "case_number",
            unique=True,
            sqlite_where=text("status = 'running'"),
            postgresql_where=text("status = 'running'"),
        ),
        Index("legs_by_status", "status", "not_before"),
    )

    id: int | None = Field(default=None, sa_column=row_number())
    case_number: str = Field(foreign_key="cases.number")
    event_seq: int
    kind: str  # models.outbox.LegKind
    status: str  # models.outbox.LegState
    attempt: int = 0
    not_before: str
    token: str | None = None
    lease_until: str | None = None
    sent_at: str | None = None
    flow_run_id: str | None = None
    error: str | None = None


class ReminderRow(SQLModel, table=True):
    """One row for each rung that was reached, so that it goes out once however often we look."""

    __tablename__ = "reminders"

    case_number: str = Field(primary_key=True, foreign_key="cases.number")
    about: str = Field(primary_key=True)  # review, advice:<person>, filing:<recipient>
    rung: str = Field(primary_key=True)  # models.reminder.Rung.key
    due_on: str = Field(primary_key=True)
    reminded_at: str


class WatermarkRow(SQLModel, table=True):
    """How far something that looks at new rows has come."""

    __tablename__ = "watermarks"

    name: str = Field(primary_key=True)
    reached: int
