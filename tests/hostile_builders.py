"""Builders of Word files with something in them that must not get in, or must come out."""

import io
import struct
import zipfile

import word_builders as build

_VML = "urn:schemas-microsoft-com:vml"
_STRICT = "http://purl.oclc.org/ooxml"


def a_linked(
    kind: str,
    target: str,
    part: bytes = b"",
    *,
    blocks: tuple[str, ...] = (),
    external: bool = False,
) -> bytes:
    """A Word file whose main part links by rId1 to a part of its folder, or out of the file."""
    more = {f"word/{target}": part} if part else {}
    links = (build.a_relationship(kind, target, external),)
    return build.a_docx(*(blocks or (_a_line(),)), links=links, more=more)


def _a_line() -> str:
    return build.a_paragraph(build.a_run("某办法"))


def a_part(root: str, inside: str = "") -> bytes:
    """A part of WordprocessingML with this root."""
    names = f'xmlns:w="{build.W}" xmlns:r="{build.R}" xmlns:v="{_VML}"'
    return f"<w:{root} {names}>{inside}</w:{root}>".encode()


def with_settings(inside: str) -> bytes:
    """A Word file with these settings."""
    return a_linked("settings", "settings.xml", a_part("settings", inside))


def with_header(line: str) -> bytes:
    """A Word file with this line in its header."""
    return a_linked("header", "header1.xml", a_part("hdr", build.a_paragraph(build.a_run(line))))


def with_text_box(line: str) -> bytes:
    """A Word file with this line in a text box that is anchored after many lines."""
    box = f"<w:txbxContent>{build.a_paragraph(build.a_run(line))}</w:txbxContent>"
    shape = f'<v:shape xmlns:v="{_VML}"><v:textbox>{box}</v:textbox></v:shape>'
    lines = [build.a_paragraph(build.a_run(f"第{n}行")) for n in range(12)]
    return build.a_docx(*lines, build.a_paragraph(f"<w:r><w:pict>{shape}</w:pict></w:r>"))


def with_watermark(words: str) -> bytes:
    """A Word file with a watermark, as Word draws it behind the text."""
    shape = f'<w:r><w:pict><v:shape><v:textpath string="{words}"/></v:shape></w:pict></w:r>'
    return a_linked("header", "header1.xml", a_part("hdr", build.a_paragraph(shape)))


def with_simple_field(instruction: str, result: str = "结果") -> bytes:
    """A Word file with a field that stands in one element around its result."""
    shown = build.a_run(result)
    return build.a_docx(f'<w:p><w:fldSimple w:instr="{instruction}">{shown}</w:fldSimple></w:p>')


def a_field(instruction: str, result: str) -> str:
    """The runs of a field with its result."""
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    return (
        mark.format("begin")
        + f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
        + mark.format("separate")
        + build.a_run(result)
        + mark.format("end")
    )


def an_instruction(words: str, name: str = "instrText") -> str:
    """A run with words of a field's instruction."""
    return f'<w:r><w:{name} xml:space="preserve">{words}</w:{name}></w:r>'


def deleted_words(words: str) -> str:
    """Words of an instruction that a tracked change deletes."""
    return f'<w:del w:id="1" w:author="a">{an_instruction(words, "delInstrText")}</w:del>'


def inserted_words(words: str) -> str:
    """Words of an instruction that a tracked change inserts."""
    return f'<w:ins w:id="2" w:author="a">{an_instruction(words)}</w:ins>'


def in_two_forms(first: str, second: str) -> str:
    """Words of an instruction, others for programs that do not know what the first require."""
    return (
        '<mc:AlternateContent><mc:Choice xmlns:z="urn:z" Requires="z">'
        f"{an_instruction(first)}</mc:Choice><mc:Fallback>{an_instruction(second)}</mc:Fallback>"
        "</mc:AlternateContent>"
    )


def a_text_box(blocks: str) -> str:
    """A run with a text box."""
    box = f"<v:textbox><w:txbxContent>{blocks}</w:txbxContent></v:textbox>"
    return f'<w:r><w:pict><v:shape xmlns:v="{_VML}">{box}</v:shape></w:pict></w:r>'


def a_field_in_pieces(*pieces: str, result: str) -> str:
    """A field; its first and last piece are words, those between stand as they are."""
    first, *between, last = pieces
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    words = an_instruction(first) + "".join(between) + an_instruction(last)
    shown = mark.format("separate") + build.a_run(result) + mark.format("end")
    return mark.format("begin") + words + shown


