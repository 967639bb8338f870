"""Words for what a case and the things around it are at a moment."""

from models.words.pair import Words as W

CODES: dict[str, dict[str, W]] = {
    "CaseState": {
        "new": W("未收件", "not received"),
        "received": W("已收件", "received"),
        "supplement_requested": W("待补正", "supplement requested"),
        "returned": W("已退回", "returned"),
        "withdrawn": W("已撤回", "withdrawn"),
        "accepted": W("已受理", "accepted"),
        "under_review": W("审核中", "under review"),
        "paused": W("中止计时", "paused"),
        "opinion_proposed": W("审核意见待审批", "opinion proposed"),
        "opinion_signed": W("审核意见已出具", "opinion signed"),
        "revision_submitted": W("修改稿待确认", "revision submitted"),
        "cleared": W("可提请集体审议", "cleared for deliberation"),
        "passed": W("集体审议通过", "passed"),
        "passed_with_changes": W("修改后通过待确认", "passed with changes"),
        "rejected": W("集体审议未通过", "rejected"),
        "issued": W("已签发", "issued"),
        "published": W("已公布", "published"),
        "filed": W("已备案", "filed"),
        "in_force": W("施行中", "in force"),
        "evaluated": W("已评估", "evaluated"),
        "amended": W("已修改", "amended"),
        "repealed": W("已废止", "repealed"),
        "lapsed": W("已失效", "lapsed"),
        "closed": W("已办结", "closed"),
    },
    "TaskState": {
        "open": W("待领取", "open"),
        "assigned": W("已分派", "assigned"),
        "claimed": W("在办", "claimed"),
        "done": W("已办", "done"),
        "cancelled": W("已取消", "cancelled"),
    },
    "OpinionState": {
        "proposed": W("待审批", "proposed"),
        "sent_back": W("已退回重拟", "sent back"),
        "signed": W("已出具", "signed"),
        "void": W("已失去效力", "void"),
    },
    "FilingState": {
        "due": W("待报送", "due"),
        "delivered": W("已报送", "delivered"),
        "registered": W("已登记", "registered"),
    },
    "LegState": {
        "queued": W("待运行", "queued"),
        "sent": W("已交运行", "sent"),
        "running": W("运行中", "running"),
        "done": W("已完成", "done"),
        "failed": W("失败", "failed"),
    },
    "ArrivalResult": {
        "taken": W("已收", "taken"),
        "known": W("已有相同文件", "known"),
        "refused": W("已拒收", "refused"),
    },
    "EventResult": {
        "done": W("已办", "done"),
        "refused": W("被拒绝", "refused"),
    },
    "DeliberationResult": {
        "passed": W("通过", "passed"),
        "passed_with_changes": W("修改后通过", "passed with changes"),
        "sent_back": W("退回修改", "sent back"),
        "rejected": W("不通过", "rejected"),
    },
}
