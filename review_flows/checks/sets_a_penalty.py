"""Does an article set a penalty, and does it cite the law that sets it?"""

import re
from collections.abc import Iterator

from models.check import Check, Passage
from review_flows.checks.red_line import Hit, RedLine, hits_of

# The kinds of penalty of the Law on Administrative Penalties (2021), art. 9.
_PENALTY = re.compile(
    r"(?:并?处以?|可以?处|给予|予以)?[^，。；：、]{0,24}罚款"
    r"|没收"
    r"|(?:暂扣|吊销)(?:、(?:暂扣|吊销))?"
    r"|责令(?:其|限期)?(?:停产停业|停产|停业|关闭|停止(?:运营|经营|营业|生产|服务|业务))"
    r"|限制(?:开展)?(?:生产经营活动|从业)|(?:终身|\S{1,3}年内)?(?:禁止从业|不得从业)"
    r"|取消[^，。；]{0,6}(?:经营|从业|执业)(?:资格|资质)"
    r"|降低资质等级|行政拘留|处[^，。；]{0,12}拘留"
    r"|(?:处以?|给予|予以|并|进行|单位)警告|通报批评"
)
# "被吊销…的", "受到罚款处罚的", "不得罚款" speak of penalties without setting one.
_TOLD_OF = re.compile(
    r"(?:被|受到|受过|免予|不予|停止|取消|乱|被(?:依法)?(?:处|给予|予以)[^，。；]{0,20}"
    r"|不得[^，。；：的元]{0,8})$"
)
_MEASURED = re.compile(
    r"数额|收入|金额的|票据|限额|幅度|裁量|决定书?|有一定|(?:的?行政)?处罚(?:的|时|，|$)|标准"
)
# Bodies and officials answer to their superiors: discipline, no penalty.
_OFFICE = r"(?:行政机关|部门|人民政府|街道办事处)"
_OWN_PEOPLE = re.compile(
    r"工作人员|处分|责任单位|领导(?:干部|班子)|不力"
    rf"|对[^，。由]{{0,14}}{_OFFICE}"
    rf"|^[^，。由]{{0,14}}{_OFFICE}(?!(?:可以|应当|依法)*(?:给予|予以|处|进行))"
)
_INTERNAL = re.compile(r"通报批评|警告")


def hits(passage: Passage) -> Iterator[Hit]:
    """Yield the words that set a penalty."""
    for hit in hits_of(passage.text, _PENALTY):
        if not _told_of(hit) and not _is_discipline(hit):
            yield hit


def _told_of(hit: Hit) -> bool:
    fine, is_fine = hit.words.removesuffix("罚款"), hit.words.endswith("罚款")
    spoken_of = _TOLD_OF.search(hit.before + fine if is_fine else hit.before)
    measured = _MEASURED.match(hit.after) and "元" not in hit.after  # 罚款标准为二百元 sets one.
    return bool(spoken_of or measured)


def _is_discipline(hit: Hit) -> bool:
    sentence = f"{hit.before}{hit.words}{hit.after}"
    return bool(_INTERNAL.search(hit.words) and _OWN_PEOPLE.search(sentence))


RED_LINE = RedLine(
    code="sets_a_penalty",
    matter="行政处罚",
    source="《中华人民共和国行政处罚法》（2021年修订）第十六条：除法律、法规、规章外，其他规范性文件不得设定行政处罚",
    hits=hits,
    doubtful=_INTERNAL,
    advice_cited="请逐项核对行为、种类、幅度和实施机关是否与所引条文一致，不得超出。",
    advice_uncited="请删除，或者写明设定该处罚的法律、法规、规章的名称和条款，并与其一致。",
)
CHECK = Check(
    code=RED_LINE.code,
    question="是否设定行政处罚？",
    source=RED_LINE.source,
    run=RED_LINE.run,
)
