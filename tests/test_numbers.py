"""Numbers of documents: reserved, used, void; no gap, no double, and each explained."""

from datetime import date

import pytest
from builders import NOT_NORMATIVE, acceptance, add_person, passed, published, received, today_is
from databases import content
from issuance_builders import (
    SIGNED,
    issuance_of,
    issue,
    numbers_in,
    passed_ones,
    reserve,
    under_rules,
)
from refusals import refused

from models.case import CaseState, MatterType
from models.errors import BadInput, MoveNotPossible
from models.issuance import NumberSeries, NumberState
from models.moves import Move, moves_from
from models.number_pattern import NumberPattern, pattern_problem
from models.number_series import NumberFaultKind, NumberLine, number_faults
from review_flows.desk import act
from review_flows.outside.number_lines import read_series
from review_flows.outside.site import Site

BOTH = ("青岚政规〔2026〕{}号", "青岚规登〔2026〕00{}")
NEW_YEAR = date(2027, 1, 4)


def pair(n: int, state: str, reason: str = "") -> list[tuple[str, str, str]]:
    return [(text.format(n), state, reason) for text in BOTH]


def whole(site: Site) -> bool:
    with site.database.reading() as connection:
        return not read_series(connection).faults


def test_an_issue_without_a_reservation_takes_the_next_numbers(site: Site) -> None:
    first, second = passed_ones(site, ["甲办法", "乙办法"])
    issue(site, second)
    issue(site, first)
    assert issuance_of(site, second)["document_number"] == "青岚政规〔2026〕1号"
    assert issuance_of(site, first)["registration_number"] == "青岚规登〔2026〕002"
    assert sorted(numbers_in(site)) == sorted(pair(1, "used") + pair(2, "used"))
    assert whole(site)


def test_a_reserved_number_is_the_one_that_is_used(site: Site) -> None:
    first, second = passed_ones(site, ["甲办法", "乙办法"])
    reserve(site, first)
    issue(site, second)
    issue(site, first)
    assert issuance_of(site, first)["document_number"] == "青岚政规〔2026〕1号"
    assert issuance_of(site, second)["document_number"] == "青岚政规〔2026〕2号"
    assert {state for _, state, _ in numbers_in(site)} == {"used"}


def test_numbers_are_reserved_once_only(site: Site) -> None:
    number = passed(site)
    reserve(site, number)
    says = "reserved already: 青岚政规〔2026〕1号, 青岚规登〔2026〕001"
    refused(site, number, "yin", Move.RESERVE_NUMBER, {}, MoveNotPossible, says)


def test_a_void_number_stays_with_its_reason_and_is_never_given_again(site: Site) -> None:
    first, second = passed_ones(site, ["甲办法", "乙办法"])
    issue(site, first)
    act(site, "yin", first, Move.VOID_NUMBER, {"reason": "印制有误"})
    issue(site, second)
    issue(site, first)
    expected = pair(1, "void", "印制有误") + pair(2, "used") + pair(3, "used")
    assert sorted(numbers_in(site)) == sorted(expected)
    assert issuance_of(site, first)["document_number"] == "青岚政规〔2026〕3号"
    assert whole(site)


def test_a_case_without_a_living_number_has_none_to_make_void(site: Site) -> None:
    number = passed(site)
    form = {"reason": "误取"}
    refused(site, number, "yin", Move.VOID_NUMBER, form, BadInput, "has no number that is not void")


def test_a_case_that_is_sent_back_leaves_its_numbers_void_with_the_reason(site: Site) -> None:
    number = passed(site)
    reserve(site, number)
    act(site, "yin", number, Move.SEND_BACK, {"to": "cleared", "reason": "会议纪要有误"})
    assert sorted(numbers_in(site)) == sorted(pair(1, "void", "退回上一环节：会议纪要有误"))
    assert whole(site)


def test_a_reservation_of_last_year_is_void_and_the_new_year_begins_with_one(site: Site) -> None:
    number = passed(site)
    reserve(site, number)
    today_is(site, NEW_YEAR)
    issue(site, number, signed_on="2026-12-31")
    why = "为2026年预留，2027年未使用；编号按年度重新编排，自动作废"
    used = [("青岚政规〔2027〕1号", "used", ""), ("青岚规登〔2027〕001", "used", "")]
    assert sorted(numbers_in(site)) == sorted(pair(1, "void", why) + used)
    assert whole(site)


def test_numbers_reserved_last_year_can_be_reserved_anew(site: Site) -> None:
    number = passed(site)
    reserve(site, number)
    today_is(site, NEW_YEAR)
    reserve(site, number)
    assert [state for _, state, _ in numbers_in(site)] == ["void", "reserved"] * 2


def test_a_refused_issue_takes_no_number(site: Site) -> None:
    first, second = passed_ones(site, ["甲办法", "乙办法"])
    form = SIGNED | {"documents": [{"name": "x.docx", "kind": "minutes", "sha256": "0" * 64}]}
    with pytest.raises(BadInput):
        act(site, "yin", first, Move.ISSUE, form)
    with pytest.raises(BadInput, match="signed_on"):
        issue(site, first, signed_on="2026-03-24")
    issue(site, second)
    assert numbers_in(site) == [(BOTH[0].format(1), "used", ""), (BOTH[1].format(1), "used", "")]


