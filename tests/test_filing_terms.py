"""Who owes an answer by when: read from the messages, kept in an index, watched on both sides."""

import json
import random
from datetime import date, timedelta
from pathlib import Path

import pytest
from builders import a_site, add_person, deliver, issued, published, today_is
from calendar_builders import invented_2027
from cli_running import run
from clock_builders import CALENDAR
from databases import case_in
from exchange_builders import (
    BOTH,
    CONGRESS,
    OWN,
    SUPERIOR,
    UPPER,
    A,
    R,
    S,
    answer,
    brought_to,
    delivered,
    go,
    hand_over,
    publish,
    reply,
    track,
)
from ledger_builders import row_of

from models.case import CaseState, MatterType
from models.errors import Conflict, RuleSetInvalid
from models.filing import ANSWERS, CLOSED, REPLIES, Direction, FilingAnswer, FilingState
from models.filing_rules import AnswerTerms, Recipient
from models.filing_terms import ExchangeDays, FilingMessage, days_of
from models.issuance import MakerKind
from models.ledger_remark import LedgerRemark
from models.moves import Move
from models.notice import about_word
from models.period import DayUnit
from models.queue import Urgency
from models.rule_merge import merged_rules
from models.rule_reading import read_rule_set
from models.rule_set import RuleSet
from models.rule_tree import RuleFile
from models.sourced import SourcedPeriod
from review_flows.desk import act
from review_flows.desk.calendar_change import apply_change, plan_change
from review_flows.outside import exchanges, issuances, records
from review_flows.outside.exchange_lines import RECIPIENTS, track_lines
from review_flows.outside.feed import deadlines
from review_flows.outside.last_days import sweep
from review_flows.outside.sight import EVERY_CASE
from review_flows.outside.site import Site
from review_flows.rule_sets import rule_set, rule_set_codes, shipped_file

NORMATIVE = MatterType.NORMATIVE_DOCUMENT
FRIDAY = date(2026, 3, 27)


def a_term(days: int, unit: DayUnit = DayUnit.CALENDAR) -> SourcedPeriod:
    return SourcedPeriod(days=days, unit=unit, source="assumed: 测试", verified=False)


TERMS = AnswerTerms(
    register_in=a_term(5, DayUnit.WORKING),
    review_in=a_term(60),
    answer_in=a_term(20),
    supplement_in=a_term(10),
    explain_in=a_term(3, DayUnit.WORKING),
    correct_in=a_term(30),
)


def out(number: int, kind: str, delivered_on: date | None = FRIDAY) -> FilingMessage:
    return FilingMessage(number, Direction.OUT, kind, FRIDAY, delivered_on)


def letter(number: int, kind: FilingAnswer, reply_by: date | None = None) -> FilingMessage:
    return FilingMessage(number, Direction.IN, str(kind), FRIDAY, reply_by=reply_by)


FIRST = out(1, "filing")


