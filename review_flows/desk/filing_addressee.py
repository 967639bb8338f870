"""Whether a package is for this office: by its name, or by another one that a person confirmed."""

from models.addressee import Addressee, addressee_of, misaddressed, what_to_do
from models.filing_manifest import MANIFEST, FilingManifest
from models.received_filing import chain_of
from review_flows.outside import received_filings
from review_flows.outside.database import Connection
from review_flows.outside.package_zip import PackageMisdirected
from review_flows.outside.received_package import ReceivedPackage


def find_addressee(
    connection: Connection, package: ReceivedPackage, office: str, actor: str, typed: str
) -> Addressee:
    """Return as whom this office takes a package in; `typed` is the name that `actor` confirms.

    A package that is here already is not judged anew. Raises PackageMisdirected, naming who it
    is for and what to do.
    """
    manifest = package.manifest
    name = manifest.addressee
    if received_filings.by_delivery(connection, manifest.delivery_id) is not None:
        return Addressee(name)
    before = received_filings.confirmed_with(connection, manifest)
    found = addressee_of(name, office, typed, actor, before)
    if found is None:
        why = f"{MANIFEST}: {misaddressed(name, office, typed)}"
        chain = _chain(connection, manifest)
        raise PackageMisdirected(package.zip.name, [why], chain, now=what_to_do(name, office))
    return found


def _chain(connection: Connection, manifest: FilingManifest) -> str:
    exchange = (manifest.sender, manifest.case, manifest.recipient)
    filing = received_filings.find_exchange(connection, *exchange)
    return chain_of(filing["number"]) if filing is not None else ""
