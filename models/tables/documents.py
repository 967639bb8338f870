"""Tables of what came in, what was read from it, and the letters that go out."""

from sqlmodel import Field, SQLModel, UniqueConstraint

from models.tables.log import row_number


class DocumentRow(SQLModel, table=True):
    """A file of a case. The bytes lie in the store under their SHA-256."""

    __tablename__ = "documents"
    __table_args__ = (UniqueConstraint("case_number", "sha256"),)

    id: int | None = Field(default=None, sa_column=row_number())
    case_number: str = Field(foreign_key="cases.number")
    kind: str  # models.document.DocumentKind
    version: int  # counts the files of one kind in the case
    name: str
    sha256: str = Field(index=True)
    size: int  # bytes
    candidates: str = ""  # kinds between which receipt could not decide, comma-separated
    received_at: str
    taken_back_at: str | None = None  # kept, and no longer what the case is about
    # The copy that is shown, changed and sent, where something had to be taken out of the file.
    cleaned_sha256: str = Field(default="", sa_column_kwargs={"server_default": ""})
    removed: str = Field(default="", sa_column_kwargs={"server_default": ""})  # JSON, what it was
    # Below 0 where nobody counted them: the file came in before 0.4.0.
    tracked_changes: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    # Of a copy in which somebody settled the tracked changes: of which file, in which view.
    settled_from: str = Field(default="", sa_column_kwargs={"server_default": ""})
    settled_view: str = Field(default="", sa_column_kwargs={"server_default": ""})


class ClauseRow(SQLModel, table=True):
    """A clause of a draft, addressed as lawyers say it."""

    __tablename__ = "clauses"

    document_sha256: str = Field(primary_key=True)
    position: int = Field(primary_key=True)
    level: str
    number: str
    address: str
    text: str


class FindingRow(SQLModel, table=True):
    """What a check found in one version of one document."""

    __tablename__ = "findings"
    __table_args__ = (UniqueConstraint("case_number", "document_sha256", "position"),)

    id: int | None = Field(default=None, sa_column=row_number())
    case_number: str = Field(foreign_key="cases.number")
    document_sha256: str  # empty where the finding is about the submission
    position: int
    check_code: str
    severity: str
    address: str
    message: str
    advice: str
    basis: str


class LetterRow(SQLModel, table=True):
    """A letter: numbered and its facts frozen in the move's transaction, written by a flow."""

    __tablename__ = "letters"
    __table_args__ = (UniqueConstraint("case_number", "event_seq", "kind", "about"),)

    id: int | None = Field(default=None, sa_column=row_number())
    case_number: str = Field(foreign_key="cases.number")
    event_seq: int
    kind: str  # code of a file in review_flows/letters/
    about: str = ""  # the recipient, or the advisor, where there are several
    number: str = Field(unique=True)
    facts: str  # JSON
    sha256: str | None = None  # of the written letter
    written_at: str | None = None
    withdrawn_at: str | None = None  # the numbers that it states became void


class SeriesRow(SQLModel, table=True):
    """The last number given out in a series of a year."""

    __tablename__ = "series"

    name: str = Field(primary_key=True)
    year: int = Field(primary_key=True)
    last: int


class ArrivalRow(SQLModel, table=True):
    """A file that came in, and what became of it."""

    __tablename__ = "arrivals"

    id: int | None = Field(default=None, sa_column=row_number())
    submission: str
    name: str
    sha256: str
    size: int  # bytes
    result: str  # models.arrival.ArrivalResult
    reason: str = ""  # models.refusal.RefusalReason
    case_number: str = ""
    arrived_at: str
