"""A submission that was looked at → a registered case; what is unclear becomes a question."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from models.case import MatterType
from models.classification import propose
from models.document import KIND_NAMES, DocumentKind
from models.moves import Move
from models.person import UnitKind
from models.receipt_question import ABOUT_DRAFT, ABOUT_UNIT
from review_flows.desk.act import NEW_CASE, act
from review_flows.desk.writing import Done
from review_flows.outside import records
from review_flows.outside.site import Site
from review_flows.outside.submitted_file import SubmittedFile, draft_among, title_among


def register(
    site: Site,
    actor: str,
    files: Sequence[SubmittedFile],
    name: str,
    *,
    unit: str = "",
    matter_type: MatterType | None = None,
    title: str = "",
) -> Done:
    """Store the files, each once, and receive them as one case.

    `name` is what the submission came under; unit, matter type and title are given where a
    person says them, and read from the files otherwise. Raises what `act` raises.
    """
    told = tell_apart(files)
    for file in told:
        file.keep_in(site.store)
    unit = unit or named_unit(site, told)
    title = title or title_among(told, name)
    form = {
        "submission": name,
        "title": title,
        "matter_type": str(matter_type or _proposed(told, title)),
        "unit": unit,
        "documents": [_document(file) for file in told],
        "questions": [{"about": about, "text": text} for about, text in questions(told, unit)],
    }
    return act(site, actor, NEW_CASE, Move.RECEIVE, form)


def tell_apart(files: Sequence[SubmittedFile]) -> list[SubmittedFile]:
    """Return each file once; a single file that looks like nothing else is the draft."""
    once = list({file.sha256: file for file in reversed(files)}.values())[::-1]
    if len(once) == 1 and once[0].kind is DocumentKind.OTHER:
        return [replace(once[0], kind=DocumentKind.DRAFT)]
    return once


def _document(file: SubmittedFile) -> dict[str, object]:
    """Return a file as the form names it; what is asked about stays open until a clerk names it."""
    form = file.form()
    return {**form, "candidates": [DocumentKind.OTHER]} if _looks_like_nothing(file) else form


def _looks_like_nothing(file: SubmittedFile) -> bool:
    return file.candidates == (DocumentKind.OTHER,)


def questions(files: Sequence[SubmittedFile], unit: str) -> Iterator[tuple[str, str]]:
    """Yield what receipt could not tell, for the clerk: what it is about, and the question."""
    for file in files:
        if len(file.candidates) > 1:
            kinds = "、".join(KIND_NAMES[kind] for kind in file.candidates)
            yield file.name, f"《{file.name}》是哪种材料？可能是{kinds}（{file.why}）。"
        elif _looks_like_nothing(file):
            kind = KIND_NAMES[file.kind]
            yield file.name, f"《{file.name}》按“{kind}”登记，请确认（{file.why}）。"
    if draft_among(files) is None:
        yield ABOUT_DRAFT, "哪一份是送审稿？没有或者不止一份文件看起来是送审稿。"
    if not unit:
        yield ABOUT_UNIT, "起草单位是谁？材料中没有写明，或者写明了不止一个。"


def named_unit(site: Site, files: Sequence[SubmittedFile]) -> str:
    """Return the one drafting unit that the cover letter or the explanation names, or nothing."""
    with site.database.reading() as connection:
        units = records.units_of_kind(connection, UnitKind.DRAFTING_UNIT)
    for kind in (DocumentKind.COVER_LETTER, DocumentKind.EXPLANATION):
        text = "\n".join(file.text.text for file in files if file.kind is kind)
        named = [unit.code for unit in units if unit.name in text]
        if len(named) == 1:
            return named[0]
    return ""


def _proposed(files: Sequence[SubmittedFile], title: str) -> MatterType:
    draft = draft_among(files)
    return propose(title, draft.text.text if draft else "").matter_type
