"""Tables of the clock: its facts as an index over the log, breaches, the rules and years in use."""

from sqlmodel import Field, Index, SQLModel


class ClockEventRow(SQLModel, table=True):
    """The columns of models.clock_facts.ClockEvent: an index over the log, written with it."""

    __tablename__ = "clock_events"
    # The facts of a case lie side by side, so that reading a large site goes through one tree.
    __table_args__ = {"sqlite_with_rowid": False}

    case_number: str = Field(primary_key=True, foreign_key="cases.number")
    seq: int = Field(primary_key=True)  # of the log entry
    kind: str  # models.clock_facts.ClockEventKind
    happened_on: str
    days: int = 0
    ground: str | None = None
    meeting_on: str | None = None
    cause: str | None = None


class BreachRow(SQLModel, table=True):
    """A term that was not kept: one row for each last day, however often somebody looks."""

    __tablename__ = "breaches"

    case_number: str = Field(primary_key=True, foreign_key="cases.number")
    breach: str = Field(primary_key=True)  # models.clock.ClockBreach
    due_on: str = Field(primary_key=True)
    caused_by: str  # models.clock_facts.BreachCause
    recorded_at: str


class FrozenRulesRow(SQLModel, table=True):
    """A rule set as it was when a case was accepted under it."""

    __tablename__ = "frozen_rule_sets"

    digest: str = Field(primary_key=True)  # of the whole rule set
    code: str
    content: str  # the rule set as JSON
    frozen_at: str


class CalendarYearRow(SQLModel, table=True):
    """A year as the due days in the tables were last projected with it."""

    __tablename__ = "calendar_years"

    year: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    digest: str
    notice: str
    provisional: bool
    content: str  # days off and days worked in exchange, as JSON
    applied_at: str


class WallClockRow(SQLModel, table=True):
    """What time it was when somebody last looked, by the wall and since the machine's start."""

    __tablename__ = "wall_clock"

    machine: str = Field(primary_key=True)
    boot: str
    since_boot: str  # seconds, as a decimal
    seen_at: str


class NoticeRow(SQLModel, table=True):
    """A message to a person: which case, which due day. Never the text of a document."""

    __tablename__ = "notices"
    __table_args__ = (Index("notices_of_case", "case_number"),)

    key: str = Field(primary_key=True)  # what makes it the same message, however often it is made
    case_number: str | None = Field(default=None, foreign_key="cases.number")
    person: str = Field(foreign_key="persons.code")
    subject: str
    text: str
    made_at: str


class NoticeDeliveryRow(SQLModel, table=True):
    """One notice through one channel."""

    __tablename__ = "notice_deliveries"
    __table_args__ = (Index("deliveries_by_state", "state", "not_before"),)

    notice: str = Field(primary_key=True, foreign_key="notices.key")
    channel: str = Field(primary_key=True)  # models.notice.Channel
    state: str  # models.notice.DeliveryState
    attempts: int = 0
    not_before: str
    sent_at: str | None = None
    error: str | None = None
