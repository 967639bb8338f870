"""REVIEW_FLOWS_LOG=json: one object a line, with case and leg, and no personal text."""

import json
import logging
import socket
import sys
from collections.abc import Iterator
from datetime import datetime
from io import StringIO
from pathlib import Path
from threading import Thread

import pytest

from models.errors import NotAllowed
from models.outbox import Leg, LegKind
from review_flows.outside.json_lines import (
    JsonLines,
    silence_other_streams,
    tell_as_json,
    told_of,
)
from review_flows.runner.telling_systemd import READY, tell_systemd

LEG = Leg(7, "2026-0001", 3, LegKind.ISSUE_LETTERS, 0)
log = logging.getLogger("review_flows")


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> Iterator[StringIO]:
    """What goes to stderr; logging is put back afterwards."""
    root, levels = logging.getLogger(), (logging.getLogger().level, log.level)
    handlers = root.handlers[:]
    caught = StringIO()
    monkeypatch.setattr(sys, "stderr", caught)
    tell_as_json()
    yield caught
    logging.captureWarnings(False)
    root.handlers[:] = handlers
    root.setLevel(levels[0])
    log.setLevel(levels[1])


def told(lines: StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in lines.getvalue().splitlines()]


def test_a_message_is_a_line_with_its_time_in_utc(lines: StringIO) -> None:
    log.info("Ready. Ctrl-C stops.")
    (line,) = told(lines)
    assert line["message"] == "Ready. Ctrl-C stops."
    assert (line["level"], line["logger"]) == ("info", "review_flows")
    assert str(line["at"]).endswith("Z")
    assert datetime.fromisoformat(str(line["at"])).utcoffset() is not None


def test_a_line_told_while_a_leg_runs_names_it_and_its_case_and_no_other_thread_does(
    lines: StringIO,
) -> None:
    with told_of(LEG):
        log.info("The leg begins.")
        beside = Thread(target=log.info, args=("Elsewhere.",))
        beside.start()
        beside.join()
    log.info("Afterwards.")
    begins, elsewhere, afterwards = told(lines)
    assert {"case": "2026-0001", "leg": 7, "kind": "issue_letters", "attempt": 1}.items() <= (
        begins.items()
    )
    assert "case" not in elsewhere and "case" not in afterwards


def test_what_was_put_into_a_message_is_left_out_but_for_numbers_and_kinds_of_errors(
    lines: StringIO,
) -> None:
    error = NotAllowed("王某 may not")
    log.warning("%s not delivered by %s after %s: %s", "k.wang", "wang@example.com", 3, error)
    assert told(lines)[0]["message"] == "… not delivered by … after 3: NotAllowed"
    assert "wang" not in lines.getvalue() and "王" not in lines.getvalue()


def test_an_error_is_told_by_its_kind_and_place_alone(lines: StringIO) -> None:
    try:
        raise ValueError("Key (name)=(王某) already exists")
    except ValueError:
        log.exception("The log is not sealed; it is tried again in a minute.")
    (line,) = told(lines)
    assert str(line["error"]).startswith("ValueError in test_an_error_is_told")
    assert "王" not in lines.getvalue() and "\\u" not in lines.getvalue()


def test_of_what_a_package_says_only_the_place_is_told(lines: StringIO) -> None:
    logging.getLogger("prefect.flow_runs").error("Encountered 王某", extra={"flow_run_id": "r1"})
    (line,) = told(lines)
    assert "王" not in lines.getvalue()
    assert line["logger"] == "prefect.flow_runs" and line["flow_run"] == "r1"
    assert str(line["message"]).startswith("test_json_lines.test_of_what_a_package_says")


def test_figures_are_fields_of_the_line(lines: StringIO) -> None:
    log.info("The leg ended.", extra={"figures": {"outcome": "completed", "seconds": 0.5}})
    assert told(lines)[0]["seconds"] == 0.5


def test_a_message_with_a_line_break_is_still_one_line(lines: StringIO) -> None:
    log.info("one\ntwo")
    assert told(lines)[0]["message"] == "one\ntwo"


def test_a_stream_of_a_package_is_taken_away_and_its_lines_come_to_ours(lines: StringIO) -> None:
    package = logging.getLogger("a_package_with_a_stream")
    beside = StringIO()
    package.addHandler(logging.StreamHandler(beside))
    package.propagate = False
    silence_other_streams()
    package.warning("said")
    assert beside.getvalue() == "" and told(lines)[0]["logger"] == package.name


def test_a_record_without_places_is_told_as_it_stands() -> None:
    record = logging.LogRecord("review_flows", logging.INFO, "f.py", 1, "100 % done", None, None)
    assert json.loads(JsonLines().format(record))["message"] == "100 % done"


def test_systemd_is_told_where_it_listens_and_nobody_where_it_does_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NOTIFY_SOCKET", raising=False)
    tell_systemd(READY)
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind(str(tmp_path / "notify"))
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        tell_systemd(READY)
        assert listening.recv(100) == b"READY=1"
