"""What is said to recipients → a package for each message, and its delivery.

Reads: the letters, the text as the meeting passed it, its explanation and bases; replies.
Writes: docs_out/<case number>/filing/<recipient>/…, the same as .zip, and a log entry for each.
"""

from prefect import flow, task

from models.errors import ReviewError
from models.moves import Move
from models.outbox import HeldLeg
from models.person import SYSTEM
from review_flows.desk import act
from review_flows.outside.current_site import current_site
from review_flows.outside.filing_delivery import FilingParcel, open_delivery
from review_flows.outside.filing_package import FilingPackage, build_package
from review_flows.outside.leg_holding import Holding, finish, holding
from review_flows.outside.legs import LegLost
from review_flows.outside.out_messages import OutMessage, messages_due
from review_flows.outside.site import Site
from review_flows.outside.store import write_whole
from review_flows.outside.wall_clock import day_of


@flow(name="file_document", flow_run_name="file_document {case_number}")
async def file_document(case_number: str, leg_id: int) -> int:
    """Deliver each message to a recipient that is not delivered yet; return how many."""
    site = current_site()
    async with holding(site, leg_id) as mine:
        if mine is None:
            return 0
        with site.database.reading() as connection:
            due = messages_due(connection, case_number, mine.leg.event_seq)
        await deliver_each(due, mine)
        if not due:
            finish(site, mine)
    return len(due)


async def deliver_each(due: tuple[OutMessage, ...], mine: Holding) -> None:
    """Deliver in order; who cannot be reached does not hold up the others.

    Raises the first error that came up, so that the leg is tried again.
    """
    failed: dict[str, ReviewError] = {}
    for message in due:
        if message.recipient in failed:
            continue  # What comes later says nothing without what came before it.
        last = message is due[-1] and not failed
        try:
            await deliver_package(
                message.case, message.recipient, message.number, mine.held if last else None
            )
        except LegLost:
            raise
        except ReviewError as refused:
            failed[message.recipient] = refused
    for first in failed.values():
        raise first


@task(
    task_run_name="message {number} to {recipient}",
    retries=2,
    retry_delay_seconds=[1, 5],
)
async def deliver_package(
    case_number: str, recipient: str, number: int = 1, leg: HeldLeg | None = None
) -> str:
    """Build the package of a message, put it into the outbox, hand it over, and log that."""
    site = current_site()
    package = build_package(site, case_number, recipient, number)
    sha256 = site.store.put(package.zipped)
    put_into_outbox(site, case_number, package)
    parcel = parcel_of(package)
    # What was played says so for good, also once a real clock has come to the site.
    played = site.played or package.manifest.played
    acknowledged = open_delivery(site.settings, recipient, played=played).deliver(parcel)
    form = {
        "recipient": recipient,
        "package_sha256": sha256,
        "delivered_on": day_of(site.clock.now()).isoformat(),
        "message": number,
        "delivery_id": parcel.delivery_id,
        "via": str(acknowledged.via),
        "acknowledgement": acknowledged.text,
    }
    act(site, SYSTEM.code, case_number, Move.DELIVER_FILING, form, leg=leg)
    return sha256


def parcel_of(package: FilingPackage) -> FilingParcel:
    """Return a package as it is handed over."""
    manifest = package.manifest
    return FilingParcel(
        delivery_id=manifest.delivery_id,
        name=package.zip_name,
        zipped=package.zipped,
        title=manifest.title,
        sender=manifest.sender,
        said_on=manifest.said_on,
    )


def put_into_outbox(site: Site, case_number: str, package: FilingPackage) -> None:
    """Write the package as a folder and as a zip beside the recipient's."""
    folder = site.settings.docs_out / case_number / "filing"
    for name, content in package.files.items():
        write_whole(folder / package.folder / name, content)
    write_whole(folder / package.zip_name, package.zipped)
