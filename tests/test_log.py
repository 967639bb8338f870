"""The log: canonical bytes as the standard has them, every tampering found, no row rewritten."""

import json
from collections.abc import Callable
from dataclasses import replace

import pytest
import rfc8785
from builders import cleared
from databases import content, entries
from hypothesis import given
from hypothesis import strategies as st

from models.event import (
    FIRST,
    LARGEST_INTEGER,
    Entry,
    EventResult,
    canonical,
    entry_hash,
    faults_of,
    next_entry,
)
from review_flows.outside.database import Connection
from review_flows.outside.site import Site

texts = st.text(st.characters(exclude_categories=["Cs"]))
keys = st.text(st.characters(max_codepoint=127))
integers = st.integers(-LARGEST_INTEGER, LARGEST_INTEGER)
leaves = st.none() | st.booleans() | integers | texts
values = st.recursive(
    leaves, lambda inner: st.lists(inner) | st.dictionaries(keys, inner), max_leaves=20
)


@given(values)
def test_our_canonical_form_is_the_standards(value: object) -> None:
    assert canonical(value) == rfc8785.dumps(value)  # type: ignore[arg-type]


@given(values)
def test_what_was_written_reads_back_and_is_written_the_same(value: object) -> None:
    assert canonical(json.loads(canonical(value))) == canonical(value)


@pytest.mark.parametrize("value", [1.5, {"键": 1}, LARGEST_INTEGER + 1, b"bytes", {"a": object()}])
def test_what_needs_judgement_has_no_canonical_form(value: object) -> None:
    with pytest.raises(ValueError, match="log entry"):
        canonical(value)


def chain(length: int) -> list[Entry]:
    """A chain of entries without fault."""
    made: list[Entry] = []
    head = FIRST
    for number in range(length):
        entry = next_entry(
            head,
            chain="2026-0001",
            at=f"2026-03-09T01:00:0{number}.000000Z",
            actor={"code": "deng", "name": "邓登记"},
            move="accept",
            result=EventResult.DONE,
            from_state="received",
            to_state="accepted",
            facts={"version": number},
        )
        made.append(entry)
        head = (entry.seq, entry.hash)
    return made


def faults(log: list[Entry]) -> list[str]:
    """Every fault of a chain, as a verifier walks it."""
    found: list[str] = []
    head = FIRST
    for entry in log:
        found += faults_of(entry, head)
        head = (entry.seq, entry.hash)
    return found


def with_other_reason(entry: Entry) -> Entry:
    return replace(entry, body=entry.body.replace(b'"version":1', b'"version":9'))


def rehashed(entry: Entry) -> Entry:
    changed = with_other_reason(entry)
    return replace(changed, hash=entry_hash(changed.body))


def with_blank(entry: Entry) -> Entry:
    body = entry.body.replace(b'"v":1', b'"v": 1')
    return replace(entry, body=body, hash=entry_hash(body))


TAMPERINGS: list[tuple[str, Callable[[list[Entry]], list[Entry]], str]] = [
    ("an entry is taken out", lambda log: [log[0], *log[2:]], "entry 2 is missing"),
    ("the first is taken out", lambda log: log[1:], "entry 1 is missing"),
    ("two change places", lambda log: [log[1], log[0], *log[2:]], "is missing"),
    ("a body is changed", lambda log: [log[0], with_other_reason(log[1]), log[2]], "stored hash"),
    ("body and hash are changed", lambda log: [log[0], rehashed(log[1]), log[2]], "follow"),
    ("a blank is added", lambda log: [log[0], with_blank(log[1]), log[2]], "canonical form"),
    (
        "a body is no JSON",
        lambda log: [replace(log[0], body=b"{", hash=entry_hash(b"{"))],
        "not JSON",
    ),
    (
        "a body is no object",
        lambda log: [replace(log[0], body=b"[]", hash=entry_hash(b"[]"))],
        "not an object",
    ),
    ("the time is changed", lambda log: [replace(log[0], at="2020-01-01")], "column at"),
    ("the move is changed", lambda log: [replace(log[0], move="sign")], "column move"),
    ("the person is changed", lambda log: [replace(log[0], actor="lin")], "different persons"),
    ("the chain is changed", lambda log: [replace(log[0], chain="2026-0002")], "column chain"),
    (
        "a refusal becomes a deed",
        lambda log: [replace(log[0], result=EventResult.REFUSED)],
        "column result",
    ),
    ("where from is changed", lambda log: [replace(log[0], from_state="new")], "column from_state"),
    ("where to is changed", lambda log: [replace(log[0], to_state="passed")], "column to_state"),
]


