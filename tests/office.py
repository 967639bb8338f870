"""LibreOffice without a window, in a profile of its own: files in, what it makes of them out."""

import shutil
import subprocess
from pathlib import Path

_SECONDS = 120


class Office:
    """Converts files; `work` is a folder for its profile and for what it reads and writes."""

    def __init__(self, work: Path) -> None:
        self._work = work
        (work / "out").mkdir(parents=True, exist_ok=True)

    @staticmethod
    def is_here() -> bool:
        """Whether LibreOffice is installed."""
        return shutil.which("soffice") is not None

    def saved(self, content: bytes) -> bytes:
        """Return a .docx as LibreOffice saves it after opening it."""
        source = self._work / "file.docx"
        source.write_bytes(content)
        self._run("--convert-to", "docx", "--outdir", self._work / "out", source)
        return (self._work / "out" / "file.docx").read_bytes()

    def _run(self, *arguments: str | Path) -> None:
        subprocess.run(
            [
                *("soffice", f"-env:UserInstallation=file://{self._work}/profile"),
                *("--headless", "--norestore", *arguments),
            ],
            check=True,
            capture_output=True,
            timeout=_SECONDS,
        )
