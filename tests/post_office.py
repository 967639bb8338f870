"""Receivers of messages for the tests: a server of mail and one of webhooks, real and small."""

import base64
import json
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from email.parser import BytesParser
from email.policy import default
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socketserver import StreamRequestHandler, ThreadingTCPServer
from typing import cast

import pytest

PASSWORD = "geheim/4711"


@dataclass
class MailBox:
    """What a server of mail got, and how it behaves."""

    port: int = 0
    mails: list[Message] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)  # command → what to answer instead
    tls: ssl.SSLContext | None = None
    was_encrypted: bool = False
    wants_password: bool = False
    before_greeting: Callable[[], object] = lambda: None

    def url(self, *, login: str = "", starttls: int = 0, host: str = "127.0.0.1") -> str:
        """The setting that leads here."""
        return f"smtp://{login}{host}:{self.port}?from=office@qinglan.example&starttls={starttls}"


class MailHandler(StreamRequestHandler):
    """As much of SMTP (RFC 5321) as a client says that hands in one mail."""

    def handle(self) -> None:
        box = self.box
        if box.before_greeting() is False:
            return
        self.say("220 here")
        while line := self.rfile.readline().decode().strip():
            command = line.split(" ")[0].upper()
            if command in box.answers:
                self.say(box.answers[command])
            elif command == "STARTTLS" and box.tls is not None:
                self.encrypt(box.tls)
            elif command == "DATA":
                self.take_mail()
            else:
                self.say(self.answer(command, line))
            if command == "QUIT":
                return

    def finish(self) -> None:
        super().finish()
        self.connection.close()  # the encrypted one, of which the server knows nothing

    @property
    def box(self) -> MailBox:
        return cast("MailServer", self.server).box

    def say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())

    def answer(self, command: str, line: str) -> str:
        if command == "EHLO":
            more = "250-STARTTLS\r\n" if self.box.tls and not self.box.was_encrypted else ""
            return f"250-here\r\n{more}250 AUTH PLAIN"
        if command == "AUTH":
            said = base64.b64decode(line.split(" ")[2]).split(b"\0")[-1].decode()
            return "235 welcome" if said == PASSWORD else f"535 not {said}"
        if command == "RCPT":
            self.box.recipients.append(line.split("<")[1].rstrip(">"))
        return "221 bye" if command == "QUIT" else "250 fine"

    def encrypt(self, tls: ssl.SSLContext) -> None:
        self.say("220 go ahead")
        try:
            self.connection = self.request = tls.wrap_socket(self.connection, server_side=True)
        except OSError:  # the client does not trust us
            self.connection.close()
            raise ConnectionAbortedError from None
        self.rfile = self.connection.makefile("rb")
        self.wfile = self.connection.makefile("wb", buffering=0)
        self.box.was_encrypted = True

    def take_mail(self) -> None:
        self.say("354 go on")
        lines = iter(self.rfile.readline, b".\r\n")
        content = b"".join(line.removeprefix(b".") for line in lines)
        self.box.mails.append(BytesParser(policy=default).parsebytes(content))
        self.say(self.box.answers.get("END", "250 taken"))


class MailServer(ThreadingTCPServer):
    """One thread for each client; all of them end with the server."""

    allow_reuse_address = True

    def __init__(self, box: MailBox) -> None:
        self.box = box
        super().__init__(("127.0.0.1", 0), MailHandler)
        box.port = self.server_address[1]

    def handle_error(self, *_: object) -> None:
        """A client that goes away is part of the tests."""


@contextmanager
def mail_server(box: MailBox) -> Iterator[MailBox]:
    """A server of mail on a port of this machine."""
    with MailServer(box) as server, _running(server):
        yield box


@dataclass
class Hook:
    """What a webhook got, and how it answers."""

    port: int = 0
    posts: list[dict[str, str]] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    status: int = 200
    location: str = ""
    got: threading.Event = field(default_factory=threading.Event)
    delay: float = 0.0

    @property
    def url(self) -> str:
        """The setting that leads here."""
        return f"http://127.0.0.1:{self.port}/hook?token={PASSWORD}"


class HookHandler(BaseHTTPRequestHandler):
    """Takes posts, and is read like any page."""

    def do_POST(self) -> None:
        hook = cast("HookServer", self.server).hook
        body = self.rfile.read(int(self.headers["Content-Length"]))
        time.sleep(hook.delay)
        hook.posts.append(json.loads(body))
        hook.ids.append(self.headers["Idempotency-Key"])
        hook.got.set()
        self.answer(hook.status, hook.location)

    def do_GET(self) -> None:
        self.answer(200, "")

    def answer(self, status: int, location: str) -> None:
        self.send_response(status)
        if location:
            self.send_header("Location", location)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class HookServer(ThreadingHTTPServer):
    def __init__(self, hook: Hook) -> None:
        self.hook = hook
        super().__init__(("127.0.0.1", 0), HookHandler)
        hook.port = self.server_address[1]

    def handle_error(self, *_: object) -> None:
        """A client that goes away is part of the tests."""


@contextmanager
def webhook_server(hook: Hook) -> Iterator[Hook]:
    """A server of webhooks on a port of this machine."""
    with HookServer(hook) as server, _running(server):
        yield hook


@contextmanager
def _running(server: ThreadingTCPServer | ThreadingHTTPServer) -> Iterator[None]:
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()


def certificate(folder: Path) -> tuple[Path, ssl.SSLContext]:
    """A certificate of 127.0.0.1 that nobody has signed but itself, and what serves with it."""
    pytest.importorskip("cryptography", reason="certificates are made with cryptography")
    from datetime import UTC, datetime, timedelta
    from ipaddress import ip_address

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "here")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(1))
        .not_valid_after(now + timedelta(1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / "here.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return path, context
