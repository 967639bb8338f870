"""Letters that are numbered but not yet written, and where a written one lies."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter

from models.letter import LetterFacts
from review_flows.letters import letter_kind
from review_flows.outside.database import Connection, Database
from review_flows.outside.settings import Settings

DUE = (
    "SELECT id, kind FROM letters WHERE case_number = :number AND event_seq = :seq "
    "AND written_at IS NULL AND withdrawn_at IS NULL ORDER BY id"
)
WITHDRAWN = (
    "SELECT id FROM letters WHERE case_number = :number AND event_seq = :seq "
    "AND written_at IS NULL AND withdrawn_at IS NOT NULL ORDER BY id"
)
ASKED = "SELECT body FROM events WHERE chain = :number AND seq = :seq"
RECALLED = (
    "SELECT count(*) FROM consultations WHERE case_number = :number AND number = :question "
    "AND recalled_at IS NOT NULL"
)
LETTER = "SELECT id, case_number, event_seq, kind, about, number, facts FROM letters WHERE id = :id"


@cache
def facts_adapter() -> TypeAdapter[LetterFacts]:
    """Return what writes facts as JSON and reads them again; built when first a letter is."""
    return TypeAdapter(LetterFacts)


@dataclass(frozen=True, slots=True)
class DueLetter:
    """A letter with the facts that were frozen when its move was made."""

    id: int
    case_number: str
    event_seq: int  # of the entry of its move
    kind: str
    about: str
    number: str
    facts: LetterFacts

    @property
    def file_name(self) -> str:
        """The name of its file, the same however often it is written."""
        return f"{self.number}_{letter_kind(self.kind).name}.docx"


def letters_due(database: Database, number: str, seq: int) -> list[int]:
    """Return the letters of a log entry that are still to be written.

    A question that was recalled meanwhile is not put any more: its letter stays unwritten, as does
    one whose numbers became void.
    """
    with database.reading() as connection:
        return [
            row["id"]
            for row in connection.rows(DUE, number=number, seq=seq)
            if row["kind"] != "advice_request" or not _is_recalled(connection, number, seq)
        ]


def take_withdrawn_back(database: Database, settings: Settings, number: str, seq: int) -> None:
    """Take out of the outbox what a run left there of letters that were withdrawn before its end.

    A letter lies in the outbox before the log says that it was written.
    """
    with database.reading() as connection:
        withdrawn = [row["id"] for row in connection.rows(WITHDRAWN, number=number, seq=seq)]
    for letter in withdrawn:
        letter_path(settings, due_letter(database, letter)).unlink(missing_ok=True)


def _is_recalled(connection: Connection, number: str, seq: int) -> bool:
    """Say whether the question of a log entry was taken back."""
    question = json.loads(connection.value(ASKED, number=number, seq=seq))["consultation"]
    return bool(connection.value(RECALLED, number=number, question=question))


def due_letter(database: Database, letter_id: int) -> DueLetter:
    """Return a letter with its facts."""
    with database.reading() as connection:
        row = connection.row(LETTER, id=letter_id)
    assert row is not None, f"no letter {letter_id}"
    return DueLetter(
        row["id"],
        row["case_number"],
        row["event_seq"],
        row["kind"],
        row["about"],
        row["number"],
        facts_adapter().validate_json(row["facts"]),
    )


def letter_path(settings: Settings, letter: DueLetter) -> Path:
    """Return where a letter lies in the outbox."""
    return settings.docs_out / letter.case_number / letter.file_name
