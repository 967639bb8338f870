"""The soaks, each in its short run: they work, find nothing, and their controls find something."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from struck import traces

SOAKS = Path(__file__).with_name("soak")
SECONDS = 240  # on a machine that has much else to do


def run(soak: str, *arguments: str) -> tuple[int, dict[str, Any]]:
    """Run a soak; return how it ended and the line that it told."""
    (line,) = run_lines(soak, *arguments)
    return line


def run_lines(soak: str, *arguments: str) -> list[tuple[int, dict[str, Any]]]:
    """Run a soak; return its lines, that of a control last, each with how it ended."""
    done = subprocess.run(
        [sys.executable, str(SOAKS / soak), "--short", *arguments],
        capture_output=True,
        text=True,
        timeout=SECONDS,
    )
    assert done.stdout, done.stderr
    return [(done.returncode, json.loads(line)) for line in done.stdout.splitlines()]


@pytest.mark.parametrize("soak", ["kill_soak.py", "power_soak.py", "full_disk_soak.py"])
def test_struck_at_its_system_calls_it_loses_nothing(soak: str) -> None:
    if why := traces():
        pytest.skip(f"this needs strace: {why}")
    lines = run_lines(soak)

    assert lines[0][1]["lives_with_a_fault"] == 0, lines[0][1]
    assert all(line["lives_with_a_fault"] for _, line in lines[1:]), "the control finds nothing"


def test_fifty_users_meet_no_lock_and_lose_nothing() -> None:
    """How long they wait is for a machine that has nothing else to do, so it is not held here."""
    _, told = run("users_soak.py")

    assert (told["lock_errors"], told["lost_or_doubled"], told["log"]["faults"]) == (0, 0, 0)
    assert told["acknowledged"] > 50 and told["users"] == 50
    assert all(" ms" in bar for bar in told["missed"]), told["said"]


def test_without_the_write_lock_the_fifty_users_would_meet_one() -> None:
    ended, told = run("users_soak.py", "--deferred")

    assert ended == 1
    assert told["lock_errors"] > 0 and told["lost_or_doubled"] == 0


def test_no_life_is_hurt_by_a_postgresql_that_stops(postgresql: object) -> None:
    ended, told = run("postgresql_soak.py")

    assert (ended, told["wrong"]) == (0, 0), told
    assert sum(told["stops"].values()) > 1 and told["tried_again"] > 0


@pytest.mark.prefect
def test_every_leg_is_done_once_though_prefect_and_the_runner_are_killed() -> None:
    ended, told = run("prefect_soak.py")

    assert (ended, told["wrong"]) == (0, 0), told
    assert set(told["killed"]) >= {"server", "runner"} and told["legs"] >= 6
