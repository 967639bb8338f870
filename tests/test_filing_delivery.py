"""How packages reach their recipients: each way against a real receiver, and what goes wrong."""

import base64
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from builders import environment
from post_office import PASSWORD, MailBox, mail_server

from models.errors import BadInput, UnknownCode
from models.filing_delivery import FILING_VARIABLES, DeliveryWay, FilingRoad, road_of
from models.person import UnitKind
from review_flows.outside.filing_delivery import (
    Acknowledgement,
    Delivery,
    FilingNotDelivered,
    FilingParcel,
    open_delivery,
)
from review_flows.outside.filing_delivery import mail as by_mail
from review_flows.outside.filing_delivery.folder import Folder, Outbox
from review_flows.outside.filing_delivery.mail import Mail
from review_flows.outside.filing_delivery.upload import Upload
from review_flows.outside.health_filing import filing_lines
from review_flows.outside.health_line import Level
from review_flows.outside.settings import Settings, read_settings

UPPER, CONGRESS = UnitKind.UPPER_GOVERNMENT, UnitKind.NPC_STANDING_COMMITTEE
ID = "41039b0f5d939c84d4b3daccebae0154"
PARCEL = FilingParcel(
    delivery_id=ID,
    name="2026-0001_upper_government.zip",
    zipped=b"PK package",
    title="示例办法",
    sender="青岚区人民政府",
    said_on="2026-03-27",
)
TOKEN = "geheim-4711-token"


def refusal(delivery: Delivery, parcel: FilingParcel = PARCEL) -> str:
    """Why a package does not arrive."""
    with pytest.raises(FilingNotDelivered) as refused:
        delivery.deliver(parcel)
    for secret in (PASSWORD, TOKEN):
        assert secret not in refused.value.message
    return refused.value.message


def settings(home: Path, *roads: FilingRoad, smtp: str = "") -> Settings:
    database = f"sqlite:///{home}/review.db"
    return Settings(home, database, "datong_xinrong_2021", "青岚", smtp=smtp, roads=roads)


# ---- the outbox and folders


def test_without_a_setting_a_package_stays_in_the_outbox(tmp_path: Path) -> None:
    delivery = open_delivery(settings(tmp_path), UPPER, played=False)

    told = delivery.deliver(PARCEL)

    assert isinstance(delivery, Outbox)
    assert told == Acknowledgement(f"{PARCEL.name} {PARCEL.sha256}", DeliveryWay.OUTBOX)
    assert list(tmp_path.iterdir()) == []


def test_a_package_lies_in_the_folder_under_its_id_and_nothing_else_does(tmp_path: Path) -> None:
    told = Folder(str(tmp_path)).deliver(PARCEL)

    (path,) = tmp_path.iterdir()
    assert path.name == f"{ID}_{PARCEL.name}" and path.read_bytes() == PARCEL.zipped
    assert told == Acknowledgement(f"{path.name} {PARCEL.sha256}", DeliveryWay.FOLDER)


def test_a_package_that_lies_there_already_is_acknowledged_again(tmp_path: Path) -> None:
    first = Folder(str(tmp_path)).deliver(PARCEL)
    (path,) = tmp_path.iterdir()
    before = path.stat().st_mtime_ns

    assert Folder(str(tmp_path)).deliver(PARCEL) == first
    assert path.stat().st_mtime_ns == before


def test_other_bytes_under_the_same_id_are_an_error_and_stay(tmp_path: Path) -> None:
    Folder(str(tmp_path)).deliver(PARCEL)

    said = refusal(Folder(str(tmp_path)), replace(PARCEL, zipped=b"PK another"))

    assert ID in said and "move it away" in said
    (path,) = tmp_path.iterdir()
    assert path.read_bytes() == PARCEL.zipped


def test_a_share_that_is_not_mounted_is_not_made_anew(tmp_path: Path) -> None:
    gone = tmp_path / "share"

    said = refusal(Folder(str(gone)))

    assert str(gone) in said and "Mount" in said and not gone.exists()


def test_a_folder_that_takes_nothing_says_so(tmp_path: Path) -> None:
    (tmp_path / f"{ID}_{PARCEL.name}").mkdir()
    assert "cannot be written" in refusal(Folder(str(tmp_path)))


# ---- mail


def test_a_mail_brings_the_package_with_an_id_that_is_the_same_each_time() -> None:
    with mail_server(MailBox()) as box:
        told = [Mail(box.url(), "filing@yunzhong.example").deliver(PARCEL) for _ in range(2)]

    first, second = box.mails
    assert box.recipients == ["filing@yunzhong.example"] * 2
    assert first["Message-ID"] == second["Message-ID"] == f"<{ID}@review-flows>"
    assert "示例办法" in first["Subject"] and first["From"] == "office@qinglan.example"
    (zipped,) = [part for part in first.walk() if part.get_content_type() == "application/zip"]
    assert zipped.get_payload(decode=True) == PARCEL.zipped
    assert zipped.get_filename() == PARCEL.name
    assert told[0] == told[1]
    assert told[0] == Acknowledgement(f"<{ID}@review-flows> {PARCEL.sha256}", DeliveryWay.MAIL)


