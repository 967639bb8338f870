"""Somebody who owns the database file and bends its log, in each way that we know of."""

import json
import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from models.event import canonical, entry_hash
from models.sealing.note import Checkpoint, signed
from models.sealing.tree import Frontier
from review_flows.outside.sealing.signers import Signer

Driver = sqlite3.Connection
COLUMNS = ("at", "actor", "move", "result", "from_state", "to_state")
ENTRY = "SELECT e.id, e.chain, e.body, l.idx FROM events e JOIN log_leaves l ON l.event_id = e.id"

# What a careful one does not forget: the texts that were beside the entries.
DROP_TEXTS = "DELETE FROM log_texts WHERE (chain, seq) NOT IN (SELECT chain, seq FROM events)"
MOVE_TEXTS = "UPDATE log_texts SET seq = ? WHERE chain = ? AND seq = ?"


class Tamperer:
    """Bends a copy of a sealed database. What is done hangs on the seed alone.

    `signer` is the stolen key, for the one kind that has it.
    """

    def __init__(self, path: Path, seed: int, signer: Signer) -> None:
        self.path, self.random, self.signer = path, random.Random(seed), signer

    def bend(self, kind: str) -> None:
        """Drop the triggers and do one of KINDS."""
        with closing(sqlite3.connect(self.path)) as driver:
            names = driver.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            for (name,) in names.fetchall():
                driver.execute(f"DROP TRIGGER {name}")
            KINDS[kind](self, driver)
            driver.commit()

    def entry(self, driver: Driver) -> tuple[int, str, dict[str, Any]]:
        """Return any sealed entry: row, chain, what its body says."""
        id_, chain, body, _ = self.random.choice(driver.execute(ENTRY).fetchall())
        return id_, chain, json.loads(body)


def edit(who: Tamperer, driver: Driver) -> None:
    """Name another person in a body, and leave the rest."""
    id_, _, said = who.entry(driver)
    said["actor"]["code"] = "nobody"
    driver.execute("UPDATE events SET body = ? WHERE id = ?", (canonical(said), id_))


def flip_a_bit(who: Tamperer, driver: Driver) -> None:
    """Turn one bit of a body, as a bad disk does."""
    id_, _, said = who.entry(driver)
    body = bytearray(canonical(said))
    body[who.random.randrange(len(body))] ^= 1 << who.random.randrange(8)
    driver.execute("UPDATE events SET body = ? WHERE id = ?", (bytes(body), id_))


def delete(who: Tamperer, driver: Driver) -> None:
    """Take an entry and its leaf out, and close the row of leaves."""
    id_, _, _ = who.entry(driver)
    forget(driver, [id_])


def delete_and_relink(who: Tamperer, driver: Driver) -> None:
    """Take an entry out and write the chain anew, so that it holds again."""
    id_, chain, _ = who.entry(driver)
    forget(driver, [id_])
    relink(driver, chain)


def edit_and_relink(who: Tamperer, driver: Driver) -> None:
    """Change when something was done, and write chain and leaves anew."""
    id_, chain, said = who.entry(driver)
    said["at"] = "2026-01-05T01:00:00.000000Z"
    driver.execute("UPDATE events SET body = ? WHERE id = ?", (canonical(said), id_))
    relink(driver, chain)


def drop_a_case(who: Tamperer, driver: Driver) -> None:
    """Take a whole case away, its row too."""
    _, chain, _ = who.entry(driver)
    rows = driver.execute("SELECT id FROM events WHERE chain = ?", (chain,)).fetchall()
    forget(driver, [id_ for (id_,) in rows])
    driver.execute("DELETE FROM cases WHERE number = ?", (chain,))


def truncate(who: Tamperer, driver: Driver) -> None:
    """Go back to an earlier checkpoint: cut what came later, and set the cases back."""
    sizes = driver.execute("SELECT DISTINCT size FROM checkpoints ORDER BY size").fetchall()
    (size,) = who.random.choice(sizes[:-1])
    driver.execute("DELETE FROM checkpoints WHERE size > ?", (size,))
    kept = "SELECT event_id FROM log_leaves WHERE idx < ?"
    driver.execute(f"DELETE FROM events WHERE id NOT IN ({kept})", (size,))
    driver.execute(DROP_TEXTS)
    driver.execute("DELETE FROM log_leaves WHERE idx >= ?", (size,))
    for (number,) in driver.execute("SELECT number FROM cases").fetchall():
        set_back(driver, number)


def replace(who: Tamperer, driver: Driver) -> None:
    """Write a row anew with REPLACE, its hash and its leaf as well."""
    id_, _, said = who.entry(driver)
    said["reason"] = "另有考虑"
    body = canonical(said)
    names = "id, chain, seq, at, actor, move, result, from_state, to_state"
    driver.execute(
        f"REPLACE INTO events ({names}, body, hash) SELECT {names}, ?, ? FROM events WHERE id = ?",
        (body, entry_hash(body), id_),
    )
    driver.execute("UPDATE log_leaves SET hash = ? WHERE event_id = ?", (entry_hash(body), id_))


