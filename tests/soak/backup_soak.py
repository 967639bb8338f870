"""Backups while four writers work: every set verifies, is restored, and lacks nothing acknowledged.

Each writer is a process that takes in one case after another. A backup has to hold
every step that was acknowledged before it began. Then each set is verified against its own and all
earlier checkpoints, restored into an empty home, and walked there; a set has to be refused against
a checkpoint made after it. As a control the database file is copied plainly at each backup (`cp`):
how many acknowledged entries such a copy lacks is printed, and is no bar.

Prints a line of JSON for each database; ends with 1 where anything was amiss.
"""

import argparse
import json
import os
import random
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from multiprocessing import get_context
from multiprocessing.sharedctypes import Synchronized
from multiprocessing.synchronize import Event
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from backup_builders import anchor_of, server_tools
from builders import a_site, accepted, received
from databases import PostgreSQL, postgresql_server

from models.errors import BackupRefused
from review_flows.outside.backup.checking import checked_set
from review_flows.outside.backup.making import BackupSet, make_backup
from review_flows.outside.backup.restoring import restore_set
from review_flows.outside.log_walk import LogFault, walk_log
from review_flows.outside.scrub import scrub
from review_flows.outside.sealing.sealer import seal
from review_flows.outside.settings import Settings
from review_flows.outside.site import Site, open_site
from review_flows.outside.wall_clock import SimulatedClock

BACKUPS, WRITERS = 12, 4
DATABASES = ["sqlite", "postgresql"]
ENTRIES_OF_A_ROUND = 3  # one case received and accepted, another one received
THINKING = 0.05  # seconds between two rounds, so that sets stay of a size to restore them all
AT_LEAST = ENTRIES_OF_A_ROUND * 4  # entries between two backups


@dataclass(slots=True)
class Seen:
    """What a run saw of one database."""

    database: str
    seconds: list[float] = field(default_factory=list)
    entries: list[int] = field(default_factory=list)
    lacking_in_a_plain_copy: int = 0
    slowest_round: float = 0.0
    amiss: list[str] = field(default_factory=list)


def write(
    settings: Settings,
    writer: int,
    seed: int,
    done: "Synchronized[int]",
    slowest: "Synchronized[float]",
    stop: Event,
) -> None:
    """Take cases in until told to stop; count each entry once its move has returned."""
    site = open_site(settings, SimulatedClock(datetime(2026, 3, 9, 1, tzinfo=UTC)))
    names = random.Random(f"{seed}.{writer}")
    while not stop.is_set():
        began = time.monotonic()
        accepted(site, title=f"第{writer}组{names.random()}办法")
        received(site, title=f"第{writer}组{names.random()}规定")
        with done.get_lock():
            done.value += ENTRIES_OF_A_ROUND
        with slowest.get_lock():
            slowest.value = max(slowest.value, time.monotonic() - began)
        time.sleep(THINKING)


def soak(home: Path, url: str, homes: Iterator[Settings], backups: int, seed: int) -> Seen:
    """Back up under load, then verify and restore every set."""
    site = a_site(home, url)
    seen = Seen("postgresql" if site.database.postgresql else "sqlite")
    disk = home / "disk"
    disk.mkdir()
    made = [(*one, seal(site)) for one in _under_load(site, disk, backups, seed, seen)]
    for place, (backup, acknowledged, _) in enumerate(made):
        anchors = [anchor_of(one.manifest.checkpoint) for one, *_ in made[: place + 1]]
        try:
            with checked_set(backup.folder, anchors) as checked:
                seen.entries.append(checked.entries)
            _restored(
                restore_set(settings := next(homes), backup.folder, anchors).entries, settings
            )
        except Exception as error:
            seen.amiss.append(f"{backup.folder.name}: {type(error).__name__}: {error}")
            continue
        if checked.entries < acknowledged:
            seen.amiss.append(f"{backup.folder.name}: {checked.entries} of {acknowledged} entries")
    _refused(made[0][0], made[-1][0], seen)
    return seen


