"""Words for days, terms and the clock."""

from models.words.pair import Words as W

CODES: dict[str, dict[str, W]] = {
    "DayUnit": {
        "working": W("工作日", "working days"),
        "calendar": W("自然日", "calendar days"),
    },
    "DayKind": {
        "weekday": W("工作日", "weekday"),
        "weekend": W("周末", "weekend"),
        "holiday": W("放假", "holiday"),
        "makeup_workday": W("调休上班", "make-up workday"),
    },
    "WalkReason": {
        "day_zero": W("受理当日，不计入", "day of acceptance, not counted"),
        "counted": W("计入", "counted"),
        "makeup_workday": W("调休上班，计入", "make-up workday, counted"),
        "weekend": W("周末，不计入", "weekend, not counted"),
        "holiday": W("放假，不计入", "holiday, not counted"),
        "paused": W("中止计时，不计入", "paused, not counted"),
        "rolled_forward": W("期限届满日顺延至此", "the last day, moved here from a day off"),
    },
    "ClockEventKind": {
        "accepted": W("受理", "accepted"),
        "paused": W("中止计时", "paused"),
        "resumed": W("恢复计时", "resumed"),
        "extended": W("延期", "extended"),
        "exempted": W("紧急豁免", "exempted"),
        "issued": W("出具审核意见书", "opinion issued"),
    },
    "ClockBreach": {
        "floor_breached": W("少于最短时限", "sooner than the floor"),
        "ceiling_breached": W("超过最长时限", "later than the ceiling"),
    },
    "PauseGround": {
        "supplement": W("等待补充材料", "waiting for material"),
        "expert_opinion": W("专家论证", "expert opinion"),
        "hearing": W("听证", "hearing"),
        "investigation": W("调查研究", "investigation"),
    },
    "ExemptionGround": {
        "emergency": W("突发事件等紧急情况", "emergency"),
        "superior_urgent_order": W("执行上级机关紧急命令和决定", "a superior's urgent order"),
    },
    "Rung": {
        "three_days_left": W("剩余三个工作日", "three working days left"),
        "one_day_left": W("剩余一个工作日", "one working day left"),
        "due_today": W("今日届满", "due today"),
        "overdue": W("逾期", "overdue"),
    },
    "Silence": {
        "no_effect": W("不产生效力", "no effect"),
        "deemed_consent": W("视为同意", "deemed consent"),
    },
}
