"""The package for one recipient: what is in it, as a folder and as a zip, the same each time."""

import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from models.errors import ReviewError
from review_flows.outside import filing_papers, issuances, records
from review_flows.outside.database import Connection
from review_flows.outside.site import Site
from review_flows.outside.word import apart
from review_flows.outside.word.signature import refusal_by_signature

LETTER = (
    "SELECT sha256, number FROM letters WHERE case_number = :number AND kind = :kind "
    "AND about = :about AND sha256 IS NOT NULL ORDER BY id DESC LIMIT 1"
)
NUMBERED = (
    "SELECT count(*) FROM letters WHERE case_number = :number AND kind = :kind AND about = :about"
)
EARLIEST_ZIP_DAY = (1980, 1, 1, 0, 0, 0)  # a zip knows no earlier time; fixed, so the bytes are


@dataclass(frozen=True, slots=True)
class FilingPackage:
    """The files of a package by name, the manifest among them, and all of it as a zip."""

    recipient: str
    files: Mapping[str, bytes]
    zip_name: str
    zipped: bytes


class PackageIncomplete(ReviewError):
    """Something that belongs into the package is not there yet; a later attempt may find it."""


def build_package(site: Site, number: str, recipient: str) -> FilingPackage:
    """Gather what a recipient gets: letters, text, explanation, bases, opinion, list, manifest.

    With a 复核意见书 where the opinion was given on another text; the list comes last.

    Raises PackageIncomplete while a letter that belongs into it is not written.
    """
    with site.database.reading() as connection:
        hashes = _hashes(connection, number, recipient)
        issued = issuances.issuance(connection, number)
        case = records.find_case(connection, number)
    assert issued is not None and case is not None
    files = {name: _as_sent(site.store.get(digest)) for name, digest in hashes.items()}
    manifest = {
        "case": number,
        "title": case.title,
        "document_number": issued["document_number"],
        "registration_number": issued["registration_number"],
        "published_on": issued["published_on"],
        "recipient": recipient,
        "played": case.played,
        "files": {
            name: {"sha256": sha256(content).hexdigest(), "size": len(content)}
            for name, content in files.items()
        },
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    whole = {**files, "manifest.json": text.encode()}
    return FilingPackage(recipient, whole, f"{number}_{recipient}.zip", _zip(whole))


def _as_sent(content: bytes) -> bytes:
    """Return a file without comments: they were written for the house, not for the recipient."""
    if refusal_by_signature(content) is not None:
        return content  # no Word file, so that it holds none
    _, (sent,) = apart.run("uncomment", {}, [content])
    return sent


def _hashes(connection: Connection, number: str, recipient: str) -> dict[str, str]:
    found = {
        "1_备案报告.docx": _letter(connection, number, "filing_report", recipient),
        "5_合法性审核意见书.docx": _letter(connection, number, "review_opinion", ""),
    }
    confirmed = filing_papers.confirmation(connection, number)
    if confirmed is not None:
        if confirmed.sha256 is None:
            raise PackageIncomplete(
                f"The letter {confirmed.number} of {number} is not written yet."
            )
        found["7_复核意见书.docx"] = confirmed.sha256
    for name, kind in (
        ("6_备案说明.docx", "filing_explanation"),
        (f"{7 if confirmed is None else 8}_备案目录.docx", "filing_catalogue"),
    ):
        # What was published before these were written (0.3.0) goes without them.
        if connection.value(NUMBERED, number=number, kind=kind, about=recipient):
            found[name] = _letter(connection, number, kind, recipient)
    for document in filing_papers.filed_documents(connection, number):
        found[f"{document.place}_{document.name}.docx"] = document.sha256
    return dict(sorted(found.items()))


def _letter(connection: Connection, number: str, kind: str, about: str) -> str:
    row = connection.row(LETTER, number=number, kind=kind, about=about)
    if row is None:
        raise PackageIncomplete(f"The letter {kind} {about} of case {number} is not written yet.")
    return str(row["sha256"])


def _zip(files: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, EARLIEST_ZIP_DAY)
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, files[name])
    return buffer.getvalue()
