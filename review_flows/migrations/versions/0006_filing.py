"""Numbers reserved, used or void; filing as an exchange; relations, catalogues and clean-ups.

What was issued and filed before keeps its numbers and its packages: they are read out of the rows
there are, so that the exchanges which go on have something to answer.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

ROW_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def text(name: str, default: str | None = None) -> sa.Column[str]:
    """A column of text: optional, or with a default that stands in the rows there are."""
    return sa.Column(name, sa.Text(), nullable=default is None, server_default=default)


def needed(name: str, *key: sa.ForeignKey) -> sa.Column[str]:
    """A column of text that every row has."""
    return sa.Column(name, sa.Text(), *key, nullable=False)


def count(name: str, *key: sa.ForeignKey, null: bool = False) -> sa.Column[int]:
    """A column of whole numbers."""
    return sa.Column(name, sa.Integer(), *key, nullable=null)


def upgrade() -> None:
    """Add columns and tables, and what the rows there are say in them."""
    add_columns()
    create_numbers()
    create_exchange()
    create_continuations()
    create_catalogues()
    create_cleanups()
    create_received()
    remember_numbers()
    remember_packages()


def add_columns() -> None:
    added = (
        text("makers", "[]"),
        text("maker_kind", "government"),
        sa.Column("led_elsewhere", sa.Boolean(), nullable=False, server_default=sa.false()),
        text("disclose_by"),
        text("early_reason", ""),
        text("late_reason", ""),
        text("text_sha256", ""),
        *map(text, ("interpretation_place", "interpretation_on", "evaluation_called_on")),
    )
    for column in added:
        op.add_column("issuances", column)
    for name in ("reply_by", "answer_by"):
        op.add_column("filings", text(name))
    op.add_column("tasks", text("recipient"))
    op.add_column("letters", text("withdrawn_at"))
    op.execute("UPDATE issuances SET text_sha256 = document_sha256")


def create_numbers() -> None:
    op.create_table(
        "numbers",
        needed("series"),
        count("year"),
        count("running"),
        sa.Column("text", sa.Text(), nullable=False, unique=True),
        needed("state"),
        needed("case_number", sa.ForeignKey("cases.number")),
        needed("reserved_at"),
        *map(text, ("used_at", "void_at")),
        needed("void_reason"),
        sa.PrimaryKeyConstraint("series", "year", "running"),
    )
    op.create_index("ix_numbers_case_number", "numbers", ["case_number"])


def create_exchange() -> None:
    op.create_table(
        "filing_messages",
        needed("case_number", sa.ForeignKey("cases.number")),
        needed("recipient"),
        count("number"),
        *map(needed, ("direction", "kind", "said_on", "text", "their_number")),
        count("answers", null=True),
        *map(needed, ("documents", "recorded_at", "person", "delivery_id")),
        *map(text, ("package_sha256", "delivered_on")),
        *map(needed, ("via", "acknowledgement")),
        text("reply_by"),
        text("problem_types", ""),
        sa.PrimaryKeyConstraint("case_number", "recipient", "number"),
    )
    op.create_index("undelivered_messages", "filing_messages", ["direction", "delivered_on"])
    op.create_table(
        "relations",
        needed("case_number", sa.ForeignKey("cases.number")),
        count("number"),
        *map(needed, ("kind", "state", "title", "document_number")),
        sa.Column("target", sa.Text(), sa.ForeignKey("cases.number"), nullable=True),
        *map(needed, ("words", "reason")),
        *map(text, ("person", "decided_at")),
        sa.PrimaryKeyConstraint("case_number", "number"),
    )


def create_continuations() -> None:
    op.create_table(
        "continuations",
        needed("case_number", sa.ForeignKey("cases.number")),
        count("number"),
        sa.Column("registration_number", sa.Text(), nullable=False, unique=True),
        *map(needed, ("registration_number_before", "place", "published_on", "valid_until")),
        text("valid_until_before"),
        *map(needed, ("continued_at", "person")),
        sa.PrimaryKeyConstraint("case_number", "number"),
    )


def create_catalogues() -> None:
    op.create_table(
        "catalogues",
        sa.Column("id", ROW_NUMBER, sa.Identity(), primary_key=True, autoincrement=True),
        needed("name"),
        sa.Column("sha256", sa.Text(), nullable=False, unique=True),
        needed("unit"),
        *map(text, ("first_on", "last_on")),
        *map(needed, ("imported_at", "person")),
    )
    op.create_table(
        "catalogue_lines",
        sa.Column("catalogue", sa.Integer(), sa.ForeignKey("catalogues.id"), nullable=False),
        count("line"),
        *map(needed, ("sheet", "title", "document_number", "registration_number")),
        *map(text, ("issued_on", "published_on")),
        *map(needed, ("unit", "normative")),
        text("filed_on"),
        *map(needed, ("remarks", "fault", "raw")),
        count("sheet_row"),
        needed("fault_detail"),
        sa.PrimaryKeyConstraint("catalogue", "line"),
    )


def create_cleanups() -> None:
    op.create_table(
        "cleanups",
        needed("number"),
        *map(needed, ("name", "basis", "as_of", "started_at", "person")),
        text("closed_at"),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_table(
        "cleanup_items",
        needed("cleanup", sa.ForeignKey("cleanups.number")),
        count("number"),
        sa.Column("case_number", sa.Text(), sa.ForeignKey("cases.number"), nullable=True),
        *map(needed, ("title", "document_number", "unit")),
        *map(text, ("effective_on", "valid_until")),
        *map(needed, ("outcome", "reason")),
        *map(text, ("person", "decided_at")),
        sa.PrimaryKeyConstraint("cleanup", "number"),
    )


def create_received() -> None:
    op.create_table(
        "received_filings",
        needed("number"),
        *map(needed, ("sender", "sender_case", "sender_recipient", "addressee", "title")),
        *map(needed, ("document_number", "registration_number", "published_on", "state")),
        needed("filing_number"),
        needed("received_on"),
        *map(text, ("registered_on", "reply_by", "answer_by")),
        count("version"),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("sender", "sender_case", "sender_recipient"),
    )
    op.create_table(
        "received_messages",
        needed("filing", sa.ForeignKey("received_filings.number")),
        count("number"),
        *map(needed, ("direction", "kind", "said_on", "text", "our_number")),
        count("answers", null=True),
        sa.Column("delivery_id", sa.Text(), nullable=False, unique=True),
        *map(needed, ("package_sha256", "problem_types", "recorded_at", "person")),
        sa.PrimaryKeyConstraint("filing", "number"),
    )


# A number of an issued document was allotted in the move that issued it, one a case and year.
NUMBERED = (
    "INSERT INTO numbers (series, year, running, text, state, case_number, reserved_at, used_at, "
    "void_reason) SELECT '{series}', CAST(substr(i.issued_on, 1, 4) AS INTEGER), "
    "row_number() OVER (PARTITION BY substr(i.issued_on, 1, 4) ORDER BY e.at, e.chain), "
    "i.{series}, 'used', i.case_number, e.at, e.at, '' FROM issuances i JOIN events e "
    "ON e.chain = i.case_number AND e.move = 'issue' AND e.result = 'done'"
)


def remember_numbers() -> None:
    for series in ("document_number", "registration_number"):
        op.execute(NUMBERED.format(series=series))


PACKAGES = (
    "INSERT INTO filing_messages (case_number, recipient, number, direction, kind, said_on, text, "
    "their_number, documents, recorded_at, person, delivery_id, package_sha256, delivered_on, "
    "via, acknowledgement) SELECT f.case_number, f.recipient, 1, 'out', 'filing', "
    "i.published_on, '', '', '[]', c.state_since, 'system', '', f.package_sha256, f.delivered_on, "
    "'folder', '' FROM filings f JOIN issuances i ON i.case_number = f.case_number "
    "JOIN cases c ON c.number = f.case_number"
)


def remember_packages() -> None:
    op.execute(PACKAGES)
