"""The disk that the power soak rebuilds keeps what was synced, and of the rest what lots leave."""

from pathlib import Path
from random import Random

import pytest
from disk_trace import OPTIONS, Event, Kind, events_in
from power_loss import SECTOR, Disk, Loss, disk_at, missed_by
from struck import run_struck, traces

from review_flows.outside.store import Store, write_whole

CONTENT = "第一条　为了规范…".encode() * 100


def opened(path: str) -> Event:
    """A new file."""
    return Event(Kind.OPEN, path)


def written(path: str, data: bytes, at: int = 0) -> Event:
    """Data in a file."""
    return Event(Kind.WRITE, path, at=at, data=data)


def synced(path: str) -> Event:
    """A file or a folder made durable; "" is the home."""
    return Event(Kind.SYNC, path)


def left_by(home: Path, *events: Event) -> dict[str, bytes | None]:
    """What is there when only what was synced is."""
    return disk_at(home, events, len(events)).after(Loss.STRICT, Random(1))


def test_a_file_is_there_only_when_it_and_its_name_were_synced(tmp_path: Path) -> None:
    made = opened("a"), written("a", b"x")
    assert left_by(tmp_path, *made) == {}
    assert left_by(tmp_path, *made, synced("a")) == {}
    assert left_by(tmp_path, *made, synced("")) == {"a": b""}
    assert left_by(tmp_path, *made, synced("a"), synced("")) == {"a": b"x"}


def test_what_lies_in_a_folder_is_gone_with_the_name_of_the_folder(tmp_path: Path) -> None:
    made = Event(Kind.MKDIR, "f"), opened("f/a"), written("f/a", b"x"), synced("f/a"), synced("f")
    assert left_by(tmp_path, *made) == {}
    assert left_by(tmp_path, *made, synced("")) == {"f": None, "f/a": b"x"}


def test_a_rename_is_one_change_of_the_folder_that_it_leads_to(tmp_path: Path) -> None:
    (tmp_path / "from").mkdir()
    (tmp_path / "to").mkdir()
    (tmp_path / "from" / "a").write_bytes(b"x")
    moved = Event(Kind.RENAME, "from/a", "to/a")
    assert "from/a" in left_by(tmp_path, moved, synced("from"))
    after = left_by(tmp_path, moved, synced("to"))
    assert ("from/a" in after, after["to/a"]) == (False, b"x")


def test_by_lot_a_write_is_there_or_gone_or_torn_at_a_sector(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(bytes(4 * SECTOR))
    disk = disk_at(tmp_path, [written("a", b"x" * 4 * SECTOR)], 1)
    seen = {disk.after(Loss.RANDOM, Random(dice))["a"] for dice in range(200)}
    torn = {b"x" * SECTOR * n + bytes(SECTOR * (4 - n)) for n in range(5)}
    assert seen == torn


def test_a_program_that_never_syncs_has_what_the_kernel_wrote_back(tmp_path: Path) -> None:
    many = [event for n in range(300) for event in (opened(f"{n}"), synced(""))]
    there = disk_at(tmp_path, many, len(many), syncs=False).after(Loss.STRICT, Random(1))
    assert ("0" in there, "299" in there) == (True, False)


@pytest.mark.skipif(bool(traces()), reason=f"no strace: {traces()}")
def test_what_is_recorded_is_what_lies_there_and_what_is_stored_is_safe(tmp_path: Path) -> None:
    before, home, trace = tmp_path / "before", tmp_path / "home", tmp_path / "trace"
    before.mkdir()
    home.mkdir()

    def work(acknowledge: object) -> None:
        write_whole(home / "a" / "b" / "letter.docx", CONTENT)
        Store(home / "inside" / "store").put(CONTENT)
        (home / "careless.txt").write_bytes(CONTENT)

    assert run_struck(work, tmp_path / "log", "-o", str(trace), *OPTIONS).code == 0
    events = list(events_in(trace, home, 0))
    assert missed_by(events, before, home) == []
    there = disk_at(before, events, len(events)).after(Loss.STRICT, Random(1))
    files = {path: content for path, content in there.items() if content is not None}
    assert sorted(files.values()) == [CONTENT, CONTENT]
    assert "a/b/letter.docx" in files
    assert Disk(home).as_seen()["careless.txt"] == CONTENT
