"""Word files → PDF by LibreOffice, apart from everything: no network, own profile, limits.

Only for our own letters and for copies that were cleaned: a file that refers to something outside
itself is refused, since LibreOffice fetches what a file names while it converts.
"""

import os
import shutil
import signal
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from models.errors import PdfNotMade
from review_flows.outside.pdf_copy import outside_references, printable

SECONDS = 120  # for one call, of however many files; a letter takes less than one
MEMORY = 4 << 30  # bytes of address space; LibreOffice maps about one
_INSTALL = "Install it (on Debian: apt-get install libreoffice-writer), or print the .docx files."
# The fonts are named by the machine's own settings, which a HOME of its own would hide.
_KEPT = ("PATH", "FONTCONFIG_FILE", "FONTCONFIG_PATH")


def to_pdf(content: bytes) -> bytes:
    """Return a .docx as PDF. Raises what `to_pdfs` raises."""
    return to_pdfs([content])[0]


def to_pdfs(contents: Sequence[bytes]) -> list[bytes]:
    """Return .docx files as PDF, in their order, by one call of LibreOffice.

    Raises PdfNotMade where it is not installed, takes too long or fails, and for a file that
    refers to anything outside itself but by a link to click.
    """
    if not contents:
        return []
    program = soffice()
    for content in contents:
        if found := outside_references(content):
            raise PdfNotMade(
                f"The file refers to {found[0]}, which LibreOffice might fetch. Convert the "
                "cleaned copy of the file instead."
            )
    with TemporaryDirectory(prefix="review-flows-pdf-") as name:
        folder = Path(name)
        for n, content in enumerate(contents):
            (folder / f"{n}.docx").write_bytes(printable(content))
        _convert(program, folder, len(contents))
        return [_made(folder, n) for n in range(len(contents))]


def soffice() -> str:
    """Return where LibreOffice is. Raises PdfNotMade where it is not."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found is None:
        raise PdfNotMade(f"LibreOffice is not installed, so no PDF can be made. {_INSTALL}")
    return found


@cache
def has_wall() -> bool:
    """Say whether this machine lets a process be cut off from the network."""
    if shutil.which("unshare") is None:
        return False
    return subprocess.run([*_WALL, "true"], capture_output=True, check=False).returncode == 0


_WALL = ("unshare", "--map-root-user", "--net")


def _convert(program: str, folder: Path, count: int) -> None:
    """Convert the files of a folder in place, within the limits."""
    command = [
        *(_WALL if has_wall() else ()),
        *_limits(),
        program,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        *("--headless", "--norestore", "--convert-to", "pdf", "--outdir", str(folder)),
        *(str(folder / f"{n}.docx") for n in range(count)),
    ]
    process = subprocess.Popen(
        command,
        env=_environment(folder),
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(SECONDS)
    except subprocess.TimeoutExpired:
        raise PdfNotMade(
            f"LibreOffice took longer than {SECONDS} seconds and was stopped. Convert fewer files "
            "at a time, or open the .docx in Word."
        ) from None
    finally:
        _stop(process)


def _limits() -> tuple[str, ...]:
    """Return what limits memory and processor time, where the machine has it."""
    if shutil.which("prlimit") is None:
        return ()
    return ("prlimit", f"--as={MEMORY}", f"--cpu={SECONDS}", "--core=0")


def _environment(folder: Path) -> dict[str, str]:
    """Return the environment: nothing of the caller's but where programs and fonts are."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    home = Path.home()
    return kept | {
        "HOME": str(folder),
        "XDG_CONFIG_HOME": os.environ.get("XDG_CONFIG_HOME", str(home / ".config")),
        "XDG_DATA_HOME": os.environ.get("XDG_DATA_HOME", str(home / ".local/share")),
        "XDG_CACHE_HOME": str(folder / "cache"),
        "LC_ALL": "C.UTF-8",
        "SAL_USE_VCLPLUGIN": "svp",
    }


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End the whole group: `soffice` is a script that starts others."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _made(folder: Path, n: int) -> bytes:
    try:
        return (folder / f"{n}.pdf").read_bytes()
    except FileNotFoundError:
        raise PdfNotMade(
            "LibreOffice made no PDF of the file. Open the .docx in Word; if that works, report "
            "the file to whoever looks after the program."
        ) from None
