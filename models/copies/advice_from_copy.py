"""The form of an advice, made of what somebody added to a copy of the draft."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence, Set

from models.advice import AdviceKind, CommentOrigin
from models.copies.handed_back import RemarkBack
from models.words import phrase

LONGEST = 19_000  # characters of one comment; a form takes a little more
# Two readings of one file give the same remark; the time is left out, which a program that saves
# the file may write anew.
SAME = ("address", "quote", "problem", "replacement", "origin", "stated_author")


def comment_fields(one: RemarkBack) -> dict[str, object]:
    """Return a remark as `CommentForm` takes it; what it does not say is left out."""
    said = {
        "address": one.address,
        "problem": _cut(one.problem),
        "quote": one.quote if len(one.quote) <= LONGEST else "",
        "suggestion": one.suggestion,
        "replacement": _cut(one.replacement),
        "origin": str(one.origin),
        "stated_author": _cut(one.author),
        "stated_at": _cut(one.at),
    }
    return {name: value for name, value in said.items() if value}


def item_fields(one: RemarkBack) -> dict[str, object]:
    """Return a remark as an item of an opinion; its basis is for the reviewer to give."""
    suggestion = one.replacement or one.suggestion or one.problem
    return {
        "address": one.address,
        "quote": one.quote,
        "issue": _cut(one.problem),
        "basis": "",
        "suggestion": _cut(suggestion),
        "severity": "should_change",
    }


def advice_form(
    begun: Mapping[str, object],
    remarks: tuple[RemarkBack, ...],
    resolved: tuple[str, ...],
    document: Mapping[str, object],
    given: Mapping[str, object],
    copies: Set[str] = frozenset(),
) -> dict[str, object]:
    """Return the form: what the person kept before, with the remarks and the file in it.

    What was typed stays, unless `given` says otherwise. What an earlier run took from a copy is
    replaced: its remarks, and its files, which `copies` names by SHA-256.
    """
    before = list(_listed(begun, "comments"))
    typed = [one for one in before if not _was_taken(one)]
    taken = [one for one in before if _was_taken(one)]
    comments = [*typed, *(_again(comment_fields(one), taken) for one in remarks)]
    gone = {*copies, document["sha256"]}
    kept = [one for one in _listed(begun, "documents") if one.get("sha256") not in gone]
    kind = begun.get("kind")
    if not kind or ((taken or copies) and kind == _usual_kind(before)):
        kind = _usual_kind(comments)
    text = _text(str(begun.get("text") or ""), _summary(comments), resolved)
    form = {**begun, "kind": kind, "text": text, **given}
    return {**form, "comments": comments, "documents": [*kept, dict(document)]}


def left_out(
    begun: Mapping[str, object], form: Mapping[str, object]
) -> tuple[Sequence[Mapping[str, object]], Sequence[Mapping[str, object]]]:
    """Return the comments and the documents that were kept before and are not in the form."""
    now = [_same(one) for one in _listed(form, "comments")]
    files = [one.get("sha256") for one in _listed(form, "documents")]
    return (
        [one for one in _listed(begun, "comments") if _same(one) not in now],
        [one for one in _listed(begun, "documents") if one.get("sha256") not in files],
    )


def _listed(form: Mapping[str, object], name: str) -> Iterator[Mapping[str, object]]:
    """Yield the objects of a list that was kept; only its names were looked at when it was."""
    listed = form.get(name)
    for one in listed if isinstance(listed, list | tuple) else ():
        if isinstance(one, Mapping):
            yield one


def _was_taken(comment: Mapping[str, object]) -> bool:
    return comment.get("origin", CommentOrigin.FORM) != CommentOrigin.FORM


def _same(comment: Mapping[str, object]) -> list[object]:
    return [comment.get(name) or "" for name in SAME]


def _again(fields: dict[str, object], taken: Collection[Mapping[str, object]]) -> dict[str, object]:
    """Return a remark with what the person added to it, such as a basis, when it came before."""
    before = next((one for one in taken if _same(one) == _same(fields)), {})
    return {**before, **fields}


def _usual_kind(comments: Collection[object]) -> str:
    return str(AdviceKind.WITH_RESERVATIONS if comments else AdviceKind.NO_COMMENT)


def _text(said: str, summary: str, resolved: tuple[str, ...]) -> str:
    """Return what was typed, or the summary; one of an earlier run makes place for it."""
    lines = said.splitlines()
    summaries = [line for line in lines if _is_line_of("back.summary", line)]
    if lines and not summaries:
        return said
    ours = ("back.summary", "back.resolved", "back.reopened")
    typed = [line for line in lines if not any(_is_line_of(key, line) for key in ours)]
    return _cut("\n".join([summary, *resolved, *typed]))


def _is_line_of(key: str, line: str) -> bool:
    """Say whether a line is a phrase with whatever numbers and words in its places."""
    places = {"comments": r"\d+", "changes": r"\d+", "more": ".*", "comment": ".*"}
    return re.fullmatch(phrase(key, "zh", **places), line) is not None


def _summary(comments: Sequence[Mapping[str, object]]) -> str:
    count = Counter(str(one.get("origin", CommentOrigin.FORM)) for one in comments)
    beside = {
        "back.more_untracked": count[CommentOrigin.UNTRACKED_CHANGE],
        "back.more_typed": count[CommentOrigin.FORM],
    }
    return phrase(
        "back.summary",
        "zh",
        comments=count[CommentOrigin.WORD_COMMENT],
        changes=count[CommentOrigin.TRACKED_CHANGE],
        more="".join(phrase(key, "zh", count=number) for key, number in beside.items() if number),
    )


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else phrase("back.cut", "zh", text=text[:LONGEST])
