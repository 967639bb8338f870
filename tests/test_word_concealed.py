"""What the program reads and the eye does not is told, and what anybody can see is not."""

import pytest
import word_builders as build
from marked_builders import W14, a_cell, a_line, a_row, a_table, read

from models.word_document import Concealment, View

_HIDDEN, _WHITE, _TINY = Concealment.HIDDEN, Concealment.WHITE, Concealment.TINY
_BLENDED = Concealment.BLENDED


def _run(properties: str, text: str = "藏") -> str:
    return build.a_run(text, f"<w:rPr>{properties}</w:rPr>")


_WHITE_RUN = _run('<w:color w:val="FFFFFF"/>')
_DARK = '<w:shd w:val="clear" w:fill="1F3864"/>'
_FILLED = f'<w14:textFill xmlns:w14="{W14}"><w14:solidFill>{{}}</w14:solidFill></w14:textFill>'
_RUNS = {
    "hidden": ("<w:vanish/>", _HIDDEN),
    "hidden switched off": ('<w:vanish w:val="0"/>', None),
    "hidden on the web only": ("<w:webHidden/>", None),
    "white": ('<w:color w:val="FFFFFF"/>', _WHITE),
    "nearly white": ('<w:color w:val="fdfefd"/>', _WHITE),
    "white by the theme": ('<w:color w:themeColor="background1"/>', _WHITE),
    "light grey": ('<w:color w:val="BFBFBF"/>', None),
    "white on a highlight": ('<w:color w:val="FFFFFF"/><w:highlight w:val="red"/>', None),
    "white on a shade": (f'<w:color w:val="FFFFFF"/>{_DARK}', None),
    "white on white": ('<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="FFFFFF"/>', _WHITE),
    "white by the theme before its plain colour": (
        '<w:color w:val="000000" w:themeColor="background1"/>',
        _WHITE,
    ),
    "grey, as a darker white of the theme": (
        '<w:color w:val="A6A6A6" w:themeColor="background1" w:themeShade="A6"/>',
        None,
    ),
    "white letters by their fill": (_FILLED.format('<w14:srgbClr w14:val="FFFFFF"/>'), _WHITE),
    "white of the theme by their fill": (_FILLED.format('<w14:schemeClr w14:val="bg1"/>'), _WHITE),
    "grey by their fill": (
        _FILLED.format(
            '<w14:schemeClr w14:val="bg1"><w14:lumMod w14:val="50000"/></w14:schemeClr>'
        ),
        None,
    ),
    "black on black": (
        '<w:color w:val="000000"/><w:shd w:val="clear" w:fill="000000"/>',
        _BLENDED,
    ),
    "yellow on yellow": ('<w:color w:val="FFFF00"/><w:highlight w:val="yellow"/>', _BLENDED),
    "red on yellow": ('<w:color w:val="FF0000"/><w:highlight w:val="yellow"/>', None),
    "letters over one another": ('<w:spacing w:val="-1584"/>', _HIDDEN),
    "letters a little closer": ('<w:spacing w:val="-20"/>', None),
    "letters without width": ('<w:w w:val="1"/>', _HIDDEN),
    "narrow letters": ('<w:w w:val="66"/>', None),
    "off the page": ('<w:position w:val="-3000"/>', _HIDDEN),
    "lowered": ('<w:position w:val="-6"/>', None),
    "1 pt": ('<w:sz w:val="2"/>', _TINY),
    "1 pt, written so": ('<w:sz w:val="1pt"/>', _TINY),
    "3 pt": ('<w:sz w:val="6"/>', None),
    "a size that is none": ('<w:sz w:val="x"/>', None),
    "a format it had before": ("<w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange>", None),
}


@pytest.mark.parametrize(("properties", "expected"), _RUNS.values(), ids=list(_RUNS))
def test_a_run_is_concealed_by_what_it_says_of_itself(
    properties: str, expected: Concealment | None
) -> None:
    document = read(build.a_paragraph(build.a_run("前") + _run(properties) + build.a_run("后")))

    assert [one.how for one in document.concealed()] == [expected] * (expected is not None)
    assert document.view(View.FINAL).text == "前藏后"


_STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:color w:val="000000"/></w:rPr></w:rPrDefault>'
    "</w:docDefaults>"
    '<w:style w:type="paragraph" w:default="1" w:styleId="N"/>'
    '<w:style w:type="paragraph" w:styleId="H"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="H2"><w:basedOn w:val="H"/></w:style>'
    '<w:style w:type="character" w:styleId="C"><w:rPr><w:vanish/></w:rPr></w:style>'
    f'<w:style w:type="paragraph" w:styleId="D"><w:pPr>{_DARK}</w:pPr></w:style>'
    '<w:style w:type="table" w:styleId="T"><w:tblStylePr w:type="firstRow"><w:tcPr>'
    f"{_DARK}</w:tcPr></w:tblStylePr></w:style>"
)
_P_STYLE = '<w:pPr><w:pStyle w:val="{}"/></w:pPr>'
_STYLED = {
    "by the style of the paragraph": (a_line("藏", _P_STYLE.format("H")), _HIDDEN),
    "by the style that style is based on": (a_line("藏", _P_STYLE.format("H2")), _HIDDEN),
    "by its own style": (build.a_paragraph(_run('<w:rStyle w:val="C"/>')), _HIDDEN),
    "twice hidden is shown": (
        build.a_paragraph(_run('<w:rStyle w:val="C"/>'), _P_STYLE.format("H")),
        None,
    ),
    "shown against its style": (
        build.a_paragraph(_run('<w:vanish w:val="false"/>'), _P_STYLE.format("H")),
        None,
    ),
    "white in a dark cell": (
        a_table(a_row(a_cell(build.a_paragraph(_WHITE_RUN), f"<w:tcPr>{_DARK}</w:tcPr>"))),
        None,
    ),
    "white in a plain cell": (a_table(a_row(a_cell(build.a_paragraph(_WHITE_RUN)))), _WHITE),
    "white in a table with a dark head": (
        a_table(
            a_row(a_cell(build.a_paragraph(_WHITE_RUN))),
            properties='<w:tblPr><w:tblStyle w:val="T"/></w:tblPr>',
        ),
        None,
    ),
    "white on a dark paragraph": (build.a_paragraph(_WHITE_RUN, f"<w:pPr>{_DARK}</w:pPr>"), None),
    "white in a style that is dark": (
        build.a_paragraph(_WHITE_RUN, _P_STYLE.format("D")),
        None,
    ),
    "white in a dark text box": (
        build.a_paragraph(
            '<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" fillcolor="#c00000">'
            f"<w:txbxContent>{build.a_paragraph(_WHITE_RUN)}</w:txbxContent></v:shape></w:pict></w:r>"
        ),
        None,
    ),
}


@pytest.mark.parametrize(("blocks", "expected"), _STYLED.values(), ids=list(_STYLED))
def test_styles_and_what_lies_under_the_words_count(
    blocks: str, expected: Concealment | None
) -> None:
    found = read(blocks, styles=_STYLES).concealed()

    assert [one.how for one in found] == [expected] * (expected is not None)


def test_the_run_after_a_hidden_one_is_not_hidden() -> None:
    document = read(build.a_paragraph(_run("<w:vanish/>") + "<w:r><w:t>显</w:t></w:r>"))

    assert [one.text for one in document.concealed()] == ["藏"]


def test_invisible_characters_are_pieces_of_their_own_and_stay_in_the_text() -> None:
    document = read(a_line("罚\u200b\u202e款"))
    (found,) = document.concealed()

    assert (found.how, found.text, found.spot.offset) == (Concealment.INVISIBLE, "\u200b\u202e", 1)
    assert document.view(View.FINAL).text == "罚\u200b\u202e款"


def test_hidden_blanks_conceal_nothing() -> None:
    assert read(build.a_paragraph(_run("<w:vanish/>", "  "))).concealed() == ()


def test_what_is_concealed_in_a_header_is_told_too() -> None:
    document = read(a_line("甲"), header=build.a_paragraph(_run("<w:vanish/>")))

    assert [one.place.value for one in document.concealed()] == ["header"]


def _a_box(around: str) -> str:
    inside = f"<w:txbxContent>{a_line('藏')}</w:txbxContent>"
    return build.a_paragraph(f"<w:r>{around.format(inside)}</w:r>")


_VML = '<w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" style="{}">{{}}</v:shape></w:pict>'
_DRAWN = (
    "<w:drawing><wp:docPr xmlns:wp="
    '"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" hidden="{}"/>{{}}'
    "</w:drawing>"
)
_BURIED = {
    "a hidden drawing": (_a_box(_DRAWN.format("1")), _HIDDEN),
    "a drawing": (_a_box(_DRAWN.format("0")), None),
    "an invisible shape": (_a_box(_VML.format("top:0;visibility: hidden")), _HIDDEN),
    "a shape": (_a_box(_VML.format("visibility:visible")), None),
    "a line of no height": (
        a_line("藏", '<w:pPr><w:spacing w:line="1" w:lineRule="exact"/></w:pPr>'),
        _TINY,
    ),
    "a line at least that high": (
        a_line("藏", '<w:pPr><w:spacing w:line="1" w:lineRule="atLeast"/></w:pPr>'),
        None,
    ),
}


@pytest.mark.parametrize(("block", "expected"), _BURIED.values(), ids=list(_BURIED))
def test_words_are_concealed_by_what_they_stand_in(
    block: str, expected: Concealment | None
) -> None:
    found = read(block, a_line("后")).concealed()

    assert [(one.how, one.text) for one in found] == [(expected, "藏")] * (expected is not None)


def test_the_usual_style_of_runs_and_the_style_of_a_table_conceal_as_well() -> None:
    usual = '<w:style w:type="character" w:default="1" w:styleId="c"><w:rPr>{}</w:rPr></w:style>'
    of_table = '<w:style w:type="table" w:styleId="T"><w:rPr>{}</w:rPr></w:style>'
    table = a_table(
        a_row(a_cell(a_line("藏"))), properties='<w:tblPr><w:tblStyle w:val="T"/></w:tblPr>'
    )
    for blocks, styles in (((a_line("藏"),), usual), ((table, a_line("见")), of_table)):
        for inside, how in (("<w:vanish/>", [_HIDDEN]), ("<w:b/>", [])):
            document = read(*blocks, styles=styles.format(inside))
            assert [one.how for one in document.concealed()] == how
