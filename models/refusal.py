"""Why a file cannot be taken: a code in, the sentence for the person who sent it out."""

from enum import StrEnum
from typing import Literal

Language = Literal["zh", "en"]


class RefusalReason(StrEnum):
    """Every cause for which a submitted file is refused."""

    EMPTY = "empty"
    LOCK_FILE = "lock_file"
    OLD_WORD_DOC = "old_word_doc"
    WPS_BINARY = "wps_binary"
    ENCRYPTED = "encrypted"
    PDF = "pdf"
    RTF = "rtf"
    HTML = "html"
    MHT = "mht"
    OFD = "ofd"
    ODT = "odt"
    UOF = "uof"
    XPS = "xps"
    EPUB = "epub"
    PICTURE = "picture"
    SHORTCUT = "shortcut"
    MAC_COMPANION = "mac_companion"
    SPREADSHEET = "spreadsheet"
    PRESENTATION = "presentation"
    XML = "xml"
    ZIP_NOT_WORD = "zip_not_word"
    NOT_A_WORD_FILE = "not_a_word_file"
    TRUNCATED = "truncated"
    DAMAGED = "damaged"
    MACROS = "macros"
    TEMPLATE = "template"
    TOO_LARGE = "too_large"
    UNPACKS_TOO_LARGE = "unpacks_too_large"
    TOO_MANY_ENTRIES = "too_many_entries"
    UNKNOWN_COMPRESSION = "unknown_compression"
    OVERLAPPING_ENTRIES = "overlapping_entries"
    DUPLICATE_ENTRIES = "duplicate_entries"
    UNSAFE_NAMES = "unsafe_names"
    DTD = "dtd"
    XML_ENCODING = "xml_encoding"
    XML_TOO_DEEP = "xml_too_deep"
    TOO_MANY_ELEMENTS = "too_many_elements"
    ALT_CHUNK = "alt_chunk"
    ACTIVEX = "activex"
    DDE_FIELD = "dde_field"
    PICTURE_TOO_LARGE = "picture_too_large"
    NO_TEXT = "no_text"
    TOO_HEAVY = "too_heavy"
    VIRUS = "virus"
    SCAN_FAILED = "scan_failed"
    CLASSIFIED_MARKING = "classified_marking"
    CAME_WITH_CLASSIFIED = "came_with_classified"


def refusal_sentence(reason: RefusalReason, language: Language) -> str:
    """Return what is wrong with the file and what its sender does now, in that language."""
    chinese, english = SENTENCES[reason]
    return chinese if language == "zh" else english


_SAVE_ZH = "请用 Word 或 WPS 打开，另存为 .docx 后重新报送。"
_SAVE_EN = "Open it in Word or WPS, save it as .docx and send it again."
_DRAFT_ZH = "请报送可编辑的 Word 文稿（.docx）。"
_DRAFT_EN = "Send the editable Word document (.docx)."
_REBUILD_ZH = "请用 Word 或 WPS 新建文档，将内容复制过去，另存为 .docx 后重新报送。"
_REBUILD_EN = (
    "Copy its content into a new Word or WPS document, save that as .docx and send it again."
)

