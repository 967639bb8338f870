"""What must not leave the house is taken out of a copy; every word of the text stays."""

import functools
import io
import zipfile
from collections.abc import Callable

import docx
import hostile_builders as hostile
import pytest
import word_builders as build
from lxml import etree

from models.safety_report import REMOVED_SENTENCES, Outcome, RemovedKind, removed_sentence
from models.word_document import View
from review_flows.outside.word.container import open_container
from review_flows.outside.word.reading.reader import read_document
from review_flows.outside.word.safety import open_word
from review_flows.outside.word.writing.custom_properties import with_properties

_TEXT = "第一条 为了规范……"
_LINE = build.a_paragraph(build.a_run(_TEXT))
_OFFICE = "urn:schemas-microsoft-com:office:office"
_OBJECT = (
    '<w:p><w:r><w:object><v:shape xmlns:v="urn:schemas-microsoft-com:vml">'
    f'<v:imagedata r:id="rId9"/></v:shape><o:OLEObject xmlns:o="{_OFFICE}" r:id="rId1"/>'
    f"</w:object></w:r>{build.a_run(_TEXT)}</w:p>"
)


def _linked(kind: str, target: str, part: bytes = b"x", block: str = _LINE) -> bytes:
    return hostile.a_linked(kind, target, part, blocks=(block,))


def _outside(kind: str, target: str, block: str = _LINE) -> bytes:
    return hostile.a_linked(kind, target, blocks=(block,), external=True)


def _hyperlink(content: str = "") -> str:
    inside = content or build.a_run(_TEXT)
    return f'<w:p><w:hyperlink r:id="rId1">{inside}</w:hyperlink></w:p>'


def _picture(part: bytes, name: str = "image1.png") -> bytes:
    return _linked("image", name, part, f"<w:p>{hostile.a_picture_run()}{build.a_run(_TEXT)}</w:p>")


def _drawn(attributes: str) -> bytes:
    shape = (
        f'<v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:imagedata {attributes}/></v:shape>'
    )
    return build.a_docx(f"<w:p><w:r><w:pict>{shape}</w:pict></w:r>{build.a_run(_TEXT)}</w:p>")


def _with_field(instruction: str) -> bytes:
    return build.a_docx(build.a_paragraph(hostile.a_field(instruction, _TEXT)))


def _settings(inside: str) -> bytes:
    part = hostile.a_part("settings", inside)
    return hostile.a_linked("settings", "settings.xml", part, blocks=(_LINE,))


def _with_root_part(kind: str, name: str, part: bytes) -> bytes:
    """A file with a part that the whole file, not its text, links to."""
    parts = build.some_parts(_LINE)
    parts["_rels/.rels"] = build.some_relationships(
        build.a_relationship("officeDocument", "word/document.xml"),
        build.a_relationship(kind, name, n=2),
    )
    return build.zipped({**parts, name: part})


def _in_pieces(*pieces: str) -> bytes:
    return build.a_docx(build.a_paragraph(hostile.a_field_in_pieces(*pieces, result=_TEXT)))


