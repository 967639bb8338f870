"""Fields of a Word file, heard element by element, however their instructions are cut into pieces.

The inspection and the cleaning hear a part in the same way, so that what one finds the other mends.
What cuts an instruction may be gone once somebody opens the file: a deleted run, a form of some
content that a program skips. So a part is heard as it stands, and without what may be gone.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from models.safety_report import RemovedKind
from review_flows.outside.word.fields import Faulty, fault_of
from review_flows.outside.word.xml import w_attribute

TEXTS = ("w:t", "w:delText")
INSTRUCTIONS = ("w:instrText", "w:delInstrText")
INSERTED = frozenset({"w:ins", "w:moveTo"})
DELETED = frozenset({"w:del", "w:moveFrom"})
_FORMS = frozenset({"mc:Choice", "mc:Fallback"})
_STORIES = _FORMS | {"w:txbxContent"}  # A field of its own begins and ends within each.
HEARD = (*TEXTS, *INSTRUCTIONS, *INSERTED, *DELETED, *_STORIES, "w:fldChar", "w:fldSimple")
CLOSED = frozenset(HEARD) - {"w:fldChar", "w:fldSimple"}
# What a field does instead: Word leaves the result of an add-in's field alone, and so do others.
HARMLESS = " ADDIN "
_BOTH = (True, False)


@dataclass(slots=True)
class _Open:
    """A field whose instruction is being heard: its own words, and those of fields within it."""

    own: list[str] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)
    tokens: list[object] = field(default_factory=list)
    number: int = 0  # of the event it began with
    in_result: bool = False


@dataclass(slots=True)
class _Story:
    """A stretch in which fields begin and end: a part, a text box, one form of some content."""

    is_form: bool = False
    fields: list[_Open] = field(default_factory=list)
    stray: _Open = field(default_factory=_Open)  # instructions outside of any field


class _Hearing:
    """One way to hear a part: with deleted or inserted pieces, or without."""

    def __init__(self, deleted: bool, inserted: bool) -> None:
        self.deleted, self.inserted = deleted, inserted
        self.found: dict[int, Faulty] = {}
        self._stories = [_Story()]

    @property
    def in_instruction(self) -> bool:
        return any(not one.in_result for one in self._stories[-1].fields)

    def begin_story(self, is_form: bool) -> None:
        self._stories.append(_Story(is_form))

    def end_story(self) -> None:
        """A story ends, and with it the fields that nobody ended."""
        self._end_stray()
        while self._stories[-1].fields:
            self._found(self._stories[-1].fields.pop(), ended=False)
        self._stories.pop()

    def mark(self, kind: str | None, number: int) -> None:
        """A w:fldChar: begin, separate or end."""
        self._end_stray()
        fields = self._stories[-1].fields
        if kind == "begin":
            fields.append(_Open(number=number))
        elif fields and kind == "separate":
            fields[-1].in_result = True
        elif fields and kind == "end":
            self._found(fields.pop(), ended=True)

    def instruct(self, text: str, token: object, number: int) -> None:
        story = self._stories[-1]
        current = story.fields[-1] if story.fields else story.stray
        current.own.append(text)
        current.shown.append(text)
        current.number = current.number or number
        if token is not None and (not current.tokens or current.tokens[-1] is not token):
            current.tokens.append(token)

    def show(self, text: str) -> None:
        """Words of a w:t: inside the instruction of an outer field they are part of that."""
        for one in self._stories[-1].fields:
            if not one.in_result:
                one.shown.append(text)

    def simple(self, instruction: str, token: object, number: int) -> None:
        """A w:fldSimple, whose instruction stands in an attribute."""
        self._judge(_Open([instruction], [instruction], [token], number))

    def _end_stray(self) -> None:
        story = self._stories[-1]
        if story.stray.own:
            self._found(story.stray, ended=False)
            story.stray = _Open()

    def _found(self, done: _Open, ended: bool) -> None:
        self._judge(done)
        words = "".join(done.own)
        # No program writes it so; what stands outside of the form could complete the instruction.
        cut = self._stories[-1].is_form and not ended and words.replace("ADDIN", "").strip()
        if cut and done.number not in self.found:
            kind = RemovedKind.FETCHING_FIELD
            self.found[done.number] = Faulty(kind, words, tuple(done.tokens))

    def _judge(self, done: _Open) -> None:
        # What nested fields show may complete the instruction, so it is read in both ways.
        for reading in ("".join(done.own), "".join(done.shown)):
            kind = fault_of(reading)
            if kind is not None:
                self.found[done.number] = Faulty(kind, reading, tuple(done.tokens))
                return


class Fields:
    """Hears the elements and words of a part; `faulty` are the fields that must not leave."""

    def __init__(self) -> None:
        self._ways = [_Hearing(deleted, inserted) for deleted in _BOTH for inserted in _BOTH]
        self._within = {"deleted": 0, "inserted": 0}  # elements that are open
        self._number = 0
        self._saying = self._in_text = ""  # the element whose words follow
        self._token: object = None
        self._in_instruction = False  # whether the words of texts matter

    @property
    def listens(self) -> bool:
        """Whether words that are said now matter."""
        return bool(self._saying) or (self._in_instruction and bool(self._in_text))

    def opened(self, name: str, attributes: Mapping[str, str], token: object = None) -> None:
        """An element of HEARD opens; `token` is what a faulty field names it by."""
        self._number += 1
        if name in INSTRUCTIONS:
            self._saying, self._token = name, token
        elif name in TEXTS:
            self._in_text = name
        elif name in _STORIES:
            for way in self._ways:
                way.begin_story(name in _FORMS)
            self._listen()
        elif name in INSERTED or name in DELETED:
            self._within["inserted" if name in INSERTED else "deleted"] += 1
        else:
            self._mark(name, attributes, token)
            self._listen()

    def closed(self, name: str) -> None:
        """An element of CLOSED closes."""
        if name in INSTRUCTIONS or name in TEXTS:
            self._saying = self._in_text = ""
        elif name in _STORIES:
            for way in self._ways:
                way.end_story()
            self._listen()
        else:
            self._within["inserted" if name in INSERTED else "deleted"] -= 1

    def said(self, text: str) -> None:
        """Words within an element."""
        if self._saying:
            for way in self._hearing(self._saying):
                way.instruct(text, self._token, self._number)
        elif self._in_text:
            for way in self._hearing(self._in_text):
                way.show(text)

    def close(self) -> None:
        """The part ends."""
        for way in self._ways:
            way.end_story()
        self._token = None

    @property
    def faulty(self) -> list[Faulty]:
        """The fields that must not leave the house, each once, in the order they begin in."""
        return [faults[0] for faults in self._by_number()]

    def disarming(self) -> dict[object, str]:
        """Return for each token of a faulty field the words it has to say instead."""
        told: dict[object, str] = {}
        for faults in self._by_number():
            told |= {token: "" for one in faults for token in one.tokens if token not in told}
            told |= {one.tokens[0]: HARMLESS for one in faults if one.tokens}
        return told

    def _by_number(self) -> Iterator[list[Faulty]]:
        for number in sorted({number for way in self._ways for number in way.found}):
            yield [way.found[number] for way in self._ways if number in way.found]

    def _mark(self, name: str, attributes: Mapping[str, str], token: object) -> None:
        for way in self._hearing(name):
            if name == "w:fldChar":
                way.mark(w_attribute(attributes, "fldCharType"), self._number)
            else:
                way.simple(w_attribute(attributes, "instr") or "", token, self._number)

    def _hearing(self, name: str) -> Iterator[_Hearing]:
        """Yield the ways in which an element that stands here is heard."""
        for way in self._ways:
            # Deleted words outside of a deletion: programs differ on whether they are there.
            doubtful = name == "w:delInstrText" and not (way.deleted or way.inserted)
            deleted = self._within["deleted"] and not way.deleted
            if not (doubtful or deleted or (self._within["inserted"] and not way.inserted)):
                yield way

    def _listen(self) -> None:
        self._in_instruction = any(way.in_instruction for way in self._ways)
