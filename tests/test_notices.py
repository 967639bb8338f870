"""Messages: what they say, whom they reach, and that each arrives or is seen not to."""

import threading
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from builders import (
    accepted,
    add_person,
    consulted,
    environment,
    proposed,
    published,
    received,
    today_is,
    under_review,
)
from cli_running import run
from databases import entries
from inbox_builders import rows
from post_office import Hook, MailBox, mail_server, webhook_server
from typer.testing import Result

from models.case import MatterType
from models.moves import Move
from models.notice import (
    MOST_ATTEMPTS,
    Channel,
    Message,
    ReminderFacts,
    pause_after,
    reminder_message,
)
from models.person import Role
from models.reminder import Reminded
from review_flows.desk import act
from review_flows.outside.delivery import Delivered, deliver
from review_flows.outside.notices import (
    NoticeLine,
    dead_letters,
    notice_lines,
    notify,
    parcels_due,
    roles_nobody_holds,
    take,
)
from review_flows.outside.site import Site
from review_flows.outside.wall_clock import SimulatedClock, utc_text

FACTS = ReminderFacts(
    number="2026-0042",
    matter_type=MatterType.NORMATIVE_DOCUMENT,
    about="review",
    to=Reminded.HOLDER,
    due_on=date(2026, 3, 30),
    today=date(2026, 3, 25),
    days_left=3,
    provisional=False,
)
TITLE = "青岚区绝密征收办法"


def test_a_reminder_says_what_is_due_when_and_what_to_run() -> None:
    message = reminder_message(FACTS)
    assert message.subject == "【催办】2026-0042 审核 2026-03-30届满，剩余3个工作日"
    chinese, english = message.text.split("\n\n")
    assert chinese.splitlines() == [
        "催办：请及时办理。",
        "审核件：2026-0042（行政规范性文件）",
        "事项：审核",
        "届满日：2026-03-30",
        "时间：剩余3个工作日",
        "查看：review-flows show 2026-0042",
    ]
    assert "Case: 2026-0042 (normative document)" in english


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"to": Reminded.CHIEF}, "【督办】"),
        ({"to": Reminded.AUDITOR}, "【督办】"),
        ({"provisional": True}, "剩余3个工作日（暂定）"),
        ({"today": date(2026, 3, 30), "days_left": 0}, "今日届满"),
        (
            {"today": date(2026, 3, 28), "due_on": date(2026, 3, 29), "days_left": 0},
            "剩余0个工作日",
        ),
        ({"today": date(2026, 4, 1), "days_left": -2}, "已逾期2个工作日"),
        ({"due_on": date(2026, 3, 27), "today": date(2026, 3, 28), "days_left": 0}, "，已逾期"),
        ({"about": "filing:upper_government"}, "备案（上级政府）"),
        ({"about": "advice:gu"}, "法律顾问意见"),
    ],
)
def test_a_reminder_says_how_it_stands(changes: dict[str, object], said: str) -> None:
    message = reminder_message(replace(FACTS, **changes))  # type: ignore[arg-type]
    assert said in message.subject


def remind(site: Site, number: str, to: str, *, about: str = "review", **more: object) -> None:
    """Record a rung, as the watch does."""
    form = {"about": about, "left": 1, "to": to, "due_on": "2026-03-30", "days_left": 1, **more}
    act(site, "system", number, Move.REMIND, form)


def told(site: Site) -> list[str]:
    """Who has a message, once for each."""
    with site.database.reading() as connection:
        return sorted(line.person for line in notice_lines(connection))


def test_no_message_holds_a_title_or_a_word_of_a_document(site: Site) -> None:
    remind(site, accepted(site, title=TITLE), "holder")
    (row,) = rows(site, "SELECT subject, text FROM notices")
    assert TITLE not in row["subject"] + row["text"]
    assert "绝密" not in row["subject"] + row["text"]


