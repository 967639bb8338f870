"""Words of people, absences and the separation of duties."""

from models.words.pair import Words as W

CODES: dict[str, dict[str, W]] = {
    "Action": {
        "see_case": W("查看审核件", "see the case"),
        "read_documents": W("阅读送审材料", "read the documents"),
        "read_findings": W("阅读预审发现", "read the findings"),
        "read_review": W("阅读审核过程材料", "read the review"),
        "see_queue": W("查看待办", "see the queue"),
        "submit": W("报送", "submit"),
        "move": W("办理", "act"),
        "see_ledger": W("查看台账", "see the ledger"),
        "see_register": W("查看发文登记表", "see the issuance register"),
        "import_catalogue": W("导入发文目录", "import catalogues of issued documents"),
        "cross_check": W("核查发文目录", "cross-check what was issued"),
        "read_log": W("查看流转记录", "read the log of a case"),
        "read_site_log": W("查看系统记录", "read the log of the site"),
        "verify_log": W("校验流转记录", "verify the log"),
        "export_log": W("导出流转记录", "export the log of a case"),
        "redact_log": W("删除记录中的个人信息", "remove a text from the log"),
        "see_rules": W("查看规则", "see the rules"),
        "see_calendar": W("查看日历", "see the calendar"),
        "change_calendar": W("变更日历", "change the calendar"),
        "see_people": W("查看人员", "see the people"),
        "manage_people": W("管理单位和人员", "manage units and people"),
        "grant_roles": W("授予角色", "grant roles"),
        "manage_accounts": W("管理账户", "manage accounts"),
        "read_security_log": W("查看安全日志", "read the security log"),
        "see_account_policy": W("查看账户策略", "see the policy of accounts"),
        "enter_absence": W("登记本人外出", "enter one's own absence"),
        "enter_others_absence": W("登记他人外出", "enter the absence of others"),
        "see_cleanup": W("查看清理", "see a clean-up"),
        "keep_cleanup": W("组织清理", "keep a clean-up"),
        "see_notices": W("查看消息", "see the messages"),
        "take_in": W("收取报送", "take submissions in"),
        "operate": W("运行维护", "operate the site"),
        "receive_filing": W("接收报备", "take in what others file"),
        "answer_filing": W("答复报备", "answer what others filed"),
        "judge_filing": W("作出备案审查结论", "judge what others filed"),
        "see_received": W("查看收到的报备", "see what others filed"),
    },
    "Relation": {
        "own_unit": W("本单位的审核件", "of the own unit"),
        "conflicted": W("应当回避", "conflicted"),
        "reviewer": W("本人承办", "its reviewer"),
        "reviewed": W("参与过审核", "has had a hand in its review"),
        "asked": W("正被征询", "being asked"),
        "unclaimed": W("无人承办", "unclaimed"),
    },
    "SeparationRule": {
        "administrators": W("三员互斥", "administrators apart"),
        "business": W("管理员不办业务", "administrators without business"),
        "flows": W("系统角色不授予人员", "the flows' role is nobody's"),
        "signature": W("审核与签署分离", "review and signature apart"),
        "own_unit": W("本单位文件回避", "no review of the own unit's documents"),
    },
}
PHRASES: dict[str, W] = {
    "heading.away": W("外出人员", "away"),
    "heading.stand_in": W("代办人", "stand-in"),
    "heading.first_day": W("首日", "first day"),
    "heading.last_day": W("末日", "last day"),
    "heading.entered_by": W("登记人", "entered by"),
    "heading.may_not": W("代办人不能办理的原因", "why the stand-in may not"),
    "heading.consultation": W("征询号", "question no."),
    "heading.problem": W("问题", "problem"),
    "heading.replacement": W("建议表述", "replacement wording"),
    "heading.adoption_reason": W("理由", "reason"),
    "heading.point": W("审核要点", "point"),
    "section.comments": W("顾问逐条意见", "comments of the advice"),
    "section.opinion_points": W("审核要点", "points of the review"),
    "mark.cancelled": W("已于{at}取消", "cancelled {at}"),
    "absence.entered": W(
        "已登记第{id}号外出：{person}自{first_day}至{last_day}，由{stand_in}代办。",
        "Absence {id} is entered: {person} from {first_day} to {last_day}, {stand_in} stands in.",
    ),
    "absence.due": W(
        "外出期间有{count}项任务到期，其中{blocked}项代办人不能办理，请转办或者分派。",
        "Tasks that fall due meanwhile: {count}; the stand-in may not do {blocked} of them: "
        "transfer or assign those.",
    ),
    "absence.none": W("没有登记的外出。", "No absence is entered."),
    "absence.cancelled": W(
        "已取消第{id}号外出：{person}自{first_day}至{last_day}，{stand_in}不再代办。",
        "Absence {id} is cancelled: {person} from {first_day} to {last_day}; {stand_in} stands "
        "in no longer.",
    ),
    "people.stranded": W(
        "有{count}项任务的办理人已停用、不再担任该角色或者应当回避，请分派给他人。",
        "Tasks whose holder is disabled, or may not have them any more: {count}. Assign them.",
    ),
}
HELP: dict[str, str] = {
    "people import": "从 CSV 或者 .xlsx 文件增加或更新单位和人员；全部写入，或者全不写入。\n\n"
    "列为 unit、unit_name、unit_kind、person、person_name，可另有 roles（角色）、"
    "mail（电子邮箱）、since 和 until（在该单位的起止日）、active（yes 或 no）；"
    "未列的保持不变。\n\n"
    "设有管理员以后须用 --as：单位和人员由系统管理员导入，角色由安全管理员授予。\n\n"
    "示例：review-flows people import people.xlsx --as admin",
    "people import file": "CSV 或者 .xlsx 文件；已有的人员将被更新。",
    "absence": "外出：谁在何时外出，由谁代办。",
    "absence add": "登记外出和代办人，并列出外出期间到期的任务。\n\n"
    "示例：review-flows absence add --from 2026-03-16 --to 2026-03-20 --stand-in zhao --as shen",
    "absence add --from": "外出首日。",
    "absence add --to": "外出末日。",
    "absence add --stand-in": "外出期间的代办人。",
    "absence add --person": "外出人员；省略时为本人。",
    "absence list": "列出当前和以后的外出；本机构以外的人员只见本人的。\n\n"
    "示例：review-flows absence list",
    "absence list --old": "也列出已结束和已取消的。",
    "absence cancel": "取消外出，包括正在进行的；代办随即终止。\n\n"
    "示例：review-flows absence cancel 3 --as shen",
    "absence cancel number": "外出的编号，见 absence list。",
}
