"""Exchanges with recipients, brought to a given point by the desk's own moves."""

from collections.abc import Mapping, Sequence
from datetime import date

from builders import a_document, deliver, issued, published, today_is

from models.document import DocumentKind
from models.filing import FilingAnswer, FilingReply, FilingState
from models.moves import Move
from review_flows.desk import Done, act
from review_flows.outside import exchanges, issuances
from review_flows.outside.database import Row
from review_flows.outside.site import Site

UPPER, CONGRESS = "upper_government", "npc_standing_committee"
BOTH = (UPPER, CONGRESS)
OWN, SUPERIOR = "own_government", "superior_department"
A, R, S = FilingAnswer, FilingReply, FilingState
ASKED = {"text": "请补充起草说明"}


def today_of(site: Site) -> str:
    return site.clock.now().date().isoformat()


def delivered(site: Site, *recipients: str) -> str:
    """A published case whose packages went out on 27 March 2026; returns its number."""
    number = published(site)
    for recipient in recipients or BOTH:
        deliver(site, number, recipient)
    return number


def answer(
    site: Site, case: str, kind: FilingAnswer, recipient: str = UPPER, **more: object
) -> Done:
    """Record what a recipient wrote today; what asks something says what."""
    if kind is A.REGISTERED:
        form: dict[str, object] = {"receipt_number": "备1号", "registered_on": today_of(site)}
        return act(site, "bei", case, Move.RECORD_RECEIPT, {"recipient": recipient, **form, **more})
    form = {"recipient": recipient, "answer": str(kind), "said_on": today_of(site), **ASKED}
    return act(site, "bei", case, Move.RECORD_ANSWER, {**form, **more})


def reply(
    site: Site, number: str, kind: FilingReply, recipient: str = UPPER, **more: object
) -> Done:
    """Reply to a recipient; a correction comes with its text."""
    form: dict[str, object] = {"recipient": recipient, "reply": str(kind), "text": "答复如下"}
    if kind is R.CORRECTED:
        form["documents"] = [a_document(site, DocumentKind.CORRECTED_TEXT, f"更正 {number}")]
    return act(site, "bei", number, Move.REPLY_TO_RECIPIENT, {**form, **more})


def hand_over(site: Site, number: str, message: int, recipient: str = UPPER) -> Done:
    """Hand over one message of an exchange, as the flow does."""
    form = {
        "recipient": recipient,
        "package_sha256": f"{message:064d}",
        "delivered_on": today_of(site),
        "message": message,
        "delivery_id": f"id-{message}",
        "via": "folder",
        "acknowledgement": "received",
    }
    return act(site, "system", number, Move.DELIVER_FILING, form)


Said = FilingAnswer | FilingReply | int
# From a delivered package to each state: answers, replies, and the messages handed over.
WAY_TO: Mapping[FilingState, Sequence[Said]] = {
    S.DELIVERED: (),
    S.SUPPLEMENT_DUE: (A.SUPPLEMENT_REQUIRED,),
    S.RETURNED: (A.RETURNED,),
    S.REGISTERED: (A.REGISTERED,),
    S.EXPLANATION_DUE: (A.REGISTERED, A.INQUIRY),
    S.CORRECTION_DUE: (A.REGISTERED, A.REVIEW_OPINION),
    S.REPLIED: (A.REGISTERED, A.INQUIRY, R.EXPLANATION, 4),
    S.PASSED: (A.REGISTERED, A.PASSED),
    S.REVOKED: (A.REGISTERED, A.REVOCATION_DECIDED),
}


def brought_to(site: Site, state: FilingState, recipient: str = UPPER) -> str:
    """A case whose exchange with one recipient stands so; returns its number."""
    number = delivered(site)
    go(site, number, WAY_TO[state], recipient)
    assert track(site, number, recipient)["state"] == state
    return number


def go(site: Site, number: str, said: Sequence[Said], recipient: str = UPPER) -> None:
    """Let answers, replies and deliveries follow one another."""
    for one in said:
        if isinstance(one, FilingAnswer):
            answer(site, number, one, recipient)
        elif isinstance(one, FilingReply):
            reply(site, number, one, recipient)
        else:
            hand_over(site, number, one, recipient)


def track(site: Site, number: str, recipient: str = UPPER) -> Row:
    with site.database.reading() as connection:
        tracks = issuances.filings(connection, number)
    return next(row for row in tracks if row["recipient"] == recipient)


def messages(site: Site, number: str, recipient: str = UPPER) -> Sequence[Row]:
    with site.database.reading() as connection:
        return exchanges.of_track(connection, number, recipient)


def made_by(site: Site, maker: str, *, elsewhere: bool = False) -> str:
    """A case that is issued by a maker of a kind, and not published; returns its number."""
    number = issued(site)
    with site.database.writing() as connection:
        connection.update(
            "issuances",
            "case_number = :number",
            number=number,
            maker_kind=maker,
            led_elsewhere=elsewhere,
        )
    return number


PUBLICATION = {"place": "网站", "published_on": "2026-03-27", "effective_on": "2026-05-01"}


def publish(site: Site, number: str) -> Done:
    """Publish an issued case on 27 March 2026."""
    today_is(site, date(2026, 3, 27))
    return act(site, "yin", number, Move.PUBLISH, PUBLICATION)
