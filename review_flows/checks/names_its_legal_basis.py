"""Does the text name the law that it rests on, where it begins?"""

import re
from collections.abc import Iterator

from models.check import WHOLE_TEXT, Check, DraftText
from models.finding import Finding, FindingSeverity
from models.structure.clause import ClauseLevel
from review_flows.checks.citations import laws_cited

CODE = "names_its_legal_basis"
SOURCE = (
    "国办发〔2018〕115号（五）（六）：审核材料应当包括制定文件所依据的法律、法规、规章和国家政策规定，"
    "并审核内容是否符合上述规定"
)
_BASIS = re.compile(r"(?:根据|依据|依照|按照|遵照|落实|贯彻|执行|实施)[^。；]{0,60}《[^》]{2,}》")
_VAGUE = re.compile(r"(?:根据|依据|依照|按照)[^。；《]{0,40}(?:法律|法规|规章|规定|精神|要求|文件)")


def run(draft: DraftText) -> Iterator[Finding]:
    """Yield a finding where the opening names no basis, or none that is a law or a rule."""
    address, opening = _opening(draft)
    named = [found.group() for found in _BASIS.finditer(opening)]
    severity = FindingSeverity.WARN
    if any(laws_cited(words, draft.title) for words in _sentences(opening, named)):
        return
    if named:
        severity = FindingSeverity.INFO  # National policy is a basis too; which, a person sees.
        message = "开头引用的依据中没有法律、法规、规章，只有其他文件。"
    elif _VAGUE.search(opening):
        message = "开头只笼统写明根据有关规定，没有写明依据的名称。"
    else:
        message = "开头没有写明制定依据。"
    yield Finding(
        check=CODE,
        severity=severity,
        address=address,
        message=message,
        advice="请写明所依据的法律、法规、规章的名称，必要时写明条款。",
        basis=SOURCE,
    )


def _opening(draft: DraftText) -> tuple[str, str]:
    """Return where the basis belongs and the words there: down to the end of the first article.

    In a text without articles that is its first numbered piece (一、 or （一）).
    """
    level = ClauseLevel.ARTICLE if draft.has_articles else ClauseLevel.PARAGRAPH
    openers = [clause for clause in draft.clauses if clause.level is level]
    first = openers[0].address if openers else ""
    words: list[str] = []
    for passage in draft.passages():
        words.append(passage.text)
        if passage.address == first:
            words.append(passage.article)
            break
    return (first if draft.has_articles else WHOLE_TEXT), "\n".join(words)


def _sentences(text: str, named: list[str]) -> Iterator[str]:
    """Yield the whole sentences that name a basis: the list of laws may go on after the first."""
    for sentence in re.split(r"[。\n]", text):
        if any(words in sentence for words in named):
            yield sentence


CHECK = Check(code=CODE, question="是否写明制定依据？", source=SOURCE, run=run)
