"""印发通知单: the document is registered, numbered and printed in one place (三统一)."""

from models.letter import Addressee, Block, LetterFacts, LetterKind, LetterText, Para
from review_flows.letters import answers, phrases
from review_flows.letters.review_scope import review_of


def compose(facts: LetterFacts) -> LetterText:
    """Return the letter that gives the drafting unit the document's two numbers."""
    title = phrases.quoted(facts.title.strip()) if facts.title.strip() else "该文件"
    body: tuple[Block, ...] = (
        Para(
            f"你单位起草的{title}{_decided(facts)}，现予统一登记、统一编号、统一印发，有关事项通知如下："
        ),
        *phrases.particulars(_particulars(facts)),
        *_void(facts),
        *phrases.said(facts.reason),
        *_publish(facts),
    )
    return phrases.letter(
        KIND.code,
        KIND.name,
        facts,
        body,
        addressee=facts.drafting_unit,
        sender=phrases.issuing(facts),
    )


def _decided(facts: LetterFacts) -> str:
    """Return by whom the document was decided and signed."""
    day = f"于{phrases.chinese_day(facts.deliberated_on)}" if facts.deliberated_on else ""
    met = f"已{day}经{facts.meeting}审议通过" if facts.meeting else f"已{day}经集体审议通过"
    return f"{met}并签发" if facts.signer or facts.signed_on else met


def _particulars(facts: LetterFacts) -> tuple[tuple[str, str], ...]:
    """Return the rows of the issuance register that concern the drafting unit."""
    return (
        ("发文字号", facts.document_number),
        ("登记号", facts.registration_number),
        ("制定机关", facts.enacting_organ),
        ("审议会议", facts.meeting),
        ("审议日期", phrases.optional_day(facts.deliberated_on)),
        ("签发人", facts.signer),
        ("签发日期", phrases.optional_day(facts.signed_on)),
        (f"{review_of(facts)}意见书文号", facts.opinion_number),
        ("修改稿复核", answers.confirmed(facts)),
        ("审核件编号", facts.case_number),
        ("印发文本校验值（SHA-256）", facts.draft_sha256),
        ("印发份数", "，".join(f"{name}{n}份" for name, n in facts.copies)),
    )


def _void(facts: LetterFacts) -> tuple[Para, ...]:
    """Return what becomes of the slips that were sent before, and of the numbers on them."""
    if not facts.void_letters:
        return ()
    numbers = f"及其所列{'、'.join(facts.void_numbers)}" if facts.void_numbers else ""
    return (
        Para(
            f"此前发出的{KIND.name}（{'、'.join(facts.void_letters)}）{numbers}已经作废，不得再行使用。"
            f"请将该{KIND.name}退回本机关或者自行销毁，载有作废编号的文本一并收回。"
        ),
    )


def _publish(facts: LetterFacts) -> tuple[Para, ...]:
    """Return the duty to publish (37号; 《优化营商环境条例》 art. 64)."""
    if not phrases.is_normative(facts):
        return ()
    return (
        Para(
            f"正式文本由本机关统一印发。请依照{phrases.NOTICE_37}的要求，及时向社会公开发布，"
            "公开发布的文本应当载明本通知单所列发文字号和登记号，不得以内部文件形式印发执行。"
        ),
        Para(
            "依照《优化营商环境条例》第六十四条，涉及市场主体权利义务的行政规范性文件"
            "未公布的，不得作为行政管理依据。"
        ),
    )


KIND = LetterKind(
    code="issuance_notice",
    name="印发通知单",
    series="{organ}政印〔{year}〕{number}号",
    sent_on=frozenset({"issue"}),
    to=Addressee.DRAFTING_UNIT,
    compose=compose,
)
