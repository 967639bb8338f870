"""A copy that comes back: whose question it answers, which draft it is of, what was added to it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from models.advice import Question
from models.case import Case
from models.comparison.present_place import carried_over
from models.copies.bare_text import bare
from models.copies.handed_back import RemarkBack, handed_back
from models.copies.handed_out import CASE, DRAFT, QUESTION
from models.copies.placing import PlacedDraft
from models.copies.untracked_edits import is_copy_of, untracked_edits
from models.document import DocumentKind
from models.errors import BadInput, NotFound
from models.moves import Move
from models.permission import may_see
from models.person import Person, Role
from models.structure.clause import Clause
from models.word_document import View, WordComment, WordDocument
from review_flows.desk.act import find_actor
from review_flows.desk.drafts_as_read import as_read, document_of, drafts_of, property_of
from review_flows.outside import (
    advice_rows,
    case_files,
    clause_rows,
    handed_copies,
    persons,
    records,
)
from review_flows.outside.database import Connection, Row
from review_flows.outside.draft_copy import open_file
from review_flows.outside.site import Site
from review_flows.outside.wall_clock import day_of


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What was read from a copy; `version` is the draft that it is of, `present` the latest.

    `question` is None where nothing is asked of the person, who reads his own marks.
    """

    number: str
    question: Question | None
    move: Move | None
    version: int
    present: int
    exact: bool  # it says what that draft says, but for what is marked
    remarks: tuple[RemarkBack, ...]
    resolved: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Base:
    """A draft of the case as it reads, with the comments that stood in the copy of it."""

    row: Row
    draft: PlacedDraft
    comments: tuple[WordComment, ...]


def take_in(
    site: Site,
    actor: str,
    document: WordDocument,
    number: str = "",
    consultation: int | None = None,
    *,
    asked: bool = True,
) -> TakenIn:
    """Return what somebody added to a copy. Nothing is stored and nothing is changed.

    `number` and `consultation` are needed where the file does not say them; without `asked` no
    question has to wait. Raises NotFound for a case that the actor may not see, BadInput for what
    is no copy of its draft, or has nothing new, and where no question waits.
    """
    with site.database.reading() as connection:
        today = day_of(site.clock.now()).isoformat()
        person = find_actor(connection, actor, today)
        copy = PlacedDraft(document, View.ORIGINAL)
        stated = _stated_case(document, number) or _case_of_text(site, connection, person, copy)
        case = _seen_case(connection, person, stated)
        wanted = _wanted(document, consultation)
        question = _question(connection, person, case, wanted) if asked else None
        base = _base(site, connection, case, document, copy)
        present = case_files.latest(connection, case.number, DocumentKind.DRAFT)
        assert present is not None
        now = _clauses_now(site, connection, present, base)
    back = handed_back(document, copy, base.comments)
    unmarked = carried_over(untracked_edits(base.draft, copy), base.draft.clauses, now)
    remarks = (*carried_over(back.remarks, copy.clauses, now), *unmarked)
    versions = (base.row["version"], present["version"], base.draft.bare == copy.bare)
    move = move_for(question)
    taken = TakenIn(case.number, question, move, *versions, remarks, back.resolved)
    _refuse_nothing(taken)
    return taken


def _refuse_nothing(taken: TakenIn) -> None:
    if not taken.remarks and not taken.resolved:
        raise BadInput(
            "Nothing was added to the file: it holds no new comment and no change. "
            "If that is the answer, give it without a file: review-flows act "
            f"{taken.number} advise --field kind=no_comment --field text=…"
        )


def move_for(question: Question | None) -> Move | None:
    """Return the move that answers a question."""
    if question is None:
        return None
    if question.outsider:
        return Move.RECORD_ADVICE
    return Move.ADVISE if question.role is Role.ADVISOR else Move.COUNTERSIGN


def _stated_case(document: WordDocument, given: str) -> str:
    stated = property_of(document, CASE)
    if stated and given and stated != given:
        raise BadInput(f"The file is a copy of the draft of case {stated}, not of {given}.")
    return given or stated