@pytest.mark.parametrize(
    ("state", "messages", "owed"),
    [
        (S.DUE, [out(1, "filing", None)], ExchangeDays()),
        (S.DELIVERED, [FIRST], ExchangeDays(answer_by=date(2026, 4, 3))),
        (S.INFORMED, [FIRST], ExchangeDays()),
        (
            S.SUPPLEMENT_DUE,
            [FIRST, letter(2, A.SUPPLEMENT_REQUIRED)],
            ExchangeDays(reply_by=date(2026, 4, 7)),  # ten days end on the festival's Monday
        ),
        (
            S.SUPPLEMENT_DUE,
            [FIRST, letter(2, A.SUPPLEMENT_REQUIRED, date(2026, 4, 5))],
            ExchangeDays(reply_by=date(2026, 4, 5)),  # their own day stands as it is written
        ),
        (
            S.DELIVERED,
            [FIRST, letter(2, A.SUPPLEMENT_REQUIRED), out(3, "supplement", None)],
            ExchangeDays(reply_by=date(2026, 4, 7)),  # owed until it is there
        ),
        (
            S.DELIVERED,
            [FIRST, letter(2, A.SUPPLEMENT_REQUIRED), out(3, "supplement")],
            ExchangeDays(answer_by=date(2026, 4, 3)),
        ),
        (
            S.REGISTERED,
            [FIRST, letter(2, A.SUPPLEMENT_REQUIRED), letter(3, A.REGISTERED)],
            ExchangeDays(answer_by=date(2026, 5, 26)),
        ),
        (
            S.EXPLANATION_DUE,
            [FIRST, letter(2, A.REGISTERED), letter(3, A.INQUIRY)],
            ExchangeDays(reply_by=date(2026, 4, 1)),
        ),
        (
            S.REPLIED,
            [FIRST, letter(2, A.REGISTERED), letter(3, A.INQUIRY), out(4, "explanation")],
            ExchangeDays(answer_by=date(2026, 4, 16)),
        ),
        (
            S.CORRECTION_DUE,
            [FIRST, letter(2, A.REGISTERED), letter(3, A.REVIEW_OPINION)],
            ExchangeDays(reply_by=date(2026, 4, 27)),
        ),
        (S.PASSED, [FIRST, letter(2, A.REGISTERED), letter(3, A.PASSED)], ExchangeDays()),
        (S.REVOKED, [FIRST, letter(2, A.INQUIRY), letter(3, A.REVOCATION_DECIDED)], ExchangeDays()),
    ],
)
def test_who_owes_what_by_when(
    state: FilingState, messages: list[FilingMessage], owed: ExchangeDays
) -> None:
    assert days_of(state, messages, TERMS, CALENDAR) == owed


def test_where_nobody_set_a_term_nothing_is_due() -> None:
    for messages in ([FIRST], [FIRST, letter(2, A.INQUIRY)]):
        for state in S:
            assert days_of(state, messages, AnswerTerms(), CALENDAR) == ExchangeDays()


def read_days(site: Site, number: str, recipient: str) -> ExchangeDays:
    """What the messages say, by the rules of the case, today."""
    with site.database.reading() as connection:
        case = records.find_case(connection, number)
        assert case is not None
        rules = site.rules.of_case(connection, case).rules_for(case.matter_type)
        rule = rules.filing_with(recipient)
        found = exchanges.in_order(exchanges.of_track(connection, number, recipient))
    assert rule is not None
    return days_of(S(track(site, number, recipient)["state"]), found, rule.terms, site.calendar)


def index_equals_reading(site: Site, number: str) -> None:
    for recipient in BOTH:
        row = track(site, number, recipient)
        stored = ExchangeDays(exchanges.day(row["reply_by"]), exchanges.day(row["answer_by"]))
        assert stored == read_days(site, number, recipient)
        with site.database.reading() as connection:
            due = connection.value(
                "SELECT due_on FROM tasks WHERE case_number = :n AND recipient = :r "
                "AND state IN ('open', 'assigned', 'claimed')",
                n=number,
                r=recipient,
            )
        assert due in (None, row["reply_by"])


@pytest.mark.parametrize("seed", [1, 2])
def test_after_every_message_of_any_exchange_the_index_equals_the_reading(
    site: Site, seed: int
) -> None:
    chance, number, made = random.Random(seed), delivered(site), 0
    day = FRIDAY
    for _ in range(40):
        day += timedelta(chance.choice((0, 0, 1, 5, 20)))
        today_is(site, day)
        recipient = chance.choice(BOTH)
        state = S(track(site, number, recipient)["state"])
        waiting = undelivered(site, number, recipient)
        if waiting:
            hand_over(site, number, waiting, recipient)
        elif state in REPLIES and chance.random() < 0.7:
            reply(site, number, chance.choice(list(REPLIES[state])), recipient)
        elif state not in CLOSED:
            answers = [one for one in ANSWERS[state] if ANSWERS[state][one] not in CLOSED]
            named = {"reply_by": str(day + timedelta(9))} if chance.random() < 0.3 else {}
            kind = chance.choice(answers)
            asks = ANSWERS[state][kind] in REPLIES
            answer(site, number, kind, recipient, **(named if asks else {}))
        made += 1
        index_equals_reading(site, number)
    assert made == 40