def _under_load(
    site: Site, disk: Path, backups: int, seed: int, seen: Seen
) -> Iterator[tuple[BackupSet, int]]:
    context = get_context("fork")
    done, slowest = context.Value("q", 0), context.Value("d", 0.0)
    stop = context.Event()
    site.database.close()
    settings = site.settings
    work = [
        context.Process(target=write, args=(settings, one, seed, done, slowest, stop))
        for one in range(WRITERS)
    ]
    for process in work:
        process.start()
    try:
        for _ in range(backups):
            _wait_for(done, done.value + AT_LEAST)
            acknowledged, began = done.value, time.monotonic()
            backup = make_backup(site, disk)
            seen.seconds.append(round(time.monotonic() - began, 3))
            yield backup, acknowledged
            seen.lacking_in_a_plain_copy += _plain_copy_lacks(site, done)
    finally:
        stop.set()
        for process in work:
            process.join(60)
            if process.exitcode:
                seen.amiss.append(f"a writer ended with {process.exitcode}")
        seen.slowest_round = round(slowest.value, 3)


def _wait_for(done: "Synchronized[int]", many: int) -> None:
    until = time.monotonic() + 120
    while done.value < many:
        if time.monotonic() > until:
            raise SystemExit("the writers do not get on")
        time.sleep(0.01)


def _plain_copy_lacks(site: Site, done: "Synchronized[int]") -> int:
    """Say how many acknowledged entries a copy by `cp` lacks; all of them where it is damaged."""
    if site.database.path is None:
        return 0
    acknowledged = done.value
    copy = site.settings.home / "cp.db"
    shutil.copy(site.database.path, copy)
    try:
        driver = sqlite3.connect(copy)
        (entries,) = driver.execute("SELECT count(*) FROM events").fetchone()
        driver.close()
    except sqlite3.DatabaseError:
        return acknowledged
    return max(0, acknowledged - int(entries))


def _restored(entries: int, settings: Settings) -> None:
    """Walk what was restored, and hold every file of its store against its name."""
    site = open_site(settings, SimulatedClock(datetime(2026, 6, 1, tzinfo=UTC)))
    faults: list[LogFault] = []
    walk = walk_log(site.database, faults.append)
    assert not faults and walk.entries == entries, faults[:3]
    assert not scrub(site).faults
    site.database.close()


def _refused(first: BackupSet, last: BackupSet, seen: Seen) -> None:
    try:
        with checked_set(first.folder, [anchor_of(last.manifest.checkpoint)]):
            seen.amiss.append("the first set passes with the checkpoint of the last")
    except BackupRefused:
        return


def new_homes(folder: Path, server: PostgreSQL | None) -> Iterator[Settings]:
    """Yield the settings of one empty home after another."""
    place = 0
    while True:
        place += 1
        home = folder / f"restored{place}"
        url = server.fresh() if server else f"sqlite:///{home}/.review-flows/review.db"
        yield replace(_settings(home), database=url)


def _settings(home: Path) -> Settings:
    return Settings(home=home, database="", rule_set="datong_xinrong_2021", organ="青岚")


@contextmanager
def a_folder() -> Iterator[Path]:
    """A folder that is removed at the end."""
    folder = Path(tempfile.mkdtemp(prefix="review-flows-backup-soak-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def runs(backups: int, seed: int, databases: list[str]) -> Iterator[Seen]:
    """Yield what was seen of each database."""
    if "sqlite" in databases:
        with a_folder() as folder:
            yield soak(folder, "", new_homes(folder, None), backups, seed)
    tools = server_tools()
    if "postgresql" in databases and tools:
        os.environ["PATH"] = f"{tools}{os.pathsep}{os.environ['PATH']}"
        with a_folder() as folder, postgresql_server() as server:
            yield soak(folder, server.fresh(), new_homes(folder, server), backups, seed)


def main() -> None:
    """Run on both databases, or on SQLite alone with --short."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--backups", type=int, default=BACKUPS)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--on", choices=DATABASES, action="append", help="default: both")
    parser.add_argument("--short", action="store_true", help="three backups of SQLite alone")
    given = parser.parse_args()
    backups = 3 if given.short else given.backups
    databases = ["sqlite"] if given.short else given.on or DATABASES
    amiss = False
    for seen in runs(backups, given.seed, databases):
        amiss = amiss or bool(seen.amiss)
        told = {
            "database": seen.database,
            "backups": len(seen.seconds),
            "hold": len(seen.entries),
            "seconds": seen.seconds,
            "entries": seen.entries,
            "slowest_round_of_a_writer": seen.slowest_round,
            "entries_a_plain_copy_lacks": seen.lacking_in_a_plain_copy,
            "seed": given.seed,
            "amiss": seen.amiss,
        }
        sys.stdout.write(json.dumps(told, ensure_ascii=False) + "\n")
        sys.stdout.flush()
    raise SystemExit(1 if amiss else 0)


if __name__ == "__main__":
    main()
