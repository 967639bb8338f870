"""Who may change people: the first set-up, then two administrators, and nobody himself."""

import json

import pytest
from builders import add_person, under_review
from cli_running import run
from databases import content, entries
from hypothesis import given
from hypothesis import strategies as st

from models.errors import BadInput, NotAllowed, NotFound
from models.event import SITE_CHAIN
from models.moves import Move
from models.person import ADMINISTRATORS, BUSINESS_ROLES, Role
from models.separation import SeparationRule, role_faults
from review_flows.desk import act
from review_flows.desk.people_change import PeopleDone, change_people
from review_flows.outside.people_file import lines_of_csv
from review_flows.outside.site import Site

HEAD = "unit,unit_name,unit_kind,person,person_name,roles"
OFFICE = "sifaju,青岚区司法局,review_office"
KEEPERS = f"{OFFICE},xi,系管,system_admin\n{OFFICE},an,安管,security_admin"


def change(site: Site, actor: str, *lines: str, head: str = HEAD) -> PeopleDone:
    """Take these lines as somebody."""
    return change_people(site, actor, lines_of_csv("\n".join([head, *lines])))


@pytest.fixture
def kept(site: Site) -> Site:
    """The sample office with its administrators."""
    change(site, "", KEEPERS)
    return site


def roles(site: Site, code: str) -> set[str]:
    """The roles that somebody holds, active or not."""
    with site.database.reading() as connection:
        sql = "SELECT role FROM person_roles WHERE person = :code"
        return {row["role"] for row in connection.rows(sql, code=code)}


def last_entry(site: Site) -> dict[str, object]:
    """What the site's log says last."""
    said: dict[str, object] = json.loads(entries(site.database, SITE_CHAIN)[-1].body)
    return said


def test_until_there_is_an_administrator_whoever_runs_the_shell_sets_the_site_up(
    site: Site,
) -> None:
    done = change(site, "", f"{OFFICE},zhao,赵审核,reviewer")
    assert [one.code for one in done.plan.persons] == ["zhao"]
    change(site, "", KEEPERS)
    with pytest.raises(NotAllowed, match=r"--as PERSON \(system_admin: xi; security_admin: an\)"):
        change(site, "", f"{OFFICE},qi,齐审核,reviewer")
    assert last_entry(site)["result"] == "refused"
    with pytest.raises(NotFound):
        change(site, "nobody", f"{OFFICE},qi,齐审核,")


def test_one_keeps_the_people_and_the_other_gives_the_roles(kept: Site) -> None:
    change(kept, "xi", f"{OFFICE},zhao,赵审核,")
    assert roles(kept, "zhao") == set()
    change(kept, "an", f"{OFFICE},zhao,赵审核,reviewer chief")
    assert roles(kept, "zhao") == {"reviewer", "chief"}


def test_a_file_that_needs_both_names_the_lines_and_whom_they_need(kept: Site) -> None:
    lines = (
        f"{OFFICE},shen,沈审核,reviewer",
        f"{OFFICE},zhao,赵审核,reviewer",
        f"{OFFICE},deng,邓某,clerk",
        "xinfang,青岚区信访局,drafting_unit,,,",
    )
    before = content(kept.database, without="events")
    with pytest.raises(NotAllowed) as refused:
        change(kept, "xi", *lines)
    assert refused.value.message.splitlines()[1:] == [
        "  - line 3: the roles of zhao change (none → reviewer): needs the role security_admin"
    ]
    with pytest.raises(NotAllowed) as refused:
        change(kept, "an", *lines)
    assert [line.split(":")[0] for line in refused.value.message.splitlines()[1:]] == [
        "  - line 3",
        "  - line 4",
        "  - line 5",
    ]
    assert content(kept.database, without="events") == before


@pytest.mark.parametrize("actor", ["qian", "deng", "lin", "du"])
def test_nobody_else_changes_anybody(kept: Site, actor: str) -> None:
    for line in (f"{OFFICE},shen,沈某,reviewer", f"{OFFICE},shen,沈审核,chief"):
        with pytest.raises(NotAllowed):
            change(kept, actor, line)
    assert last_entry(kept)["reason"] == "not_allowed"


def test_nobody_changes_his_own_roles(kept: Site) -> None:
    with pytest.raises(NotAllowed, match="nobody changes his own roles"):
        change(kept, "an", f"{OFFICE},an,安管,")
    assert roles(kept, "an") == {"security_admin"}


