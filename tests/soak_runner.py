"""`review-flows start` for the soaks: killed with its server of Prefect, and started again."""

import contextlib
import os
import signal
import subprocess
import time
from pathlib import Path

from running import COMMAND, children_of, environment_at


class Runner:
    """`review-flows start`, as often as it takes."""

    def __init__(self, home: Path) -> None:
        self.pids: list[int] = []  # of all that were started, Prefect's servers among them
        self.anchors = home / "anchors.txt"  # where the checkpoints go
        self._home, self._log = home, home / "start.log"
        self._process = self._started()

    def _started(self) -> subprocess.Popen[bytes]:
        environment = environment_at(self._home)
        environment["REVIEW_FLOWS_ANCHOR_FILE"] = str(self.anchors)
        with self._log.open("ab") as out:
            process = subprocess.Popen(
                [str(COMMAND), "start"],
                env=environment,
                stdout=out,
                stderr=out,
                start_new_session=True,
            )
        self.pids.append(process.pid)
        return process

    def server(self) -> int | None:
        """The process of Prefect's server, once there is one."""
        for child in children_of(self._process.pid):
            with contextlib.suppress(OSError):
                if b"prefect" in Path(f"/proc/{child}/cmdline").read_bytes():
                    self.pids.append(child)
                    return child
        return None

    def kill(self, victim: str, down: float) -> None:
        """kill -9; a runner is started again after so many seconds."""
        server = self.server()
        if server is not None and victim != "runner":
            os.kill(server, signal.SIGKILL)
        if victim != "server":
            self._process.kill()
            self._process.wait()
            time.sleep(down)
            self._process = self._started()

    def is_ready(self) -> bool:
        """Whether one that was started has said so."""
        return b"Ready" in self._log.read_bytes()

    def stop(self) -> int:
        """Ask it to end; return with what it ended."""
        self._process.send_signal(signal.SIGTERM)
        try:
            return self._process.wait(90)
        except subprocess.TimeoutExpired:
            self._process.kill()
            return self._process.wait()

    def left_behind(self) -> int:
        """Count the processes that still run."""
        return sum(Path(f"/proc/{pid}/exe").exists() for pid in set(self.pids))
