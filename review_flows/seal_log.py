"""Scheduled, once a night: the log is sealed after a look at the whole of it.

Reads: every entry of the log that is no leaf yet, however long ago its row was numbered.
Writes: the leaves and a signed checkpoint; the checkpoint at the end of the anchor file, and to the
auditors where today's message is not made yet.

The minute's sealing is not here: it has a thread of its own (runner/sealing), since it must go on
while Prefect is away. It looks only at rows that can have come since the last time.
"""

from prefect import flow

from review_flows.desk.log_seal import seal_log as seal
from review_flows.outside.current_site import current_site


@flow(name="seal_log", flow_run_name="seal_log")
async def seal_log() -> int:
    """Seal whatever was left out; return how many messages to auditors wait to be delivered."""
    return seal(current_site(), whole=True)
