"""One-time links: the first administrator's, and how everybody else comes to a password."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from account_builders import (
    ANOTHER,
    DESK,
    KEEPER,
    PASSWORD,
    WATCHER,
    later,
    noted,
    the_keeper,
    with_administrators,
    with_password,
)

from models.errors import Conflict, NotAllowed, NotFound, SignInRefused
from review_flows.desk.accounts import (
    first_administrator,
    make_link,
    session_of,
    sign_in,
    use_link,
)
from review_flows.outside.site import Site


def test_the_first_administrator_comes_in_by_a_link_and_nobody_after_him(site: Site) -> None:
    with_administrators(site)
    lost = first_administrator(site, KEEPER)
    link = first_administrator(site, KEEPER)
    with pytest.raises(SignInRefused):
        use_link(site, lost.token, PASSWORD, DESK)
    begun = use_link(site, link.token, PASSWORD, DESK)
    assert session_of(site, begun.token) is not None
    with pytest.raises(Conflict, match="people link"):
        first_administrator(site, KEEPER)


def test_the_first_account_is_that_of_who_keeps_accounts(site: Site) -> None:
    with_administrators(site)
    for other in ("qian", WATCHER, "an"):
        with pytest.raises(NotAllowed, match="system_admin"):
            first_administrator(site, other)
    with pytest.raises(NotFound):
        first_administrator(site, "admin")


def test_a_link_is_good_once(site: Site) -> None:
    the_keeper(site)
    link = make_link(site, KEEPER, "shen")
    use_link(site, link.token, PASSWORD, DESK)
    with pytest.raises(SignInRefused, match="was used"):
        use_link(site, link.token, ANOTHER, DESK)
    assert len(noted(site, "link_refused")) == 1


def test_of_two_who_use_a_link_at_once_one_comes_in(site: Site) -> None:
    the_keeper(site)
    link = make_link(site, KEEPER, "shen")

    def use(password: str) -> str:
        try:
            return use_link(site, link.token, password, DESK).person
        except SignInRefused:
            return "refused"
        finally:
            site.database.close()  # that of this thread

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(use, (PASSWORD, ANOTHER))) == ["refused", "shen"]


def test_a_link_is_good_for_a_day_and_void_when_there_is_a_newer_one(site: Site) -> None:
    the_keeper(site)
    first, second = (make_link(site, KEEPER, "shen") for _ in range(2))
    with pytest.raises(SignInRefused):
        use_link(site, first.token, PASSWORD, DESK)
    later(site, hours=25)
    with pytest.raises(SignInRefused, match="too old"):
        use_link(site, second.token, PASSWORD, DESK)


def test_only_the_system_administrator_makes_links_and_never_his_own(site: Site) -> None:
    the_keeper(site)
    for actor in ("qian", WATCHER, "an"):
        with pytest.raises(NotAllowed, match="system_admin"):
            make_link(site, actor, "shen")
    with pytest.raises(NotAllowed, match="for himself"):
        make_link(site, KEEPER, KEEPER)
    assert len(noted(site, "permission_refused")) == 4


def test_who_forgot_his_password_keeps_it_until_the_link_is_used(site: Site) -> None:
    before = with_password(site, "shen")
    link = make_link(site, KEEPER, "shen")
    assert sign_in(site, "shen", PASSWORD, DESK)
    use_link(site, link.token, ANOTHER, DESK)
    assert session_of(site, before.token) is None
    with pytest.raises(SignInRefused):
        sign_in(site, "shen", PASSWORD, DESK)


def test_a_link_opens_again_for_who_was_locked_out(site: Site) -> None:
    with_password(site, "shen")
    for _ in range(5):
        with pytest.raises(SignInRefused):
            sign_in(site, "shen", "no such password", DESK)
    link = make_link(site, KEEPER, "shen")
    use_link(site, link.token, ANOTHER, DESK)
    assert sign_in(site, "shen", ANOTHER, DESK)


def test_a_link_of_who_has_left_is_none(site: Site) -> None:
    the_keeper(site)
    link = make_link(site, KEEPER, "shen")
    with site.database.writing() as connection:
        connection.run("UPDATE persons SET active = :no WHERE code = 'shen'", no=False)
    with pytest.raises(SignInRefused):
        use_link(site, link.token, PASSWORD, DESK)


def test_who_made_which_link_for_whom_is_noted_without_the_token(site: Site) -> None:
    the_keeper(site)
    link = make_link(site, KEEPER, "shen")
    *_, made = noted(site, "link_made")
    assert (made["by"], made["person"]) == (KEEPER, "shen")
    assert link.token not in str(noted(site))
