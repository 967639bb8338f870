"""Where attachments begin: 附件1 above its own page, told from the list of them in the letter."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from models.structure.attachment_line import is_attachment
from models.structure.issuing_words import is_date, is_signed_near
from models.structure.line import Line

_LABEL = (
    r"[（(【\[]?(附\s*[件表录图]\s*[\dA-Z一二三四五六七八九十]*(?:[-—－.．]\d{1,2})?)\s*[）)】\]]?"
)
_ALONE = re.compile(rf"{_LABEL}\s*[:：]?$")
_NAMED = re.compile(rf"{_LABEL}[:：\s]\s*(?P<name>.+)$")
_COUNTED = re.compile(r"\d{1,2}\s*[.．、]|[《]?.+[；;]$")
_NEAR = 8  # lines from the list of attachments down to the date of a letter


@dataclass(frozen=True, slots=True)
class AttachmentHead:
    """The line above an attachment: its index among the lines, 附件1, and its title, if any."""

    line: int
    label: str
    title: str


def attachment_heads(lines: Sequence[Line]) -> tuple[AttachmentHead, ...]:
    """Return the heads in reading order, without those lines that only list the attachments."""
    heads = (_head(lines, i) for i, line in enumerate(lines) if is_attachment(line.text))
    return tuple(head for head in heads if head is not None)


def _head(lines: Sequence[Line], i: int) -> AttachmentHead | None:
    line = lines[i].text
    if alone := _ALONE.match(line):
        return AttachmentHead(i, _label(alone.group(1)), "")
    named = _NAMED.match(line)
    if named is None or _lists(lines, i, named["name"]):
        return None
    return AttachmentHead(i, _label(named.group(1)), named["name"].strip())


def _lists(lines: Sequence[Line], i: int, name: str) -> bool:
    """Whether the line begins the list: 附件：1.…, or the letter is signed a few lines below."""
    if _COUNTED.match(name):
        return True
    below = [line.text for line in lines[i + 1 : i + 1 + _NEAR]]
    if below and _ALONE.match(below[0]):
        return True
    more = below and re.match(r"附\s*件\s*\d|\d{1,2}[.．、]", below[0])
    signed = any(is_date(text) for text in below) and is_signed_near(below)
    return bool(signed or (more and _NAMED.match(below[0])))


def _label(written: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", written)).replace("—", "-")
