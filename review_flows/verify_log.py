"""Checks the sealed log of review-flows without review-flows: one file, for an auditor.

    python verify_log.py DATABASE|BUNDLE [--anchor NOTE ...] [--key KEYLINE ...]

DATABASE is a copy of the SQLite database, BUNDLE what `review-flows log export` wrote, NOTE a file
with checkpoints that you keep yourself. Exit code 0: whole, 1: findings, 2: cannot be read. Needs
Python 3.11; for signatures the library cryptography (Ed25519) or the command openssl (SM2).
"""

import argparse
import json
import multiprocessing
import re
import sqlite3
import subprocess
import sys
import tempfile
from base64 import b64decode
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from functools import lru_cache, partial
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any

PAGE = 20_000  # entries that one process checks at once
NOTE = re.compile(
    r"(?P<body>(?P<origin>.+)\n(?P<size>0|[1-9]\d*)\n(?P<root>[A-Za-z0-9+/]{43}=)\n"
    r"at=(?P<at>.+)\nhash=sha256\n)\n(?P<signatures>(?:— \S+ \S+\n)+)"
)
KINDS = {b"\x01": "ed25519", b"\xffreview-flows/sm2-sm3\n": "sm2-sm3"}
COLUMNS = ("chain", "seq", "at", "move", "result", "from", "to")  # what the body says again
ENTRIES = (
    "SELECT e.chain, e.seq, e.at, e.move, e.result, e.from_state, e.to_state, e.actor, e.body, "
    "e.hash, l.idx, l.hash FROM events e LEFT JOIN log_leaves l ON l.event_id = e.id "
)
BODY = "SELECT body FROM events WHERE (chain, seq) = (?, ?)"
LEAVES = "SELECT idx, hash FROM log_leaves ORDER BY idx"
TABLE = "SELECT count(*) FROM sqlite_master WHERE name = 'log_texts'"
TEXTS = "SELECT name, salt, text FROM log_texts WHERE (chain, seq) = (?, ?)"
REMOVAL = ("site", "redact_log", "done")
REMOVALS = "SELECT body FROM events WHERE (chain, move, result) = (?, ?, ?)"
CHECKPOINTS = "SELECT id, size, root, at, key, note FROM checkpoints ORDER BY id"
FORMAT = "review-flows/log-bundle/1"
unchecked: set[str] = set()  # what this machine could not check, and why
removed: list[str] = []  # texts that went as they may go: by whom, and when


class Unreadable(Exception):
    """What was given is no database, no bundle, no note or no key."""


UNREADABLE = (
    *(Unreadable, OSError, ValueError, KeyError, TypeError, RecursionError, sqlite3.Error),
)
Note = re.Match[str]
Text = tuple[Any, Any, Any]  # its name, its salt, itself; the last two None once it is removed
Gone = list[tuple[Any, Any, str]]  # chain, entry, name
Page = tuple[list[str], Gone, tuple[int, int, int]]  # counted: entries, sealed entries, texts
Anchors = list[tuple[str, Note]]  # each with the name of its file


def hashed(*parts: bytes) -> bytes:
    return sha256(b"".join(parts)).digest()


def in_ascii(said: dict[str, Any]) -> dict[str, Any]:
    """Return an object whose keys are ASCII: so sorted, they stand in the order of RFC 8785."""
    if not all(map(str.isascii, said)):
        raise ValueError(f"keys that are not ASCII: {list(said)}")
    return said


def whole(digits: str) -> int:
    number = int(digits)
    if abs(number) >= 2**53:
        raise ValueError(f"{digits} is too large")
    return number


def refused(digits: str) -> float:
    raise ValueError(f"{digits} is no whole number")