_MARKS = '<w:r><w:fldChar w:fldCharType="separate"/><w:fldChar w:fldCharType="end"/></w:r>'
# What may stand within an instruction, and be gone once somebody opens the file.
BETWEEN_PIECES = {
    "a deletion": deleted_words("X"),
    "a deletion of the plain kind": f"<w:del>{an_instruction('X')}</w:del>",
    "words that are only called deleted": an_instruction("X", "delInstrText"),
    "an insertion": inserted_words("X"),
    "both": deleted_words("X") + inserted_words("Y"),
    "words moved away": f"<w:moveFrom>{an_instruction('X')}</w:moveFrom>",
    "the end of a field that is deleted": f"<w:del>{_MARKS}</w:del>",
    "a form that is skipped": in_two_forms("X", ""),
    "a form that is shown": in_two_forms("", "X"),
    "a text box": a_text_box(build.a_paragraph(an_instruction("X"))),
}


def with_bound_control(shown: str, bound: str, prefix: str = "w") -> bytes:
    """A control that shows words, bound to a part with others: Word shows those on opening."""
    word = build.W if prefix == "w" else "http://schemas.microsoft.com/office/word/2012/wordml"
    binding = f'<b:dataBinding xmlns:b="{word}" w:xpath="/a" w:storeItemID="{{1}}"/>'
    content = f"<w:sdtContent>{build.a_run(shown)}</w:sdtContent>"
    control = f"<w:p><w:sdt><w:sdtPr>{binding}<w:text/></w:sdtPr>{content}</w:sdt></w:p>"
    return build.a_docx(
        control,
        links=(build.a_relationship("customXml", "../customXml/item1.xml"),),
        more={"customXml/item1.xml": f"<a>{bound}</a>".encode()},
    )


def an_add_in() -> bytes:
    """The properties by which Word finds an add-in, and one that is somebody's note."""
    name = "http://schemas.openxmlformats.org/officeDocument/2006"
    values = {"_AssemblyName": "*", "_assemblylocation": "http://127.0.0.1/a", "密级说明": "无"}
    entries = "".join(
        f'<property name="{key}" pid="{n}"><vt:lpwstr>{value}</vt:lpwstr></property>'
        for n, (key, value) in enumerate(values.items(), start=2)
    )
    names = f'xmlns="{name}/custom-properties" xmlns:vt="{name}/docPropsVTypes"'
    return f"<Properties {names}>{entries}</Properties>".encode()


def some_extended_properties(inside: str) -> bytes:
    """The properties that the program wrote of a file."""
    name = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    return f'<Properties xmlns="{name}">{inside}</Properties>'.encode()


def with_glossary_link(kind: str) -> bytes:
    """A Word file whose glossary, a document beside the document, links to something."""
    parts = {
        "word/glossary/document.xml": a_part("glossaryDocument"),
        "word/glossary/_rels/document.xml.rels": build.some_relationships(
            build.a_relationship(kind, "extra.bin")
        ),
        "word/glossary/extra.bin": b"x",
    }
    link = build.a_relationship("glossaryDocument", "glossary/document.xml")
    return build.a_docx(links=(link,), more=parts)


def with_two_types_for_one_part() -> bytes:
    """The main part is declared as a document, and once more as one with macros."""
    macros = "application/vnd.ms-word.document.macroEnabled.main+xml"
    twice = f'<Override PartName="/word/document.xml" ContentType="{macros}"/>'
    types = build.some_content_types(more=twice)
    return build.zipped({**build.some_parts(), "[Content_Types].xml": types})


def with_one_id_for_two_links() -> bytes:
    """The header has the id of a template that must come out: it would go with it."""
    header = {"word/header1.xml": a_part("hdr", build.a_paragraph(build.a_run("文")))}
    links = (
        build.a_relationship("header", "header1.xml"),
        build.a_relationship("attachedTemplate", "file:///a", True),
    )
    return build.a_docx(links=links, more=header)


def with_a_link_inside_a_link() -> bytes:
    """The header's link stands inside another one, where few programs look."""
    outer = build.a_relationship("image", "NULL", n=2).removesuffix("/>")
    inner = build.a_relationship("header", "header1.xml")
    header = {"word/header1.xml": a_part("hdr", build.a_paragraph(build.a_run("文")))}
    return build.a_docx(links=(f"{outer}>{inner}</Relationship>",), more=header)


def with_two_parts_of_footnotes() -> bytes:
    """Two parts of footnotes: one program prints the first, another the second."""
    links = tuple(build.a_relationship("footnotes", f"notes{n}.xml", n=n) for n in (1, 2))
    notes = {f"word/notes{n}.xml": a_part("footnotes") for n in (1, 2)}
    return build.a_docx(links=links, more=notes)


