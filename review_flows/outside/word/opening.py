"""The opening of a file as a job for the child process: what is read goes over as JSON."""

from collections.abc import Sequence

from models.safety_report import SafetyReport
from models.word_document import WordDocument
from review_flows.outside.word.as_json import NotAsTyped, from_json, to_json
from review_flows.outside.word.jobs import JobResult, Params
from review_flows.outside.word.safety import OpenedWord, open_word


def job(params: Params, blobs: Sequence[bytes]) -> JobResult:
    """Open the one file; the cleaned copy comes back as bytes where there is one."""
    opened = open_word(blobs[0])
    told = {"report": to_json(opened.report), "document": to_json(opened.document)}
    return told, [] if opened.cleaned is None else [opened.cleaned]


def opened_as_told(told: dict[str, object], blobs: Sequence[bytes]) -> OpenedWord:
    """Return what the job found. Raises NotAsTyped where its answer contradicts itself."""
    report = from_json(SafetyReport, told.get("report"))
    document = told.get("document")
    read = None if document is None else from_json(WordDocument, document)
    agrees = report.accepted == (read is not None) and bool(report.removed) == bool(blobs)
    if not agrees or len(blobs) > 1:
        raise NotAsTyped("the report does not fit what was read")
    return OpenedWord(report, read, blobs[0] if blobs else None)
