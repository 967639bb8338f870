"""Runs legs from the outbox, and scheduled flows, inside this warm process.

Prefect is told of each run before it begins (deployment, tag, name), so an auditor finds a
case's runs there. Its own queue is not used for legs: the outbox already has order, lease and
fencing, and asking Prefect for work would add a poll to each leg (see prefect.md).
"""

import asyncio
import inspect
import logging
from collections.abc import Awaitable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from time import monotonic
from typing import Any

import httpx
from prefect import Flow
from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.objects import FlowRun, State
from prefect.exceptions import PrefectHTTPStatusError
from prefect.flow_engine import run_flow
from prefect.states import Cancelled, Pending

from models.errors import TryAgain
from models.outbox import Leg
from review_flows.desk.arrivals_told import tell_arrivals
from review_flows.outside import legs
from review_flows.outside.delivery import deliver
from review_flows.outside.json_lines import told_of
from review_flows.outside.leg_holding import MACHINE
from review_flows.outside.site import Site
from review_flows.runner.flows import FLOW_OF_LEG, FLOWS
from review_flows.runner.registration import Deployments

MOST_AT_ONCE = 3  # more at once make Prefect's SQLite refuse (prefect.md)
LOOK_SECONDS = 0.2
SCHEDULE_SECONDS = 5.0
ARRIVALS_SECONDS = 20.0
WAIT_WHEN_AWAY = 2.0
AWAY = (httpx.HTTPError, PrefectHTTPStatusError, OSError, TryAgain)

log = logging.getLogger("review_flows")


class Executor:
    """The one place where flows begin."""

    def __init__(self, site: Site, client: PrefectClient, deployments: Deployments) -> None:
        self._site = site
        self._client = client
        self._deployments = deployments
        self._threads = ThreadPoolExecutor(MOST_AT_ONCE, thread_name_prefix="leg")
        self._busy: dict[str, asyncio.Task[None]] = {}

    async def run_until(self, stop: asyncio.Event) -> None:
        """Run legs and scheduled flows until told to stop; then let what runs come to its end."""
        next_look = next_telling = MACHINE.now()
        while not stop.is_set():
            try:
                self._begin_legs()
                if MACHINE.now() >= next_look:
                    await self._begin_scheduled()
                    next_look = MACHINE.now() + timedelta(seconds=SCHEDULE_SECONDS)
                if MACHINE.now() >= next_telling and "arrivals" not in self._busy:
                    self._begin("arrivals", self._tell_arrivals())
                    next_telling = MACHINE.now() + timedelta(seconds=ARRIVALS_SECONDS)
                pause = LOOK_SECONDS
            except AWAY as error:
                log.warning("Prefect or the database is away, legs wait: %s", error)
                pause = WAIT_WHEN_AWAY
            await _sleep_unless(stop, pause)
        await self.finish()

    async def drain(self) -> None:
        """Run legs until none is left that can run now."""
        while self._begin_legs() or self._busy:
            await asyncio.wait(self._busy.values(), return_when=asyncio.FIRST_COMPLETED)
        await self._tell_arrivals()

    async def finish(self) -> None:
        """Let what runs come to its end."""
        if self._busy:
            await asyncio.wait(self._busy.values())
        self._threads.shutdown()

    async def _tell_arrivals(self) -> None:
        # Not in a thread of the legs: a mail server that is away must not hold one up.
        await asyncio.to_thread(tell_and_deliver, self._site)

    def _begin_legs(self) -> int:
        now = MACHINE.now()
        legs.reap(self._site.database, now)
        room = MOST_AT_ONCE - len(self._busy)
        waiting = legs.sendable(self._site.database, now, MOST_AT_ONCE * 2)
        chosen = [leg for leg in waiting if f"leg:{leg.id}" not in self._busy][:room]
        for leg in chosen:
            self._begin(f"leg:{leg.id}", self._run_leg(leg))
        return len(chosen)

    def _begin(self, key: str, work: Awaitable[None]) -> None:
        async def guarded() -> None:
            try:
                await work
            except AWAY as error:
                log.warning("%s waits: %s", key, error)
                await asyncio.sleep(WAIT_WHEN_AWAY)
            finally:
                self._busy.pop(key, None)

        self._busy[key] = asyncio.create_task(guarded())

    async def _run_leg(self, leg: Leg) -> None:
        flow = FLOW_OF_LEG[leg.kind]
        run = await self._client.create_flow_run_from_deployment(
            self._deployments[flow.name],
            parameters={"case_number": leg.case_number, "leg_id": leg.id},
            state=Pending(),
            # A crash before mark_sent finds the same run again.
            idempotency_key=f"leg:{leg.id}:{leg.attempt}",
            tags=[f"case:{leg.case_number}"],
            name=f"{leg.kind} {leg.case_number}",
        )
        legs.mark_sent(self._site.database, leg, str(run.id), MACHINE.now())
        await self._run(flow, run, leg)

    async def _run(self, flow: Flow[Any, Any], run: FlowRun, leg: Leg | None = None) -> None:
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(self._threads, run_in_thread, flow, run, leg)

    async def _begin_scheduled(self) -> None:
        due = await self._client.get_scheduled_flow_runs_for_deployments(
            list(self._deployments.values()), scheduled_before=MACHINE.now()
        )
        names = {deployment: name for name, deployment in self._deployments.items()}
        newest: dict[str, FlowRun] = {}
        for run in sorted(due, key=_scheduled_at):
            assert run.deployment_id is not None
            name = names[run.deployment_id]
            if name in newest:
                await self._skip(newest[name])
            newest[name] = run
        for name, run in newest.items():
            if name not in self._busy:
                self._begin(name, self._run(FLOWS[name], run))

    async def _skip(self, run: FlowRun) -> None:
        # Each schedule looks at facts, not at missed times: of several late runs one is enough.
        superseded: State[Any] = Cancelled(
            message="A later run of the same schedule does this one's work."
        )
        await self._client.set_flow_run_state(run.id, superseded, force=True)


def _scheduled_at(run: FlowRun) -> datetime:
    return run.expected_start_time or MACHINE.now()


def run_in_thread(flow: Flow[Any, Any], run: FlowRun, leg: Leg | None) -> None:
    """Run a flow to its end; what goes wrong in it is the run's state, and the leg's error."""
    if leg is None:
        _run_to_its_end(flow, run)
        return
    with told_of(leg):
        began = monotonic()
        log.info("The leg begins.")
        outcome = _run_to_its_end(flow, run)
        figures = {"outcome": outcome, "seconds": round(monotonic() - began, 3)}
        log.info("The leg ended.", extra={"figures": figures})


def _run_to_its_end(flow: Flow[Any, Any], run: FlowRun) -> str:
    """Return the type of the run's last state: completed, failed, crashed …"""
    outcome = run_flow(flow, flow_run=run, return_type="state")
    state: Any = asyncio.run(outcome) if inspect.iscoroutine(outcome) else outcome
    return str(state.type.value).lower()


def tell_and_deliver(site: Site) -> None:
    """Tell whom something waits for since the last look, and try at once to reach them."""
    try:
        if tell_arrivals(site):
            deliver(site)
    finally:
        site.database.close()  # of this thread


async def _sleep_unless(stop: asyncio.Event, seconds: float) -> None:
    try:
        await asyncio.wait_for(stop.wait(), seconds)
    except TimeoutError:
        return
