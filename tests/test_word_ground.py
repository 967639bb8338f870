"""Words in the colour of what they stand on, or see-through, are told; others are not."""

import pytest
import word_builders as build
from marked_builders import W14, a_cell, a_row, a_table, read

from models.word_document import Concealment, View

_HIDDEN, _WHITE, _BLENDED = Concealment.HIDDEN, Concealment.WHITE, Concealment.BLENDED


def _run(properties: str, text: str = "藏") -> str:
    return build.a_run(text, f"<w:rPr>{properties}</w:rPr>")


def _colored(color: str, text: str = "藏") -> str:
    return _run(f'<w:color w:val="{color}"/>', text)


def _shade(fill: str) -> str:
    return f'<w:shd w:val="clear" w:fill="{fill}"/>'


def _in_cell(run: str, shade: str) -> str:
    return a_table(a_row(a_cell(build.a_paragraph(run), f"<w:tcPr>{shade}</w:tcPr>")))


_THEMED = _run('<w:color w:val="000000" w:themeColor="{}"/>')
_ACCENT = '<w:shd w:val="clear" w:fill="{}" w:themeFill="{}"/>'
_SHADED = _run('<w:color w:val="000000" w:themeColor="accent1" w:themeShade="{}"/>')
_ACCENT_SHADED = (
    '<w:shd w:val="clear" w:fill="FFFFFF" w:themeFill="accent1" w:themeFillShade="{}"/>'
)
_GROUNDS = {
    "navy in a navy cell": (_in_cell(_colored("1F3864"), _shade("1F3864")), _BLENDED),
    "nearly navy in a navy cell": (_in_cell(_colored("223B60"), _shade("1F3864")), _BLENDED),
    "black in a navy cell": (_in_cell(_colored("000000"), _shade("1F3864")), None),
    "whatever is seen in a navy cell": (_in_cell(_colored("auto"), _shade("1F3864")), None),
    "white in a white cell": (_in_cell(_colored("FFFFFF"), _shade("FFFFFF")), _WHITE),
    "white in a hardly grey cell": (_in_cell(_colored("FFFFFF"), _shade("EEEEEE")), _BLENDED),
    "white in a light grey cell": (_in_cell(_colored("FFFFFF"), _shade("D9D9D9")), None),
    "red on a red paragraph": (
        build.a_paragraph(_colored("C00000"), f"<w:pPr>{_shade('C00000')}</w:pPr>"),
        _BLENDED,
    ),
    "navy on a white paragraph in a navy cell": (
        a_table(
            a_row(
                a_cell(
                    build.a_paragraph(_colored("1F3864"), f"<w:pPr>{_shade('FFFFFF')}</w:pPr>"),
                    f"<w:tcPr>{_shade('1F3864')}</w:tcPr>",
                )
            )
        ),
        None,
    ),
    "a colour of the theme on the same": (
        _in_cell(_THEMED.format("accent1"), _ACCENT.format("FFFFFF", "accent1")),
        _BLENDED,
    ),
    "a darker colour of the theme on the same, shaded alike": (
        _in_cell(_SHADED.format("BF"), _ACCENT_SHADED.format("BF")),
        _BLENDED,
    ),
    "a darker colour of the theme on the same, shaded otherwise": (
        _in_cell(_SHADED.format("BF"), _ACCENT_SHADED.format("40")),
        None,
    ),
    "a colour of the theme on another": (
        _in_cell(_THEMED.format("accent1"), _ACCENT.format("000000", "accent2")),
        None,
    ),
    "white where the theme says the cell is white": (
        _in_cell(_colored("FFFFFF"), _ACCENT.format("1F3864", "background1")),
        _WHITE,
    ),
    "white where the theme says the cell is blue": (
        _in_cell(_colored("FFFFFF"), _ACCENT.format("FFFFFF", "accent1")),
        None,
    ),
    "black on solid black": (
        _in_cell(_colored("000000"), '<w:shd w:val="solid" w:color="000000" w:fill="FFFFFF"/>'),
        _BLENDED,
    ),
    "black on a little black": (
        _in_cell(_colored("000000"), '<w:shd w:val="pct15" w:color="000000" w:fill="FFFFFF"/>'),
        None,
    ),
    "white on stripes": (_in_cell(_colored("FFFFFF"), '<w:shd w:val="diagStripe"/>'), None),
}


@pytest.mark.parametrize(("block", "expected"), _GROUNDS.values(), ids=list(_GROUNDS))
def test_words_are_told_that_nobody_can_tell_from_their_ground(
    block: str, expected: Concealment | None
) -> None:
    document = read(block)

    assert [one.how for one in document.concealed()] == [expected] * (expected is not None)
    assert document.view(View.FINAL).text == "藏"


_HEADED = (
    '<w:style w:type="table" w:styleId="T"><w:tblStylePr w:type="firstRow"><w:rPr>'
    f'<w:color w:val="{{}}"/></w:rPr><w:tcPr>{_shade("1F3864")}</w:tcPr></w:tblStylePr></w:style>'
)
_BANDED = (
    '<w:style w:type="table" w:styleId="T"><w:tblStylePr w:type="band1Horz">'
    f"<w:tcPr>{_shade('1F3864')}</w:tcPr></w:tblStylePr></w:style>"
)
_PLAIN_CELL = f"<w:tcPr>{_shade('auto')}</w:tcPr>"


