"""Every flow that Prefect knows, by name, and when the scheduled ones run."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from prefect import Flow

from models.outbox import LegKind
from review_flows.file_document import file_document
from review_flows.issue_letters import issue_letters
from review_flows.receive_documents import receive_documents
from review_flows.report_compliance import report_compliance
from review_flows.screen_case import screen_case
from review_flows.scrub_store import scrub_store
from review_flows.seal_log import seal_log
from review_flows.watch_deadlines import watch_deadlines
from review_flows.watch_validity import watch_validity

FLOW_OF_LEG: Mapping[LegKind, Flow[Any, Any]] = {
    LegKind.SCREEN_CASE: screen_case,
    LegKind.ISSUE_LETTERS: issue_letters,
    LegKind.FILE_DOCUMENT: file_document,
}


@dataclass(frozen=True, slots=True)
class Scheduled:
    """A flow and its cron times in Asia/Shanghai."""

    flow: Flow[Any, Any]
    cron: str


SCHEDULED = (
    Scheduled(receive_documents, "* * * * *"),
    Scheduled(watch_deadlines, "0 8-20 * * *"),  # messages by day; a look more costs nothing
    Scheduled(watch_validity, "5 0 * * *"),
    Scheduled(seal_log, "15 3 * * *"),  # the whole log; the minute's sealing is runner/sealing's
    Scheduled(scrub_store, "45 2 * * *"),
    Scheduled(report_compliance, "0 7 1 * *"),
)
TIME_ZONE = "Asia/Shanghai"

FLOWS: Mapping[str, Flow[Any, Any]] = {
    flow.name: flow
    for flow in (*FLOW_OF_LEG.values(), *(scheduled.flow for scheduled in SCHEDULED))
}
