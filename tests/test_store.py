"""The store: bytes under their hash, whole or not at all, never changed unseen."""

import errno
import os
from hashlib import sha256
from pathlib import Path

import pytest

from models.errors import TryAgain
from review_flows.outside.store import Store, StoreDamaged, make_folder, write_whole

CONTENT = "第一条　为了规范…".encode()


def files_in(folder: Path) -> list[str]:
    """The names of all files below a folder."""
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_what_is_put_comes_back_under_its_hash(tmp_path: Path) -> None:
    store = Store(tmp_path)
    digest = store.put(CONTENT)
    assert digest == sha256(CONTENT).hexdigest()
    assert store.has(digest)
    assert store.get(digest) == CONTENT


def test_the_same_bytes_twice_are_one_file_that_is_not_written_again(tmp_path: Path) -> None:
    store = Store(tmp_path)
    digest = store.put(CONTENT)
    written = store.path_of(digest).stat().st_ino
    assert store.put(CONTENT) == digest
    assert files_in(tmp_path) == [digest]
    assert store.path_of(digest).stat().st_ino == written


def test_what_was_never_put_is_not_there(tmp_path: Path) -> None:
    store = Store(tmp_path)
    assert not store.has("ab" * 32)
    with pytest.raises(StoreDamaged, match=r"missing\. Restore"):
        store.get("ab" * 32)


def test_a_changed_file_is_not_handed_out(tmp_path: Path) -> None:
    store = Store(tmp_path)
    digest = store.put(CONTENT)
    store.path_of(digest).write_bytes(CONTENT + b" ")
    with pytest.raises(StoreDamaged, match=r"was changed\. Restore"):
        store.get(digest)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_is_try_again_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def full(descriptor: int) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(TryAgain, match="disk is full"):
            Store(tmp_path).put(CONTENT)
    assert files_in(tmp_path) == []


def test_another_error_of_the_disk_is_not_hidden_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(descriptor: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", broken)
        with pytest.raises(OSError, match="Input/output"):
            Store(tmp_path).put(CONTENT)
    assert files_in(tmp_path) == []


def test_a_new_folder_is_durable_before_anything_lies_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a folder whose name is not on the disk a power cut leaves nothing, synced or not."""
    seen: list[str] = []
    fsync = os.fsync

    def watch(descriptor: int) -> None:
        fsync(descriptor)
        seen.append(os.path.relpath(os.readlink(f"/proc/self/fd/{descriptor}"), tmp_path))

    monkeypatch.setattr(os, "fsync", watch)
    make_folder(tmp_path / "a" / "b")
    assert seen == [".", "a"]
    make_folder(tmp_path / "a" / "b")
    assert len(seen) == 2


def test_a_name_that_somebody_left_unsynced_is_durable_before_it_is_relied_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed between the rename and the sync of the folder, then the same bytes come again."""
    digest = Store(tmp_path).put(CONTENT)
    synced: list[str] = []
    monkeypatch.setattr("review_flows.outside.store.sync_folder", lambda at: synced.append(at.name))
    assert Store(tmp_path).put(CONTENT) == digest and synced == [digest[:2]]


def test_the_file_and_then_its_folder_are_made_durable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that is on the disk before its bytes would be a file of zeros after a power cut."""
    path = tmp_path / "letter.docx"
    seen: list[tuple[bool, bool]] = []
    fsync = os.fsync

    def watch(descriptor: int) -> None:
        fsync(descriptor)
        is_folder = os.path.isdir(f"/proc/self/fd/{descriptor}")
        seen.append((is_folder, path.exists()))

    monkeypatch.setattr(os, "fsync", watch)
    write_whole(path, CONTENT)
    assert seen == [(False, False), (True, True)]
    assert path.read_bytes() == CONTENT


def test_a_file_that_is_written_anew_is_never_half_there(tmp_path: Path) -> None:
    path = tmp_path / "letter.docx"
    write_whole(path, b"first")
    with path.open("rb") as reader:
        write_whole(path, b"second, and longer")
        assert reader.read() == b"first"
    assert path.read_bytes() == b"second, and longer"
    assert files_in(tmp_path) == ["letter.docx"]
