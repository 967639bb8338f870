"""Whether an opinion holds together: points decided, items with a source, a conclusion that fits.

What contradicts itself is refused. What is only unusual is told as a warning, for the conclusion
is a person's.
"""

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

from models.advice import AdviceKind, Question
from models.anchor import WHOLE_TEXT, overlaps
from models.errors import nearest
from models.finding import Finding, FindingSeverity
from models.forms.review import ItemForm, PointForm, ProposeOpinionForm
from models.opinion import Conclusion, ItemSource, PointFinding, ReviewPoint, Severity


class OpinionWarning(StrEnum):
    """What is unusual in an opinion, or in what came of it, and may be right all the same."""

    ILLEGAL_WITHOUT_MUST_CHANGE = "illegal_without_must_change"
    REVISE_WITHOUT_MUST_CHANGE = "revise_without_must_change"
    NOT_LEGAL_THOUGH_ALL_MET = "not_legal_though_all_met"
    BLOCK_FINDING_NOT_MENTIONED = "block_finding_not_mentioned"
    LEGAL_AGAINST_ADVICE = "legal_against_advice"
    ISSUED_AS_DRAFT = "issued_as_draft"
    VALID_TOO_LONG = "valid_too_long"
    VALID_WITHOUT_END = "valid_without_end"
    EFFECT_NOT_AS_IN_TEXT = "effect_not_as_in_text"
    VALIDITY_NOT_AS_IN_TEXT = "validity_not_as_in_text"


def point_problems(asked: Sequence[ReviewPoint], decided: Sequence[PointForm]) -> Iterator[str]:
    """Yield what is wrong with the decided points, of those that the rule set asks for."""
    given = [point.point for point in decided]
    yield from (f"points: {one} is not decided" for one in asked if one not in given)
    yield from (
        f"points: {one} is not asked for here" for one in dict.fromkeys(given) if one not in asked
    )
    yield from (f"points: {one} is decided twice" for one in ReviewPoint if given.count(one) > 1)
    yield from (
        f"points: {one.point} is not met, so it needs its note"
        for one in decided
        if one.finding is PointFinding.NOT_MET and not one.note
    )


def source_problems(
    items: Sequence[ItemForm], questions: Iterable[Question], findings: Iterable[Finding]
) -> Iterator[str]:
    """Yield the items that come from a comment, or from a check's finding, that is not there."""
    known = {
        ItemSource.ADVICE: {f"{one.number}.{c.number}" for one in questions for c in one.comments},
        ItemSource.FINDING: {one.check for one in findings},
    }
    for number, item in enumerate(items, start=1):
        there = known.get(item.source)
        if there is not None and item.about not in there:
            named = f"“{item.about}”" if item.about else "nothing"
            hint = nearest(item.about, there) or "There is none on this draft."
            yield f"items {number}: its source is {item.source}, but about names {named}. {hint}"


def conclusion_problems(allowed: Sequence[Conclusion], form: ProposeOpinionForm) -> Iterator[str]:
    """Yield why the conclusion cannot stand beside the points and items."""
    if form.conclusion not in allowed:
        yield f"conclusion: the rule set knows {', '.join(allowed)}"
    if form.conclusion is not Conclusion.LEGAL:
        if not form.items:
            yield f"items: a conclusion “{form.conclusion}” names at least one item"
        return
    if _must_change(form):
        yield "conclusion: an item that must be changed does not go with “legal”"
    unmet = [one.point for one in form.points if one.finding is PointFinding.NOT_MET]
    if unmet:
        yield f"conclusion: a point that is not met ({', '.join(unmet)}) does not go with “legal”"


def warnings(
    form: ProposeOpinionForm, questions: Iterable[Question], unmentioned: Sequence[Finding]
) -> Iterator[OpinionWarning]:
    """Yield what is unusual; `unmentioned` are the grave findings that no item takes up."""
    conclusion = form.conclusion
    if conclusion is Conclusion.ILLEGAL and not _must_change(form):
        yield OpinionWarning.ILLEGAL_WITHOUT_MUST_CHANGE
    if conclusion is Conclusion.REVISE and not _must_change(form):
        yield OpinionWarning.REVISE_WITHOUT_MUST_CHANGE
    met = bool(form.points) and all(p.finding is not PointFinding.NOT_MET for p in form.points)
    if conclusion is not Conclusion.LEGAL and met:
        yield OpinionWarning.NOT_LEGAL_THOUGH_ALL_MET
    if unmentioned:
        yield OpinionWarning.BLOCK_FINDING_NOT_MENTIONED
    against = any(one.kind is AdviceKind.UNFAVOURABLE for one in questions)
    if conclusion is Conclusion.LEGAL and against:
        yield OpinionWarning.LEGAL_AGAINST_ADVICE


def unmentioned(items: Sequence[ItemForm], findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings that as a rule stop a draft and that no item takes up.

    An item takes up a finding by naming its check, or by standing at its place.
    """
    grave = [one for one in findings if one.severity is FindingSeverity.BLOCK]
    return [one for one in grave if not any(_takes_up(item, one) for item in items)]


def _takes_up(item: ItemForm, finding: Finding) -> bool:
    if overlaps(item.address, finding.address):
        return True
    named = item.source is ItemSource.FINDING and item.about == finding.check
    return named and WHOLE_TEXT in (item.address, finding.address)


def _must_change(form: ProposeOpinionForm) -> bool:
    return any(item.severity is Severity.MUST_CHANGE for item in form.items)
