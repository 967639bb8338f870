"""Which meeting deliberated on a draft, and what it decided."""

from enum import StrEnum


class MeetingKind(StrEnum):
    """The meetings that decide (国办发〔2018〕37号): a government's two, a department's one."""

    EXECUTIVE = "executive"  # 政府常务会议
    PLENARY = "plenary"  # 政府全体会议
    OFFICE = "office"  # 部门办公会议


class DeliberationResult(StrEnum):
    PASSED = "passed"
    PASSED_WITH_CHANGES = "passed_with_changes"
    SENT_BACK = "sent_back"
    REJECTED = "rejected"