_SVG_LEADING_OUT = {
    "import cut by a remark": '<style>@imp<!-- -->ort "http://a/b.css";</style>',
    "address cut by CDATA": "<style>a{fill:ur<![CDATA[l(http://a)]]>}</style>",
    "import cut by an element": '<style>@imp<a/>ort "http://a/b.css";</style>',
    "letters by number": "<style>a{fill:\\75rl(http://a)}</style>",
    "letters by number in an attribute": '<rect style="fill:\\75rl(http://a)"/>',
    "set of pictures": '<style>a{background:image-set("http://a" 1x)}</style>',
    "link set later": '<a><set attributeName="href" to="javascript:x"/></a>',
    "link animated": '<a><animate attributeName="href" values="javascript:x"/></a>',
    "other base": '<g xml:base="http://a/"><use href="#b"/></g>',
    "frame in small letters": "<foreignobject/>",
}
_CASES: list[tuple[str, RemovedKind, Callable[[], bytes]]] = [
    (
        "template",
        RemovedKind.EXTERNAL_TEMPLATE,
        lambda: _outside("attachedTemplate", "file:///C:\\Users\\a.dotm"),
    ),
    (
        "remote picture",
        RemovedKind.EXTERNAL_PICTURE,
        lambda: _outside(
            "image",
            "http://127.0.0.1/a.png",
            f"<w:p>{hostile.a_picture_run('r:link')}{build.a_run(_TEXT)}</w:p>",
        ),
    ),
    ("picture by address", RemovedKind.EXTERNAL_PICTURE, lambda: _drawn('src="\\\\a\\b.png"')),
    (
        "linked object",
        RemovedKind.EXTERNAL_OBJECT,
        lambda: _outside("oleObject", "file:///a", _OBJECT),
    ),
    ("frame", RemovedKind.EXTERNAL_CONTENT, lambda: _outside("frame", "http://127.0.0.1/")),
    (
        "subdocument",
        RemovedKind.EXTERNAL_CONTENT,
        lambda: _outside("subDocument", "b.docx", f'{_LINE}<w:subDoc r:id="rId1"/>'),
    ),
    (
        "script behind text",
        RemovedKind.UNSAFE_LINK,
        lambda: _outside("hyperlink", "javascript:x", _hyperlink()),
    ),
    (
        "local file behind text",
        RemovedKind.UNSAFE_LINK,
        lambda: _outside("hyperlink", "file:///c:/a", _hyperlink()),
    ),
    (
        "link of a field",
        RemovedKind.UNSAFE_LINK,
        lambda: _with_field(' HYPERLINK \\o "x" "file:///c:/a" '),
    ),
    ("included text", RemovedKind.FETCHING_FIELD, lambda: _with_field(' INCLUDETEXT "c:/a.docx" ')),
    (
        "included picture in pieces",
        RemovedKind.FETCHING_FIELD,
        lambda: _with_field(" INCLUDE</w:instrText></w:r><w:r><w:instrText>PICTURE a "),
    ),
    (
        "field within a field",
        RemovedKind.FETCHING_FIELD,
        lambda: _with_field(
            " IF 1 = 1 </w:instrText></w:r>"
            f"{hostile.a_field('LINK Word a', '甲')}<w:r><w:instrText>"
        ),
    ),
    (
        "simple field",
        RemovedKind.FETCHING_FIELD,
        lambda: hostile.with_simple_field(" RD c:/a ", _TEXT),
    ),
    (
        "embedded object",
        RemovedKind.EMBEDDED_OBJECT,
        lambda: _linked("oleObject", "a.bin", b"x", _OBJECT),
    ),
    ("embedded workbook", RemovedKind.EMBEDDED_OBJECT, lambda: _linked("package", "a.xlsx")),
    ("unknown binary", RemovedKind.EMBEDDED_OBJECT, lambda: _linked("somethingNew", "a.bin")),
    ("font", RemovedKind.EMBEDDED_FONT, lambda: _linked("font", "font1.odttf")),
    (
        "merge",
        RemovedKind.MAIL_MERGE,
        lambda: _settings('<w:mailMerge><w:connectString w:val="DSN"/></w:mailMerge>'),
    ),
    (
        "ribbon",
        RemovedKind.CUSTOMIZATION,
        lambda: _linked("extensibility", "customUI.xml", b"<customUI/>"),
    ),
    ("add-in", RemovedKind.ADD_IN, lambda: _linked("webextensiontaskpanes", "panes.xml", b"<a/>")),
    ("signature", RemovedKind.SIGNATURE, lambda: _linked("origin", "origin.sigs")),
    ("program as picture", RemovedKind.UNSAFE_PICTURE, lambda: _picture(b"MZ" + bytes(90))),
    (
        "script in a picture",
        RemovedKind.UNSAFE_PICTURE,
        lambda: _picture(hostile.an_svg("<script/>"), "a.svg"),
    ),
    (
        "handler in a picture",
        RemovedKind.UNSAFE_PICTURE,
        lambda: _picture(hostile.an_svg("", 'onload="x"'), "a.svg"),
    ),
    (
        "address in a picture",
        RemovedKind.UNSAFE_PICTURE,
        lambda: _picture(hostile.an_svg("<style>a{fill:url(http://a)}</style>"), "a.svg"),
    ),
    (
        "entities in a picture",
        RemovedKind.UNSAFE_PICTURE,
        lambda: _picture(b'<!DOCTYPE svg [<!ENTITY a "b">]>' + hostile.an_svg(), "a.svg"),
    ),
    (
        "lost picture",
        RemovedKind.MISSING_PART,
        lambda: hostile.a_linked("image", "NULL", blocks=(_LINE,)),
    ),
    (
        "lost bookmark",
        RemovedKind.MISSING_PART,
        lambda: hostile.a_linked("hyperlink", "#_top", blocks=(_hyperlink(),)),
    ),
    (
        "hidden part",
        RemovedKind.UNLINKED_PART,
        lambda: build.a_docx(_LINE, more={"word/evil.exe": b"MZ"}),
    ),
    (
        "data behind a control",
        RemovedKind.DATA_BINDING,
        lambda: hostile.with_bound_control(_TEXT, "罚款五千元"),
    ),
    (
        "data behind a control of later kind",
        RemovedKind.DATA_BINDING,
        lambda: hostile.with_bound_control(_TEXT, "罚款五千元", "w15"),
    ),
    (
        "add-in among the properties",
        RemovedKind.ADD_IN,
        lambda: _with_root_part("custom-properties", "docProps/custom.xml", hostile.an_add_in()),
    ),
    (
        "path of a template among the properties",
        RemovedKind.EXTERNAL_TEMPLATE,
        lambda: _with_root_part(
            "extended-properties",
            "docProps/app.xml",
            hostile.some_extended_properties("<Template>\\\\10.0.0.1\\a.dotm</Template>"),
        ),
    ),
    (
        "base of links among the properties",
        RemovedKind.UNSAFE_LINK,
        lambda: _with_root_part(
            "extended-properties",
            "docProps/app.xml",
            hostile.some_extended_properties("<HyperlinkBase>file://a/</HyperlinkBase>"),
        ),
    ),
    (
        "program as preview",
        RemovedKind.UNSAFE_PICTURE,
        lambda: _with_root_part("thumbnail", "docProps/a.jpeg", b"MZ"),
    ),
    (
        "printer settings",
        RemovedKind.PRINTER_SETTINGS,
        lambda: _linked("printerSettings", "p.bin", b"\\\\10.0.0.1\\printer"),
    ),
    (
        "program as picture in high definition",
        RemovedKind.UNSAFE_PICTURE,
        lambda: _linked("hdphoto", "a.wdp", b"MZ" + bytes(90)),
    ),
    (
        "program in the file behind text",
        RemovedKind.UNSAFE_LINK,
        lambda: _linked("hyperlink", "a.exe", b"MZ", _hyperlink()),
    ),
    (
        "schemas of Word's library",
        RemovedKind.EXTERNAL_CONTENT,
        lambda: _settings(
            '<w:attachedSchema w:val="http://a"/><sl:schemaLibrary xmlns:sl="http://schemas.'
            'openxmlformats.org/schemaLibrary/2006/main"><sl:schema sl:manifestLocation="http://a"'
            "/></sl:schemaLibrary>"
        ),
    ),
    (
        "place that a drawing came from",
        RemovedKind.UNSAFE_LINK,
        lambda: _drawn(f'xmlns:o="{_OFFICE}" o:href="http://127.0.0.1/a.png"'),
    ),
    (
        "second target of a link",
        RemovedKind.UNSAFE_LINK,
        lambda: _with_field(' HYPERLINK "#" "file://a" '),
    ),
    (
        "target behind a switch",
        RemovedKind.UNSAFE_LINK,
        lambda: _with_field(' HYPERLINK \\s "file:///c:/a" '),
    ),
    ("data of a merge", RemovedKind.FETCHING_FIELD, lambda: _with_field(' DATA "a.docx" ')),
    *(
        (
            f"included text cut by {cut}",
            RemovedKind.FETCHING_FIELD,
            functools.partial(_in_pieces, "INCLU", between, "DETEXT a.docx"),
        )
        for cut, between in hostile.BETWEEN_PIECES.items()
    ),
    (
        "included text in one form of two",
        RemovedKind.FETCHING_FIELD,
        lambda: _in_pieces(" ", hostile.in_two_forms("X", "INCLUDETEXT a.docx"), " "),
    ),
    (
        "included text spread over forms",
        RemovedKind.FETCHING_FIELD,
        lambda: _in_pieces(
            "", hostile.in_two_forms("INCLU", ""), hostile.in_two_forms("DETEXT a", ""), ""
        ),
    ),
    *(
        (
            f"in a picture: {what}",
            RemovedKind.UNSAFE_PICTURE,
            functools.partial(_picture, hostile.an_svg(inside), "a.svg"),
        )
        for what, inside in _SVG_LEADING_OUT.items()
    ),
    ("bytes behind", RemovedKind.TRAILING_DATA, lambda: build.a_docx(_LINE) + b"more"),
    ("strict form", RemovedKind.STRICT_NAMESPACES, lambda: hostile.in_strict_form(_TEXT)),
]
_IDS = [name for name, _, _ in _CASES]


