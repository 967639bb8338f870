"""Telling the papers of a submission apart, by file name and by content; doubt is a question."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from models.structure.clauses import article_count
from models.structure.line import lines_of
from models.structure.title import title_of
from models.word_text import WordText


class DocumentKind(StrEnum):
    """What a paper is in a submission (115号: 送审稿及其说明, 制定依据, 征求意见及采纳情况 …)."""

    DRAFT = "draft"
    EXPLANATION = "explanation"
    BASES = "bases"
    CONSULTATION = "consultation"
    OWN_LEGAL_OPINION = "own_legal_opinion"
    FAIR_COMPETITION = "fair_competition"
    COVER_LETTER = "cover_letter"
    DELIBERATION_RECORD = "deliberation_record"
    MINUTES = "minutes"  # of the meeting that decided (会议纪要)
    ADVICE = "advice"
    EVIDENCE = "evidence"  # of a pause, an extension, an exemption
    ISSUED_TEXT = "issued_text"  # 印发文本: the passed text without （送审稿）, made by the desk
    INTERPRETATION = "interpretation"  # 政策解读, published beside the document
    FILING_ANSWER = "filing_answer"  # what a recipient wrote
    FILING_REPLY = "filing_reply"  # what is written to a recipient
    CORRECTED_TEXT = "corrected_text"  # of an issued document, and the decision that corrects it
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class KindGuess:
    """What a paper seems to be. More than one candidate: the kind is OTHER, and a clerk decides."""

    kind: DocumentKind
    candidates: tuple[DocumentKind, ...]
    why: str

    @property
    def ambiguous(self) -> bool:
        """Whether a person has to say what the paper is."""
        return len(self.candidates) != 1


KIND_NAMES: dict[DocumentKind, str] = {
    DocumentKind.DRAFT: "送审稿",
    DocumentKind.EXPLANATION: "起草说明",
    DocumentKind.BASES: "制定依据",
    DocumentKind.CONSULTATION: "征求意见及采纳情况",
    DocumentKind.OWN_LEGAL_OPINION: "本单位合法性审核意见",
    DocumentKind.FAIR_COMPETITION: "公平竞争审查结论",
    DocumentKind.COVER_LETTER: "送审函",
    DocumentKind.DELIBERATION_RECORD: "集体讨论记录",
    DocumentKind.MINUTES: "审议会议纪要",
    DocumentKind.ADVICE: "法律顾问意见书",
    DocumentKind.EVIDENCE: "批准文件、依据材料",
    DocumentKind.ISSUED_TEXT: "印发文本",
    DocumentKind.INTERPRETATION: "政策解读",
    DocumentKind.FILING_ANSWER: "备案机关来文",
    DocumentKind.FILING_REPLY: "答复备案机关的材料",
    DocumentKind.CORRECTED_TEXT: "更正后的文本",
    DocumentKind.OTHER: "其他材料",
}

_SIGNS: tuple[tuple[DocumentKind, re.Pattern[str]], ...] = (
    (
        DocumentKind.EXPLANATION,
        re.compile(r"(?:起草|编制|制定|送审|修订)的?(?:情况的?)?说明|^说明"),
    ),
    (
        DocumentKind.BASES,
        re.compile(r"(?:制定|起草|法律|政策)的?(?:法律|政策)?依据|依据(?:目录|清单|$)"),
    ),
    (DocumentKind.CONSULTATION, re.compile(r"征求意见(?!稿)|采纳情况|意见反馈|反馈意见")),
    (
        DocumentKind.OWN_LEGAL_OPINION,
        re.compile(r"合法性(?:审[核查]|初审)|法[制务]审[核查]|审[核查]意见"),
    ),
    (DocumentKind.FAIR_COMPETITION, re.compile(r"公平竞争")),
    (
        DocumentKind.COVER_LETTER,
        re.compile(r"送审(?:函|报告|请示)|(?:报送|提请|申请).*审[核查]|的?函$|请示$"),
    ),
    (
        DocumentKind.DELIBERATION_RECORD,
        re.compile(r"集体(?:讨论|审议)|(?<!常务)(?<!全体)会议(?:纪要|记录)|讨论记录|局务会|党组会"),
    ),
    (DocumentKind.MINUTES, re.compile(r"(?:常务|全体)会议(?:纪要|记录)")),
    (DocumentKind.ADVICE, re.compile(r"法律顾问|律师|法律意见")),
)
# Laws are what a draft rests on; a normative document itself may not be called 条例.
_LAW = re.compile(r"(?:[^办]法|条例|法典)$")
_DRAFT_ENDING = re.compile(
    r"(?:办法|规定|细则|规则|意见|决定|通知|通告|公告|送审稿|修改稿|修订稿|征求意见稿|草案|审议稿)$"
)
_QUOTED = re.compile(r"《[^《》]*(?:《[^《》]*》[^《》]*)*》")
_TAIL = re.compile(r"(?:[\s\d_.\-—]|[（(][^（）()]*[）)]|[vV]\d+|定稿|终稿|最终版|修改版)+$")
_HEAD = re.compile(r"^(?:附件)?[\s\d一二三四五六七八九十]*[.、．_\-—:：\s]+")


def kind_of(name: str, text: WordText) -> KindGuess:
    """Return what the paper is by its file name and by its content.

    The two must agree, and each must name one kind only; where one says nothing the other decides.
    """
    by_name = kinds_by_name(name)
    by_content = kinds_by_content(text)
    found = by_name | by_content
    candidates = tuple(kind for kind in DocumentKind if kind in found)
    if not candidates:
        why = "文件名称和内容均看不出材料种类"
        return KindGuess(DocumentKind.OTHER, (DocumentKind.OTHER,), why)
    why = f"文件名称似：{_names(by_name)}；内容似：{_names(by_content)}"
    kind = candidates[0] if len(candidates) == 1 else DocumentKind.OTHER
    return KindGuess(kind, candidates, why)


def kinds_by_name(name: str) -> frozenset[DocumentKind]:
    """Return the kinds that the file name speaks of; the extension does not count."""
    stem = re.sub(r"\.(?:docx?|wps)$", "", name.strip(), flags=re.IGNORECASE)
    return _kinds_by_title(_HEAD.sub("", stem))


def kinds_by_content(text: WordText) -> frozenset[DocumentKind]:
    """Return the kinds that the title speaks of; without a title, articles make it a draft."""
    title = title_of(text)
    kinds = _kinds_by_title(title)
    if kinds:
        return kinds
    if article_count(tuple(lines_of(text))) >= 2:
        return frozenset({DocumentKind.BASES if _LAW.search(title) else DocumentKind.DRAFT})
    return frozenset()


def _kinds_by_title(title: str) -> frozenset[DocumentKind]:
    outside = _QUOTED.sub("", title)
    kinds = {kind for kind, sign in _SIGNS if sign.search(outside)}
    if kinds:
        return frozenset(kinds)
    # "…办法（试行）", "…办法（送审稿）2": what stands behind the ending does not change it.
    bare = _TAIL.sub("", outside)
    drafted = _DRAFT_ENDING.search(bare) or re.search(r"[（(][^（）()]*稿[）)]", outside)
    return frozenset({DocumentKind.DRAFT}) if drafted else frozenset()


def _names(kinds: Iterable[DocumentKind]) -> str:
    return "、".join(KIND_NAMES[kind] for kind in sorted(kinds)) or "看不出"
