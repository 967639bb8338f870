"""The list 附件：1.… of a letter in; what it names, what stands in the file, what is missing."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from models.structure.attachment_heads import attachment_heads
from models.structure.document_part import DocumentPart
from models.structure.fact import Fact
from models.structure.issuing_words import is_below, is_date, is_signature
from models.structure.line import Line
from models.structure.number_value import number_value

_LIST = re.compile(r"附\s*(?:件|表)?\s*(?P<number>\d{0,2})\s*[:：]\s*(?P<rest>.+)$")
_ENTRY = re.compile(r"(?:附\s*件\s*)?(?P<number>\d{1,2})\s*[.．、:：]\s*(?!\d)(?P<name>.+)$")
_ORGAN = re.compile(r"(?:局|委|委员会|办公室|办公厅|政府|厅|部|院|署|办)$")
_MOST = 30  # lines that a list may take


@dataclass(frozen=True, slots=True)
class Attached:
    """An attachment: what the list calls it, and where it stands in the file.

    One that is listed and does not stand in the file is missing; one that stands without being
    listed has no `listed`.
    """

    name: str
    listed: Fact | None = None
    stands: Fact | None = None

    @property
    def missing(self) -> bool:
        """Whether it is listed only."""
        return self.stands is None


def attachments_of(lines: Sequence[Line], parts: Sequence[DocumentPart]) -> tuple[Attached, ...]:
    """Return the attachments in the order of the list, then those that no list names."""
    standing = [part for part in parts if part.attached_as]
    further = [part for part in parts if not part.attached_as and part.first > 0]
    found: list[Attached] = []
    for number, entry in _listed(lines):
        part = _standing(entry.words, number, standing, further)
        if part is not None and part.attached_as:
            standing.remove(part)
        found.append(Attached(entry.words, entry, _head(part) if part else None))
    found += [Attached(part.title or part.attached_as, None, _head(part)) for part in standing]
    return tuple(found)


def _head(part: DocumentPart) -> Fact:
    return Fact(part.first, "", part.attached_as or part.title)


def _standing(
    name: str, number: int, standing: Sequence[DocumentPart], further: Sequence[DocumentPart]
) -> DocumentPart | None:
    """Return the part that an entry of the list names: by its title, else by its number."""
    bare = _bare(name)
    titled = (one for one in (*standing, *further) if one.title and _bare(one.title) == bare)
    numbered = (one for one in standing if number_value(one.attached_as[2:]) == number)
    alone = standing[0] if len(standing) == 1 and number <= 1 else None
    return next(titled, None) or next(numbered, alone)


def _listed(lines: Sequence[Line]) -> Iterator[tuple[int, Fact]]:
    """Yield number and name of each entry of the first list."""
    heads = {head.line for head in attachment_heads(lines)}
    for i, line in enumerate(lines):
        opened = _LIST.match(line.text) if i not in heads else None
        if opened is not None:
            first = Line(line.position, f"{opened['number']}：{opened['rest']}")
            rest = first if opened["number"] else Line(line.position, opened["rest"])
            yield from _entries([rest, *_below(lines, i + 1, heads)])
            return


def _below(lines: Sequence[Line], start: int, heads: set[int]) -> Iterator[Line]:
    for i in range(start, min(len(lines), start + _MOST)):
        line = lines[i].text
        signs = is_signature(line) and (_ORGAN.search(line) or re.search(r"\s{2,}|\u3000", line))
        if i in heads or is_date(line) or is_below(line) or (signs and "《" not in line):
            return
        yield lines[i]


def _entries(lines: Sequence[Line]) -> Iterator[tuple[int, Fact]]:
    number, position, name = 0, 0, ""
    for line in lines:
        entry = _ENTRY.match(line.text)
        if entry is None and name:
            # A list of one ends with its line, unless 《 is still open.
            if number == 0 and name.count("《") <= name.count("》"):
                break
            name += line.text
            continue
        if name:
            yield number, Fact(position, "", _bare(name))
        position = line.position
        number = int(entry["number"]) if entry else 0
        name = entry["name"] if entry else line.text
    if name:
        yield number, Fact(position, "", _bare(name))


def _bare(name: str) -> str:
    """Return a name without blanks, and without 《》 where they stand around all of it."""
    bare = "".join(name.split()).strip("；;。")
    whole = re.fullmatch(r"《([^《》]*(?:〈.*〉)?[^《》]*)》", bare)
    return whole[1] if whole else bare
