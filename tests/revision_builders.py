"""Revisions for the tests: real Word files, read as the screening reads them."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from hashlib import sha256
from typing import Any

from builders import AN_ITEM, accepted, opinion, today_is
from word_builders import a_docx_saying

from models.document import DocumentKind, clauses_of
from models.moves import Move
from review_flows.desk import act
from review_flows.outside import case_files
from review_flows.outside.site import Site
from review_flows.outside.word.safety import open_word

RULE = (
    "示例办法",
    "第一条　为了规范停放充电，制定本办法。",
    "第二条　经营者应当备案。",
    "第三条　违反第二条规定的，处五百元罚款。",
    "附件",
    "收费标准：每小时二元",
)
ITEM = AN_ITEM | {"address": "第三条"}
ADOPTED = {"item": 1, "adoption": "adopted", "wording": "第三条改为责令改正"}
FORM = Mapping[str, object]


def saying(*changed: tuple[str, str]) -> tuple[str, ...]:
    """The lines of RULE with some words replaced; a line that becomes empty is gone."""
    lines = "\n".join(RULE)
    for old, new in changed:
        assert old in lines
        lines = lines.replace(old, new)
    return tuple(line for line in lines.split("\n") if line)


AS_ASKED = ("处五百元罚款", "责令改正")  # what ITEM asks for


def a_draft(site: Site, lines: Sequence[str]) -> dict[str, object]:
    """A real Word file in the store, as forms name it."""
    content = a_docx_saying(*lines)
    site.store.put(content)
    kind = str(DocumentKind.DRAFT)
    digest = sha256(content).hexdigest()
    return {"name": "办法.docx", "kind": kind, "sha256": digest, "size": len(content)}


def read_draft(site: Site, number: str) -> None:
    """Read the present draft and log it, as the flow screen_case does; nothing is found in it."""
    with site.database.writing() as connection:
        digest = case_files.draft_sha256(connection, number)
        text = open_word(site.store.get(digest)).text
        assert text is not None
        case_files.add_clauses(connection, digest, clauses_of(text))
    act(site, "system", number, Move.SCREEN, {"document_sha256": digest})


def reviewed(
    site: Site, *items: FORM, conclusion: str = "revise", read: bool = True, signed_on: int = 20
) -> str:
    """A case whose opinion on RULE, with these items, was signed on that day of March 2026."""
    number = accepted(site)
    with site.database.writing() as connection:
        draft = a_draft(site, RULE)
        values = {"sha256": draft["sha256"], "size": draft["size"]}
        connection.update("documents", "kind = 'draft'", **values)  # type: ignore[arg-type]
    if read:
        read_draft(site, number)
    act(site, "shen", number, Move.CLAIM)
    form = opinion(conclusion) | {"items": list(items)}
    act(site, "shen", number, Move.PROPOSE_OPINION, form)
    today_is(site, date(2026, 3, signed_on))
    act(site, "qian", number, Move.SIGN)
    return number


def handed_in(
    site: Site, number: str, lines: Sequence[str], *answers: FORM, read: bool = True
) -> str:
    """The same case, its draft changed to these lines with these answers."""
    form = {"answers": list(answers), "documents": [a_draft(site, lines)]}
    act(site, "lin", number, Move.SUBMIT_REVISION, form)
    if read:
        read_draft(site, number)
    return number


def facts_of(site: Site, number: str, move: Move) -> dict[str, Any]:
    """The body of the last entry of a move."""
    with site.database.reading() as connection:
        body = connection.value(
            "SELECT body FROM events WHERE chain = :n AND move = :m ORDER BY seq DESC LIMIT 1",
            n=number,
            m=str(move),
        )
    found: dict[str, Any] = json.loads(body)
    return found


def letters_of(site: Site, number: str) -> list[str]:
    """The kinds of the case's letters, in the order of their moves."""
    with site.database.reading() as connection:
        sql = "SELECT kind FROM letters WHERE case_number = :n ORDER BY id"
        return [row["kind"] for row in connection.rows(sql, n=number)]


def letter(site: Site, number: str, kind: str) -> dict[str, Any]:
    """The frozen facts of the case's letter of a kind."""
    with site.database.reading() as connection:
        sql = "SELECT facts FROM letters WHERE case_number = :n AND kind = :kind"
        facts: dict[str, Any] = json.loads(connection.value(sql, n=number, kind=kind))
    return facts
