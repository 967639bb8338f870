"""The file of a holiday notice → its text: .txt in UTF-8 or GB 18030, or .docx."""

from pathlib import Path

from models.errors import BadInput, DocumentRefused, NotFound
from models.refusal import refusal_sentence

MAX_TEXT_BYTES = 1_000_000  # a notice has two thousand
SUFFIXES = (".txt", ".docx")


def read_notice_file(path: Path) -> str:
    """Return the text of a notice.

    Raises NotFound for a file that is not there, DocumentRefused for a Word file that is not safe
    to open, BadInput for anything else that cannot be read.
    """
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise BadInput(f"{path}: save the notice as .txt or .docx; {suffix or 'this'} is not read.")
    content = _content(path)
    return _word_text(path, content) if suffix == ".docx" else _plain_text(path, content)


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        near = sorted(str(other) for other in path.parent.glob("*") if other.suffix in SUFFIXES)
        raise NotFound("The file", str(path), near) from None
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror}.") from None


def _plain_text(path: Path, content: bytes) -> str:
    if len(content) > MAX_TEXT_BYTES:
        raise BadInput(f"{path} has {len(content)} bytes; a notice has a few thousand.")
    if b"\0" not in content:  # as in UTF-16, which either decoder would take for text
        for encoding in ("utf-8-sig", "gb18030"):
            try:
                return content.decode(encoding)
            except UnicodeDecodeError:
                continue
    raise BadInput(f"{path}: the text is neither UTF-8 nor GB 18030. Save it as UTF-8.")


def _word_text(path: Path, content: bytes) -> str:
    # Imported here: a plain text does not need it, and every command of the group loads this file.
    from review_flows.outside.word.apart import open_apart

    opened = open_apart(content)
    text = opened.text
    if text is None:
        reason = opened.report.refusal
        assert reason is not None
        raise DocumentRefused(path.name, reason, refusal_sentence(reason, "en"))
    return text.text
