"""Something arrived: whom a new task waits for hears of it once, and no move pays for it."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from builders import accepted, add_person, received, under_review
from databases import another, waits_little
from queue_builders import rows, stands_in, told

from models.errors import TryAgain
from models.moves import Move
from review_flows.desk import act
from review_flows.desk.arrivals_told import AT_ONCE, tell_arrivals
from review_flows.outside.site import Site


def arrived(site: Site, share: int = AT_ONCE) -> list[str]:
    """Look, and return who was told of something new."""
    before = len(told(site, "arrived"))
    tell_arrivals(site, share)
    return [person for person, _ in told(site, "arrived")][before:]


def test_whoever_may_take_a_new_task_hears_of_it_once(site: Site) -> None:
    add_person(site, "zhao", "clerk")
    number = received(site)
    assert arrived(site) == ["deng", "zhao"]
    assert arrived(site) == []
    (_, subject), _ = told(site, "arrived")
    assert subject == f"【新到】{number} 形式审查"


def test_the_message_names_the_case_by_number_and_type_alone(site: Site) -> None:
    number = received(site, title="征地补偿办法")
    tell_arrivals(site)
    (notice,) = rows(site, "SELECT text, case_number FROM notices")
    assert notice["case_number"] == number
    assert f"审核件：{number}（行政规范性文件）" in notice["text"]
    assert f"Case: {number} (normative document)" in notice["text"]
    assert "征地" not in notice["text"]


def test_who_is_asked_or_given_a_task_hears_of_it_and_who_may_not_have_it_does_not(
    site: Site,
) -> None:
    add_person(site, "zhao", "reviewer")
    add_person(site, "own", "reviewer", unit="zhujian")
    number = accepted(site)
    assert arrived(site) == ["shen", "zhao"]
    act(site, "deng", number, Move.ASSIGN, {"person": "zhao"})
    assert arrived(site) == ["zhao"]
    act(site, "zhao", number, Move.CLAIM)
    act(site, "zhao", number, Move.CONSULT, {"advisor": "gu", "question": "可行否"})
    assert arrived(site) == ["gu"]
    act(site, "zhao", number, Move.SEND_BACK, {"reason": "材料有误"})
    assert arrived(site) == ["deng"]


def test_who_stands_in_hears_of_what_the_absent_is_given(site: Site) -> None:
    add_person(site, "zhao", "reviewer")
    stands_in(site, "zhao", "shen")
    number = accepted(site)
    act(site, "deng", number, Move.ASSIGN, {"person": "shen"})
    assert arrived(site) == ["shen", "zhao"]


def test_nobody_hears_of_what_is_begun_or_done_already(site: Site) -> None:
    under_review(site)
    assert arrived(site) == []


def test_many_arrivals_are_told_share_by_share(site: Site) -> None:
    numbers = {received(site, title=f"示例办法{n}") for n in range(5)}
    assert arrived(site, share=2) == ["deng"] * 5
    assert {row["case_number"] for row in rows(site, "SELECT case_number FROM notices")} == numbers
    assert arrived(site, share=2) == []


def test_what_nobody_can_be_told_of_holds_up_nothing(site: Site) -> None:
    for n in range(3):
        received(site, title=f"示例办法{n}")
    with site.database.writing() as connection:
        connection.run("DELETE FROM person_roles WHERE role = 'clerk'")
    assert arrived(site, share=1) == arrived(site, share=1) == []


def test_a_task_that_becomes_visible_late_is_told_nevertheless(site: Site) -> None:
    if not site.database.postgresql:
        pytest.skip("SQLite's writers take turns, so numbers become visible in their order")
    first = received(site)
    other = another(site.database)
    with other.writing() as slow:
        slow.insert(
            "tasks",
            case_number=first,
            kind="review",
            role="reviewer",
            state="open",
            opened_at="2026-03-09T02:00:00.000000Z",
        )
        received(site, title="示例办法二")
        assert arrived(site) == ["deng", "deng"]
    other.close()
    assert arrived(site) == ["shen"]
    assert arrived(site) == []


def test_two_looks_at_once_tell_nobody_twice(site: Site) -> None:
    for n in range(5):
        received(site, title=f"示例办法{n}")

    def look(_: int) -> int:
        try:
            return tell_arrivals(site)
        finally:
            site.database.close()

    with ThreadPoolExecutor(4) as threads:
        assert sum(threads.map(look, range(4))) == 5
    assert len(told(site, "arrived")) == 5


def test_a_look_at_nothing_new_writes_nothing(site: Site) -> None:
    received(site)
    tell_arrivals(site)
    other = another(site.database)
    waits_little(site.database)
    with other.writing() as connection:
        connection.run("UPDATE watermarks SET reached = reached")
        assert tell_arrivals(site) == 0
        with pytest.raises(TryAgain), site.database.writing() as own:
            own.run("UPDATE watermarks SET reached = reached")
    other.close()
