"""Hold a leg while a flow runs it: claimed, its lease renewed, put back when something fails."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from models.outbox import HeldLeg, Leg
from review_flows.outside import legs
from review_flows.outside.site import Site
from review_flows.outside.wall_clock import MachineClock

# Leases are about machines that die, so they go by the machine's clock also in a demonstration.
MACHINE = MachineClock()


@dataclass(frozen=True, slots=True)
class Holding:
    """A leg in our hands; hand `held` to the move that is its last effect."""

    leg: Leg
    held: HeldLeg


@asynccontextmanager
async def holding(site: Site, leg_id: int) -> AsyncIterator[Holding | None]:
    """Hold a leg, or yield None when it is done or somebody else's.

    An error puts it back into the queue for a later attempt and is raised on, so that Prefect's
    page shows the run as failed.
    """
    claimed = legs.claim(site.database, leg_id, MACHINE.now())
    if claimed is None:
        yield None
        return
    leg, held = claimed
    renewing = asyncio.create_task(_renew(site, held))
    try:
        yield Holding(leg, held)
    except legs.LegLost:
        raise
    except Exception as error:
        legs.put_back(site.database, held, leg.attempt, f"{error}", MACHINE.now())
        raise
    finally:
        renewing.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await renewing


async def _renew(site: Site, held: HeldLeg) -> None:
    while True:
        await asyncio.sleep(legs.LEASE.total_seconds() / 3)
        await asyncio.to_thread(legs.renew, site.database, held, MACHINE.now())


def finish(site: Site, holding: Holding) -> None:
    """Mark a leg done that had nothing to do, or whose effects stood already."""
    with site.database.writing() as connection:
        legs.finish(connection, holding.held)
