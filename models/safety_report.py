"""What was found when a file was looked at before opening: taken, cleaned or refused, and why."""

from dataclasses import dataclass
from enum import StrEnum

from models.refusal import Language, RefusalReason
from models.word_document import ConcealedText


class Outcome(StrEnum):
    """What becomes of a file that somebody hands in."""

    ACCEPTED = "accepted"  # as it is
    REPAIRED = "repaired"  # a cleaned copy is shown, changed and sent; the original is kept
    REFUSED = "refused"


class DocumentWarning(StrEnum):
    """What is lawful in a Word file but must be known before its text is relied upon."""

    TRACKED_CHANGES = "tracked_changes"
    COMMENTS = "comments"
    HIDDEN_TEXT = "hidden_text"
    INVISIBLE_CHARACTERS = "invisible_characters"
    CONCEALED_MARKING = "concealed_marking"
    PROTECTION_ENFORCED = "protection_enforced"
    NO_TEXT = "no_text"
    UNREAD_WORDS = "unread_words"


class RemovedKind(StrEnum):
    """What the cleaned copy of a file lacks."""

    EXTERNAL_TEMPLATE = "external_template"
    EXTERNAL_PICTURE = "external_picture"
    EXTERNAL_OBJECT = "external_object"
    EXTERNAL_CONTENT = "external_content"
    FETCHING_FIELD = "fetching_field"
    UNSAFE_LINK = "unsafe_link"
    MAIL_MERGE = "mail_merge"
    EMBEDDED_OBJECT = "embedded_object"
    EMBEDDED_FONT = "embedded_font"
    UNSAFE_PICTURE = "unsafe_picture"
    ADD_IN = "add_in"
    CUSTOMIZATION = "customization"
    SIGNATURE = "signature"
    MISSING_PART = "missing_part"
    UNLINKED_PART = "unlinked_part"
    TRAILING_DATA = "trailing_data"
    STRICT_NAMESPACES = "strict_namespaces"
    DATA_BINDING = "data_binding"
    PRINTER_SETTINGS = "printer_settings"


CONCEALING = frozenset(
    {
        DocumentWarning.HIDDEN_TEXT,
        DocumentWarning.INVISIBLE_CHARACTERS,
        DocumentWarning.CONCEALED_MARKING,
    }
)


@dataclass(frozen=True, slots=True)
class Removed:
    """One thing that was taken out: of which part of the file, and where it led, cut short."""

    kind: RemovedKind
    part: str = ""
    target: str = ""
    count: int = 1


@dataclass(frozen=True, slots=True)
class SafetyReport:
    """The outcome for one file. Counts are those of the final view and stand at 0 when refused."""

    refusal: RefusalReason | None
    warnings: tuple[DocumentWarning, ...] = ()
    removed: tuple[Removed, ...] = ()
    size: int = 0  # bytes of the file as it came in
    paragraphs: int = 0
    characters: int = 0
    tracked_changes: int = 0
    comments: int = 0
    concealed_markings: tuple[ConcealedText, ...] = ()
    unread_words: tuple[str, ...] = ()  # places of words that Word shows, each cut short

    @property
    def accepted(self) -> bool:
        """Whether the file, or its cleaned copy, may be opened and read."""
        return self.refusal is None

    @property
    def outcome(self) -> Outcome:
        """Accepted as it is, repaired, or refused."""
        if self.refusal is not None:
            return Outcome.REFUSED
        return Outcome.REPAIRED if self.removed else Outcome.ACCEPTED


def warning_sentence(warning: DocumentWarning, language: Language = "zh") -> str:
    """Return the note for a clerk or reviewer."""
    return _said(WARNING_SENTENCES[warning], language)


def removed_sentence(kind: RemovedKind, language: Language = "zh") -> str:
    """Return what was taken out, in a sentence for a clerk or reviewer."""
    return _said(REMOVED_SENTENCES[kind], language)


def _said(sentences: tuple[str, str], language: Language) -> str:
    chinese, english = sentences
    return chinese if language == "zh" else english


