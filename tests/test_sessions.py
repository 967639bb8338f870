"""Sessions: how long they last, how they end, and what of them lies in the database."""

import pytest
from account_builders import (
    ANOTHER,
    DESK,
    ELSEWHERE,
    KEEPER,
    PASSWORD,
    WATCHER,
    later,
    noted,
    the_keeper,
    with_password,
)
from builders import sample_office

from models.errors import NotAllowed, NotFound, SignInRefused
from models.person import Role
from review_flows.desk.accounts import (
    change_password,
    end_own_session,
    end_sessions,
    own_sessions,
    session_of,
    sign_in,
    sign_out,
)
from review_flows.desk.people_change import change_people
from review_flows.outside.accounts.tokens import is_form_token, kept_as, new_token
from review_flows.outside.people_file import lines_of_csv
from review_flows.outside.site import Site


def test_a_token_is_of_256_bits_and_only_its_hash_is_kept(site: Site) -> None:
    token = with_password(site, "shen").token
    assert len(token) == 43 and len({new_token() for _ in range(1000)}) == 1000
    with site.database.reading() as connection:
        tables = ("sessions", "sign_in_links", "accounts", "security_log")
        rows = [str(connection.rows(f"SELECT * FROM {table}")) for table in tables]
    assert token not in "".join(rows) and PASSWORD not in "".join(rows)
    assert kept_as(token) in rows[0]


def test_a_made_up_token_is_nobody(site: Site) -> None:
    token = with_password(site, "shen").token
    for made_up in ("", "x", token + "x", token[:-1], kept_as(token), "\x00", "\ud800"):
        assert session_of(site, made_up) is None


def test_a_session_ends_after_thirty_minutes_in_which_nothing_was_asked(site: Site) -> None:
    token = with_password(site, "shen").token
    for _ in range(5):
        later(site, minutes=28)
        assert session_of(site, token) is not None
    later(site, minutes=31)
    assert session_of(site, token) is None
    assert session_of(site, token) is None
    assert [line["why"] for line in noted(site, "session_ended")] == ["idle"]


def test_that_of_an_administrator_ends_after_ten(site: Site) -> None:
    token = the_keeper(site).token
    later(site, minutes=9)
    assert session_of(site, token) is not None
    later(site, minutes=11)
    assert session_of(site, token) is None


def test_a_session_ends_eight_hours_after_it_began_however_busy(site: Site) -> None:
    token = with_password(site, "shen").token
    for _ in range(8 * 3):
        later(site, minutes=19)
        assert session_of(site, token) is not None
    later(site, minutes=25)
    assert session_of(site, token) is None
    assert [line["why"] for line in noted(site, "session_ended")] == ["too_old"]


def test_who_signs_out_leaves_nothing_that_opens_again(site: Site) -> None:
    token = with_password(site, "shen").token
    sign_out(site, token)
    sign_out(site, token)
    assert session_of(site, token) is None
    assert [line["why"] for line in noted(site, "session_ended")] == ["signed_out"]


def test_an_administrator_ends_every_session_of_a_person(site: Site) -> None:
    first = with_password(site, "shen")
    second = sign_in(site, "shen", PASSWORD, ELSEWHERE)
    assert end_sessions(site, KEEPER, "shen") == 2
    assert session_of(site, first.token) is session_of(site, second.token) is None
    assert {line["by"] for line in noted(site, "session_ended")} == {KEEPER}
    assert sign_in(site, "shen", PASSWORD, DESK)


def test_nobody_else_ends_the_sessions_of_others(site: Site) -> None:
    token = with_password(site, "shen").token
    for actor in ("qian", WATCHER, "shen"):
        with pytest.raises(NotAllowed, match="system_admin"):
            end_sessions(site, actor, "shen")
    with pytest.raises(NotFound):
        end_sessions(site, KEEPER, "nobody")
    assert session_of(site, token) is not None
    tried = [line["person"] for line in noted(site, "permission_refused")]
    assert tried == ["qian", WATCHER, "shen"]


