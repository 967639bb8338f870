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


class ReviewPoint(StrEnum):
    """What a review looks at: the seven points of 国办发〔2018〕115号, item 六.

    Of a major decision authority, content and procedure are looked at (《重大行政决策程序暂行
    条例》, art. 27).
    """

    MAKER = "maker"  # 制定主体是否合法
    AUTHORITY = "authority"  # 是否超越法定职权
    CONTENT = "content"  # 内容是否符合宪法、法律、法规、规章和国家政策
    POWERS_CREATED = "powers_created"  # 是否违法设立许可、处罚、强制、征收、收费等
    RIGHTS_AND_DUTIES = "rights_and_duties"  # 是否没有依据减损权益或者增加义务
    OWN_POWERS = "own_powers"  # 是否没有依据增加本单位权力或者减少职责
    PROCEDURE = "procedure"  # 是否违反制定程序


class PointFinding(StrEnum):
    """What the reviewer found on a point."""

    MET = "met"
    NOT_MET = "not_met"
    NOT_APPLICABLE = "not_applicable"


class ItemSource(StrEnum):
    """Where an item of an opinion comes from."""

    OWN = "own"
    ADVICE = "advice"
    FINDING = "finding"