class GivenUp(Exception):
    """What a test raises to have a transaction rolled back."""


def test_a_move_that_fails_after_its_numbers_gives_them_back(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = passed(site)
    before = content(site.database, without="events")

    def fails(*given: object) -> None:
        raise GivenUp

    with monkeypatch.context() as broken, pytest.raises(GivenUp):
        broken.setattr("review_flows.desk.writing._write_case", fails)
        issue(site, number)
    assert content(site.database, without="events") == before
    issue(site, number)
    assert sorted(numbers_in(site)) == sorted(pair(1, "used"))


NUMBERING = frozenset({Move.RESERVE_NUMBER, Move.VOID_NUMBER, Move.ISSUE})


@pytest.mark.parametrize("matter", sorted(set(MatterType) - {MatterType.NORMATIVE_DOCUMENT}))
def test_what_is_not_normative_never_gets_a_number(matter: MatterType) -> None:
    assert not any(NUMBERING & set(moves_from(state, matter)) for state in CaseState)


def test_what_is_not_made_never_gets_a_number() -> None:
    normative = MatterType.NORMATIVE_DOCUMENT
    numbered = {state for state in CaseState if NUMBERING & set(moves_from(state, normative))}
    assert numbered == {CaseState.PASSED, CaseState.ISSUED}


@pytest.mark.parametrize("matter", sorted(NOT_NORMATIVE))
def test_a_matter_found_not_normative_at_acceptance_has_no_number_to_take(
    site: Site, matter: MatterType
) -> None:
    number = received(site)
    act(site, "deng", number, Move.ACCEPT, acceptance(matter))
    add_person(site, "zong", "office registrar", unit="zhengfuban")  # who sees it at all
    refused(site, number, "zong", Move.RESERVE_NUMBER, {}, MoveNotPossible, "cannot reserve_number")


A_RULE = (
    '[matter_types.normative_document.{}]\npattern = "{}"\nsource = "assumed: 测试"\n'
    "verified = false\n"
)


@pytest.mark.parametrize(
    ("pattern", "printed"),
    [
        ("HNPR—{year}—{number:05}", "HNPR—2026—00001"),
        ("ZJSP12-{year}-{number:04}", "ZJSP12-2026-0001"),
        ("{organ}规〔{year}〕{number:03}—管{number:03}", "青岚规〔2026〕001—管001"),
    ],
)
def test_numbers_are_printed_as_the_place_has_them(site: Site, pattern: str, printed: str) -> None:
    ours = under_rules(site, A_RULE.format("registration_number", pattern))
    number = passed(ours)
    issue(ours, number)
    assert issuance_of(ours, number)["registration_number"] == printed


@pytest.mark.parametrize(
    ("pattern", "says"),
    [
        ("{organ}规〔{year}〕号", "has no place for {number}"),
        ("规{number}号", "has no place for {year}"),
        ("政规1号", "has no place for {year} and {number}"),
        ("{organ}〔{year}〕{}号", "the place {} is not known"),
        ("{organ}〔{year}〕{serial}号", "the place {serial} is not known"),
        ("{organ.upper}〔{year}〕{number}号", "the place {organ.upper} is not known"),
        ("{organ[0]}〔{year}〕{number}号", "the place {organ[0]} is not known"),
        ("〔{year}〕{number!r}号", "the place {number!r} is converted"),
        ("〔{year}〕{number:{year}}号", "the place {number:{year}} cannot be written so"),
        ("〔{year}〕{number:>9}号", "only {number} takes leading zeros, as {number:03}"),
        ("〔{year:02}〕{number}号", "the place {year:02} cannot be written so"),
        ("〔{year〕{number}号", "braces do not match"),
        ("〔{year}〕\n{number}号", "holds a line break"),
    ],
)
def test_a_pattern_that_cannot_tell_documents_apart_is_refused(pattern: str, says: str) -> None:
    assert says in pattern_problem(pattern)
    with pytest.raises(ValueError):
        NumberPattern(pattern=pattern, source="x", verified=False)


def test_two_series_are_not_written_alike(site: Site) -> None:
    """The same text would come up for two documents."""
    rules = A_RULE.format("registration_number", "{organ}政规〔{year}〕{number}号")
    ours = under_rules(site, rules)
    with pytest.raises(BadInput, match=r"registration_number: is the pattern of document_number"):
        ours.rules.rule_set("our_rules")


def test_a_number_that_stands_on_another_document_is_not_given(site: Site) -> None:
    first, second = passed_ones(site, ["甲办法", "乙办法"])
    issue(site, first)
    with site.database.writing() as connection:
        connection.update(
            "issuances", "case_number = :n", n=first, document_number="青岚政规〔2026〕2号"
        )
    says = f"青岚政规〔2026〕2号 stands on case {first} already"
    refused(site, second, "yin", Move.ISSUE, SIGNED, MoveNotPossible, says)


JOINT = {"makers": ["云中市人民政府", "青岚区人民政府"], "led_elsewhere": True}


def test_a_document_that_another_maker_leads_bears_the_leads_number(site: Site) -> None:
    first, second = passed_ones(site, ["甲办法", "乙办法"])
    reserve(site, first)
    issue(site, first, **JOINT, document_number="云政规〔2026〕7号")
    issue(site, second)
    row = issuance_of(site, first)
    assert (row["document_number"], row["led_elsewhere"]) == ("云政规〔2026〕7号", True)
    assert row["disclose_by"] is None
    assert issuance_of(site, second)["document_number"] == "青岚政规〔2026〕2号"
    (void,) = [one for one in numbers_in(site) if one[1] == "void"]
    assert void[0] == "青岚政规〔2026〕1号" and "云政规〔2026〕7号" in void[2]
    assert whole(site)


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ({"makers": ["甲局"]}, "makers: a joint document has at least two, and only 甲局"),
        ({"makers": ["甲局", "甲局"]}, "makers: 甲局 is named twice"),
        ({"led_elsewhere": True}, "makers: where another maker leads, name all"),
        (JOINT, "document_number: where another maker leads, its number stands on it"),
        ({"document_number": "云政规〔2026〕7号"}, "is allotted from this organ's series"),
        (JOINT | {"document_number": "青岚政规〔2026〕9号"}, "is of this organ's own series"),
    ],
)
def test_makers_of_whom_it_is_not_clear_who_leads_are_refused(
    site: Site, form: dict[str, object], says: str
) -> None:
    refused(site, passed(site), "yin", Move.ISSUE, SIGNED | form, BadInput, says)


