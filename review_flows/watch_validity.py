"""Scheduled: a filed document takes effect on its day, and lapses when its validity is over.

Level-triggered: a day on which nobody looked costs nothing, and a second look changes nothing.
"""

from prefect import flow

from models.case import CaseState
from models.moves import Move
from models.person import SYSTEM
from review_flows.desk import act
from review_flows.outside import issuances
from review_flows.outside.current_site import current_site
from review_flows.outside.wall_clock import day_of

MOVE_OF_STATE = {
    CaseState.FILED: Move.TAKE_EFFECT,
    CaseState.IN_FORCE: Move.LAPSE,
    CaseState.EVALUATED: Move.LAPSE,
}


@flow(name="watch_validity", flow_run_name="watch_validity")
async def watch_validity() -> int:
    """Move every case whose day has come; return how many."""
    site = current_site()
    with site.database.reading() as connection:
        due = issuances.whose_day_has_come(connection, day_of(site.clock.now()))
    for row in due:
        act(site, SYSTEM.code, row["number"], MOVE_OF_STATE[CaseState(row["state"])])
    return len(due)
