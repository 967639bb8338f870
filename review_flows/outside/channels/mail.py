"""A message as mail, through the server that REVIEW_FLOWS_SMTP names."""

import base64
import smtplib
import ssl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from review_flows.outside.channels.parcel import TIMEOUT, NotDelivered, Parcel, told

FORM = "smtp://user:password@host:port?from=office@example.org&starttls=1"
REFUSED_FOR_GOOD = 500  # SMTP replies from here on say that trying again does not help


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail is handed in, and in whose name. Its text is never shown: it has a password."""

    host: str
    port: int
    sender: str
    user: str
    password: str
    wrapped: bool  # smtps://: TLS from the first byte
    starttls: bool

    def secrets(self) -> tuple[str, ...]:
        """Everything by which the password could be read out of an answer."""
        plain = f"\0{self.user}\0{self.password}".encode()
        in_base64 = base64.b64encode(self.password.encode()).decode()
        return (self.password, in_base64, base64.b64encode(plain).decode())


class Mail:
    """Hands messages to a mail server, one connection each."""

    def __init__(self, url: str, timeout: float = TIMEOUT) -> None:
        self._url, self._timeout = url, timeout

    def send(self, parcel: Parcel) -> None:
        """Send one mail. Raises NotDelivered."""
        if not parcel.mail:
            raise NotDelivered(
                f"{parcel.person} has no mail address: give the person one with people import",
                for_good=True,
            )
        server = mail_server(self._url)
        hand_in(server, lambda: _mail(parcel, server.sender), self._timeout)


def hand_in(server: MailServer, compose: Callable[[], EmailMessage], timeout: float) -> None:
    """Hand one mail to the server, over a connection of its own. Raises NotDelivered.

    What `compose` makes of a title or an address may be no mail at all; that shows here, too.
    """
    try:
        _hand_in(server, compose(), timeout)
    except smtplib.SMTPRecipientsRefused as error:
        code, answer = next(iter(error.recipients.values()))
        raise _refused(server, code, answer) from None
    except smtplib.SMTPDataError as error:
        raise _refused(server, error.smtp_code, error.smtp_error) from None
    except smtplib.SMTPAuthenticationError as error:
        why = f"the mail server refused the user or the password ({error.smtp_code})"
        raise NotDelivered(why, away=True) from None
    except (OSError, smtplib.SMTPException, ValueError) as error:
        why = told(f"{type(error).__name__}: {error}", *server.secrets(), server.host)
        raise NotDelivered(f"the mail server does not take mail: {why}", away=True) from None


def mail_server(url: str) -> MailServer:
    """Return what a setting says. Raises NotDelivered, which does not repeat it."""
    if not url:
        raise NotDelivered(f"REVIEW_FLOWS_SMTP is not set; it reads {FORM}", away=True)
    try:
        parts = urlsplit(url)
        options = parse_qs(parts.query, strict_parsing=True)
        server = _server(parts, {name: values[-1] for name, values in options.items()})
    except (ValueError, KeyError):
        raise NotDelivered(
            f"REVIEW_FLOWS_SMTP cannot be read; it reads {FORM}", away=True
        ) from None
    return server


def _server(parts: SplitResult, options: dict[str, str]) -> MailServer:
    wrapped = parts.scheme == "smtps"
    if not parts.hostname or parts.scheme not in ("smtp", "smtps") or "@" not in options["from"]:
        raise ValueError
    return MailServer(
        host=parts.hostname,
        port=parts.port or (465 if wrapped else 587),
        sender=options["from"],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        wrapped=wrapped,
        # A password is not sent in the clear unless somebody says so.
        starttls=not wrapped and options.get("starttls", "1") != "0",
    )


def _hand_in(server: MailServer, mail: EmailMessage, timeout: float) -> None:
    connection = _connected(server, timeout)
    try:
        connection.send_message(mail)
        # The server has it now, however it takes our leave.
        with suppress(OSError, smtplib.SMTPException):
            connection.quit()
    finally:
        connection.close()


def _connected(server: MailServer, timeout: float) -> smtplib.SMTP:
    trusted = ssl.create_default_context()
    if server.wrapped:
        connection: smtplib.SMTP = smtplib.SMTP_SSL(
            server.host, server.port, timeout=timeout, context=trusted
        )
    else:
        connection = smtplib.SMTP(server.host, server.port, timeout=timeout)
    try:
        if server.starttls:
            connection.starttls(context=trusted)
        if server.user:
            connection.login(server.user, server.password)
    except BaseException:
        connection.close()
        raise
    return connection


def _mail(parcel: Parcel, sender: str) -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = sender
    mail["To"] = parcel.mail
    mail["Subject"] = parcel.subject
    mail["Date"] = format_datetime(datetime.fromisoformat(parcel.made_at))
    mail["Message-ID"] = f"<{parcel.id}@review-flows>"
    mail["Auto-Submitted"] = "auto-generated"  # so that no absence notice answers it
    mail.set_content(parcel.text, cte="base64")
    return mail


def _refused(server: MailServer, code: int, answer: bytes | str) -> NotDelivered:
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    why = told(f"{code} {text}", *server.secrets(), server.host)
    for_good = code >= REFUSED_FOR_GOOD
    return NotDelivered(f"the mail server refused the mail: {why}", for_good=for_good)