def test_joint_makers_are_kept_with_the_lead_first(site: Site) -> None:
    number = passed(site)
    issue(site, number, makers=["青岚区住建局", "青岚区城管局"])
    assert issuance_of(site, number)["makers"] == '["青岚区住建局", "青岚区城管局"]'


def a_line(running: int, state: NumberState = NumberState.USED, **other: object) -> NumberLine:
    given: dict[str, object] = {
        "series": NumberSeries.DOCUMENT_NUMBER,
        "year": 2026,
        "running": running,
        "text": f"{running}号",
        "state": state,
        "case_number": f"2026-{running:04}",
        "case_state": "issued",
        "reserved_at": "2026-03-25T00:00:00.000000Z",
    }
    return NumberLine(**(given | other))  # type: ignore[arg-type]


SERIES = NumberSeries.DOCUMENT_NUMBER
K = NumberFaultKind


@pytest.mark.parametrize(
    ("lines", "last", "borne", "found"),
    [
        ([a_line(1), a_line(2)], 2, (1, 2), []),
        ([a_line(1), a_line(3)], 3, (1, 3), [(K.GAP, 2)]),
        ([a_line(1)], 3, (1,), [(K.GAP, 2), (K.GAP, 3)]),
        ([], 1, (), [(K.GAP, 1)]),
        (
            [a_line(1), a_line(2, text="1号")],
            2,
            (1,),
            [(K.DOUBLE, 1), (K.DOUBLE, 2), (K.NOT_ON_DOCUMENT, 2)],
        ),
        ([a_line(1, NumberState.VOID)], 1, (), [(K.NO_REASON, 1)]),
        ([a_line(1, NumberState.VOID, void_reason="误")], 1, (), []),
        ([a_line(1)], 1, (), [(K.NOT_ON_DOCUMENT, 1)]),
        ([], 0, (1,), [(K.NOT_IN_SERIES, 0)]),
        ([a_line(1, NumberState.RESERVED)], 1, (), [(K.KEPT_IN_VAIN, 1)]),
        ([a_line(1, NumberState.RESERVED, case_state="passed")], 1, (), []),
    ],
)
def test_the_check_of_a_series_finds_what_is_wrong(
    lines: list[NumberLine], last: int, borne: tuple[int, ...], found: list[tuple[K, int]]
) -> None:
    on_documents = {(SERIES, f"2026-{n:04}"): f"{n}号" for n in borne}
    counters = {(SERIES, 2026): last} if last else {}
    faults = [(one.kind, one.running) for one in number_faults(lines, counters, on_documents)]
    assert faults == found


@pytest.mark.parametrize(
    ("harm", "kind"),
    [
        ("DELETE FROM numbers WHERE text = '青岚规登〔2026〕001'", K.GAP),
        ("UPDATE series SET last = last + 1 WHERE name = 'document_number'", K.GAP),
        ("UPDATE issuances SET document_number = '青岚政规〔2026〕9号'", K.NOT_IN_SERIES),
        ("UPDATE numbers SET state = 'void' WHERE series = 'document_number'", K.NO_REASON),
        ("UPDATE numbers SET state = 'reserved' WHERE series = 'document_number'", K.KEPT_IN_VAIN),
    ],
)
def test_a_series_changed_behind_the_moves_is_found(
    site: Site, harm: str, kind: NumberFaultKind
) -> None:
    published(site)
    assert whole(site)
    with site.database.writing() as connection:
        connection.run(harm)
    with site.database.reading() as connection:
        assert kind in {fault.kind for fault in read_series(connection).faults}
