"""Scheduled, once a night: every stored file is held against its name and the rows.

Reads: the whole store. Writes: a message to the system administrators where something is gone or
damaged, once a day. A look that was missed is made up for by the next.
"""

import asyncio

from prefect import flow

from review_flows.desk.store_watch import scrub_and_tell
from review_flows.outside.current_site import current_site


@flow(name="scrub_store", flow_run_name="scrub_store")
async def scrub_store() -> int:
    """Look through the store; return how many files do not hold."""
    # In a thread: reading a large store takes minutes, and the loop has others to serve.
    return await asyncio.to_thread(_look)


def _look() -> int:
    site = current_site()
    try:
        return len(scrub_and_tell(site).faults)
    finally:
        site.database.close()  # of this thread
