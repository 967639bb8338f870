"""The channels, each against a real receiver: what arrives, what is refused, what never leaks."""

import logging
import time
from dataclasses import replace
from pathlib import Path

import pytest
from builders import environment
from hypothesis import given
from hypothesis import strategies as st
from post_office import (
    PASSWORD,
    Hook,
    MailBox,
    certificate,
    mail_server,
    webhook_server,
)

from models.errors import UnknownCode
from models.notice import Channel, stable_id
from review_flows.outside.channels import open_door
from review_flows.outside.channels.file import Files, safe_name
from review_flows.outside.channels.mail import Mail
from review_flows.outside.channels.parcel import Door, NotDelivered, Parcel
from review_flows.outside.channels.webhook import Webhook
from review_flows.outside.settings import Settings, channels_named, told_secrets, without_secrets

PARCEL = Parcel(
    key="remind.2026-0001.review.2026-03-30.2026-03-27.shen",
    case_number="2026-0001",
    person="shen",
    person_name="沈审核",
    mail="shen@qinglan.example",
    subject="【催办】2026-0001 审核 2026-03-30届满",
    text="催办：请及时办理。\n审核件：2026-0001\n",
    made_at="2026-03-26T16:30:00.000000Z",  # already the 27th in Shanghai
    channel=Channel.MAIL,
    attempts=0,
)
LOGIN = f"office:{PASSWORD.replace('/', '%2F')}@"


def refusal(door: Door, parcel: Parcel = PARCEL) -> NotDelivered:
    """Why a message does not arrive."""
    with pytest.raises(NotDelivered) as refused:
        door.send(parcel)
    assert PASSWORD not in refused.value.message
    assert "127.0.0.1" not in refused.value.message
    return refused.value


def test_a_mail_arrives_with_the_same_id_each_time() -> None:
    with mail_server(MailBox()) as box:
        for _ in range(2):
            Mail(box.url()).send(PARCEL)

    first, second = box.mails
    assert box.recipients == ["shen@qinglan.example"] * 2
    assert first["Subject"] == PARCEL.subject
    assert first["From"] == "office@qinglan.example"
    assert first.get_payload(decode=True) == PARCEL.text.encode()
    assert first["Message-ID"] == second["Message-ID"] == f"<{stable_id(PARCEL.key)}@review-flows>"
    assert first["Date"] == "Thu, 26 Mar 2026 16:30:00 +0000"
    assert first["Auto-Submitted"] == "auto-generated"


def test_a_mail_goes_encrypted_and_with_the_password(tmp_path: Path) -> None:
    path, tls = certificate(tmp_path)
    with mail_server(MailBox(tls=tls)) as box, environment({"SSL_CERT_FILE": str(path)}):
        Mail(box.url(login=LOGIN, starttls=1)).send(PARCEL)
    assert (len(box.mails), box.was_encrypted) == (1, True)


def test_a_server_that_nobody_vouches_for_gets_neither_mail_nor_password(tmp_path: Path) -> None:
    _, tls = certificate(tmp_path)
    with mail_server(MailBox(tls=tls)) as box:
        why = refusal(Mail(box.url(login=LOGIN, starttls=1)))
    assert "certificate verify failed" in why.message
    assert (why.away, why.for_good, box.mails, box.was_encrypted) == (True, False, [], False)


def test_a_password_is_not_sent_in_the_clear_unless_somebody_says_so() -> None:
    with mail_server(MailBox()) as box:
        why = refusal(Mail(box.url(login=LOGIN).removesuffix("&starttls=0")))
        assert "STARTTLS" in why.message
        Mail(box.url(login=LOGIN, starttls=0)).send(PARCEL)
    assert len(box.mails) == 1


