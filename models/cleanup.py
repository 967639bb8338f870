"""A clean-up of the documents in force: what can come of each one (清理)."""

from enum import StrEnum


class CleanupOutcome(StrEnum):
    """The four lists that a clean-up ends with (domain.md, §2.10)."""

    CONTINUE = "continue"  # 继续有效
    AMEND = "amend"  # 修改
    REPEAL = "repeal"  # 废止
    LAPSED = "lapsed"  # 失效
