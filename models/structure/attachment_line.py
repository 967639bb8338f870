"""The line above an attachment: 附件1, 附表：收费标准, （附件二）."""

import re

_ATTACHMENT = re.compile(
    r"[（(【\[]?附\s*(?:件|表|录|图)\s*[\dA-Z一二三四五六七八九十]*(?:[-—－.．]\d{1,2})?\s*[）)】\]]?\s*"
    r"(?:[:：].{0,60}|\s[^。；，]{0,60})?$|附[:：].{0,60}$"
)


def is_attachment(line: str) -> bool:
    """Whether the line opens an attachment, where the numbered text ends."""
    return _ATTACHMENT.match(line) is not None
