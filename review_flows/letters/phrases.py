"""Turns of phrase that all letters share: facts in, words of Chinese official usage out.

Sources (their numbers are given where a letter relies on them):
    115号   《国务院办公厅关于全面推行行政规范性文件合法性审核机制的指导意见》，2018年
    37号    《国务院办公厅关于加强行政规范性文件制定和监督管理工作的通知》，2018年
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from models.errors import UnknownCode
from models.letter import (
    Block,
    Imprint,
    Layout,
    LetterFacts,
    LetterText,
    Para,
    ParaStyle,
    Table,
)
from models.letter import chinese_day as chinese_day
from models.letter_wording import Wording
from models.opinion import Adoption, Conclusion, Severity

GUIDANCE_115 = (
    "《国务院办公厅关于全面推行行政规范性文件合法性审核机制的指导意见》（国办发〔2018〕115号）"
)
NOTICE_37 = "《国务院办公厅关于加强行政规范性文件制定和监督管理工作的通知》（国办发〔2018〕37号）"
PLAYED_MARK = "【演示】本件为演示材料，不具有法律效力"

DECISIONS_2019 = "《重大行政决策程序暂行条例》"

# The three conclusions in the words of 115号, item 六; the fourth is of a major decision.
CONCLUSIONS: Mapping[str, str] = {
    Conclusion.LEGAL: "合法",
    Conclusion.REVISE: "应当予以修改",
    Conclusion.ILLEGAL: "不合法",
    Conclusion.RISK_STATED: "明示法律风险",
}
SEVERITIES: Mapping[str, str] = {
    Severity.MUST_CHANGE: "必须修改",
    Severity.SHOULD_CHANGE: "建议修改",
}
ADOPTIONS: Mapping[str, str] = {
    Adoption.ADOPTED: "采纳",
    Adoption.PARTLY: "部分采纳",
    Adoption.NOT_ADOPTED: "未采纳",
}

_NUMERALS = "〇一二三四五六七八九"
_STOPS = "。！？；：…"


def computed_day(day: date, provisional: bool) -> str:
    """Return a computed day, marked 暂定 where its calendar year is not settled yet."""
    return f"{chinese_day(day)}（暂定）" if provisional else chinese_day(day)


def term_day(day: date | None, facts: LetterFacts) -> str:
    """Return a last day of the review, marked 暂定 where a year up to it is not settled yet."""
    return optional_day(day, facts.provisional and is_unsettled(day, facts))


def is_unsettled(day: date | None, facts: LetterFacts) -> bool:
    """Say whether a term that ends on a day was counted through a year without its notice."""
    return day is not None and day.year >= facts.provisional_from


def other_unit(facts: LetterFacts) -> str:
    """Return the unit in which the second reading counts."""
    return "工作日" if facts.other_unit == "working" else "自然日"


def numeral(number: int) -> str:
    """Return a number as headings count: 十二; from 100 on in Arabic numerals."""
    if number > 99:
        return str(number)
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else ("十" if tens == 1 else f"{_NUMERALS[tens]}十")
    return head + (_NUMERALS[ones] if ones else "")


def quoted(title: str) -> str:
    """Return the title in 《》; titles inside it take 〈〉 (GB/T 15834-2011, 4.15)."""
    return f"《{title.translate({ord('《'): '〈', ord('》'): '〉'})}》"


def draft_of(facts: LetterFacts) -> str:
    """Return how letters before issuance call the draft: 《…（送审稿）》."""
    if not facts.title.strip():
        return "送审稿"
    title = facts.title.strip()
    return quoted(title if title.endswith("稿）") else f"{title}（送审稿）")


def document_of(facts: LetterFacts) -> str:
    """Return how letters from issuance on call the document: 《…》（文号）."""
    title = quoted(facts.title.strip()) if facts.title.strip() else "该文件"
    return f"{title}（{facts.document_number}）" if facts.document_number else title


def word(words: Mapping[str, str], what: str, code: str) -> str:
    """Return the word for a code; the empty code has the empty word.

    Raises UnknownCode for a code that is in no list.
    """
    if code and code not in words:
        raise UnknownCode(what, code, words)
    return words.get(code, "")


def sentence(text: str) -> str:
    """Return a person's words with a full stop, unless they end a sentence by themselves."""
    text = text.strip()
    return text if not text or text[-1] in _STOPS else f"{text}。"


def clause(text: str) -> str:
    """Return a person's words as a part of a sentence: without the stop at their end."""
    return " ".join(text.split()).rstrip("。；，、")


def lines(text: str) -> str:
    """Return a person's words for a cell of a table: a line for each of theirs, none empty."""
    return "\n".join(sentence(line) for line in text.splitlines() if line.strip())


