"""The end of a letter's body, of which the signature's page has to show some."""

import re

from models.letter import Block, Layout, LetterText, Para
from review_flows.outside.paper.heading import heading_lines
from review_flows.outside.paper.page import BODY_SIZE, twips
from review_flows.outside.paper.table import lines_of
from review_flows.outside.paper.text import clean

# Lines from the title on that surely stand on a first page: in the letter form 15 do, in a document
# 10, in an attachment 19. One is in reserve, since readers break lines a little earlier.
_FIRST_PAGE = {Layout.LETTER: 14, Layout.DOCUMENT: 9, Layout.ATTACHMENT: 18}
_SIGNATURE = 4  # two lines for the seal, the sender, the day
_ROUND_THE_TEXT = 2  # the line under the title, the addressee
_SENTENCE_END = re.compile(r"(?<=[。！？；])(?=.)")


def with_an_end(text: LetterText) -> tuple[Block, ...]:
    """Return the body, an only paragraph in two where its signature may need the next page.

    A page must not show a signature alone (GB/T 9704-2012, 7.3.5), nor the first one no text. Word
    could carry a paragraph's last line over with what follows it, LibreOffice carries all of it
    over. So the last sentence becomes the end; one sentence alone has no end to give.
    """
    only = text.body[0] if len(text.body) == 1 else None
    if not isinstance(only, Para) or _is_short(only, text):
        return text.body
    *first, last = _SENTENCE_END.split(only.text)
    if not first:
        return text.body
    return (Para("".join(first), only.style), Para(last, only.style))


def _is_short(only: Para, text: LetterText) -> bool:
    """Say whether the whole letter surely stands on one page."""
    others = len(heading_lines(clean(text.heading))) + _ROUND_THE_TEXT + _SIGNATURE
    others += bool(text.mark) + (len(text.attachments) + 1 if text.attachments else 0)
    room = twips(text.layout.room)
    others += lines_of(f"　　（{text.note}）", room, BODY_SIZE) if text.note else 0
    imprint = 4 if text.imprint or text.layout is Layout.DOCUMENT else 0
    lines = lines_of(f"　　{only.text}", room, BODY_SIZE)
    return lines + others + imprint <= _FIRST_PAGE[text.layout]
