"""The inbox folder: which submissions lie there, whether they are whole, and where they go next."""

import errno
import os
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from models.errors import NotFound
from review_flows.outside.store import make_folder, sync_folder, write_whole

RECEIVED, REFUSED = "received", "refused"
LONGEST_NAME = 255  # bytes; file systems of Linux take no longer one
QUIET_SECONDS = 2.0  # a file that changed more lately may still be copied


@dataclass(frozen=True, slots=True)
class Submission:
    """A file, or a folder of files that belong together."""

    name: str  # as it lies in the inbox
    path: Path
    files: tuple[Path, ...]


def submissions(inbox: Path, only: Iterable[str] = ()) -> list[Submission]:
    """Return what lies in the inbox, or those of these names. Raises NotFound for another name."""
    make_folder(inbox)
    entries = {path.name: path for path in sorted(inbox.iterdir()) if _is_submission(path)}
    for name in only:
        if name not in entries:
            raise NotFound("The submission", name, entries)
    wanted = list(only) or list(entries)
    found = [Submission(shown(name), entries[name], _files_of(entries[name])) for name in wanted]
    return [submission for submission in found if submission.files]


def shown(name: str) -> str:
    """Return a file name as log, database and letters can hold it: bytes that are no UTF-8 as ?."""
    return name.encode("utf-8", "replace").decode("utf-8")


def _is_submission(path: Path) -> bool:
    return path.name not in (RECEIVED, REFUSED) and not _is_left_alone(path.name)


def _is_left_alone(name: str) -> bool:
    # Hidden files, Word's lock files, what file managers leave behind, and half a download.
    if name in ("Thumbs.db", "desktop.ini"):
        return True
    return name.startswith((".", "~$")) or name.endswith((".tmp", ".part", ".crdownload"))


def _files_of(path: Path) -> tuple[Path, ...]:
    if not path.is_dir() or path.is_symlink():
        return (path,)
    return tuple(sorted(_walk(path)))


def _walk(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not _is_left_alone(name)]
        # What a link leads to is not walked into: the link itself is a file that is refused.
        links = [name for name in folders if (Path(place) / name).is_symlink()]
        for name in (*names, *links):
            if not _is_left_alone(name):
                yield Path(place) / name


def is_whole(submission: Submission, now: float, quiet_seconds: float = QUIET_SECONDS) -> bool:
    """Say whether nothing in a submission changed lately; `now` in seconds since 1970.

    The time of the last change of the entry itself counts too, because a copy may set back the
    time of its content but never that one.
    """
    places = {submission.path, *(file.parent for file in submission.files), *submission.files}
    within = [path for path in places if path == submission.path or submission.path in path.parents]
    return all(now - _changed_at(path) >= quiet_seconds for path in within)


def _changed_at(path: Path) -> float:
    status = path.lstat()
    return max(status.st_mtime, status.st_ctime)


def move_received(inbox: Path, submission: Submission, file: Path, number: str) -> Path:
    """Move a taken file to received/<case number>/, keeping its place within the submission."""
    goal = inbox / RECEIVED / number / _place(submission, file)
    make_folder(goal.parent)
    return _move(file, next(free for free in _names_like(goal) if not os.path.lexists(free)))


def move_refused(inbox: Path, submission: Submission, file: Path, why: str) -> Path:
    """Move a refused file to refused/, beside a .txt that says why and what to do.

    The reason is written first, so that no file ever lies there without one.
    """
    folder = inbox / REFUSED
    if file != submission.path:
        folder /= submission.name
    goal = folder / _place(submission, file)
    make_folder(goal.parent)
    reason = why.encode("utf-8")
    goal = next(free for free in _names_like(goal) if _both_free(free, reason))
    write_whole(_reason_of(goal), reason)
    return _move(file, goal)


def set_aside(inbox: Path, submission: Submission, file: Path, why: str) -> None:
    """Move a file to refused/ as `move_refused` does, but never by copying it.

    A file on another file system than the inbox stays where it is.
    """
    if file.lstat().st_dev == inbox.stat().st_dev:
        move_refused(inbox, submission, file, why)


def _place(submission: Submission, file: Path) -> Path:
    if file == submission.path:
        return Path(file.name)
    return file.relative_to(submission.path)


def _names_like(goal: Path) -> Iterator[Path]:
    """Yield the path, then the same with a number: nothing that lies there is overwritten."""
    yield goal
    for number in count(2):
        yield goal.with_name(_fitting(goal.stem, f" ({number}){goal.suffix}"))


def _both_free(goal: Path, reason: bytes) -> bool:
    if os.path.lexists(goal):
        return False
    beside = _reason_of(goal)
    # The same reason without its file was written by a run that was killed before the move.
    return not os.path.lexists(beside) or (beside.is_file() and beside.read_bytes() == reason)


def _reason_of(goal: Path) -> Path:
    return goal.with_name(_fitting(goal.name, ".txt"))


def _fitting(stem: str, ending: str) -> str:
    room = LONGEST_NAME - len(os.fsencode(ending))
    whole = os.fsencode(stem)
    cut = stem if len(whole) <= room else whole[:room].decode("utf-8", "ignore")
    return cut + ending


def _move(file: Path, goal: Path) -> Path:
    try:
        os.rename(file, goal)
    except OSError as error:
        # Only another file system is a reason to copy: where the original may not be taken away,
        # every look would leave one more copy.
        if error.errno != errno.EXDEV:
            raise
        shutil.move(file, goal)
    sync_folder(goal.parent)
    return goal


def clear_away(submission: Submission) -> None:
    """Remove the folders of a submission that nothing is left in."""
    if not submission.path.is_dir() or submission.path.is_symlink():
        return
    for place, _, _ in os.walk(submission.path, topdown=False):
        if not os.listdir(place):
            os.rmdir(place)
