"""The security log: lines appended in the transaction of what they tell, forgotten in time."""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from models.account_policy import AccountPolicy, PolicyFigure
from models.event import FIRST, entry_hash
from models.security import NOBODY, SecurityLine, SecurityStep, next_line
from review_flows.outside import records
from review_flows.outside.database import Connection, Row
from review_flows.outside.wall_clock import utc_text

CHAIN = "security"  # the name of its lock
COLUMNS = "seq, at, step, person, address, body, hash"
LAST = f"SELECT {COLUMNS} FROM security_log ORDER BY seq DESC LIMIT 1"
FIRST_LEFT = "SELECT at FROM security_log ORDER BY seq LIMIT 1"
LATEST = f"SELECT {COLUMNS} FROM security_log WHERE seq > :after ORDER BY seq"
LAST_GONE = "SELECT seq, hash FROM security_log WHERE at < :before ORDER BY seq DESC LIMIT 1"


def append_line(
    connection: Connection,
    now: datetime,
    policy: AccountPolicy,
    step: SecurityStep,
    *,
    person: str = NOBODY,
    address: str = "",
    facts: Mapping[str, object] | None = None,
) -> None:
    """Append a line; before it one that says so, where the policy is another than at the last.

    Lines older than the policy keeps go at the same time, and a line says up to which.
    """
    records.lock_chain(connection, CHAIN)
    last = connection.row(LAST)
    at = max(utc_text(now), last["at"] if last else "")
    before = str(said_by(last)["policy"]) if last else ""
    if before != policy.code:
        told = {"from": before, "figures": {str(k): v.value for k, v in policy.figures.items()}}
        _append(connection, at, policy, SecurityStep.POLICY_CHANGED, NOBODY, "", told)
    _forget(connection, at, policy)
    _append(connection, at, policy, step, person, address, facts or {})


def _append(
    connection: Connection,
    at: str,
    policy: AccountPolicy,
    step: SecurityStep,
    person: str,
    address: str,
    facts: Mapping[str, object],
) -> None:
    row = connection.row(LAST)
    previous = (int(row["seq"]), str(row["hash"])) if row else FIRST
    line = next_line(
        previous,
        at=at,
        step=step,
        person=person,
        address=address,
        policy=policy.code,
        facts=facts,
    )
    connection.insert(
        "security_log",
        seq=line.seq,
        at=line.at,
        step=line.step,
        person=line.person,
        address=line.address,
        body=line.body,
        hash=line.hash,
    )


def _forget(connection: Connection, at: str, policy: AccountPolicy) -> None:
    """Take away whole days only, so that it is done once a day and not with every line."""
    kept = timedelta(days=policy.of(PolicyFigure.LOG_DAYS))
    oldest = connection.value(FIRST_LEFT)
    now = datetime.fromisoformat(at)
    if oldest is None or datetime.fromisoformat(oldest) > now - kept - timedelta(days=1):
        return
    before = utc_text(now - kept)
    gone = connection.row(LAST_GONE, before=before)
    assert gone is not None
    told = {"last_gone": gone["seq"], "its_hash": gone["hash"]}
    _append(connection, at, policy, SecurityStep.LOG_SHORTENED, NOBODY, "", told)
    connection.run("DELETE FROM security_log WHERE seq <= :seq", seq=gone["seq"])


def lines_after(connection: Connection, after: int = 0) -> Iterator[SecurityLine]:
    """Yield the lines of the log after a number, in order."""
    for row in connection.rows(LATEST, after=after):
        yield _line(row)


def said_by(row: Row | SecurityLine) -> dict[str, object]:
    """Return what a line says, as its body has it."""
    body = row.body if isinstance(row, SecurityLine) else bytes(row["body"])
    said = json.loads(body)
    assert isinstance(said, dict)
    return said


def _line(row: Row) -> SecurityLine:
    return SecurityLine(
        int(row["seq"]),
        row["at"],
        row["step"],
        row["person"],
        row["address"],
        bytes(row["body"]),
        row["hash"],
    )


def faults_of_log(connection: Connection) -> list[str]:
    """Return where the chain does not hold: lines changed, removed or put in.

    What the owner of the database writes anew as a whole, or cuts off at its end, it cannot show.
    """
    faults: list[str] = []
    previous: tuple[int, str] | None = None
    gone: dict[int, str] = {0: FIRST[1]}  # what stood before the first line that is left
    for line in lines_after(connection):
        said = said_by(line)
        if line.step == SecurityStep.LOG_SHORTENED:
            gone[int(str(said["last_gone"]))] = str(said["its_hash"])
        first = previous is None
        previous = previous or (line.seq - 1, str(said["prev"]))
        faults += _faults_of(line, said, previous)
        if first:
            begins = previous
        previous = (line.seq, line.hash)
    if previous is not None and gone.get(begins[0]) != begins[1]:
        faults.append(f"the lines before {begins[0] + 1} were removed without a word")
    return faults


def _faults_of(
    line: SecurityLine, said: Mapping[str, object], previous: tuple[int, str]
) -> Iterator[str]:
    if line.seq != previous[0] + 1:
        yield f"line {previous[0] + 1} is missing (the next one is {line.seq})"
    if entry_hash(line.body) != line.hash:
        yield f"line {line.seq}: the stored hash is not the hash of the body"
    if said.get("prev") != previous[1]:
        yield f"line {line.seq} does not follow the one before it"
    for name in ("seq", "at", "step", "person", "address"):
        if said.get(name) != getattr(line, name):
            yield f"line {line.seq}: the column {name} and the body differ"