def with_a_header_that_is_no_xml() -> bytes:
    """A header that by its name and type is a picture: it would be read, but never looked at."""
    return a_linked("header", "header1.png", a_part("hdr", build.a_paragraph(build.a_run("文"))))


def with_data_behind_the_packed_bytes() -> bytes:
    """The entry of the main part is longer than what it unpacks from."""
    content = bytearray(build.zipped(build.some_parts()))
    record = content.find(b"PK\x01\x02")
    while b"word/document.xml" not in content[record : record + 70]:
        record = content.find(b"PK\x01\x02", record + 4)
    front = struct.unpack_from("<I", content, record + 42)[0]
    for at in (front + 18, record + 20):
        struct.pack_into("<I", content, at, struct.unpack_from("<I", content, at)[0] + 4)
    size, name, extra = struct.unpack_from("<I4xHH", content, front + 18)
    end = front + 30 + name + extra + size - 4
    content[end:end] = b"more"
    return _moved(content, end, 4)


def _moved(content: bytearray, after: int, by: int) -> bytes:
    """Correct the offsets of all that lies behind a place where bytes were put in."""
    record = content.find(b"PK\x01\x02")
    while record >= 0:
        at = struct.unpack_from("<I", content, record + 42)[0]
        if at >= after:
            struct.pack_into("<I", content, record + 42, at + by)
        record = content.find(b"PK\x01\x02", record + 4)
    end = content.rfind(b"PK\x05\x06")
    struct.pack_into("<I", content, end + 16, struct.unpack_from("<I", content, end + 16)[0] + by)
    return bytes(content)


def with_another_size_in_front() -> bytes:
    """The header before the first part declares another size than the directory does."""
    content = bytearray(build.a_docx())
    struct.pack_into("<I", content, 22, 5)
    return bytes(content)


def with_a_second_name() -> bytes:
    """An extra field of the directory gives a part another name, which some programs believe."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, part in build.some_parts().items():
            about = zipfile.ZipInfo(name)
            if name == "word/document.xml":
                other = b"\x01" + bytes(4) + b"word/other.xml"
                about.extra = struct.pack("<HH", 0x7075, len(other)) + other
            archive.writestr(about, part)
    return file.getvalue()


def in_utf_7() -> bytes:
    """A main part in UTF-7, in which a plain look at the bytes sees no elements."""
    xml = '<?xml version="1.0" encoding="UTF-7"?>' + build.a_body(_a_line()).decode()
    return build.with_main_part(xml.encode("utf-7"))


def in_strict_form(text: str) -> bytes:
    """A Word file as Word saves it under the name of strict Open XML."""
    parts = build.some_parts(build.a_paragraph(build.a_run(text)))
    office = b"http://schemas.openxmlformats.org/officeDocument/2006"
    for name in ("_rels/.rels", "word/document.xml"):
        parts[name] = (
            parts[name]
            .replace(office, f"{_STRICT}/officeDocument".encode())
            .replace(build.W.encode(), f"{_STRICT}/wordprocessingml/main".encode())
            .replace(b"<w:document", b'<w:document w:conformance="strict"')
        )
    return build.zipped(parts)


def a_jpeg_with_its_size_far_behind() -> bytes:
    """A JPEG of 40,000 × 40,000 pixels whose size stands behind 120 kB of remarks."""
    remark = b"\xff\xfe" + struct.pack(">H", 60_002) + bytes(60_000)
    frame = b"\xff\xc0" + struct.pack(">HBHHB", 17, 8, 40_000, 40_000, 3) + bytes(12)
    return b"\xff\xd8" + remark * 2 + frame


def a_tiff_of(width: int, height: int) -> bytes:
    """The head of a TIFF that declares this many pixels."""
    entry = struct.Struct("<HHII")
    directory = entry.pack(256, 4, 1, width) + entry.pack(257, 4, 1, height)
    return b"II*\x00" + struct.pack("<IH", 8, 2) + directory + bytes(4)


def an_svg(inside: str = "", attributes: str = "") -> bytes:
    """An SVG picture."""
    return f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}>{inside}</svg>'.encode()


def a_picture_run(link: str = "r:embed") -> str:
    """A run with a picture behind rId1."""
    blip = (
        f'<a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" {link}="rId1"/>'
    )
    return f"<w:r><w:drawing>{blip}</w:drawing></w:r>"
