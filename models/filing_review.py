"""What a recipient finds in a document that was filed: the kinds of the yearly statistics."""

from enum import StrEnum


class ProblemType(StrEnum):
    """The columns 6 to 10 of the 规范性文件监督管理工作情况统计表 (domain.md, §6.5)."""

    MAKER = "maker"  # 制定主体不合规
    PROCEDURE = "procedure"  # 制定程序不合规
    CONTENT = "content"  # 文件内容不合法
    TECHNIQUE = "technique"  # 制定技术有缺陷
    OTHER = "other"
