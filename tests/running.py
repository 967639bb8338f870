"""The product as processes: the runner, a server of Prefect, and one that runs single flows."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from datetime import time as time_of_day
from pathlib import Path

from review_flows.outside.site import Site
from review_flows.outside.wall_clock import SHANGHAI
from review_flows.runner.prefect_server import ServerProcess

COMMAND = Path(sys.executable).parent / "review-flows"
WORKER = Path(__file__).with_name("flow_worker.py")


@contextmanager
def running(site: Site) -> Iterator[subprocess.Popen[bytes]]:
    """`review-flows start` on the site, ready."""
    log = site.settings.home / "start.log"
    with log.open("ab") as out:
        begins_at = out.tell()
        process = subprocess.Popen(
            [str(COMMAND), "start"],
            env=environment_of(site),
            stdout=out,
            stderr=out,
            start_new_session=True,
        )
    try:
        wait_until(lambda: b"Ready" in log.read_bytes()[begins_at:], 90)
        yield process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            process.wait(60)


def environment_of(site: Site) -> dict[str, str]:
    """The environment in which a command works on the site."""
    return environment_at(site.settings.home) | {"REVIEW_FLOWS_DATABASE": site.settings.database}


def environment_at(home: Path) -> dict[str, str]:
    """The environment in which a command works on whatever site lies, or will lie, there."""
    kept = {
        name: text
        for name, text in os.environ.items()
        if not name.startswith(("PREFECT_", "REVIEW_FLOWS_"))
    }
    return kept | {"REVIEW_FLOWS_HOME": str(home), "LANG": "C.UTF-8"}


def wait_until(true: Callable[[], bool], seconds: float) -> None:
    """Wait for something that another process does; too long is a failure."""
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until, "it did not happen in time"
        time.sleep(0.02)


def children_of(process: int) -> list[int]:
    """The processes that a process started."""
    tasks = Path(f"/proc/{process}/task/{process}/children").read_text()
    return [int(child) for child in tasks.split()]


class FlowWorker:
    """A process that runs one flow after another under a server of Prefect, on any site."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def run(self, site: Site, flow: str, on: date, *arguments: object, hour: int = 8) -> object:
        """Run a flow on a site as if it were that hour of that day; return what it returns."""
        at = datetime.combine(on, time_of_day(hour), SHANGHAI).astimezone(UTC)
        order = {
            "home": str(site.settings.home),
            "database": site.settings.database,
            "flow": flow,
            "at": at.isoformat(),
            "arguments": arguments,
        }
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline() or '{"error": "the worker ended"}')
        assert "error" not in answer, answer["error"]
        return answer["result"]


@contextmanager
def flow_worker(prefect_home: Path) -> Iterator[FlowWorker]:
    """A worker and its server, for as long as the tests need them."""
    server = ServerProcess(prefect_home, pages=False)
    try:
        server.wait_until_healthy()
        environment = environment_at(prefect_home) | {
            "PREFECT_API_URL": server.api_url,
            "PREFECT_HOME": str(prefect_home),
            "PREFECT_LOGGING_LEVEL": "CRITICAL",
        }
        with (prefect_home / "worker.log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, str(WORKER)],
                env=environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )
        with process:
            yield FlowWorker(process)
            assert process.stdin is not None
            process.stdin.close()
            process.wait(30)
    finally:
        server.stop()