def is_normative(facts: LetterFacts) -> bool:
    """Say whether the rules on normative documents (115号, 37号) govern the case."""
    return facts.matter_type == "normative_document"


def is_decision(facts: LetterFacts) -> bool:
    """Say whether the regulation on major administrative decisions governs the case."""
    return facts.matter_type == "major_decision"


def received(facts: LetterFacts) -> str:
    """Return the opening of an answer: 你单位（于某日）报送的《…》及有关材料收悉."""
    when = f"于{chinese_day(facts.received_on)}" if facts.received_on else ""
    case = f"（审核件编号：{facts.case_number}）" if facts.case_number else ""
    return f"你单位{when}报送的{draft_of(facts)}及有关材料{case}收悉"


def said(text: str, lead: str = "") -> tuple[Para, ...]:
    """Return a person's words, a paragraph for each of their lines, after a lead such as 理由：."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return tuple(Para((lead if n == 0 else "") + sentence(x)) for n, x in enumerate(lines))


def worded(facts: LetterFacts, block: Wording, usual: str = "") -> tuple[Para, ...]:
    """Return a block of text in the office's own words where it has some, or in the usual ones."""
    return said(facts.style.words(block, usual))


def listed(things: Iterable[str]) -> tuple[Para, ...]:
    """Return things as （一）…；（二）…。; one thing alone stands without a number."""
    names = [clause(thing) for thing in things if clause(thing)]
    if len(names) == 1:
        return (Para(f"{names[0]}。"),)
    ends = ["；"] * (len(names) - 1) + ["。"]
    return tuple(
        Para(f"（{numeral(n)}）{name}{end}")
        for n, (name, end) in enumerate(zip(names, ends, strict=False), start=1)
    )


def particulars(pairs: Iterable[tuple[str, str]]) -> tuple[Table, ...]:
    """Return what is known as a table of two columns; what is not known takes no row."""
    rows = tuple((name, value) for name, value in pairs if value)
    return (Table(header=(), rows=rows, widths=(42, 114)),) if rows else ()


def optional_day(day: date | None, provisional: bool = False) -> str:
    """Return the day, or nothing."""
    return computed_day(day, provisional) if day else ""


def h1(number: int, text: str) -> Para:
    """Return a heading of first rank: 一、…."""
    return Para(f"{numeral(number)}、{text}", ParaStyle.H1)


def letter(
    kind: str,
    heading: str,
    facts: LetterFacts,
    body: tuple[Block, ...],
    *,
    addressee: str,
    sender: str,
) -> LetterText:
    """Return the whole letter around its body: number, attachments, date, notes and mark."""
    return LetterText(
        kind=kind,
        number=facts.letter_number,
        heading=heading,
        addressee=addressee,
        body=(*body, *worded(facts, Wording.CONTACT)),
        attachments=tuple(name.strip() for name in facts.attachments if name.strip()),
        sender=sender,
        date=facts.written_on,
        note=_note(facts, body),
        mark=PLAYED_MARK if facts.played else "",
        style=facts.style,
    )


def document(text: LetterText, facts: LetterFacts, issuer: str = "") -> LetterText:
    """Return a letter as a document that goes up (文件格式), with who signs it and its 版记.

    An organ has its documents printed by its office (GB/T 9704-2012, 7.4.3).
    """
    style = text.style
    printer = issuing(facts) if text.sender == facts.enacting_organ else text.sender
    printed = Imprint(style.copies_to, style.printed_by or printer, text.date)
    return replace(text, layout=Layout.DOCUMENT, issuer=issuer, imprint=printed)


def issuing(facts: LetterFacts) -> str:
    """Return who sends the letters after deliberation."""
    return facts.issuing_office or facts.enacting_organ


def _note(facts: LetterFacts, body: tuple[Block, ...]) -> str:
    """Return what a reader must know of the days and values above: 暂定, 未核实."""
    notes = []
    if any("（暂定）" in text for text in _texts(body)):
        notes.append(
            "标注“暂定”的日期所涉年度的节假日安排尚未公布，公布后以重新计算并告知的日期为准。"
        )
    if names := "、".join(clause(name) for name in facts.unverified if clause(name)):
        notes.append(f"本件所依据的下列规则值尚未与依据原文核对（未核实）：{names}。")
    return "".join(notes)


def _texts(body: tuple[Block, ...]) -> Iterable[str]:
    """Yield every string that the body says."""
    for block in body:
        if isinstance(block, Para):
            yield block.text
        else:
            yield from (cell for row in block.rows for cell in row)