def rewrite_with_the_key(who: Tamperer, driver: Driver) -> None:
    """Change an entry, and write and sign everything anew with the stolen key."""
    edit_and_relink(who, driver)
    leaves = driver.execute("SELECT hash FROM log_leaves ORDER BY idx").fetchall()
    tree, rows = (
        Frontier(),
        driver.execute("SELECT id, size, note, at FROM checkpoints ORDER BY id"),
    )
    before = 0
    for id_, size, note, at in rows.fetchall():
        for (leaf,) in leaves[tree.size : size]:
            tree.add(bytes.fromhex(leaf))
        checkpoint = Checkpoint(note.split("\n")[0], size, tree.root, at)
        text = signed(checkpoint, who.signer.key, who.signer.sign(checkpoint.body.encode())).text
        grown, before = tree.size > before, tree.size
        frontier = ",".join(node.hex() for node in tree.nodes) if grown else ""
        driver.execute(
            "UPDATE checkpoints SET root = ?, note = ?, frontier = ? WHERE id = ?",
            (tree.root.hex(), text, frontier, id_),
        )


def change_a_text(who: Tamperer, driver: Driver) -> None:
    """Put another text beside an entry, in the place of the one that was logged."""
    rows = driver.execute("SELECT chain, seq, name FROM log_texts").fetchall()
    place = who.random.choice(rows)
    driver.execute(
        "UPDATE log_texts SET text = text || '（改）' WHERE (chain, seq, name) = (?, ?, ?)", place
    )


def empty_a_text(who: Tamperer, driver: Driver) -> None:
    """Empty a text as a removal does, and leave out the entry that says who removed it."""
    rows = driver.execute("SELECT chain, seq, name FROM log_texts").fetchall()
    place = who.random.choice(rows)
    driver.execute(
        "UPDATE log_texts SET salt = NULL, text = NULL WHERE (chain, seq, name) = (?, ?, ?)", place
    )


def swap_leaves(who: Tamperer, driver: Driver) -> None:
    """Let two entries change places in the tree."""
    rows = driver.execute("SELECT idx, event_id, hash FROM log_leaves").fetchall()
    one, other = who.random.sample(rows, 2)
    driver.execute("DELETE FROM log_leaves WHERE idx IN (?, ?)", (one[0], other[0]))
    driver.execute("INSERT INTO log_leaves VALUES (?, ?, ?)", (one[0], *other[1:]))
    driver.execute("INSERT INTO log_leaves VALUES (?, ?, ?)", (other[0], *one[1:]))


KINDS: dict[str, Callable[[Tamperer, Driver], None]] = {
    kind.__name__: kind
    for kind in (
        edit,
        flip_a_bit,
        delete,
        delete_and_relink,
        edit_and_relink,
        drop_a_case,
        truncate,
        replace,
        rewrite_with_the_key,
        swap_leaves,
        change_a_text,
        empty_a_text,
    )
}


def forget(driver: Driver, ids: list[int]) -> None:
    """Take entries and their leaves out; the leaves are numbered anew without a gap."""
    driver.executemany("DELETE FROM events WHERE id = ?", [(id_,) for id_ in ids])
    driver.execute(DROP_TEXTS)
    gone = set(ids)
    rows = driver.execute("SELECT event_id, hash FROM log_leaves ORDER BY idx").fetchall()
    driver.execute("DELETE FROM log_leaves")
    kept = [row for row in rows if row[0] not in gone]
    driver.executemany(
        "INSERT INTO log_leaves VALUES (?, ?, ?)", [(idx, *row) for idx, row in enumerate(kept)]
    )


def relink(driver: Driver, chain: str) -> None:
    """Write a chain anew from its bodies: numbers, links, hashes, columns, leaves, the case."""
    rows = driver.execute("SELECT id, body, seq FROM events WHERE chain = ? ORDER BY seq", (chain,))
    previous = ""
    for seq, (id_, body, before) in enumerate(rows.fetchall(), 1):
        driver.execute(MOVE_TEXTS, (seq, chain, before))
        said = json.loads(body) | {"seq": seq, "prev": previous}
        body = canonical(said)
        previous = entry_hash(body)
        values = (said["at"], said["actor"]["code"], *(said[n] for n in ("move", "result")))
        driver.execute(
            f"UPDATE events SET seq = ?, body = ?, hash = ?, {' = ?, '.join(COLUMNS)} = ? "
            "WHERE id = ?",
            (seq, body, previous, *values, said["from"], said["to"], id_),
        )
        driver.execute("UPDATE log_leaves SET hash = ? WHERE event_id = ?", (previous, id_))
    set_back(driver, chain)


def set_back(driver: Driver, number: str) -> None:
    """Let the case say what the last entry of its chain says; without any, it was never there."""
    done = "SELECT body FROM events WHERE chain = ? AND result = 'done' ORDER BY seq DESC LIMIT 1"
    last = driver.execute(done, (number,)).fetchone()
    if last is None:
        driver.execute("DELETE FROM cases WHERE number = ?", (number,))
        return
    said = json.loads(last[0])
    driver.execute(
        "UPDATE cases SET state = ?, version = ? WHERE number = ?",
        (said["to"], said.get("version"), number),
    )