def test_the_site_is_never_left_without_one_of_the_two(kept: Site) -> None:
    head = f"{HEAD},active"
    with pytest.raises(BadInput, match="without an active security_admin"):
        change(kept, "xi", f"{OFFICE},an,安管,security_admin,no", head=head)
    change(kept, "xi", f"{OFFICE},er,二安,")
    change(kept, "an", f"{OFFICE},er,二安,security_admin")
    change(kept, "xi", f"{OFFICE},an,安管,security_admin,no", head=head)
    assert last_entry(kept)["persons"] == [{"code": "an", "active": [True, False]}]


def test_a_set_up_with_one_administrator_alone_is_refused(site: Site) -> None:
    with pytest.raises(BadInput, match="without an active system_admin"):
        change(site, "", f"{OFFICE},an,安管,security_admin")


def test_the_log_says_what_changed_by_codes_and_no_names(kept: Site) -> None:
    change(kept, "an", f"{OFFICE},shen,沈审核,reviewer chief")
    entry = last_entry(kept)
    assert (entry["move"], entry["result"]) == ("change_people", "done")
    assert entry["persons"] == [{"code": "shen", "roles": [["reviewer"], ["chief", "reviewer"]]}]
    moved = "shenji,青岚区审计局,drafting_unit,deng,邓登记,clerk"
    change(kept, "xi", moved)
    told = last_entry(kept)["persons"]
    assert isinstance(told, list) and told[0]["unit"] == ["sifaju", "shenji"]
    assert "邓登记" not in entries(kept.database, SITE_CHAIN)[-1].body.decode()


def test_a_file_that_changes_nothing_leaves_no_trace(kept: Site) -> None:
    before = content(kept.database)
    done = change(kept, "xi", f"{OFFICE},shen,沈审核,reviewer")
    assert not done.plan.changes
    assert content(kept.database) == before


def test_tasks_whose_holder_is_gone_are_told(kept: Site) -> None:
    number = under_review(kept)
    done = change(kept, "an", f"{OFFICE},shen,沈审核,clerk")
    assert [(task.case, task.kind, task.person) for task in done.stranded] == [
        (number, "review", "shen")
    ]


@given(st.frozensets(st.sampled_from(list(Role))))
def test_every_fault_of_roles_is_found_and_no_other(held: frozenset[Role]) -> None:
    rules = {fault.rule for fault in role_faults("x", held)}
    administers, business = held & ADMINISTRATORS, held & BUSINESS_ROLES
    assert (SeparationRule.ADMINISTRATORS in rules) == (len(administers) > 1)
    assert (SeparationRule.BUSINESS in rules) == bool(administers and business)
    assert (SeparationRule.FLOWS in rules) == (Role.SYSTEM in held)


def test_a_reviewer_may_be_a_chief_and_an_administrator_nothing_else(site: Site) -> None:
    change(site, "", f"{OFFICE},zhao,赵,reviewer chief clerk")
    with pytest.raises(BadInput) as refused:
        change(site, "", f"{OFFICE},qi,齐,system_admin audit_admin reviewer")
    message = refused.value.message
    assert "line 2: one person cannot be audit_admin and system_admin:" in message
    assert "line 2: one person cannot be audit_admin and system_admin and reviewer:" in message


def test_who_loses_a_role_can_no_longer_act_in_it(kept: Site) -> None:
    number = under_review(kept)
    add_person(kept, "second", "reviewer")
    change(kept, "an", f"{OFFICE},shen,沈审核,auditor")
    with pytest.raises(NotAllowed):
        act(kept, "shen", number, Move.PAUSE, {"ground": "expert_opinion", "reason": "论证"})


def test_the_command_takes_the_file_as_somebody(kept: Site) -> None:
    path = kept.settings.home / "people.csv"
    path.write_text(f"{HEAD}\n{OFFICE},zhao,赵审核,\n", "gb18030")
    refused = run(kept, "people", "import", str(path))
    assert refused.exit_code == 4 and "--as PERSON" in refused.stderr
    refused = run(kept, "people", "import", str(path), "--as", "qian")
    assert refused.exit_code == 4 and "line 2: the person zhao is new" in refused.stderr
    done = run(kept, "people", "import", str(path), "--as", "xi")
    assert done.exit_code == 0 and "1 units, 1 persons" in done.stderr
    told = json.loads(run(kept, "people", "import", str(path), "--as", "xi", "--json").stdout)
    assert (told["persons"], told["changed_persons"]) == (1, 0)
    assert "系统管理员" in run(kept, "people", "import", "--help", "--lang", "zh").stdout
