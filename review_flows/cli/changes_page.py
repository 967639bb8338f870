"""The page of `diff CASE`: two drafts of a case are compared, and their changes are shown."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from models.adoption import TAKEN_UP, AnsweredItem, asking, not_done, unasked
from models.comparison.clause_diff import ChangeKind, ClauseChange, differing_words
from models.document import DocumentKind
from models.opinion import OpinionState
from models.words import word
from review_flows.cli.output import program, say, show_lines
from review_flows.cli.reader import Reader
from review_flows.cli.redline_file import TwoTexts
from review_flows.outside import adoption_rows, case_files, clause_rows, opinions, records
from review_flows.outside.database import Connection
from review_flows.outside.site import Site

COLUMNS = (
    *("change", "address_before", "address_after", "words_before", "words_after"),
    *("asked_by", "to_confirm"),
)
LONGEST = 40  # characters of differing words on a terminal, where nobody has to confirm them


@dataclass(frozen=True, slots=True)
class Compared:
    """Two drafts of a case by their SHA-256, and what lies between them.

    `unread` names the one that was not read yet, so that nothing can be said.
    """

    before: str
    after: str
    changes: tuple[ClauseChange, ...] = ()
    items: tuple[AnsweredItem, ...] = ()
    unread: str = ""


def show_compared(reader: Reader, number: str, compared: Compared, every: bool) -> None:
    """Print the changes, the renumbered ones only where all are wanted, and what else is known."""
    if compared.unread:
        say(reader.says("diff.not_read", sha256=compared.unread[:12], program=program()))
        return
    shown = [c for c in compared.changes if every or c.kind is not ChangeKind.RENUMBERED]
    lines = [_line(change, compared) for change in shown]
    rows = (_cells(reader, change, line) for change, line in zip(shown, lines, strict=True))
    if lines or reader.as_json:
        show_lines(reader, COLUMNS, rows, lines)
    _say_what_else(reader, number, compared)


def compare(site: Site, connection: Connection, number: str) -> Compared:
    """Compare the present draft with the text of the opinion in force, or with the one before."""
    after = case_files.draft_sha256(connection, number)
    opinion = opinions.opinion_in(connection, number, OpinionState.SIGNED)
    before = str(opinion["document_sha256"]) if opinion else _draft_before(connection, number)
    if before in ("", after):
        return Compared(before, after)
    for sha256 in (before, after):
        if not clause_rows.was_read(connection, number, sha256):
            return Compared(before, after, unread=sha256)
    items = _asking(connection, number, opinion["id"]) if opinion else ()
    changes = clause_rows.changes_between(connection, site.store, before, after)
    return Compared(before, after, changes, tuple(items))


def texts_of(
    site: Site, connection: Connection, number: str, compared: Compared
) -> TwoTexts | None:
    """Return both texts as they are shown and sent; None where there is nothing to compare."""
    if compared.before in ("", compared.after):
        return None
    rows = {row["sha256"]: row for row in case_files.documents(connection, number)}
    old, new = rows[compared.before], rows[compared.after]
    before, after = (site.store.get(case_files.copy_sha256(row)) for row in (old, new))
    return TwoTexts(before, after, datetime.fromisoformat(new["received_at"]))


def _asking(connection: Connection, number: str, opinion: int) -> Sequence[AnsweredItem]:
    """Return the items that confirm_revision would look at now."""
    case = records.find_case(connection, number)
    answered = adoption_rows.answered_items(connection, opinion)
    return asking(answered, case.state) if case else answered


def _draft_before(connection: Connection, number: str) -> str:
    """Return the SHA-256 of the draft before the present one, or nothing."""
    drafts = [
        (row["version"], str(row["sha256"]))
        for row in case_files.documents(connection, number)
        if row["kind"] == DocumentKind.DRAFT
    ]
    return sorted(drafts)[-2][1] if len(drafts) > 1 else ""


def _line(change: ClauseChange, compared: Compared) -> dict[str, object]:
    """Return a change as an object: codes and exact words."""
    asking = [
        item.number
        for item in compared.items
        if item.adoption in TAKEN_UP and item.address in change.under
    ]
    return {
        "change": str(change.kind),
        "address_before": change.address_before,
        "address_after": change.address_after,
        "words_before": change.words_before,
        "words_after": change.words_after,
        "asked_by": asking,
        "to_confirm": bool(unasked((change,), compared.items)),
    }


def _cells(reader: Reader, change: ClauseChange, line: dict[str, object]) -> Sequence[object]:
    asked_by = line["asked_by"]
    assert isinstance(asked_by, list)
    shown = {
        **line,
        **_words(change, to_confirm=bool(line["to_confirm"])),
        "change": word(change.kind, reader.language),
        "asked_by": ", ".join(map(str, asked_by)),
    }
    return [shown[column] for column in COLUMNS]


def _words(change: ClauseChange, *, to_confirm: bool) -> dict[str, object]:
    """Return on a terminal what differs, in full where it is to be confirmed; else all words."""
    before, after = change.words_before, change.words_after
    if sys.stdout.isatty():
        before, after = differing_words(before, after, None if to_confirm else LONGEST)
    return {"words_before": before, "words_after": after}


def _say_what_else(reader: Reader, number: str, compared: Compared) -> None:
    if compared.before in ("", compared.after):
        say(reader.says("diff.same", number=number))
        return
    before, after = compared.before[:12], compared.after[:12]
    count = len(compared.changes)
    say(reader.says("diff.title", number=number, before=before, after=after, count=count))
    for item in not_done(compared.changes, compared.items):
        say(reader.says("diff.not_done", item=item.number, place=item.address))
