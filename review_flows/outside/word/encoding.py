"""The character encoding of a part: only those that Open XML allows are read.

In another (UTF-7, EBCDIC, GBK) the same bytes say one thing to this parser and another to Word.
"""

import re
from collections.abc import Iterable, Iterator

from models.refusal import RefusalReason
from review_flows.outside.word.limits import Refused

_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*['\"]([A-Za-z0-9._:-]{1,40})['\"]")
_ALLOWED = frozenset(
    {b"utf-8", b"utf8", b"utf-16", b"utf-16le", b"utf-16be", b"us-ascii", b"ascii"}
)
_UTF_32 = (b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff", b"<\x00\x00\x00", b"\x00\x00\x00<")
_EBCDIC = b"\x4c\x6f\xa7\x94"  # "<?xm"
_DECLARATION_BYTES = 512


def check_encoding(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the pieces of a part as they come; Refused before the first in another encoding."""
    for i, piece in enumerate(pieces):
        if i == 0 and not _is_allowed(piece[:_DECLARATION_BYTES]):
            raise Refused(RefusalReason.XML_ENCODING)
        yield piece


def _is_allowed(head: bytes) -> bool:
    if head.startswith((*_UTF_32, _EBCDIC)):
        return False
    plain = head.replace(b"\x00", b"")  # UTF-16 of ASCII letters
    declared = _DECLARED.search(plain)
    return declared is None or declared[1].lower() in _ALLOWED
