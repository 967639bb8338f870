"""A submission that was looked at → a registered case; what is unclear becomes a question."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from models.case import MatterType
from models.document import KIND_NAMES, DocumentKind
from models.moves import Move
from models.person import UnitKind
from review_flows.desk.act import NEW_CASE, act
from review_flows.desk.writing import Done
from review_flows.outside import records
from review_flows.outside.site import Site
from review_flows.outside.submitted_file import SubmittedFile, draft_among, title_among

# Names that normative documents bear (domain.md §7); a person decides at acceptance.
NORMATIVE_TITLES = ("办法", "规定", "细则", "规则", "意见", "决定", "通告")


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
        site.store.put(file.content)
    unit = unit or named_unit(site, told)
    title = title or title_among(told, name)
    form = {
        "submission": name,
        "title": title,
        "matter_type": str(matter_type or proposed_matter_type(title)),
        "unit": unit,
        "documents": [file.form() for file in told],
        "questions": list(questions(told, unit)),
    }
    return act(site, actor, NEW_CASE, Move.RECEIVE, form)


def tell_apart(files: Sequence[SubmittedFile]) -> list[SubmittedFile]:
    """Return each file once; a single file that looks like nothing else is the draft."""
    once = list({file.sha256: file for file in reversed(files)}.values())[::-1]
    if len(once) == 1 and once[0].kind is DocumentKind.OTHER:
        return [replace(once[0], kind=DocumentKind.DRAFT)]
    return once


def questions(files: Sequence[SubmittedFile], unit: str) -> Iterator[str]:
    """Yield what receipt could not tell, for the clerk to decide."""
    for file in files:
        if len(file.candidates) > 1:
            kinds = "、".join(KIND_NAMES[kind] for kind in file.candidates)
            yield f"《{file.name}》是哪种材料？可能是{kinds}（{file.why}）。"
        elif file.candidates == (DocumentKind.OTHER,):
            yield f"《{file.name}》按“{KIND_NAMES[file.kind]}”登记，请确认（{file.why}）。"
    if draft_among(files) is None:
        yield "哪一份是送审稿？没有或者不止一份文件看起来是送审稿。"
    if not unit:
        yield "起草单位是谁？材料中没有写明，或者写明了不止一个。"


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


def proposed_matter_type(title: str) -> MatterType:
    """Return what a title suggests. A name alone never decides it (domain.md §7)."""
    bare = title.split("（")[0].split("(")[0].strip("《》 \n")
    if bare.endswith(NORMATIVE_TITLES):
        return MatterType.NORMATIVE_DOCUMENT
    return MatterType.OTHER_DOCUMENT
