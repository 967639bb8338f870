"""What the flows of a year left: letters and packages in docs_out, held against the log."""

import json
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

from inbox_builders import rows

from models.filing_manifest import MANIFEST
from models.person import UnitKind
from review_flows.outside.letters_due import due_letter, letter_path
from review_flows.outside.log_walk import LogFault, walk_log
from review_flows.outside.site import Site

Found = tuple[int, list[str]]  # how many there are, and what is wrong with some
LETTERS = "SELECT id, number, sha256, written_at FROM letters ORDER BY id"
SENT = (
    "SELECT case_number, recipient, number, kind, package_sha256, delivery_id, delivered_on "
    "FROM filing_messages WHERE direction = 'out' ORDER BY case_number, recipient, number"
)
DELIVERIES = (
    "SELECT chain, body FROM events WHERE move = 'deliver_filing' AND result = 'done' "
    "AND actor = 'system'"
)


def hash_of(path: Path) -> str:
    """The SHA-256 of a file; nothing where there is none."""
    return sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def faults_of_letters(site: Site) -> Found:
    """Every letter that was numbered lies in docs_out with its hash, and nothing else does."""
    faults, paths = [], set()
    for row in rows(site, LETTERS):
        path = letter_path(site.settings, due_letter(site.database, row["id"]))
        paths.add(path)
        if not row["written_at"] or hash_of(path) != row["sha256"]:
            faults.append(f"{row['number']}: {path}")
    lying = set(site.settings.docs_out.glob("*/*.docx"))
    return len(paths), [*faults, *map(str, lying - paths)]


def faults_of_packages(site: Site) -> Found:
    """Every message out is one package: zip and folder, by its manifest, in the log once."""
    logged: dict[tuple[str, str, int], list[str]] = {}
    for row in rows(site, DELIVERIES):
        form = json.loads(row["body"])["form"]
        key = (row["chain"], form["recipient"], form.get("message", 1))
        logged.setdefault(key, []).append(form["package_sha256"])
    faults, paths = [], set()
    for row in rows(site, SENT):
        key = (row["case_number"], row["recipient"], row["number"])
        path = zip_path(site, row)
        paths.add(path)
        if not row["delivered_on"] or logged.pop(key, []) != [row["package_sha256"]]:
            faults.append(f"{key}: not delivered once")
        elif hash_of(path) != row["package_sha256"]:
            faults.append(f"{key}: {path} is another, or none")
        else:
            faults += [f"{key}: {name}" for name in amiss_in(path, row["delivery_id"])]
    lying = set(site.settings.docs_out.glob("*/filing/*.zip"))
    return len(paths), [*faults, *map(str, lying - paths), *map(str, logged)]


def zip_path(site: Site, row: Mapping[str, object]) -> Path:
    """Where the package of a message lies: the first by its recipient's name, others by more."""
    number, kind = row["number"], row["kind"]
    more = "" if kind == "filing" else f"_{number:02}_{kind}"
    name = f"{row['case_number']}_{row['recipient']}{more}.zip"
    return site.settings.docs_out / str(row["case_number"]) / "filing" / name


def folder_of(path: Path) -> Path:
    """The folder of the same package: that of the recipient, or one in it."""
    said = path.stem.split("_", 1)[1]  # what comes after the number of the case
    recipient = next(one for one in UnitKind if said.startswith(one))
    return path.parent / recipient / said.removeprefix(recipient).removeprefix("_")


def amiss_in(path: Path, delivery_id: str) -> list[str]:
    """What in a package is not as its manifest says, or not as in the folder beside it."""
    with ZipFile(path) as package:
        held = {name: package.read(name) for name in package.namelist()}
    manifest = json.loads(held[MANIFEST])
    told = {name: one["sha256"] for name, one in manifest["files"].items()}
    told[MANIFEST] = hash_of(folder_of(path) / MANIFEST)
    digests = {name: sha256(content).hexdigest() for name, content in held.items()}
    beside = {name: hash_of(folder_of(path) / name) for name in held}
    wrong = [
        name
        for name in sorted(told.keys() | held.keys())
        if not told.get(name) == digests.get(name) == beside.get(name)
    ]
    return wrong if manifest["delivery_id"] == delivery_id else [*wrong, "delivery_id"]


def faults_of_log(site: Site) -> Found:
    """Every chain of the log holds."""
    faults: list[LogFault] = []
    walk = walk_log(site.database, faults.append)
    return walk.entries, [f"{one.chain} {one.seq}: {one.what}" for one in faults]