def test_whoever_took_the_task_is_reminded_alone_and_before_that_all_who_might(site: Site) -> None:
    add_person(site, "zhao", "reviewer")
    add_person(site, "wang", "reviewer", unit="zhujian")  # nobody reviews his own unit's document
    remind(site, accepted(site), "holder")
    assert told(site) == ["shen", "zhao"]

    remind(site, under_review(site), "holder")
    assert told(site) == ["shen", "shen", "zhao"]


def test_who_has_left_is_not_reminded_but_those_who_might_take_over_are(site: Site) -> None:
    add_person(site, "zhao", "reviewer")
    number = under_review(site)
    with site.database.writing() as connection:
        connection.update("persons", "code = :code", code="shen", active=False)
    remind(site, number, "holder")
    assert told(site) == ["zhao"]


def test_who_reviewed_it_does_not_sign_it_and_is_not_asked_to(site: Site) -> None:
    number = proposed(site)
    add_person(site, "shen", "reviewer chief")
    remind(site, number, "holder")
    assert told(site) == ["qian"]


def test_chiefs_hear_of_it_but_not_those_of_the_drafting_unit(site: Site) -> None:
    add_person(site, "wang", "chief", unit="zhujian")
    add_person(site, "li", "chief")
    remind(site, accepted(site), "chief")
    assert told(site) == ["li", "qian"]


def test_auditors_hear_of_it(site: Site) -> None:
    remind(site, accepted(site), "auditor")
    assert told(site) == ["du"]


def test_of_advice_the_advisor_is_reminded_and_of_a_filing_the_filing_clerk(site: Site) -> None:
    remind(site, consulted(site, under_review(site)), "holder", about="advice:gu")
    assert told(site) == ["gu"]
    remind(site, published(site), "holder", about="filing:upper_government")
    assert told(site) == ["bei", "gu"]


def test_a_supplement_is_the_business_of_the_drafting_unit(site: Site) -> None:
    add_person(site, "sun", "drafter", unit="zhengfuban")
    number = received(site)
    form = {"missing": ["fair_competition"], "reason": "涉及经营活动"}
    act(site, "deng", number, Move.REQUEST_SUPPLEMENT, form)
    remind(site, number, "holder")
    assert told(site) == ["lin"]


def test_the_log_proves_whom_a_reminder_told_also_when_nobody_was_there(site: Site) -> None:
    with site.database.writing() as connection:
        connection.run("UPDATE persons SET active = :no WHERE code = 'qian'", no=False)
        assert roles_nobody_holds(connection) == [Role.CHIEF]
    number = accepted(site)
    remind(site, number, "holder")
    remind(site, number, "chief")
    bodies = [entry.body.decode() for entry in entries(site.database, number)][-2:]
    assert '"told":["shen"]' in bodies[0] and '"told":[]' in bodies[1]


def test_what_is_overtaken_is_recorded_and_not_sent(site: Site) -> None:
    number = accepted(site)
    remind(site, number, "holder", overtaken=True)
    assert told(site) == []
    assert len(rows(site, "SELECT rung FROM reminders")) == 1


def test_who_stands_in_two_roles_hears_of_one_last_day_once_a_day(site: Site) -> None:
    add_person(site, "qian", "chief auditor")
    number = accepted(site)
    remind(site, number, "chief", left=-1)
    remind(site, number, "auditor", left=-1)
    assert told(site) == ["du", "qian"]
    today_is(site, date(2026, 3, 31))
    remind(site, number, "chief", left=0)
    assert told(site) == ["du", "qian", "qian"]


A_MESSAGE = Message("标题行", "正文\n")
EVERYWHERE = (Channel.MAIL, Channel.WEBHOOK, Channel.FILE)


def send(site: Site, *persons: str, channels: tuple[Channel, ...] = (Channel.FILE,)) -> int:
    """Make a message to some persons."""
    at = utc_text(site.clock.now())
    with site.database.writing() as connection:
        return notify(connection, persons, A_MESSAGE, "arrived.1", channels=channels, at=at)


