"""Builders for the review: a draft that was read, answers of advisors, an opinion with points."""

from collections.abc import Iterable

from builders import AN_ITEM, consulted, opinion, under_review

from models.moves import Move
from models.structure.clause import Clause, ClauseLevel
from review_flows.desk import act
from review_flows.outside import case_files
from review_flows.outside.site import Site

ARTICLE, PARAGRAPH = ClauseLevel.ARTICLE, ClauseLevel.PARAGRAPH
CLAUSES = (
    Clause(0, ARTICLE, "第一条", "第一条", "为了加强管理，制定本办法。"),
    Clause(1, ARTICLE, "第十二条", "第十二条", ""),
    Clause(1, PARAGRAPH, "第一款", "第十二条第一款", "运营单位应当自投入运营之日起30日内备案。"),
    Clause(2, PARAGRAPH, "第二款", "第十二条第二款", "取得备案编号后，方可投入运营（含试运营）。"),
    Clause(3, ARTICLE, "第十三条", "第十三条", "擅自投入运营的，处五百元罚款。"),
)
COMMENT = {
    "address": "第十二条第二款",
    "problem": "变相设定行政许可",
    "kind": "authority",
    "severity": "must_change",
    "quote": "取得备案编号后,方可投入运营",
    "basis": "《中华人民共和国行政许可法》第十七条",
    "suggestion": "删除",
    "replacement": "删去第二款",
}
OBJECTION = {"kind": "unfavourable", "text": "第十二条第二款应当删去"}


def read_draft(site: Site, number: str, findings: Iterable[dict[str, str]] = ()) -> str:
    """Let the draft of a case be screened: its clauses kept, with these findings."""
    with site.database.writing() as connection:
        sha256 = case_files.draft_sha256(connection, number)
        case_files.add_clauses(connection, sha256, CLAUSES)
    form = {"document_sha256": sha256, "findings": list(findings)}
    act(site, "system", number, Move.SCREEN, form)
    return number


def a_finding(check: str = "sets_a_licence", address: str = "第十二条第二款") -> dict[str, str]:
    """A finding that as a rule stops a draft."""
    return {"check": check, "severity": "block", "address": address, "message": "变相许可"}


def advised(site: Site, **form: object) -> str:
    """A case under review with the advisor's answer; returns its number."""
    number = consulted(site, under_review(site))
    act(site, "gu", number, Move.ADVISE, {**OBJECTION, **form})
    return number


def adopt(site: Site, number: str, consultation: int = 1, comment: int = 1) -> None:
    """Let the reviewer adopt a comment."""
    answer = {"consultation": consultation, "comment": comment, "adoption": "adopted"}
    act(site, "shen", number, Move.ANSWER_ADVICE, {"answers": [answer]})


def with_items(*items: dict[str, object], conclusion: str = "revise") -> dict[str, object]:
    """An opinion with these items, each filled in from a common one."""
    return {**opinion(conclusion), "items": [{**AN_ITEM, **item} for item in items]}
