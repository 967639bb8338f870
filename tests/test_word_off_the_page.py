"""Text boxes that are on no page are told, and what Word leaves out is not read."""

import pytest
import word_builders as build
from marked_builders import a_line, read

from models.word_document import Concealment, View
from review_flows.outside.word.reading.reader import read_whole
from review_flows.outside.word.writing.agreement import agreeing, words_read
from review_flows.outside.word.writing.locator import paragraphs_of
from review_flows.outside.word.writing.parts import WordParts

_HIDDEN, _WHITE = Concealment.HIDDEN, Concealment.WHITE


def _colored(color: str) -> str:
    return build.a_run("藏", f'<w:rPr><w:color w:val="{color}"/></w:rPr>')


_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_WPS = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"


def _drawn(
    far: int, width: int = 900000, origin: str = "page", fill: str = "", fit: str = "<a:spAutoFit/>"
) -> str:
    """A text box this far from the left side, in EMU."""
    inside = f"<w:txbxContent>{build.a_paragraph(_colored('FFFFFF' if fill else '000000'))}"
    shape = (
        f'<wps:wsp xmlns:wps="{_WPS}" xmlns:a="{_A}"><wps:spPr>{fill}</wps:spPr>'
        f"<wps:txbx>{inside}</w:txbxContent></wps:txbx><wps:bodyPr>{fit}</wps:bodyPr></wps:wsp>"
    )
    return build.a_paragraph(
        f'<w:r><w:drawing><wp:anchor xmlns:wp="{_WP}"><wp:positionH relativeFrom="{origin}">'
        f'<wp:posOffset>{far}</wp:posOffset></wp:positionH><wp:extent cx="{width}" cy="635"/>'
        f'<wp:docPr id="1" name="n"/>{shape}</wp:anchor></w:drawing></w:r>'
    )


def _old(style: str, more: str = "", group: str = "") -> str:
    v = 'xmlns:v="urn:schemas-microsoft-com:vml"'
    words = f"<w:txbxContent>{a_line('藏')}</w:txbxContent>"
    fit = "mso-fit-shape-to-text:t" if "fit" in more else ""
    shape = f'<v:shape {v} style="{style}" {more}><v:textbox style="{fit}">{words}</v:textbox>'
    inside = f"{shape}</v:shape>"
    if group:
        inside = f'<v:group {v} style="{group}">{inside}</v:group>'
    return build.a_paragraph(f"<w:r><w:pict>{inside}</w:pict></w:r>")


_RED = '<a:solidFill><a:srgbClr val="C00000"/></a:solidFill>'
_WHITE_LINE = '<a:ln><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill></a:ln>'
_BOXES = {
    "on the page": (_drawn(900000), None),
    "left of the page": (_drawn(-900001), _HIDDEN),
    "half on the page": (_drawn(-450000), None),
    "in the margin": (_drawn(-1200000, origin="column"), None),
    "far left of the column": (_drawn(-9000000, origin="column"), _HIDDEN),
    "right of any page": (_drawn(20000000, origin="column"), _HIDDEN),
    "without width": (_drawn(900000, width=0), _HIDDEN),
    "without height": (_drawn(0, fit="<a:noAutofit/>"), _HIDDEN),
    "an old one without height": (_old("width:90pt;height:.05pt"), _HIDDEN),
    "an old one that grows with its words": (_old("width:90pt;height:.05pt", 'id="fit"'), None),
    "white on red with a white line around": (_drawn(0, fill=_RED + _WHITE_LINE), None),
    "white on no fill": (_drawn(0, fill="<a:noFill/>"), _WHITE),
    "an old one on the page": (_old("position:absolute;margin-left:72pt;width:90pt"), None),
    "an old one far left": (_old("position:absolute;margin-left:-999pt;width:90pt"), _HIDDEN),
    "an old one far up": (_old("position:absolute;margin-top:-9999pt;width:90pt"), _HIDDEN),
    "an old one that is centred": (
        _old("position:absolute;margin-left:-999pt;mso-position-horizontal:center"),
        None,
    ),
    "an old one without width": (_old("position:absolute;width:0;height:20pt"), _HIDDEN),
    "an old one as wide as half the page": (_old("width:0;mso-width-percent:500"), None),
    "an old one in a group off the page": (
        _old("left:10;top:10;width:500", group="position:absolute;margin-left:-999pt;width:90pt"),
        _HIDDEN,
    ),
    "whatever is seen in an old one that is black": (
        _old("width:90pt", 'fillcolor="black"'),
        None,
    ),
}


@pytest.mark.parametrize(("block", "expected"), _BOXES.values(), ids=list(_BOXES))
def test_text_boxes_that_nobody_can_see_are_told(block: str, expected: Concealment | None) -> None:
    found = read(block, a_line("后")).concealed()

    assert [(one.how, one.text) for one in found] == [(expected, "藏")] * (expected is not None)


_IN = '<w:p xmlns:x="urn:nobody" {}>{}{}</w:p>'
_LEFT_OUT = "<x:note><w:r><w:t>略</w:t></w:r></x:note>"
_IGNORABLE = {
    "ignorable": ('mc:Ignorable="x"', ""),
    "not said to be ignorable": ("", "略"),
    "ignorable but for what is in it": ('mc:Ignorable="x" mc:ProcessContent="x:note"', "略"),
    "ignorable but for what is in any": ('mc:Ignorable="x" mc:ProcessContent="x:*"', "略"),
    "ignorable, of a prefix that stands for nothing": ('mc:Ignorable="y"', "略"),
}


@pytest.mark.parametrize(("said", "shown"), _IGNORABLE.values(), ids=list(_IGNORABLE))
def test_what_word_ignores_is_not_read_and_not_written_on(said: str, shown: str) -> None:
    after = '<w:p xmlns:x="urn:nobody"><x:note><w:r><w:t>在</w:t></w:r></x:note></w:p>'
    content = build.a_docx(_IN.format(said, build.a_run("甲"), _LEFT_OUT), after)
    located = paragraphs_of(WordParts(content))

    assert [one.text for one in read_whole(content).view(View.FINAL).paragraphs] == [
        "甲" + shown,
        "在",
    ]
    assert len(agreeing(located, words_read(content))) == len(located) == 2


def test_what_may_be_ignored_may_be_so_only_within_the_element_that_says_it() -> None:
    said = _IN.format('mc:Ignorable="x"', build.a_run("甲"), "")
    after = _IN.format("", build.a_run("乙"), _LEFT_OUT)

    document = read_whole(build.a_docx(said, after))

    assert [one.text for one in document.view(View.FINAL).paragraphs] == ["甲", "乙略"]


def test_what_a_control_keeps_for_words_to_come_conceals_none_that_are_there() -> None:
    control = (
        "<w:sdt><w:sdtPr><w:rPr><w:vanish/></w:rPr></w:sdtPr>"
        f"<w:sdtContent>{a_line('见')}</w:sdtContent></w:sdt>"
    )

    assert read(control, a_line("后")).concealed() == ()
