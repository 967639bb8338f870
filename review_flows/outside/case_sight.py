"""What of a case a person may read: the page and the log without what is not for this reader.

A drafting unit must not learn the advice and the drafts of the opinion before its signature; an
advisor reads the own question and what others answered openly (domain.md, 2.6; peers.md).
"""

from collections.abc import Callable, Iterable
from dataclasses import replace

from models.action import Action
from models.case import CaseState
from models.moves import Move
from models.permission import may
from models.person import Role
from models.relation import Relation, Standing
from models.task import ASKED_TASKS
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
LETTER_TO_ADVISOR = "advice_request"


def as_seen(view: CaseView, standing: Standing) -> CaseView:
    """Return the page with what the person may read. Tell first whether he sees the case."""
    if not may(standing, Action.READ_DOCUMENTS):
        view = replace(view, documents=())
    if not may(standing, Action.READ_FINDINGS):
        view = replace(view, findings=())
    return view if may(standing, Action.READ_REVIEW) else _without_review(view, standing)


def _without_review(view: CaseView, standing: Standing) -> CaseView:
    asked = _asked(standing)
    consultations = [one for one in view.consultations if asked(one)]
    opinions = [one for one in view.opinions if one["signed_at"]]
    shown, given = {one["number"] for one in consultations}, {one["id"] for one in opinions}
    own = standing.person.codes
    return replace(
        view,
        tasks=[t for t in view.tasks if t.kind not in ASKED_TASKS or t.person in own],
        consultations=consultations,
        comments=[one for one in view.comments if one["consultation"] in shown],
        opinions=opinions,
        opinion_points=[one for one in view.opinion_points if one["opinion"] in given],
        opinion_items=[one for one in view.opinion_items if one["opinion"] in given],
        letters=letters_as_seen(view.letters, standing),
    )


def letters_as_seen(letters: Iterable[Row], standing: Standing) -> list[Row]:
    """Return the letters that a person may know of: whom the reviewers asked is theirs."""
    if may(standing, Action.READ_REVIEW):
        return list(letters)
    return [one for one in letters if one["kind"] != LETTER_TO_ADVISOR]


def _asked(standing: Standing) -> Callable[[Row], bool]:
    """Return which consultations are for the eyes of an advisor; for nobody else any is."""
    advises = Role.ADVISOR in standing.person.roles and standing.holds(Relation.ASKED)

    def is_for_him(one: Row) -> bool:
        own = one["advisor"] in standing.person.codes
        return advises and (own or (one["answered_at"] is not None and not one["secret"]))

    return is_for_him


def lines_as_seen(lines: Iterable[EntryLine], standing: Standing) -> list[EntryLine]:
    """Return the log of a case; what was said in the review is left out for who may not read it."""
    if may(standing, Action.READ_REVIEW):
        return list(lines)
    return [
        replace(line, reason="")
        if _of_review(line) and line.actor != standing.person.code
        else line
        for line in lines
    ]


def _of_review(line: EntryLine) -> bool:
    # A chief sends back to the reviewer with remarks on the opinion.
    return line.move in STEPS_OF_REVIEW or (
        line.move == Move.SEND_BACK and line.from_state == CaseState.OPINION_PROPOSED
    )