@pytest.mark.parametrize(("kind", "make"), [case[1:] for case in _CASES], ids=_IDS)
def test_it_is_taken_out_and_named_and_the_text_stays(
    kind: RemovedKind, make: Callable[[], bytes]
) -> None:
    content = make()
    opened = open_word(content)

    assert opened.report.outcome is Outcome.REPAIRED
    assert kind in {one.kind for one in opened.report.removed}
    assert opened.cleaned is not None and opened.document is not None
    for view in View:
        assert _TEXT in opened.document.view(view).text
    original = read_document(open_container(content), "word/document.xml")
    assert opened.document.view(View.FINAL) == original.view(View.FINAL)


@pytest.mark.parametrize("make", [case[2] for case in _CASES], ids=_IDS)
def test_a_cleaned_copy_is_clean_opens_in_python_docx_and_is_always_the_same(
    make: Callable[[], bytes],
) -> None:
    opened = open_word(make())
    assert opened.cleaned is not None

    again = open_word(opened.cleaned)

    assert (again.report.outcome, again.cleaned) == (Outcome.ACCEPTED, None)
    assert again.document == opened.document
    assert docx.Document(io.BytesIO(opened.cleaned)).element.body is not None
    assert open_word(make()).cleaned == opened.cleaned


def test_every_kind_of_removal_is_made_by_a_builder_and_has_a_sentence() -> None:
    assert {kind for _, kind, _ in _CASES} == set(RemovedKind) == set(REMOVED_SENTENCES)
    for kind in RemovedKind:
        assert removed_sentence(kind, "zh").endswith("。")
        assert removed_sentence(kind, "en").isascii() and removed_sentence(kind, "en").endswith(".")


