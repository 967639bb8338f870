"""形式审查: the state of each material, the grounds of a return, the limbs of the definition."""

from enum import StrEnum


class MaterialState(StrEnum):
    """Where one line of the list of materials stands.

    MISSING and RECEIVED are read from the documents of the case; the others are the clerk's word.
    """

    MISSING = "missing"
    RECEIVED = "received"  # there, and not looked at yet
    SUFFICIENT = "sufficient"
    INSUFFICIENT = "insufficient"  # there, and of no use; the note says why
    NOT_NEEDED = "not_needed"  # only of a material that is required when relevant


class ReturnGround(StrEnum):
    """Why a submission is returned; a rule set says which of them it knows (domain.md §2.7)."""

    OUT_OF_SCOPE = "out_of_scope"  # 不属于审核范围
    NO_AUTHORITY = "no_authority"  # 无权限，或者主要内容与上位法抵触
    NOT_RIPE = "not_ripe"  # 制定条件尚不成熟
    DISPUTE_OPEN = "dispute_open"  # 重大分歧未经协调
    NOT_HEARD = "not_heard"  # 应当公开征求意见而未征求
    MATERIALS_INCOMPLETE = "materials_incomplete"  # 材料不齐，逾期未补
    SUPERSEDED = "superseded"  # 已有新的送审稿


class Limb(StrEnum):
    """The four limbs of the definition of a normative document (国办发〔2018〕37号)."""

    MAKER = "maker"  # 制定主体: an administrative organ, or an organisation authorised by law
    EXTERNAL = "external"  # 外部性: touches rights and duties of people outside
    GENERAL = "general"  # 普遍约束力: for whomever it fits, not for named ones
    REPEATED = "repeated"  # 反复适用: within a period, more than once


class LimbAnswer(StrEnum):
    """What the words of a title and a text say of one limb."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"  # nothing was found either way: a person has to look


class Exclusion(StrEnum):
    """What the rules at hand say is no normative document (domain.md §7); the lists differ."""

    INTERNAL_MANAGEMENT = "internal_management"  # 内部管理规范、工作制度
    ORGANISATION = "organisation"  # 机构编制、三定
    MEETING_PAPER = "meeting_paper"  # 会议纪要、通知、讲话
    WORK_PLAN = "work_plan"  # 工作方案、计划、要点
    REQUEST_OR_REPORT = "request_or_report"  # 请示、报告、议案
    LETTER = "letter"  # 商洽性函
    HONOURS = "honours"  # 表彰奖惩
    PERSONNEL = "personnel"  # 人事任免
    SINGLE_MATTER = "single_matter"  # 具体事项的通报、通知、行政处理决定
    PLANNING = "planning"  # 规划
    TECHNICAL_STANDARD = "technical_standard"  # 专业技术标准
    EMERGENCY_PLAN = "emergency_plan"  # 应急预案
    BUDGET = "budget"  # 下达预算、拨付资金、审批项目
    PUBLIC_SERVICE_NOTICE = "public_service_notice"  # 公布办事时间、地点的便民通告
    SECRET = "secret"  # 涉密文件
