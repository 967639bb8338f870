"""Words of accounts: policies, passwords, sessions, and the security log."""

from models.words.pair import Words as W

CODES: dict[str, dict[str, W]] = {
    "PolicyName": {
        "dengbao": W("等级保护策略", "the policy of GB/T 22239"),
        "asvs": W("ASVS 策略", "the policy of ASVS"),
    },
    "PolicyFigure": {
        "least_characters": W("口令最短长度（字符）", "least length (characters)"),
        "recommended_characters": W("口令建议长度（字符）", "recommended length (characters)"),
        "least_classes": W("口令至少含几类字符（0为不要求）", "classes of characters (0: none)"),
        "longest_days": W("口令最长使用天数（0为不限）", "days until it is changed (0: never)"),
        "refused_former": W("不得重复的历史口令数", "former passwords refused"),
        "most_failures": W("账户连续失败上限", "failures of an account in a row"),
        "most_failures_of_address": W("网络地址连续失败上限", "failures of an address in a row"),
        "pause_minutes": W("达到上限后的锁定分钟数", "minutes of the pause after them"),
        "idle_minutes": W("无操作自动退出分钟数", "idle minutes"),
        "idle_minutes_of_administrators": W(
            "管理员无操作自动退出分钟数", "idle minutes of administrators"
        ),
        "session_hours": W("一次登录最长小时数", "hours of a session"),
        "most_sessions": W("同时登录上限", "sessions at once"),
        "link_hours": W("一次性链接有效小时数", "hours of a one-time link"),
        "log_days": W("安全日志留存天数", "days of the security log"),
    },
    "PasswordFault": {
        "too_short": W("长度不足", "too short"),
        "too_long": W("过长", "too long"),
        "too_few_classes": W("字符种类不足", "too few classes of characters"),
        "common": W("属于常见口令", "a common password"),
        "names_the_context": W("含有姓名、单位或者系统名称", "names person, office or program"),
        "used_before": W("与近期使用过的口令相同", "used before"),
        "unwritable": W("含有不能书写的字符", "cannot be written"),
    },
    "SecurityStep": {
        "signed_in": W("登录", "signed in"),
        "sign_in_failed": W("登录失败", "sign-in failed"),
        "sign_in_paused": W("锁定登录", "sign-in paused"),
        "session_ended": W("会话结束", "session ended"),
        "session_moved": W("会话更换网络地址", "session moved"),
        "password_changed": W("更换口令", "password changed"),
        "password_refused": W("新口令被拒", "password refused"),
        "link_made": W("生成一次性链接", "link made"),
        "link_used": W("使用一次性链接", "link used"),
        "link_refused": W("一次性链接无效", "link refused"),
        "permission_refused": W("越权被拒", "permission refused"),
        "policy_changed": W("账户策略变更", "policy changed"),
        "log_read": W("查阅安全日志", "security log read"),
        "log_shortened": W("清除到期日志", "log shortened"),
    },
    "SignInFault": {
        "unknown_name": W("无此人员", "unknown name"),
        "no_account": W("未开通账户", "no account"),
        "wrong_password": W("口令错误", "wrong password"),
        "paused": W("锁定期间", "paused"),
    },
    "SessionEnd": {
        "signed_out": W("退出", "signed out"),
        "idle": W("无操作超时", "idle"),
        "too_old": W("超过最长时间", "too old"),
        "too_many": W("超过同时登录上限", "too many"),
        "ended_by_administrator": W("管理员结束", "by the administrator"),
        "ended_by_its_person": W("本人结束", "by its person"),
        "password_was_changed": W("口令已更换", "the password was changed"),
        "person_left": W("人员已停用", "the person left"),
    },
}
PHRASES: dict[str, W] = {
    "heading.step": W("事项", "step"),
    "heading.network_address": W("网络地址", "network address"),
    "heading.particulars": W("详情", "particulars"),
    "heading.policy": W("策略", "policy"),
    "heading.figure": W("项目", "figure"),
    "accounts.link": W(
        "这是{person}的一次性链接令牌，只显示这一次，{until}前有效。请当面或者通过可靠渠道交给本人。",
        "This is the one-time token of {person}, shown this once and good until {until}. "
        "Hand it over in person or by a channel you trust.",
    ),
    "accounts.sessions_ended": W(
        "已结束{person}的{count}个会话。", "Sessions of {person} that were ended: {count}."
    ),
    "security.empty": W("没有符合条件的记录。", "No such lines."),
    "security.broken": W(
        "安全日志不完整：{faults}处问题。请保全现场。",
        "The security log does not hold (faults: {faults}). Keep everything as it is.",
    ),
    "security.policy": W("现行账户策略：{policy}", "The policy of accounts: {policy}"),
}
HELP: dict[str, str] = {
    "people first-administrator": "为首位系统管理员生成一次性链接令牌，仅在尚无任何账户时可用。\n\n"
    "示例：review-flows people first-administrator wei",
    "people first-administrator code": "担任系统管理员的人员代码。",
    "people link": "生成一次性链接令牌，供人员设置口令；此前未使用的令牌作废。\n\n"
    "示例：review-flows people link shen --as wei",
    "people link code": "人员代码。",
    "people end-sessions": "结束某人的全部会话。\n\n"
    "示例：review-flows people end-sessions shen --as wei",
    "people end-sessions code": "人员代码。",
    "security": "账户安全：安全日志和账户策略。",
    "security log": "查阅安全日志并校验其完整性；查阅本身也记入日志。发现问题时退出码为 3。\n\n"
    "示例：review-flows security log --person shen --as shenji",
    "security log --person": "只列某人的记录。",
    "security log --step": "只列某类事项。",
    "security log --since": "自某日（含）起，如 2026-03-01。",
    "security policy": "列出现行账户策略的各项数值及其出处。\n\n示例：review-flows security policy",
}
