"""The manifest of a recipient's answer (manifest.json): what it says, to which message.

Version 1 is a JSON object in UTF-8 with the keys of `AnswerManifest`. `answers` is the delivery id
of the sender's message that is answered: by it the sender finds the case and the track.
"""

import json
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StrictBool, StrictStr, ValidationError

from models.filing import FilingAnswer
from models.filing_manifest_reading import (
    LONGEST_TEXT,
    MOST_BYTES,
    MOST_FILES,
    NO_TEXT,
    ManifestUnreadable,
    safe_name,
)
from models.filing_review import ProblemType
from models.package_faults import PackageFault, PackageFaultKind, PackedFile, file_faults, packed
from models.received_filing import answer_id_of, chain_of
from models.sourced import Shape, Text

HexId = Annotated[StrictStr, Field(pattern=r"^[0-9a-f]{32}$")]
Hash = Annotated[StrictStr, Field(pattern=r"^[0-9a-f]{64}$")]
Whole = Annotated[int, Field(strict=True, ge=1)]
Size = Annotated[int, Field(strict=True, ge=0)]
Said = Annotated[StrictStr, Field(max_length=LONGEST_TEXT)]


class AnswerFile(Shape):
    """A file of the package; `size` in bytes."""

    sha256: Hash
    size: Size


class AnswerCheckpoint(Shape):
    """The entry of the recipient's log that the answer is."""

    chain: Text
    seq: Whole
    hash: Hash


class AnswerManifest(Shape):
    """What an answer says; days are ISO texts in the file."""

    schema_version: Annotated[Literal[1], Field(alias="schema")] = 1
    office: Text  # who answers
    number: Text  # under which the office has the filing
    message: Whole  # of the exchange, as the office counts it
    delivery_id: HexId
    sender: Text  # of the document: to whom the answer goes
    case: Text
    recipient: Text  # what the office is to the sender
    answers: HexId
    kind: FilingAnswer
    said_on: date
    letter_number: Text
    filing_number: Said
    text: Said
    problems: tuple[ProblemType, ...]
    reply_by: date | None
    title: Text
    played: StrictBool
    log: AnswerCheckpoint
    files: Annotated[dict[str, AnswerFile], Field(min_length=1, max_length=MOST_FILES)]


def answer_bytes(manifest: AnswerManifest) -> bytes:
    """Return the one way in which a manifest is written."""
    said = manifest.model_dump(mode="json", by_alias=True)
    return (json.dumps(said, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def files_said(files: Mapping[str, bytes]) -> dict[str, AnswerFile]:
    """Return files as the manifest names them."""
    told = {name: packed(files[name]) for name in sorted(files)}
    return {name: AnswerFile(sha256=one.sha256, size=one.size) for name, one in told.items()}


def read_answer_manifest(content: bytes) -> AnswerManifest:
    """Return what a manifest says. Raises ManifestUnreadable, which says what is wrong with it."""
    if len(content) > MOST_BYTES:
        raise ManifestUnreadable(f"it has {len(content)} bytes, at most {MOST_BYTES} are read")
    try:
        said = json.loads(content.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise ManifestUnreadable(f"it cannot be read as JSON in UTF-8 ({error})") from None
    try:
        manifest = AnswerManifest.model_validate(said)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"])) or "it"
        raise ManifestUnreadable(f"{place}: {first['msg']}") from None
    _check_texts(manifest)
    return manifest


def _check_texts(manifest: AnswerManifest) -> None:
    texts = manifest.model_dump(mode="json")
    for name, text in texts.items():
        if isinstance(text, str) and NO_TEXT.search(text):
            raise ManifestUnreadable(f"{name} holds a character that cannot be stored")
    for name in manifest.files:
        if not safe_name(name):
            raise ManifestUnreadable(f"{name[:60]!r} is no name of a file without a folder")


def answer_faults(manifest: AnswerManifest, files: Mapping[str, bytes]) -> tuple[PackageFault, ...]:
    """Return what is wrong with an answer; `files` are all of the package but the manifest."""
    said = {name: PackedFile(one.sha256, one.size) for name, one in manifest.files.items()}
    faults = list(file_faults(said, files))
    own = answer_id_of(manifest.office, manifest.number, manifest.message)
    if manifest.delivery_id != own:
        faults.append(PackageFault(PackageFaultKind.OTHER_ID, "manifest.json"))
    if manifest.log.chain != chain_of(manifest.number):
        faults.append(PackageFault(PackageFaultKind.OTHER_LOG, "manifest.json"))
    return tuple(faults)
