"""A package that another office filed with this one is taken in: once, in its turn, and logged.

A received filing is no case of this site: it has its own rows, and its own chain in the log. What
is refused is in the log too, with the file that was at fault.
"""

from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from models.action import Action
from models.addressee import Addressee
from models.errors import ReviewError, TryAgain
from models.event import SITE_CHAIN, SiteStep
from models.filing import REPLIES, Direction, FilingReply, FilingState, after_reply
from models.received_filing import (
    FormCheck,
    ReceiptWarning,
    chain_of,
    is_first,
    possible_answers,
)
from review_flows.desk.filing_addressee import find_addressee
from review_flows.desk.filing_entry import FilingStep, begin, write_entry
from review_flows.desk.filing_form import days_now, facts_of, form_of, warnings_of
from review_flows.desk.log_entry import log_entry
from review_flows.desk.refusals import loggable, refuse_unwritable
from review_flows.outside import received_filings, records
from review_flows.outside.database import Row
from review_flows.outside.package_zip import PackageRefused
from review_flows.outside.received_package import ReceivedPackage, look_at_package, office_name
from review_flows.outside.site import Site

SERIES = "received_filing"  # of the numbers R2026-0001


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What became of a package. `known`: it was here before, and nothing was changed."""

    number: str
    message: int
    kind: str
    state: FilingState
    known: bool
    form: FormCheck
    addressee: str  # as the package has it
    warnings: tuple[ReceiptWarning, ...] = ()


def receive_filing(site: Site, actor: str, path: Path, addressee: str = "") -> TakenIn:
    """Take a package in for a person; the same one again stands once.

    `addressee` is a name in the package by which the person says that this office is meant.
    Raises NotFound, NotAllowed, PackageMisdirected for what is another's, and PackageRefused naming
    each file that is at fault, or what is awaited instead; then nothing was changed, and the
    attempt is in the log.
    """
    try:
        refuse_unwritable([actor, str(path), addressee])
        with site.database.reading() as connection:
            begin(site, connection, actor, Action.RECEIVE_FILING)
        package, office = look_at_package(site, path), office_name(site)
        with site.database.reading() as connection:
            known_as = find_addressee(connection, package, office, actor, addressee)
        # On the disk before any row speaks of it.
        site.store.put(package.zip.content)
        with site.database.writing() as connection:
            step = begin(site, connection, actor, Action.RECEIVE_FILING)
            return _take_in(step, package, known_as)
    except TryAgain:
        raise
    except ReviewError as refusal:
        log_filing_refusal(site, actor, SiteStep.RECEIVE_FILING, refusal, path.name)
        raise


def log_filing_refusal(
    site: Site, actor: str, what: SiteStep, refusal: ReviewError, about: str, chain: str = ""
) -> None:
    """Log a refused attempt in the chain of the filing, or in the site's where there is none."""
    chain = chain or getattr(refusal, "chain", "") or SITE_CHAIN
    facts: dict[str, object] = {
        "reason": refusal.code,
        "message": loggable(refusal.message),
        "package": loggable(about),
    }
    with site.database.writing() as connection:
        row = received_filings.find(connection, chain.partition(":")[2])
        state = str(row["state"]) if row else ""
        log_entry(site, connection, chain, loggable(actor), what, facts, state=state)


def _take_in(step: FilingStep, package: ReceivedPackage, known_as: Addressee) -> TakenIn:
    manifest, connection = package.manifest, step.connection
    exchange = (manifest.sender, manifest.case, manifest.recipient)
    records.lock_chain(connection, "|".join((SERIES, *exchange)))
    known = received_filings.by_delivery(connection, manifest.delivery_id)
    if known is not None:
        return _known(step, package, known)
    filing = received_filings.find_exchange(connection, *exchange)
    if filing is None:
        return _open(step, package, known_as)
    records.lock_chain(connection, chain_of(filing["number"]))
    filing = received_filings.find(connection, filing["number"])
    assert filing is not None
    return _attach(step, package, filing, known_as)


def _known(step: FilingStep, package: ReceivedPackage, message: Row) -> TakenIn:
    """Say that a package is here already. Refused where its bytes are others now."""
    number = str(message["filing"])
    if message["package_sha256"] != package.zip.sha256:
        why = (
            f"{package.zip.name}: 与 {number} 第{message['number']}号往来的投递编号相同而内容不同 "
            f"(other bytes than message {message['number']} of {number}, under its delivery id)"
        )
        raise PackageRefused(package.zip.name, [why], chain_of(number))
    filing = received_filings.find(step.connection, number)
    assert filing is not None
    came_on = date.fromisoformat(filing["received_on"])
    form = form_of(step.site, package.manifest, package.names, came_on)
    state = FilingState(filing["state"])
    name = package.manifest.addressee
    return TakenIn(number, message["number"], message["kind"], state, True, form, name)