def _wanted(document: WordDocument, given: int | None) -> int | None:
    stated = property_of(document, QUESTION)
    return given if given is not None or not stated.isdecimal() else int(stated)


def _case_of_text(site: Site, connection: Connection, person: Person, copy: PlacedDraft) -> str:
    """Return the one case with a question to this person whose draft says what the file says."""
    asked = handed_copies.cases_asking(connection, person.codes)
    found = [
        number
        for number in asked
        if any(as_read(site, row).bare == copy.bare for row in drafts_of(connection, number))
    ]
    if len(found) != 1:
        several = f" Drafts of {', '.join(found)} say the same." if found else ""
        raise BadInput(
            "The file does not say which case it belongs to: it is no copy that was handed out, "
            f"or its marks were taken out on the way.{several} Name the case: --case NUMBER."
        )
    return found[0]


def _seen_case(connection: Connection, person: Person, number: str) -> Case:
    case = records.find_case(connection, number)
    if case is None or not may_see(persons.standing_of(connection, person, case)):
        raise NotFound("The case", number)
    return case


def _question(connection: Connection, person: Person, case: Case, wanted: int | None) -> Question:
    """Return the question that the person answers, or records the answer to."""
    waiting = [
        one
        for one in advice_rows.questions_of(connection, case.number)
        if one.waits and (case.reviewer if one.outsider else one.person) in person.codes
    ]
    meant = [one for one in waiting if wanted in (None, one.number)]
    labels = ", ".join(one.label for one in waiting) or "none"
    if not meant:
        raise BadInput(
            f"No question{f' {wanted}' if wanted else ''} of case {case.number} waits for "
            f"{person.code}; those that do: {labels}. Name one with --consultation, or print what "
            "is marked with --items."
        )
    if len(meant) > 1:
        raise BadInput(f"--consultation: several questions wait, name one of {labels}.")
    return meant[0]


def _base(
    site: Site, connection: Connection, case: Case, document: WordDocument, copy: PlacedDraft
) -> _Base:
    """Return the draft that the file is a copy of: the one it names, else the one it is most like.

    Raises BadInput where most of no draft stands in it.
    """
    drafts = drafts_of(connection, case.number)
    stated = property_of(document, DRAFT)
    ordered = sorted(drafts, key=lambda row: row["sha256"] != stated)
    read = [(row, as_read(site, row)) for row in ordered]
    same = [one for one in read if one[1].bare == copy.bare and one[0]["sha256"] == stated]
    same += [one for one in read if one[1].bare == copy.bare]
    alike = same or [one for one in read if is_copy_of(copy, one[1])]
    if not alike:
        raise BadInput(
            f"The file is no copy of a draft of case {case.number}: most of its clauses are not "
            "in it. Look whether it is the right file, and the right case."
        )
    row, draft = alike[0]
    comments = _comments_before(site, connection, case.number, row, document)
    return _Base(row, draft, comments)


def _comments_before(
    site: Site, connection: Connection, number: str, row: Row, document: WordDocument
) -> tuple[WordComment, ...]:
    """Return the comments that stood in the copy before: of those handed out, the one most like."""
    copies = [
        open_file(site.store.get(sha256), row["name"]).document.comments
        for sha256 in handed_copies.handed_out(connection, number, row["sha256"])
    ]
    held = Counter(bare(one.text) for one in document.comments)
    candidates = [document_of(site, row).comments, *copies]
    return max(candidates, key=lambda comments: _common(comments, held))


def _common(comments: Iterable[WordComment], held: Mapping[str, int]) -> int:
    texts = Counter(bare(one.text) for one in comments)
    return (Counter(held) & texts).total()


def _clauses_now(site: Site, connection: Connection, present: Row, base: _Base) -> Sequence[Clause]:
    """Return the clauses in which the desk will look places up."""
    stored = clause_rows.clauses_in(connection, present["sha256"])
    if stored:
        return stored
    return base.draft.clauses if present["id"] == base.row["id"] else as_read(site, present).clauses
