"""What the words of a title and a text say of the limbs and exclusions of a normative document.

The limbs stand in 国办发〔2018〕37号; the exclusions are those that the rules of several places
have in common. The patterns are kept as texts: a command that classifies nothing builds none.
"""

import re
from collections.abc import Iterator, Mapping

from models.form_check import Exclusion, Limb

_LONGEST_QUOTE = 30  # characters
_QUOTES = 2  # of one limb: enough to look it up, not the whole text

# People outside the administration, as drafts name them.
_OUTSIDER = (
    "(?:公民|法人|其他组织|(?:任何)?(?:单位|组织)和个人|个人|企业|经营者|经营户|个体工商户|生产者|"
    "销售者|运营(?:单位|主体|者)|用人单位|建设单位|施工单位|生产经营单位|物业服务(?:企业|人)|业主|"
    "居民|村民|当事人|申请(?:人|单位|对象|家庭)|承租人|保障对象|(?:参保|缴费|就业|低保)(?:人员|对象|"
    "人)|监护人|家长|幼儿园|学校|医疗机构|养老(?:服务)?机构|服务机构|社会组织|行业协会|测试主体|"
    "(?:个人信息)?处理者|服务(?:提供|使用)者|运营者|驾驶人|车主|所有权人|使用人|投资者|纳税人|用户|"
    "消费者|老年人|见习(?:单位|基地|人员)|孵化器|评价机构|培训机构)"
)
_DUTY = (
    "(?:应当|必须|不得|不准|禁止|严禁|应(?:在|于|按|将|向|依|遵|提|主)|须(?:在|于|按|将|向|经|持))"
)
_RIGHT = "(?:可以?(?:申请|申报|享受|领取|报名)|有权|享受|免费)"
# 对企业应当…, 向用户不得…: the words that follow are about somebody else's duty.
_NOT_OBJECT = "(?<![对向为给与])"

# No organ of the administration: 居民委员会, 村民委员会, 业主委员会.
_ORGAN = r"(?:政府|国务院|(?<!居民)(?<!村民)(?<!业主)委员会|管委会|街道办事处|[^公邮]局|厅|部)"

LIMBS: Mapping[Limb, str] = {
    # In the title, or where the text says who decided on it; a law that is cited names its own.
    Limb.MAKER: rf"\A[^《》，。；：\n]{{0,60}}?{_ORGAN}[^《》，。；：\n]{{0,14}}关于"
    rf"|经[^《》，。；：\s]{{1,30}}{_ORGAN}[^《》，。；：\s]{{0,14}}(?:审议通过|同意)",
    Limb.EXTERNAL: rf"{_NOT_OBJECT}{_OUTSIDER}[^，。；：\n]{{0,15}}?(?:{_DUTY}|{_RIGHT})"
    r"[^，。；：\n]{0,8}"
    r"|给予[^，。；：\n]{0,20}(?:补贴|补助|奖励|资助|扶持)|处[^，。；\n]{0,20}罚款",
    Limb.GENERAL: r"适用于[^，。；\n]{2,20}"
    r"|[^，。；\n]{0,20}(?<!不)适用本(?:办法|规定|细则|规则|规范|通告)"
    r"|任何(?:单位|组织)和个人|凡[^，。；\n]{2,20}的"
    r"|(?:行政区域|辖区|全市|全区|全县)(?:范围)?内[^，。；\n]{0,10}",
    Limb.REPEATED: r"(?:自|从|于)[^。；，\n]{0,30}(?:起|日|后)[^。；，\n]{0,4}"
    r"(?:施行|实施|执行|生效)|有效期[^。；，\n]{0,6}年",
}

# Bodies that may not issue normative documents, and the Party, which is no administrative organ.
PARTY = r"^(?:中共|中国共产党|[^《》]{0,20}(?:党委|党组|纪委|党工委)[^《》]{0,6}关于)"
NO_MAKER = r"^[^《》]{0,30}(?:领导小组|指挥部|联席会议|工作专班|筹备组)(?:办公室)?关于"

