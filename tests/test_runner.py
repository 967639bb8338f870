"""Prefect runs what the outbox holds: once, whatever is killed, and later when it was away."""

import os
import shutil
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from builders import a_site, accepted, published, received, stages_to_publication, today_is
from inbox_builders import a_draft, put
from running import children_of, environment_of, running, wait_until

from models.moves import Move
from review_flows.desk import act
from review_flows.outside.site import Site

pytestmark = pytest.mark.prefect


@pytest.fixture
def site(tmp_path: Path, prefect_home: Path) -> Site:
    """A site whose Prefect need not be built anew."""
    site = a_site(tmp_path)
    shutil.copytree(prefect_home, site.settings.inside / "prefect")
    return site


EACH = 11  # letters of a case by its publication, those of two filings among them


def test_letters_of_decisions_made_while_nothing_ran_are_written_once(site: Site) -> None:
    number = published(site)

    with running(site):
        wait_until(lambda: open_legs(site) == 0, 90)

    assert statuses(site) == {"done"}
    assert len(letters_in_outbox(site, number)) == written(site) == EACH
    assert len(list((site.settings.docs_out / number / "filing").glob("*.zip"))) == 2
    assert once_in_the_log(site, "issue_letter") == EACH
    assert once_in_the_log(site, "deliver_filing") == 2


def test_a_runner_killed_in_the_middle_of_its_letters_loses_none_and_doubles_none(
    site: Site,
) -> None:
    numbers = several_published(site, 5)

    with running(site) as process:
        wait_until(lambda: written(site) >= 4, 90)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    written_at_the_kill = written(site)
    assert written_at_the_kill < 5 * EACH, "the kill came too late to prove anything"
    with running(site):
        wait_until(lambda: open_legs(site) == 0, 150)

    assert statuses(site) == {"done"}
    assert written(site) == 5 * EACH
    assert sum(len(letters_in_outbox(site, number)) for number in numbers) == 5 * EACH
    assert once_in_the_log(site, "issue_letter") == 5 * EACH
    assert once_in_the_log(site, "deliver_filing") == 10


def test_what_lies_in_the_inbox_is_taken_by_the_schedule(site: Site) -> None:
    """Seen to fail with SQLAlchemy 2.1, under which Prefect's scheduler inserts no runs."""
    put(site, "示例办法.docx", a_draft())

    with running(site):
        wait_until(lambda: len(cases_of(site)) == 1, 90)
        wait_until(lambda: open_legs(site) == 0, 60)

    assert (site.settings.docs_in / "received" / cases_of(site)[0] / "示例办法.docx").exists()
    server_log = site.settings.inside / "prefect" / "server.log"
    assert "Traceback" not in server_log.read_text("utf-8")


def test_the_server_of_prefect_may_die_and_comes_back(site: Site) -> None:
    with running(site) as process:
        server = children_of(process.pid)[0]
        os.kill(server, signal.SIGKILL)
        number = accepted(site)
        act(site, "shen", number, Move.CLAIM)

        wait_until(lambda: open_legs(site) == 0, 120)

        assert len(letters_in_outbox(site, number)) == 1
        assert children_of(process.pid) != [server]


def test_ctrl_c_stops_the_runner_and_its_server(site: Site) -> None:
    with running(site) as process:
        server = children_of(process.pid)[0]
        process.send_signal(signal.SIGINT)

        assert process.wait(30) == 0
        assert not Path(f"/proc/{server}").exists()


def test_the_runs_of_a_case_are_found_in_prefect_by_its_number(site: Site) -> None:
    number = received(site)
    script = (
        "import asyncio, sys\n"
        "from review_flows.outside.site import open_site\n"
        "from review_flows.runner.embedded import run_embedded\n"
        "async def work(drain):\n"
        "    from prefect.client.orchestration import get_client\n"
        "    from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterTags\n"
        "    from prefect.client.schemas.sorting import FlowRunSort\n"
        "    await drain()\n"
        "    async with get_client() as client:\n"
        "        tags = FlowRunFilterTags(all_=['case:' + sys.argv[1]])\n"
        "        runs = await client.read_flow_runs(flow_run_filter=FlowRunFilter(tags=tags),\n"
        "            sort=FlowRunSort.EXPECTED_START_TIME_DESC, limit=20)\n"
        "    return [(run.name, run.state.name) for run in runs]\n"
        "print(run_embedded(open_site(), work))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, number],
        env=environment_of(site),
        capture_output=True,
        text=True,
        timeout=120,
    )

    assert done.stdout.strip() == f"[('screen_case {number}', 'Completed')]", done.stderr


def several_published(site: Site, count: int) -> list[str]:
    """Cases brought to publication side by side: EACH letters each."""
    numbers = [accepted(site, title=f"示例办法第{n}号") for n in range(count)]
    for stage in stages_to_publication():
        today_is(site, stage.on)
        for number in numbers:
            act(site, stage.actor, number, stage.move, stage.form)
    return numbers


def cases_of(site: Site) -> list[str]:
    with site.database.reading() as connection:
        return [row["number"] for row in connection.rows("SELECT number FROM cases")]


def open_legs(site: Site) -> int:
    with site.database.reading() as connection:
        return int(
            connection.value("SELECT count(*) FROM legs WHERE status NOT IN ('done', 'failed')")
        )


def statuses(site: Site) -> set[str]:
    with site.database.reading() as connection:
        return {row["status"] for row in connection.rows("SELECT DISTINCT status FROM legs")}


def written(site: Site) -> int:
    with site.database.reading() as connection:
        sql = "SELECT count(*) FROM letters WHERE written_at IS NOT NULL"
        return int(connection.value(sql))


def letters_in_outbox(site: Site, number: str) -> list[Path]:
    return list((site.settings.docs_out / number).glob("*.docx"))


def once_in_the_log(site: Site, move: str) -> int:
    """How often a move stands in the log; never twice with the same form."""
    with site.database.reading() as connection:
        rows = connection.rows(
            "SELECT chain, body FROM events WHERE move = :move AND result = 'done'", move=move
        )
    assert max(Counter(row["body"] for row in rows).values()) == 1
    return len(rows)