def undelivered(site: Site, number: str, recipient: str) -> int:
    with site.database.reading() as connection:
        return int(
            connection.value(
                "SELECT coalesce(max(number), 0) FROM filing_messages WHERE direction = 'out' "
                "AND delivered_on IS NULL AND case_number = :n AND recipient = :r",
                n=number,
                r=recipient,
            )
        )


# The watch.


def owed_on(site: Site, day: date) -> dict[str, list[str]]:
    """What a look on a day finds near or past, with the rungs that are reached."""
    with site.database.reading() as connection:
        look = sweep(connection, site.rules, site.calendar, day, True)
    return {one.last_day.about: [rung.key for rung in one.near.reached] for one in look.owed}


def test_a_reply_that_is_owed_is_watched_like_a_filing_also_when_the_case_has_gone_on(
    site: Site,
) -> None:
    number = delivered(site)
    answer(site, number, A.REGISTERED)
    answer(site, number, A.REGISTERED, CONGRESS)
    answer(site, number, A.INQUIRY, reply_by="2026-04-17")
    assert case_in(site.database, number).state is CaseState.FILED
    assert owed_on(site, date(2026, 4, 13)) == {}
    assert owed_on(site, date(2026, 4, 14)) == {"filing:upper_government": ["3:holder"]}
    late = owed_on(site, date(2026, 4, 20))["filing:upper_government"]
    assert {"-1:chief", "-1:auditor"} <= set(late)
    today_is(site, date(2026, 4, 20))
    reply(site, number, R.EXPLANATION)
    assert owed_on(site, date(2026, 4, 20)) != {}  # owed until it is delivered
    hand_over(site, number, 4)
    assert owed_on(site, date(2026, 4, 20)) == {}


def test_what_the_recipient_owes_is_nobodys_to_hurry_until_it_is_late(site: Site) -> None:
    number = delivered(site, UPPER)
    by = date.fromisoformat(str(track(site, number)["answer_by"]))
    assert by == date(2026, 4, 13)  # fifteen days, which end on a Saturday
    assert "answer:upper_government" not in owed_on(site, by)
    assert owed_on(site, by + timedelta(1))["answer:upper_government"] == ["-1:holder"]


def test_the_filing_clerk_hears_that_a_recipient_is_late_and_is_asked_to_inquire(
    site: Site,
) -> None:
    add_person(site, "bian", "filing_clerk", "zhengfuban")
    number = delivered(site)
    for recipient in BOTH:
        answer(site, number, A.REGISTERED, recipient)
    today_is(site, date(2026, 7, 1))
    form = {"left": -1, "to": "holder", "due_on": "2026-05-26", "days_left": -25}
    about = {"about": "answer:upper_government"}
    act(site, "system", number, Move.REMIND, {**form, **about})
    with site.database.reading() as connection:
        told = connection.rows("SELECT person, subject, text FROM notices ORDER BY person")
    assert [row["person"] for row in told] == ["bei", "bian"]
    assert told[0]["subject"].startswith(f"【催问】{number} 备案机关答复（上级政府）")
    assert "请向其催问" in told[0]["text"] and "please inquire" in told[0]["text"]


def test_who_has_the_reply_is_reminded_of_it_alone(site: Site) -> None:
    add_person(site, "bian", "filing_clerk", "zhengfuban")
    number = brought_to(site, S.EXPLANATION_DUE)
    act(site, "bian", number, Move.CLAIM, {"task": str(reply_task(site, number))})
    form = {"left": 3, "to": "holder", "due_on": "2026-04-13", "days_left": 3}
    act(site, "system", number, Move.REMIND, {**form, "about": "filing:upper_government"})
    with site.database.reading() as connection:
        assert [row["person"] for row in connection.rows("SELECT person FROM notices")] == ["bian"]


def reply_task(site: Site, number: str) -> int:
    with site.database.reading() as connection:
        tasks = records.open_tasks(connection, number)
    return next(task.id for task in tasks if task.recipient)


def test_the_duty_of_disclosure_is_watched_until_the_publication(site: Site) -> None:
    number = issued(site)
    with site.database.reading() as connection:
        row = issuances.issuance(connection, number)
    assert row is not None
    by = date.fromisoformat(str(row["disclose_by"]))
    assert owed_on(site, by)["publication"] == ["3:holder", "1:holder", "0:chief"]
    assert about_word("publication", "zh") == "公布"
    publish(site, number)
    assert "publication" not in owed_on(site, by)