def _open(step: FilingStep, package: ReceivedPackage, known_as: Addressee) -> TakenIn:
    manifest = package.manifest
    if not is_first(manifest.kind):
        why = (
            f"{package.zip.name}: 首次报备尚未收到，应当先收首次报备的文件包 (it is message "
            f"{manifest.message}, {manifest.kind}; of {manifest.sender}, {manifest.case} nothing "
            "has come: message 1 is awaited)"
        )
        raise PackageRefused(package.zip.name, [why])
    year = step.today.year
    running = records.next_number(step.connection, SERIES, year)
    number = f"R{year}-{running:04d}"
    records.lock_chain(step.connection, chain_of(number))
    step.connection.insert(
        "received_filings",
        number=number,
        sender=manifest.sender,
        sender_case=manifest.case,
        sender_recipient=manifest.recipient,
        addressee=manifest.addressee,
        title=manifest.title,
        document_number=manifest.document_number,
        registration_number=manifest.registration_number,
        published_on=manifest.published_on,
        state=str(FilingState.DELIVERED),
        filing_number="",
        received_on=step.today.isoformat(),
        version=0,
    )
    states = ("", FilingState.DELIVERED)
    return _add(step, package, number, states, 1, known_as)


def _attach(
    step: FilingStep, package: ReceivedPackage, filing: Row, known_as: Addressee
) -> TakenIn:
    """Add a reply to its exchange. Refused where nothing asked for it, naming what is awaited."""
    state, manifest = FilingState(filing["state"]), package.manifest
    number = filing["number"]
    after = None
    if not is_first(manifest.kind):
        after = after_reply(state, FilingReply(manifest.kind))
    if after is None:
        awaited = ", ".join(REPLIES.get(state, {})) or f"an answer of this office ({number}): "
        if state not in REPLIES:
            awaited += possible_answers(state)
        why = (
            f"{package.zip.name}: 此往来与 {number} 目前状态不符 (message {manifest.message}, "
            f"{manifest.kind}, does not fit: {number} is {state}; awaited: {awaited})"
        )
        raise PackageRefused(package.zip.name, [why], chain_of(number))
    return _add(step, package, number, (state, after), filing["version"] + 1, known_as)


def _add(
    step: FilingStep,
    package: ReceivedPackage,
    number: str,
    states: tuple[str, FilingState],
    version: int,
    known_as: Addressee,
) -> TakenIn:
    """Add a message that may come now: its row, the state and days after it, its log entry."""
    manifest, after = package.manifest, states[1]
    message = _add_message(step, package, number)
    held = received_filings.held(received_filings.messages(step.connection, number))
    days = days_now(step.site, manifest.recipient, after, held)
    received_filings.change(
        step.connection,
        number,
        state=str(after),
        addressee=manifest.addressee,
        version=version,
        reply_by=None,
        answer_by=days.answer_by.isoformat() if days.answer_by else None,
    )
    form = form_of(step.site, manifest, package.names, step.today)
    warnings = warnings_of(package, form, message, known_as)
    facts = facts_of(package, message, form, warnings)
    facts |= {"addressee": asdict(known_as), "version": version}
    write_entry(step, number, SiteStep.RECEIVE_FILING, (str(states[0]), str(after)), facts)
    return TakenIn(number, message, manifest.kind, after, False, form, known_as.name, warnings)


def _add_message(step: FilingStep, package: ReceivedPackage, number: str) -> int:
    manifest = package.manifest
    found = received_filings.messages(step.connection, number)
    asked = [row["number"] for row in found if row["direction"] == Direction.OUT]
    step.connection.insert(
        "received_messages",
        filing=number,
        number=len(found) + 1,
        direction=str(Direction.IN),
        kind=manifest.kind,
        said_on=manifest.said_on,
        text=manifest.text,
        our_number="",
        answers=max(asked, default=None),
        delivery_id=manifest.delivery_id,
        package_sha256=package.zip.sha256,
        problem_types="",
        recorded_at=step.at,
        person=step.person.code,
    )
    return len(found) + 1