def test_who_leaves_loses_every_session_at_once(site: Site) -> None:
    token = with_password(site, "shen").token
    head = sample_office().splitlines()[0]
    line = next(one for one in sample_office().splitlines() if ",shen," in one)
    change_people(site, KEEPER, lines_of_csv(f"{head},active\n{line},no\n"))
    with site.database.reading() as connection:
        assert (
            connection.rows("SELECT token FROM sessions WHERE ended_at IS NULL AND person = 'shen'")
            == []
        )
    assert session_of(site, token) is None
    assert [one["why"] for one in noted(site, "session_ended")] == ["person_left"]


def test_who_is_disabled_behind_the_desk_has_no_session_either(site: Site) -> None:
    token = with_password(site, "shen").token
    with site.database.writing() as connection:
        connection.run("UPDATE persons SET active = :no WHERE code = 'shen'", no=False)
    assert session_of(site, token) is None


def test_a_session_has_the_roles_of_this_moment(site: Site) -> None:
    token = with_password(site, "shen").token
    with site.database.writing() as connection:
        connection.run("UPDATE person_roles SET role = 'clerk' WHERE person = 'shen'")
    session = session_of(site, token)
    assert session is not None and session.person.roles == {Role.CLERK}


def test_another_address_is_noted_and_does_not_end_the_session(site: Site) -> None:
    token = with_password(site, "shen").token
    assert session_of(site, token, ELSEWHERE.address) is not None
    assert session_of(site, token, ELSEWHERE.address) is not None
    (moved,) = noted(site, "session_moved")
    assert (moved["before"], moved["address"]) == (DESK.address, ELSEWHERE.address)


def test_one_sees_ones_own_sessions_and_ends_what_is_not_ones_own(site: Site) -> None:
    first = with_password(site, "shen")
    second = sign_in(site, "shen", PASSWORD, ELSEWHERE)
    third = sign_in(site, "shen", PASSWORD, DESK)
    shown = own_sessions(site, third.token)
    assert [one.this for one in shown] == [True, False, False]
    assert [one.address for one in shown] == [DESK.address, ELSEWHERE.address, DESK.address]
    assert end_own_session(site, third.token, shown[1].name) == 1
    assert session_of(site, second.token) is None and session_of(site, first.token) is not None
    assert end_own_session(site, third.token) == 1
    assert session_of(site, first.token) is None and session_of(site, third.token) is not None
    with pytest.raises(SignInRefused, match="has ended"):
        own_sessions(site, first.token)


def test_a_changed_password_ends_every_session_and_begins_a_new_one(site: Site) -> None:
    first = with_password(site, "shen")
    second = sign_in(site, "shen", PASSWORD, ELSEWHERE)
    third = change_password(site, first.token, PASSWORD, ANOTHER, DESK)
    assert session_of(site, first.token) is session_of(site, second.token) is None
    assert session_of(site, third.token) is not None


def test_the_forms_of_a_session_carry_what_only_it_can_make(site: Site) -> None:
    first = with_password(site, "shen")
    second = sign_in(site, "shen", PASSWORD, DESK)
    session = session_of(site, first.token)
    assert session is not None and session.form_token == first.form_token
    assert is_form_token(first.token, first.form_token)
    for other in (second.form_token, "", first.token, first.form_token[:-1], "\ud800"):
        assert not is_form_token(first.token, other)


def test_looking_at_a_session_writes_once_a_minute_only(site: Site) -> None:
    token = with_password(site, "shen").token

    def seen() -> str:
        with site.database.reading() as connection:
            return str(connection.value("SELECT max(seen_at) FROM sessions WHERE person = 'shen'"))

    before = seen()
    for _ in range(20):
        session_of(site, token, DESK.address)
    assert seen() == before
    later(site, minutes=1)
    session_of(site, token, DESK.address)
    assert seen() > before
