"""Verifies a backup set: signature, every file, the whole log, the tree, and notes kept outside."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from models.backup import MANIFEST, SIGNATURE, Manifest, read_manifest, read_signature, signed_bytes
from models.errors import BackupRefused, BadInput
from models.sealing.note import PublicKey
from review_flows.outside.backup.copying import hash_of
from review_flows.outside.backup.loading import loaded
from review_flows.outside.database import Database
from review_flows.outside.log_walk import LogFault, walk_log
from review_flows.outside.seal_walk import Anchor, walk_seal
from review_flows.outside.sealing.signers import signed_by
from review_flows.outside.stored_names import named_files

TOLD = 5  # faults that are named


@dataclass(frozen=True, slots=True)
class CheckedSet:
    """A set that holds, and what is in it."""

    folder: Path
    manifest: Manifest
    cases: int
    entries: int
    checkpoints: int
    files: int  # in the store
    anchors: int  # notes that the log was held against


@contextmanager
def checked_set(
    folder: Path, anchors: Sequence[Anchor] = (), keys: Sequence[PublicKey] = ()
) -> Iterator[CheckedSet]:
    """The set in a folder, once all of it holds; nothing is written but a scratch copy.

    `keys` are those that somebody vouches for; without one the set is taken at its word as to whose
    it is, unless `anchors` say. Raises BackupRefused with what does not hold, BadInput for a folder
    that is no set, SchemaUnknown for a newer one, ToolMissing without pg_restore.
    """
    manifest = signed_manifest(folder, keys)
    _refuse_other_files(folder, manifest)
    with loaded(folder, manifest) as database:
        yield _checked(folder, manifest, database, anchors, keys)


def signed_manifest(folder: Path, keys: Sequence[PublicKey]) -> Manifest:
    """Return the manifest of a set whose signature is good. Raises BackupRefused, BadInput."""
    if not (folder / MANIFEST).is_file() or not (folder / SIGNATURE).is_file():
        raise BadInput(
            f"{folder} is no backup set: it has no {MANIFEST} with its {SIGNATURE}. Name one of "
            "the folders that `review-flows backup` made, such as 20260309T010203Z."
        )
    body = (folder / MANIFEST).read_bytes()
    try:
        manifest = read_manifest(body)
        key, _ = manifest.public_key, manifest.checkpoint
        signature = read_signature((folder / SIGNATURE).read_text("utf-8", "replace"))
    except BadInput as error:
        raise BackupRefused(f"{folder}: {error.message}") from None
    if not signed_by(key, signed_bytes(body), signature):
        raise BackupRefused(f"{folder}: the signature is not one over this {MANIFEST}.")
    if keys and key not in keys:
        raise BackupRefused(f"{folder}: it is signed by another key than the one given: {key.text}")
    return manifest


def _refuse_other_files(folder: Path, manifest: Manifest) -> None:
    wrong = []
    for file in manifest.files:
        path = folder / file.path
        if not path.is_file():
            wrong.append(f"{file.path} is missing")
        elif path.stat().st_size != file.size or hash_of(path) != file.sha256:
            wrong.append(f"{file.path} was changed")
    if wrong:
        raise BackupRefused(f"{folder}: {_told(wrong)}")


def _checked(
    folder: Path,
    manifest: Manifest,
    database: Database,
    anchors: Sequence[Anchor],
    keys: Sequence[PublicKey],
) -> CheckedSet:
    faults: list[LogFault] = []
    log = walk_log(database, faults.append)
    own = Anchor(MANIFEST, manifest.checkpoint)
    trusted = [*dict.fromkeys((*keys, manifest.public_key))]
    seal = walk_seal(database, trusted, (own, *anchors), faults.append)
    if faults:
        told = [f"{fault.chain} {fault.seq or ''}: {fault.what}" for fault in faults]
        raise BackupRefused(f"{folder}: its log does not hold: {_told(told)}")
    with database.reading() as connection:
        cases = int(connection.value("SELECT count(*) FROM cases"))
        named = {file.sha256 for file in named_files(connection)}
    stored = {file.sha256 for file in manifest.files if file.path.startswith("store/")}
    gone = sorted(named - stored - set(manifest.missing))
    if gone:
        raise BackupRefused(f"{folder}: it lacks files that cases speak of: {_told(gone)}")
    return CheckedSet(
        folder, manifest, cases, log.entries, seal.checkpoints, len(stored), len(anchors)
    )


def _told(wrong: Sequence[str]) -> str:
    more = len(wrong) - TOLD
    return "; ".join(wrong[:TOLD]) + (f"; and {more} more" if more > 0 else "")
