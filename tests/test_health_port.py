"""What a machine may ask a running `start` over the loopback, and what `health` makes of it."""

import http.client
import json
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from builders import a_site, accepted, environment
from cli_running import run, variables
from typer.testing import CliRunner, Result

from models.errors import BadInput, TryAgain, UnknownCode
from models.readiness import ReadinessCheck
from review_flows.cli.main import app
from review_flows.outside.sealing.sealer import seal
from review_flows.outside.settings import LogLines, health_port, log_lines_named
from review_flows.outside.site import Site
from review_flows.runner.health_port import MOST_SILENT, Pulse, health_told
from review_flows.runner.prefect_server import free_port


class StillPulse(Pulse):
    """A loop that turned last so many seconds ago."""

    def __init__(self, seconds: float) -> None:
        super().__init__()
        self._seconds = seconds

    def silent(self) -> float:
        return self._seconds


@contextmanager
def told(site: Site, pulse: Pulse | None = None) -> Iterator[int]:
    """The port on which the health of a site is told."""
    port = free_port()
    settings = replace(site.settings, health_port=port)
    with health_told(replace(site, settings=settings), pulse or Pulse()):
        yield port


def ask(port: int, path: str, method: str = "GET") -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request(method, path)
    answer = connection.getresponse()
    said = answer.read().decode()
    connection.close()
    return answer.status, said


def health(site: Site, port: int, *args: str) -> Result:
    with environment({**variables(site), "REVIEW_FLOWS_HEALTH_PORT": str(port)}):
        return CliRunner().invoke(app, ["health", *args], prog_name="review-flows")


def test_a_process_whose_loop_turns_is_alive_and_one_that_hangs_is_not(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    for silent, status in ((0.0, 200), (MOST_SILENT, 200), (MOST_SILENT + 1, 503)):
        with told(site, StillPulse(silent)) as port:
            assert ask(port, "/healthz")[0] == status
            assert health(site, port, "--alive").exit_code == (status != 200)


def test_a_loop_that_turned_long_ago_is_silent_for_as_long() -> None:
    pulse = Pulse()
    assert pulse.silent() == 0.0  # Prefect is still being started
    pulse.beat()
    assert 0.0 <= pulse.silent() < 5.0


def test_readiness_is_an_object_that_names_the_check_that_does_not_hold(site: Site) -> None:
    accepted(site)
    with told(site) as port:
        status, said = ask(port, "/readyz")
        checks = {one["check"]: one["holds"] for one in json.loads(said)["checks"]}
        assert status == 503 and set(checks) == set(ReadinessCheck)
        assert [name for name, holds in checks.items() if not holds] == ["seal"]
        seal(site)
        status, said = ask(port, "/readyz")
        assert status == 200 and json.loads(said)["ready"] is True


def test_the_figures_are_text_for_prometheus(site: Site) -> None:
    accepted(site)
    with told(site) as port:
        status, said = ask(port, "/metrics")
    assert status == 200 and "review_flows_entries_not_sealed" in said


def test_anything_else_is_answered_with_what_can_be_asked(tmp_path: Path) -> None:
    with told(a_site(tmp_path)) as port:
        assert ask(port, "/")[0] == 404 and "/readyz" in ask(port, "/")[1]
        assert ask(port, "/readyz", "POST")[0] == 501
        assert ask(port, "/healthz", "HEAD") == (200, "")


def test_nobody_but_this_machine_can_ask(tmp_path: Path) -> None:
    with told(a_site(tmp_path)) as port:
        rows = Path("/proc/net/tcp").read_text().splitlines()
        listening = [row.split()[1] for row in rows if f":{port:04X} 00000000:0000 0A" in row]
    assert listening == [f"0100007F:{port:04X}"]


def test_requests_that_are_never_sent_hold_up_no_other(tmp_path: Path) -> None:
    with told(a_site(tmp_path)) as port, ExitStack() as silent:
        for _ in range(4):  # one after the other they would take longer than we wait
            silent.enter_context(socket.create_connection(("127.0.0.1", port)))
        assert ask(port, "/healthz")[0] == 200


def test_without_the_setting_nothing_listens(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    assert site.settings.health_port is None
    with health_told(site, Pulse()):
        pass
    refused = run(site, "health")
    assert refused.exit_code == 2 and "REVIEW_FLOWS_HEALTH_PORT" in refused.stderr


def test_a_port_that_somebody_else_has_is_refused_by_name(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    with told(site) as port, pytest.raises(TryAgain, match=f"{port} .*REVIEW_FLOWS_HEALTH_PORT"):
        settings = replace(site.settings, health_port=port)
        with health_told(replace(site, settings=settings), Pulse()):
            raise AssertionError("it must not begin")


@pytest.mark.parametrize("text", ["80", "70000", "health", "-1", "９１８０"])
def test_what_is_no_port_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="REVIEW_FLOWS_HEALTH_PORT"):
        health_port(text)


def test_the_settings_of_health_and_lines_are_read() -> None:
    assert (health_port(""), health_port(" 9180 ")) == (None, 9180)
    assert (log_lines_named(""), log_lines_named("JSON")) == (LogLines.TEXT, LogLines.JSON)
    with pytest.raises(UnknownCode, match="REVIEW_FLOWS_LOG"):
        log_lines_named("xml")


def test_health_shows_each_check_in_both_languages_and_ends_with_1_where_one_is_broken(
    tmp_path: Path,
) -> None:
    site = a_site(tmp_path)
    with told(site) as port:
        waits = health(site, port, "--lang", "zh")
        assert waits.exit_code == 1 and "距上次封存\t异常" in waits.stdout
        seal(site)
        fine = health(site, port)
        assert fine.exit_code == 0 and "age of the seal\tfine" in fine.stdout
        as_json = json.loads(health(site, port, "--json").stdout)
        assert as_json["good"] is True and len(as_json["checks"]) == 4


def test_health_says_when_nobody_answers_or_somebody_else_does(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    nobody = health(site, free_port())
    assert nobody.exit_code == 75 and "No start answers" in nobody.stderr
    with socket.create_server(("127.0.0.1", 0)) as stranger:
        stranger.settimeout(10)
        port = stranger.getsockname()[1]
        from threading import Thread

        def answer() -> None:
            taken, _ = stranger.accept()
            with taken:
                taken.recv(1000)
                taken.sendall(b"HTTP/1.0 404 Not Found\r\n\r\nnothing")

        thread = Thread(target=answer)
        thread.start()
        other = health(site, port)
        thread.join()
    assert other.exit_code == 75 and "no start of ours" in other.stderr
