"""People from a file: every error at once, all or nothing, and renewed when read again."""

import pytest
from builders import sample_office
from cli_running import run
from databases import content

from models.errors import BadInput
from models.person import Person, Role
from review_flows.outside import records
from review_flows.outside.people import import_people, mail_addresses
from review_flows.outside.site import Site

HEAD = "unit,unit_name,unit_kind,person,person_name,roles"


def find(site: Site, code: str) -> Person | None:
    """A person as the desk finds him."""
    with site.database.reading() as connection:
        return records.find_person(connection, code)


def test_units_and_persons_are_counted_and_found(site: Site) -> None:
    units, persons = import_people(site.database, sample_office())
    assert (units, persons) == (8, 9)
    assert find(site, "shen") == Person("shen", "沈审核", "sifaju", frozenset({Role.REVIEWER}))


def test_a_file_read_twice_changes_nothing(site: Site) -> None:
    before = content(site.database)
    import_people(site.database, sample_office())
    assert content(site.database) == before


def test_a_person_gets_the_roles_of_the_last_file_and_loses_the_others(site: Site) -> None:
    line = "sifaju,青岚区司法局,review_office,shen,沈主任,chief auditor"
    import_people(site.database, f"{HEAD}\n{line}\n")
    assert find(site, "shen") == Person(
        "shen", "沈主任", "sifaju", frozenset({Role.CHIEF, Role.AUDITOR})
    )


def test_a_file_of_excel_with_its_mark_and_blanks_is_read(site: Site) -> None:
    text = (
        f"\ufeff{HEAD}\r\n sifaju , 青岚区司法局 ,review_office, zhao ,赵审核, reviewer  chief \r\n"
    )
    import_people(site.database, text)
    person = find(site, "zhao")
    assert person is not None
    assert (person.name, person.roles) == ("赵审核", frozenset({Role.REVIEWER, Role.CHIEF}))


def test_every_error_is_listed_with_its_line_and_nothing_is_written(site: Site) -> None:
    before = content(site.database)
    lines = (
        "xinfang,青岚区信访局,drafting_unit,wu,吴,drafter",
        "xinfang,青岚区信访局,drafting,wu,吴,drafter",
        ",,drafting_unit,,,",
        "sifaju,青岚区司法局,review_office,zhao,,reviewr",
        "sifaju,青岚区司法局,review_office,system,系统,system",
    )
    with pytest.raises(BadInput) as refused:
        import_people(site.database, "\n".join([HEAD, *lines]))
    message = refused.value.message
    for said in (
        "line 3: unit_kind drafting. Did you mean drafting_unit",
        "line 4: unit and unit_name are needed",
        "line 5: person_name is needed",
        "line 5: role reviewr. Did you mean reviewer",
        "line 6: “system” is the name of the flows",
        "line 6: role system",
    ):
        assert said in message
    assert "line 2" not in message
    assert content(site.database) == before


def test_nobody_can_be_given_the_role_of_the_flows(site: Site) -> None:
    with pytest.raises(BadInput, match="role system"):
        import_people(site.database, f"{HEAD}\nsifaju,青岚区司法局,review_office,zhao,赵,system\n")


@pytest.mark.parametrize("text", ["", "unit,unit_name\n", "姓名\n沈\n"])
def test_a_file_without_the_columns_says_which_are_lacking(site: Site, text: str) -> None:
    with pytest.raises(BadInput, match=r"lacks the columns .*roles"):
        import_people(site.database, text)


def test_a_short_line_is_an_error_of_that_line(site: Site) -> None:
    with pytest.raises(BadInput, match="line 2: unit_kind"):
        import_people(site.database, f"{HEAD}\nsifaju,青岚区司法局\n")


@pytest.mark.parametrize(
    "lines",
    ["xin,青岚区司法局,drafting_unit,,,", "a,同名局,drafting_unit,,,\nb,同名局,drafting_unit,,,"],
    ids=["a unit of the site", "a unit of the file"],
)
def test_two_units_do_not_bear_one_name(site: Site, lines: str) -> None:
    before = content(site.database)
    with pytest.raises(BadInput, match="bears that name"):
        import_people(site.database, f"{HEAD}\n{lines}\n")
    assert content(site.database) == before


def test_who_is_no_longer_active_is_not_found(site: Site) -> None:
    with site.database.writing() as connection:
        connection.update("persons", "code = :code", code="shen", active=False)
    assert find(site, "shen") is None


def mail_of(site: Site) -> dict[str, str]:
    """Who has which mail address."""
    with site.database.reading() as connection:
        return mail_addresses(connection)


SHEN = "sifaju,青岚区司法局,review_office,shen,沈审核,reviewer"


def test_a_file_may_give_mail_addresses_and_one_without_the_column_leaves_them(site: Site) -> None:
    assert mail_of(site)["shen"] == "shen@qinglan.example" and "lin" not in mail_of(site)
    import_people(site.database, f"{HEAD},mail\n{SHEN}, shen.h+audit@sub.qinglan.example \n")
    assert mail_of(site)["shen"] == "shen.h+audit@sub.qinglan.example"
    import_people(site.database, f"{HEAD}\n{SHEN}\n")
    assert mail_of(site)["shen"] == "shen.h+audit@sub.qinglan.example"
    import_people(site.database, f"{HEAD},mail\n{SHEN},\n")
    assert "shen" not in mail_of(site)


@pytest.mark.parametrize(
    "mail",
    [
        "shen",
        "shen@",
        "@qinglan.example",
        "沈@qinglan.example",
        "a b@qinglan.example",
        "a@b@qinglan.example",
        "Shen <shen@qinglan.example>",
        "shen@qinglan..example",
        f"{'a' * 250}@b.example",
    ],
)
def test_what_is_no_address_is_an_error_of_its_line(site: Site, mail: str) -> None:
    before = content(site.database)
    with pytest.raises(BadInput, match=r"line 2: mail .* is no address"):
        import_people(site.database, f"{HEAD},mail\n{SHEN},{mail}\n")
    assert content(site.database) == before


def test_a_role_given_twice_is_held_once(site: Site) -> None:
    import_people(site.database, f"{HEAD}\n{SHEN} reviewer\n")
    assert find(site, "shen") == Person("shen", "沈审核", "sifaju", frozenset({Role.REVIEWER}))


def test_the_list_of_people_shows_their_addresses(site: Site) -> None:
    shown = run(site, "people", "list").stdout.splitlines()
    assert shown[0].endswith("\tmail")
    assert any(line.endswith("\tshen@qinglan.example") for line in shown)
    assert '"mail": "shen@qinglan.example"' in run(site, "people", "list", "--json").stdout
