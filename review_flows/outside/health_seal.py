"""What `doctor` says of the sealed log: how old its seal is, its key, and the file elsewhere."""

import os
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from models.errors import ReviewError
from models.readiness import MOST_SEAL_AGE
from review_flows.outside.database import Connection, Row
from review_flows.outside.health_line import HealthLine, Level, health_line
from review_flows.outside.running_mark import is_running
from review_flows.outside.sealing import leaves
from review_flows.outside.sealing.anchor_file import last_note
from review_flows.outside.sealing.keys import key_path
from review_flows.outside.sealing.signers import signer_in
from review_flows.outside.settings import Settings
from review_flows.outside.wall_clock import local_text, utc_text

STALE = timedelta(seconds=MOST_SEAL_AGE)
OTHERS = 0o077  # bits of a file's mode


def seal_lines(connection: Connection, settings: Settings, now: datetime) -> Iterator[HealthLine]:
    """Say how the seal of the log stands; `now` is UTC. No key is made and nothing is sealed."""
    last = leaves.last_checkpoint(connection)
    yield _seal(last, leaves.count_not_sealed(connection), is_running(settings), now)
    yield from _key(key_path(settings), last)
    yield _anchor(connection, settings, last, now)


def _seal(last: Row | None, waiting: int, running: bool, now: datetime) -> HealthLine:
    at = str(last["at"]) if last else ""
    values = {"waiting": waiting, "at": local_text(at) if at else "–", "size": 0}
    if last is not None:
        values["size"] = last["size"]
    if running and at < utc_text(now - STALE):
        return health_line("seal", Level.BROKEN, "health.seal_stuck", **values)
    if waiting and not running:
        return health_line("seal", Level.NOTE, "health.seal_waits", **values)
    return health_line("seal", Level.FINE, "health.seal" if at else "health.seal_none", **values)


def _key(path: Path, last: Row | None) -> Iterator[HealthLine]:
    if not path.exists():
        if last is not None:
            yield health_line("log_key", Level.BROKEN, "health.key_gone", place=path)
        return
    said, why = _trouble(path, last)
    level = Level.BROKEN if said else Level.FINE
    yield health_line("log_key", level, said or "health.place", place=path, why=why)


def _trouble(path: Path, last: Row | None) -> tuple[str, str]:
    """Return what is wrong with the key's file, as the key of a sentence and why."""
    if path.stat().st_mode & OTHERS:
        return "health.key_open", f"{path.stat().st_mode & 0o777:o}"
    try:
        name = str(last["key"]).split("+", 1)[0] if last else path.stem
        key = signer_in(path, name).key
    except (OSError, ReviewError) as error:
        return "health.key_unreadable", str(error)
    if last is not None and key.text != last["key"]:
        return "health.key_other", key.id.hex()
    return "", ""


def _anchor(
    connection: Connection, settings: Settings, last: Row | None, now: datetime
) -> HealthLine:
    path = settings.anchor_file
    if path is None:
        return health_line("anchor", Level.NOTE, "health.anchor_none")
    if not os.access(path if path.exists() else path.parent, os.W_OK):
        return health_line("anchor", Level.BROKEN, "health.anchor_gone", place=path)
    try:
        note = last_note(path)
    except (OSError, ReviewError) as error:
        why = str(error)
        return health_line("anchor", Level.BROKEN, "health.anchor_unreadable", place=path, why=why)
    if note is None:
        return health_line("anchor", Level.FINE, "health.anchor_new", place=path)
    seen = note.checkpoint
    values = {"place": path, "size": seen.size, "at": local_text(seen.at)}
    if not leaves.is_known(connection, seen):
        return health_line("anchor", Level.BROKEN, "health.anchor_unknown", **values)
    behind = last is not None and seen.at < utc_text(now - STALE) and seen.at < last["at"]
    said = "health.anchor_behind" if behind else "health.anchor"
    return health_line("anchor", Level.BROKEN if behind else Level.FINE, said, **values)
