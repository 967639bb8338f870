"""Copies of cases with all that belongs to them: one INSERT … SELECT a table, by a plan.

A line of the plan names a model and the copy's number. With a day the copy is of that day, and its
long texts are cut; without one everything is as in the model but for persons, unit and numbers.
"""

from typing import Any

from models.tables import TABLES

STRIDE = 1_000  # between the ids of two copies of an opinion, and their running numbers
CUT = 100  # bytes that stay of what an ended case said

PLAN = (
    "CREATE TEMPORARY TABLE plan (number TEXT, serial BIGINT, model TEXT, day TEXT, state TEXT, "
    "unit TEXT, drafter TEXT, reviewer TEXT)"
)
# The column with the case's number, where it is called otherwise than in most tables.
NUMBER = {"cases": "number", "events": "chain", "log_texts": "chain"}
NOT_COPIED = frozenset({"reminders", "breaches", "notices"})  # they come by themselves
OF_OPINIONS = frozenset({"opinion_items", "opinion_points"})
KEPT_IDS = frozenset({"opinions"})
PERSON = (
    "CASE m.{0} WHEN 'shen' THEN p.reviewer WHEN 'lin' THEN p.drafter ELSE m.{0} END"  # of a copy
)
SHORT = "CASE WHEN p.day IS NULL THEN m.{0} ELSE substr(m.{0}, 1, " + str(CUT) + ") END"
INSTANT = "CASE WHEN p.day IS NULL THEN m.{0} ELSE p.day || substr(m.{0}, 11) END"
DAY = "CASE WHEN p.day IS NULL OR m.{0} IS NULL THEN m.{0} ELSE p.day END"
ANOTHER = "m.{0} || '/' || p.serial"  # of a number that nothing else may bear
SPECIAL = {
    ("cases", "state"): "coalesce(p.state, m.{0})",
    ("cases", "unit"): "p.unit",
    ("events", "body"): SHORT,
    ("letters", "facts"): SHORT,
    ("letters", "number"): ANOTHER,
    ("issuances", "document_number"): ANOTHER,
    ("issuances", "registration_number"): ANOTHER,
    ("numbers", "text"): ANOTHER,
    ("numbers", "running"): f"m.{{0}} + {STRIDE} * p.serial",
    ("opinions", "id"): f"m.{{0}} + {STRIDE} * p.serial",
    ("opinion_items", "opinion"): f"m.{{0}} + {STRIDE} * p.serial",
    ("opinion_points", "opinion"): f"m.{{0}} + {STRIDE} * p.serial",
}
PERSONS = frozenset({"person", "ended_by", "reviewer", "submitted_by"})


def statement(table: Any) -> str:
    """The INSERT … SELECT of a table's rows of all planned copies."""
    name = str(table.__tablename__)
    columns = [one.name for one in table.__table__.columns if one.name != "id" or name in KEPT_IDS]
    values = [value_of(name, column) for column in columns]
    quoted = ", ".join(f'"{column}"' for column in columns)
    source = f"plan p JOIN {name} m ON m.{NUMBER.get(name, 'case_number')} = p.model"
    if name in OF_OPINIONS:
        source = (
            f"plan p JOIN opinions o ON o.case_number = p.model JOIN {name} m ON m.opinion = o.id"
        )
    where = " WHERE p.day IS NULL OR m.state = 'done'" if name == "tasks" else ""
    chosen = f"SELECT {', '.join(values)} FROM {source}{where} ORDER BY p.serial"
    return f"INSERT INTO {name} ({quoted}) {chosen}"


def value_of(table: str, column: str) -> str:
    """The value of a column in a copy."""
    if column == NUMBER.get(table, "case_number") and table not in OF_OPINIONS:
        return "p.number"
    if (table, column) in SPECIAL:
        return SPECIAL[table, column].format(column)
    if column in PERSONS:
        return PERSON.format(column)
    if column.endswith("_at") or column == "at" or column == "state_since":
        return INSTANT.format(column)
    if column.endswith("_on"):
        return DAY.format(column)
    return f'm."{column}"'


def is_copied(table: Any) -> bool:
    """Say whether the rows of a table belong to cases, and are copied with them."""
    name = str(table.__tablename__)
    of_a_case = NUMBER.get(name, "case_number") in table.__table__.columns
    return (of_a_case and name not in NOT_COPIED) or name in OF_OPINIONS


STATEMENTS = [statement(table) for table in TABLES if is_copied(table)]
