"""三统一 and what issued documents are to one another: numbers, makers, relations."""

from enum import StrEnum


class NumberState(StrEnum):
    """What became of a number of a series. None is ever given twice, and none left unexplained."""

    RESERVED = "reserved"  # kept for a document that is being signed
    USED = "used"
    VOID = "void"  # will never be used; the row says why


class NumberSeries(StrEnum):
    """Which number of a document it is; the pattern stands in the rule set."""

    DOCUMENT_NUMBER = "document_number"  # 发文字号
    REGISTRATION_NUMBER = "registration_number"  # 登记号


class MakerKind(StrEnum):
    """What kind of body makes a document: it decides with whom the document is filed."""

    GOVERNMENT = "government"
    DEPARTMENT = "department"  # of that government
    VERTICAL_BODY = "vertical_body"  # led by its superior department (垂直管理部门)


class DocumentRelation(StrEnum):
    """What one document does to another, or owes to it."""

    REPEALS = "repeals"  # 废止
    AMENDS = "amends"  # 修改
    RESTS_ON = "rests_on"  # 以…为依据


class RelationState(StrEnum):
    """The machine reads and proposes; a person confirms or rejects."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"
