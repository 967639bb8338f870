"""An event → its letters in docs_out. Run twice, each letter stands once.

Reads: the letters that the event's move numbered, with the facts frozen then, and the first
checkpoint of the log that covers the event; the log is sealed first where none does.
Writes: docs_out/<case number>/<letter number>_<name>.docx, and a log entry for each.
"""

from dataclasses import replace

from prefect import flow, task

from models.moves import Move
from models.outbox import HeldLeg
from models.person import SYSTEM
from review_flows.desk import act
from review_flows.letters import letter_kind
from review_flows.outside.current_site import current_site
from review_flows.outside.leg_holding import finish, holding
from review_flows.outside.letters_due import (
    due_letter,
    letter_path,
    letters_due,
    take_withdrawn_back,
)
from review_flows.outside.paper.writer import render_letter
from review_flows.outside.sealing.letter_seals import letter_seal
from review_flows.outside.store import write_whole


@flow(name="issue_letters", flow_run_name="issue_letters {case_number}")
async def issue_letters(case_number: str, leg_id: int) -> int:
    """Write the letters of one log entry; return how many were still due."""
    site = current_site()
    async with holding(site, leg_id) as mine:
        if mine is None:
            return 0
        take_withdrawn_back(site.database, site.settings, case_number, mine.leg.event_seq)
        due = letters_due(site.database, case_number, mine.leg.event_seq)
        for letter_id in due[:-1]:
            await write_letter(letter_id)
        # The leg is done with its last letter, in the same transaction.
        for letter_id in due[-1:]:
            await write_letter(letter_id, mine.held)
        if not due:
            finish(site, mine)
    return len(due)


@task(task_run_name="letter {letter_id}", retries=2, retry_delay_seconds=[1, 5])
async def write_letter(letter_id: int, leg: HeldLeg | None = None) -> str:
    """Write one letter: store, outbox folder, log entry. The bytes are the same each time."""
    site = current_site()
    letter = due_letter(site.database, letter_id)
    text = letter_kind(letter.kind).compose(letter.facts)
    seal = letter_seal(site, letter.case_number, letter.event_seq)
    content = render_letter(replace(text, seal=seal))
    sha256 = site.store.put(content)
    write_whole(letter_path(site.settings, letter), content)
    form = {"letter": letter.id, "sha256": sha256}
    act(site, SYSTEM.code, letter.case_number, Move.ISSUE_LETTER, form, leg=leg)
    return letter.number