READER = json.JSONDecoder(
    object_hook=in_ascii, parse_int=whole, parse_float=refused, parse_constant=refused
)
# What has its keys in another order, or one of them twice, is written otherwise than it stands.
WRITER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def entry_findings(
    body: bytes, before: tuple[Any, Any, str], columns: tuple[Any, ...] | None = None
) -> Iterator[str]:
    """Yield what is wrong with an entry; `before` is (chain, seq, hash) of the one before it."""
    try:
        text = body.decode()
        said = READER.decode(text)
        exact = WRITER.encode(said) == text
    except (ValueError, RecursionError) as error:
        yield f"the body is not in canonical form ({error})"
        return
    if not isinstance(said, dict) or not isinstance(said.get("actor"), dict):
        yield "the body is no entry"
        return
    if not exact:
        yield "the body is not in canonical form"
    chain, seq = said.get("chain"), said.get("seq")
    expected = (before[1] + 1, before[2]) if chain == before[0] else (1, "")
    if (seq, said.get("prev")) != expected:
        yield f"it does not follow the entry before it (entry {expected[0]} is expected here)"
    told = (*[said.get(name) for name in COLUMNS], said["actor"].get("code"))
    if columns is not None and told != columns:
        yield "its columns do not say what its body says"


def hashes_in(said: Any, above: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """Yield the texts that a body names by a hash: their place in it, and the hash."""
    if isinstance(said, dict) and said.keys() == {"kept"} and isinstance(said["kept"], str):
        yield ".".join(above), said["kept"]
    elif isinstance(said, dict | list):
        for key, inner in said.items() if isinstance(said, dict) else enumerate(said):
            yield from hashes_in(inner, (*above, str(key)))


def texts_findings(body: bytes, texts: Sequence[Text]) -> tuple[list[str], list[str]]:
    """Return what is wrong with the texts beside an entry, and the names of those that are gone."""
    findings: list[str] = []
    gone: list[str] = []
    beside = {name: (salt, text) for name, salt, text in texts}
    for name, its_hash in hashes_in(said_in(body)):
        salt, text = beside.pop(name, ("", ""))
        if salt is None and text is None:
            gone.append(name)
        elif its_hash != text_hash(salt, text):
            findings.append(f"the text {name} is not there, or not what was logged")
    return findings + [f"it names no text {name}" for name in beside], gone


def texts_beside(connection: sqlite3.Connection, key: Sequence[Any]) -> list[Text]:
    there = connection.execute(TABLE).fetchone()[0]
    return connection.execute(TEXTS, key).fetchall() if there else []


def text_hash(salt: object, text: object) -> str:
    if isinstance(salt, str) and isinstance(text, str) and re.fullmatch("[0-9a-f]{32}", salt):
        return hashed(bytes.fromhex(salt), WRITER.encode(text).encode()).hex()
    return ""


def removal_findings(gone: Gone, bodies: Iterable[bytes]) -> Iterator[str]:
    """Hold the texts that are gone against the entries that say who removed which."""
    told = {}
    for said in map(said_in, bodies):
        if isinstance(said, dict) and tuple(map(said.get, ("chain", "move", "result"))) == REMOVAL:
            key = f"{said.get('of')} entry {said.get('entry')}: the text {said.get('name')}"
            who = said["actor"].get("code") if isinstance(said.get("actor"), dict) else None
            told[key] = f"{key} was removed at {said.get('at')} by {who}"
    keys = {f"{chain} entry {seq}: the text {name}" for chain, seq, name in gone}
    removed.extend(told[key] for key in sorted(keys & told.keys()))
    yield from (f"{key} is gone, and no entry says who removed it" for key in keys - told.keys())
    yield from (f"{told[key]}, and is not gone" for key in told.keys() - keys)


def said_in(body: bytes) -> Any:
    """Return what a body says, or None: that it is none is a finding of its own."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


class Tree:
    """The tree of RFC 6962 as packed levels of whole subtrees, 64 bytes a leaf."""

    def __init__(self, leaves: bytes) -> None:
        self.size = len(leaves) // 32
        self.levels = [leaves]
        while len(self.levels[-1]) >= 64:
            below, above = self.levels[-1], bytearray()
            for at in range(0, len(below) - 63, 64):
                above += sha256(b"\x01" + below[at : at + 64]).digest()
            self.levels.append(bytes(above))
        self.root = lru_cache(maxsize=8)(self._root)

    def _root(self, size: int) -> bytes:
        """Return the root over the first leaves: subtrees of the size's bits, from the right."""
        root = b""
        for level, nodes in enumerate(self.levels):
            if size >> level & 1:
                at = ((size >> level) - 1) * 32
                root = hashed(b"\x01", nodes[at : at + 32], root) if root else nodes[at : at + 32]
        return root or sha256().digest()


def is_included(leaf: bytes, index: int, size: int, proof: list[bytes], root: bytes) -> bool:
    """RFC 9162, 2.1.3.2."""
    last = size - 1
    for node in proof:
        if last == 0:
            return False
        if index & 1 or index == last:
            leaf = hashed(b"\x01", node, leaf)
            while index and not index & 1:
                index, last = index >> 1, last >> 1
        else:
            leaf = hashed(b"\x01", leaf, node)
        index, last = index >> 1, last >> 1
    return last == 0 and leaf == root


def goes_on_from(
    first: int, first_root: bytes, second: int, second_root: bytes, proof: list[bytes]
) -> bool:
    """RFC 9162, 2.1.4.2: whether the tree of `first` leaves is the beginning of the second."""
    if first == second:
        return not proof and first_root == second_root
    path = [first_root, *proof] if first & (first - 1) == 0 else list(proof)
    fn, sn = first - 1, second - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    if not path or not 0 < first < second:
        return False
    one = two = path[0]
    for node in path[1:]:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            one, two = hashed(b"\x01", node, one), hashed(b"\x01", node, two)
            while fn and not fn & 1:
                fn, sn = fn >> 1, sn >> 1
        else:
            two = hashed(b"\x01", two, node)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and one == first_root and two == second_root


@lru_cache(maxsize=64)
def key_of(line: str) -> tuple[str, bytes, str, bytes]:
    """Return name, id, kind and public bytes of a key. Raises Unreadable."""
    name, _, rest = line.strip().partition("+")
    told, _, encoded = rest.partition("+")
    raw = b64decode(encoded)
    key_id = hashed(name.encode(), b"\n", raw)[:4]
    for mark, kind in KINDS.items():
        if raw.startswith(mark) and key_id.hex() == told:
            return name, key_id, kind, raw[len(mark) :]
    raise Unreadable(f"this is no public key of a sealed log: {line[:60]}")


def is_signed(kind: str, public: bytes, message: bytes, signature: bytes) -> bool:
    """Say whether the key signed; what cannot be checked here is told at the end."""
    if kind == "sm2-sm3":
        return is_signed_sm2(public, message, signature)
    try:
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    except ImportError:
        unchecked.add("Ed25519 signatures: install the library cryptography")
        return True
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def is_signed_sm2(public: bytes, message: bytes, signature: bytes) -> bool:
    """Ask the OpenSSL of this machine."""
    command = "openssl pkeyutl -verify -pubin -keyform DER -inkey k -rawin -in m -sigfile s"
    command += " -digest sm3 -pkeyopt distid:1234567812345678"
    with tempfile.TemporaryDirectory() as folder:
        for name, content in (("k", public), ("m", message), ("s", signature)):
            Path(folder, name).write_bytes(content)
        try:
            done = subprocess.run(command.split(), cwd=folder, capture_output=True, check=False)
        except OSError:
            unchecked.add("SM2 signatures: install the command openssl")
            return True
    return done.returncode == 0 and b"Verified Successfully" in done.stdout


def signature_finding(note: Note, keys: Sequence[str]) -> str:
    """Return why none of the keys signed the note; nothing where one did."""
    for line in note["signatures"].splitlines():
        _, name, encoded = line.split(" ")
        raw = b64decode(encoded)
        for known, key_id, kind, public in map(key_of, keys):
            if (known, key_id) == (name, raw[:4]):
                good = is_signed(kind, public, note["body"].encode(), raw[4:])
                return "" if good else "its signature is not by the key that it names"
    return "it is signed by no key that is trusted; name the key with --key"


def root_of(note: Note) -> bytes:
    return b64decode(note["root"])


def note_in(text: object) -> Note:
    """Return the note that a text is. Raises Unreadable."""
    found = NOTE.fullmatch(text) if isinstance(text, str) else None
    if found is None:
        raise Unreadable("this is no signed checkpoint")
    return found


def opened(path: Path) -> sqlite3.Connection:
    """Open a database only to read; one without a write-ahead log is taken as it lies there."""
    mode = "mode=ro" if Path(f"{path}-wal").exists() else "mode=ro&immutable=1"
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?{mode}", uri=True)
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.text_factory = partial(str, encoding="utf-8", errors="replace")
    return connection


def content_of(stored: object) -> bytes:
    return stored if isinstance(stored, bytes) else str(stored).encode()


def page_findings(path: Path, edges: tuple[Any, Any]) -> Page:
    """Check the entries after one (chain, seq) up to another."""
    after, until = edges
    findings: list[str] = []
    gone: Gone = []
    entries = sealed = texts = 0
    wheres = [
        f"(e.chain, e.seq) {sign} (?, ?)" for sign, edge in ((">", after), ("<=", until)) if edge
    ]
    where = f"WHERE {' AND '.join(wheres)} " if wheres else ""
    with closing(opened(path)) as connection:
        before: tuple[Any, Any, str] = ("", 0, "")
        if after:
            body = connection.execute(BODY, after).fetchone()[0]
            before = (*after, hashed(b"\0", content_of(body)).hex())
        values = (*(after or ()), *(until or ()))
        for row in connection.execute(f"{ENTRIES}{where}ORDER BY e.chain, e.seq", values):
            *columns, stored, its_hash, place, leaf = row
            body = content_of(stored)
            of_body = hashed(b"\0", body).hex()
            found = list(entry_findings(body, before, tuple(columns)))
            if its_hash != of_body:
                found.append("the stored hash is not that of its body")
            if place is not None and leaf != of_body:
                found.append(f"it is not what was sealed as leaf {place}")
            if b'{"kept":"' in body:  # as it stands in no other text: there the quotes are escaped
                rows = texts_beside(connection, columns[:2])
                wrong, names = texts_findings(body, rows)
                found += wrong
                gone += [(columns[0], columns[1], name) for name in names]
                texts += len(rows)
            findings += [f"{columns[0]} entry {columns[1]}: {what}" for what in found]
            entries, sealed = entries + 1, sealed + (place is not None)
            before = (columns[0], columns[1], of_body)
    return findings, gone, (entries, sealed, texts)


def on_all_processors(check: Callable[[Any], Page], pages: list[Any]) -> Iterator[Page]:
    if len(pages) == 1:
        yield check(pages[0])
        return
    with multiprocessing.Pool(min(len(pages), multiprocessing.cpu_count())) as pool:
        yield from pool.imap(check, pages)


def entries_findings(path: Path, connection: sqlite3.Connection) -> Iterator[str]:
    """Check every entry, on all processors; count entries and leaves against the tables."""
    keys = connection.execute("SELECT chain, seq FROM events ORDER BY chain, seq")
    edges = [key for place, key in enumerate(keys, 1) if place % PAGE == 0]
    pages = list(pairwise([None, *edges, None]))
    counts = [0, 0, 0]
    gone: Gone = []
    for findings, gone_of_page, counted in on_all_processors(partial(page_findings, path), pages):
        yield from findings
        gone += gone_of_page
        counts = [one + more for one, more in zip(counts, counted, strict=True)]
    bodies = [content_of(row[0]) for row in connection.execute(REMOVALS, REMOVAL)]
    yield from removal_findings(gone, bodies)
    tables = [("entries", "events"), ("leaves", "log_leaves"), ("texts", "log_texts")]
    if not connection.execute(TABLE).fetchone()[0]:
        tables.pop()  # a database of before there were texts beside the log
    for (what, table), seen in zip(tables, counts, strict=False):
        there = connection.execute(f"SELECT count(*) FROM {table} NOT INDEXED").fetchone()[0]
        if there != seen:
            yield f"{there} {what} are stored, {seen} are in the order of the log"


def leaves_of(connection: sqlite3.Connection, findings: list[str]) -> bytes:
    """Return all leaves' hashes in one piece; add to the findings where places are missing."""
    leaves = bytearray()
    for place, (idx, leaf) in enumerate(connection.execute(LEAVES)):
        if idx != place:
            findings.append(f"leaf {place} is missing (the next one is {idx})")
            break
        good = isinstance(leaf, str) and re.fullmatch("[0-9a-f]{64}", leaf)
        leaves += bytes.fromhex(leaf) if good else bytes(32)
    return bytes(leaves)


def checkpoint_findings(
    connection: sqlite3.Connection, tree: Tree, keys: list[str]
) -> Iterator[str]:
    """Check each checkpoint: row, note, signature, order, root."""
    last_size, last_at, bent = 0, "", 0
    for id_, *row, key, text in connection.execute(CHECKPOINTS):
        try:
            note = note_in(text)
            size, root, at = int(note["size"]), root_of(note), note["at"]
            found = [signature_finding(note, [key]) or trust_finding(key, keys)]
        except (Unreadable, ValueError) as error:
            yield f"checkpoint {id_}: {error}"
            continue
        if row != [size, root.hex(), at]:
            found.append("its columns do not say what its note says")
        if size < last_size or at < last_at:
            found.append(f"it says {size} entries at {at}, the one before {last_size} at {last_at}")
        if size > tree.size:
            found.append(f"it covers {size} entries, only {tree.size} leaves are there")
        elif root != tree.root(size):
            bent += 1
            found.append("its root is not that of the leaves" if bent == 1 else "")
        yield from (f"checkpoint {id_}: {what}" for what in found if what)
        last_size, last_at = size, at
    if bent > 1:
        yield f"{bent - 1} more checkpoints have another root than the leaves"


def trust_finding(key: str, trusted: list[str]) -> str:
    return "" if not trusted or key in trusted else f"its key was not named with --key: {key}"


def database_findings(path: Path, anchors: Anchors, trusted: list[str]) -> Iterator[str]:
    """Check a copy of the database against the notes."""
    findings: list[str] = []
    with closing(opened(path)) as connection:
        yield from entries_findings(path, connection)
        tree = Tree(leaves_of(connection, findings))
        yield from findings
        yield from checkpoint_findings(connection, tree, trusted)
        keys = trusted or [
            row[0] for row in connection.execute("SELECT DISTINCT key FROM checkpoints")
        ]
    for name, note in anchors:
        size = int(note["size"])
        found = [signature_finding(note, keys)]
        if size > tree.size:
            found.append(f"the log was cut: it has {tree.size} leaves")
        elif tree.root(size) != root_of(note):
            found.append("the log was rewritten: it had another root")
        yield from (f"note {name} over {size} entries: {what}" for what in found if what)


def bundle_findings(said: dict[str, Any], anchors: Anchors, trusted: list[str]) -> Iterator[str]:
    """Check what `log export` wrote against the notes."""
    note, key = note_in(said["note"]), said["key"]
    if what := signature_finding(note, [key]) or trust_finding(key, trusted):
        yield f"the checkpoint: {what}"
    size, root = int(note["size"]), root_of(note)
    before: tuple[Any, Any, str] = (said["chain"], 0, "")
    gone: Gone = []
    for place, entry in enumerate(said["entries"], 1):
        body = entry["body"].encode()
        found = list(entry_findings(body, before))
        if not found and json.loads(body)["chain"] != said["chain"]:
            found.append("it is of another chain")
        texts = [(t["name"], t["salt"], t["text"]) for t in said["texts"] if t["entry"] == place]
        wrong, names = texts_findings(body, texts)
        found += wrong
        gone += [(said["chain"], place, name) for name in names]
        yield from (
            f"entry {place}: {what}" for what in (*found, *proof_finding(entry, size, root))
        )
        before = (said["chain"], place, hashed(b"\0", body).hex())
    for entry in said["removals"]:
        yield from (f"a removal: {what}" for what in proof_finding(entry, size, root))
    yield from removal_findings(gone, [entry["body"].encode() for entry in said["removals"]])
    yield from statement_findings(said, before, size, root)
    for name, kept in anchors:
        what = kept_finding(said, kept, size, root) or signature_finding(kept, trusted or [key])
        if what:
            yield f"note {name} over {kept['size']} entries: {what}"


def proof_finding(entry: dict[str, Any], size: int, root: bytes) -> list[str]:
    leaf, proof = hashed(b"\0", entry["body"].encode()), list(map(bytes.fromhex, entry["proof"]))
    if 0 <= entry["leaf"] < size and is_included(leaf, entry["leaf"], size, proof, root):
        return []
    return ["its proof does not lead to the root of the checkpoint"]


def statement_findings(
    said: dict[str, Any], last: tuple[Any, Any, str], size: int, root: bytes
) -> Iterator[str]:
    """Check the sealed entry about the export itself: it says how long the case's log was."""
    yield from (f"the export's entry: {what}" for what in proof_finding(said["export"], size, root))
    export = json.loads(said["export"]["body"])
    told = (export.get("move"), export.get("of"), export.get("entries"), export.get("head"))
    if told != ("export_log", *last):
        yield f"entries are missing at the end, or this is not what was exported: {told[1:3]}"


def kept_finding(said: dict[str, Any], kept: Note, size: int, root: bytes) -> str:
    """Return why the log of a bundle does not go on from a note, or cannot be said to."""
    first = int(kept["size"])
    if first > size:
        return (
            f"the bundle is older (it covers {size} entries), or the log was cut: ask for a new one"
        )
    if first in (0, size):
        return "" if first == 0 or root_of(kept) == root else "the log was rewritten"
    if str(first) not in said["earlier"]:
        return "the bundle holds no proof for it: ask for one with log export --anchor"
    proof = list(map(bytes.fromhex, said["earlier"][str(first)]))
    good = goes_on_from(first, root_of(kept), size, root, proof)
    return "" if good else "the log was rewritten: its beginning is another one"


def read_text(name: str) -> str:
    return (sys.stdin.read() if name == "-" else Path(name).read_text("utf-8-sig")).replace(
        "\r\n", "\n"
    )


def read_anchors(names: Sequence[str]) -> Anchors:
    """Return every note of the files. Raises Unreadable for a file with anything else in it."""
    found: Anchors = []
    for name in names:
        text = f"{read_text(name).strip()}\n"
        notes = list(NOTE.finditer(text))
        rest = NOTE.sub("", text).strip()
        if rest or not notes:  # A note that was bent so far that it is none is not passed over.
            raise Unreadable(f"{name} holds what is no signed checkpoint: {rest[:80]!r}")
        found += [(name, note) for note in notes]
    return found


def findings_in(path: Path, anchors: Anchors, keys: list[str]) -> Iterator[str]:
    """Check a database or a bundle, whichever it is. Raises Unreadable."""
    for key in keys:
        key_of(key)
    with path.open("rb") as file:
        is_database = file.read(16) == b"SQLite format 3\0"
    if is_database:
        return database_findings(path, anchors, keys)
    said = json.loads(path.read_text("utf-8"))
    if not isinstance(said, dict) or said.get("format") != FORMAT:
        raise Unreadable(f"{path} is neither an SQLite database nor a bundle ({FORMAT})")
    return bundle_findings(said, anchors, keys)


def main(arguments: Sequence[str] | None = None) -> int:
    """Check what the command line names; print findings. Returns 0, 1 or 2."""
    asked = argparse.ArgumentParser(description="Checks a sealed log of review-flows.")
    asked.add_argument("path", type=Path, metavar="DATABASE|BUNDLE")
    asked.add_argument("--anchor", nargs="+", action="extend", default=[], metavar="NOTE")
    asked.add_argument("--key", nargs="+", action="extend", default=[], metavar="KEYLINE")
    given = asked.parse_args(arguments)
    number = 0
    try:
        anchors = read_anchors(given.anchor)
        for finding in findings_in(given.path, anchors, given.key):
            number += 1
            sys.stdout.write(f"{finding}\n")
    except UNREADABLE as error:
        sys.stderr.write(f"{given.path} cannot be read: {error!r}. Nothing can be said of it.\n")
        return 2
    for what in removed:
        sys.stdout.write(f"REMOVED: {what}\n")
    for what in sorted(unchecked):
        sys.stdout.write(f"NOT CHECKED: {what}\n")
    if not given.key:
        sys.stdout.write("NOT CHECKED: whose key it is; name the one you keep with --key\n")
    if not anchors:
        sys.stdout.write(
            "NOT CHECKED: whether the log was cut or rewritten; give notes: --anchor\n"
        )
    sys.stdout.write(f"{number} findings\n" if number else "whole\n")
    return int(number > 0)


if __name__ == "__main__":
    sys.exit(main())
