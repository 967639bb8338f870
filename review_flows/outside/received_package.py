"""A filing package that came from another office: read, held against its manifest, judged."""

from dataclasses import dataclass
from pathlib import Path

from models.filing_manifest import MANIFEST, FilingManifest, package_faults, read_manifest
from models.filing_manifest_reading import ManifestUnreadable
from models.person import UnitKind
from review_flows.outside import records
from review_flows.outside.package_zip import (
    PackageMisdirected,
    PackageRefused,
    PackageZip,
    fault_lines,
    files_in,
    judge_files,
    read_package_zip,
)
from review_flows.outside.site import Site

ANSWER = (
    f"{MANIFEST}: 这是备案机关的答复，不是报备文件包 (an answer to a filing: take it in with "
    "review-flows filing take)"
)


@dataclass(frozen=True, slots=True)
class ReceivedPackage:
    """A package that is as its sender packed it; `cleaned` names files to be cleaned first."""

    zip: PackageZip
    manifest: FilingManifest
    cleaned: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The files that its sender put in, in their order."""
        return tuple(sorted(self.manifest.files))


def look_at_package(site: Site, path: Path) -> ReceivedPackage:
    """Return a package that may be taken in; nothing is stored.

    Raises NotFound, and PackageRefused with every file that is changed, missing, extra or unsafe.
    """
    package = read_package_zip(path)
    manifest = manifest_of(package)
    if faults := package_faults(manifest, package.files):
        raise PackageRefused(package.name, fault_lines(faults))
    _refuse_misdirected(site, package.name, manifest)
    return ReceivedPackage(package, manifest, judge_files(package, manifest.files))


def manifest_of(package: PackageZip) -> FilingManifest:
    """Return what the manifest of a package says. Raises PackageRefused."""
    content = package.files.get(MANIFEST)
    if content is None:
        why = "没有清单，不是报备文件包 (no manifest: this is no filing package)"
        raise PackageRefused(package.name, [f"{MANIFEST}: {why}"])
    try:
        return read_manifest(content)
    except ManifestUnreadable as error:
        told = [ANSWER] if _is_answer(content) else [error.message]
        raise PackageRefused(package.name, told) from None


def _is_answer(content: bytes) -> bool:
    # Imported here: pydantic is needed for what is refused anyway.
    from models.answer_manifest import read_answer_manifest

    try:
        read_answer_manifest(content)
    except ManifestUnreadable:
        return False
    return True


def _refuse_misdirected(site: Site, name: str, manifest: FilingManifest) -> None:
    """Refuse what cannot be meant for this site: its own package, or one that was only played."""
    if manifest.played and not site.played:
        why = "演示材料，不予登记 (of a demonstration; it is not registered on a real site)"
        raise PackageRefused(name, [f"{MANIFEST}: {why}"])
    if manifest.sender == office_name(site):
        why = "本机关自己的报备，应当送备案机关 (this site sent it; take it to its recipient)"
        hand_on = f"Hand it on to “{manifest.addressee}”."
        raise PackageMisdirected(name, [f"{MANIFEST}: {why}"], now=hand_on)


def office_name(site: Site) -> str:
    """Return as which organ this site takes filings in: its enacting organ, else its short name."""
    with site.database.reading() as connection:
        return records.offices(connection).get(UnitKind.ENACTING_ORGAN, site.settings.organ)


def stored_package(site: Site, sha256: str) -> FilingManifest:
    """Return what the manifest of a package in the store says. Raises StoreDamaged."""
    content = site.store.get(sha256)
    return manifest_of(PackageZip(sha256, content, files_in(sha256, content)))
