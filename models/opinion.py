"""The written opinion: its conclusion, its items by clause, and what became of each."""

from enum import StrEnum


class Conclusion(StrEnum):
    """The three conclusions of 国办发〔2018〕115号, item 六, and a fourth for decisions.

    RISK_STATED: an exploratory reform that no national rule covers may go up with its legal risk
    stated (《重大行政决策程序暂行条例》, art. 25).
    """

    LEGAL = "legal"
    REVISE = "revise"
    ILLEGAL = "illegal"
    RISK_STATED = "risk_stated"


class Severity(StrEnum):
    MUST_CHANGE = "must_change"
    SHOULD_CHANGE = "should_change"


class Adoption(StrEnum):
    ADOPTED = "adopted"
    PARTLY = "partly"
    NOT_ADOPTED = "not_adopted"


class OpinionState(StrEnum):
    PROPOSED = "proposed"
    SENT_BACK = "sent_back"
    SIGNED = "signed"
    VOID = "void"  # the text it was given on is no longer the text
