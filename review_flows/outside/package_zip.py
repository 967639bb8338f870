"""A package of another office as a .zip: opened safely, its Word files judged, nothing unpacked.

Its directory is held to the limits of Word files (outside/word/container); a package has no
folders, and no name that leads out of one.
"""

import io
import tempfile
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from models.errors import NotFound, ReviewError
from models.filing_manifest_reading import MOST_FILES, safe_name
from models.package_faults import PackageFault
from models.refusal import RefusalReason, refusal_sentence
from models.words import word
from review_flows.outside.submitted_file import checked
from review_flows.outside.word.container import Container, open_container
from review_flows.outside.word.limits import MAX_UNPACKED_BYTES, Refused

EARLIEST_ZIP_DAY = (1980, 1, 1, 0, 0, 0)  # a zip knows no earlier time; fixed, so the bytes are
WORD, TEXT = ".docx", ".txt"
_UNREADABLE = (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, UnicodeError)


class PackageRefused(ReviewError):
    """A package that cannot be taken; every fault with the file it is in.

    `chain` names the chain of the log that tells of it, where an exchange is known; `now` says
    what to do.
    """

    exit_code = 1

    def __init__(
        self,
        name: str,
        problems: Iterable[str],
        chain: str = "",
        *,
        now: str = "Ask whoever sent it for the package again.",
    ) -> None:
        self.problems = tuple(problems)
        self.chain = chain
        lines = "".join(f"\n  - {problem}" for problem in self.problems)
        super().__init__(
            f"The package {name} cannot be taken:{lines}\nNothing was registered. {now}"
        )


class PackageMisdirected(PackageRefused):
    """A package that is whole, and for somebody else; `now` names who."""


@dataclass(frozen=True, slots=True)
class PackageZip:
    """A package as it lies in a folder: its name, its bytes, the files in it by name."""

    name: str
    content: bytes
    files: Mapping[str, bytes]

    @property
    def sha256(self) -> str:
        """The SHA-256 of the whole .zip."""
        return sha256(self.content).hexdigest()


def read_package_zip(path: Path) -> PackageZip:
    """Return what a .zip holds. Raises NotFound, and PackageRefused for one that is unsafe."""
    if not path.is_file() or path.is_symlink():
        folder = path.parent
        near = [str(one) for one in folder.glob("*.zip")] if folder.is_dir() else []
        raise NotFound("The package", str(path), near)
    if path.stat().st_size > MAX_UNPACKED_BYTES:
        raise PackageRefused(path.name, [f"it is larger than {MAX_UNPACKED_BYTES} bytes"])
    content = path.read_bytes()
    return PackageZip(path.name, content, files_in(path.name, content))


def files_in(name: str, content: bytes) -> dict[str, bytes]:
    """Return the files of a .zip by their names. Raises PackageRefused."""
    try:
        container = open_container(content)
        if container.trailing:
            raise PackageRefused(name, [f"{name}: holds data that belong to no file in it"])
        if len(container.names) > MOST_FILES + 1:
            raise PackageRefused(name, [f"{name}: holds more than {MOST_FILES} files"])
        if unsafe := [one for one in container.names if not safe_name(one)]:
            raise PackageRefused(name, [f"{one[:80]!r}: no name of a file" for one in unsafe])
        return _unpacked(name, container)
    except Refused as refused:
        at_fault = _unsafe_names(content) or [name]
        told = [f"{one}: {_zip_problem(refused.reason)}" for one in at_fault]
        raise PackageRefused(name, told) from None
    except _UNREADABLE:
        damaged = _zip_problem(RefusalReason.DAMAGED)
        raise PackageRefused(name, [f"{name}: {damaged}"]) from None


def _unpacked(name: str, container: Container) -> dict[str, bytes]:
    """Return every file; raises PackageRefused naming each whose bytes are not as packed."""
    files, broken = {}, []
    for one in container.names:
        try:
            files[one] = container.whole(one)
        except (Refused, zlib.error):
            broken.append(f"{one}: {_zip_problem(RefusalReason.DAMAGED)}")
    if broken:
        raise PackageRefused(name, broken)
    return files


def _unsafe_names(content: bytes) -> list[str]:
    """Return the names in the directory of a .zip that no file of a package can have."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
    except _UNREADABLE:
        return []
    return [repr(one[:80]) for one in names if not safe_name(one)][:MOST_FILES]


def _zip_problem(reason: RefusalReason) -> str:
    return f"压缩包不完整或者不安全 (the .zip is not whole or not safe: {reason})"


def fault_lines(faults: Iterable[PackageFault]) -> list[str]:
    """Return faults as sentences in both languages, each with its file."""
    return [f"{one.file}: {word(one.kind, 'zh')} ({word(one.kind, 'en')})" for one in faults]


def judge_files(package: PackageZip, names: Iterable[str]) -> tuple[str, ...]:
    """Return which Word files hold what has to be taken out before they are opened.

    Each is looked at in the child process, after the site's virus scanner. Raises PackageRefused
    naming every file that no one may open, and every one that is neither Word nor plain text.
    """
    cleaned, problems = [], []
    with tempfile.TemporaryDirectory(prefix="review-flows-package-") as folder:
        for name in sorted(names):
            if name.lower().endswith(WORD):
                path = Path(folder) / "document.docx"
                path.write_bytes(package.files[name])
                report = checked(path)[1].report
                if report.refusal is not None:
                    problems.append(f"{name}: {_both(report.refusal)}")
                elif report.removed:
                    cleaned.append(name)
            elif not _is_plain_text(name, package.files[name]):
                problems.append(
                    f"{name}: 只接收 .docx 和 UTF-8 文本 (neither .docx nor UTF-8 text)"
                )
    if problems:
        raise PackageRefused(package.name, problems)
    return tuple(cleaned)


def _both(reason: RefusalReason) -> str:
    return f"{refusal_sentence(reason, 'zh')} ({refusal_sentence(reason, 'en')})"


def _is_plain_text(name: str, content: bytes) -> bool:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return name.lower().endswith(TEXT) and "\x00" not in text


def zip_of(files: Mapping[str, bytes]) -> bytes:
    """Return files as a .zip, the same bytes whenever and wherever it is made."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, EARLIEST_ZIP_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # Unix, on whatever machine it is packed
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, files[name])
    return buffer.getvalue()
