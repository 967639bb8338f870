"""Tables of the case itself and of what people decide on it."""

from sqlmodel import Field, Index, SQLModel

from models.tables.log import row_number


class CaseRow(SQLModel, table=True):
    """The columns of models.case.Case, which says what each means."""

    __tablename__ = "cases"  # "case" is a word of SQL
    __table_args__ = (Index("cases_by_state", "state", "ceiling_on"),)

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


class TaskRow(SQLModel, table=True):
    """The columns of models.task.Task."""

    __tablename__ = "tasks"
    __table_args__ = (
        Index("tasks_of_case", "case_number", "state"),
        Index("tasks_of_role", "state", "role", "due_on"),
    )

    id: int | None = Field(default=None, sa_column=row_number())
    case_number: str = Field(foreign_key="cases.number")
    kind: str
    role: str
    state: str
    person: str | None = Field(default=None, foreign_key="persons.code")
    about: int | None = None
    opened_at: str
    due_on: str | None = None
    claimed_at: str | None = None
    ended_at: str | None = None
    ended_by: str | None = None


class ConsultationRow(SQLModel, table=True):
    """A question to an advisor and the answer to it."""

    __tablename__ = "consultations"

    id: int | None = Field(default=None, sa_column=row_number())
    case_number: str = Field(foreign_key="cases.number", index=True)
    advisor: str = Field(foreign_key="persons.code")
    question: str
    asked_at: str
    days: int = Field(default=3, sa_column_kwargs={"server_default": "3"})  # working days
    answer_by: str
    kind: str | None = None  # models.advice.AdviceKind, once answered
    text: str | None = None
    answered_at: str | None = None


class AdviceCommentRow(SQLModel, table=True):
    __tablename__ = "advice_comments"

    consultation: int = Field(primary_key=True, foreign_key="consultations.id")
    number: int = Field(primary_key=True)
    address: str
    problem: str
    basis: str
    suggestion: str


class OpinionRow(SQLModel, table=True):
    """An opinion, bound to the exact bytes it was given on."""

    __tablename__ = "opinions"

    id: int | None = Field(default=None, sa_column=row_number())
    case_number: str = Field(foreign_key="cases.number", index=True)
    state: str  # models.opinion.OpinionState
    conclusion: str
    summary: str
    document_sha256: str
    reviewer: str
    proposed_at: str
    signer: str | None = None
    signed_at: str | None = None
    number: str | None = None  # of the letter


class OpinionItemRow(SQLModel, table=True):
    __tablename__ = "opinion_items"

    opinion: int = Field(primary_key=True, foreign_key="opinions.id")
    number: int = Field(primary_key=True)
    address: str
    issue: str
    basis: str
    suggestion: str
    severity: str
    adoption: str | None = None  # models.opinion.Adoption, once reported
    adoption_reason: str | None = None


class DeliberationRow(SQLModel, table=True):
    __tablename__ = "deliberations"

    id: int | None = Field(default=None, sa_column=row_number())
    case_number: str = Field(foreign_key="cases.number", index=True)
    meeting: str
    held_on: str
    result: str
    document_sha256: str
    note: str


class IssuanceRow(SQLModel, table=True):
    """A line of the issuance register (发文登记表)."""

    __tablename__ = "issuances"

    case_number: str = Field(primary_key=True, foreign_key="cases.number")
    signer: str
    signed_on: str
    document_number: str = Field(unique=True)
    registration_number: str = Field(unique=True)
    document_sha256: str
    issued_on: str
    place: str | None = None
    published_on: str | None = None
    effective_on: str | None = None
    valid_until: str | None = None


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
