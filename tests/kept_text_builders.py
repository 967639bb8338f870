"""A case in whose log texts of somebody outside stand, and what has become of each."""

from builders import a_document, add_person, under_review

from models.document import DocumentKind
from models.moves import Move
from review_flows.desk import act
from review_flows.desk.log_redaction import TextToRemove, redact
from review_flows.outside.database import Row
from review_flows.outside.site import Site

OUTSIDER = "北辰大学法学院 何教授"
ANSWER = "第十二条设定许可，于法无据。"
PROBLEM = "“许可”一词不妥"
AUTHOR = "何某"
ADMINISTRATOR = "ji"  # of the audit
ASKED, HANDED, ANSWERED = 4, 5, 6  # entries: received, accepted, claimed came before


def an_answered_outsider(site: Site) -> str:
    """Ask somebody outside, hand a copy out, record the answer; return the case's number."""
    number = under_review(site)
    act(site, "shen", number, Move.CONSULT, {"outsider": OUTSIDER, "question": "可行否"})
    draft = a_document(site, DocumentKind.DRAFT, f"示例办法 {DocumentKind.DRAFT}")["sha256"]
    copy = site.store.put(b"the copy that was handed out")
    handed = {"recipient": OUTSIDER, "consultation": 1, "document_sha256": draft, "sha256": copy}
    act(site, "shen", number, Move.HAND_OUT, {**handed, "comments": 0})
    comment = {"address": "第十二条", "problem": PROBLEM, "stated_author": AUTHOR}
    paper = a_document(site, DocumentKind.ADVICE)
    form = {"kind": "with_reservations", "text": ANSWER, "comments": [comment]}
    act(site, "shen", number, Move.RECORD_ADVICE, {**form, "documents": [paper]})
    return number


def an_administrator(site: Site) -> str:
    """Somebody who may remove texts."""
    add_person(site, ADMINISTRATOR, "audit_admin")
    return ADMINISTRATOR


def removed(site: Site, number: str, seq: int = ASKED, name: str = "form.outsider") -> None:
    """Remove a text as it may be."""
    redact(site, an_administrator(site), TextToRemove(number, seq, name, "本人申请删除"))


def texts_of(site: Site, chain: str) -> list[Row]:
    """The texts beside a chain, in order."""
    sql = "SELECT seq, name, salt, text FROM log_texts WHERE chain = :chain ORDER BY seq, name"
    with site.database.reading() as connection:
        return list(connection.rows(sql, chain=chain))
