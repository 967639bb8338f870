"""The main part of a cleaned copy is judged and read in one pass: no word is read unjudged."""

from collections.abc import Iterator

import marked_builders as mark
import pytest
import word_builders as build

from models.refusal import RefusalReason
from models.word_document import View, WordDocument
from review_flows.outside.word.container import Container, open_container
from review_flows.outside.word.feeding import feed
from review_flows.outside.word.inspection import Inspection
from review_flows.outside.word.limits import Refused
from review_flows.outside.word.reading.reader import read_document
from review_flows.outside.word.scan import PartScan
from review_flows.outside.word.xml import STRICT_WORD, Budget, Listener, w_attribute

_MAIN = "word/document.xml"


class _Shifting(Container):
    """An archive whose main part says something else each time it is unpacked."""

    def __init__(self, real: Container, *mains: bytes) -> None:
        vars(self).update(vars(real))
        self._mains = iter(mains)

    def pieces(self, name: str) -> Iterator[bytes]:
        if name == _MAIN:
            yield next(self._mains)
        else:
            yield from super().pieces(name)


def _main_of(content: bytes) -> bytes:
    return open_container(content).whole(_MAIN)


def _read_along(content: bytes) -> WordDocument:
    return Inspection(open_container(content), main=_MAIN).document()


def test_what_is_read_is_what_was_judged_even_if_the_bytes_could_change() -> None:
    real = open_container(build.a_docx_saying("甲"))
    judged, other = (_main_of(build.a_docx_saying(words)) for words in ("甲", "乙"))

    inspection = Inspection(_Shifting(real, judged, other), main=_MAIN)

    assert inspection.document().view(View.FINAL).text == "甲"


def test_what_is_read_along_is_judged_all_the_same() -> None:
    with pytest.raises(Refused) as refused:
        _read_along(build.with_field("DDEAUTO excel"))

    assert refused.value.reason is RefusalReason.DDE_FIELD


def test_a_part_that_another_look_has_judged_is_still_read_along() -> None:
    container = open_container(build.a_docx_saying("甲"))
    known = PartScan(Budget())
    feed(container.pieces(_MAIN), known)

    inspection = Inspection(container, {_MAIN: known}, _MAIN)

    assert inspection.document().view(View.FINAL).text == "甲"


@pytest.mark.parametrize(
    "content",
    [
        mark.a_file(mark.a_line("甲", mark.marked_end("ins")), mark.a_line("乙")),
        mark.a_file(mark.a_table(mark.a_row(mark.a_cell(mark.a_line("甲"))))),
        build.a_docx(
            '<mc:AlternateContent xmlns:n="urn:new"><mc:Choice Requires="n"><w:p/></mc:Choice>'
            f"<mc:Fallback>{mark.a_line('甲')}</mc:Fallback></mc:AlternateContent>"
        ),
        build.with_field("PAGE"),
    ],
    ids=["tracked", "table", "two forms", "field"],
)
def test_it_is_read_along_as_it_is_read_alone(content: bytes) -> None:
    assert _read_along(content) == read_document(open_container(content), _MAIN)


class _Notes(Listener):
    """Writes down all that it hears."""

    def __init__(self, *names: str) -> None:
        """Beside another it hears elements of these names, and words within them."""
        super().__init__(Budget())
        self.heard: list[object] = []
        self._names = names
        self.listens = False

    def concerns(self, tag: str) -> bool:
        return tag in self._names

    def start_ns(self, prefix: str, uri: str) -> None:
        super().start_ns(prefix, uri)
        self.heard.append(("declared", prefix, uri))

    def end_ns(self, prefix: str) -> None:
        super().end_ns(prefix)
        self.heard.append(("undeclared", prefix))

    def opened_at(self, depth: int, tag: str, attributes: object) -> None:
        self.heard.append(("at", depth))
        self.listens = True
        self.opened(tag, attributes)

    def opened(self, tag: str, attributes: object) -> None:
        self.heard.append(("opened", tag, attributes))

    def closed(self, tag: str) -> None:
        self.listens = False
        self.heard.append(("closed", tag))

    def said(self, text: str) -> None:
        self.heard.append(("said", text))

    def comment(self, text: str) -> None:
        self.heard.append(("comment", text))

    def pi(self, target: str, text: str | None = None) -> None:
        self.heard.append(("instruction", target, text))

    def close(self) -> None:
        self.heard.append("closed")


_PART = (
    b'<a xmlns="urn:x" k="v"><!--c--><?p i?><b xmlns:y="urn:y" k="w">text<y:c/></b> tail'
    b"<b>more</b></a>"
)


def test_a_listener_hears_all_of_a_part_whoever_hears_beside_it() -> None:
    alone, listener = _Notes(), _Notes()

    feed([_PART], alone)
    feed(iter([_PART[:30], _PART[30:]]), listener, beside=_Notes("{urn:x}b"))

    assert listener.heard == alone.heard
    assert {kind[0] for kind in alone.heard if isinstance(kind, tuple)} == {
        *("declared", "undeclared", "opened", "closed", "said", "comment", "instruction"),
    }


def test_what_hears_beside_hears_what_it_has_names_for_at_its_depth() -> None:
    beside = _Notes("{urn:x}b")

    feed([_PART], Listener(Budget()), beside)

    assert beside.heard == [
        ("declared", "", "urn:x"),
        ("declared", "y", "urn:y"),
        ("at", 2),
        ("opened", "{urn:x}b", {"k": "w"}),
        ("said", "text"),
        ("closed", "{urn:x}b"),
        ("at", 2),
        ("opened", "{urn:x}b", {}),
        ("said", "more"),
        ("closed", "{urn:x}b"),
        "closed",
    ]


@pytest.mark.parametrize("part", [b"<!DOCTYPE a><a/>", b'<!DOCTYPE a [<!ENTITY x "y">]><a/>'])
def test_a_document_type_is_refused_however_many_hear_it(part: bytes) -> None:
    with pytest.raises(Refused) as refused:
        feed([part], Listener(Budget()), _Notes())

    assert refused.value.reason is RefusalReason.DTD


def test_the_lists_are_known_when_the_body_is_read_along() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="decimal"/><w:lvlText w:val="第%1条"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    )
    list_place = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    content = mark.a_file(mark.a_line("甲", list_place), numbering=numbering)

    (paragraph,) = _read_along(content).paragraphs

    assert paragraph.number.strip() == "第1条"


def test_an_attribute_is_heard_in_both_forms_of_its_namespace_the_usual_first() -> None:
    usual, strict = {f"{{{build.W}}}val": "1"}, {f"{{{STRICT_WORD}}}val": "2"}

    assert w_attribute(usual, "val") == w_attribute(strict | usual, "val") == "1"
    assert w_attribute(strict, "val") == "2"
    assert w_attribute({"val": "3"}, "val") is None
