"""The control of the kill soak: a site that works without our precautions, as a plain program."""

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256

from review_flows.outside.database import Connection, Database
from review_flows.outside.drivers import friendly_errors
from review_flows.outside.site import Site
from review_flows.outside.store import Store


class Bare(Database):
    """Writes each statement for itself."""

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """No BEGIN and no COMMIT: what is written stands, whatever comes."""
        with self.locked().held(), friendly_errors():
            yield Connection(self._driver(), False)


class InPlace(Store):
    """Writes each file where it will lie."""

    def put(self, content: bytes) -> str:
        """Store bytes; a kill leaves half of them under their whole name."""
        digest = sha256(content).hexdigest()
        path = self.path_of(digest)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb", buffering=0) as file:
            file.write(content)
        return digest


def naive(site: Site) -> None:
    """Make a site work as a plain program would."""
    site.database.close()
    site.database = Bare(site.settings.database, site.settings.inside / "write.lock")
    site.store = InPlace(site.store.folder)
