"""Files of rules: the texts in a folder, and what tells whether one of them was changed."""

import os
from pathlib import Path

from models.errors import RuleSetInvalid
from models.rule_tree import RuleFile

FolderState = tuple[tuple[str, int, int, int], ...]  # name, mtime in ns, bytes, inode


def folder_state(folder: Path) -> FolderState:
    """Return what tells whether a file of rules in a folder was changed; nothing without one.

    Every question for a rule set asks this, so it does no more than it must: the order is that of
    the folder, which stays as long as nothing in it changes.
    """
    state = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                name = entry.name
                if name.endswith(".toml") and name[0] != ".":
                    stat = entry.stat()
                    state.append((name, stat.st_mtime_ns, stat.st_size, stat.st_ino))
    except FileNotFoundError:
        return ()
    return tuple(state)


def rule_file(path: Path) -> RuleFile:
    """Return a file of rules. Raises `RuleSetInvalid` for one that is no UTF-8 text."""
    try:
        return RuleFile(str(path), path.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        problem = f"{path}:1: cannot be read as UTF-8 text: {error}"
        raise RuleSetInvalid(str(path), [problem]) from None


def is_own(state: FolderState, code: str) -> bool:
    """Say whether a folder holds the file of a code."""
    return any(name == f"{code}.toml" for name, *_ in state)
