"""The parts of an .xlsx file around its cells, as SpreadsheetML (ECMA-376) wants them."""

from collections.abc import Iterator, Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
MOST_COLUMNS = 702  # A to ZZ: far more than a ledger has
PAGES_WIDE = 4  # at which the columns of a ledger can be read


def column_letters(place: int) -> str:
    """Return the name of a column counted from 0: A, …, Z, AA, …"""
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


LETTERS = tuple(map(column_letters, range(MOST_COLUMNS)))


def fixed_parts(sheets: Sequence[str], title: str, changed_at: str) -> Iterator[tuple[str, str]]:
    """Return the name and content of every part but the sheets, the list of types first."""
    yield "[Content_Types].xml", _content_types(len(sheets))
    yield "_rels/.rels", _RELATIONSHIPS
    yield "docProps/core.xml", _core(title, changed_at)
    yield "xl/workbook.xml", _workbook(sheets)
    yield "xl/_rels/workbook.xml.rels", _workbook_relationships(len(sheets))
    yield "xl/styles.xml", _STYLES


def sheet_begin(widths: Sequence[int], head: bool) -> str:
    """Return a sheet up to its first row; `head` keeps that row and two columns in sight."""
    pane = '<pane xSplit="2" ySplit="1" topLeftCell="C2" activePane="bottomRight" state="frozen"/>'
    columns = "".join(
        f'<col min="{place}" max="{place}" width="{width}" customWidth="1"/>'
        for place, width in enumerate(widths, start=1)
    )
    return (
        f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<sheetViews><sheetView workbookViewId="0">{pane if head else ""}</sheetView></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="15"/><cols>{columns}</cols><sheetData>'
    )


def sheet_end(filtered: str, title: str, choices: Mapping[str, Sequence[str]]) -> str:
    """Return a sheet after its last row: its filter, and how it is printed, on A3 across.

    What has a filter is wide: it takes PAGES_WIDE pages beside one another. `choices` are the
    words that the cells of a range ("H2:H90") let people choose from.
    """
    pages = PAGES_WIDE if filtered else 1
    area = f'<autoFilter ref="{filtered}"/>' if filtered else ""
    return (
        f"</sheetData>{area}{_choices(choices)}"
        '<pageMargins left="0.4" right="0.4" top="0.6" bottom="0.6" '
        'header="0.3" footer="0.3"/>'
        f'<pageSetup paperSize="8" orientation="landscape" fitToWidth="{pages}" fitToHeight="0"/>'
        f"<headerFooter><oddHeader>&amp;C{escape(title.replace('&', '&&'))}</oddHeader>"
        "<oddFooter>&amp;C&amp;P / &amp;N</oddFooter></headerFooter></worksheet>"
    )


def _choices(choices: Mapping[str, Sequence[str]]) -> str:
    if not choices:
        return ""
    # Another word may be typed all the same: whoever reads the sheet again knows more of them.
    listed = "".join(
        f'<dataValidation type="list" allowBlank="1" showErrorMessage="1" errorStyle="warning" '
        f'sqref="{cells}"><formula1>"{escape(",".join(words))}"</formula1></dataValidation>'
        for cells, words in choices.items()
    )
    return f'<dataValidations count="{len(choices)}">{listed}</dataValidations>'


def _content_types(sheets: int) -> str:
    kinds = {
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "/xl/workbook.xml": f"{_SHEET_TYPE}.sheet.main+xml",
        "/xl/styles.xml": f"{_SHEET_TYPE}.styles+xml",
    }
    kinds |= {
        f"/xl/worksheets/sheet{place}.xml": f"{_SHEET_TYPE}.worksheet+xml"
        for place in range(1, sheets + 1)
    }
    overrides = "".join(
        f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in kinds.items()
    )
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


_RELATIONSHIPS = (
    f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/relationships/officeDocument" '
    'Target="xl/workbook.xml"/>'
    f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" '
    'Target="docProps/core.xml"/></Relationships>'
)


def _core(title: str, changed_at: str) -> str:
    days = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{changed_at[:19]}Z</dcterms:{name}>'
        for name in ("created", "modified")
        if changed_at
    )
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title><dc:creator>review-flows</dc:creator>{days}"
        "</cp:coreProperties>"
    )


def _workbook(sheets: Sequence[str]) -> str:
    listed = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{place}" r:id="rId{place}"/>'
        for place, name in enumerate(sheets, start=1)
    )
    # Number and case stand beside the columns of every page, the headings above them.
    first = escape(f"'{sheets[0]}'!")
    repeated = f"{first}$A:$B,{first}$1:$1" if len(sheets) > 1 else f"{first}$1:$1"
    return (
        f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}/relationships">'
        f"<sheets>{listed}</sheets><definedNames>"
        f'<definedName name="_xlnm.Print_Titles" localSheetId="0">{repeated}</definedName>'
        "</definedNames></workbook>"
    )


def _workbook_relationships(sheets: int) -> str:
    listed = "".join(
        f'<Relationship Id="rId{place}" Type="{_OFFICE}/relationships/worksheet" '
        f'Target="worksheets/sheet{place}.xml"/>'
        for place in range(1, sheets + 1)
    )
    return (
        f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{listed}'
        f'<Relationship Id="rId{sheets + 1}" Type="{_OFFICE}/relationships/styles" '
        'Target="styles.xml"/></Relationships>'
    )


def _format(number: int, font: int = 0, fill: int = 0) -> str:
    return (
        f'<xf numFmtId="{number}" fontId="{font}" fillId="{fill}" borderId="0" xfId="0" '
        'applyNumberFormat="1" applyFont="1" applyFill="1"/>'
    )


_FONT = '<name val="宋体"/><charset val="134"/>'
_RED = '<color rgb="FF9C0006"/>'
_ON_RED = "".join(_format(number, font=3, fill=2) for number in (49, 164, 0))
# The formats in their order: number, text (49 is “@”), day, head of a column, title; then text,
# day and number of a line that alarms.
_STYLES = (
    f'{_HEAD}<styleSheet xmlns="{_MAIN}">'
    '<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>'
    f'<fonts count="4"><font><sz val="11"/>{_FONT}</font>'
    f'<font><b/><sz val="11"/>{_FONT}</font><font><b/><sz val="14"/>{_FONT}</font>'
    f'<font><b/><sz val="11"/>{_RED}{_FONT}</font></fonts>'
    '<fills count="3"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FFFFC7CE"/></patternFill></fill></fills>'
    "<borders><border><left/><right/><top/><bottom/><diagonal/></border></borders>"
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    f'<cellXfs count="8">{_format(0)}{_format(49)}{_format(164)}{_format(49, 1)}{_format(49, 2)}'
    f'{_ON_RED}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/>'
    "</cellStyles></styleSheet>"
)
