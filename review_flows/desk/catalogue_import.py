"""An office hands in its catalogue of issued documents: all of its rows are kept, or none.

What a row lacks is never filled in from a guess: it is listed, and comes in with the next file.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from models.action import Action
from models.catalogue.cell import CatalogueSheet
from models.catalogue.days import CatalogueDays
from models.catalogue.line import NO_DOCUMENT, CatalogueFault, CatalogueReading
from models.catalogue.reading import read_catalogue
from models.errors import BadInput, NotAllowed, ReviewError, TakenInBefore, TryAgain
from models.event import SITE_CHAIN, EventResult, SiteStep
from models.permission import roles_for
from review_flows.desk.act import find_actor
from review_flows.desk.log_entry import log_entry
from review_flows.desk.refusals import log_refusal, refuse_unwritable, storable
from review_flows.outside import catalogues
from review_flows.outside.database import Connection, Row
from review_flows.outside.log_time import log_time
from review_flows.outside.site import Site
from review_flows.outside.wall_clock import day_of, local_text, utc_text


@dataclass(frozen=True, slots=True)
class HandedInCatalogue:
    """A file with its sheets; whose it is and the days it covers, where somebody said so."""

    name: str
    content: bytes
    sheets: Sequence[CatalogueSheet]
    unit: str = ""
    first_on: date | None = None
    last_on: date | None = None


@dataclass(frozen=True, slots=True)
class ImportedCatalogue:
    """What became of a file. `number` is 0 where it was only tried."""

    number: int
    reading: CatalogueReading

    @property
    def figures(self) -> dict[str, int]:
        """How many rows hold anything, are documents, were taken in, are hidden, hold nothing."""
        lines = self.reading.lines
        return {
            "rows": len(lines),
            "documents": sum(line.fault not in NO_DOCUMENT for line in lines),
            "taken": len(self.reading.taken),
            "hidden": self.reading.hidden,
            "blank": self.reading.blank,
        }


def import_catalogue(
    site: Site, actor: str, file: HandedInCatalogue, *, try_only: bool = False
) -> ImportedCatalogue:
    """Take a catalogue in, each row taken or listed with its reason. `try_only` keeps nothing.

    Raises NotAllowed, TakenInBefore naming the earlier import of the same file, BadInput for a file
    in which no table of documents is found; the attempt is then in the log.
    """
    try:
        refuse_unwritable([actor, file.name, file.unit])
        with site.database.reading() as connection:
            _refuse(connection, actor, file)
        reading = _read(site, file)
        number = 0 if try_only else _keep(site, actor, file, reading)
    except TryAgain:
        raise
    except ReviewError as refusal:
        log_refusal(site, actor, "", SiteStep.IMPORT_CATALOGUE, refusal)
        raise
    return ImportedCatalogue(number, reading)


def _refuse(connection: Connection, actor: str, file: HandedInCatalogue) -> None:
    person = find_actor(connection, actor)
    allowed = roles_for(Action.IMPORT_CATALOGUE)
    if person.roles.isdisjoint(allowed):
        needed = " or ".join(sorted(allowed))
        raise NotAllowed(f"{actor} may not import a catalogue: it needs the role {needed}.")
    earlier = catalogues.same_file(connection, sha256(file.content).hexdigest())
    if earlier is not None:
        raise TakenInBefore(_told_again(file.name, earlier))


def _told_again(name: str, earlier: Row) -> str:
    named = "" if earlier["name"] == name else f" under the name {earlier['name']}"
    return (
        f"{name} is, byte for byte, catalogue {earlier['id']}, imported on "
        f"{local_text(earlier['imported_at'])} by {earlier['person']}{named}: "
        f"{earlier['rows_read']} rows, {earlier['taken']} of them taken in. Nothing was imported "
        f"again. For the rows that were not: review-flows issuance catalogues {earlier['id']}. "
        "What was added or mended since comes in with a file that has it."
    )


def _read(site: Site, file: HandedInCatalogue) -> CatalogueReading:
    days = CatalogueDays(day_of(site.clock.now()), file.first_on, file.last_on)
    reading = read_catalogue(file.sheets, days, file.unit)
    if all(line.fault is CatalogueFault.NO_HEAD for line in reading.lines):
        sheets = ", ".join(sheet.name for sheet in file.sheets)
        raise BadInput(
            f"{file.name}: no sheet ({storable(sheets)}) has a head that names a title "
            "(文件标题), a document number (发文字号) and a day (印发日期 or 公布日期). Name its "
            "columns so, in one row or two above the first document."
        )
    return reading


def _keep(site: Site, actor: str, file: HandedInCatalogue, reading: CatalogueReading) -> int:
    digest = site.store.put(file.content)
    with site.database.writing() as connection:
        _refuse(connection, actor, file)  # again: somebody may have been quicker
        number = connection.insert_numbered(
            "catalogues",
            name=file.name,
            sha256=digest,
            unit=file.unit,
            first_on=file.first_on.isoformat() if file.first_on else None,
            last_on=file.last_on.isoformat() if file.last_on else None,
            imported_at=utc_text(log_time(site, connection)),
            person=actor,
        )
        catalogues.add_lines(connection, number, reading.lines)
        facts = _facts(file, ImportedCatalogue(number, reading), digest)
        step = SiteStep.IMPORT_CATALOGUE
        log_entry(site, connection, SITE_CHAIN, actor, step, facts, result=EventResult.DONE)
    return number


def _facts(file: HandedInCatalogue, done: ImportedCatalogue, digest: str) -> dict[str, object]:
    listed: Mapping[CatalogueFault, int] = done.reading.listed
    return {
        "catalogue": done.number,
        "file": file.name,
        "sha256": digest,
        "unit": file.unit,
        **done.figures,
        "listed": {str(fault): count for fault, count in listed.items()},
    }