def test_a_refused_password_shows_nowhere_even_if_the_server_repeats_it() -> None:
    with mail_server(MailBox(answers={"MAIL": f"451 try {PASSWORD} again"})) as box:
        wrong = refusal(Mail(box.url(login=LOGIN.replace("4711", "4712"))))
        repeated = refusal(Mail(box.url(login=LOGIN)))
    assert "refused the user or the password (535)" in wrong.message
    assert "4712" not in wrong.message
    assert "451" in repeated.message and "***" in repeated.message


def test_a_person_without_an_address_is_a_dead_letter_that_says_so() -> None:
    why = refusal(Mail("smtp://nobody.invalid?from=a@b"), replace(PARCEL, mail=None))
    assert why.for_good and "shen has no mail address" in why.message


@pytest.mark.parametrize(
    ("answers", "for_good"),
    [
        ({"RCPT": "550 no such user"}, True),
        ({"RCPT": "450 mailbox is busy"}, False),
        ({"END": "554 looks like spam"}, True),
        ({"END": "452 disk is full"}, False),
    ],
)
def test_what_a_server_refuses_for_good_is_not_tried_again(
    answers: dict[str, str], for_good: bool
) -> None:
    with mail_server(MailBox(answers=answers)) as box:
        why = refusal(Mail(box.url()))
    assert (why.for_good, why.away) == (for_good, False)
    assert next(iter(answers.values())) in why.message


@pytest.mark.parametrize("answers", [{"EHLO": "421 closing", "HELO": "421 closing"}])
def test_a_server_that_takes_no_mail_at_all_is_away(answers: dict[str, str]) -> None:
    with mail_server(MailBox(answers=answers)) as box:
        assert refusal(Mail(box.url())).away


def test_what_the_server_took_stays_taken_however_it_says_goodbye() -> None:
    with mail_server(MailBox(answers={"QUIT": "500 no"})) as box:
        Mail(box.url()).send(PARCEL)
    assert len(box.mails) == 1


def test_nobody_waits_long_for_a_server_of_mail() -> None:
    with mail_server(MailBox(before_greeting=lambda: time.sleep(1.5))) as box:
        why = refusal(Mail(box.url(), timeout=0.2))
    assert why.away and "timed out" in why.message


@pytest.mark.parametrize(
    "url",
    [
        "",
        "mail.example",
        "http://mail.example?from=a@b.example",
        "smtp://?from=a@b.example",
        f"smtp://u:{PASSWORD}@mail.example",
        f"smtp://u:{PASSWORD}@mail.example?from=nobody",
        f"smtp://u:{PASSWORD}@mail.example:ninety?from=a@b.example",
    ],
)
def test_a_setting_of_mail_that_cannot_be_read_says_how_it_reads(url: str) -> None:
    why = refusal(Mail(url))
    assert "REVIEW_FLOWS_SMTP" in why.message and why.away and "4711" not in why.message


def test_no_address_in_a_table_can_add_a_line_to_a_mail() -> None:
    with mail_server(MailBox()) as box:
        why = refusal(Mail(box.url()), replace(PARCEL, mail="a@b.example\r\nBcc: c@d.example"))
    assert not why.for_good and box.mails == []


def test_a_webhook_gets_the_message_as_json_with_a_key_that_stays() -> None:
    with webhook_server(Hook()) as hook:
        for _ in range(2):
            Webhook(hook.url).send(PARCEL)
    assert hook.ids == [stable_id(PARCEL.key)] * 2
    assert hook.posts[0] == {
        "id": stable_id(PARCEL.key),
        "case": "2026-0001",
        "person": "shen",
        "subject": PARCEL.subject,
        "text": PARCEL.text,
        "made_at": PARCEL.made_at,
    }


@pytest.mark.parametrize(
    ("status", "for_good"), [(400, True), (404, False), (429, False), (500, False), (503, False)]
)
def test_a_webhook_that_refuses_says_with_what_number(status: int, for_good: bool) -> None:
    with webhook_server(Hook(status=status)) as hook:
        why = refusal(Webhook(hook.url))
    assert (why.for_good, why.away) == (for_good, False) and f"HTTP {status}" in why.message


