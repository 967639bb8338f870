"""The manifest of a filing package (manifest.json): what is in it, whose it is, by which log entry.

Both sides use this file: the maker builds a package by it, the recipient judges one by it.

Version 1 is a JSON object in UTF-8 with exactly these keys:

    schema                  1
    sender                  name of the enacting organ, 青岚区人民政府
    case                    number of the case at the sender
    recipient               code of models.person.UnitKind: what who gets it is to the sender
    addressee               name of who gets it, as the letter on top has it: 云中市人民政府
    message                 number of the message in the exchange; the first package is 1
    kind                    FIRST_PACKAGE, or a code of models.filing.FilingReply
    answers                 number of the message that this one replies to; null in the first
    delivery_id             the same however often it is built or delivered: see `delivery_id_of`
    said_on                 day of the message, as all days ISO (2026-03-27), in Asia/Shanghai
    text                    what a reply says; empty in the first package
    title                   of the document, without 《》
    document_number, registration_number
    published_on, effective_on, valid_until             the last may be null
    makers                  names of a joint document's makers, the lead first; empty for one maker
    played                  true where it comes from a demonstration
    log                     {chain, seq, hash}: the entry of the sender's log that this message is
    files                   {name: {sha256, size in bytes}}, of every file but the manifest itself
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from typing import Any

from models.filing_manifest_reading import ManifestUnreadable, fields_of
from models.package_faults import PackageFault, PackageFaultKind, PackedFile, file_faults, packed

MANIFEST = "manifest.json"
SCHEMA = 1
ID_LENGTH = 32  # hexadecimal digits of a delivery id


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The entry of the sender's log at which a message came to be; it seals all before it."""

    chain: str
    seq: int
    hash: str  # SHA-256 as models.event.entry_hash has it


@dataclass(frozen=True, slots=True, kw_only=True)
class FilingManifest:
    """A manifest of version 1; the fields are its keys."""

    sender: str
    case: str
    recipient: str
    addressee: str
    message: int
    kind: str
    answers: int | None
    delivery_id: str
    said_on: str
    text: str
    title: str
    document_number: str
    registration_number: str
    published_on: str
    effective_on: str
    valid_until: str | None
    makers: tuple[str, ...]
    played: bool
    log: Checkpoint
    files: Mapping[str, PackedFile]


def delivery_id_of(sender: str, case: str, recipient: str, message: int) -> str:
    """Return the id of a message's delivery: half a SHA-256 of who sends what to whom."""
    said = json.dumps([sender, case, recipient, message], ensure_ascii=False)
    return sha256(said.encode()).hexdigest()[:ID_LENGTH]


def with_files(manifest: FilingManifest, files: Mapping[str, bytes]) -> FilingManifest:
    """Return the same manifest for these files, by name."""
    return replace(manifest, files={name: packed(files[name]) for name in sorted(files)})


def manifest_bytes(manifest: FilingManifest) -> bytes:
    """Return the one way in which a manifest is written."""
    said = {"schema": SCHEMA, **asdict(manifest)}
    return (json.dumps(said, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def read_manifest(content: bytes) -> FilingManifest:
    """Return what a manifest says. Raises ManifestUnreadable, which says what is wrong with it."""
    said: dict[str, Any] = fields_of(content, SCHEMA)
    log = Checkpoint(**said.pop("log"))
    files = {name: PackedFile(**file) for name, file in said.pop("files").items()}
    makers = tuple(said.pop("makers"))
    return FilingManifest(**said, log=log, files=files, makers=makers)


def package_faults(
    manifest: FilingManifest, files: Mapping[str, bytes]
) -> tuple[PackageFault, ...]:
    """Return what is wrong with a package; nothing where it is as its sender packed it.

    `files` are all files of the package by name, the manifest among them or not.
    """
    found = {name: content for name, content in files.items() if name != MANIFEST}
    return (*file_faults(manifest.files, found), *_own_faults(manifest))


def _own_faults(manifest: FilingManifest) -> tuple[PackageFault, ...]:
    """Return where the manifest contradicts itself."""
    faults = []
    given = (manifest.sender, manifest.case, manifest.recipient, manifest.message)
    if manifest.delivery_id != delivery_id_of(*given):
        faults.append(PackageFault(PackageFaultKind.OTHER_ID, MANIFEST))
    if manifest.log.chain != manifest.case:
        faults.append(PackageFault(PackageFaultKind.OTHER_LOG, MANIFEST))
    if (manifest.message == 1) != (manifest.answers is None):
        faults.append(PackageFault(PackageFaultKind.OUT_OF_TURN, MANIFEST))
    return tuple(faults)


__all__ = [
    "MANIFEST",
    "SCHEMA",
    "Checkpoint",
    "FilingManifest",
    "ManifestUnreadable",
    "PackageFault",
    "PackageFaultKind",
    "PackedFile",
    "delivery_id_of",
    "file_faults",
    "manifest_bytes",
    "package_faults",
    "packed",
    "read_manifest",
    "with_files",
]
