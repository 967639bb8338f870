"""The key of the log: never replaced in silence, never written over."""

import pytest
from builders import accepted, add_person
from cli_running import run

from models.errors import BadInput
from models.sealing.note import read_key
from review_flows.outside.log_walk import LogFault
from review_flows.outside.seal_walk import walk_seal
from review_flows.outside.sealing.keys import key_file
from review_flows.outside.sealing.sealer import seal
from review_flows.outside.site import Site


def checkpoints(site: Site) -> int:
    with site.database.reading() as connection:
        return int(connection.value("SELECT count(*) FROM checkpoints"))


def test_a_lost_key_stops_the_sealing_until_somebody_makes_a_new_one(site: Site) -> None:
    accepted(site)
    old = seal(site)
    key_file(site).unlink()
    with pytest.raises(BadInput, match="make-key"):
        seal(site)
    assert checkpoints(site) == 1

    add_person(site, "cui", "system_admin")
    made = run(site, "log", "make-key", "--as", "cui")
    assert made.exit_code == 0, made.output
    note = seal(site)
    keys = [read_key(made.stdout.strip()), read_key(old_key_of(site))]
    assert note.signature_by(keys[0]) and not old.signature_by(keys[0])
    found: list[LogFault] = []
    walk_seal(site.database, keys, [], found.append)
    assert found == []
    with site.database.reading() as connection:
        sql = "SELECT actor, body FROM events WHERE move = 'make_log_key'"
        (entry,) = connection.rows(sql)
    assert entry["actor"] == "cui" and made.stdout.strip() in bytes(entry["body"]).decode()


def old_key_of(site: Site) -> str:
    """The key of the first checkpoint."""
    with site.database.reading() as connection:
        return str(connection.value("SELECT key FROM checkpoints ORDER BY id"))


def test_a_key_is_never_written_over(site: Site) -> None:
    seal(site)
    before = key_file(site).read_bytes()
    refused = run(site, "log", "make-key")
    assert refused.exit_code != 0 and "never written over" in refused.stderr
    assert key_file(site).read_bytes() == before


def test_only_the_first_checkpoint_of_a_size_keeps_the_subtrees(site: Site) -> None:
    """Half a million checkpoints a year add nothing."""
    accepted(site)
    for _ in range(3):
        seal(site)
    accepted(site, title="又一办法")
    seal(site)
    with site.database.reading() as connection:
        rows = connection.rows("SELECT frontier FROM checkpoints ORDER BY id")
    assert [bool(row["frontier"]) for row in rows] == [True, False, False, True]
