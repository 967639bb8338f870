"""请予说明函, 备案审查意见书, 自行纠正建议书 …: what a recipient says of the content."""

from collections.abc import Callable, Mapping

from models.filing import FilingAnswer
from models.letter import Block, LetterText, Para
from models.received_filing import AnswerLetter
from models.words import word_of
from review_flows.letters import filing_receipt, phrases
from review_flows.letters.filing_letter import Letterhead, came, filing_letter, replied_by

INQUIRY = Letterhead("请予说明函", "{organ}备询〔{year}〕{number}号")
OPINION = Letterhead("备案审查意见书", "{organ}备审〔{year}〕{number}号")
SUGGESTION = Letterhead("自行纠正建议书", "{organ}备建〔{year}〕{number}号")
REVOCATION = Letterhead("改变或者撤销决定书", "{organ}备撤〔{year}〕{number}号")
PASSED = Letterhead("备案审查结果告知函", "{organ}备结〔{year}〕{number}号")


def inquiry(letter: AnswerLetter) -> LetterText:
    """Return the letter that asks the maker to explain something."""
    body: tuple[Block, ...] = (
        Para(f"{came(letter)}经备案审查，下列问题需要你机关说明："),
        *phrases.said(letter.text),
        *replied_by(letter, "书面说明，并附有关依据和材料"),
        Para("本函不对文件内容是否合法作出判断。"),
    )
    return filing_letter(letter, INQUIRY, body)


def opinion(letter: AnswerLetter) -> LetterText:
    """Return the written opinion that something is wrong and is to be corrected."""
    body = (
        Para(f"{came(letter)}经备案审查，提出审查意见如下："),
        *_faults(letter),
        *replied_by(letter, "研究处理并书面反馈处理情况；纠正的，应当重新报备"),
    )
    return filing_letter(letter, OPINION, body)


def suggestion(letter: AnswerLetter) -> LetterText:
    """Return the letter that suggests that the maker corrects the document itself."""
    body = (
        Para(f"{came(letter)}经备案审查，该文件存在下列问题，建议你机关自行纠正："),
        *_faults(letter),
        *replied_by(letter, "自行纠正并重新报备；有不同意见的，书面说明理由"),
    )
    return filing_letter(letter, SUGGESTION, body)


def revocation(letter: AnswerLetter) -> LetterText:
    """Return the decision that changes or revokes the document."""
    body = (
        Para(f"{came(letter)}经备案审查，本机关对该文件决定如下："),
        *_faults(letter),
    )
    return filing_letter(letter, REVOCATION, body)


def passed(letter: AnswerLetter) -> LetterText:
    """Return the letter that ends a review without asking for anything."""
    body: tuple[Block, ...] = (
        Para(f"{came(letter)}本机关已结束备案审查，未要求你机关作进一步处理。"),
        *phrases.said(letter.text),
        Para("执行中发现新的问题的，可以再次审查。"),
    )
    return filing_letter(letter, PASSED, body)


def _faults(letter: AnswerLetter) -> tuple[Block, ...]:
    """Return the kinds of problem (domain.md, §6.4), then what was found in words."""
    named = "、".join(word_of("ProblemType", code, "zh") for code in letter.problems)
    return (Para(f"问题类型：{named}。"), *phrases.said(letter.text))


KINDS: Mapping[FilingAnswer, tuple[Letterhead, Callable[[AnswerLetter], LetterText]]] = {
    **filing_receipt.KINDS,
    FilingAnswer.INQUIRY: (INQUIRY, inquiry),
    FilingAnswer.REVIEW_OPINION: (OPINION, opinion),
    FilingAnswer.CORRECTION_SUGGESTED: (SUGGESTION, suggestion),
    FilingAnswer.REVOCATION_DECIDED: (REVOCATION, revocation),
    FilingAnswer.PASSED: (PASSED, passed),
}


def letterhead(kind: FilingAnswer) -> Letterhead:
    """Return the name and the series of the letter that an answer is."""
    return KINDS[kind][0]


def compose(letter: AnswerLetter) -> LetterText:
    """Return the letter of an answer."""
    return KINDS[FilingAnswer(letter.kind)][1](letter)
