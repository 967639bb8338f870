"""Second versions of real files for tests: a seeded hand substitutes, deletes and inserts."""

from collections.abc import Callable
from copy import deepcopy
from datetime import datetime
from random import Random

from word_builders import a_docx_saying

from models.word_document import Spot
from review_flows.outside.word.writing.commenting import NewComment, write_comments
from review_flows.outside.word.writing.parts import WordParts
from review_flows.outside.word.writing.tree import Element, w

_WORDS = "县级以上人民政府应当依法加强监督管理并公开相关信息第三条不得超过二十个工作日罚款五千元"


def edited(content: bytes, seed: int, edits: int = 12) -> bytes:
    """Return another version of a file without tracked changes, `edits` changes away."""
    hand = Random(seed)
    parts = WordParts(content)
    body = parts.tree(parts.main).find(w("body"))
    assert body is not None
    for _ in range(edits):
        hand.choice(_EDITS)(hand, body)
    return parts.saved()


def _texts(body: Element) -> list[Element]:
    return [text for text in body.iter(w("t")) if text.text]


def _substitute(hand: Random, body: Element) -> None:
    """Other words of like length in the place of some."""
    text = hand.choice(_texts(body))
    words = text.text or ""
    at = hand.randrange(len(words))
    length = hand.randint(1, 4)
    text.text = words[:at] + _some(hand, length) + words[at + length :]


def _insert(hand: Random, body: Element) -> None:
    text = hand.choice(_texts(body))
    words = text.text or ""
    at = hand.randrange(len(words) + 1)
    text.text = words[:at] + _some(hand, hand.randint(1, 8)) + words[at:]


def _delete(hand: Random, body: Element) -> None:
    text = hand.choice(_texts(body))
    words = text.text or ""
    at = hand.randrange(len(words))
    text.text = words[:at] + words[at + hand.randint(1, 6) :]


def _delete_paragraph(hand: Random, body: Element) -> None:
    found = body.findall(w("p"))
    if len(found) > 2:
        body.remove(hand.choice(found))


def _add_paragraph(hand: Random, body: Element) -> None:
    """A copy of a paragraph with other words, somewhere in the body."""
    found = body.findall(w("p"))
    if not found:
        return
    copied = deepcopy(hand.choice(found))
    for text in copied.iter(w("t")):
        text.text = _some(hand, hand.randint(2, 20))
    hand.choice(found).addnext(copied)


def _change_cell(hand: Random, body: Element) -> None:
    cells = [cell for cell in body.iter(w("tc")) if any(text.text for text in cell.iter(w("t")))]
    if cells:
        text = hand.choice([text for text in hand.choice(cells).iter(w("t")) if text.text])
        text.text = _some(hand, hand.randint(1, 8))


def _delete_row(hand: Random, body: Element) -> None:
    tables = [table for table in body.iter(w("tbl")) if len(table.findall(w("tr"))) > 1]
    if tables:
        table = hand.choice(tables)
        table.remove(hand.choice(table.findall(w("tr"))))


def _add_row(hand: Random, body: Element) -> None:
    rows = list(body.iter(w("tr")))
    if rows:
        row = hand.choice(rows)
        copied = deepcopy(row)
        for text in copied.iter(w("t")):
            text.text = _some(hand, hand.randint(1, 6))
        row.addnext(copied)


def _some(hand: Random, length: int) -> str:
    at = hand.randrange(len(_WORDS) - length)
    return _WORDS[at : at + length]


_EDITS: tuple[Callable[[Random, Element], None], ...] = (
    *(_substitute, _substitute, _insert, _delete, _delete_paragraph, _add_paragraph),
    *(_change_cell, _delete_row, _add_row),
)


AT = datetime(2026, 1, 5, 9, 30)  # noqa: DTZ001


def a_commented_file() -> bytes:
    """Two comments, one of them an answer that is marked as resolved."""
    own = NewComment(
        start=Spot(0, 0),
        end=Spot(0, 2),
        text="张局：这条别让司法局看到",
        author="李四",
        initials="李",
        at=AT,
        parent="",
        resolved=False,
        key="1",
    )
    answer = NewComment(
        start=Spot(0, 0),
        end=Spot(0, 2),
        text="收到",
        author="张三",
        initials="张",
        at=AT,
        parent="1",
        resolved=True,
        key="2",
    )
    return write_comments(a_docx_saying("某办法", "第一条　甲。"), [own, answer]).content