def lines(site: Site, *, dead: bool = False) -> list[NoticeLine]:
    with site.database.reading() as connection:
        return notice_lines(connection, dead=dead)


def states(site: Site) -> dict[str, str]:
    """What became of the one message, by channel."""
    return {line.channel: line.state for line in lines(site)}


def sends_to(site: Site, **settings: str) -> Site:
    """The site with settings of where messages go."""
    site.settings = replace(site.settings, **settings)  # type: ignore[arg-type]
    return site


def test_a_message_made_twice_is_one(site: Site) -> None:
    assert (send(site, "shen", "qian"), send(site, "shen", "gu")) == (2, 1)
    assert told(site) == ["gu", "qian", "shen"]


def test_a_message_arrives_through_each_channel_once(site: Site) -> None:
    with mail_server(MailBox()) as box, webhook_server(Hook()) as hook:
        sends_to(site, smtp=box.url(), webhook=hook.url)
        send(site, "shen", channels=EVERYWHERE)
        assert deliver(site) == Delivered(3, 0)
        assert deliver(site) == Delivered(0, 0)
    assert states(site) == {"file": "sent", "mail": "sent", "webhook": "sent"}
    assert box.mails[0]["To"] == "shen@qinglan.example"
    assert hook.posts[0]["subject"] == A_MESSAGE.subject
    folder = site.settings.docs_out / "notices" / "shen"
    assert [path.read_text("utf-8") for path in folder.iterdir()] == ["标题行\n\n正文\n"]


def test_a_slow_channel_does_not_hold_back_the_others(site: Site) -> None:
    hook = Hook()
    # The mail server greets only when the webhook has been called: one after the other, mail
    # before webhook, would wait for ever.
    box = MailBox(before_greeting=lambda: hook.got.wait(5))
    with webhook_server(hook), mail_server(box):
        sends_to(site, smtp=box.url(), webhook=hook.url)
        send(site, "shen", channels=(Channel.MAIL, Channel.WEBHOOK))
        assert deliver(site).sent == 2


def test_while_a_channel_is_away_one_message_tries_it_and_the_others_wait(site: Site) -> None:
    with mail_server(MailBox()) as box:
        sends_to(site, smtp=box.url())
    send(site, "shen", "qian", "gu", channels=(Channel.MAIL,))
    assert deliver(site) == Delivered(0, 1)
    assert sorted(line.attempts for line in lines(site)) == [0, 0, 1]


def test_what_fails_is_tried_again_later_and_later_and_then_is_a_dead_letter(site: Site) -> None:
    with webhook_server(Hook(status=503)) as hook:
        sends_to(site, webhook=hook.url)
        send(site, "shen", channels=(Channel.WEBHOOK,))
        first = site.clock.now()
        tried_after = [
            hours
            for hours in range(72)
            if at(site, first + timedelta(hours=hours, seconds=30)) and deliver(site).failed
        ]
    assert tried_after == [0, 1, 3, 7, 14, 27]
    assert len(hook.posts) == MOST_ATTEMPTS
    assert len(set(hook.ids)) == 1
    (line,) = lines(site, dead=True)
    assert (line.state, line.attempts) == ("dead", MOST_ATTEMPTS)
    assert line.error == "the webhook refused the message: HTTP 503"
    with site.database.reading() as connection:
        assert dead_letters(connection) == 1


def at(site: Site, moment: datetime) -> bool:
    """Let the simulated clock go on to an instant."""
    assert isinstance(site.clock, SimulatedClock)
    site.clock = SimulatedClock(moment)
    return True


def test_each_pause_is_longer_than_the_one_before() -> None:
    pauses = [pause_after(attempts) for attempts in range(1, MOST_ATTEMPTS)]
    assert pauses == sorted(set(pauses)) and pauses[0] < timedelta(hours=1)


