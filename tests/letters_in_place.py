"""The letters of a case, written as the flow writes them, for tests that need them in place."""

from inbox_builders import rows

from models.moves import Move
from models.person import SYSTEM
from review_flows.desk import act
from review_flows.letters import letter_kind
from review_flows.outside.letters_due import due_letter
from review_flows.outside.paper.writer import render_letter
from review_flows.outside.site import Site

DUE = (
    "SELECT id, kind FROM letters WHERE case_number = :number AND written_at IS NULL "
    "AND withdrawn_at IS NULL ORDER BY id"
)


def write_letters(site: Site, number: str, *, but: str = "") -> None:
    """Write every letter of the case that is due, but for one kind."""
    for row in rows(site, DUE, number=number):
        if row["kind"] != but:
            letter = due_letter(site.database, row["id"])
            content = render_letter(letter_kind(letter.kind).compose(letter.facts))
            form = {"letter": letter.id, "sha256": site.store.put(content)}
            act(site, SYSTEM.code, number, Move.ISSUE_LETTER, form)
