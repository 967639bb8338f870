"""封存: every entry becomes one leaf, in the order of its row, and a checkpoint covers it."""

import pytest
from builders import accepted

from models.sealing.note import SignedNote, read_key, read_note
from models.sealing.tree import Tree
from review_flows.outside.database import Row
from review_flows.outside.sealing import leaves
from review_flows.outside.sealing.keys import key_file
from review_flows.outside.sealing.sealer import seal
from review_flows.outside.sealing.signers import signed_by
from review_flows.outside.site import Site


def checkpoints(site: Site) -> list[Row]:
    with site.database.reading() as connection:
        return list(connection.rows("SELECT * FROM checkpoints ORDER BY id"))


def hashes_in(site: Site, sql: str) -> list[bytes]:
    with site.database.reading() as connection:
        return [bytes.fromhex(row["hash"]) for row in connection.rows(sql)]


def holds(site: Site, note: SignedNote) -> bool:
    """Whether the note is signed by the key that stands beside it in the database."""
    key = read_key(checkpoints(site)[-1]["key"])
    signature = note.signature_by(key)
    return signature is not None and signed_by(key, note.checkpoint.body.encode(), signature)


def test_what_was_logged_is_sealed_once_and_a_checkpoint_covers_it(site: Site) -> None:
    number = accepted(site)
    first = seal(site)
    accepted(site, title="又一办法")
    second = seal(site)
    sealed = hashes_in(site, "SELECT hash FROM log_leaves ORDER BY idx")
    assert sealed == hashes_in(site, "SELECT hash FROM events ORDER BY id")
    assert first.checkpoint.size < second.checkpoint.size == len(sealed)
    for note in (first, second):
        assert note.checkpoint.root == Tree(sealed).root(note.checkpoint.size)
        assert holds(site, note) and read_note(note.text) == note
    with site.database.reading() as connection:
        covering = leaves.covering(connection, number, 1)
        assert covering is not None and covering["note"] == first.text


def test_a_checkpoint_is_signed_also_where_nothing_was_logged(site: Site) -> None:
    accepted(site)
    first, second = seal(site), seal(site)
    assert first.checkpoint.size == second.checkpoint.size
    assert len(checkpoints(site)) == 2


def test_what_was_left_out_long_ago_is_found_by_a_look_at_the_whole_log(site: Site) -> None:
    """An identity given before others and committed long after them."""
    accepted(site)
    with site.database.reading() as connection:
        last = int(connection.value("SELECT max(id) FROM events"))
        row = dict(connection.row("SELECT * FROM events WHERE id = 1") or {})
    with site.database.writing() as connection:
        connection.insert("events", **row | {"id": last + leaves.LATE + 5, "chain": "late"})
    before = seal(site).checkpoint.size
    with site.database.writing() as connection:
        connection.insert("events", **row | {"id": last + 1, "chain": "later"})
    assert seal(site).checkpoint.size == before
    assert seal(site, whole=True).checkpoint.size == before + 1


def test_the_key_is_for_its_owner_alone_and_made_once(site: Site) -> None:
    seal(site)
    made = key_file(site).read_bytes()
    assert key_file(site).stat().st_mode & 0o777 == 0o600
    seal(site)
    assert key_file(site).read_bytes() == made


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE log_leaves SET hash = '00'",
        "DELETE FROM log_leaves",
        "UPDATE checkpoints SET size = 0",
        "DELETE FROM checkpoints",
    ],
)
def test_leaves_and_checkpoints_are_not_rewritten(site: Site, change: str) -> None:
    accepted(site)
    seal(site)
    with pytest.raises(Exception, match="append-only"), site.database.writing() as connection:
        connection.run(change)