def test_a_person_without_an_address_is_a_dead_letter_at_once(site: Site) -> None:
    send(site, "lin", channels=(Channel.MAIL,))
    assert deliver(site) == Delivered(0, 1)
    (line,) = lines(site, dead=True)
    assert line.error is not None and "lin has no mail address" in line.error


def test_two_processes_do_not_deliver_the_same_message(site: Site) -> None:
    send(site, "shen")
    now = site.clock.now()
    with site.database.writing() as connection:
        (parcel,) = parcels_due(connection, now)
        assert take(connection, parcel, now)
        assert not take(connection, parcel, now)
        assert parcels_due(connection, now) == []


def test_a_delivery_that_a_crash_cut_off_is_tried_again_and_ends(site: Site) -> None:
    send(site, "shen")
    tries = 0
    for hours in range(72):
        now = site.clock.now() + timedelta(hours=hours)
        with site.database.writing() as connection:
            tries += sum(take(connection, parcel, now) for parcel in parcels_due(connection, now))
    assert tries == MOST_ATTEMPTS
    (line,) = lines(site, dead=True)
    assert line.error == "the last attempt was cut off; it may have arrived"


def test_many_lookers_at_once_deliver_each_message_once(site: Site) -> None:
    with webhook_server(Hook()) as hook:
        sends_to(site, webhook=hook.url)
        send(site, "shen", "qian", "gu", "du", "bei", channels=(Channel.WEBHOOK,))
        sent: list[int] = []

        def look() -> None:
            sent.append(deliver(site).sent)
            site.database.close()

        threads = [threading.Thread(target=look) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert sum(sent) == len(hook.posts) == len(set(hook.ids)) == 5


def test_a_demonstration_sends_nothing_out_of_the_house(site: Site) -> None:
    site.settings = replace(site.settings, channels=EVERYWHERE)
    assert site.played
    remind(site, accepted(site), "holder")
    assert states(site) == {"file": "waiting"}


def test_the_list_shows_what_did_not_arrive_and_retry_tries_it_again(site: Site) -> None:
    send(site, "lin", channels=(Channel.MAIL,))
    send(site, "shen")
    deliver(site)

    listed = run(site, "notices", "list", "--dead", "--lang", "zh")
    assert listed.stdout.splitlines()[1].split("\t")[2:6] == [
        "林起草",
        "标题行",
        "电子邮件",
        "未能送达",
    ]
    assert "retry" in listed.stderr
    assert run(site, "notices", "retry").exit_code == 1  # still no address

    with mail_server(MailBox()) as box, site.database.writing() as connection:
        connection.update("persons", "code = :code", code="lin", mail="lin@qinglan.example")
    with mail_server(box):
        sends_to(site, smtp=box.url())
        again = run_with(site, "notices", "retry", "arrived.1.lin")
    assert (again.exit_code, len(box.mails)) == (0, 1)
    assert states(site) == {"mail": "sent", "file": "sent"}


def run_with(site: Site, *args: str) -> Result:
    """Run a command where the site's mail server is set."""
    with environment({"REVIEW_FLOWS_SMTP": site.settings.smtp}):
        return run(site, *args)


def test_an_unknown_message_is_not_retried(site: Site) -> None:
    refused = run(site, "notices", "retry", "arrived.2.lin")
    assert refused.exit_code == 4 and "arrived.2.lin" in refused.stderr


def test_people_see_their_own_messages_and_auditors_all(site: Site) -> None:
    send(site, "lin", "shen")
    assert len(run(site, "notices", "list", "--json").stdout.splitlines()) == 2
    assert len(run(site, "notices", "list", "--json", "--as", "du").stdout.splitlines()) == 2
    own = run(site, "notices", "list", "--json", "--as", "lin").stdout
    assert "arrived.1.lin" in own and "shen" not in own
    foreign = run(site, "notices", "list", "--person", "shen", "--as", "lin")
    assert foreign.exit_code == 4
