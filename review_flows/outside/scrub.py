"""Looks through the whole store: every file against its name, and every file that a row names."""

from collections import defaultdict

from models.scrub import FaultyFile, Scrubbed, StoreFault
from review_flows.outside.backup.copying import hash_of
from review_flows.outside.backup.store_copy import stored_digests
from review_flows.outside.site import Site
from review_flows.outside.stored_names import named_files

Names = dict[str, list[tuple[str, str]]]


def scrub(site: Site) -> Scrubbed:
    """Read every stored file once, and change nothing. Takes about as long as copying the store."""
    damaged: set[str] = set()
    whole: set[str] = set()
    size = 0
    for digest in stored_digests(site.store):
        path = site.store.path_of(digest)
        (whole if hash_of(path) == digest else damaged).add(digest)
        size += path.stat().st_size
    # Read after the files: a row that came meanwhile names a file that is looked for now.
    names = _names(site)
    missing = {one for one in names if one not in whole | damaged and not site.store.has(one)}
    faults = [_faulty(StoreFault.MISSING, one, names) for one in sorted(missing)]
    faults += [_faulty(StoreFault.DAMAGED, one, names) for one in sorted(damaged)]
    return Scrubbed(len(whole | damaged), size, len(whole - names.keys()), tuple(faults))


def _names(site: Site) -> Names:
    names: Names = defaultdict(list)
    with site.database.reading() as connection:
        for file in named_files(connection):
            names[file.sha256].append((file.about, file.name))
    return names


def _faulty(fault: StoreFault, digest: str, names: Names) -> FaultyFile:
    return FaultyFile(fault, digest, tuple(names.get(digest, ())))
