"""The letters and packages of answers: written from the log entry, the same bytes at any time.

The facts of an answer are frozen in the entry that records it, and its package is bound to that
entry. So whatever a crash left unwritten is written by the next command, as if it had been then.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.answer_manifest import (
    AnswerCheckpoint,
    AnswerManifest,
    answer_bytes,
    files_said,
)
from models.event import EventResult, SiteStep
from models.filing_manifest import MANIFEST
from models.received_filing import chain_of, letter_of
from review_flows.letters.filing_answer import compose, letterhead
from review_flows.outside import received_filings
from review_flows.outside.answer_places import folder_of, unwritten_answers, zip_place
from review_flows.outside.database import Connection, Row
from review_flows.outside.package_zip import WORD, zip_of
from review_flows.outside.paper.writer import render_letter
from review_flows.outside.site import Site
from review_flows.outside.store import write_whole

ENTRIES = (
    "SELECT seq, hash, body FROM events WHERE chain = :chain AND move = :move "
    "AND result = :done ORDER BY seq"
)


@dataclass(frozen=True, slots=True)
class AnswerPackage:
    """An answer as it goes out: its files by name, the manifest among them, and all as a zip.

    `folder` and `zip_place` are where they lie below docs_out.
    """

    folder: str
    files: Mapping[str, bytes]
    zip_place: str
    zipped: bytes


def build_answer(connection: Connection, filing: Row, message: Row) -> AnswerPackage:
    """Return the package of one answer of a received filing."""
    entry, said = _entry_of(connection, filing["number"], message["number"])
    letter = letter_of(said["letter"])
    name = f"1_{letterhead(message['kind']).name}{WORD}"
    files = {name: render_letter(compose(letter))}
    manifest = AnswerManifest(
        office=letter.office,
        number=filing["number"],
        message=message["number"],
        delivery_id=message["delivery_id"],
        sender=filing["sender"],
        case=filing["sender_case"],
        recipient=filing["sender_recipient"],
        answers=said["answers"],
        kind=message["kind"],
        said_on=letter.written_on,  # type: ignore[arg-type]
        letter_number=letter.letter_number,
        filing_number=letter.filing_number,
        text=letter.text,
        problems=letter.problems,  # type: ignore[arg-type]
        reply_by=letter.reply_by,  # type: ignore[arg-type]
        title=letter.title,
        played=letter.played,
        log=AnswerCheckpoint(
            chain=chain_of(filing["number"]), seq=entry["seq"], hash=entry["hash"]
        ),
        files=files_said(files),
    )
    whole = {**files, MANIFEST: answer_bytes(manifest)}
    return AnswerPackage(folder_of(message), whole, zip_place(message), zip_of(whole))


def _entry_of(connection: Connection, number: str, message: int) -> tuple[Row, dict[str, Any]]:
    """Return the log entry by which an answer was given, and what it says."""
    rows = connection.rows(
        ENTRIES,
        chain=chain_of(number),
        move=str(SiteStep.ANSWER_FILING),
        done=str(EventResult.DONE),
    )
    said = ((row, json.loads(bytes(row["body"]))) for row in rows)
    return next(one for one in said if one[1]["message"] == message)


@dataclass(frozen=True, slots=True)
class Written:
    """An answer whose files were written just now."""

    number: str
    message: int
    path: Path  # of the zip


def write_answers(site: Site) -> list[Written]:
    """Write the files of every answer that has none; the bytes are the same whenever that is.

    Raises TryAgain when the disk is full: then the next call writes what is left.
    """
    with site.database.reading() as connection:
        due = [
            (row["filing"], row["number"], build_answer(connection, filing, row))
            for row in unwritten_answers(connection, site.settings.docs_out)
            if (filing := received_filings.find(connection, row["filing"])) is not None
        ]
    return [_write(site, number, message, package) for number, message, package in due]


def _write(site: Site, number: str, message: int, package: AnswerPackage) -> Written:
    for name, content in package.files.items():
        write_whole(site.settings.docs_out / package.folder / name, content)
    path = site.settings.docs_out / package.zip_place
    write_whole(path, package.zipped)
    sha256 = site.store.put(package.zipped)
    with site.database.writing() as connection:
        connection.update(
            "received_messages",
            "filing = :filing AND number = :number",
            filing=number,
            number=message,
            package_sha256=sha256,
        )
    return Written(number, message, path)
