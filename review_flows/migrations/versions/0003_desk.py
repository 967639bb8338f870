"""The desk: memberships and absences, the list of materials, points, answers, overrides."""

from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def text(name: str, default: str | None = None) -> sa.Column[str]:
    """A column of text: optional, or with a default that stands in the rows there are."""
    return sa.Column(name, sa.Text(), nullable=default is None, server_default=default)


def flag(name: str) -> sa.Column[bool]:
    """A column that is false in the rows there are."""
    return sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false())


def needed(name: str, *key: sa.ForeignKey) -> sa.Column[str]:
    """A column of text that every row has."""
    return sa.Column(name, sa.Text(), *key, nullable=False)


ADDED: dict[str, tuple[sa.Column[str] | sa.Column[bool] | sa.Column[int], ...]] = {
    "cases": (text("submitted_by"), text("supervised_on"), flag("overridden")),
    "consultations": (
        sa.Column("number", sa.Integer(), nullable=False, server_default="0"),
        text("role", "advisor"),
        text("outsider"),
        flag("secret"),
        text("recalled_at"),
        text("recall_reason"),
    ),
    "advice_comments": (
        text("kind", "content"),
        text("severity", "should_change"),
        text("quote", ""),
        text("replacement", ""),
        text("adoption"),
        text("adoption_reason"),
        text("answered_at"),
    ),
    "opinions": (text("remarks"),),
    "opinion_items": (
        text("quote", ""),
        text("source", "own"),
        text("about", ""),
        text("adoption_wording"),
        text("adoption_basis"),
    ),
    "deliberations": (text("kind", "executive"), text("papers", "[]"), text("minutes_sha256")),
    "documents": (text("taken_back_at"),),
}


HAS_ENDED = (
    "state IN ('amended', 'closed', 'lapsed', 'rejected', 'repealed', 'returned', 'withdrawn')"
)


def upgrade() -> None:
    for table, columns in ADDED.items():
        for column in columns:
            op.add_column(table, column)
    op.execute(NUMBER_QUESTIONS)
    op.create_index("ix_cases_submitted_by", "cases", ["submitted_by"])
    op.drop_index("tasks_of_case", table_name="tasks")
    op.create_index("tasks_of_case", "tasks", ["case_number"])
    op.create_index("cases_of_unit", "cases", ["unit", "received_at"])
    ended = sa.text(HAS_ENDED)
    op.create_index(
        "cases_ended", "cases", ["state_since"], sqlite_where=ended, postgresql_where=ended
    )
    create_partial_index("tasks_of_person", "tasks", "person", "kind", "state")
    create_partial_index("tasks_ended_by", "tasks", "ended_by", "ended_at", "kind")
    create_people()
    create_form_check()
    create_review()
    op.create_table(
        "watermarks",
        needed("name"),
        sa.Column("reached", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    remember_memberships()
    # Nobody hears now of what arrived before there was a teller.
    for name in ("arrivals", "arrivals_played"):
        op.execute(f"INSERT INTO watermarks SELECT '{name}', COALESCE(max(id), 0) FROM tasks")


def create_partial_index(name: str, table: str, column: str, *more: str) -> None:
    """Create an index of the rows alone that have something in its first column."""
    only = sa.text(f"{column} IS NOT NULL")
    op.create_index(name, table, [column, *more], sqlite_where=only, postgresql_where=only)


# People name a question by its place among those of the case.
NUMBER_QUESTIONS = (
    "UPDATE consultations SET number = (SELECT count(*) FROM consultations o "
    "WHERE o.case_number = consultations.case_number AND o.id <= consultations.id)"
)


def create_people() -> None:
    op.create_table(
        "memberships",
        needed("person", sa.ForeignKey("persons.code")),
        needed("unit", sa.ForeignKey("units.code")),
        needed("since"),
        text("until"),
        sa.PrimaryKeyConstraint("person", "unit", "since"),
    )
    op.create_table(
        "absences",
        sa.Column("id", ROW_NUMBER, sa.Identity(), autoincrement=True, nullable=False),
        needed("person", sa.ForeignKey("persons.code")),
        needed("stand_in", sa.ForeignKey("persons.code")),
        needed("first_day"),
        needed("last_day"),
        needed("entered_by"),
        needed("entered_at"),
        text("cancelled_at"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("absences_by_stand_in", "absences", ["stand_in", "last_day"])
    op.create_table(
        "form_drafts",
        needed("person", sa.ForeignKey("persons.code")),
        needed("case_number", sa.ForeignKey("cases.number")),
        needed("move"),
        needed("form"),
        needed("saved_at"),
        sa.PrimaryKeyConstraint("person", "case_number", "move"),
    )


ROW_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def create_form_check() -> None:
    op.create_table(
        "material_checks",
        needed("case_number", sa.ForeignKey("cases.number")),
        *map(needed, ("kind", "state", "note", "person", "decided_at")),
        sa.PrimaryKeyConstraint("case_number", "kind"),
    )
    op.create_table(
        "classifications",
        needed("case_number", sa.ForeignKey("cases.number")),
        *map(needed, ("matter_type", "limbs_missing")),
        text("exclusion"),
        needed("reason"),
        *map(text, ("urgent_ground", "urgent_reason", "urgent_approved_by")),
        *map(needed, ("person", "decided_at")),
        sa.PrimaryKeyConstraint("case_number"),
    )


def create_review() -> None:
    op.create_table(
        "opinion_points",
        sa.Column("opinion", sa.Integer(), sa.ForeignKey("opinions.id"), nullable=False),
        *map(needed, ("point", "finding", "note")),
        sa.PrimaryKeyConstraint("opinion", "point"),
    )
    op.create_table(
        "overrides",
        needed("case_number", sa.ForeignKey("cases.number")),
        sa.Column("seq", sa.Integer(), nullable=False),
        *map(needed, ("reason", "approved_by", "person", "granted_at")),
        sa.PrimaryKeyConstraint("case_number", "seq"),
    )


def remember_memberships() -> None:
    """Since when somebody belongs to a unit was not kept: taken as since ever."""
    rows = list(present_memberships())
    if rows:
        columns = map(sa.column, ("person", "unit", "since"))
        op.bulk_insert(sa.table("memberships", *columns), rows)


def present_memberships() -> Iterator[dict[str, str]]:
    for code, unit in op.get_bind().exec_driver_sql("SELECT code, unit FROM persons"):
        yield {"person": code, "unit": unit, "since": "0001-01-01"}
