"""收件: a submission becomes a case, and the machine adds what it found."""

from models.arrival import ArrivalResult
from models.document import DocumentKind
from models.errors import BadInput, UnknownCode
from models.finding import Finding, FindingSeverity
from models.forms import DocumentForm, ReceiveForm, ScreenForm, SupplementForm
from models.receipt_question import CHECK
from review_flows.desk import timekeeping
from review_flows.desk.step import Step
from review_flows.outside import case_files, records
from review_flows.outside.arrivals import Arrival, add_arrivals


def receive(step: Step) -> None:
    """Register a submission under a new number."""
    form = step.form_as(ReceiveForm)
    if form.unit:
        known_unit(step, form.unit)
    step.changes |= {"title": form.title, "matter_type": str(form.matter_type)}
    step.register_case()
    timekeeping.keep(step, form.matter_type)
    add_documents(step, form.documents)
    questions = [
        Finding(CHECK, FindingSeverity.QUESTION, question.about, question.text)
        for question in form.questions
    ]
    case_files.add_findings(step.connection, step.number, "", questions)
    arrivals = [_arrival(step, form.submission, document) for document in form.documents]
    add_arrivals(step.connection, arrivals, step.at)


def _arrival(step: Step, submission: str, document: DocumentForm) -> Arrival:
    return Arrival(
        submission=submission,
        name=document.name,
        sha256=document.sha256,
        size=document.size,
        result=ArrivalResult.TAKEN,
        case_number=step.number,
    )


def screen(step: Step) -> None:
    """Add what was found in the draft under review and beside it. Run twice, it stands once."""
    form = step.form_as(ScreenForm)
    found: dict[str, list[Finding]] = {form.document_sha256: []}
    for f in form.findings:
        finding = Finding(f.check, f.severity, f.address, f.message, f.advice, f.basis)
        found.setdefault(f.document_sha256 or form.document_sha256, []).append(finding)
    for document, findings in found.items():
        case_files.add_findings(step.connection, step.number, document, findings)


def supplement(step: Step) -> None:
    """Add what was asked for. The clerk checks the form anew.

    Raises BadInput where the case has every one of the files already: nothing would be supplied.
    """
    form = step.form_as(SupplementForm)
    known = {row["sha256"] for row in case_files.documents(step.connection, step.number)}
    if all(document.sha256 in known for document in form.documents):
        names = ", ".join(document.name for document in form.documents)
        raise BadInput(
            f"documents: {names} is in the case already, to the byte; hand in what was asked for"
        )
    add_documents(step, form.documents)
    timekeeping.keep(step)


def add_documents(step: Step, documents: tuple[DocumentForm, ...]) -> None:
    """Add files of the store to the case; bytes that it has already are not doubled."""
    missing = [document.name for document in documents if not step.site.store.has(document.sha256)]
    if missing:
        raise BadInput(f"Not in the store: {', '.join(missing)}. Hand the files in again.")
    case_files.add_documents(step.connection, step.number, documents, step.at)


def known_unit(step: Step, code: str) -> str:
    """Return the code of a unit. Raises BadInput naming the nearest when there is none."""
    codes = records.unit_codes(step.connection)
    if code not in codes:
        raise UnknownCode("The unit", code, codes)
    return code


def draft_of(step: Step) -> str:
    """Return the SHA-256 of the draft as it is now. Refused when no document is the draft."""
    draft = case_files.latest(step.connection, step.number, DocumentKind.DRAFT)
    if draft is None:
        raise step.refuse("no document is the draft (送审稿); ask for it as a supplement")
    return str(draft["sha256"])