def test_a_webhook_is_not_followed_elsewhere() -> None:
    # Followed, the post would become a reading of a page that answers 200: lost, and called sent.
    with webhook_server(Hook(status=302, location="/other")) as hook:
        why = refusal(Webhook(hook.url))
    assert "HTTP 302" in why.message and not why.for_good


def test_a_webhook_that_nobody_serves_is_away_and_its_token_shows_nowhere() -> None:
    with webhook_server(Hook()) as hook:
        url = hook.url
    why = refusal(Webhook(url))
    assert why.away and "token" not in why.message


def test_nobody_waits_long_for_a_webhook() -> None:
    with webhook_server(Hook(delay=1.0)) as hook:
        assert refusal(Webhook(hook.url, timeout=0.2)).away


@pytest.mark.parametrize(
    "url",
    [
        "",
        "hook",
        "http://example.org/hook",
        "file:///etc/passwd",
        "ftp://example.org",
        "http://[::",
    ],
)
def test_a_webhook_goes_by_https_or_stays_on_this_machine(url: str) -> None:
    why = refusal(Webhook(url))
    assert "REVIEW_FLOWS_WEBHOOK" in why.message and why.away


def test_a_file_lies_in_the_folder_of_its_person_and_is_written_once(tmp_path: Path) -> None:
    for _ in range(2):
        Files(tmp_path).send(PARCEL)
    (path,) = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert path.relative_to(tmp_path) == Path(f"notices/shen/2026-03-27_{PARCEL.key}.txt")
    assert path.read_text("utf-8") == f"{PARCEL.subject}\n\n{PARCEL.text}"


def test_a_file_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "notices").write_text("not a folder")
    assert refusal(Files(tmp_path)).away
    assert [path.name for path in tmp_path.iterdir()] == ["notices"]


@given(st.text(min_size=1))
def test_no_code_leads_out_of_its_folder(code: str) -> None:
    name = safe_name(code)
    assert name not in (".", "..") and "/" not in name and "\0" not in name
    assert len(name.encode()) <= 200
    assert name == code or name.endswith(stable_id(code)[:8])


def test_the_console_says_one_line_on_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    open_door(Channel.CONSOLE, a_setting()).send(PARCEL)
    told = capsys.readouterr()
    assert (told.out, told.err) == ("", f"shen: {PARCEL.subject}\n")


def a_setting(**more: str) -> Settings:
    """Settings of a site that is never opened."""
    return Settings(Path("/nowhere"), "sqlite:///x", "national_2018", "青岚", **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("channel", Channel)
def test_every_channel_has_a_door(channel: Channel) -> None:
    assert callable(open_door(channel, a_setting()).send)


def test_the_channels_of_a_setting_are_read_and_an_unknown_one_is_refused() -> None:
    assert channels_named("mail, FILE ,mail") == (Channel.MAIL, Channel.FILE)
    with pytest.raises(UnknownCode, match="Did you mean mail"):
        channels_named("file,mial")


def test_no_secret_stands_in_what_settings_show(caplog: pytest.LogCaptureFixture) -> None:
    settings = a_setting(
        smtp=f"smtp://office:{PASSWORD}@mail.example:25?from=a@b.example",
        webhook=f"https://hook.example/{PASSWORD}?key={PASSWORD}",
    )
    with caplog.at_level(logging.INFO):
        logging.getLogger("review_flows").info("%s", settings)
    shown = dict(told_secrets(settings))
    assert PASSWORD not in f"{settings!r} {shown} {caplog.text}"
    assert shown["REVIEW_FLOWS_WEBHOOK"] == "https://hook.example"
    assert without_secrets("https://u:p@h.example:8443/x?y#z") == "https://h.example:8443"
    assert without_secrets("http://[::") == without_secrets("nothing") == "?"
