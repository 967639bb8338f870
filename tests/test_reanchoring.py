"""A place in an earlier draft is found again in the later one, or it is said why not."""

from word_builders import a_text

from models.comparison.reanchoring import AnchorFate, AnchorPoint, QuoteFate, reanchor
from models.structure.clauses import clauses_of

BEFORE = clauses_of(a_text("第一条　为了规范停放充电，制定本办法。",
                           "第二条　住建部门负责监督管理。",
                           "区政府予以协调和督促。", "第三条　违者处五百元罚款。"))  # fmt: skip
AFTER = clauses_of(a_text("第一条　新增加的适用范围一条。",
                          "第二条　为了规范停放充电，制定本办法。",
                          "第三条　住建部门负责监督管理。", "区政府予以协调和督促。"))  # fmt: skip


def test_an_inserted_article_shifts_places_also_of_articles_of_several_paragraphs() -> None:
    found = reanchor((AnchorPoint("第一条", "停放充电"), AnchorPoint("第二条")), BEFORE, AFTER)
    assert [(one.after, one.fate) for one in found] == [
        ("第二条", AnchorFate.RENUMBERED), ("第三条", AnchorFate.RENUMBERED),
    ]  # fmt: skip
    assert found[0].quote is QuoteFate.STANDS


def test_what_is_gone_or_was_never_there_says_so() -> None:
    places = (AnchorPoint("第三条", "五百元"), AnchorPoint("第九条"), AnchorPoint("全文"))
    found = reanchor(places, BEFORE, AFTER)
    assert [one.fate for one in found] == [
        AnchorFate.REMOVED, AnchorFate.UNKNOWN, AnchorFate.KEPT,
    ]  # fmt: skip
    assert found[0].quote is QuoteFate.GONE