def _parts(content: bytes | None) -> dict[str, bytes]:
    assert content is not None
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_nothing_of_what_was_taken_out_is_left_in_the_copy() -> None:
    blocks = (_OBJECT, build.a_paragraph(hostile.a_field(' INCLUDETEXT "c:/geheim.docx" ', "文")))
    content = hostile.a_linked("oleObject", "embeddings/a.bin", b"payload", blocks=blocks)

    parts = _parts(open_word(content).cleaned)

    assert not any("a.bin" in name for name in parts)
    everything = b"".join(parts.values())
    for gone in (b"payload", b"geheim", b"OLEObject", b"INCLUDETEXT", b"a.bin"):
        assert gone not in everything
    assert b"v:imagedata" in everything  # the picture that showed the object


def test_the_types_of_parts_that_are_gone_are_no_longer_declared() -> None:
    declared = '<Override PartName="/word/a.bin" ContentType="application/x"/>'
    parts = build.some_parts(_LINE, links=(build.a_relationship("oleObject", "a.bin"),))
    parts |= {"word/a.bin": b"x", "[Content_Types].xml": build.some_content_types(more=declared)}

    types = _parts(open_word(build.zipped(parts)).cleaned)["[Content_Types].xml"]

    assert b"a.bin" not in types and b"/word/document.xml" in types


def test_parts_that_nothing_was_taken_out_of_are_the_same_byte_for_byte() -> None:
    content = _settings("<w:mailMerge/>")

    before, after = _parts(content), _parts(open_word(content).cleaned)

    assert after["word/document.xml"] == before["word/document.xml"]
    assert next(iter(after)) == "[Content_Types].xml"


def test_the_web_and_mail_may_be_linked_to() -> None:
    for target in ("http://www.gov.cn/a", "HTTPS://www.gov.cn", "mailto:a@example.org"):
        assert open_word(_outside("hyperlink", target, _hyperlink())).report.outcome == "accepted"
    for instruction in (
        ' HYPERLINK \\l "_Toc1" ',
        ' HYPERLINK "http://a/dde" \\o "file:///x" ',
        " PRINTDATE ",
    ):
        assert open_word(_with_field(instruction)).report.outcome == "accepted"


def test_a_harmless_drawing_stays() -> None:
    svg = hostile.an_svg(
        '<a href="#b"/><rect style="fill:url(#c)"/><text>c:\\a</text><style>a{}</style>'
        '<g xmlns:i="urn:i" i:name="c:\\a.svg"/>'
    )

    assert open_word(_picture(svg, "a.svg")).report.outcome is Outcome.ACCEPTED


def test_nothing_is_left_that_could_replace_the_words_of_a_control() -> None:
    opened = open_word(hostile.with_bound_control("罚款五百元", "罚款五千元"))

    assert opened.text is not None and opened.text.text == "罚款五百元"
    assert b"dataBinding" not in _parts(opened.cleaned)["word/document.xml"]


def test_the_usual_template_and_properties_of_the_office_stay() -> None:
    own = "<Template>Normal.dotm</Template><HyperlinkBase></HyperlinkBase>"
    app = hostile.some_extended_properties(own)
    content = _with_root_part("extended-properties", "docProps/app.xml", app)

    assert open_word(content).report.outcome is Outcome.ACCEPTED
    added = with_properties(build.a_docx(_LINE), {"案号": "1"})
    assert open_word(added).report.outcome is Outcome.ACCEPTED


