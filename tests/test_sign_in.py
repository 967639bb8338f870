"""Signing in: who may, what is said to whom, and what becomes of many attempts."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from account_builders import (
    ANOTHER,
    DESK,
    ELSEWHERE,
    KEEPER,
    PASSWORD,
    later,
    noted,
    under,
    with_password,
)
from builders import add_person

from models.account_policy import PolicyName
from models.errors import SignInRefused
from review_flows.desk.accounts import Caller, session_of, sign_in
from review_flows.outside.accounts import hashing
from review_flows.outside.site import Site

WRONG = "no such password here"


def refused(site: Site, name: str, password: str, caller: Caller = DESK) -> str:
    """What is said to somebody who may not."""
    with pytest.raises(SignInRefused) as told:
        sign_in(site, name, password, caller)
    return told.value.message


def test_who_gives_the_right_password_has_a_session_of_his_own(site: Site) -> None:
    first = with_password(site, "shen")
    second = sign_in(site, "shen", PASSWORD, ELSEWHERE)
    assert second.person == "shen" and not second.must_change
    assert second.token != first.token
    session = session_of(site, second.token)
    assert session is not None and session.person.code == "shen"


def test_a_wrong_password_an_unknown_name_and_no_account_are_answered_alike(site: Site) -> None:
    with_password(site, "shen")
    told = {refused(site, name, WRONG) for name in ("shen", "nobody", "qian")}
    assert len(told) == 1
    whys = [line["why"] for line in noted(site, "sign_in_failed")]
    assert whys == ["wrong_password", "unknown_name", "no_account"]


def test_what_was_typed_as_a_name_that_nobody_bears_is_not_kept(site: Site) -> None:
    """People type their password into the field of the name."""
    with_password(site, "shen")
    refused(site, PASSWORD, "shen")
    assert PASSWORD not in str(noted(site))
    with site.database.reading() as connection:
        rows = connection.rows("SELECT * FROM sign_in_failures")
        assert PASSWORD not in str(rows)


def test_as_much_is_hashed_for_an_unknown_name_as_for_a_known_one(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_password(site, "shen")
    hashing.is_password(None, WRONG)
    done: list[str] = []

    class Counting:
        """The same hasher, that says which hash it looks at."""

        def verify(self, stored: str, password: str) -> bool:
            done.append(stored.rsplit("$", 2)[0])
            return real.verify(stored, password)

    real = hashing._HASHER
    monkeypatch.setattr(hashing, "_HASHER", Counting())
    for name in ("shen", "nobody", "qian"):
        refused(site, name, WRONG)
    assert done == ["$argon2id$v=19$m=19456,t=2,p=1"] * 3


def test_after_five_failures_even_the_right_password_waits_half_an_hour(site: Site) -> None:
    with_password(site, "shen")
    for _ in range(5):
        refused(site, "shen", WRONG)
    assert "Too many attempts" in refused(site, "shen", PASSWORD)
    assert "Too many attempts" in refused(site, "shen", PASSWORD, ELSEWHERE)
    later(site, minutes=29)
    assert "Too many attempts" in refused(site, "shen", PASSWORD)
    later(site, minutes=2)
    assert sign_in(site, "shen", PASSWORD, DESK).person == "shen"
    assert len(noted(site, "sign_in_paused")) == 1


def test_a_name_that_nobody_bears_is_paused_like_any_other(site: Site) -> None:
    with_password(site, "shen")
    for _ in range(5):
        refused(site, "nobody", WRONG)
    assert "Too many attempts" in refused(site, "nobody", WRONG, ELSEWHERE)


def test_a_success_takes_back_the_failures_of_the_name_only(site: Site) -> None:
    with_password(site, "shen")
    for _ in range(4):
        refused(site, "shen", WRONG)
    sign_in(site, "shen", PASSWORD, DESK)
    for _ in range(4):
        refused(site, "shen", WRONG)
    assert sign_in(site, "shen", PASSWORD, DESK)


def test_an_address_that_tries_many_names_is_paused_and_others_are_not(site: Site) -> None:
    with_password(site, "shen")
    for number in range(20):
        refused(site, f"name{number}", WRONG, ELSEWHERE)
    assert "Too many attempts" in refused(site, "shen", PASSWORD, ELSEWHERE)
    assert sign_in(site, "shen", PASSWORD, DESK)


def test_signing_in_oneself_does_not_take_back_the_failures_of_the_address(site: Site) -> None:
    """Else who has an account could try those of others for ever."""
    with_password(site, "shen")
    for number in range(19):
        refused(site, f"name{number}", WRONG, ELSEWHERE)
        if number % 5 == 0:
            sign_in(site, "shen", PASSWORD, ELSEWHERE)
    refused(site, "name20", WRONG, ELSEWHERE)
    assert "Too many attempts" in refused(site, "shen", PASSWORD, ELSEWHERE)


def test_of_thirty_attempts_at_once_no_more_than_five_are_looked_at(site: Site) -> None:
    with_password(site, "shen")

    def attempt(_: int) -> str:
        try:
            return refused(site, "shen", WRONG)
        finally:
            site.database.close()  # that of this thread

    with ThreadPoolExecutor(8) as pool:
        told = list(pool.map(attempt, range(30)))
    assert sum("wrong" in one for one in told) == 5
    assert sum("Too many" in one for one in told) == 25


def test_who_has_left_cannot_sign_in(site: Site) -> None:
    with_password(site, "shen")
    with site.database.writing() as connection:
        connection.run("UPDATE persons SET active = :no WHERE code = 'shen'", no=False)
    assert "wrong" in refused(site, "shen", PASSWORD)


def test_a_fourth_session_ends_the_oldest(site: Site) -> None:
    first = with_password(site, "shen")
    others = [sign_in(site, "shen", PASSWORD, DESK) for _ in range(3)]
    assert session_of(site, first.token) is None
    assert all(session_of(site, one.token) for one in others)
    assert [line["why"] for line in noted(site, "session_ended")] == ["too_many"]


def test_what_no_database_can_hold_is_a_wrong_password_and_no_crash(site: Site) -> None:
    with_password(site, "shen")
    for name, password in (("a\x00b", WRONG), ("shen", "\ud800"), ("shen", "a\x00"), ("", "")):
        refused(site, name, password, Caller("\x00" * 500, "\ud800" * 900))


def test_a_hash_of_weaker_days_is_made_anew_at_the_next_sign_in(site: Site) -> None:
    from argon2 import PasswordHasher

    with_password(site, "shen")
    weak = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1).hash(PASSWORD)
    with site.database.writing() as connection:
        connection.run("UPDATE accounts SET password = :weak WHERE person = 'shen'", weak=weak)
    sign_in(site, "shen", PASSWORD, DESK)
    with site.database.reading() as connection:
        stored = connection.value("SELECT password FROM accounts WHERE person = 'shen'")
    assert stored.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert sign_in(site, "shen", PASSWORD, DESK)


def test_after_ninety_days_a_password_opens_nothing_but_its_own_change(site: Site) -> None:
    with_password(site, "shen")
    later(site, days=89)
    assert not sign_in(site, "shen", PASSWORD, DESK).must_change
    later(site, days=2)
    late = sign_in(site, "shen", PASSWORD, DESK)
    session = session_of(site, late.token)
    assert late.must_change and session is not None and session.must_change


def test_under_asvs_a_password_does_not_grow_old(site: Site) -> None:
    under(site, PolicyName.ASVS)
    with_password(site, "shen")
    later(site, days=2000)
    assert not sign_in(site, "shen", PASSWORD, DESK).must_change


def test_nobody_can_sign_in_where_nobody_has_set_a_password(site: Site) -> None:
    """No account comes with the program."""
    add_person(site, KEEPER, "system_admin")
    with site.database.reading() as connection:
        assert connection.rows("SELECT person FROM accounts") == []
    for name in ("admin", "root", "system", KEEPER):
        for password in ("", "admin", KEEPER, ANOTHER):
            assert "wrong" in refused(site, name, password, Caller(f"10.1.0.{len(password)}"))