def test_of_a_document_that_is_repealed_nothing_is_owed(site: Site) -> None:
    number = delivered(site)
    for recipient in BOTH:
        answer(site, number, A.REGISTERED, recipient)
    answer(site, number, A.INQUIRY, reply_by="2026-05-04")
    today_is(site, date(2026, 5, 1))
    act(site, "system", number, Move.TAKE_EFFECT)
    assert "filing:upper_government" in owed_on(site, date(2026, 5, 6))
    act(site, "lin", number, Move.REPEAL, {"reason": "已被取代"})
    assert owed_on(site, date(2026, 9, 1)) == {}


# The calendar.


def moved_by_the_notice(site: Site) -> set[str]:
    """Which terms the invented notice of 2027 moved; afterwards none is left to move."""
    plan = plan_change(site, invented_2027())
    apply_change(site, plan, "qian", "公布2027年放假安排")
    assert plan_change(site, invented_2027()).moves == ()
    return {one.about for one in plan.moves}


def test_a_calendar_moves_what_is_owed_to_a_recipient_but_no_day_that_a_letter_names(
    site: Site,
) -> None:
    number = delivered(site)
    today_is(site, date(2027, 1, 22))
    answer(site, number, A.REGISTERED)
    answer(site, number, A.INQUIRY)  # fifteen days end on 6 February, in the festival
    answer(site, number, A.SUPPLEMENT_REQUIRED, CONGRESS, reply_by="2027-02-08")
    before = track(site, number)["reply_by"]
    assert moved_by_the_notice(site) == {f"filing:{UPPER}"}
    assert track(site, number)["reply_by"] == "2027-02-15" != before
    assert track(site, number, CONGRESS)["reply_by"] == "2027-02-08"
    index_equals_reading(site, number)


def test_a_calendar_moves_what_a_recipient_owes(site: Site) -> None:
    number = delivered(site)
    today_is(site, date(2027, 1, 22))
    go(site, number, (A.SUPPLEMENT_REQUIRED, R.SUPPLEMENT, 3))
    assert moved_by_the_notice(site) == {f"answer:{UPPER}"}
    assert track(site, number)["answer_by"] == "2027-02-15"
    index_equals_reading(site, number)


def test_a_calendar_moves_the_day_of_disclosure_with_its_task(site: Site) -> None:
    number = issued(site)
    with site.database.writing() as connection:  # twenty working days that reach the festival
        connection.update("issuances", "case_number = :n", n=number, issued_on="2027-01-18")
    assert moved_by_the_notice(site) == {"publication"}
    with site.database.reading() as connection:
        row = issuances.issuance(connection, number)
        (task,) = records.open_tasks(connection, number)
    assert row is not None
    assert task.due_on == row["disclose_by"] == "2027-02-20"  # a Saturday that is worked


# The rule sets.


EXPECTED = {
    MakerKind.GOVERNMENT: ({UPPER, CONGRESS}, set()),
    MakerKind.DEPARTMENT: ({OWN}, set()),
    MakerKind.VERTICAL_BODY: ({SUPERIOR}, {OWN}),
}


@pytest.mark.parametrize("code", rule_set_codes())
@pytest.mark.parametrize("maker", MakerKind)
def test_every_rule_set_says_where_each_kind_of_maker_files(code: str, maker: MakerKind) -> None:
    rules = rule_set(code).rules_for(NORMATIVE).filed_by(maker)
    files = {str(one.recipient) for one in rules if maker in one.makers}
    assert (files, {str(one.recipient) for one in rules if maker in one.informs}) == EXPECTED[maker]


def test_the_list_knows_the_recipients_of_the_rule_sets() -> None:
    assert set(map(str, RECIPIENTS)) == set(map(str, Recipient))


def local(text: str) -> RuleSet:
    head = 'code = "local"\nname = "某地"\nsince = 2026-01-01\nextends = "national_2018"\n'

    def shelf(code: str) -> RuleFile:
        return RuleFile("local.toml", head + text) if code == "local" else shipped_file(code)

    return read_rule_set(merged_rules("local", shelf), "local")


