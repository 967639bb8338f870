"""A published document → a package for each recipient, and its delivery.

Reads: the letters, the text as the meeting passed it, its explanation and bases.
Writes: docs_out/<case number>/filing/<recipient>/…, the same as .zip, and a log entry for each.
"""

from prefect import flow, task

from models.filing import FilingState
from models.moves import Move
from models.outbox import HeldLeg
from models.person import SYSTEM
from review_flows.desk import act
from review_flows.outside import issuances
from review_flows.outside.current_site import current_site
from review_flows.outside.filing_package import FilingPackage, build_package
from review_flows.outside.leg_holding import finish, holding
from review_flows.outside.site import Site
from review_flows.outside.store import write_whole
from review_flows.outside.wall_clock import day_of


@flow(name="file_document", flow_run_name="file_document {case_number}")
async def file_document(case_number: str, leg_id: int) -> int:
    """Hand a package over to each recipient that has none yet; return how many."""
    site = current_site()
    async with holding(site, leg_id) as mine:
        if mine is None:
            return 0
        due = tracks_due(site, case_number)
        for recipient in due[:-1]:
            await deliver_package(case_number, recipient)
        for recipient in due[-1:]:
            await deliver_package(case_number, recipient, mine.held)
        if not due:
            finish(site, mine)
    return len(due)


def tracks_due(site: Site, case_number: str) -> list[str]:
    """Return the recipients that have not been handed their package."""
    with site.database.reading() as connection:
        tracks = issuances.filings(connection, case_number)
    return [track["recipient"] for track in tracks if track["state"] == FilingState.DUE]


@task(task_run_name="package for {recipient}", retries=2, retry_delay_seconds=[1, 5])
async def deliver_package(case_number: str, recipient: str, leg: HeldLeg | None = None) -> str:
    """Build one package, put it into the outbox, and log its delivery."""
    site = current_site()
    package = build_package(site, case_number, recipient)
    sha256 = site.store.put(package.zipped)
    put_into_outbox(site, case_number, package)
    form = {
        "recipient": recipient,
        "package_sha256": sha256,
        "delivered_on": day_of(site.clock.now()).isoformat(),
    }
    act(site, SYSTEM.code, case_number, Move.DELIVER_FILING, form, leg=leg)
    return sha256


def put_into_outbox(site: Site, case_number: str, package: FilingPackage) -> None:
    """Write the package as a folder and as a zip beside it."""
    folder = site.settings.docs_out / case_number / "filing"
    for name, content in package.files.items():
        write_whole(folder / package.recipient / name, content)
    write_whole(folder / package.zip_name, package.zipped)