def test_a_package_that_no_mail_takes_is_not_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(by_mail, "MOST_BYTES", 4)
    with mail_server(MailBox()) as box:
        said = refusal(Mail(box.url(), "filing@yunzhong.example"))

    assert "folder or upload" in said and box.mails == []


@pytest.mark.parametrize(
    ("answers", "why"), [({"RCPT": "550 nobody"}, "550 nobody"), ({"DATA": "451 later"}, "451")]
)
def test_a_mail_that_is_refused_says_why(answers: dict[str, str], why: str) -> None:
    with mail_server(MailBox(answers=answers)) as box:
        assert why in refusal(Mail(box.url(), "filing@yunzhong.example"))


def test_mail_without_a_server_names_the_setting() -> None:
    assert "REVIEW_FLOWS_SMTP" in refusal(Mail("", "filing@yunzhong.example"))


def test_a_title_with_a_line_break_adds_no_line_to_a_mail() -> None:
    with mail_server(MailBox()) as box:
        refusal(Mail(box.url(), "a@b.example"), replace(PARCEL, title="x\r\nBcc: c@d.example"))
    assert box.mails == []


# ---- upload


@dataclass
class Receiver:
    """What the recipient's server got, and how it answers."""

    port: int = 0
    status: int = 201
    says: str = "已收到，受理号 2026-77"
    location: str = ""
    got: list[tuple[dict[str, str], bytes]] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/filing?token={TOKEN}"


