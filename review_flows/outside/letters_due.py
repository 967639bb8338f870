"""Letters that are numbered but not yet written, and where a written one lies."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter

from models.letter import LetterFacts
from review_flows.letters import letter_kind
from review_flows.outside.database import Database
from review_flows.outside.settings import Settings

DUE = (
    "SELECT id FROM letters WHERE case_number = :number AND event_seq = :seq "
    "AND written_at IS NULL ORDER BY id"
)
LETTER = (
    "SELECT id, case_number, kind, about, number, facts, sha256, written_at FROM letters "
    "WHERE id = :id"
)


@cache
def facts_adapter() -> TypeAdapter[LetterFacts]:
    """Return what writes facts as JSON and reads them again; built when first a letter is."""
    return TypeAdapter(LetterFacts)


@dataclass(frozen=True, slots=True)
class DueLetter:
    """A letter with the facts that were frozen when its move was made."""

    id: int
    case_number: str
    kind: str
    about: str
    number: str
    facts: LetterFacts

    @property
    def file_name(self) -> str:
        """The name of its file, the same however often it is written."""
        return f"{self.number}_{letter_kind(self.kind).name}.docx"


def letters_due(database: Database, number: str, seq: int) -> list[int]:
    """Return the letters of a log entry that are still to be written."""
    with database.reading() as connection:
        return [row["id"] for row in connection.rows(DUE, number=number, seq=seq)]


def due_letter(database: Database, letter_id: int) -> DueLetter:
    """Return a letter with its facts."""
    with database.reading() as connection:
        row = connection.row(LETTER, id=letter_id)
    assert row is not None, f"no letter {letter_id}"
    return DueLetter(
        row["id"],
        row["case_number"],
        row["kind"],
        row["about"],
        row["number"],
        facts_adapter().validate_json(row["facts"]),
    )


def letter_path(settings: Settings, letter: DueLetter) -> Path:
    """Return where a letter lies in the outbox."""
    return settings.docs_out / letter.case_number / letter.file_name