def _headed_table(first: str, second: str, look: str = "", cell: str = "", row: str = "") -> str:
    cells = (a_cell(build.a_paragraph(run), cell) for run in (first, second))
    rows = (a_row(one, properties=row) for one in cells)
    return a_table(*rows, properties=f'<w:tblPr><w:tblStyle w:val="T"/>{look}</w:tblPr>')


_WITHOUT_HEAD = '<w:tblLook w:firstRow="0" w:noHBand="1"/>'
_SEEN, _ALL_WHITE = build.a_run("见"), (_colored("FFFFFF", "一"), _colored("FFFFFF", "二"))
_TABLES = {
    "white in the dark row is seen, below it not": (
        *(_HEADED.format("FFFFFF"), _headed_table(*_ALL_WHITE)),
        [(_WHITE, "二")],
    ),
    "the style makes the head white on dark": (
        *(_HEADED.format("FFFFFF"), _headed_table(_SEEN, _SEEN)),
        [],
    ),
    "the style makes the head dark on dark": (
        *(_HEADED.format("1F3864"), _headed_table(build.a_run("一"), _SEEN)),
        [(_BLENDED, "一")],
    ),
    "the table does without the head": (
        *(_HEADED.format("FFFFFF"), _headed_table(*_ALL_WHITE, look=_WITHOUT_HEAD)),
        [(_WHITE, "一"), (_WHITE, "二")],
    ),
    "the table does without the head, as older programs say it": (
        _HEADED.format("FFFFFF"),
        _headed_table(*_ALL_WHITE, look='<w:tblLook w:val="0600"/>'),
        [(_WHITE, "一"), (_WHITE, "二")],
    ),
    "the cells are said to have no colour": (
        *(_HEADED.format("FFFFFF"), _headed_table(*_ALL_WHITE, cell=_PLAIN_CELL)),
        [(_WHITE, "一"), (_WHITE, "二")],
    ),
    "the table does without the head, and without its white words": (
        *(_HEADED.format("FFFFFF"), _headed_table(_SEEN, _SEEN, look=_WITHOUT_HEAD)),
        [],
    ),
    "a head of two rows": (
        _HEADED.format("FFFFFF"),
        _headed_table(*_ALL_WHITE, row="<w:trPr><w:tblHeader/></w:trPr>"),
        [],
    ),
    "any row may be in a dark band": (_BANDED, _headed_table(*_ALL_WHITE), []),
    "the table does without bands": (
        *(_BANDED, _headed_table(*_ALL_WHITE, look=_WITHOUT_HEAD)),
        [(_WHITE, "一"), (_WHITE, "二")],
    ),
}


@pytest.mark.parametrize(("styles", "table", "expected"), _TABLES.values(), ids=list(_TABLES))
def test_the_style_of_a_table_colours_its_parts(
    styles: str, table: str, expected: list[tuple[Concealment, str]]
) -> None:
    found = read(table, styles=styles).concealed()

    assert [(one.how, one.text) for one in found] == expected


_SOLID = '<w14:solidFill><w14:srgbClr w14:val="{}">{}</w14:srgbClr></w14:solidFill>'
_LINE = f"<w14:textOutline>{_SOLID.format('FF0000', '')}</w14:textOutline>"
_FILLED = f"<w14:textFill>{_SOLID}</w14:textFill>"
_ALPHA = '<w14:alpha w14:val="{}"/>'
_CLEAR = {
    "letters without a fill": ("<w14:textFill><w14:noFill/></w14:textFill>", _HIDDEN),
    "outlined letters": (f"{_LINE}<w14:textFill><w14:noFill/></w14:textFill>", None),
    "letters all but clear": (_FILLED.format("000000", _ALPHA.format(95000)), _HIDDEN),
    "letters half clear": (_FILLED.format("000000", _ALPHA.format(50000)), None),
    "white letters with a line around": (_LINE + _FILLED.format("FFFFFF", ""), None),
    "white letters with a gradient over them": (
        '<w:color w:val="FFFFFF"/><w14:textFill><w14:gradFill/></w14:textFill>',
        None,
    ),
}


@pytest.mark.parametrize(("properties", "expected"), _CLEAR.values(), ids=list(_CLEAR))
def test_letters_that_let_everything_through_are_told(
    properties: str, expected: Concealment | None
) -> None:
    styles = f'<w:style w:type="character" w:styleId="C"><w:rPr>{properties}</w:rPr></w:style>'
    run = f'<w:rPr xmlns:w14="{W14}">{properties}</w:rPr>'
    for document in (
        read(build.a_paragraph(build.a_run("藏", run))),
        read(build.a_paragraph(_run('<w:rStyle w:val="C"/>')), styles=styles),
    ):
        assert [one.how for one in document.concealed()] == [expected] * (expected is not None)
