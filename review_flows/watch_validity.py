"""Scheduled: documents take effect, are repealed and lapse on their days; people hear of it.

Level-triggered: a day on which nobody looked costs nothing, and a second look changes nothing.
Writes: moves of cases, letters that call for an evaluation, messages of bases that ended.
"""

from prefect import flow, task

from review_flows.desk.validity_watch import call_for_evaluations, follow_days, tell_of_lost_bases
from review_flows.outside.current_site import current_site


@flow(name="watch_validity", flow_run_name="watch_validity")
async def watch_validity() -> int:
    """Bring every document to where it stands today; return how many steps that took."""
    moved = follow_days(current_site())
    await call_people()
    await tell_people()
    return moved


@task(task_run_name="call for evaluations")
async def call_people() -> int:
    """Call the drafting units of what ends soon."""
    return call_for_evaluations(current_site())


@task(task_run_name="tell of bases that ended")
async def tell_people() -> int:
    """Tell of documents in force that rest on one that ended."""
    return tell_of_lost_bases(current_site())
