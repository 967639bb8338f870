"""Passwords: what is taken under which policy, and how one is changed."""

import pytest
from account_builders import (
    ANOTHER,
    DESK,
    KEEPER,
    PASSWORD,
    noted,
    under,
    with_password,
)

from models.account_policy import (
    ASVS,
    DENGBAO,
    LEAST_LOG_DAYS,
    POLICIES,
    AccountPolicy,
    PolicyFigure,
    PolicyName,
)
from models.common_passwords import WORDS, is_common
from models.errors import PasswordRefused, SignInRefused, UnknownCode
from models.password import PasswordFault, password_faults
from review_flows.desk.accounts import change_password, make_link, sign_in, use_link
from review_flows.outside.settings import policy_named
from review_flows.outside.site import Site

CONTEXT = ("shen", "沈审核", "青岚区司法局", "青岚", "review-flows")
OF_ITS_OWN = ("Kx7-vogel.Nacht", "Vb9#kQ2mTz71", "青山不老绿水长流2026Aa", "tiger-Lampe-84-fenster")


@pytest.mark.parametrize("policy", POLICIES.values(), ids=lambda one: one.code)
def test_every_number_of_a_policy_has_its_source(policy: AccountPolicy) -> None:
    assert set(policy.figures) == set(PolicyFigure)
    assert all(one.source for one in policy.figures.values())
    assert policy.of(PolicyFigure.LOG_DAYS) >= LEAST_LOG_DAYS


def test_a_number_that_is_only_assumed_is_never_called_verified() -> None:
    for policy in POLICIES.values():
        for one in policy.figures.values():
            assert not (one.verified and "assumed" in one.source)


def test_a_setting_chooses_a_whole_policy_and_nothing_else() -> None:
    assert policy_named("") is PolicyName.DENGBAO
    assert policy_named(" ASVS ") is PolicyName.ASVS
    with pytest.raises(UnknownCode, match=r"denbao.*dengbao"):
        policy_named("denbao")


@pytest.mark.parametrize("password", OF_ITS_OWN)
def test_a_password_of_its_own_is_taken_under_both(password: str) -> None:
    assert password_faults(DENGBAO, password, CONTEXT) == ()
    assert password_faults(ASVS, password, CONTEXT) == ()


def test_the_two_policies_contradict_one_another_where_their_standards_do() -> None:
    plain = "wolkenbruch und seegras"
    assert password_faults(ASVS, plain) == ()
    assert password_faults(DENGBAO, plain) == (PasswordFault.TOO_FEW_CLASSES,)
    assert PasswordFault.TOO_SHORT in password_faults(DENGBAO, "Kx7-vogel.N")
    assert password_faults(ASVS, "kx7vogel") == ()
    assert PasswordFault.TOO_SHORT in password_faults(ASVS, "kx7voge")


@pytest.mark.parametrize(
    "password",
    [
        "Password@123456",
        "P@ssw0rd2026!",
        "Admin@123456",
        "Qwer1234!@#$",
        "1qaz@WSX3edc",
        "woaini5201314A!",
        "Huawei12#$5678",
        "Beijing2008!!!",
        "Zhang20260309!",
        "aaaaaaaaaaaA1!",
        "Abcdefgh1234!",
        "Wang13812345678!",
        "ＰＡＳＳＷＯＲＤ１２３４５６a!",
    ],
)
def test_what_everybody_thinks_of_is_refused(password: str) -> None:
    assert PasswordFault.COMMON in password_faults(DENGBAO, password)


def test_the_rule_covers_more_than_three_thousand_passwords_that_keep_to_the_policy() -> None:
    """Words by the endings that are seen most; no measured list is shipped (tests/asvs.toml)."""
    endings = ("@123456", "@12345678", "!2024", "#2025", "2026!", "123!@#", "@666888", "@5201314")
    made = [word.capitalize() + ending for word in WORDS for ending in endings]
    kept_to = [
        one
        for one in made
        if not {PasswordFault.TOO_SHORT, PasswordFault.TOO_FEW_CLASSES}
        & set(password_faults(ASVS, one))
    ]
    assert all(is_common(one) for one in made)
    assert len(set(kept_to)) > 1000


