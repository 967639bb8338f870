"""Tables of the case itself: its tasks, form check, deliberation, issuance and filing."""

from sqlalchemy import false, text
from sqlmodel import Field, Index, SQLModel

from models.case import ENDED
from models.tables.log import row_number
from models.task import REVIEWERS_OWN, TaskKind


def some_rows(name: str, condition: str, *columns: str) -> Index:
    """Return an index that holds the rows alone of which the condition is true."""
    only = text(condition)
    return Index(name, *columns, sqlite_where=only, postgresql_where=only)


HAS_ENDED = f"state IN ({', '.join(repr(str(state)) for state in sorted(ENDED))})"

REVIEWS = sorted({*REVIEWERS_OWN, TaskKind.CO_REVIEW})
REVIEWS_DONE = f"state = 'done' AND kind IN ({', '.join(repr(str(kind)) for kind in REVIEWS)})"


class CaseRow(SQLModel, table=True):
    """The columns of models.case.Case, which says what each means."""

    __tablename__ = "cases"  # "case" is a word of SQL
    __table_args__ = (
        Index("cases_by_state", "state", "ceiling_on"),
        Index("cases_of_unit", "unit", "received_at"),
        Index("cases_received", "received_at"),
        some_rows("cases_ended", HAS_ENDED, "state_since"),
    )

    number: str = Field(primary_key=True)
    title: str
    matter_type: str
    state: str
    version: int
    rule_set: str
    received_at: str
    state_since: str
    unit: str | None = Field(default=None, foreign_key="units.code")
    rule_set_digest: str | None = None
    reviewer: str | None = Field(default=None, foreign_key="persons.code")
    accepted_on: str | None = None
    floor_on: str | None = None
    ceiling_on: str | None = None
    provisional: bool = False
    played: bool = False
    meeting_on: str | None = None
    submitted_by: str | None = Field(default=None, index=True)
    supervised_on: str | None = None
    overridden: bool = Field(default=False, sa_column_kwargs={"server_default": false()})


class TaskRow(SQLModel, table=True):
    """The columns of models.task.Task."""

    __tablename__ = "tasks"
    __table_args__ = (
        Index("tasks_of_case", "case_number"),  # without the state, so that it stays as it is
        Index("tasks_of_role", "state", "role", "due_on"),
        # Of those alone that somebody has, or ended: opening a task for everybody writes to none.
        some_rows("tasks_of_person", "person IS NOT NULL", "person", "kind", "state"),
        some_rows("tasks_ended_by", "ended_by IS NOT NULL", "ended_by", "ended_at", "kind"),
        # Whoever signed a hundred thousand opinions may have reviewed nothing.
        some_rows("reviews_ended_by", REVIEWS_DONE, "ended_by"),
    )

    id: int | None = Field(default=None, sa_column=row_number())
    case_number: str = Field(foreign_key="cases.number")
    kind: str
    role: str
    state: str
    person: str | None = Field(default=None, foreign_key="persons.code")
    about: int | None = None
    recipient: str | None = None  # models.person.UnitKind, of a reply that is owed
    opened_at: str
    due_on: str | None = None
    claimed_at: str | None = None
    ended_at: str | None = None
    ended_by: str | None = None


class MaterialCheckRow(SQLModel, table=True):
    """The clerk's word on one line of the list of materials."""

    __tablename__ = "material_checks"

    case_number: str = Field(primary_key=True, foreign_key="cases.number")
    kind: str = Field(primary_key=True)  # models.document.DocumentKind
    state: str  # models.form_check.MaterialState
    note: str
    person: str
    decided_at: str


class ClassificationRow(SQLModel, table=True):
    """What kind of matter a case was taken for at its acceptance, and why."""

    __tablename__ = "classifications"

    case_number: str = Field(primary_key=True, foreign_key="cases.number")
    matter_type: str
    limbs_missing: str  # codes of models.form_check.Limb, comma-separated
    exclusion: str | None = None
    reason: str
    urgent_ground: str | None = None
    urgent_reason: str | None = None
    urgent_approved_by: str | None = None
    person: str
    decided_at: str


class OverrideRow(SQLModel, table=True):
    """A decision that a draft went to the meeting against its opinion."""

    __tablename__ = "overrides"

    case_number: str = Field(primary_key=True, foreign_key="cases.number")
    seq: int = Field(primary_key=True)  # of the log entry
    reason: str
    approved_by: str
    person: str
    granted_at: str


class DeliberationRow(SQLModel, table=True):
    __tablename__ = "deliberations"

    id: int | None = Field(default=None, sa_column=row_number())
    case_number: str = Field(foreign_key="cases.number", index=True)
    meeting: str
    held_on: str
    result: str
    document_sha256: str
    note: str
    kind: str = Field(default="executive", sa_column_kwargs={"server_default": "executive"})
    papers: str = Field(default="[]", sa_column_kwargs={"server_default": "[]"})  # JSON
    minutes_sha256: str | None = None


class IssuanceRow(SQLModel, table=True):
    """A line of the issuance register (发文登记表)."""

    __tablename__ = "issuances"

    case_number: str = Field(primary_key=True, foreign_key="cases.number")
    signer: str
    signed_on: str
    document_number: str = Field(unique=True)
    registration_number: str = Field(unique=True)
    document_sha256: str  # of the text that the meeting passed
    text_sha256: str = Field(default="", sa_column_kwargs={"server_default": ""})  # as issued
    issued_on: str
    place: str | None = None
    published_on: str | None = None
    effective_on: str | None = None
    valid_until: str | None = None
    makers: str = Field(default="[]", sa_column_kwargs={"server_default": "[]"})  # JSON, lead first
    maker_kind: str = Field(default="government", sa_column_kwargs={"server_default": "government"})
    led_elsewhere: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    disclose_by: str | None = None
    early_reason: str = Field(default="", sa_column_kwargs={"server_default": ""})
    late_reason: str = Field(default="", sa_column_kwargs={"server_default": ""})
    interpretation_place: str | None = None
    interpretation_on: str | None = None
    evaluation_called_on: str | None = None  # for the validity that ends on `valid_until`


class FilingRow(SQLModel, table=True):
    """One track: one document with one recipient."""

    __tablename__ = "filings"

    case_number: str = Field(primary_key=True, foreign_key="cases.number")
    recipient: str = Field(primary_key=True)  # models.person.UnitKind
    state: str  # models.filing.FilingState
    due_on: str | None = None
    package_sha256: str | None = None
    delivered_on: str | None = None
    receipt_number: str | None = None
    registered_on: str | None = None
    reply_by: str | None = None  # last day of what we owe, after the first package
    answer_by: str | None = None  # last day of what the recipient owes
