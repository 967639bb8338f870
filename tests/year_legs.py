"""Runs the legs that wait as the flows run them, each whole, but without Prefect around them."""

import asyncio

from models.outbox import Leg, LegKind
from review_flows.file_document import deliver_package
from review_flows.issue_letters import write_letter
from review_flows.outside import legs
from review_flows.outside.current_site import use_site
from review_flows.outside.leg_holding import MACHINE, Holding, finish, holding
from review_flows.outside.letters_due import letters_due
from review_flows.outside.out_messages import messages_due
from review_flows.outside.site import Site
from review_flows.screen_case import screen_case

AT_ONCE = 50  # legs looked up at a time


def run_legs(site: Site) -> int:
    """Run legs until none waits; return how many ran. What fails is raised."""
    use_site(site)
    ran = 0
    while waiting := legs.sendable(site.database, MACHINE.now(), AT_ONCE):
        for leg in waiting:
            asyncio.run(_run(site, leg))
            ran += 1
    return ran


async def _run(site: Site, leg: Leg) -> None:
    if leg.kind is LegKind.SCREEN_CASE:
        await screen_case.fn(leg.case_number, leg.id)
        return
    async with holding(site, leg.id) as mine:
        assert mine is not None, f"{leg} is held by somebody else"
        if leg.kind is LegKind.ISSUE_LETTERS:
            for letter in letters_due(site.database, leg.case_number, leg.event_seq):
                await write_letter.fn(letter)
        else:
            await _deliver(site, mine)
        finish(site, mine)


async def _deliver(site: Site, mine: Holding) -> None:
    with site.database.reading() as connection:
        due = messages_due(connection, mine.leg.case_number, mine.leg.event_seq)
    for message in due:
        await deliver_package.fn(message.case, message.recipient, message.number)
