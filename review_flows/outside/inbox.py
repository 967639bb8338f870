"""The inbox folder: which submissions lie there, whether they are whole, and where they go next."""

import os
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from models.errors import NotFound
from review_flows.outside.store import sync_folder, write_whole

RECEIVED, REFUSED = "received", "refused"
QUIET_SECONDS = 2.0  # a file that changed more lately may still be copied


@dataclass(frozen=True, slots=True)
class Submission:
    """A file, or a folder of files that belong together."""

    name: str  # as it lies in the inbox
    path: Path
    files: tuple[Path, ...]


def submissions(inbox: Path, only: Iterable[str] = ()) -> list[Submission]:
    """Return what lies in the inbox, or those of these names. Raises NotFound for another name."""
    inbox.mkdir(parents=True, exist_ok=True)
    entries = {path.name: path for path in sorted(inbox.iterdir()) if _is_submission(path)}
    for name in only:
        if name not in entries:
            raise NotFound("The submission", name, entries)
    wanted = list(only) or list(entries)
    found = [Submission(name, entries[name], _files_of(entries[name])) for name in wanted]
    return [submission for submission in found if submission.files]


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
    for place, _, names in os.walk(folder):
        for name in names:
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
    return _move(file, inbox / RECEIVED / number / _place(submission, file))


def move_refused(inbox: Path, submission: Submission, file: Path, why: str) -> Path:
    """Move a refused file to refused/, beside a .txt that says why and what to do."""
    goal = _move(file, inbox / REFUSED / submission.name / _place(submission, file))
    write_whole(goal.with_name(goal.name + ".txt"), why.encode("utf-8"))
    return goal


def _place(submission: Submission, file: Path) -> Path:
    if file == submission.path:
        return Path(file.name)
    return file.relative_to(submission.path)


def _move(file: Path, goal: Path) -> Path:
    goal.parent.mkdir(parents=True, exist_ok=True)
    goal = _free(goal)
    try:
        os.rename(file, goal)
    except OSError:  # another file system
        shutil.move(file, goal)
    sync_folder(goal.parent)
    return goal


def _free(goal: Path) -> Path:
    """Return the path, or with a number when something else lies there: nothing is overwritten."""
    number = 2
    free = goal
    while free.exists():
        free = goal.with_name(f"{goal.stem} ({number}){goal.suffix}")
        number += 1
    return free


def clear_away(submission: Submission) -> None:
    """Remove the folders of a submission that nothing is left in."""
    if not submission.path.is_dir() or submission.path.is_symlink():
        return
    for place, _, _ in os.walk(submission.path, topdown=False):
        if not os.listdir(place):
            os.rmdir(place)
