"""Builders of fields, old forms, WordArt, diagrams and charts as WordprocessingML."""

import word_builders as build

_V = "urn:schemas-microsoft-com:vml"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"


def a_field_mark(kind: str, inside: str = "", more: str = "") -> str:
    """A run with a w:fldChar."""
    return f'<w:r><w:fldChar w:fldCharType="{kind}"{more}>{inside}</w:fldChar></w:r>'


def a_code(words: str, deleted: bool = False) -> str:
    """A run with words of an instruction."""
    name = "delInstrText" if deleted else "instrText"
    return f'<w:r><w:{name} xml:space="preserve">{words}</w:{name}></w:r>'


def a_field(instruction: str, result: str = "", form: str = "", more: str = "") -> str:
    """A field; without a result as Word writes those that it draws."""
    shown = a_field_mark("separate") + build.a_run(result) if result else ""
    begin = a_field_mark("begin", form, more)
    return begin + a_code(instruction) + shown + a_field_mark("end")


def a_choice(entries: tuple[str, ...], chosen: int | None = None, usual: int = 0) -> str:
    """What an old form says of a list to choose from."""
    result = "" if chosen is None else f'<w:result w:val="{chosen}"/>'
    named = "".join(f'<w:listEntry w:val="{one}"/>' for one in entries)
    inside = f'{result}<w:default w:val="{usual}"/>{named}'
    return f"<w:ffData><w:ddList>{inside}</w:ddList></w:ffData>"


def word_art(words: str) -> str:
    """A run with letters that an old drawing bends along a line."""
    path = f'<v:shape xmlns:v="{_V}"><v:textpath string="{words}"/></v:shape>'
    return f"<w:r><w:pict>{path}</w:pict></w:r>"


def with_diagram(*paragraphs: str) -> bytes:
    """A Word file with text and a diagram that says this, each paragraph in two runs."""
    said = "".join(
        f"<a:p><a:r><a:t>{one[:1]}</a:t></a:r><a:r><a:t>{one[1:]}</a:t></a:r></a:p>"
        for one in paragraphs
    )
    part = f'<d:dataModel xmlns:d="urn:d" xmlns:a="{A}">{said}</d:dataModel>'
    link = build.a_relationship("diagramData", "diagrams/data1.xml")
    return build.a_docx(links=(link,), more={"word/diagrams/data1.xml": part.encode()})


def with_chart(label: str) -> bytes:
    """A Word file with text and a chart that has one label, and a number."""
    values = f"<c:strCache><c:pt><c:v>{label}</c:v></c:pt></c:strCache>"
    numbers = "<c:numCache><c:pt><c:v>7</c:v></c:pt></c:numCache>"
    part = f'<c:chartSpace xmlns:c="{_C}">{values}{numbers}</c:chartSpace>'
    link = build.a_relationship("chart", "charts/chart1.xml")
    return build.a_docx(links=(link,), more={"word/charts/chart1.xml": part.encode()})
