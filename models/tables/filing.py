"""Tables of numbers, of filing as an exchange, of relations between documents, and of clean-ups."""

from sqlmodel import Field, Index, SQLModel, UniqueConstraint

from models.tables.log import row_number


class NumberRow(SQLModel, table=True):
    """A number of a series, from the moment it is kept for a document."""

    __tablename__ = "numbers"

    series: str = Field(primary_key=True)  # models.issuance.NumberSeries
    year: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    running: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    text: str = Field(unique=True)  # as it is printed
    state: str  # models.issuance.NumberState
    case_number: str = Field(foreign_key="cases.number", index=True)
    reserved_at: str
    used_at: str | None = None
    void_at: str | None = None
    void_reason: str = ""


class FilingMessageRow(SQLModel, table=True):
    """One message of an exchange with a recipient. Number 1 is the package that opens it."""

    __tablename__ = "filing_messages"
    __table_args__ = (Index("undelivered_messages", "direction", "delivered_on"),)

    case_number: str = Field(primary_key=True, foreign_key="cases.number")
    recipient: str = Field(primary_key=True)  # models.person.UnitKind
    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    direction: str  # models.filing.Direction
    kind: str  # FIRST_PACKAGE, models.filing.FilingAnswer or FilingReply
    said_on: str  # the day of the letter
    text: str = ""
    their_number: str = ""  # of the recipient's letter
    answers: int | None = None  # the number of the message that this one replies to
    documents: str = "[]"  # JSON: SHA-256 of what came or goes with it
    recorded_at: str
    person: str  # code
    delivery_id: str = ""  # the same however often it is delivered; of what goes out
    package_sha256: str | None = None
    delivered_on: str | None = None
    via: str = ""
    acknowledgement: str = ""  # what the other side's machine, or folder, said
    reply_by: str | None = None  # as a letter itself sets it
    problem_types: str = Field(
        default="", sa_column_kwargs={"server_default": ""}
    )  # commas between


class ContinuationRow(SQLModel, table=True):
    """A new period of validity: the document was registered and published anew (domain.md, §2.10).

    The line of the register keeps its first publication, from which the filing terms ran.
    """

    __tablename__ = "continuations"

    case_number: str = Field(primary_key=True, foreign_key="cases.number")
    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    registration_number: str = Field(unique=True)
    registration_number_before: str
    place: str
    published_on: str
    valid_until: str
    valid_until_before: str | None = None
    continued_at: str
    person: str


class RelationRow(SQLModel, table=True):
    """What an issued document does to another one, as read from its text or said by a person."""

    __tablename__ = "relations"

    case_number: str = Field(primary_key=True, foreign_key="cases.number")
    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    kind: str  # models.issuance.DocumentRelation
    state: str  # models.issuance.RelationState
    title: str
    document_number: str = ""
    target: str | None = Field(default=None, foreign_key="cases.number")  # where it is a case here
    words: str = ""  # the sentence it was read from
    reason: str = ""
    person: str | None = None
    decided_at: str | None = None


class CatalogueRow(SQLModel, table=True):
    """A catalogue of issued documents (发文目录) that an office handed in as a file."""

    __tablename__ = "catalogues"

    id: int | None = Field(default=None, sa_column=row_number())
    name: str  # of the file
    sha256: str = Field(unique=True)  # in the store
    unit: str = ""  # whose catalogue it is, as people named it
    first_on: str | None = None  # the days it covers, where they were said
    last_on: str | None = None
    imported_at: str
    person: str


class CatalogueLineRow(SQLModel, table=True):
    """A row of such a catalogue: taken in, or listed with the reason why it was not."""

    __tablename__ = "catalogue_lines"

    catalogue: int = Field(primary_key=True, foreign_key="catalogues.id")
    line: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    sheet: str = ""
    title: str = ""
    document_number: str = ""
    registration_number: str = ""
    issued_on: str | None = None
    published_on: str | None = None
    unit: str = ""
    normative: str = ""  # yes, no, or nothing where the catalogue does not say
    filed_on: str | None = None
    remarks: str = ""
    fault: str = ""  # models.catalogue.line.CatalogueFault; empty where the row was taken in
    raw: str = "{}"  # JSON: the cells as they stood
    sheet_row: int = 0  # as the spreadsheet shows it; `line` counts on over all sheets
    fault_detail: str = ""  # the cell, or the row, that the fault is about


class CleanupRow(SQLModel, table=True):
    """A clean-up of the documents in force (清理)."""

    __tablename__ = "cleanups"

    number: str = Field(primary_key=True)  # C2026-01
    name: str
    basis: str
    as_of: str  # the day on which the list was drawn
    started_at: str
    person: str
    closed_at: str | None = None


class CleanupItemRow(SQLModel, table=True):
    """A document on the list of a clean-up, and what was decided."""

    __tablename__ = "cleanup_items"

    cleanup: str = Field(primary_key=True, foreign_key="cleanups.number")
    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    case_number: str | None = Field(default=None, foreign_key="cases.number")
    title: str
    document_number: str = ""
    unit: str = ""
    effective_on: str | None = None
    valid_until: str | None = None
    outcome: str = ""  # models.cleanup.CleanupOutcome, once decided
    reason: str = ""
    person: str | None = None
    decided_at: str | None = None


class ReceivedFilingRow(SQLModel, table=True):
    """A document that another office filed with this one: the recipient's side of an exchange."""

    __tablename__ = "received_filings"
    __table_args__ = (UniqueConstraint("sender", "sender_case", "sender_recipient"),)

    number: str = Field(primary_key=True)  # R2026-0001
    sender: str  # name of the organ
    sender_case: str
    sender_recipient: str  # as what the sender files with us
    addressee: str  # as the sender's last message names this office
    title: str
    document_number: str
    registration_number: str
    published_on: str
    state: str  # models.filing.FilingState
    filing_number: str = ""  # 备案号, once registered
    received_on: str
    registered_on: str | None = None
    reply_by: str | None = None  # last day of what the sender owes
    answer_by: str | None = None  # last day of what we owe
    version: int = 1


class ReceivedMessageRow(SQLModel, table=True):
    """One message of such an exchange, as the recipient has it."""

    __tablename__ = "received_messages"

    filing: str = Field(primary_key=True, foreign_key="received_filings.number")
    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    direction: str
    kind: str
    said_on: str
    text: str = ""
    our_number: str = ""  # of a letter that we wrote
    answers: int | None = None
    delivery_id: str = Field(unique=True)
    package_sha256: str
    problem_types: str = ""  # models.filing_review.ProblemType, comma-separated
    recorded_at: str
    person: str
