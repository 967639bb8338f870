"""The log entry: canonical bytes, chained by hash, so that a change anywhere shows."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Any

HASH_NAME = "sha256"
NO_ENTRY = ""  # what the first entry of a chain names as its predecessor
SITE_CHAIN = "site"  # entries that belong to no case: refused arrivals, unknown numbers
FILING_CHAIN = "filing:"  # begins the chain of what another office filed here: filing:R2026-0001
LARGEST_INTEGER = 2**53 - 1  # RFC 8785 takes no larger one


class EventResult(StrEnum):
    DONE = "done"
    REFUSED = "refused"


class SiteStep(StrEnum):
    """What the site's chain calls a step that belongs to no case; beside the codes of moves."""

    CHANGE_CALENDAR = "change_calendar"
    CLOCK_JUMP = "clock_jump"
    ACCEPT_CLOCK = "accept_clock"
    CHANGE_PEOPLE = "change_people"
    ENTER_ABSENCE = "enter_absence"
    CANCEL_ABSENCE = "cancel_absence"
    START_CLEANUP = "start_cleanup"
    DECIDE_CLEANUP = "decide_cleanup"
    CLOSE_CLEANUP = "close_cleanup"
    IMPORT_CATALOGUE = "import_catalogue"
    RECEIVE_FILING = "receive_filing"  # from here on of the chain of a received filing
    ANSWER_FILING = "answer_filing"
    REMIND_FILING = "remind_filing"
    REPROJECT_FILING = "reproject_filing"
    TAKE_ANSWER = "take_answer"  # a package of an answer that could not be taken
    READ_LOG = "read_log"  # again of the site: who read a log
    EXPORT_LOG = "export_log"  # who took one away
    REDACT_LOG = "redact_log"  # a text that was kept beside an entry was removed
    BACK_UP = "back_up"  # where to, with which checkpoint
    MAKE_LOG_KEY = "make_log_key"  # by which checkpoints are signed from then on


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of `events`. The columns repeat what the body says, for searching; the body counts."""

    chain: str  # a case number, SITE_CHAIN, or FILING_CHAIN with a number
    seq: int
    at: str
    actor: str
    move: str
    result: EventResult
    from_state: str
    to_state: str
    body: bytes
    hash: str


_WRITER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def canonical(value: object) -> bytes:
    """Return the one way to write a value as JSON (RFC 8785) in UTF-8.

    Only what needs no judgement is taken: texts, whole numbers below 2^53, true, false, null,
    lists, and objects with ASCII keys. Written by us because it runs in every transaction; the
    tests hold it equal to the library rfc8785. Raises ValueError for anything else.
    """
    try:
        text = _WRITER.encode(value)
    except TypeError as error:
        raise ValueError(f"A log entry does not take this: {error}.") from None
    # Reading it back is the quickest way to look at every number and key.
    _READER.decode(text)
    return text.encode("utf-8")


def read_strictly(body: bytes) -> object:
    """Return what canonical bytes say. Raises ValueError for what they may not hold."""
    said: object = _READER.decode(body.decode("utf-8"))
    return said


def _whole_number(digits: str) -> int:
    number = int(digits)
    if abs(number) > LARGEST_INTEGER:
        raise ValueError(f"{number} is too large for a log entry: write it as a text.")
    return number


def _no_number(text: str) -> float:
    raise ValueError(f"A log entry takes no fraction: {text}.")


def _ascii_keys(said: dict[str, object]) -> dict[str, object]:
    if not all(map(str.isascii, said)):
        raise ValueError(f"A log entry's keys are ASCII texts: {', '.join(said)}.")
    return said


_READER = json.JSONDecoder(
    parse_int=_whole_number,
    parse_float=_no_number,
    parse_constant=_no_number,
    object_hook=_ascii_keys,
)


def entry_hash(body: bytes) -> str:
    """Return the leaf hash of RFC 6962 (a zero byte before the body), in hexadecimal."""
    return sha256(b"\x00" + body).hexdigest()


def next_entry(
    previous: tuple[int, str],
    *,
    chain: str,
    at: str,
    actor: Mapping[str, str],
    move: str,
    result: EventResult,
    from_state: str,
    to_state: str,
    facts: Mapping[str, object],
) -> Entry:
    """Return the entry that follows (sequence number, hash) of the previous one.

    `at` is UTC with microseconds; `facts` are whatever else it proves: form, hashes, rule set,
    calendar, due days, reason. Raises ValueError for what has no canonical form.
    """
    said = {
        **facts,
        "actor": dict(actor),
        "alg": HASH_NAME,
        "at": at,
        "chain": chain,
        "from": from_state,
        "move": move,
        "prev": previous[1],
        "result": str(result),
        "seq": previous[0] + 1,
        "to": to_state,
        "v": 1,
    }
    return _entry(said, result, canonical(said))


def _entry(said: Mapping[str, Any], result: EventResult, body: bytes) -> Entry:
    return Entry(
        said["chain"],
        said["seq"],
        said["at"],
        said["actor"]["code"],
        said["move"],
        result,
        said["from"],
        said["to"],
        body,
        entry_hash(body),
    )


FIRST = (0, NO_ENTRY)


def faults_of(entry: Entry, previous: tuple[int, str]) -> list[str]:
    """Return what is wrong with an entry, given (sequence number, hash) of the one before it."""
    faults = []
    if entry.seq != previous[0] + 1:
        faults.append(f"entry {previous[0] + 1} is missing (the next one is {entry.seq})")
    if entry_hash(entry.body) != entry.hash:
        faults.append("the stored hash is not the hash of the body")
    try:
        said = read_strictly(entry.body)
    except ValueError as error:
        return [*faults, f"the body is not JSON as the log writes it ({error})"]
    if not isinstance(said, dict):
        return [*faults, "the body is not an object"]
    if _WRITER.encode(said).encode("utf-8", "replace") != entry.body:
        faults.append("the body is not in canonical form")
    if said.get("prev") != previous[1]:
        faults.append("it does not follow the entry before it")
    faults += [
        f"the column {column} says {stored!r}, the body {said.get(name)!r}"
        for column, name, stored in _repeated(entry)
        if said.get(name) != stored
    ]
    if isinstance(said.get("actor"), dict) and said["actor"].get("code") != entry.actor:
        faults.append("the column actor and the body name different persons")
    return faults


def _repeated(entry: Entry) -> list[tuple[str, str, object]]:
    return [
        ("chain", "chain", entry.chain),
        ("seq", "seq", entry.seq),
        ("at", "at", entry.at),
        ("move", "move", entry.move),
        ("result", "result", str(entry.result)),
        ("from_state", "from", entry.from_state),
        ("to_state", "to", entry.to_state),
    ]
