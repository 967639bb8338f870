"""Issued documents with real texts, as they stand in force, and the relations read from them."""

from collections.abc import Sequence
from datetime import date, timedelta

import word_builders
from builders import MATERIALS, a_document, acceptance, deliver, opinion, today_is

from models.case import MatterType
from models.document import DocumentKind
from models.moves import Move
from review_flows.desk import NEW_CASE, act
from review_flows.outside import relations
from review_flows.outside.database import Row
from review_flows.outside.site import Site
from review_flows.outside.wall_clock import day_of

UNTIL = date(2028, 4, 30)

BOTH = ("upper_government", "npc_standing_committee")


def a_real_draft(site: Site, *lines: str) -> dict[str, object]:
    """A Word file of these lines in the store, as forms name it."""
    content = word_builders.a_docx_saying(*lines)
    return {
        "name": "送审稿.docx",
        "kind": str(DocumentKind.DRAFT),
        "sha256": site.store.put(content),
        "size": len(content),
    }


def issued_saying(site: Site, title: str, *lines: str, unit: str = "zhujian") -> str:
    """A document of this text, issued; days go by as they must. Returns its case's number."""
    rest = [a_document(site, kind, f"{title} {kind}") for kind in MATERIALS[1:]]
    form = {
        "title": title,
        "matter_type": "normative_document",
        "unit": unit,
        "documents": [a_real_draft(site, title, *lines), *rest],
    }
    number = act(site, "system", NEW_CASE, Move.RECEIVE, form).number
    act(site, "deng", number, Move.ACCEPT, acceptance(MatterType.NORMATIVE_DOCUMENT))
    act(site, "shen", number, Move.CLAIM)
    act(site, "shen", number, Move.PROPOSE_OPINION, opinion("legal"))
    pass_days(site, 14)
    act(site, "qian", number, Move.SIGN)
    act(site, "lin", number, Move.REPORT_ADOPTION)
    today = day_of(site.clock.now()).isoformat()
    passed = {"result": "passed", "meeting": "第58次常务会议", "held_on": today}
    act(site, "guan", number, Move.DELIBERATE, passed)
    act(site, "yin", number, Move.ISSUE, {"signer": "区长", "signed_on": today})
    return number


def filed_saying(
    site: Site, title: str, *lines: str, until: date | None = UNTIL, effective_in: int = 35
) -> str:
    """The same, published today, in force so many days later, and registered by both recipients."""
    number = issued_saying(site, title, *lines)
    publish(site, number, until, effective_in)
    return number


def publish(
    site: Site,
    number: str,
    until: date | None = UNTIL,
    effective_in: int = 35,
    registering: Sequence[str] = BOTH,
) -> None:
    """Publish an issued document today, hand it to both recipients, and have some register it."""
    today = day_of(site.clock.now())
    form = {
        "place": "政府门户网站",
        "published_on": today.isoformat(),
        "effective_on": (today + timedelta(days=effective_in)).isoformat(),
        "valid_until": until.isoformat() if until else None,
    }
    act(site, "yin", number, Move.PUBLISH, form)
    for recipient in BOTH:
        deliver(site, number, recipient)
    for recipient in registering:
        receipt = {"receipt_number": "备1号", "registered_on": today.isoformat()}
        act(site, "bei", number, Move.RECORD_RECEIPT, {"recipient": recipient, **receipt})


def pass_days(site: Site, days: int) -> date:
    """Let days go by; return the day that it is."""
    day = day_of(site.clock.now()) + timedelta(days=days)
    today_is(site, day)
    return day


def relations_of(site: Site, number: str) -> Sequence[Row]:
    """The relations of a case's document to others."""
    with site.database.reading() as connection:
        return relations.of_case(connection, number)


def number_of(site: Site, number: str) -> str:
    """The document number of an issued case."""
    with site.database.reading() as connection:
        sql = "SELECT document_number FROM issuances WHERE case_number = :n"
        return str(connection.value(sql, n=number))