# Read in the name of the document: what a notice brings with it, or its own title.
EXCLUSIONS: Mapping[Exclusion, str] = {
    Exclusion.INTERNAL_MANAGEMENT: r"(?:工作|会议|值班|考勤|学习|请销假|财务管理|保密|例会)制度"
    r"|内部(?:管理|控制|审计)|机关(?:工作人员|公文|内部|财务)|岗位职责|议事规则",
    Exclusion.ORGANISATION: r"机构编制|三定|职能配置|内设机构|人员编制|(?:成立|调整)[^《》]*"
    r"(?:领导小组|指挥部|专班|委员会|联席会议|成员)",
    Exclusion.MEETING_PAPER: r"会议纪要|讲话|关于召开|会议(?:的)?通知",
    Exclusion.WORK_PLAN: r"(?:方案|计划|要点|任务分工|任务清单|责任分工)$",
    Exclusion.REQUEST_OR_REPORT: r"(?:请示|报告|议案)$",
    Exclusion.LETTER: r"(?:[^公]函|复函)$",
    Exclusion.HONOURS: r"表彰|表扬|嘉奖|授予[^《》]*称号|先进(?:集体|个人|单位)的"
    r"|给予[^《》]*处分",
    Exclusion.PERSONNEL: r"任免|任职|免职|任命",
    Exclusion.SINGLE_MATTER: r"(?:批复|答复)$|情况的?通报$|关于同意"
    r"|(?:处理|处罚|征收|收回)决定书?$",
    Exclusion.PLANNING: r"规划(?:纲要)?$",
    Exclusion.TECHNICAL_STANDARD: r"(?:技术(?:标准|规范|规程|导则|指南)|操作规程)$",
    Exclusion.EMERGENCY_PLAN: r"预案$",
    Exclusion.BUDGET: r"下达[^《》]*(?:预算|资金|指标|投资)|拨付|预算(?:调整|安排)"
    r"|批准[^《》]*项目",
    Exclusion.PUBLIC_SERVICE_NOTICE: r"(?:办公|办事|服务|营业)(?:地点|时间|地址|场所)|搬迁|作息",
}
SECRET = r"^\s*(?:绝密|机密|秘密)(?:★|\s|$)"

CONTRACT = r"(?:合同|协议|协议书|备忘录)$"
ENFORCEMENT = r"行政(?:处罚|许可|强制|征收|征用|处理|补偿|给付)[^《》]{0,6}决定书?$"
DECISION = r"重大行政决策(?:草案|事项|方案)"
# Names that normative documents bear (domain.md §7).
NORMATIVE_NAME = r"(?:办法|规定|细则|规则|意见|决定|通告)$"

_INNER_MARKS = str.maketrans("“”", "‘’")
_TAIL = r"(?:[（(][^（）()]*[）)])+$"
_BROUGHT = r"(?:印发|发布|公布|转发)(?P<name>.+?)的?(?:通知|公告|通告|决定)$"


def name_of(title: str) -> str:
    """Return the name that tells what a document is, without 《》 and （试行） and the like.

    Of a notice that issues something it is the name of that: 关于印发《甲办法》的通知 → 甲办法.
    """
    bare = _bare(title)
    brought = re.search(_BROUGHT, bare)
    return _bare(brought["name"]) if brought else bare


def _bare(title: str) -> str:
    inner = re.sub(_TAIL, "", title.strip()).strip()
    whole = re.fullmatch(r"《(.*)》", inner)
    return re.sub(_TAIL, "", whole[1] if whole else inner).strip()


def quotes(pattern: str, text: str) -> tuple[str, ...]:
    """Return the first words that a pattern finds in a text, each once and shortened."""
    found: dict[str, None] = {}
    for match in re.finditer(pattern, text):
        found[_shortened(match.group().strip())] = None
        if len(found) == _QUOTES:
            break
    return tuple(found)


def excluded(name: str, text: str) -> Iterator[tuple[Exclusion, str]]:
    """Yield each exclusion that the name, or a mark of secrecy, speaks of, with the words."""
    for exclusion, pattern in EXCLUSIONS.items():
        if words := quotes(pattern, name):
            yield exclusion, words[0]
    if mark := re.search(SECRET, text, re.MULTILINE):
        yield Exclusion.SECRET, mark.group().strip(" ★\n")


def _shortened(words: str) -> str:
    words = words.translate(_INNER_MARKS)  # They will stand in quotation marks themselves.
    return words if len(words) <= _LONGEST_QUOTE else f"{words[: _LONGEST_QUOTE - 1]}…"
