"""Does an article set a fee, a fund or a deposit, and does it cite what allows it?"""

import re
from collections.abc import Iterator

from models.check import Check, Passage
from review_flows.checks.red_line import Hit, RedLine, hits_of

_FEE = re.compile(
    r"(?:收取(?!的|方式)|(?<!行政)征收|缴纳|交纳|缴存|交存|预缴|预交|加收|缴交)[^，。；：、]{0,16}"
    r"(?:费用?|基金|押金|保证金|抵押金|滞纳金|管理费|服务费|金)"
    r"|(?:收取|征收|缴纳|交纳)[^，。；：、]{0,12}元"
    r"|(?:按|按照)[^，。；]{0,20}标准(?:收费|收取|征收|缴纳|交纳)"
    r"|收费标准为|收费[^，。；]{0,6}\d+(?:\.\d+)?元"
)
# 未缴纳…的 is no denial: it tells that there is something to pay.
_DENIED = re.compile(
    r"(?:不得|不准|不能|不再|不应|不予|禁止|严禁|停止|取消|减免|免予?|免收|无需|返还|名义|违规|擅自)"
    r"[^，。；]{0,10}$|不$"
)
# Social insurance, taxes, rents and prices are not what this rule means.
_OTHER_PAYMENTS = re.compile(
    r"保险|社保|医保|公积金|税|租金|党费|会费|缴费|基本养老|水费|电费|燃气费|热费|房款|价款|违约金|学费|"
    r"残疾人就业保障金"
)
# What one private person charges another is a price, as a rule no matter of this check.
_PRICE = re.compile(r"服务费|物业|停车")


def hits(passage: Passage) -> Iterator[Hit]:
    """Yield the words that make somebody pay."""
    for hit in hits_of(passage.text, _FEE):
        if not _DENIED.search(hit.before) and not _OTHER_PAYMENTS.search(hit.words):
            yield hit


RED_LINE = RedLine(
    code="sets_a_fee",
    matter="收费、基金或者保证金",
    source="《优化营商环境条例》（2019年）第二十五条：设立政府性基金、涉企行政事业性收费、涉企保证金，"
    "应当有法律、行政法规依据或者经国务院批准；"
    "《中华人民共和国价格法》第四十七条：国家行政机关的收费，应当依法进行",
    hits=hits,
    doubtful=_PRICE,
    advice_cited="请核对收费项目、对象和标准是否由所引规定设立，并在目录清单之内。",
    advice_uncited="请说明收费的主体和性质：属于行政事业性收费、基金、保证金的，写明设立依据，没有依据的删除；"
    "属于经营者自主定价的，不宜由本文件规定。",
)
CHECK = Check(
    code=RED_LINE.code,
    question="是否设立收费、基金或者保证金？",
    source=RED_LINE.source,
    run=RED_LINE.run,
)