@pytest.mark.parametrize(
    "password", ["沈审核-shen-12A", "Review-Flows.shen9", "青岚区司法局@Shen1"]
)
def test_the_name_of_person_office_and_program_make_no_password(password: str) -> None:
    assert PasswordFault.NAMES_THE_CONTEXT in password_faults(DENGBAO, password, CONTEXT)


def test_a_long_password_may_hold_a_name() -> None:
    assert password_faults(DENGBAO, "Kx7-vogel.Nacht mit shen", CONTEXT) == ()


def test_two_hundred_characters_are_taken_and_three_hundred_are_not() -> None:
    long = "Kx7-vogel.Nacht " * 13
    assert password_faults(ASVS, long) == ()
    assert password_faults(ASVS, long * 2) == (PasswordFault.TOO_LONG,)


def test_half_of_a_character_is_told_and_does_not_crash() -> None:
    for bad in ("Kx7-vogel.Nacht\ud800", "Kx7-vogel.Nacht\x00"):
        assert password_faults(DENGBAO, bad) == (PasswordFault.UNWRITABLE,)


def test_a_password_is_held_exactly_as_it_was_given(site: Site) -> None:
    exact = " Kx7-vögel.Nacht " + "x" * 100
    with_password(site, "shen", exact)
    for other in (exact.strip(), exact.lower(), exact[:72], exact + " "):
        with pytest.raises(SignInRefused):
            sign_in(site, "shen", other, DESK)
    assert sign_in(site, "shen", exact, DESK)


def test_a_change_asks_for_the_present_password(site: Site) -> None:
    token = with_password(site, "shen").token
    with pytest.raises(SignInRefused, match="present password"):
        change_password(site, token, "no such password", ANOTHER, DESK)
    changed = change_password(site, token, PASSWORD, ANOTHER, DESK)
    assert changed.person == "shen" and not changed.must_change
    assert sign_in(site, "shen", ANOTHER, DESK)
    with pytest.raises(SignInRefused):
        sign_in(site, "shen", PASSWORD, DESK)


def test_who_tries_present_passwords_in_a_session_is_paused_too(site: Site) -> None:
    token = with_password(site, "shen").token
    for _ in range(5):
        with pytest.raises(SignInRefused):
            change_password(site, token, "no such password", ANOTHER, DESK)
    with pytest.raises(SignInRefused):
        change_password(site, token, PASSWORD, ANOTHER, DESK)


def test_a_refused_password_names_all_that_is_wrong_and_never_itself(site: Site) -> None:
    token = with_password(site, "shen").token
    with pytest.raises(PasswordRefused) as told:
        change_password(site, token, PASSWORD, "shen123", DESK)
    assert "fewer than 12" in told.value.message and "fewer than 3 of" in told.value.message
    assert {"too_short", "too_few_classes", "names_the_context"} <= set(told.value.faults)
    assert "shen123" not in told.value.message and "shen123" not in str(noted(site))


def test_the_last_five_are_not_taken_again_and_the_sixth_is(site: Site) -> None:
    last = with_password(site, "shen")
    words = ["Rot9+leiter_Meer", "Blau8.stein-Wald", "Gelb7_korn+Mond", "Grau6-kelch.Eis"]
    words += ["Lila5+segel_Dorf"]
    present = PASSWORD
    for word in words:
        with pytest.raises(PasswordRefused, match="last 5"):
            change_password(site, last.token, present, PASSWORD, DESK)
        last = change_password(site, last.token, present, word, DESK)
        present = word
    assert change_password(site, last.token, present, PASSWORD, DESK)


def test_under_asvs_nothing_is_remembered_of_former_ones(site: Site) -> None:
    under(site, PolicyName.ASVS)
    token = with_password(site, "shen").token
    change_password(site, token, PASSWORD, PASSWORD, DESK)
    with site.database.reading() as connection:
        assert connection.value("SELECT former FROM accounts WHERE person = 'shen'") == "[]"


def test_a_link_is_no_way_round_the_policy_and_keeps_after_a_refusal(site: Site) -> None:
    with_password(site, "shen")
    link = make_link(site, KEEPER, "shen")
    for refused in ("shen123", PASSWORD):
        with pytest.raises(PasswordRefused):
            use_link(site, link.token, refused, DESK)
    assert use_link(site, link.token, ANOTHER, DESK)
