"""Builders of the texts that checks read: a rule in order but for what the test is about."""

from models.check import DraftText, draft_text
from models.chinese_number import chinese_number
from models.classification_told import PROPOSAL_CHECK
from models.finding import Finding, FindingSeverity
from models.word_text import Paragraph, WordText
from review_flows.checks import run_checks

BLOCK, WARN, INFO = FindingSeverity.BLOCK, FindingSeverity.WARN, FindingSeverity.INFO
QUESTION = FindingSeverity.QUESTION
TITLE = "青岚区停车管理办法"
FIRST = "第一条　根据《中华人民共和国道路交通安全法》，制定本办法。"
LAST = "本办法自2026年6月1日起施行，有效期5年。"


def draft(*lines: str) -> DraftText:
    return draft_text(WordText(tuple(Paragraph(line) for line in lines)))


def rule(*articles: str, title: str = TITLE, first: str = FIRST, last: str = LAST) -> DraftText:
    """A rule that is in order but for what the articles say; further 款 and 项 after a newline."""
    lines = [title, first]
    for number, article in enumerate((*articles, last), start=2):
        lines += f"第{chinese_number(number)}条　{article}".split("\n")
    return draft(*lines)


def found(*articles: str) -> list[tuple[str, str, FindingSeverity]]:
    return [(one.address, one.check, one.severity) for one in flaws(rule(*articles))]


def flaws(text: DraftText) -> list[Finding]:
    """What the checks find, without the proposal of a matter type that every text gets."""
    return [one for one in run_checks(text) if one.check != PROPOSAL_CHECK]


def of(check: str, text: DraftText) -> list[Finding]:
    return [finding for finding in run_checks(text) if finding.check == check]
