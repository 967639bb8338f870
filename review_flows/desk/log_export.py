"""The log of one case, with proofs, for somebody who trusts only the notes that he keeps."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from models.errors import LogNotWhole, NotFound
from models.event import SITE_CHAIN, EventResult, SiteStep, entry_hash
from models.sealing.bundle import Bundle, ProvenEntry, TextBeside
from models.sealing.note import SignedNote, read_note
from models.sealing.tree import Tree, included
from review_flows.desk.log_reading import log_reading
from review_flows.outside import records
from review_flows.outside.database import Connection, Row
from review_flows.outside.log_walk import body_bytes
from review_flows.outside.sealing import leaves
from review_flows.outside.sealing.sealer import seal
from review_flows.outside.site import Site

EVERY_ENTRY = (
    "SELECT e.seq, e.body, l.idx FROM events e LEFT JOIN log_leaves l ON l.event_id = e.id"
)
ENTRIES = f"{EVERY_ENTRY} WHERE e.chain = :chain AND e.seq <= :last ORDER BY e.seq"
ONE_ENTRY = f"{EVERY_ENTRY} WHERE e.chain = :chain AND e.seq = :seq"
TEXTS = (
    "SELECT seq AS entry, name, salt, text FROM log_texts WHERE chain = :chain ORDER BY seq, name"
)
REMOVALS = (
    "SELECT seq, body FROM events WHERE chain = :site AND move = :move AND result = :done "
    "ORDER BY seq"
)


@dataclass(frozen=True, slots=True)
class _Taken:
    """What is taken away, as it was when that was logged; of entries the numbers."""

    entries: int  # the last one of the chain
    export: int  # of the site's log
    texts: Sequence[TextBeside]
    removals: Sequence[int]  # of the site's log


def export_log(site: Site, actor: str, chain: str, kept: Sequence[SignedNote] = ()) -> Bundle:
    """Log that a chain is taken away, seal, and return its entries with proofs.

    `kept` are notes that somebody holds: the bundle proves that the log goes on from each.
    `actor` is empty where nobody is named. Raises NotFound for a chain without entries,
    LogNotWhole where the log does not hold what was sealed.
    """
    taken = _log_export(site, actor, chain)
    seal(site, whole=True)
    with site.database.reading() as connection:
        checkpoint = leaves.last_checkpoint(connection)
        rows = connection.rows(ENTRIES, chain=chain, last=taken.entries)
        told = [
            connection.rows(ONE_ENTRY, chain=SITE_CHAIN, seq=seq)[0]
            for seq in (taken.export, *taken.removals)
        ]
        tree = Tree(bytes.fromhex(leaf["hash"]) for leaf in leaves.leaf_rows(connection))
    assert checkpoint is not None, "it was just sealed"
    note = read_note(checkpoint["note"])
    _refuse_another_tree(tree, note, kept)
    size = note.checkpoint.size
    earlier = sorted({one.checkpoint.size for one in kept} - {0})
    return Bundle(
        chain,
        [_proven(row, tree, note) for row in rows],
        size,
        note.text,
        checkpoint["key"],
        _proven(told[0], tree, note),
        {one: tree.consistency_proof(one, size) for one in earlier},
        taken.texts,
        [_proven(row, tree, note) for row in told[1:]],
    )


def _log_export(site: Site, actor: str, chain: str) -> _Taken:
    """Log up to which entry a chain is taken away; return what is."""
    with site.database.writing() as connection:
        entries, head = records.head_of(connection, chain)
        if not entries:
            raise NotFound("The log", chain, ())
        facts = {"of": chain, "entries": entries, "head": head}
        log_reading(site, connection, actor, SiteStep.EXPORT_LOG, facts)
        # Read here: a text that is removed while the log is being sealed stays in this bundle.
        texts = [TextBeside(**row) for row in connection.rows(TEXTS, chain=chain)]
        export, _ = records.head_of(connection, SITE_CHAIN)
        return _Taken(entries, export, texts, _removals(connection, chain))


def _removals(connection: Connection, chain: str) -> list[int]:
    """Return which entries of the site's log say that a text of the chain was removed."""
    step, done = str(SiteStep.REDACT_LOG), str(EventResult.DONE)
    rows = connection.rows(REMOVALS, site=SITE_CHAIN, move=step, done=done)
    return [row["seq"] for row in rows if json.loads(row["body"]).get("of") == chain]


def _refuse_another_tree(tree: Tree, note: SignedNote, kept: Sequence[SignedNote]) -> None:
    for one in (note, *kept):
        said = one.checkpoint
        if said.size > tree.size or said.root != tree.root(said.size):
            raise LogNotWhole(
                f"The log is not what the checkpoint over {said.size} entries of {said.at} covers. "
                "See what differs: review-flows log verify"
            )


def _proven(row: Row, tree: Tree, note: SignedNote) -> ProvenEntry:
    """Return an entry with its proof, which is tried before it is handed out."""
    body, place, size = body_bytes(row["body"]), row["idx"], note.checkpoint.size
    sealed = place is not None and 0 <= place < size
    proof = tree.inclusion_proof(place, size) if sealed else []
    leaf = bytes.fromhex(entry_hash(body))
    if not sealed or not included(leaf, place, size, proof, note.checkpoint.root):
        raise LogNotWhole(
            f"Entry {row['seq']} is not what was sealed. See what differs: review-flows log verify"
        )
    return ProvenEntry(body.decode(), place, proof)
