"""Tables of the review: what was asked and answered, and the opinion with points and items."""

from sqlalchemy import false
from sqlmodel import Field, SQLModel

from models.tables.log import row_number


class ConsultationRow(SQLModel, table=True):
    """A question to an advisor, or to a co-reviewer, and the answer to it.

    Of somebody outside the system, `outsider` is the name, and `advisor` who records the answer.
    """

    __tablename__ = "consultations"

    id: int | None = Field(default=None, sa_column=row_number())
    case_number: str = Field(foreign_key="cases.number", index=True)
    advisor: str = Field(foreign_key="persons.code")
    number: int = Field(default=0, sa_column_kwargs={"server_default": "0"})  # within the case
    role: str = Field(default="advisor", sa_column_kwargs={"server_default": "advisor"})
    outsider: str | None = None
    secret: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    question: str
    asked_at: str
    days: int = Field(default=3, sa_column_kwargs={"server_default": "3"})  # working days
    answer_by: str
    kind: str | None = None  # models.advice.AdviceKind, once answered
    text: str | None = None
    answered_at: str | None = None
    recalled_at: str | None = None
    recall_reason: str | None = None


class AdviceCommentRow(SQLModel, table=True):
    """A comment of an advice on a clause, and what the reviewer answered to it."""

    __tablename__ = "advice_comments"

    consultation: int = Field(primary_key=True, foreign_key="consultations.id")
    number: int = Field(primary_key=True)
    address: str
    problem: str
    basis: str
    suggestion: str
    kind: str = Field(default="content", sa_column_kwargs={"server_default": "content"})
    severity: str = Field(
        default="should_change", sa_column_kwargs={"server_default": "should_change"}
    )
    quote: str = Field(default="", sa_column_kwargs={"server_default": ""})
    replacement: str = Field(default="", sa_column_kwargs={"server_default": ""})
    origin: str = Field(default="form", sa_column_kwargs={"server_default": "form"})
    stated_author: str = Field(default="", sa_column_kwargs={"server_default": ""})
    stated_at: str = Field(default="", sa_column_kwargs={"server_default": ""})
    adoption: str | None = None  # models.opinion.Adoption, once answered
    adoption_reason: str | None = None
    answered_at: str | None = None


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
    remarks: str | None = None  # with which the chief sent it back


class OpinionPointRow(SQLModel, table=True):
    """One point of the review, decided."""

    __tablename__ = "opinion_points"

    opinion: int = Field(primary_key=True, foreign_key="opinions.id")
    point: str = Field(primary_key=True)  # models.opinion.ReviewPoint
    finding: str  # models.opinion.PointFinding
    note: str


class OpinionItemRow(SQLModel, table=True):
    __tablename__ = "opinion_items"

    opinion: int = Field(primary_key=True, foreign_key="opinions.id")
    number: int = Field(primary_key=True)
    address: str
    issue: str
    basis: str
    suggestion: str
    severity: str
    quote: str = Field(default="", sa_column_kwargs={"server_default": ""})
    source: str = Field(default="own", sa_column_kwargs={"server_default": "own"})
    about: str = Field(default="", sa_column_kwargs={"server_default": ""})
    adoption: str | None = None  # models.opinion.Adoption, once reported
    adoption_wording: str | None = None
    adoption_reason: str | None = None
    adoption_basis: str | None = None
