"""The parts of a file that is changed: what is only looked at leaves the file as it came."""

import zipfile
from io import BytesIO

import pytest
from lxml import etree
from word_builders import a_docx, a_paragraph, a_run

from models.word_document import View
from review_flows.outside.word.writing.parts import WordParts
from review_flows.outside.word.writing.settled import settle
from review_flows.outside.word.writing.tree import Element, w

_MAIN = "word/document.xml"


def _part(content: bytes) -> bytes:
    return zipfile.ZipFile(BytesIO(content)).read(_MAIN)


def _drop_body(root: Element) -> None:
    root.remove(root[0])


def test_a_part_that_was_only_looked_at_is_saved_as_it_came_and_parsed_once() -> None:
    content = a_docx(a_paragraph(a_run("甲")))
    parts = WordParts(content)
    assert parts.look(_MAIN) is parts.look(_MAIN.upper())
    _drop_body(parts.look(_MAIN))
    assert _part(parts.saved()) == _part(content)


def test_a_part_that_was_looked_at_and_then_changed_is_saved_changed() -> None:
    parts = WordParts(a_docx(a_paragraph(a_run("甲"))))
    looked_at = parts.look(_MAIN)
    assert parts.tree(_MAIN) is looked_at
    _drop_body(looked_at)
    assert len(etree.fromstring(_part(parts.saved()))) == 0


@pytest.mark.parametrize(
    "block",
    [
        '<w:p><w:pPr><w:rPr><w:ins w:id="1"/></w:rPr></w:pPr></w:p>',
        '<w:p><w:pPr><w:numPr><w:ins w:id="1"/></w:numPr></w:pPr></w:p>',
        '<w:p><w:pPr><w:numPr><w:numberingChange w:id="1"/></w:numPr></w:pPr></w:p>',
        '<w:p><w:pPr><w:pPrChange w:id="1"><w:pPr/></w:pPrChange></w:pPr></w:p>',
        '<w:p><w:r><w:rPr><w:rPrChange w:id="1"><w:rPr/></w:rPrChange></w:rPr></w:r></w:p>',
        '<w:p><w:moveToRangeStart w:id="1"/><w:moveToRangeEnd w:id="1"/></w:p>',
        '<w:p><w:customXmlInsRangeStart w:id="1"/><w:customXmlInsRangeEnd w:id="1"/></w:p>',
        "<w:p><w:r><w:delText>乙</w:delText><w:delInstrText/></w:r></w:p>",
        *(
            f"<w:tbl><w:tr><w:tc><w:tcPr>{mark}</w:tcPr><w:p/></w:tc></w:tr></w:tbl>"
            for mark in ("<w:cellIns/>", '<w:cellMerge w:vMerge="rest"/>', "<w:tcPrChange/>")
        ),
        "<w:tbl><w:tr><w:trPr><w:ins/></w:trPr><w:tc><w:p/></w:tc></w:tr></w:tbl>",
        "<w:tbl><w:tblGrid><w:tblGridChange/></w:tblGrid></w:tbl>",
    ],
)
def test_every_kind_of_tracked_change_is_settled_also_where_it_is_the_only_one(block: str) -> None:
    settled = _part(settle(a_docx(block, a_paragraph(a_run("甲"))), View.FINAL))
    left = {etree.QName(one).localname for one in etree.fromstring(settled).iter()}
    assert not [name for name in left if name.endswith(("Change", "RangeStart", "RangeEnd"))]
    assert not left & {"ins", "del", "moveTo", "cellIns", "cellMerge", "delText", "delInstrText"}
    assert w("t") in {one.tag for one in etree.fromstring(settled).iter()}
