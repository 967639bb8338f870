"""备案回执, 补正通知书, 不予备案登记通知书: what a recipient says of the form of a filing."""

from models.filing import FilingAnswer
from models.letter import Block, LetterText, Para
from models.received_filing import AnswerLetter
from review_flows.letters import phrases
from review_flows.letters.filing_letter import Letterhead, came, filing_letter, replied_by, stated

RECEIPT = Letterhead("备案回执", "{organ}备回〔{year}〕{number}号")
SUPPLEMENT = Letterhead("备案材料补正通知书", "{organ}备补〔{year}〕{number}号")
RETURNED = Letterhead("不予备案登记通知书", "{organ}备退〔{year}〕{number}号")
_NO_JUDGEMENT = "本通知只涉及报备材料的形式，不对文件内容是否合法作出判断。"


def registered(letter: AnswerLetter) -> LetterText:
    """Return the receipt: under which number and on which day the document is on file."""
    what = "经审查，纠正后重新报备的文件" if letter.again else "经形式审查，报备的文件"
    body: tuple[Block, ...] = (
        Para(f"{came(letter)}{what}符合备案登记的要求，准予登记。登记情况如下："),
        *phrases.particulars(
            (
                ("备案号", letter.filing_number),
                ("文件名称", phrases.quoted(letter.title)),
                ("发文字号", letter.document_number),
                ("登记号", letter.registration_number),
                ("公布日期", stated(letter.published_on)),
                ("收到日期", stated(letter.received_on)),
                ("登记日期", stated(letter.written_on)),
            )
        ),
        *phrases.said(letter.text),
        Para("本回执证明报备文件已予登记，备案审查另行进行。"),
    )
    return filing_letter(letter, RECEIPT, body)


def supplement(letter: AnswerLetter) -> LetterText:
    """Return the notice of what is missing, and by when it is to come."""
    body: tuple[Block, ...] = (
        Para(
            f"{came(letter)}经形式审查，报备材料不齐全或者不符合要求，现暂缓登记。"
            "需要补正的内容如下："
        ),
        *phrases.said(letter.text),
        *replied_by(letter, "补正后重新报送"),
        Para(_NO_JUDGEMENT),
    )
    return filing_letter(letter, SUPPLEMENT, body)


def returned(letter: AnswerLetter) -> LetterText:
    """Return the notice that a document is not to be filed here, and why."""
    body: tuple[Block, ...] = (
        Para(f"{came(letter)}经形式审查，该文件不予备案登记，报备材料予以退回。"),
        *phrases.said(letter.text, "理由："),
        Para(_NO_JUDGEMENT),
    )
    return filing_letter(letter, RETURNED, body)


KINDS = {
    FilingAnswer.REGISTERED: (RECEIPT, registered),
    FilingAnswer.SUPPLEMENT_REQUIRED: (SUPPLEMENT, supplement),
    FilingAnswer.RETURNED: (RETURNED, returned),
}
