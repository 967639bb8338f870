"""Flows without a server started by hand: one is brought up for as long as the work takes."""

import asyncio
import os
from collections.abc import Awaitable, Callable
from typing import TypeVar

from review_flows.outside.current_site import use_site
from review_flows.outside.site import Site
from review_flows.runner.prefect_server import prefect_server

T = TypeVar("T")
Drain = Callable[[], Awaitable[None]]


def run_embedded(site: Site, work: Callable[[Drain], Awaitable[T]]) -> T:
    """Run work that calls flows, then every leg that came of it; return what the work returned.

    The work is given a function that runs the waiting legs, for when it needs their effects.
    Raises TryAgain when no Prefect server can be had.
    """
    use_site(site)
    quiet_prefect(site)
    with prefect_server(site.settings.inside / "prefect", pages=False):
        return asyncio.run(_run(site, work))


def quiet_prefect(site: Site) -> None:
    """Set Prefect up before its first import: home below the site, warnings only, no calls out."""
    os.environ.setdefault("PREFECT_HOME", str(site.settings.inside / "prefect"))
    os.environ.setdefault("PREFECT_LOGGING_LEVEL", "WARNING")
    os.environ.setdefault("PREFECT_SERVER_ANALYTICS_ENABLED", "false")
    os.environ.setdefault("DO_NOT_TRACK", "1")


async def _run(site: Site, work: Callable[[Drain], Awaitable[T]]) -> T:
    # Prefect takes two seconds to import, and only now is it needed.
    from prefect.client.orchestration import get_client

    from review_flows.runner.executor import Executor
    from review_flows.runner.registration import mark_crashed, register

    async with get_client() as client:
        executor = Executor(site, client, await register(client, scheduled=False))
        await mark_crashed(client, site)
        result = await work(executor.drain)
        await executor.drain()
        await executor.finish()
        return result
