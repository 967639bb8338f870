"""确定审查文本: of a file with tracked changes a person says which of its views counts.

The settled copy becomes the next version of the document, so that a hash names one text; what came
in stays as it is.
"""

from models.document import DocumentKind
from models.errors import BadInput, NotFound
from models.forms import ChooseViewForm, DocumentForm
from models.word_document import SettledView
from models.words import word
from review_flows.desk.receipt import add_documents
from review_flows.desk.step import Step
from review_flows.outside import case_files
from review_flows.outside.database import Row


def choose_view(step: Step) -> None:
    """Let one view of a document be its text. It can be chosen anew, as long as this is possible.

    Raises NotFound for a document that the case does not have, BadInput for one without changes.
    """
    form = step.form_as(ChooseViewForm)
    source = _meant(step, form.document)
    if not _has_changes(step, source):
        raise BadInput(f"document: {source['name']} has no tracked changes; it has one text only.")
    settled = _settled(step, source, form.view)
    kind = DocumentKind(source["kind"])
    add_documents(step, (settled,))
    _let_count(step, kind, settled.sha256)
    step.facts |= {"document_sha256": source["sha256"], "settled_sha256": settled.sha256}


def _meant(step: Step, given: str) -> Row:
    """Return the document as it came in, also where one of its settled copies is named.

    Without a name it is the one that is undecided: what was decided is not changed by accident.
    """
    documents = case_files.documents(step.connection, step.number)
    open_ones = _undecided(step)
    if not given:
        if len(open_ones) != 1:
            several = ", ".join(str(row["name"]) for row in open_ones or documents)
            raise BadInput(
                f"document: {len(open_ones)} texts are undecided; name the one you mean: {several}"
            )
        return open_ones[0]
    meant = [row for row in documents if case_files.is_meant(row, given)]
    if len(meant) > 1:  # several versions of one name: the one that waits for a decision
        waiting = {row["id"] for row in open_ones}
        meant = [row for row in meant if row["id"] in waiting] or meant
    if len(meant) != 1:
        names = [f"{row['name']} ({row['sha256'][:8]})" for row in documents]
        raise NotFound("The document", given, names)
    origin = meant[0]["settled_from"]
    return next((row for row in documents if row["sha256"] == origin), meant[0])


def _undecided(step: Step) -> list[Row]:
    """Return the undecided texts; of what 0.3.0 took in the changes are counted now."""
    for row in case_files.uncounted(step.connection, step.number):
        case_files.keep_count(step.connection, row["id"], _counted(step, row))
    return case_files.undecided(step.connection, step.number)


def _has_changes(step: Step, source: Row) -> bool:
    # A file that is no text under review may be one that 0.3.0 took in, uncounted to this day.
    return source["tracked_changes"] > 0 or _counted(step, source) > 0


def _counted(step: Step, source: Row) -> int:
    """Return how many tracked changes a file holds, 0 of one that cannot be read."""
    from review_flows.outside.word.apart import open_apart

    document = open_apart(step.site.store.get(source["sha256"])).document
    return 0 if document is None else document.tracked_changes


def _settled(step: Step, source: Row, view: SettledView) -> DocumentForm:
    # Imported here: lxml and python-docx are needed for this move alone.
    from review_flows.outside.draft_copy import open_file
    from review_flows.outside.word import apart

    content = step.site.store.get(case_files.copy_sha256(source))
    _, (settled,) = apart.run("settle", {"view": str(view)}, [content])
    # Words that a change held apart have come together: what that gives is inspected anew.
    copy = open_file(settled, source["name"]).content
    stem, _, ending = str(source["name"]).rpartition(".")
    return DocumentForm(
        name=f"{stem or ending}（{word(view, 'zh')}）.docx",
        kind=DocumentKind(source["kind"]),
        sha256=step.site.store.put(copy),
        size=len(copy),
        settled_from=source["sha256"],
        settled_view=str(view),
    )


def _let_count(step: Step, kind: DocumentKind, sha256: str) -> None:
    """Let a copy that was chosen before, and is in the case already, be the latest version."""
    latest = case_files.latest(step.connection, step.number, kind)
    if latest is None or latest["sha256"] == sha256:
        return
    documents = case_files.documents(step.connection, step.number)
    copy = next(row for row in documents if row["sha256"] == sha256)
    case_files.rename_kind(step.connection, step.number, copy["id"], kind)


def refuse_undecided(step: Step) -> None:
    """Refuse a move that relies on texts of which nobody has said which view counts."""
    undecided = _undecided(step)
    if undecided:
        raise step.refuse(
            "nobody has said which text counts of files with tracked changes: "
            + "; ".join(_how_to_decide(step.number, row) for row in undecided)
        )


def _how_to_decide(number: str, row: Row) -> str:
    name = row["name"]
    return (
        f"{name}: {row['tracked_changes']} changes. Look at both with: review-flows document text "
        f"{number} --name {name}; then: review-flows act {number} choose_view --field "
        f"document={name} --field view=final (or original) --field reason=..."
    )
