"""The log of one case, with proofs, for somebody who trusts only the notes that he keeps."""

from collections.abc import Sequence

from models.errors import LogNotWhole, NotFound
from models.event import SITE_CHAIN, SiteStep, entry_hash
from models.sealing.bundle import Bundle, ProvenEntry
from models.sealing.note import SignedNote, read_note
from models.sealing.tree import Tree, included
from review_flows.desk.log_reading import log_reading
from review_flows.outside import records
from review_flows.outside.database import Row
from review_flows.outside.log_walk import body_bytes
from review_flows.outside.sealing import leaves
from review_flows.outside.sealing.sealer import seal
from review_flows.outside.site import Site

ENTRY = (
    "SELECT e.seq, e.body, l.idx FROM events e LEFT JOIN log_leaves l ON l.event_id = e.id "
    "WHERE e.chain = :chain AND "
)
ENTRIES = ENTRY + "e.seq <= :last ORDER BY e.seq"
ONE_ENTRY = ENTRY + "e.seq = :seq"


def export_log(site: Site, actor: str, chain: str, kept: Sequence[SignedNote] = ()) -> Bundle:
    """Log that a chain is taken away, seal, and return its entries with proofs.

    `kept` are notes that somebody holds: the bundle proves that the log goes on from each.
    `actor` is empty where nobody is named. Raises NotFound for a chain without entries,
    LogNotWhole where the log does not hold what was sealed.
    """
    entries, export = _log_export(site, actor, chain)
    seal(site, whole=True)
    with site.database.reading() as connection:
        checkpoint = leaves.last_checkpoint(connection)
        rows = connection.rows(ENTRIES, chain=chain, last=entries)
        (statement,) = connection.rows(ONE_ENTRY, chain=SITE_CHAIN, seq=export)
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
        _proven(statement, tree, note),
        {one: tree.consistency_proof(one, size) for one in earlier},
    )


def _log_export(site: Site, actor: str, chain: str) -> tuple[int, int]:
    """Log up to which entry a chain is taken away; return that one's number and the log's own."""
    with site.database.writing() as connection:
        entries, head = records.head_of(connection, chain)
        if not entries:
            raise NotFound("The log", chain, ())
        facts = {"of": chain, "entries": entries, "head": head}
        log_reading(site, connection, actor, SiteStep.EXPORT_LOG, facts)
        return entries, records.head_of(connection, SITE_CHAIN)[0]


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
