"""Several machines: Prefect's server on PostgreSQL, two `start`, one database, one folder.

The settings are those that `deploy compose` writes, with this machine's addresses in them.
"""

import json
import os
import re
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from builders import a_site, accepted, stages_to_publication, today_is
from inbox_builders import a_draft, put
from own_postgresql import OwnServer, own_postgresql
from running import COMMAND, wait_until

from review_flows.desk import act
from review_flows.outside.asked_health import ask_health
from review_flows.outside.deployment.written import compose_files
from review_flows.outside.log_walk import LogFault, walk_log
from review_flows.outside.settings import read_settings
from review_flows.outside.site import Site
from review_flows.runner.prefect_server import answers, free_port

pytestmark = pytest.mark.prefect
LETTERS_EACH = 11  # of a case by its publication
CASES = 4


@dataclass(slots=True)
class Worker:
    """A `start` as a machine of its own would run it."""

    process: subprocess.Popen[bytes]
    lines_file: Path
    port: int

    def lines(self) -> list[dict[str, object]]:
        """What it told, each line an object; one that is none is an error."""
        return [json.loads(line) for line in self.lines_file.read_text("utf-8").splitlines()]

    def legs(self) -> int:
        """How many legs it has begun."""
        return sum(line["message"] == "The leg begins." for line in self.lines())


@pytest.fixture(scope="module")
def server() -> Iterator[OwnServer]:
    """PostgreSQL as `deploy compose` sets it up."""
    with own_postgresql() as server:
        script = "\n".join(
            line for line in made("databases.sql").splitlines() if not line.startswith("--")
        )
        server.run(*filter(str.strip, script.split(";")))
        server.let_in("review_flows", "prefect")
        yield server


@pytest.fixture
def office(server: OwnServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A site on PostgreSQL, whose password stands in a file alone."""
    monkeypatch.setenv("PGPASSFILE", str(server.passwords))
    site = a_site(tmp_path / "home", server.address("review_flows", "review_flows"))
    yield site
    site.database.close()


@pytest.fixture
def prefect(server: OwnServer, tmp_path: Path) -> Iterator[str]:
    """The address of a server of Prefect that keeps its rows in PostgreSQL."""
    port = free_port()
    database = server.address("prefect", "prefect").replace("://", "+asyncpg://", 1)
    environment = settings_of("prefect.env") | {
        "PREFECT_SERVER_DATABASE_CONNECTION_URL": database,
        "PGPASSFILE": str(server.passwords),
        "PREFECT_HOME": str(tmp_path / "prefect"),
        "PREFECT_SERVER_API_HOST": "127.0.0.1",
        "PREFECT_SERVER_API_PORT": str(port),
    }
    api = f"http://127.0.0.1:{port}/api"
    command = (sys.executable, "-m", "prefect", "server", "start")
    with process(command, environment, tmp_path / "prefect.log") as started:
        wait_until(lambda: answers(api) or started.poll() is not None, 120)
        assert started.poll() is None, (tmp_path / "prefect.log").read_text()[-2000:]
        yield api


def made(name: str) -> str:
    """A file as `deploy compose` writes it."""
    return compose_files(read_settings())[name]


def settings_of(name: str) -> dict[str, str]:
    """The environment of a process that has the settings of a file of `deploy compose`."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PREFECT_", "REVIEW_FLOWS_"))
    }
    return kept | dict(re.findall(r"^(\w+)=(.*)$", made(name), flags=re.M)) | {"LANG": "C.UTF-8"}


@contextmanager
def process(
    command: tuple[str, ...], environment: dict[str, str], log: Path
) -> Iterator[subprocess.Popen[bytes]]:
    with log.open("ab") as out:
        started = subprocess.Popen(
            command, env=environment, stdout=out, stderr=out, start_new_session=True
        )
    try:
        yield started
    finally:
        if started.poll() is None:
            started.send_signal(signal.SIGTERM)
            started.wait(60)


@contextmanager
def working(site: Site, api: str, name: str) -> Iterator[Worker]:
    """A worker that is ready."""
    port = free_port()
    environment = settings_of("review-flows.env") | {
        "PGPASSFILE": os.environ["PGPASSFILE"],
        "REVIEW_FLOWS_HOME": str(site.settings.home),
        "REVIEW_FLOWS_DATABASE": site.settings.database,
        "REVIEW_FLOWS_HEALTH_PORT": str(port),
        "PREFECT_API_URL": api,
    }
    log = site.settings.home / f"{name}.jsonl"
    with process((str(COMMAND), "start"), environment, log) as started:
        wait_until(lambda: b"Ready" in log.read_bytes(), 90)
        yield Worker(started, log, port)


def test_two_machines_share_the_work_and_one_that_dies_leaves_nothing_undone(
    office: Site, prefect: str
) -> None:
    with ExitStack() as stack:
        one, two = (stack.enter_context(working(office, prefect, name)) for name in ("1", "2"))
        numbers = published_side_by_side(office)
        for paper in range(3):
            put(office, f"示例办法第{paper}号.docx", a_draft(f"第{paper}号"))
        wait_until(lambda: one.legs() > 0 and two.legs() > 0, 90)
        assert ask_health(one.port, "/readyz").good and ask_health(two.port, "/readyz").good
        two.process.send_signal(signal.SIGKILL)
        two.process.wait()
        wait_until(lambda: count(office, OPEN_LEGS) == 0, 150)
        wait_until(lambda: count(office, "SELECT count(*) FROM cases") == CASES + 3, 90)
        wait_until(lambda: count(office, OPEN_LEGS) == 0, 60)

    assert count(office, "SELECT count(*) FROM legs WHERE status <> 'done'") == 0
    for number in numbers:
        assert len(list((office.settings.docs_out / number).glob("*.docx"))) == LETTERS_EACH
    assert done_once(office, "issue_letter") == CASES * LETTERS_EACH
    assert done_once(office, "deliver_filing") == CASES * 2
    assert count(office, "SELECT count(*) FROM events WHERE result <> 'done'") == 0
    faults: list[LogFault] = []
    walk_log(office.database, faults.append)
    assert faults == []
    told = one.lines_file.read_text("utf-8") + two.lines_file.read_text("utf-8")
    assert one.lines()[-1]["message"] == "Stopped."
    assert "示例" not in told and "shen" not in told


OPEN_LEGS = "SELECT count(*) FROM legs WHERE status NOT IN ('done', 'failed')"


def published_side_by_side(site: Site) -> list[str]:
    numbers = [accepted(site, title=f"示例规定第{n}号") for n in range(CASES)]
    for stage in stages_to_publication():
        today_is(site, stage.on)
        for number in numbers:
            act(site, stage.actor, number, stage.move, stage.form)
    return numbers


def count(site: Site, sql: str) -> int:
    with site.database.reading() as connection:
        return int(connection.value(sql))


def done_once(site: Site, move: str) -> int:
    """How often a move stands in the log; never twice with the same form."""
    with site.database.reading() as connection:
        rows = connection.rows(
            "SELECT body FROM events WHERE move = :move AND result = 'done'", move=move
        )
    assert max(Counter(bytes(row["body"]) for row in rows).values()) == 1
    return len(rows)