A_RULE = (
    "[[matter_types.normative_document.filing]]\n"
    'source = "assumed: x"\nverified = false\nmaterials = ["text"]\n'
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('recipient = "superior_depart"\n', r"local.toml:9: .*Did you mean superior_department"),
        (
            'recipient = "own_government"\nmakers = ["departments"]\n',
            r"local.toml:10: .*department",
        ),
        (
            'recipient = "own_government"\nmakers = ["department"]\ninforms = ["department"]\n',
            r"local.toml:11: .*department: a maker files or informs",
        ),
        (
            'recipient = "own_government"\nterms = { supplement_in = { days = 0, unit = "working",'
            ' source = "x", verified = false } }\n',
            r"terms.supplement_in.days",
        ),
        (
            'recipient = "own_government"\nterms = { suplement_in = { days = 3 } }\n',
            "Did you mean supplement_in",
        ),
    ],
)
def test_a_rule_of_filing_that_cannot_be_is_told_by_its_place(text: str, said: str) -> None:
    with pytest.raises(RuleSetInvalid, match=said):
        local(A_RULE + text)


def test_no_shipped_term_of_an_exchange_stands_without_its_source() -> None:
    for code in rule_set_codes():
        values = [one for one in rule_set(code).values() if ".terms." in one.name]
        assert values and all(one.value.source for one in values)
        assert not any(one.value.verified for one in values), "none was read for these documents"


# The ledger and the calendar of a person.


def test_the_ledger_says_who_is_late_and_keeps_saying_that_a_package_was(site: Site) -> None:
    late = published(site, title="迟报")
    assert remarks(site, late, date(2026, 4, 13)) == set()
    assert remarks(site, late, date(2026, 4, 14)) == {LedgerRemark.FILED_LATE}
    today_is(site, date(2026, 4, 20))
    for recipient in BOTH:
        deliver(site, late, recipient)
    assert remarks(site, late, date(2026, 4, 21)) == {LedgerRemark.FILED_LATE}
    answer(site, late, A.REGISTERED)
    answer(site, late, A.INQUIRY, reply_by="2026-04-24")
    found = remarks(site, late, date(2026, 5, 5))
    assert found == {
        LedgerRemark.FILED_LATE,
        LedgerRemark.REPLY_OVERDUE,
        LedgerRemark.ANSWER_OVERDUE,
    }


@pytest.mark.parametrize(
    ("delivered_on", "late"), [(date(2026, 4, 24), False), (date(2026, 4, 25), True)]
)
def test_the_ledger_keeps_saying_that_a_reply_came_after_the_day_of_the_letter(
    site: Site, delivered_on: date, late: bool
) -> None:
    number = delivered(site)
    answer(site, number, A.SUPPLEMENT_REQUIRED, reply_by="2026-04-24")
    reply(site, number, R.SUPPLEMENT)
    today_is(site, delivered_on)
    hand_over(site, number, 3)
    answer(site, number, A.REGISTERED)

    found = remarks(site, number, delivered_on) & {
        LedgerRemark.REPLY_LATE,
        LedgerRemark.REPLY_OVERDUE,
    }
    assert found == ({LedgerRemark.REPLY_LATE} if late else set())
    # A ledger of an earlier day knows of no reply yet.
    assert LedgerRemark.REPLY_LATE not in remarks(site, number, date(2026, 4, 20))


def test_a_reply_without_a_day_in_the_letter_is_late_by_the_rules(site: Site) -> None:
    number = delivered(site)
    answer(site, number, A.SUPPLEMENT_REQUIRED)
    due = date.fromisoformat(track(site, number)["reply_by"])
    reply(site, number, R.SUPPLEMENT)
    today_is(site, due + timedelta(days=1))
    hand_over(site, number, 3)

    assert LedgerRemark.REPLY_LATE in remarks(site, number, due + timedelta(days=1))


def remarks(site: Site, number: str, day: date) -> set[LedgerRemark]:
    return set(row_of(site, number, day).remarks)


