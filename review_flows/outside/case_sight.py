"""What of a case a person may read: the page and the log without what is not for this reader.

A drafting unit must not learn the advice and the drafts of the opinion before its signature; an
advisor reads the own question and what others answered openly (domain.md, 2.6; peers.md).
"""

from collections.abc import Callable, Iterable, Set
from dataclasses import replace

from models.action import Action
from models.case import CaseState
from models.moves import Move
from models.permission import may
from models.person import Role
from models.relation import Relation, Standing
from models.structure.document_kind import DocumentKind
from models.task import ASKED_TASKS, Task
from review_flows.outside.case_remarks import Remark, may_read
from review_flows.outside.case_view import CaseView, EntryLine
from review_flows.outside.database import Row

# What is said in these steps belongs to the review. That they were made is no secret.
STEPS_OF_REVIEW = frozenset(
    {
        Move.SCREEN,
        Move.CONSULT,
        Move.ADVISE,
        Move.CO_REVIEW,
        Move.COUNTERSIGN,
        Move.HAND_OUT,
        Move.RECORD_ADVICE,
        Move.RECALL,
        Move.ANSWER_ADVICE,
        Move.ASSIGN,
        Move.TRANSFER,
        Move.TAKE_OVER,
        Move.PROPOSE_OPINION,
        Move.SIGN,
        Move.TAKE_BACK,
        Move.SUPERVISE,
    }
)
# Who answers them, or is asked, is a secret of the review.
STEPS_OF_ADVICE = frozenset(
    {
        Move.CONSULT,
        Move.ADVISE,
        Move.CO_REVIEW,
        Move.COUNTERSIGN,
        Move.HAND_OUT,
        Move.RECORD_ADVICE,
        Move.RECALL,
        Move.ANSWER_ADVICE,
    }
)
# Whom the reviewers asked, and the sheet of the paper file, which tells who was heard.
LETTERS_OF_THE_REVIEW = frozenset({"advice_request", "handling_sheet"})


def as_seen(view: CaseView, standing: Standing) -> CaseView:
    """Return the page with what the person may read. Tell first whether he sees the case."""
    view = replace(
        view,
        supervision=_for_his_eyes(view.supervision, standing),
        sent_back=_for_his_eyes(view.sent_back, standing),
    )
    if not may(standing, Action.READ_DOCUMENTS):
        view = replace(view, documents=(), materials=())
    if not may(standing, Action.READ_FINDINGS):
        view = replace(view, findings=())
    if not may(standing, Action.READ_LOG):
        view = replace(view, last_entry=None)
    return view if may(standing, Action.READ_REVIEW) else _without_review(view, standing)


def _for_his_eyes(remark: Remark | None, standing: Standing) -> Remark | None:
    return remark if remark is not None and may_read(remark, standing) else None


def _without_review(view: CaseView, standing: Standing) -> CaseView:
    asked = _asked(standing)
    consultations = [one for one in view.consultations if asked(one)]
    opinions = [one for one in view.opinions if one["signed_at"]]
    shown, given = {one["number"] for one in consultations}, {one["id"] for one in opinions}
    heard = {one["answered_at"] for one in view.consultations if one["number"] not in shown}
    return replace(
        view,
        warnings=(),
        documents=[one for one in view.documents if not _is_advice(one, heard, shown)],
        tasks=tasks_as_seen(view.tasks, standing),
        consultations=consultations,
        comments=[one for one in view.comments if one["consultation"] in shown],
        opinions=opinions,
        opinion_points=[one for one in view.opinion_points if one["opinion"] in given],
        opinion_items=[one for one in view.opinion_items if one["opinion"] in given],
        letters=letters_as_seen(view.letters, standing),
        last_entry=None,  # its number would tell of entries that are not shown
    )


def _is_advice(document: Row, heard: Set[str | None], shown: Set[int]) -> bool:
    """Say whether a paper came with an answer that is not shown; of advice nobody else has any."""
    came_with = document["received_at"] in heard
    return came_with or (document["kind"] == DocumentKind.ADVICE and not shown)


def tasks_as_seen(tasks: Iterable[Task], standing: Standing) -> list[Task]:
    """Return the tasks that a person may know of: whom the reviewers asked is theirs."""
    if may(standing, Action.READ_REVIEW):
        return list(tasks)
    codes = standing.person.codes
    return [task for task in tasks if task.kind not in ASKED_TASKS or task.person in codes]


def letters_as_seen(letters: Iterable[Row], standing: Standing) -> list[Row]:
    """Return the letters that a person may know of: whom the reviewers asked is theirs."""
    if may(standing, Action.READ_REVIEW):
        return list(letters)
    return [one for one in letters if one["kind"] not in LETTERS_OF_THE_REVIEW]


def _asked(standing: Standing) -> Callable[[Row], bool]:
    """Return which consultations are for the eyes of an advisor; for nobody else any is."""
    advises = Role.ADVISOR in standing.person.roles and standing.holds(Relation.ASKED)

    def is_for_him(one: Row) -> bool:
        own = one["advisor"] in standing.person.codes
        of_colleague = one["role"] != Role.ADVISOR
        if of_colleague and not own:
            return False
        return advises and (own or (one["answered_at"] is not None and not one["secret"]))

    return is_for_him


def lines_as_seen(lines: Iterable[EntryLine], standing: Standing) -> list[EntryLine]:
    """Return the log of a case; what was said in the review is left out for who may not read it.

    Nor does he learn who was asked for advice; an advisor not even that others were.
    """
    if may(standing, Action.READ_REVIEW):
        return list(lines)
    lines, codes = list(lines), standing.person.codes
    if Role.ADVISOR in standing.person.roles:
        own = {line.consultation for line in lines if line.asked in codes and line.consultation}
        lines = [line for line in lines if _is_known_to(line, codes, own)]
    return [line if line.actor == standing.person.code else _as_told(line) for line in lines]


def _is_known_to(line: EntryLine, codes: Set[str], own: Set[int | None]) -> bool:
    """Say whether an advisor may know of an entry: of advice only of what concerns himself."""
    if line.move not in STEPS_OF_ADVICE or line.actor in codes:
        return True
    return line.consultation in own if line.consultation else line.asked in codes


def _as_told(line: EntryLine) -> EntryLine:
    if line.move in STEPS_OF_ADVICE:
        line = replace(
            line, actor="", actor_name="", stands_in_for="", stands_in_for_name="", asked=""
        )
    return replace(line, reason="") if _of_review(line) else line


def _of_review(line: EntryLine) -> bool:
    # A chief sends back to the reviewer with remarks on the opinion.
    return line.move in STEPS_OF_REVIEW or (
        line.move == Move.SEND_BACK and line.from_state == CaseState.OPINION_PROPOSED
    )
