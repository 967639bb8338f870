"""A command that only reads starts quickly: it loads none of what writing and Word files need."""

import os
import pty
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from builders import a_site, accepted, environment, received
from cli_running import CHECKOUT, run_apart, variables

HEAVY = {"prefect", "sqlmodel", "sqlalchemy", "alembic", "pydantic", "docx", "lxml", "rich"}


@pytest.mark.parametrize(
    "args",
    [
        "list --state received",
        "list --json --as shen",
        "queue",
        "queue --as shen",
        "show 2026-0001",
        "letters 2026-0001",
        "log show 2026-0001",
        "log verify",
        "people list",
        "doctor",
    ],
)
def test_a_reading_command_imports_nothing_heavy(tmp_path: Path, args: str) -> None:
    site = a_site(tmp_path)
    accepted(site)
    done = run_apart(site, *args.split(), python=("-X", "importtime"))
    assert done.returncode == 0, done.stderr[-500:]
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "review_flows.cli.main" in loaded
    assert not HEAVY & loaded


def test_writing_commands_load_no_prefect_and_no_orm(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    number = accepted(site)
    done = run_apart(site, "act", number, "claim", "--as", "shen", python=("-X", "importtime"))
    assert done.returncode == 0, done.stderr[-500:]
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "review_flows.desk.act" in loaded
    assert not {"prefect", "sqlmodel", "sqlalchemy", "alembic", "docx", "lxml"} & loaded


def test_a_list_in_a_pipe_that_closes_early_ends_quietly(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    received(site)
    command = f"{sys.executable} -c 'from review_flows.cli.main import run; run()' list --json"
    with environment(variables(site)):
        done = subprocess.run(
            f"{command} | true",
            shell=True,
            cwd=CHECKOUT,
            capture_output=True,
            timeout=60,
            check=False,
        )
    assert b"Traceback" not in done.stderr


def on_a_terminal(home: dict[str, str], *args: str) -> str:
    """Run a command whose stdout is a terminal of 80 columns; return what it shows."""
    main, side = pty.openpty()
    code = "from review_flows.cli.main import run; run()"
    with environment({**home, "COLUMNS": "80", "TERM": "xterm"}):
        process = subprocess.Popen(
            [sys.executable, "-c", code, *args], cwd=CHECKOUT, stdout=side, stderr=side
        )
    os.close(side)
    shown = b""
    while True:
        try:
            piece = os.read(main, 65536)
        except OSError:  # how Linux says that the other end is closed
            break
        if not piece:
            break
        shown += piece
    process.wait(60)
    os.close(main)
    return shown.decode()


def test_on_a_terminal_a_table_is_drawn_and_a_long_title_is_folded_not_cut(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    title = "关于" + "甲乙丙丁戊己庚辛壬癸" * 5 + "的[red]办法"
    received(site, title=title)
    shown = re.sub("\x1b\\[[0-9;]*m", "", on_a_terminal(variables(site), "list"))
    assert "\t" not in shown and "…" not in shown
    assert all(sign in shown for sign in title)
    assert len("".join(re.findall("[关于甲乙丙丁戊己庚辛壬癸的办法]", shown))) >= len("关于") + 50


def test_ctrl_c_prints_one_line_and_ends_with_130(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    number = accepted(site)
    code = (
        "import review_flows.desk, time; "
        "review_flows.desk.act = lambda *a, **k: (print('in', flush=True), time.sleep(30)); "
        "from review_flows.cli.main import run; run()"
    )
    with environment(variables(site)):
        process = subprocess.Popen(
            [sys.executable, "-c", code, "act", number, "claim", "--as", "shen"],
            cwd=CHECKOUT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
    assert process.stdout is not None and process.stdout.readline() == "in\n"
    time.sleep(0.1)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert process.returncode == 130, err
    assert len(err.strip().splitlines()) == 1 and "Interrupted" in err
