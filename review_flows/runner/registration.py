"""Tell a Prefect server of our flows, and set right what a kill left behind there."""

from typing import Any
from uuid import UUID

from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.actions import DeploymentScheduleCreate
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import State, StateType
from prefect.client.schemas.schedules import CronSchedule
from prefect.client.schemas.sorting import FlowRunSort
from prefect.states import Crashed

from review_flows.outside import legs
from review_flows.outside.site import Site
from review_flows.runner.flows import FLOWS, SCHEDULED, TIME_ZONE

DEPLOYMENT = "review-flows"
Deployments = dict[str, UUID]


async def register(client: PrefectClient, scheduled: bool) -> Deployments:
    """Register each flow as a deployment; return their ids by the flow's name.

    `scheduled` turns the cron times on; without it the flows only run when they are called.
    """
    crons = {one.flow.name: one.cron for one in SCHEDULED}
    deployments = {}
    for name, flow in FLOWS.items():
        deployments[name] = await client.create_deployment(
            flow_id=await client.create_flow(flow),
            name=DEPLOYMENT,
            entrypoint=f"review_flows/{name}.py:{name}",
            path=".",
            enforce_parameter_schema=False,
            schedules=_schedules(crons.get(name)) if scheduled else [],
        )
    return deployments


def _schedules(cron: str | None) -> list[DeploymentScheduleCreate]:
    if cron is None:
        return []
    schedule = CronSchedule(cron=cron, timezone=TIME_ZONE)
    return [DeploymentScheduleCreate(schedule=schedule, active=True)]


async def mark_crashed(client: PrefectClient, site: Site) -> int:
    """Mark the runs whose process was killed, so that Prefect's pages tell the truth."""
    unfinished = FlowRunFilterStateType(any_=[StateType.RUNNING, StateType.PENDING])
    runs = await client.read_flow_runs(
        flow_run_filter=FlowRunFilter(state=FlowRunFilterState(type=unfinished)),
        sort=FlowRunSort.EXPECTED_START_TIME_DESC,
        limit=200,
    )
    running = legs.running_flow_runs(site.database)
    left_behind = [run for run in runs if "leg_id" in run.parameters and str(run.id) not in running]
    for run in left_behind:
        crashed: State[Any] = Crashed(
            message="Its process ended; the leg runs again under a new run."
        )
        await client.set_flow_run_state(run.id, crashed, force=True)
    return len(left_behind)
