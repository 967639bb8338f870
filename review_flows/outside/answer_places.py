"""Where the packages of this office's answers lie below docs_out, and which are not there."""

from pathlib import Path

from review_flows.outside.database import Connection, Row

OFFICE_FOLDER = "filing_office"  # of docs_out
ANSWERS = (
    "SELECT filing, number, kind, delivery_id, package_sha256 FROM received_messages "
    "WHERE direction = 'out' ORDER BY filing, number"
)


def folder_of(message: Row) -> str:
    """Return the folder of an answer below docs_out."""
    return f"{OFFICE_FOLDER}/{message['filing']}/{message['number']:02d}_{message['kind']}"


def zip_place(message: Row) -> str:
    """Return where the zip of an answer lies below docs_out: beside its folder."""
    folder, _, step = folder_of(message).rpartition("/")
    return f"{folder}/{message['filing']}_{step}.zip"


def unwritten_answers(connection: Connection, docs_out: Path) -> list[Row]:
    """Return the answers of which no package lies where it belongs."""
    return [
        row
        for row in connection.rows(ANSWERS)
        if not (row["package_sha256"] and (docs_out / zip_place(row)).exists())
    ]
