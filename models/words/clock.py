"""Headings and messages of the `clock` command."""

from models.words.pair import Words as W

_HEADINGS: dict[str, W] = {
    "began_on": W("起算日", "counted from"),
    "starts": W("起算", "starts with"),
    "supplement_effect": W("补正的影响", "effect of a supplement"),
    "clock_state": W("计时状态", "clock"),
    "read_on": W("截至", "as of"),
    "extended_by": W("延期", "extended by"),
    "caused_by": W("违反时限原因", "caused by"),
    "meeting_on": W("拟审议日", "planned meeting"),
    "submit_by": W("会前最迟报送日", "submit before the meeting by"),
    "submit_before_meeting": W("会前报送时限", "to submit before the meeting"),
    "submitted_late": W("会前报送逾期", "submitted late for the meeting"),
    "calendar_used": W("日历版本", "calendar"),
    "weekday": W("星期", "weekday"),
}
PHRASES: dict[str, W] = {
    **{f"heading.{code}": words for code, words in _HEADINGS.items()},
    "weekday.0": W("周一", "Mon"),
    "weekday.1": W("周二", "Tue"),
    "weekday.2": W("周三", "Wed"),
    "weekday.3": W("周四", "Thu"),
    "weekday.4": W("周五", "Fri"),
    "weekday.5": W("周六", "Sat"),
    "weekday.6": W("周日", "Sun"),
    "mark.cause_recorded": W("签发时认定", "recorded at the signature"),
    "mark.cause_suggested": W("依事实推定", "suggested by the facts"),
    "mark.calendar_changed": W("已变更", "changed since"),
    "clock.not_started": W(
        "审核件{number}尚未起算（自{start}起算）。",
        "The clock of case {number} has not started; it starts with {start}.",
    ),
    "clock.read_on": W(
        "按截至{day}的记录和现行日历计算；此后的记录未计入。",
        "Read as of {day}, from what was logged up to that day, with today's calendar.",
    ),
    "warn.calendar_changed": W(
        "{years}年的日历在最近一次计时记录之后已变更，日期按现行日历计算。",
        "The calendar of {years} changed after the clock was last logged; the days shown are "
        "read from today's calendar.",
    ),
}
