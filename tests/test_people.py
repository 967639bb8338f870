"""People from a file: every error at once, all or nothing, and renewed when read again."""

import pytest
from builders import sample_office
from cli_running import run
from databases import content

from models.errors import BadInput
from models.person import Membership, Person, Role
from review_flows.outside import persons
from review_flows.outside.people import import_people, mail_addresses
from review_flows.outside.site import Site

HEAD = "unit,unit_name,unit_kind,person,person_name,roles"


EVER = (Membership("sifaju", "0001-01-01"),)  # nobody said since when


def find(site: Site, code: str) -> Person | None:
    """A person as the desk finds him."""
    with site.database.reading() as connection:
        return persons.find_person(connection, code)


def test_units_and_persons_are_counted_and_found(site: Site) -> None:
    units, persons = import_people(site.database, sample_office())
    assert (units, persons) == (8, 9)
    assert find(site, "shen") == Person(
        "shen", "沈审核", "sifaju", frozenset({Role.REVIEWER}), EVER
    )


def test_a_file_read_twice_changes_nothing(site: Site) -> None:
    before = content(site.database)
    import_people(site.database, sample_office())
    assert content(site.database) == before


def test_a_person_gets_the_roles_of_the_last_file_and_loses_the_others(site: Site) -> None:
    line = "sifaju,青岚区司法局,review_office,shen,沈主任,chief auditor"
    import_people(site.database, f"{HEAD}\n{line}\n")
    assert find(site, "shen") == Person(
        "shen", "沈主任", "sifaju", frozenset({Role.CHIEF, Role.AUDITOR}), EVER
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
        "sifaju,青岚区司法局,review,zhao,,reviewr",
        "sifaju,青岚区司法局,review_office,system,系统,system",
    )
    with pytest.raises(BadInput) as refused:
        import_people(site.database, "\n".join([HEAD, *lines]))
    message = refused.value.message
    for said in (
        "line 3: unit_kind drafting. Did you mean drafting_unit",
        "line 4: unit and unit_name are needed",
        "line 5: unit_kind review. Did you mean review_office",
        "line 5: person_name is needed",
        "line 5: role reviewr. Did you mean reviewer",
        "line 6: “system” is the name of the flows",
        "line 6: role system",
    ):
        assert said in message
    assert "line 2:" not in message
    assert content(site.database) == before


def test_nobody_can_be_given_the_role_of_the_flows(site: Site) -> None:
    with pytest.raises(BadInput, match="role system"):
        import_people(site.database, f"{HEAD}\nsifaju,青岚区司法局,review_office,zhao,赵,system\n")


@pytest.mark.parametrize("text", ["", "unit,unit_name\n", "姓名\n沈\n"])
def test_a_file_without_the_columns_says_which_are_lacking(site: Site, text: str) -> None:
    with pytest.raises(BadInput, match=r"lacks the columns .*person_name"):
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


def test_who_is_no_longer_active_is_not_found_until_a_file_says_so(site: Site) -> None:
    import_people(site.database, f"{HEAD},active\n{SHEN},no\n")
    assert find(site, "shen") is None
    for unchanged in (f"{HEAD}\n{SHEN}\n", f"{HEAD},active\n{SHEN},\n"):
        import_people(site.database, unchanged)
        assert find(site, "shen") is None
    import_people(site.database, f"{HEAD},active\n{SHEN},是\n")
    assert find(site, "shen") is not None


def test_a_file_without_roles_leaves_them(site: Site) -> None:
    head = HEAD.removesuffix(",roles")
    import_people(site.database, f"{head}\nsifaju,青岚区司法局,review_office,shen,沈新\n")
    assert find(site, "shen") == Person("shen", "沈新", "sifaju", frozenset({Role.REVIEWER}), EVER)


def test_a_slip_in_the_head_is_no_column_left_out(site: Site) -> None:
    head = HEAD.replace("roles", "role")
    with pytest.raises(BadInput, match=r"role\. Did you mean roles"):
        import_people(site.database, f"{head}\n{SHEN}\n")


def test_lines_of_one_thing_agree(site: Site) -> None:
    lines = f"{SHEN}\n{SHEN} chief\nsifaju,司法局,review_office,zhao,赵,"
    with pytest.raises(BadInput) as refused:
        import_people(site.database, f"{HEAD}\n{lines}\n")
    assert "line 3: roles is another one than in line 2" in refused.value.message
    assert "line 4: unit_name is another one than in line 3" in refused.value.message


def test_lines_are_counted_as_an_editor_does(site: Site) -> None:
    lines = '\nsifaju,青岚区司法局,review_office,zhao,"赵\n审核",\nsifaju,青岚区司法局,x,qi,齐,'
    with pytest.raises(BadInput, match="line 5: unit_kind x"):
        import_people(site.database, f"{HEAD}\n{lines}\n")


