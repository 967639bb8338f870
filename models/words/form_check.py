"""Words of the form check: materials, grounds of a return, what a normative document is."""

from models.words.pair import Words as W

CODES: dict[str, dict[str, W]] = {
    "MaterialState": {
        "missing": W("未提交", "missing"),
        "received": W("已收到，待核对", "received, not looked at"),
        "sufficient": W("符合要求", "sufficient"),
        "insufficient": W("不符合要求", "insufficient"),
        "not_needed": W("本件无需提供", "not needed here"),
    },
    "ReturnGround": {
        "out_of_scope": W("不属于审核范围", "out of scope"),
        "no_authority": W("没有制定权限或者主要内容与上位法抵触", "no authority"),
        "not_ripe": W("制定条件尚不成熟", "not ripe"),
        "dispute_open": W("重大分歧未经协调", "a dispute is open"),
        "not_heard": W("应当征求意见而未征求", "those concerned were not heard"),
        "materials_incomplete": W("材料不齐或者不符合要求", "materials incomplete"),
        "superseded": W("已有新的送审稿", "superseded"),
    },
    "Limb": {
        "maker": W("制定主体", "maker"),
        "external": W("外部性", "external effect"),
        "general": W("普遍约束力", "generally binding"),
        "repeated": W("反复适用", "repeatedly applicable"),
    },
    "LimbAnswer": {
        "yes": W("是", "yes"),
        "no": W("否", "no"),
        "unknown": W("不能判断", "unknown"),
    },
    "Exclusion": {
        "internal_management": W("内部管理规范、工作制度", "internal management"),
        "organisation": W("机构编制、职责调整", "organisation and staffing"),
        "meeting_paper": W("会议纪要、会议通知、讲话", "meeting paper"),
        "work_plan": W("工作方案、计划、要点", "work plan"),
        "request_or_report": W("请示、报告、议案", "request or report"),
        "letter": W("商洽性函", "letter"),
        "honours": W("表彰奖惩", "honours"),
        "personnel": W("人事任免", "personnel"),
        "single_matter": W("具体事项的通报、通知、处理决定", "single matter"),
        "planning": W("规划", "planning"),
        "technical_standard": W("专业技术标准、操作规程", "technical standard"),
        "emergency_plan": W("应急预案", "emergency plan"),
        "budget": W("下达预算、拨付资金、审批项目", "budget or funds"),
        "public_service_notice": W("公布办事时间、地点的便民通告", "public service notice"),
        "secret": W("涉密文件", "secret"),
    },
}
# How the parts of an urgent procedure are named in a rule set.
PHRASES: dict[str, W] = {
    "part.grounds": W("情形", "grounds"),
    "part.may_lack": W("可以后补的材料", "may be lacking"),
}
