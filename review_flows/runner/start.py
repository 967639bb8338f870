"""`review-flows start`: Prefect's server, the legs and the schedules, in one process group."""

import asyncio
import logging
import os
import signal
import sys
from collections.abc import Callable

from review_flows.desk.calendar_change import follow_calendar
from review_flows.desk.wall_clock_jump import notice_jump
from review_flows.outside.current_site import use_site
from review_flows.outside.json_lines import silence_other_streams, tell_as_json
from review_flows.outside.running_mark import marked_as_running
from review_flows.outside.settings import LogLines
from review_flows.outside.site import Site
from review_flows.runner.embedded import quiet_prefect
from review_flows.runner.health_port import Pulse, health_told
from review_flows.runner.prefect_server import ServerProcess, prefect_server
from review_flows.runner.sealing import log_sealed
from review_flows.runner.telling_systemd import ALIVE, READY, STOPPING, tell_systemd

log = logging.getLogger("review_flows")

Say = Callable[[str], None]


def start(site: Site, say: Say) -> None:
    """Run until Ctrl-C or SIGTERM; then what runs comes to its end and the server is stopped.

    Uses the server that PREFECT_API_URL names, or brings up one of its own. Raises TryAgain where
    Prefect does not answer, or the port of the health is taken.
    """
    if site.settings.log_lines is LogLines.JSON:
        tell_as_json()
        say = log.info
    else:
        logging.basicConfig(stream=sys.stderr, level=logging.WARNING)
    pulse = Pulse()
    use_site(site)
    notice_jump(site)
    follow_calendar(site)
    quiet_prefect(site)
    with (
        marked_as_running(site.settings),
        health_told(site, pulse),
        log_sealed(site),
        prefect_server(site.settings.inside / "prefect", pages=True) as server,
    ):
        say(f"Prefect: {os.environ['PREFECT_API_URL'].removesuffix('/api')}")
        asyncio.run(_serve(site, server, say, pulse))
    say("Stopped.")


async def _serve(site: Site, server: ServerProcess | None, say: Say, pulse: Pulse) -> None:
    from prefect.client.orchestration import get_client

    from review_flows.runner.executor import Executor
    from review_flows.runner.flows import SCHEDULED, TIME_ZONE
    from review_flows.runner.registration import mark_crashed, register

    if site.settings.log_lines is LogLines.JSON:
        silence_other_streams()
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    async with get_client() as client:
        deployments = await register(client, scheduled=True)
        await mark_crashed(client, site)
        for scheduled in SCHEDULED:
            say(f"{scheduled.flow.name}: {scheduled.cron} ({TIME_ZONE})")
        say("Ready. Ctrl-C stops.")
        tell_systemd(READY)
        watching = asyncio.create_task(_keep_alive(server, say, pulse))
        await Executor(site, client, deployments).run_until(stop)
        tell_systemd(STOPPING)
        watching.cancel()


async def _keep_alive(server: ServerProcess | None, say: Say, pulse: Pulse) -> None:
    """Start the server again when it dies; until it answers the legs wait in the outbox.

    Each turn is told: a loop that hangs is no service, though its process lives.
    """
    while True:
        pulse.beat()
        tell_systemd(ALIVE)
        await asyncio.sleep(1)
        if server is not None and not server.is_alive():
            say("Prefect's server ended by itself; it is started again.")
            server.restart()
