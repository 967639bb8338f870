"""The site's own virus scanner, where it has one: bytes in, the reason to refuse them out."""

import contextlib
import os
import shlex
import signal
import subprocess
import tempfile
from pathlib import Path

from models.refusal import RefusalReason

SECONDS = 60  # that a scanner may take for one file
_CLEAN, _FOUND = 0, 1


def scanned(content: bytes, command: str, seconds: float = SECONDS) -> RefusalReason | None:
    """Return why the command refuses the bytes, or None where it does not; it gets a file's path.

    The file is the user's alone, lies outside the store, and is gone afterwards. Exit code 0 is
    clean and 1 a virus, as clamscan and clamdscan have it; whatever else happens is no clean file.
    """
    if not command.strip():
        return None
    with contextlib.ExitStack() as stack:
        try:
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="review-flows-scan-"))
            code = _run(command, _written(Path(folder), content), seconds)
        except (OSError, ValueError, subprocess.SubprocessError):
            return RefusalReason.SCAN_FAILED
    if code == _FOUND:
        return RefusalReason.VIRUS
    return None if code == _CLEAN else RefusalReason.SCAN_FAILED


def _written(folder: Path, content: bytes) -> Path:
    path = folder / "document.docx"
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(file, "wb") as open_file:
        open_file.write(content)
    return path


def _run(command: str, path: Path, seconds: float) -> int:
    """Return the exit code. Raises OSError, ValueError for open quotes, SubprocessError.

    A scanner that is late is killed with everything that it started.
    """
    scanner = subprocess.Popen(
        [*shlex.split(command), str(path)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        return scanner.wait(seconds)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(scanner.pid, signal.SIGKILL)
        scanner.wait()