SENTENCES: dict[RefusalReason, tuple[str, str]] = {
    RefusalReason.EMPTY: (
        "此文件是空文件（0字节）。请检查原文件后重新报送。",
        "This file is empty (0 bytes). Look at the original and send it again.",
    ),
    RefusalReason.LOCK_FILE: (
        "这是 Word 打开文件时留下的临时文件（~$ 开头），不是文稿。请关闭 Word 后报送文稿本身。",
        "This is the lock file of a document open in Word. Close Word and send the document.",
    ),
    RefusalReason.OLD_WORD_DOC: (
        f"这是 .doc（Word 97-2003）格式的文件。{_SAVE_ZH}",
        f"This is a .doc file (Word 97-2003). {_SAVE_EN}",
    ),
    RefusalReason.WPS_BINARY: (
        f"这是 .wps（WPS 文字）格式的文件。{_SAVE_ZH}",
        f"This is a .wps file (WPS Writer). {_SAVE_EN}",
    ),
    RefusalReason.ENCRYPTED: (
        "此文件已加密，请取消密码后重新报送。",
        "This file is encrypted. Take the password off and send it again.",
    ),
    RefusalReason.PDF: (f"这是 PDF 文件。{_DRAFT_ZH}", f"This is a PDF file. {_DRAFT_EN}"),
    RefusalReason.RTF: (f"这是 RTF 格式的文件。{_SAVE_ZH}", f"This is an RTF file. {_SAVE_EN}"),
    RefusalReason.HTML: (
        f"这是网页（HTML）文件，只是扩展名为 .docx。{_SAVE_ZH}",
        f"This is a web page (HTML) under another name. {_SAVE_EN}",
    ),
    RefusalReason.MHT: (
        f"这是单个文件网页（MHT），只是扩展名为 .docx。{_SAVE_ZH}",
        f"This is a single-file web page (MHT) under another name. {_SAVE_EN}",
    ),
    RefusalReason.OFD: (f"这是 OFD 版式文件。{_DRAFT_ZH}", f"This is an OFD file. {_DRAFT_EN}"),
    RefusalReason.ODT: (f"这是 ODT 格式的文件。{_SAVE_ZH}", f"This is an ODT file. {_SAVE_EN}"),
    RefusalReason.UOF: (f"这是标文通（UOF）文件。{_SAVE_ZH}", f"This is a UOF file. {_SAVE_EN}"),
    RefusalReason.XPS: (f"这是 XPS 版式文件。{_DRAFT_ZH}", f"This is an XPS file. {_DRAFT_EN}"),
    RefusalReason.EPUB: (f"这是 EPUB 电子书。{_DRAFT_ZH}", f"This is an EPUB file. {_DRAFT_EN}"),
    RefusalReason.PICTURE: (
        f"这是图片，不是 Word 文稿。{_DRAFT_ZH}",
        f"This is a picture. {_DRAFT_EN}",
    ),
    RefusalReason.SHORTCUT: (
        "这是快捷方式，不是文稿本身。请报送它所指向的文稿（.docx）。",
        "This is a shortcut, not the document. Send the document (.docx) that it points to.",
    ),
    RefusalReason.MAC_COMPANION: (
        "这是苹果电脑在复制文件时附带的辅助文件（._ 开头），不是文稿。请报送文稿本身。",
        "This is a file that a Mac leaves beside a document (._ name). Send the document itself.",
    ),
    RefusalReason.SPREADSHEET: (
        "这是电子表格文件，不是 Word 文稿。请将内容放入 Word 文稿（.docx）后重新报送。",
        "This is a spreadsheet. Put its content into a Word document (.docx) and send that.",
    ),
    RefusalReason.PRESENTATION: (
        "这是演示文稿，不是 Word 文稿。请将内容放入 Word 文稿（.docx）后重新报送。",
        "This is a presentation. Put its content into a Word document (.docx) and send that.",
    ),
    RefusalReason.XML: (f"这是 XML 格式的文件。{_SAVE_ZH}", f"This is an XML file. {_SAVE_EN}"),
    RefusalReason.ZIP_NOT_WORD: (
        "这是压缩包，不是 Word 文稿。请解压后逐个报送其中的 .docx 文件。",
        "This is an archive, no Word document. Unpack it and send the .docx files in it.",
    ),
    RefusalReason.NOT_A_WORD_FILE: (
        f"无法识别此文件，它不是 Word 文稿。{_SAVE_ZH}",
        f"This is no Word document, nor any other format known here. {_SAVE_EN}",
    ),
    RefusalReason.TRUNCATED: (
        "此文件不完整，可能在传输中被截断。请从原处重新复制后再报送。",
        "This file is cut short, perhaps on its way here. Copy it afresh and send it again.",
    ),
    RefusalReason.DAMAGED: (
        f"此文件已损坏，内容无法可靠读取。{_SAVE_ZH}",
        f"This file is damaged and cannot be read reliably. {_SAVE_EN}",
    ),
    RefusalReason.MACROS: (
        "此文件含有宏。请另存为不含宏的 .docx 后重新报送。",
        "This file contains macros. Save it as .docx without macros and send it again.",
    ),
    RefusalReason.TEMPLATE: (
        "这是 Word 模板，不是文稿。请另存为 .docx 文档后重新报送。",
        "This is a Word template. Save it as a .docx document and send it again.",
    ),
    RefusalReason.TOO_LARGE: (
        "此文件超过50MB。请压缩或删除其中的图片后重新报送。",
        "This file is larger than 50 MiB. Compress or remove its pictures and send it again.",
    ),
    RefusalReason.UNPACKS_TOO_LARGE: (
        f"此文件解压后过大，无法安全打开。{_REBUILD_ZH}",
        f"This file unpacks to more than can be opened safely. {_REBUILD_EN}",
    ),
    RefusalReason.TOO_MANY_ENTRIES: (
        f"此文件内部的部件过多，无法安全打开。{_REBUILD_ZH}",
        f"This file holds too many parts to be opened safely. {_REBUILD_EN}",
    ),
    RefusalReason.UNKNOWN_COMPRESSION: (
        f"此文件使用了 Word 不使用的压缩方式。{_SAVE_ZH}",
        f"This file is compressed in a way that Word does not use. {_SAVE_EN}",
    ),
    RefusalReason.OVERLAPPING_ENTRIES: (
        f"此文件内部的部件相互重叠，结构不可信。{_REBUILD_ZH}",
        f"Parts of this file overlap, so that it cannot be trusted. {_REBUILD_EN}",
    ),
    RefusalReason.DUPLICATE_ENTRIES: (
        f"此文件内部有同名部件，不同软件会读出不同内容。{_REBUILD_ZH}",
        f"Two parts of this file share a name: programs would read different texts. {_REBUILD_EN}",
    ),
    RefusalReason.UNSAFE_NAMES: (
        f"此文件内部的部件名称或路径不安全。{_REBUILD_ZH}",
        f"Names or paths inside this file are not safe. {_REBUILD_EN}",
    ),
    RefusalReason.DTD: (
        f"此文件内部含有文档类型定义（DTD），文字可能被隐藏或替换。{_REBUILD_ZH}",
        f"This file contains a document type definition, which can hide text. {_REBUILD_EN}",
    ),
    RefusalReason.XML_ENCODING: (
        f"此文件内部使用了 Word 不使用的字符编码，不同软件会读出不同内容。{_SAVE_ZH}",
        f"This file uses a character encoding inside that Word does not use. {_SAVE_EN}",
    ),
    RefusalReason.XML_TOO_DEEP: (
        f"此文件内部嵌套层次过深，无法安全打开。{_REBUILD_ZH}",
        f"This file is nested too deeply to be opened safely. {_REBUILD_EN}",
    ),
    RefusalReason.TOO_MANY_ELEMENTS: (
        "此文件的段落、表格或格式标记过多，无法处理。请拆分或清除多余格式后重新报送。",
        "This file has too many paragraphs, cells or marks. Split it or clear needless formatting.",
    ),
    RefusalReason.ALT_CHUNK: (
        f"此文件嵌入了其他格式的整段内容（altChunk），显示前无法审查。{_SAVE_ZH}",
        f"This file imports content of another format when opened (altChunk). {_SAVE_EN}",
    ),
    RefusalReason.ACTIVEX: (
        "此文件含有 ActiveX 控件。请删除控件后重新报送。",
        "This file contains ActiveX controls. Delete them and send it again.",
    ),
    RefusalReason.DDE_FIELD: (
        "此文件含有会启动其他程序的域（DDE）。请删除该域后重新报送。",
        "This file contains a field that starts other programs (DDE). Delete it and send it again.",
    ),
    RefusalReason.PICTURE_TOO_LARGE: (
        "此文件中有像素过大的图片，无法安全打开。请缩小图片后重新报送。",
        "A picture in this file has too many pixels. Make it smaller and send the file again.",
    ),
    RefusalReason.NO_TEXT: (
        f"此文件既没有文字，也没有图片。{_DRAFT_ZH}",
        f"This file has neither text nor pictures. {_DRAFT_EN}",
    ),
    RefusalReason.TOO_HEAVY: (
        f"打开此文件所需的时间或内存超过上限。{_REBUILD_ZH}",
        f"Opening this file takes more time or memory than is allowed. {_REBUILD_EN}",
    ),
    RefusalReason.VIRUS: (
        "病毒查杀程序报告此文件含有病毒，本系统未予保存。请查杀病毒后重新报送文稿。",
        "The virus scanner reports this file; it was not stored. Clean it and send it again.",
    ),
    RefusalReason.SCAN_FAILED: (
        "病毒查杀程序未能完成检查，此文件未予接收。请稍后重新报送；仍不成功的，请联系系统管理员。",
        "The virus scan did not finish, so the file was not taken. "
        "Send it again later; tell the operator if it fails again.",
    ),
    RefusalReason.CLASSIFIED_MARKING: (
        "此文件首部有密级标识，本系统不得处理涉密文件。请立即按保密规定通过涉密渠道报送。",
        "This file bears a secrecy marking; classified files must not be handled here. "
        "Send it through the channel that the secrecy rules prescribe, at once.",
    ),
    RefusalReason.CAME_WITH_CLASSIFIED: (
        "同一次报送的文件中有带密级标识的文件，本次报送的文件均未接收。请按保密规定一并报送。",
        "A file sent with this one bears a secrecy marking; none of them was taken. "
        "Send them together as the secrecy rules prescribe.",
    ),
}
