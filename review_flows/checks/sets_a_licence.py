"""Does an article set a licence, or a gate under another name (备案, 登记, 名录, 认定)?"""

import re
from collections.abc import Iterator

from models.check import Check, Passage
from review_flows.checks.red_line import Hit, RedLine, hits_of

_GIVEN = (
    r"(?:批准|审批|核准|许可|准许|同意|备案|登记|注册|认定|认证|审定|审查|审核|年检|年审|监制|验收|"
    r"资格|资质|许可证|执照|牌照|号牌|证书|编号|名录|目录|名单|准入)"
)
# 行政许可法第二条, and the disguised forms of 优化营商环境条例第三十九条.
_GATE = re.compile(
    rf"未(?:依法|按规定|按照规定|事先|提前)?(?:经|取得|获得|领取|办理|通过|列入|纳入|进入)"
    rf"[^，。；]{{0,25}}{_GIVEN}[^，。；]{{0,12}}，?[^，。；]{{0,14}}?(?:不得|不准|禁止|严禁)"
    rf"|未(?:经|被)?(?:批准|许可|同意|备案|登记|注册|认定|审批|核准|年检|年审)的?"
    rf"[^，。；]{{0,6}}，?[^，。；]{{0,14}}?(?:不得|不准|禁止|严禁)"
    rf"|{_GIVEN}[^，。；]{{0,10}}，?[^，。；]{{0,6}}(?:方可|方能|才能|才可以?|始得)"
    rf"|(?:必须|须|应当|需)(?:事先|依法|先行?|首先)?(?:向[^，。；]{{2,16}})?(?:申请)?"
    rf"(?:取得|获得|申领|领取|办理)[^，。；]{{0,20}}"
    rf"(?:许可证?|准入证|资格证书?|资质证书?|登记证|备案编号|上岗证)"
    rf"|(?:必须|须|应当)(?:事先|依法|先)?经[^，。；]{{0,20}}(?:批准|审批|核准|许可|审核同意|审查同意)"
    rf"|持证上岗"
)
# What follows decides: a gate keeps people from doing what they may; a benefit has conditions,
# and papers go through offices.
_NO_GATE = re.compile(
    r"[^，。；]{0,8}(?:享受|申领|领取|获得|补贴|资助|奖励|补助|报名|入园|入学|拨付|列支|支付|结题|入户|"
    r"提交|提请|审议|印发)"
)
# A private person's consent, and the administration's own money, are no licence either.
_NO_LICENCE = re.compile(
    r"(?:本人|监护人|业主|当事人|权利人|个人|委托人|双方)(?:书面)?(?:同意|许可)|财政|预算|经费|资金"
)
# A duty to hold a licence, without a prohibition, most often repeats the law that set it.
_DUTY = re.compile(r"^(?:必须|须|应当|需|持证)")


def hits(passage: Passage) -> Iterator[Hit]:
    """Yield the words that make an act depend on somebody's leave."""
    for hit in hits_of(passage.text, _GATE):
        near = f"{hit.before[-10:]}{hit.words}"
        if not _NO_GATE.match(hit.after) and not _NO_LICENCE.search(near):
            yield hit


RED_LINE = RedLine(
    code="sets_a_licence",
    matter="行政许可或者变相许可",
    source="《中华人民共和国行政许可法》（2019年修正）第十七条：其他规范性文件一律不得设定行政许可；"
    "《优化营商环境条例》（2019年）第三十九条：严禁以备案、登记、目录、认定等形式变相设定行政许可",
    hits=hits,
    doubtful=_DUTY,
    advice_cited="请核对该许可及其条件是否由所引条文设定，本文件不得增设许可或者增加条件。",
    advice_uncited="请删除作为前置条件的要求，或者写明设定该许可的法律、法规的名称和条款；"
    "备案只能是事后告知，不得作为开展活动的条件。",
)
CHECK = Check(
    code=RED_LINE.code,
    question="是否设定行政许可，或者以备案、登记、认定等形式变相设定行政许可？",
    source=RED_LINE.source,
    run=RED_LINE.run,
)
