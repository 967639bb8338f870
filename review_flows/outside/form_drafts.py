"""Rows of forms that are half filled in: each belongs to one person, and nobody else reads it."""

from review_flows.outside.database import Connection

KEEP = (
    "INSERT INTO form_drafts (person, case_number, move, form, saved_at) "
    "VALUES (:person, :number, :move, :form, :at) ON CONFLICT (person, case_number, move) "
    "DO UPDATE SET form = excluded.form, saved_at = excluded.saved_at"
)
FIND = (
    "SELECT form FROM form_drafts WHERE person = :person AND case_number = :number AND move = :move"
)
FORGET = "DELETE FROM form_drafts WHERE person = :person AND case_number = :number AND move = :move"


def keep(connection: Connection, person: str, number: str, move: str, form: str, at: str) -> None:
    """Keep a form (JSON) in the place of an earlier one; `at` is UTC."""
    connection.run(KEEP, person=person, number=number, move=move, form=form, at=at)


def find(connection: Connection, person: str, number: str, move: str) -> str | None:
    """Return the form that a person kept for a move on a case, or None."""
    found = connection.value(FIND, person=person, number=number, move=move)
    return None if found is None else str(found)


def forget(connection: Connection, person: str, number: str, move: str) -> None:
    """Delete what a person kept for a move on a case, if anything."""
    connection.run(FORGET, person=person, number=number, move=move)
