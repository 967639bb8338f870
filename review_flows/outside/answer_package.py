"""The package of an answer that came from a recipient: read, and held against its manifest."""

from dataclasses import dataclass
from pathlib import Path

from models.answer_manifest import AnswerManifest, answer_faults, read_answer_manifest
from models.filing_manifest import MANIFEST, read_manifest
from models.filing_manifest_reading import ManifestUnreadable
from review_flows.outside.package_zip import (
    WORD,
    PackageRefused,
    PackageZip,
    fault_lines,
    read_package_zip,
)
from review_flows.outside.site import Site

FILED = (
    f"{MANIFEST}: 这是报备文件包，不是答复，由备案机关接收 (a document is filed with it, "
    "and nothing answered: its recipient takes it in with review-flows filing receive)"
)


@dataclass(frozen=True, slots=True)
class ReceivedAnswer:
    """An answer that is as its office packed it, and the name of its letter in the zip."""

    zip: PackageZip
    manifest: AnswerManifest
    letter: str

    @property
    def letter_bytes(self) -> bytes:
        """The letter."""
        return self.zip.files[self.letter]


def look_at_answer(site: Site, path: Path) -> ReceivedAnswer:
    """Return an answer that may be taken in; nothing is stored.

    Raises NotFound, and PackageRefused with every file that is changed, missing or extra.
    """
    package = read_package_zip(path)
    content = package.files.get(MANIFEST)
    if content is None:
        why = "没有清单，不是答复文件包 (no manifest: this is no package of an answer)"
        raise PackageRefused(package.name, [f"{MANIFEST}: {why}"])
    try:
        manifest = read_answer_manifest(content)
    except ManifestUnreadable as error:
        told = [FILED] if _is_filed(content) else [error.message]
        raise PackageRefused(package.name, told) from None
    files = {name: one for name, one in package.files.items() if name != MANIFEST}
    if faults := answer_faults(manifest, files):
        raise PackageRefused(package.name, fault_lines(faults))
    if manifest.played and not site.played:
        why = "演示材料，不予登记 (of a demonstration; it is not recorded on a real site)"
        raise PackageRefused(package.name, [f"{MANIFEST}: {why}"])
    letters = [name for name in sorted(files) if name.lower().endswith(WORD)]
    if len(letters) != 1 or len(files) != 1:
        why = "答复文件包应当只含一份文书 (an answer is one letter)"
        raise PackageRefused(package.name, [f"{name}: {why}" for name in files])
    return ReceivedAnswer(package, manifest, letters[0])


def _is_filed(content: bytes) -> bool:
    try:
        read_manifest(content)
    except ManifestUnreadable:
        return False
    return True