@pytest.mark.parametrize("code", ["a b", "a\u3000b", '"a\nb"'])
def test_a_code_holds_no_blank(site: Site, code: str) -> None:
    with pytest.raises(BadInput, match="holds a blank"):
        import_people(site.database, f"{HEAD}\nsifaju,青岚区司法局,review_office,{code},赵,\n")


def memberships(site: Site, code: str) -> list[tuple[str, str, str | None]]:
    """Where a person belonged, and when."""
    person = find(site, code)
    assert person is not None
    return [(one.unit, one.since, one.until) for one in person.memberships]


UNITS = {
    "sifaju": "sifaju,青岚区司法局,review_office",
    "shenji": "shenji,青岚区审计局,drafting_unit",
    "zhujian": "zhujian,青岚区住房和城乡建设局,drafting_unit",
}


def move(
    site: Site, unit: str, since: str = "", until: str = "", today: str = "2026-03-09"
) -> None:
    """Import one line of shen in a unit."""
    line = f"{UNITS[unit]},shen,沈审核,reviewer,{since},{until}"
    import_people(site.database, f"{HEAD},since,until\n{line}\n", today)


def test_whoever_goes_over_to_a_unit_leaves_the_other_the_day_before(site: Site) -> None:
    move(site, "shenji")
    assert memberships(site, "shen") == [
        ("sifaju", "0001-01-01", "2026-03-08"),
        ("shenji", "2026-03-09", None),
    ]
    move(site, "sifaju", "2026/3/20", today="2026-04-01")
    assert memberships(site, "shen")[1:] == [
        ("shenji", "2026-03-09", "2026-03-19"),
        ("sifaju", "2026-03-20", None),
    ]
    before = content(site.database)
    move(site, "sifaju", today="2026-05-01")
    assert content(site.database) == before


def test_whoever_comes_and_goes_on_one_day_belonged_there_on_it(site: Site) -> None:
    move(site, "shenji")
    move(site, "zhujian")
    person = find(site, "shen")
    assert person is not None and person.unit == "zhujian"
    assert person.belonged_to("shenji", "2026-03-09")
    assert not person.belonged_to("shenji", "2026-03-10")


def test_a_past_membership_is_entered_without_moving_anybody(site: Site) -> None:
    move(site, "zhujian", "2020-01-01", "2023年12月31日")
    person = find(site, "shen")
    assert person is not None and person.belonged_to("zhujian", "2023-12-31")
    assert not person.belonged_to("zhujian", "2024-01-01")
    assert memberships(site, "shen")[0] == ("sifaju", "0001-01-01", None)


def test_a_last_day_that_was_entered_can_be_taken_back(site: Site) -> None:
    move(site, "sifaju", until="2026-12-31")
    assert memberships(site, "shen") == [("sifaju", "0001-01-01", "2026-12-31")]
    move(site, "sifaju")
    assert memberships(site, "shen") == [("sifaju", "0001-01-01", None)]


@pytest.mark.parametrize(
    ("since", "until", "said"),
    [
        ("2026-02-30", "", "since 2026-02-30 is no day"),
        ("März", "", "since März is no day"),
        ("2026-03-10", "", "since 2026-03-10 is yet to come"),
        ("2026-03-01", "2026-02-01", "until 2026-02-01 lies before since 2026-03-01"),
    ],
)
def test_days_that_cannot_be_are_errors_of_their_line(
    site: Site, since: str, until: str, said: str
) -> None:
    before = content(site.database)
    with pytest.raises(BadInput, match=f"line 2: {said}"):
        move(site, "shenji", since, until)
    assert content(site.database) == before


def test_nobody_leaves_a_unit_before_he_came(site: Site) -> None:
    move(site, "shenji")
    with pytest.raises(BadInput, match="lies before 2026-03-09, when the membership in shenji"):
        move(site, "zhujian", "2026-03-01")


def test_two_present_units_need_a_last_day(site: Site) -> None:
    lines = "\n".join(f"{UNITS[unit]},wu,吴,drafter" for unit in ("shenji", "zhujian"))
    with pytest.raises(BadInput, match="line 3: two lines name a present unit"):
        import_people(site.database, f"{HEAD}\n{lines}\n")


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
    assert find(site, "shen") == Person(
        "shen", "沈审核", "sifaju", frozenset({Role.REVIEWER}), EVER
    )


def test_the_list_of_people_shows_their_addresses(site: Site) -> None:
    shown = run(site, "people", "list").stdout.splitlines()
    assert shown[0].endswith("\tmail")
    assert any(line.endswith("\tshen@qinglan.example") for line in shown)
    assert '"mail": "shen@qinglan.example"' in run(site, "people", "list", "--json").stdout
