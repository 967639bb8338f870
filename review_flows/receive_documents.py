"""docs_in → a registered case for each submission; what cannot be taken goes back with the reason.

Reads: docs_in/<file> or docs_in/<folder>/…
Writes: the store, cases, docs_in/received/<case number>/… and docs_in/refused/… with a .txt each.
"""

import asyncio
import time
from dataclasses import dataclass, field

from prefect import flow, task
from pydantic import SecretStr

from models.arrival import ArrivalResult
from models.errors import ReviewError
from review_flows.desk.inbox_desk import take
from review_flows.outside.arrivals import Arrival
from review_flows.outside.current_site import current_site
from review_flows.outside.inbox import QUIET_SECONDS, Submission, is_whole, submissions


@dataclass(slots=True)
class ReceiptReport:
    """What became of everything that lay in the inbox."""

    cases: list[str] = field(default_factory=list)
    arrivals: list[Arrival] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)  # still being copied

    def with_result(self, result: ArrivalResult) -> list[Arrival]:
        """Return the files of which this became."""
        return [arrival for arrival in self.arrivals if arrival.result is result]


@flow(name="receive_documents", flow_run_name="receive_documents")
async def receive_documents(
    only: tuple[SecretStr, ...] = (), patient: bool = False
) -> ReceiptReport:
    """Take every whole submission of the inbox, or only those of these names.

    The names are secrets to Prefect, which keeps the parameters of a run in a database of its own:
    that a classified file has one is not for us to keep.
    `patient` waits once for files that changed a moment ago; otherwise they wait for the next run.
    One that cannot be moved stays where it is and keeps none behind it from being taken; what
    went wrong with the first such one is raised at the end.
    """
    report = ReceiptReport()
    names = tuple(name.get_secret_value() for name in only)
    failures: list[Exception] = []
    for submission in await whole_submissions(names, patient, report):
        try:
            number, arrivals = await take_submission(submission)
        except (ReviewError, OSError) as failure:
            failures.append(failure)
            continue
        report.arrivals += arrivals
        if number and number not in report.cases:
            report.cases.append(number)
    if failures:
        raise failures[0]
    return report


async def whole_submissions(
    only: tuple[str, ...], patient: bool, report: ReceiptReport
) -> list[Submission]:
    """Return the submissions that are whole; the names of the others go into the report."""
    inbox = current_site().settings.docs_in
    found = submissions(inbox, only)
    if patient and not all(is_whole(one, time.time()) for one in found):
        await asyncio.sleep(QUIET_SECONDS)
        found = submissions(inbox, only)
    now = time.time()
    report.waiting += [one.name for one in found if not is_whole(one, now)]
    return [one for one in found if is_whole(one, now)]


# A run bears no name of a submission, for the same reason.
@task
async def take_submission(submission: Submission) -> tuple[str | None, list[Arrival]]:
    """Take one submission; return its case and what became of each file."""
    return take(current_site(), submission)
