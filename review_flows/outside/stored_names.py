"""Which files of the store the rows speak of: one list, for backup, scrub and doctor."""

from collections.abc import Iterator
from dataclasses import dataclass

from review_flows.outside.database import Connection

# In each: of which case or filing, what it is called there, its SHA-256. Copies of drafts that were
# handed out stand in the log alone.
_NAMED = (
    "SELECT case_number AS about, name, sha256 FROM documents",
    "SELECT case_number, name, cleaned_sha256 FROM documents WHERE cleaned_sha256 <> ''",
    "SELECT case_number, number, sha256 FROM letters WHERE sha256 IS NOT NULL",
    "SELECT case_number, 'filing package', package_sha256 FROM filings "
    "WHERE package_sha256 IS NOT NULL",
    "SELECT case_number, 'filing package', package_sha256 FROM filing_messages "
    "WHERE package_sha256 IS NOT NULL",
    "SELECT filing, 'package', package_sha256 FROM received_messages WHERE package_sha256 <> ''",
    "SELECT unit, name, sha256 FROM catalogues",
)
NAMED = " UNION ALL ".join(_NAMED)


@dataclass(frozen=True, slots=True)
class NamedFile:
    """A file that a row names: of what, as what, by which hash."""

    about: str
    name: str
    sha256: str


def named_files(connection: Connection) -> Iterator[NamedFile]:
    """Yield each file that rows name; one that several rows name comes several times."""
    for row in connection.rows(f"{NAMED} ORDER BY about, name"):
        yield NamedFile(str(row["about"]), str(row["name"]), str(row["sha256"]))
