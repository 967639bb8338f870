"""The package of one message to a recipient: its files, as a folder and as a zip, the same always.

Everything in it was fixed when the message came to be: letters by their frozen facts, documents
by their hash, the state of the log by that entry. So it does not matter when it is packed.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from models.addressee import name_on_one_line
from models.filing import FIRST_PACKAGE, FilingReply
from models.filing_manifest import (
    MANIFEST,
    Checkpoint,
    FilingManifest,
    delivery_id_of,
    manifest_bytes,
    with_files,
)
from models.letter import LetterFacts
from review_flows.outside import issuances
from review_flows.outside.database import Connection
from review_flows.outside.electronic_text import electronic_text
from review_flows.outside.filing_papers import TEXT, filed_documents, reply_documents
from review_flows.outside.letters_due import facts_adapter
from review_flows.outside.out_messages import Origin, OutMessage, origin, out_message
from review_flows.outside.package_letters import letter_hashes, opening_letter
from review_flows.outside.package_zip import zip_of
from review_flows.outside.site import Site
from review_flows.outside.word import apart
from review_flows.outside.word.signature import refusal_by_signature

WITH_TEXT = frozenset({FIRST_PACKAGE, FilingReply.CORRECTED})  # hold the whole document
TEXT_FILE = f"2_{TEXT}"


@dataclass(frozen=True, slots=True)
class FilingPackage:
    """The files of a package by name, the manifest among them, and all of it as a zip.

    `folder` is where they lie below the filing folder of the case.
    """

    recipient: str
    folder: str
    files: Mapping[str, bytes]
    manifest: FilingManifest
    zip_name: str
    zipped: bytes


def build_package(site: Site, number: str, recipient: str, message: int = 1) -> FilingPackage:
    """Gather what a recipient gets with one message of the exchange.

    The first message and a correction bring the whole: letters, text, explanation, bases, opinion,
    the electronic text; other replies a cover letter and what goes with it. Raises
    PackageIncomplete while a letter that belongs into it is not written.
    """
    with site.database.reading() as connection:
        out = out_message(connection, number, recipient, message)
        came = origin(connection, out)
        hashes = _hashes(connection, out, came)
        manifest = _manifest(connection, out, came)
    files = {name: _as_sent(site.store.get(digest)) for name, digest in hashes.items()}
    if out.kind in WITH_TEXT:
        text = electronic_text(files[f"{TEXT_FILE}.docx"])
        files |= {f"{TEXT_FILE}.txt": text} if text is not None else {}
    manifest = with_files(manifest, files)
    whole = {**files, MANIFEST: manifest_bytes(manifest)}
    apart_from_first = "" if out.is_first else f"{out.number:02d}_{out.kind}"
    folder = f"{recipient}/{apart_from_first}".rstrip("/")
    zip_name = f"{number}_{folder.replace('/', '_')}.zip"
    return FilingPackage(recipient, folder, whole, manifest, zip_name, zip_of(whole))


def _hashes(connection: Connection, out: OutMessage, came: Origin) -> dict[str, str]:
    if out.is_first:
        documents = filed_documents(connection, out.case, came.at)
    else:
        documents = reply_documents(connection, out, came.at)
    named = {f"{one.place}_{one.name}.docx": one.sha256 for one in documents}
    return {**letter_hashes(connection, out, came), **named}


def _manifest(connection: Connection, out: OutMessage, came: Origin) -> FilingManifest:
    """Return what the manifest says beside its files, by the facts of the letter on top."""
    letter = opening_letter(connection, out, came)
    facts: LetterFacts = facts_adapter().validate_json(letter["facts"])
    issued = issuances.issuance(connection, out.case)
    assert issued is not None
    return FilingManifest(
        sender=facts.enacting_organ,
        case=out.case,
        recipient=out.recipient,
        addressee=name_on_one_line(facts.recipient),
        message=out.number,
        kind=out.kind,
        answers=out.answers,
        delivery_id=delivery_id_of(facts.enacting_organ, out.case, out.recipient, out.number),
        said_on=out.said_on,
        text=out.text,
        title=facts.title,
        document_number=facts.document_number,
        registration_number=facts.registration_number,
        published_on=_iso(facts.published_on) or "",
        effective_on=_iso(facts.effective_on) or "",
        valid_until=_iso(facts.valid_until),
        makers=tuple(json.loads(issued["makers"])),
        played=facts.played,
        log=Checkpoint(came.checkpoint.chain, came.checkpoint.seq, came.checkpoint.hash),
        files={},
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _as_sent(content: bytes) -> bytes:
    """Return a file without comments: they were written for the house, not for the recipient."""
    if refusal_by_signature(content) is not None:
        return content  # no Word file, so that it holds none
    _, (sent,) = apart.run("uncomment", {}, [content])
    return sent
