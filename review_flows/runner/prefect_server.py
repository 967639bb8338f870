"""A Prefect server of our own, as a child process on a loopback port, with its own home."""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from models.errors import TryAgain

START_SECONDS = 90.0  # a first start builds Prefect's own database
STOP_SECONDS = 10.0
PR_SET_PDEATHSIG = 1


@contextmanager
def prefect_server(home: Path, pages: bool) -> Iterator["ServerProcess | None"]:
    """Run a server and set PREFECT_API_URL to it; yield None where that names one already.

    `home` holds Prefect's database, which may be deleted at any time between two runs. Raises
    TryAgain when the server does not answer.
    """
    elsewhere = os.environ.get("PREFECT_API_URL")
    if elsewhere:
        if not answers(elsewhere):
            raise TryAgain(
                f"No Prefect server answers at {elsewhere} (PREFECT_API_URL). Decisions are taken "
                "all the same, and their legs wait; start the server, or unset the variable."
            )
        yield None
        return
    server = ServerProcess(home, pages)
    try:
        server.wait_until_healthy()
        os.environ["PREFECT_API_URL"] = server.api_url
        yield server
    finally:
        os.environ.pop("PREFECT_API_URL", None)
        server.stop()


class ServerProcess:
    """The child process. It ends with its parent, also when that is killed."""

    def __init__(self, home: Path, pages: bool) -> None:
        self.home = home
        self.pages = pages
        self.port = free_port()
        self.api_url = f"http://127.0.0.1:{self.port}/api"
        self._process = self._start()

    def _start(self) -> subprocess.Popen[bytes]:
        self.home.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1"]
        command += ["--port", str(self.port)] + ([] if self.pages else ["--no-ui"])
        with (self.home / "server.log").open("ab") as log:
            return subprocess.Popen(
                command,
                env=server_environment(self.home),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                # Ctrl-C reaches the whole group of a terminal; the server is stopped by us, last.
                start_new_session=True,
                preexec_fn=end_with_parent if sys.platform == "linux" else None,
            )

    def is_alive(self) -> bool:
        """Say whether the process runs."""
        return self._process.poll() is None

    def restart(self) -> None:
        """Start it again on the same port after it died."""
        self._process = self._start()

    def wait_until_healthy(self) -> None:
        """Wait until the API answers. Raises TryAgain when it does not, or the process died."""
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until and self.is_alive():
            if answers(self.api_url):
                return
            time.sleep(0.1)
        self.stop()
        raise TryAgain(
            f"Prefect's server did not start. See {self.home / 'server.log'}; "
            f"its home {self.home} may be deleted, nothing of a case is in it."
        )

    def stop(self) -> None:
        """Ask it to end, and end it when it does not."""
        if not self.is_alive():
            return
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def answers(api_url: str) -> bool:
    """Say whether a Prefect API answers at an address."""
    try:
        with urllib.request.urlopen(f"{api_url}/health", timeout=2) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def server_environment(home: Path) -> dict[str, str]:
    """Return the environment of a server that keeps to itself."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    return kept | {
        "PREFECT_HOME": str(home),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_LOGGING_SERVER_LEVEL": "WARNING",
        "DO_NOT_TRACK": "1",
    }


def free_port() -> int:
    """Return a loopback port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def end_with_parent() -> None:
    """Have the kernel end this process when its parent dies, however that happens."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
