"""What was found when a file was looked at before opening: refused or taken, and what to note."""

from dataclasses import dataclass
from enum import StrEnum

from models.refusal import RefusalReason


class DocumentWarning(StrEnum):
    """What is lawful in a Word file but must be known before its text is relied upon."""

    TRACKED_CHANGES = "tracked_changes"
    COMMENTS = "comments"
    HIDDEN_TEXT = "hidden_text"
    INVISIBLE_CHARACTERS = "invisible_characters"
    EXTERNAL_TEMPLATE = "external_template"
    EXTERNAL_CONTENT = "external_content"
    UNSAFE_LINKS = "unsafe_links"
    EMBEDDED_OBJECT = "embedded_object"
    PROTECTION_ENFORCED = "protection_enforced"
    MISSING_PARTS = "missing_parts"
    TRAILING_DATA = "trailing_data"
    STRICT_NAMESPACES = "strict_namespaces"


@dataclass(frozen=True, slots=True)
class SafetyReport:
    """The outcome for one file. Counts are those of the final view and stand at 0 when refused."""

    refusal: RefusalReason | None
    warnings: tuple[DocumentWarning, ...] = ()
    size: int = 0  # bytes of the file as it came in
    paragraphs: int = 0
    characters: int = 0
    tracked_changes: int = 0
    comments: int = 0

    @property
    def accepted(self) -> bool:
        """Whether the file may be opened and read."""
        return self.refusal is None


def warning_sentence(warning: DocumentWarning) -> str:
    """Return the note for a clerk or reviewer, in Chinese."""
    return WARNING_SENTENCES[warning]


WARNING_SENTENCES: dict[DocumentWarning, str] = {
    DocumentWarning.TRACKED_CHANGES: "文稿含有未接受的修订，按接受全部修订后的文字审核。",
    DocumentWarning.COMMENTS: "文稿含有批注。",
    DocumentWarning.HIDDEN_TEXT: "文稿含有隐藏文字，已一并读取。",
    DocumentWarning.INVISIBLE_CHARACTERS: "文稿含有不可见字符，可能影响检索和比对。",
    DocumentWarning.EXTERNAL_TEMPLATE: "文稿附有外部模板路径，印发前应当删除。",
    DocumentWarning.EXTERNAL_CONTENT: "文稿引用了外部图片、对象或文件，其内容未读取。",
    DocumentWarning.UNSAFE_LINKS: "文稿含有指向本地文件或脚本的链接。",
    DocumentWarning.EMBEDDED_OBJECT: "文稿嵌入了其他文件，其内容未读取。",
    DocumentWarning.PROTECTION_ENFORCED: "文稿设有编辑限制。",
    DocumentWarning.MISSING_PARTS: "文稿缺少其引用的部件，可能有图片丢失。",
    DocumentWarning.TRAILING_DATA: "文件末尾有多余数据，未读取。",
    DocumentWarning.STRICT_NAMESPACES: "文稿为严格开放 XML 格式，部分软件不能打开。",
}
