"""What the commands show to whom: an entry for each, and of a case only what somebody may read."""

import json

import pytest
import typer
from builders import add_person, consulted, proposed, received, signed, under_review
from cli_running import run
from databases import entries

from models.action import Action
from models.event import SITE_CHAIN
from models.moves import Move
from models.permission import roles_for
from review_flows.cli import allowed
from review_flows.cli.allowed import ALLOWED, commands_of, guard, roles_that_may
from review_flows.cli.main import app
from review_flows.desk import act
from review_flows.outside.site import Site


def nothing() -> None:
    """Do nothing."""


def test_every_command_has_its_entry_and_somebody_who_may() -> None:
    assert {name for name, _ in commands_of(app)} == set(ALLOWED)
    assert all(roles_that_may(name) for name in ALLOWED)


def test_every_action_that_is_no_reading_of_a_part_is_asked_by_a_command() -> None:
    asked = {action for actions in ALLOWED.values() for action in actions}
    parts = {Action.READ_DOCUMENTS, Action.READ_FINDINGS, Action.READ_REVIEW}
    assert set(Action) - asked <= parts


def test_a_command_without_an_entry_does_not_start(monkeypatch: pytest.MonkeyPatch) -> None:
    new, inner = typer.Typer(), typer.Typer()
    new.command("peek")(nothing)
    inner.command("deeper")(nothing)
    new.add_typer(inner, name="look")
    monkeypatch.setattr(allowed, "ALLOWED", {"peek": (Action.SEE_CASE,)})
    with pytest.raises(RuntimeError, match=r"lacks \['look deeper'\]"):
        guard(new)
    monkeypatch.setattr(allowed, "ALLOWED", dict.fromkeys(("peek", "look deeper"), ()))
    guard(new)


def test_an_entry_without_its_command_does_not_start(monkeypatch: pytest.MonkeyPatch) -> None:
    new = typer.Typer()
    new.command("peek")(nothing)
    monkeypatch.setattr(allowed, "ALLOWED", {"peek": (Action.SEE_CASE,), "gone": ()})
    with pytest.raises(RuntimeError, match=r"names what is no command: \['gone'\]"):
        guard(new)


@pytest.mark.parametrize(
    ("person", "command"),
    [
        ("shen", "ledger"),
        ("gu", "people list"),
        ("lin", "log verify"),
        ("qian", "doctor"),
        ("shen", "calendar remove 2027"),
        ("du", "submit x.docx --unit zhujian --type contract"),
    ],
)
def test_a_command_for_others_is_refused_naming_the_roles_and_logged(
    site: Site, person: str, command: str
) -> None:
    received(site)
    result = run(site, *command.split(), "--as", person)
    assert result.exit_code == 4, result.stderr
    name = next(one for one in ALLOWED if command.startswith(one))
    assert f"needs the role {' or '.join(sorted(roles_that_may(name)))}" in result.stderr
    last = entries(site.database, SITE_CHAIN)[-1]
    assert (last.actor, last.move, last.result) == (person, name, "refused")


def test_without_a_name_whoever_runs_the_machine_sees_everything(site: Site) -> None:
    number = consulted(site, under_review(site))
    shown = json.loads(run(site, "show", number, "--json").stdout)
    assert shown["documents"] and shown["consultations"]
    assert run(site, "people", "list").exit_code == 0


def shown(site: Site, number: str, person: str) -> dict[str, list[dict[str, object]]]:
    """The page of a case as somebody sees it."""
    result = run(site, "show", number, "--json", "--as", person)
    assert result.exit_code == 0, result.stderr
    page: dict[str, list[dict[str, object]]] = json.loads(result.stdout)
    return page


def test_a_drafting_unit_sees_its_papers_and_nothing_of_the_review(site: Site) -> None:
    number = consulted(site, under_review(site))
    page = shown(site, number, "lin")
    assert page["documents"] and page["letters"]
    assert "advice_request" not in [letter["kind"] for letter in page["letters"]]
    assert page["findings"] == page["consultations"] == page["comments"] == []
    assert [task["kind"] for task in page["tasks"]] == ["review"]
    assert [task["kind"] for task in shown(site, number, "shen")["tasks"]] == ["review", "advise"]


def test_an_opinion_is_shown_once_it_is_signed(site: Site) -> None:
    before, after = proposed(site), signed(site)
    for person, sees in (("lin", False), ("deng", False), ("qian", True), ("shen", True)):
        page = shown(site, before, person)
        assert bool(page["opinions"]) == bool(page["opinion_items"]) == sees
        assert bool(page["opinion_points"]) == sees
        page = shown(site, after, person)
        assert page["opinions"] and page["opinion_items"] and page["opinion_points"]


def test_an_advisor_sees_the_own_question_and_what_others_answered_openly(site: Site) -> None:
    for code in ("ma", "lu", "bo"):
        add_person(site, code, "advisor", unit="hengshi")
    number = consulted(site, under_review(site))
    for code, secret in (("ma", False), ("lu", True), ("bo", False)):
        asked = {"advisor": code, "question": f"问{code}", "secret": secret}
        act(site, "shen", number, Move.CONSULT, asked)
    for code in ("ma", "lu"):
        act(site, code, number, Move.ADVISE, {"kind": "favourable", "text": f"{code}说可行"})
    page = shown(site, number, "gu")
    assert [one["question"] for one in page["consultations"]] == ["可行否", "问ma"]
    assert len(shown(site, number, "qian")["consultations"]) == 4
    assert run(site, "show", number, "--as", "ma").exit_code == 4  # no longer asked


def test_an_auditor_sees_the_days_and_no_text(site: Site) -> None:
    page = shown(site, under_review(site), "du")
    assert page["ceiling_on"] and page["tasks"]
    assert page["documents"] == page["findings"] == []


def test_the_log_tells_what_was_said_in_the_review_to_those_who_may_read_it(site: Site) -> None:
    number = proposed(site, "legal")
    remark = "请补充第三条的依据"
    act(site, "qian", number, Move.SEND_BACK, {"to": "under_review", "reason": remark})
    for person, reads in (("lin", False), ("du", False), ("shen", True), ("qian", True)):
        told = run(site, "log", "show", number, "--json", "--as", person)
        assert told.exit_code == 0, told.stderr
        assert (remark in told.stdout) == reads
        assert "send_back" in told.stdout
    assert remark in run(site, "log", "show", number).stdout


def test_the_sites_log_is_for_those_who_audit(site: Site) -> None:
    run(site, "ledger", "--as", "shen")
    assert run(site, "log", "show", "site", "--as", "du").exit_code == 0
    refused = run(site, "log", "show", "site", "--as", "lin")
    assert refused.exit_code == 4
    assert " or ".join(sorted(roles_for(Action.READ_SITE_LOG))) in refused.stderr
