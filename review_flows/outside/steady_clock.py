"""How long this machine has been up, which nobody can set."""

import platform
import time
from dataclasses import dataclass
from pathlib import Path

BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


@dataclass(frozen=True, slots=True)
class SteadyTime:
    """Seconds since a start of a machine; only those of the same start can be compared."""

    machine: str
    boot: str
    seconds: float


def steady_now() -> SteadyTime:
    """Return how long this machine has been up, sleep included."""
    boot = BOOT_ID.read_text("ascii").strip() if BOOT_ID.exists() else ""
    return SteadyTime(platform.node(), boot, time.clock_gettime(time.CLOCK_BOOTTIME))