def test_a_property_beside_the_one_of_an_add_in_stays() -> None:
    content = _with_root_part("custom-properties", "docProps/custom.xml", hostile.an_add_in())

    custom = _parts(open_word(content).cleaned)["docProps/custom.xml"]

    assert b"_Assembly" not in custom and b"127.0.0.1" not in custom
    assert "密级说明".encode() in custom


def test_a_link_whose_address_somebody_changed_stays() -> None:
    old, new = (f"http://{name}.example.org" for name in ("a", "b"))
    change = hostile.deleted_words(old) + hostile.inserted_words(new)

    report = open_word(_in_pieces(' HYPERLINK "', change, '" ')).report

    assert report.outcome is Outcome.ACCEPTED


def test_a_field_in_a_text_box_within_another_field_is_judged_by_itself() -> None:
    box = hostile.a_text_box(build.a_paragraph(hostile.a_field("LINK Word a", "乙")))
    opened = open_word(_in_pieces(" QUOTE ", box, " "))

    assert [one.target for one in opened.report.removed] == ["LINK Word a"]
    assert b"QUOTE" in _parts(opened.cleaned)["word/document.xml"]


def test_a_field_is_disarmed_whose_words_stand_behind_an_element_among_them() -> None:
    field = hostile.a_field("LINK Word a", _TEXT).replace("LINK", "LI<w:noProof/>NK")
    opened = open_word(build.a_docx(build.a_paragraph(field)))

    assert [one.target for one in opened.report.removed] == ["LINK Word a"]
    assert opened.text is not None and opened.text.text == _TEXT
    assert b"Word a" not in _parts(opened.cleaned)["word/document.xml"]


def test_text_that_stands_behind_what_is_taken_out_is_not_lost() -> None:
    odd = '<w:r><w:t>甲<w:subDoc r:id="rId1"/>乙</w:t></w:r>'
    opened = open_word(_outside("subDocument", "b.docx", f"<w:p>{odd}</w:p>"))

    assert opened.text is not None and opened.text.text == "甲乙"


def test_words_within_what_is_taken_out_stay_where_a_reader_shows_them() -> None:
    bound = f'<w:dataBinding w:xpath="/a"><w:del/>{_LINE}</w:dataBinding>'
    control = f"<w:sdt><w:sdtPr>{bound}</w:sdtPr><w:sdtContent>{_LINE}</w:sdtContent></w:sdt>"
    opened = open_word(build.a_docx(control))

    assert opened.text is not None and opened.text.text == f"{_TEXT}\n{_TEXT}"
    assert [one.kind for one in opened.report.removed] == [RemovedKind.DATA_BINDING]


def test_words_within_the_instruction_of_a_field_stay_when_it_is_disarmed() -> None:
    odd = f"LINK Word a{hostile.a_text_box(_LINE + _LINE)}b"
    opened = open_word(build.a_docx(build.a_paragraph(hostile.a_field(odd, "乙"))))

    assert opened.text is not None and opened.text.text.count(_TEXT) == 2
    assert b"Word a" not in _parts(opened.cleaned)["word/document.xml"]


def test_a_part_that_is_linked_to_as_a_picture_as_well_keeps_its_text() -> None:
    header = hostile.a_part("hdr", build.a_paragraph(build.a_run("页眉文字")))
    links = (
        build.a_relationship("header", "header1.xml", n=1),
        build.a_relationship("image", "header1.xml", n=2),
    )
    content = build.a_docx(_LINE, links=links, more={"word/header1.xml": header})

    opened = open_word(content)

    assert [one.kind for one in opened.report.removed] == [RemovedKind.UNSAFE_PICTURE]
    assert opened.document is not None
    assert "页眉文字" in "".join(one.words(View.FINAL) for one in opened.document.paragraphs)


def test_names_of_namespaces_in_the_text_of_a_strict_file_are_not_touched() -> None:
    words = 'xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"'
    opened = open_word(hostile.in_strict_form(words))

    assert opened.text is not None and opened.text.text == words
    root = etree.fromstring(_parts(opened.cleaned)["word/document.xml"])
    assert root.tag == f"{{{build.W}}}document" and not root.attrib


def test_a_file_full_of_bad_links_is_told_in_a_list_that_ends() -> None:
    links = tuple(
        build.a_relationship("hyperlink", f"file:///c:/{n}/{'x' * 500}", True, n)
        for n in range(900)
    )
    removed = open_word(build.a_docx(_LINE, links=links)).report.removed

    assert len(removed) == 61
    assert sum(one.count for one in removed) == 900
    assert max(len(one.target) for one in removed) == 80
