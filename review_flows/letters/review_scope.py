"""审核情况 of an opinion: maker, authority, procedure and content, point by point as decided."""

from collections.abc import Mapping

from models.letter import Block, LetterFacts, LetterPoint, Para, Table
from models.opinion import PointFinding, ReviewPoint
from review_flows.letters import phrases

# 115号, item 六: the seven points of review.
_POINTS: Mapping[str, str] = {
    ReviewPoint.MAKER: "制定主体是否合法",
    ReviewPoint.AUTHORITY: "是否超越制定机关法定职权",
    ReviewPoint.CONTENT: "内容是否符合宪法、法律、法规、规章和国家政策",
    ReviewPoint.POWERS_CREATED: "是否违法设立行政许可、行政处罚、行政强制、行政征收、"
    "行政收费等事项",
    ReviewPoint.RIGHTS_AND_DUTIES: "是否没有法律、法规依据减损合法权益或者增加义务",
    ReviewPoint.OWN_POWERS: "是否没有法律、法规依据增加本单位权力或者减少本单位法定职责",
    ReviewPoint.PROCEDURE: "是否违反制定程序",
}
# 《重大行政决策程序暂行条例》, art. 27.
_POINTS_OF_DECISIONS: Mapping[str, str] = {
    **_POINTS,
    ReviewPoint.AUTHORITY: "决策事项是否符合法定权限",
    ReviewPoint.PROCEDURE: "决策草案的形成是否履行相关法定程序",
    ReviewPoint.CONTENT: "决策草案内容是否符合有关法律、法规、规章和国家政策的规定",
}
_FINDINGS: Mapping[str, str] = {
    PointFinding.MET: "符合要求",
    PointFinding.NOT_MET: "不符合要求",
    PointFinding.NOT_APPLICABLE: "不涉及",
}
# The four sides of a review, in the order in which an opinion tells them; the rest is content.
_SIDES: Mapping[str, str] = {
    ReviewPoint.MAKER: "主体",
    ReviewPoint.AUTHORITY: "权限",
    ReviewPoint.PROCEDURE: "程序",
}
_CONTENT = "内容"
_ORDER = (*_SIDES.values(), _CONTENT)


def review_of(facts: LetterFacts) -> str:
    """Return what the law calls the review: 审查 of a major decision, 审核 of all else."""
    return "审查" if phrases.is_decision(facts) else "审核"


def scope(facts: LetterFacts) -> tuple[Block, ...]:
    """Return the points as they were decided; the bare list where none is recorded.

    Raises UnknownCode for a point or a finding that is in no list.
    """
    review = review_of(facts)
    if facts.points:
        points = sorted(facts.points, key=lambda point: _ORDER.index(_side(point.point)))
        rows = tuple(_row(n, point, facts) for n, point in enumerate(points, start=1))
        header = ("序号", "方面", f"{review}内容", f"{review}意见", "说明")
        sides = "、".join(dict.fromkeys(row[1] for row in rows))
        lead = Para(f"本机关从{sides}方面进行了{review}，逐项意见如下：")
        return (lead, Table(header, rows, widths=(13, 13, 66, 26, 38)))
    if phrases.is_normative(facts):
        told = sorted(_POINTS, key=lambda point: _ORDER.index(_side(point)))
        return (Para(f"审核内容包括：{'，'.join(_POINTS[point] for point in told)}。"),)
    return (Para(f"本机关对送审稿进行了合法性{review}。"),)


def _side(point: str) -> str:
    return _SIDES.get(point, _CONTENT)


def _row(n: int, point: LetterPoint, facts: LetterFacts) -> tuple[str, ...]:
    words = _POINTS_OF_DECISIONS if phrases.is_decision(facts) else _POINTS
    return (
        str(n),
        _side(point.point),
        phrases.word(words, "ReviewPoint", point.point),
        phrases.word(_FINDINGS, "PointFinding", point.finding),
        phrases.clause(point.note),
    )