@contextmanager
def receiver(box: Receiver) -> Iterator[Receiver]:
    """A server of uploads on a port of this machine."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            box.got.append((dict(self.headers.items()), body))
            said = box.says.encode()
            self.send_response(box.status)
            if box.location:
                self.send_header("Location", box.location)
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        box.port = server.server_address[1]
        thread = Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield box
        finally:
            server.shutdown()
            thread.join()


def test_an_upload_brings_the_package_its_hash_and_its_id() -> None:
    with receiver(Receiver()) as box:
        told = Upload(box.url).deliver(PARCEL)

    ((headers, body),) = box.got
    assert body == PARCEL.zipped and headers["Idempotency-Key"] == ID
    digest = base64.b64encode(sha256(body).digest()).decode()
    assert headers["Content-Digest"] == f"sha-256=:{digest}:"
    assert headers["Content-Type"] == "application/zip"
    assert told == Acknowledgement("已收到，受理号 2026-77", DeliveryWay.UPLOAD)


def test_of_an_answer_five_hundred_characters_are_kept_on_one_line_without_the_token() -> None:
    with receiver(Receiver(says=f"a\n{TOKEN}\x00" + "字" * 900)) as box:
        told = Upload(box.url).deliver(PARCEL)

    assert told.text.startswith("a *** 字")
    assert len(told.text) == 500 and TOKEN not in told.text and "\n" not in told.text


def test_what_was_there_already_under_its_id_has_arrived() -> None:
    with receiver(Receiver(status=409, says=f"known: {ID}")) as box:
        assert Upload(box.url).deliver(PARCEL).text == f"known: {ID}"


@pytest.mark.parametrize(
    ("status", "says"),
    [(409, "known: another id"), (400, "no"), (403, "no"), (413, "too large"), (500, "")],
)
def test_any_other_answer_is_no_arrival(status: int, says: str) -> None:
    with receiver(Receiver(status=status, says=says)) as box:
        said = refusal(Upload(box.url))
    assert f"HTTP {status}" in said and says in said and "review-flows retry" in said


def test_a_redirect_is_not_followed() -> None:
    with receiver(Receiver()) as other:
        with receiver(Receiver(status=302, location=other.url)) as box:
            assert "HTTP 302" in refusal(Upload(box.url))
        assert other.got == []


@pytest.mark.parametrize("url", ["http://yunzhong.example/in", "ftp://x", "http://", "https://"])
def test_nothing_is_uploaded_over_an_open_road(url: str) -> None:
    assert "https://" in refusal(Upload(url))


def test_a_server_that_is_away_says_so_and_no_more() -> None:
    with receiver(Receiver()) as box:
        url = box.url
    assert "does not answer" in refusal(Upload(url))


# ---- settings


@pytest.mark.parametrize(
    ("value", "way", "place"),
    [
        ("folder:/mnt/filing", DeliveryWay.FOLDER, "/mnt/filing"),
        ("mail:filing@yunzhong.example", DeliveryWay.MAIL, "filing@yunzhong.example"),
        ("https://yunzhong.example/in?t=1", DeliveryWay.UPLOAD, "https://yunzhong.example/in?t=1"),
        ("http://localhost:8080/in", DeliveryWay.UPLOAD, "http://localhost:8080/in"),
    ],
)
def test_a_setting_says_the_way_and_the_place(value: str, way: DeliveryWay, place: str) -> None:
    with environment({"REVIEW_FLOWS_FILING_UPPER_GOVERNMENT": value}):
        read = read_settings()

    assert read.road_to(UPPER) == FilingRoad(UPPER, way, place)
    assert read.road_to(CONGRESS) is None
    assert place not in repr(read)


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("pigeon:/x", "begins with “pigeon”"),
        ("/mnt/filing", "without a colon"),
        ("folder:", "begins with “folder”"),
        ("folder:filing", "from the root"),
        ("mail:somebody", "no address of mail"),
        ("mail:a b@c.example", "no address of mail"),
        ("https://", "begins with “https”"),
    ],
)
def test_an_unknown_way_is_refused_at_the_start_with_what_to_do(value: str, why: str) -> None:
    with (
        environment({"REVIEW_FLOWS_FILING_UPPER_GOVERNMENT": value}),
        pytest.raises(BadInput) as refused,
    ):
        read_settings()
    assert why in refused.value.message
    assert "REVIEW_FLOWS_FILING_UPPER_GOVERNMENT" in refused.value.message


def test_an_unknown_recipient_is_refused_at_the_start_and_the_nearest_named() -> None:
    with (
        environment({"REVIEW_FLOWS_FILING_UPER_GOVERNMENT": "folder:/x"}),
        pytest.raises(UnknownCode, match="REVIEW_FLOWS_FILING_UPPER_GOVERNMENT"),
    ):
        read_settings()


def test_what_a_token_may_be_in_is_not_repeated_by_a_refusal() -> None:
    with pytest.raises(BadInput) as refused:
        road_of(FILING_VARIABLES[0], f"htps://host/{TOKEN}")
    assert TOKEN not in refused.value.message


def test_an_empty_setting_is_none(tmp_path: Path) -> None:
    with environment({"REVIEW_FLOWS_FILING_UPPER_GOVERNMENT": " "}):
        assert read_settings().roads == ()


@pytest.mark.parametrize("way", [DeliveryWay.FOLDER, DeliveryWay.MAIL, DeliveryWay.UPLOAD])
def test_what_is_played_never_leaves_the_house(tmp_path: Path, way: DeliveryWay) -> None:
    road = FilingRoad(UPPER, way, str(tmp_path))
    assert isinstance(open_delivery(settings(tmp_path, road), UPPER, played=True), Outbox)
    assert not isinstance(open_delivery(settings(tmp_path, road), UPPER, played=False), Outbox)


# ---- doctor


def test_doctor_says_how_packages_leave_and_what_stands_in_the_way(tmp_path: Path) -> None:
    share = tmp_path / "share"
    share.mkdir()
    address = f"https://yunzhong.example/{TOKEN}"
    roads = (
        FilingRoad(UPPER, DeliveryWay.FOLDER, str(share)),
        FilingRoad(CONGRESS, DeliveryWay.UPLOAD, address),
    )

    lines = list(filing_lines(settings(tmp_path, *roads)))

    assert [line.level for line in lines] == [Level.FINE, Level.FINE]
    assert lines[0].values["place"] == str(share)
    assert TOKEN not in str(lines)


@pytest.mark.parametrize(
    ("road", "said"),
    [
        (FilingRoad(UPPER, DeliveryWay.FOLDER, "/nowhere/at/all"), "health.filing_no_folder"),
        (FilingRoad(UPPER, DeliveryWay.MAIL, "a@b.example"), "health.filing_no_mail"),
        (FilingRoad(UPPER, DeliveryWay.UPLOAD, "http://far.example/x"), "health.filing_open_road"),
    ],
)
def test_doctor_says_what_would_fail(tmp_path: Path, road: FilingRoad, said: str) -> None:
    (line,) = filing_lines(settings(tmp_path, road))
    assert (line.level, line.said) == (Level.BROKEN, said)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_doctor_says_when_a_folder_takes_nothing(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    (line,) = filing_lines(settings(tmp_path, FilingRoad(UPPER, DeliveryWay.FOLDER, str(tmp_path))))
    assert line.said == "health.filing_no_folder"


def test_without_a_setting_doctor_says_that_packages_wait_in_the_outbox(tmp_path: Path) -> None:
    (line,) = filing_lines(settings(tmp_path))
    assert (line.level, line.said) == (Level.FINE, "health.filing_outbox")