@pytest.mark.parametrize(
    ("tamper", "says"), [t[1:] for t in TAMPERINGS], ids=[t[0] for t in TAMPERINGS]
)
def test_each_kind_of_tampering_is_found(
    tamper: Callable[[list[Entry]], list[Entry]], says: str
) -> None:
    log = chain(3)
    assert faults(log) == []
    assert any(says in fault for fault in faults(tamper(log)))


DROPS = {
    False: ("DROP TRIGGER events_no_update", "DROP TRIGGER events_no_delete"),
    True: ("ALTER TABLE events DISABLE TRIGGER USER",),
}
INTRUSIONS = (
    ("UPDATE events SET actor = 'lin' WHERE seq = 3", "different persons"),
    ("UPDATE events SET at = '2020' WHERE seq = 3", "column at"),
    ("UPDATE events SET hash = 'ab' WHERE seq = 3", "stored hash"),
    ("UPDATE events SET body = '{}' WHERE seq = 3", "stored hash"),
    ("DELETE FROM events WHERE seq = 3", "entry 3 is missing"),
    ("UPDATE events SET seq = 99 WHERE seq = 3", "entry 3 is missing"),
)


@pytest.mark.parametrize(("statement", "says"), INTRUSIONS)
def test_who_drops_the_triggers_and_tampers_is_found_out(
    site: Site, statement: str, says: str
) -> None:
    number = cleared(site)
    assert faults(entries(site.database, number)) == []
    with site.database.writing() as connection:
        for drop in DROPS[connection.postgresql]:
            connection.run(drop)
        assert connection.run(statement) == 1
    assert any(says in fault for fault in faults(entries(site.database, number)))


COLUMNS = "id, chain, seq, at, actor, move, result, from_state, to_state, body, hash"
SAME = f"SELECT {COLUMNS} FROM events WHERE seq = 1"
INSERT_SAME = f"INSERT INTO events ({COLUMNS}) {SAME}"
FORBIDDEN = {
    "update": "UPDATE events SET actor = 'lin'",
    "delete": "DELETE FROM events",
    "upsert_id": f"{INSERT_SAME} ON CONFLICT (id) DO UPDATE SET actor = 'lin'",
    "upsert_seq": f"{INSERT_SAME} ON CONFLICT (chain, seq) DO UPDATE SET actor = 'lin'",
}
FORBIDDEN_ON_SQLITE = {
    "replace": f"REPLACE INTO events ({COLUMNS}) {SAME}",
    "replace_by_seq": (
        f"REPLACE INTO events ({COLUMNS}) "
        "SELECT 999, chain, seq, at, 'lin', move, result, from_state, to_state, body, hash "
        "FROM events WHERE seq = 1"
    ),
    "update_or_replace": "UPDATE OR REPLACE events SET seq = 1 WHERE seq = 2",
}
FORBIDDEN_ON_POSTGRESQL = {
    "truncate": "TRUNCATE events",
    "truncate_cascade": "TRUNCATE cases CASCADE; TRUNCATE events",
    "overriding": (
        f"INSERT INTO events ({COLUMNS}) OVERRIDING SYSTEM VALUE {SAME} "
        "ON CONFLICT (id) DO UPDATE SET actor = 'lin'"
    ),
}


def rewrite(connection: Connection, statement: str) -> None:
    """A statement of somebody who would rewrite the log."""
    if not connection.postgresql:
        # The guard may not rest on a setting of the connection.
        connection.run("PRAGMA recursive_triggers = OFF")
    connection.run(statement)


def test_the_triggers_refuse_every_way_to_rewrite_the_log(site: Site) -> None:
    cleared(site)
    before = content(site.database)
    own = FORBIDDEN_ON_POSTGRESQL if site.database.postgresql else FORBIDDEN_ON_SQLITE
    for name, statement in {**FORBIDDEN, **own}.items():
        with (
            pytest.raises(Exception, match="append-only") as refused,
            site.database.writing() as connection,
        ):
            rewrite(connection, statement)
        assert type(refused.value).__module__.split(".")[0] in ("sqlite3", "psycopg"), name
        assert content(site.database) == before, name


def test_replace_is_refused_also_by_a_program_that_sets_no_pragma(site: Site) -> None:
    """SQLite's REPLACE deletes without the DELETE trigger unless recursive_triggers is set."""
    if site.database.path is None:
        pytest.skip("REPLACE is of SQLite alone")
    import sqlite3

    number = cleared(site)
    site.database.close()
    plain = sqlite3.connect(site.database.path, isolation_level=None)
    for name, statement in FORBIDDEN_ON_SQLITE.items():
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            plain.execute(statement)
        assert plain.execute("SELECT count(*) FROM events WHERE seq = 1").fetchone() == (1,), name
    plain.close()
    assert faults(entries(site.database, number)) == []
