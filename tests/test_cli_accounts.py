"""The commands of accounts and of their log: what they print, where, and for whom."""

import json

import pytest
from account_builders import (
    DESK,
    KEEPER,
    PASSWORD,
    WATCHER,
    noted,
    the_keeper,
    with_administrators,
    with_password,
)
from builders import environment
from cli_running import run, run_apart

from models.account_policy import PolicyFigure
from review_flows.desk.accounts import session_of, use_link
from review_flows.outside.site import Site


def test_the_first_administrators_token_is_all_that_stdout_holds(site: Site) -> None:
    with_administrators(site)
    done = run_apart(site, "people", "first-administrator", KEEPER)
    assert done.returncode == 0 and "shown this once" in done.stderr
    token = done.stdout.strip()
    assert token not in done.stderr
    assert use_link(site, token, PASSWORD, DESK).person == KEEPER
    again = run_apart(site, "people", "first-administrator", KEEPER)
    assert (again.returncode, again.stdout) == (5, "")


def test_an_administrator_makes_a_link_for_somebody_and_ends_his_sessions(site: Site) -> None:
    the_keeper(site)
    done = run(site, "people", "link", "shen", "--as", KEEPER, "--json")
    link = json.loads(done.stdout)
    assert set(link) == {"person", "token", "expires_at"}
    session = use_link(site, link["token"], PASSWORD, DESK)
    ended = run(site, "people", "end-sessions", "shen", "--as", KEEPER, "--json")
    assert json.loads(ended.stdout) == {"person": "shen", "ended": 1}
    assert session_of(site, session.token) is None


@pytest.mark.parametrize("command", [("people", "link"), ("people", "end-sessions")])
def test_nobody_else_does_either(site: Site, command: tuple[str, str]) -> None:
    the_keeper(site)
    assert run(site, *command, "shen").exit_code == 2  # nobody is named
    for person in ("qian", WATCHER):
        done = run(site, *command, "shen", "--as", person)
        assert done.exit_code == 4 and done.stdout == ""


def test_the_security_log_is_for_the_audit_administrator(site: Site) -> None:
    with_password(site, "shen")
    done = run(site, "security", "log", "--as", WATCHER, "--json")
    said = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["step"] for line in said] == [line["step"] for line in noted(site)][:-1]
    assert PASSWORD not in done.stdout
    for other in ("qian", KEEPER, "an", "du"):
        assert run(site, "security", "log", "--as", other).exit_code == 4


def test_it_can_be_narrowed_down_and_is_told_in_chinese(site: Site) -> None:
    with_password(site, "shen")
    own = run(site, "security", "log", "--person", "shen", "--step", "signed_in", "--lang", "zh")
    head, line = own.stdout.splitlines()
    assert head.split("\t")[:4] == ["序号", "时间", "事项", "人员代码"]
    assert line.split("\t")[2:5] == ["登录", "shen", DESK.address]
    assert run(site, "security", "log", "--since", "2030-01-01").stdout.count("\n") == 1
    wrong = run(site, "security", "log", "--step", "sined_in")
    assert wrong.exit_code == 2 and "signed_in" in wrong.stderr
    assert run(site, "security", "log", "--since", "yesterday").exit_code == 2


def test_a_log_that_does_not_hold_is_told_with_an_exit_code_of_its_own(site: Site) -> None:
    with_password(site, "shen")
    with site.database.writing() as connection:
        on = " ON security_log" if connection.postgresql else ""
        guard = "security_log_no_change" if connection.postgresql else "security_log_no_update"
        connection.run(f"DROP TRIGGER {guard}{on}")
        connection.run("UPDATE security_log SET person = 'qian' WHERE seq = 3")
    done = run(site, "security", "log")
    assert done.exit_code == 3 and "line 3" in done.stderr


def test_the_policy_is_shown_with_its_sources_and_what_nobody_verified(site: Site) -> None:
    done = run(site, "security", "policy", "--json")
    said = {one["figure"]: one for one in map(json.loads, done.stdout.splitlines())}
    assert set(said) == set(PolicyFigure)
    assert said["least_characters"]["value"] == 12
    zh = run(site, "security", "policy", "--lang", "zh")
    assert "未核实" in zh.stdout and "GB/T 22239-2019" in zh.stdout
    with environment({"REVIEW_FLOWS_ACCOUNTS": "asvs"}):
        other = run(site, "security", "policy", "--json")
    assert '"policy": "asvs/1"' in other.stdout


def test_a_policy_that_nobody_knows_stops_every_command(site: Site) -> None:
    with environment({"REVIEW_FLOWS_ACCOUNTS": "dengbo"}):
        done = run(site, "list")
    assert done.exit_code == 2 and "dengbao" in done.stderr
