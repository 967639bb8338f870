"""封存: entries become leaves of the tree, and a checkpoint over all of them is signed.

One transaction: whoever reads sees leaves and the checkpoint that covers them, or neither.
"""

from models.event import entry_hash
from models.sealing.note import HASH_NAME, Checkpoint, SignedNote, signed
from models.sealing.tree import Frontier
from review_flows.outside import records
from review_flows.outside.database import Connection, Row
from review_flows.outside.sealing import leaves
from review_flows.outside.sealing.keys import origin_of, site_signer
from review_flows.outside.site import Site
from review_flows.outside.wall_clock import utc_text

LOCK = "seal"  # of all sealers of one database


def seal(site: Site, *, whole: bool = False) -> SignedNote:
    """Seal what was logged since the last time, and return the new checkpoint.

    There is a new one also where nothing was logged, so that silence is proved as well. `whole`
    looks for entries that were left out however long ago, which takes a look at the whole log.
    """
    signer = site_signer(site)
    with site.database.writing() as connection:
        records.lock_chain(connection, LOCK)
        last = leaves.last_checkpoint(connection)
        frontier = leaves.frontier_of(connection, last)
        known = frontier.size if last else None
        _add_leaves(connection, frontier, whole)
        # Never before the last one: a clock that was set back must not look like tampering.
        at = max(utc_text(site.clock.now()), str(last["at"]) if last else "")
        checkpoint = Checkpoint(origin_of(site), frontier.size, frontier.root, at)
        note = signed(checkpoint, signer.key, signer.sign(checkpoint.body.encode()))
        connection.insert(
            "checkpoints",
            size=checkpoint.size,
            root=checkpoint.root.hex(),
            at=at,
            hash_name=HASH_NAME,
            signature_name=str(signer.key.signature),
            key=signer.key.text,
            note=note.text,
            frontier="" if frontier.size == known else _text(frontier),
        )
    return note


def _add_leaves(connection: Connection, frontier: Frontier, whole: bool) -> None:
    added = []
    for entry in leaves.not_sealed(connection, all_of_them=whole):
        # Of the body, and not the hash that stands beside it: what was seen is what is sealed.
        leaf = entry_hash(_bytes(entry))
        added.append((frontier.size, int(entry["id"]), leaf))
        frontier.add(bytes.fromhex(leaf))
    leaves.add_leaves(connection, added)


def _text(frontier: Frontier) -> str:
    return ",".join(node.hex() for node in frontier.nodes)


def _bytes(entry: Row) -> bytes:
    body = entry["body"]
    return body.encode() if isinstance(body, str) else bytes(body)
