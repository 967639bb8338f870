"""The package of a recipient's answer is taken in: it becomes a move of the case it is about.

The case and the track are found by the delivery id of the message that is answered, which only
this site can have sent. The same answer again stands once.
"""

import json
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from models.action import Action
from models.document import DocumentKind
from models.errors import ReviewError, TryAgain
from models.event import SiteStep
from models.filing import Direction, FilingAnswer
from models.filing_manifest import delivery_id_of
from models.moves import Move
from models.person import UnitKind
from review_flows.desk.act import act
from review_flows.desk.filing_entry import begin
from review_flows.desk.received_filings import log_filing_refusal
from review_flows.desk.refusals import refuse_unwritable
from review_flows.outside import records
from review_flows.outside.answer_package import ReceivedAnswer, look_at_answer
from review_flows.outside.database import Connection, Row
from review_flows.outside.handed_in import take_file
from review_flows.outside.package_zip import PackageRefused
from review_flows.outside.site import Site

ANSWERED = (
    "SELECT case_number, recipient, number FROM filing_messages "
    "WHERE delivery_id = :delivery_id AND direction = 'out'"
)
TAKEN = (
    "SELECT number, documents FROM filing_messages WHERE case_number = :case "
    "AND recipient = :recipient AND direction = :direction ORDER BY number"
)


@dataclass(frozen=True, slots=True)
class AnswerTaken:
    """What became of an answer. `message` is set where it was recorded before.

    `office` is who answered, `known_as` the site's own name for that recipient.
    """

    case: str
    recipient: str
    kind: FilingAnswer
    message: int | None
    office: str
    known_as: str


def take_answer_package(site: Site, actor: str, path: Path) -> AnswerTaken:
    """Take an answer in for a person, by the move record_receipt or record_answer.

    Raises NotFound, NotAllowed, PackageRefused naming the file that is at fault, and what the
    move raises; then nothing was changed, and the attempt is in the log.
    """
    answer, track = _look(site, actor, path)
    said = answer.manifest
    with site.database.reading() as connection:
        known_as = records.offices(connection).get(UnitKind(track["recipient"]), "")
        message = _taken_before(connection, track, answer)
    if message is None:
        move, form = _move_of(answer, track["recipient"], _document(site, answer))
        act(site, actor, track["case_number"], move, form)
    return AnswerTaken(
        track["case_number"], track["recipient"], said.kind, message, said.office, known_as
    )


def _look(site: Site, actor: str, path: Path) -> tuple[ReceivedAnswer, Row]:
    try:
        refuse_unwritable([actor, str(path)])
        with site.database.reading() as connection:
            begin(site, connection, actor, Action.MOVE)
        answer = look_at_answer(site, path)
        with site.database.reading() as connection:
            return answer, _track(connection, answer)
    except TryAgain:
        raise
    except ReviewError as refusal:
        log_filing_refusal(site, actor, SiteStep.TAKE_ANSWER, refusal, path.name)
        raise


def _track(connection: Connection, answer: ReceivedAnswer) -> Row:
    """Return the message that is answered. Refused where this site never sent it so."""
    said = answer.manifest
    row = connection.row(ANSWERED, delivery_id=said.answers)
    # The id was made of the sender, the case, the recipient and the message: see delivery_id_of.
    told = row and delivery_id_of(said.sender, said.case, said.recipient, row["number"])
    if row is None or told != said.answers:
        why = (
            "manifest.json: 所答复的文件不是本系统发出的 (it answers a message that this site has "
            f"not sent: {said.sender}, {said.case}, {said.recipient}, {said.answers})"
        )
        raise PackageRefused(answer.zip.name, [why])
    return row


def _taken_before(connection: Connection, track: Row, answer: ReceivedAnswer) -> int | None:
    """Return the number of the message that this answer is already, by the bytes of its letter."""
    rows = connection.rows(
        TAKEN,
        case=track["case_number"],
        recipient=track["recipient"],
        direction=str(Direction.IN),
    )
    letter = answer.manifest.files[answer.letter].sha256
    return next((row["number"] for row in rows if letter in json.loads(row["documents"])), None)


def _document(site: Site, answer: ReceivedAnswer) -> Mapping[str, object]:
    """Look at the letter as at any file that is handed in, and keep it."""
    with tempfile.TemporaryDirectory(prefix="review-flows-answer-") as folder:
        path = Path(folder) / answer.letter
        path.write_bytes(answer.letter_bytes)
        return take_file(site, path, DocumentKind.FILING_ANSWER)


def _move_of(
    answer: ReceivedAnswer, recipient: str, document: Mapping[str, object]
) -> tuple[Move, dict[str, object]]:
    """Return the move that the answer is, with its form."""
    said = answer.manifest
    common: dict[str, object] = {"recipient": recipient, "documents": [document]}
    day = said.said_on.isoformat()
    if said.kind is FilingAnswer.REGISTERED:
        receipt = {"receipt_number": said.filing_number, "registered_on": day}
        return Move.RECORD_RECEIPT, common | receipt
    told: dict[str, object] = {
        "answer": str(said.kind),
        "said_on": day,
        "number": said.letter_number,
        "text": said.text,
        "reply_by": said.reply_by.isoformat() if said.reply_by else None,
        "problems": [str(one) for one in said.problems],
    }
    return Move.RECORD_ANSWER, common | told
