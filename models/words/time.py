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
        "day_zero": W("起算当日，不计入", "the day it starts from, not counted"),
        "counted": W("计入", "counted"),
        "makeup_workday": W("调休上班，计入", "make-up workday, counted"),
        "weekend": W("周末，不计入", "weekend, not counted"),
        "holiday": W("放假，不计入", "holiday, not counted"),
        "paused": W("中止计时，不计入", "paused, not counted"),
        "rolled_forward": W("期限届满日顺延至此", "the last day, moved here from a day off"),
        "overdue": W("逾期", "overdue"),
    },
    "Milestone": {
        "restarted": W("重新起算", "counted anew from here"),
        "floor": W("最短时限届满日", "floor day"),
        "floor_rolled": W("最短时限届满日（顺延至此）", "floor day, moved here from a day off"),
        "ceiling": W("最长时限届满日", "ceiling day"),
        "meeting": W("拟审议日", "planned meeting"),
        "read_on": W("截至当日", "as of this day"),
    },
    "ClockStart": {
        "received": W("收件之日", "the receipt"),
        "materials_complete": W("材料齐备之日", "the day the material is complete"),
        "accepted": W("受理之日", "the acceptance"),
    },
    "SupplementEffect": {
        "stops": W("补正期间不计入", "the days until the supplement are not counted"),
        "restarts": W("自补齐之日起重新计算", "counted anew from the supplement"),
    },
    "ClockState": {
        "not_started": W("未起算", "not started"),
        "running": W("计时中", "running"),
        "paused": W("中止计时", "paused"),
        "met": W("在时限内出具", "opinion given within the time"),
        "exempt": W("经紧急豁免提前出具", "opinion given early by an exemption"),
        "floor_breached": W("少于最短时限", "sooner than the floor"),
        "ceiling_breached": W("超过最长时限", "later than the ceiling"),
        "ended_without_opinion": W("未出具意见即终止", "ended without an opinion"),
    },
    "ClockEventKind": {
        "received": W("收件", "received"),
        "supplement_requested": W("要求补正", "supplement requested"),
        "supplemented": W("补正", "supplemented"),
        "accepted": W("受理", "accepted"),
        "paused": W("中止计时", "paused"),
        "resumed": W("恢复计时", "resumed"),
        "extended": W("延期", "extended"),
        "exempted": W("紧急豁免", "exempted"),
        "meeting_planned": W("确定会议日期", "meeting planned"),
        "issued": W("出具审核意见书", "opinion issued"),
        "reviewed_again": W("重新审核", "reviewed again"),
        "closed": W("退回或者撤回", "returned or withdrawn"),
    },
    "ClockBreach": {
        "floor_breached": W("少于最短时限", "sooner than the floor"),
        "ceiling_breached": W("超过最长时限", "later than the ceiling"),
        "submitted_late": W("距会议不足规定天数报送", "submitted too few days before the meeting"),
    },
    "BreachCause": {
        "drafting_side": W("起草单位", "the drafting side"),
        "review_side": W("审核机构", "the review side"),
        "meeting_timetable": W("会议安排", "the meeting's timetable"),
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
    "Silence": {
        "no_effect": W("不产生效力", "no effect"),
        "deemed_consent": W("视为同意", "deemed consent"),
    },
}