WARNING_SENTENCES: dict[DocumentWarning, tuple[str, str]] = {
    DocumentWarning.TRACKED_CHANGES: (
        "文稿含有未接受的修订：请比较修订前后两种文本，选定以哪一种作为审核文本。",
        "There are unaccepted changes: compare both texts and choose which is under review.",
    ),
    DocumentWarning.COMMENTS: ("文稿含有批注。", "There are comments."),
    DocumentWarning.HIDDEN_TEXT: (
        "文稿含有隐藏、白色或者极小的文字，已一并读取。",
        "There is hidden, white or tiny text; it was read like all other.",
    ),
    DocumentWarning.INVISIBLE_CHARACTERS: (
        "文稿含有不可见字符，可能影响检索和比对。",
        "There are invisible characters, which can mislead searches and comparisons.",
    ),
    DocumentWarning.CONCEALED_MARKING: (
        "文稿含有被隐藏的密级标识：请先向起草单位核实是否涉密；涉密的，立即停止处理。",
        "There is a concealed secrecy marking: ask the drafter first; if it holds, stop at once.",
    ),
    DocumentWarning.PROTECTION_ENFORCED: ("文稿设有编辑限制。", "Editing is restricted."),
    DocumentWarning.NO_TEXT: (
        "文稿只有图片，没有可读的文字（可能是扫描件）：送审稿应当为可编辑的 Word 文稿。",
        "There are pictures only, perhaps a scan: a draft has to be editable text.",
    ),
    DocumentWarning.UNREAD_WORDS: (
        "文稿的艺术字、图示、图表或者域中有未能读取的文字，检查和比对均不包括这些文字："
        "请打开文稿逐处核对；属于正文内容的，请起草单位改为普通文字后重新报送。",
        "Words in WordArt, diagrams, charts or fields were not read, so no check covers them: open"
        " the file and look at each; ask the drafter to type what belongs to the text.",
    ),
}

REMOVED_SENTENCES: dict[RemovedKind, tuple[str, str]] = {
    RemovedKind.EXTERNAL_TEMPLATE: (
        "已去除外部模板路径。",
        "The path of an external template was taken out.",
    ),
    RemovedKind.EXTERNAL_PICTURE: (
        "已去除指向外部图片的链接，其内容未读取。",
        "Links to pictures outside the file were taken out; the pictures were not fetched.",
    ),
    RemovedKind.EXTERNAL_OBJECT: (
        "已去除指向外部文件的链接对象，其显示图片保留。",
        "Objects linked to other files were taken out; the pictures that show them stay.",
    ),
    RemovedKind.EXTERNAL_CONTENT: (
        "已去除对外部内容的引用，其内容未读取。",
        "References to content outside the file were taken out; it was not fetched.",
    ),
    RemovedKind.FETCHING_FIELD: (
        "已去除会读取其他文件的域代码，域结果的文字保留。",
        "Field codes that read other files were taken out; the text they show stays.",
    ),
    RemovedKind.UNSAFE_LINK: (
        "已去除指向本地文件或脚本的链接，文字保留。",
        "Links to local files or scripts were taken out; their text stays.",
    ),
    RemovedKind.MAIL_MERGE: (
        "已去除邮件合并的数据源。",
        "The data source of a mail merge was taken out.",
    ),
    RemovedKind.EMBEDDED_OBJECT: (
        "已去除嵌入的其他文件，其显示图片保留，内容未读取。",
        "Embedded files were taken out unread; the pictures that show them stay.",
    ),
    RemovedKind.EMBEDDED_FONT: ("已去除嵌入的字体。", "Embedded fonts were taken out."),
    RemovedKind.UNSAFE_PICTURE: (
        "已去除含有脚本、外部引用或格式不明的图片。",
        "Pictures with scripts or links, or of no known format, were taken out.",
    ),
    RemovedKind.ADD_IN: ("已去除随文稿加载的加载项。", "Add-ins were taken out."),
    RemovedKind.CUSTOMIZATION: (
        "已去除自定义的菜单、工具栏或快捷键。",
        "Custom menus, toolbars or shortcut keys were taken out.",
    ),
    RemovedKind.SIGNATURE: (
        "已去除数字签名：签名仅对原件有效，原件已保存。",
        "A digital signature was taken out: it holds for the original alone, which is kept.",
    ),
    RemovedKind.MISSING_PART: (
        "文稿引用的部件缺失，可能有图片丢失，已去除该引用。",
        "Parts referred to are missing, perhaps pictures; the references were taken out.",
    ),
    RemovedKind.UNLINKED_PART: (
        "已去除文件内部无任何引用的部件。",
        "Parts that nothing in the file refers to were taken out.",
    ),
    RemovedKind.TRAILING_DATA: (
        "已去除文件中不属于文稿的多余数据。",
        "Data in the file that belong to no part of it were taken out.",
    ),
    RemovedKind.STRICT_NAMESPACES: (
        "文稿为严格开放 XML 格式，已转为各软件都能打开的格式。",
        "The strict Open XML format was turned into the one that every program opens.",
    ),
    RemovedKind.DATA_BINDING: (
        "已解除内容控件与文件内部数据的绑定：以控件中的文字为准，打开时不再被其他数据替换。",
        "Controls were bound to data that replace their words on opening; the words stay.",
    ),
    RemovedKind.PRINTER_SETTINGS: ("已去除打印机设置。", "Printer settings were taken out."),
}
