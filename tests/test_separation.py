"""The nightly look finds duties that were joined behind the desk's back, and nothing else."""

from builders import add_person, filed, proposed, signed, under_review

from models.moves import Move
from models.separation import SeparationFault, SeparationRule, sentence
from review_flows.desk import act
from review_flows.outside.people import import_people
from review_flows.outside.separation_faults import separation_faults
from review_flows.outside.site import Site

HEAD = "unit,unit_name,unit_kind,person,person_name,roles"


def faults(site: Site) -> list[SeparationFault]:
    """What the look finds."""
    with site.database.reading() as connection:
        return separation_faults(connection)


def change(site: Site, sql: str) -> None:
    """A hand in the database."""
    with site.database.writing() as connection:
        connection.run(sql)


def test_a_site_that_the_desk_kept_is_in_order(site: Site) -> None:
    filed(site)
    proposed(site)
    assert faults(site) == []


def test_roles_that_exclude_each_other_are_found_while_the_person_is_active(site: Site) -> None:
    change(site, "INSERT INTO person_roles (person, role) VALUES ('shen', 'audit_admin')")
    (fault,) = faults(site)
    assert (fault.rule, fault.person) == (SeparationRule.BUSINESS, "shen")
    assert "audit_admin and reviewer" in sentence(fault)
    change(site, "UPDATE persons SET active = FALSE WHERE code = 'shen'")
    assert faults(site) == []


def test_a_signature_under_ones_own_review_is_found(site: Site) -> None:
    number = signed(site)
    change(site, "UPDATE opinions SET signer = 'shen'")
    assert [(one.rule, one.person, one.case) for one in faults(site)] == [
        (SeparationRule.SIGNATURE, "shen", number)
    ]


def test_so_is_one_by_whoever_did_the_review_for_another(site: Site) -> None:
    number = signed(site)
    change(site, "UPDATE tasks SET ended_by = 'qian' WHERE kind = 'review' AND state = 'done'")
    assert [(one.rule, one.person, one.case) for one in faults(site)] == [
        (SeparationRule.SIGNATURE, "qian", number)
    ]


def test_a_task_of_a_later_round_is_no_hand_in_the_first(site: Site) -> None:
    number = signed(site)
    with site.database.writing() as connection:
        connection.insert(
            "tasks",
            case_number=number,
            kind="review",
            role="reviewer",
            state="claimed",
            person="qian",
            opened_at="2026-12-31T00:00:00.000000Z",
        )
    assert faults(site) == []


def test_a_reviewer_of_the_drafting_unit_is_found_now_and_then(site: Site) -> None:
    add_person(site, "zhao", "reviewer")
    number = under_review(site)
    unit = "zhujian,青岚区住房和城乡建设局,drafting_unit"
    past = f"{HEAD},since,until\n{unit},shen,沈审核,reviewer,2026-03-09,2026-03-09\n"
    import_people(site.database, past, "2026-03-20")
    expected = [(SeparationRule.OWN_UNIT, "shen", number)]
    assert [(one.rule, one.person, one.case) for one in faults(site)] == expected
    change(site, "DELETE FROM memberships WHERE person = 'shen'")
    assert faults(site) == []
    change(site, "UPDATE persons SET unit = 'zhujian' WHERE code = 'shen'")
    assert [(one.rule, one.person, one.case) for one in faults(site)] == expected


def test_who_went_over_after_the_end_did_nothing_wrong(site: Site) -> None:
    number = under_review(site)
    act(site, "lin", number, Move.WITHDRAW, {"reason": "按程序"})
    change(site, "UPDATE persons SET unit = 'zhujian' WHERE code = 'shen'")
    assert faults(site) == []
