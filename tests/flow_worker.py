"""Run as a process by tests: orders come in as lines of JSON, what the flows return goes out."""

import asyncio
import json
import sys
from collections.abc import Callable, Coroutine
from datetime import datetime
from pathlib import Path
from typing import cast

from review_flows.outside.current_site import use_site
from review_flows.outside.settings import Settings
from review_flows.outside.site import open_site
from review_flows.outside.wall_clock import SimulatedClock
from review_flows.runner.flows import FLOWS


def carry_out(order: dict[str, str]) -> object:
    """Run the flow of an order on its site, at its hour."""
    settings = Settings(
        home=Path(order["home"]),
        database=order["database"],
        rule_set="datong_xinrong_2021",
        organ="青岚",
    )
    site = open_site(settings, SimulatedClock(datetime.fromisoformat(order["at"])))
    use_site(site)
    try:
        flow = cast(Callable[..., Coroutine[object, None, object]], FLOWS[order["flow"]])
        return asyncio.run(flow(*order["arguments"]))
    finally:
        site.database.close()


def main() -> None:
    """Carry out orders until there are no more."""
    for line in sys.stdin:
        try:
            answer = {"result": carry_out(json.loads(line))}
        except Exception as error:  # whatever it is, the test that gave the order has to see it
            answer = {"error": repr(error)}
        sys.stdout.write(json.dumps(answer, default=str) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