def test_two_replies_of_one_case_are_two_days_in_the_calendar(site: Site) -> None:
    number = brought_to(site, S.SUPPLEMENT_DUE)
    answer(site, number, A.SUPPLEMENT_REQUIRED, CONGRESS)
    with site.database.reading() as connection:
        found = {one.uid: one.word for one in deadlines(connection, site, played=True)}
    assert found[f"{number}.reply_to_recipient.{UPPER}@review-flows"].endswith("（上级政府）")
    assert found[f"{number}.reply_to_recipient.{CONGRESS}@review-flows"].endswith("人大常委会）")


# The command line.


def a_seen_site(tmp_path: Path) -> tuple[Site, str]:
    site = a_site(tmp_path)
    number = brought_to(site, S.SUPPLEMENT_DUE)
    return site, number


def test_the_list_of_filings_shows_both_sides_and_those_with_one_recipient(
    tmp_path: Path,
) -> None:
    site, number = a_seen_site(tmp_path)
    lines = [json.loads(line) for line in run(site, "filing", "list", "--json").stdout.splitlines()]
    assert [(line["case_number"], line["recipient"], line["owed_by"]) for line in lines] == [
        (number, UPPER, "2026-04-13"),
        (number, CONGRESS, None),
    ]
    one = run(site, "filing", "list", "--recipient", UPPER)
    assert "2026-04-13 " in one.stdout and one.stdout.count(number) == 1
    wrong = run(site, "filing", "list", "--recipient", "upper_goverment")
    assert wrong.exit_code == 2 and "upper_government" in wrong.stderr


def test_the_list_tells_who_is_late_on_either_side(site: Site) -> None:
    number = brought_to(site, S.SUPPLEMENT_DUE)
    late = {"2026-04-07": set[str](), "2026-04-08": {CONGRESS}, "2026-04-14": {UPPER, CONGRESS}}
    with site.database.reading() as connection:
        for day, recipients in late.items():
            lines = track_lines(connection, site.calendar, day, EVERY_CASE, case=number)
            assert {line.recipient for line in lines if line.overdue} == recipients
            assert lines[0].owed is (Urgency.OVERDUE if UPPER in recipients else Urgency.DUE_LATER)


def test_the_page_of_an_exchange_shows_every_message_and_the_next_command(tmp_path: Path) -> None:
    site, number = a_seen_site(tmp_path)
    shown = run(site, "filing", "show", number, "--as", "bei")
    assert shown.exit_code == 0, shown.stderr
    assert "请补充起草说明" in shown.stdout and "2026-04-13 " in shown.stdout
    assert "assumed: 参照" in shown.stdout  # nobody has verified the term
    asked = f"act {number} reply_to_recipient --field recipient={UPPER}"
    assert asked in shown.stderr
    page = json.loads(run(site, "filing", "show", number, "--json").stdout)
    first = page["tracks"][0]
    assert [one["kind"] for one in first["messages"]] == ["filing", "supplement_required"]
    chinese = run(site, "filing", "show", number, "--lang", "zh").stdout
    assert "首次报备" in chinese and "暂缓登记" in chinese


def test_what_a_letter_says_is_not_for_who_may_not_read_documents(tmp_path: Path) -> None:
    site, number = a_seen_site(tmp_path)
    for person, reads in (("lin", True), ("du", False)):
        shown = run(site, "filing", "show", number, "--as", person)
        assert ("请补充起草说明" in shown.stdout) is reads, shown.stderr
    hidden = run(site, "filing", "show", number, "--as", "gu")
    assert hidden.exit_code == 4


def test_a_case_that_is_filed_with_nobody_says_so(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    shown = run(site, "filing", "show", issued(site))
    assert shown.exit_code == 0 and "No such filings" in shown.stderr


def test_a_stale_answer_is_refused_like_any_other_move(site: Site) -> None:
    number = delivered(site)
    version = case_in(site.database, number).version
    go(site, number, (A.REGISTERED,))
    form = {"recipient": CONGRESS, "answer": "returned", "said_on": "2026-03-27"}
    with pytest.raises(Conflict, match="moved on"):
        act(site, "bei", number, Move.RECORD_ANSWER, form, version=version)
