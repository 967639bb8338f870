"""The look at a tree finds what the look at each event finds, and leaves odd parts to it."""

import io
import zipfile
from collections.abc import Iterator

import pytest
import word_builders as build

from models.refusal import RefusalReason
from models.safety_report import RemovedKind
from review_flows.outside.word import limits
from review_flows.outside.word.container import open_container
from review_flows.outside.word.feeding import feed
from review_flows.outside.word.inspection import Inspection
from review_flows.outside.word.limits import Refused
from review_flows.outside.word.part_tree import tree_of
from review_flows.outside.word.reading.hearing import Hearing
from review_flows.outside.word.safety import open_word
from review_flows.outside.word.scan import PartScan
from review_flows.outside.word.xml import STRICT_WORD, Budget

_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_VML = "urn:schemas-microsoft-com:vml"
_EXTENDED = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
_BEGIN, _SEPARATE, _END = (
    f'<w:fldChar w:fldCharType="{kind}"/>' for kind in ("begin", "separate", "end")
)


def _a_part(inside: str) -> bytes:
    return (
        f'<w:document xmlns:w="{build.W}" xmlns:mc="{_MC}" xmlns:v="{_VML}" xmlns:e="{_EXTENDED}" '
        f'xmlns:r="{_RELS}">{inside}</w:document>'
    ).encode()


def _told(scan: PartScan) -> object:
    return (scan.faults, scan.warnings, scan.watermarks, scan.relationships, scan.strict)


_PARTS = {
    "field": f"{_BEGIN}<w:instrText>INCLUDE</w:instrText><w:instrText>TEXT a</w:instrText>{_END}",
    "field cut by a remark": f"{_BEGIN}<w:instrText>IN<!-- -->CLUDETEXT a</w:instrText>{_END}",
    "field completed by a field": (
        f"{_BEGIN}<w:instrText>INC</w:instrText>{_BEGIN}<w:instrText>X</w:instrText>{_SEPARATE}"
        f"<w:t>LUDETEXT a</w:t>{_END}{_END}"
    ),
    "deleted within": (
        f"{_BEGIN}<w:instrText>INC</w:instrText><w:del><w:instrText>X</w:instrText></w:del>"
        f"<w:instrText>LUDETEXT a</w:instrText>{_END}"
    ),
    "words behind an element among them": (
        f"{_BEGIN}<w:instrText>IN<w:b/>CLUDE<w:b>TEXT</w:b></w:instrText>{_END}"
    ),
    "simple": '<w:fldSimple w:instr="LINK a"><w:t>a</w:t></w:fldSimple>',
    "two forms": (
        f"<mc:Choice>{_BEGIN}<w:instrText>PAGE</w:instrText></mc:Choice>"
        f"<mc:Fallback><w:instrText>x</w:instrText>{_END}</mc:Fallback>"
    ),
    "address": "<e:Template>\\\\there\\a</e:Template><e:Template>a</e:Template>",
    "address cut": "<e:Template>http<w:b/>://a</e:Template>",
    "drawing": '<v:imagedata src="http://a"/><v:textpath string="机密"/>',
    "video": '<x:webVideoPr xmlns:x="urn:x"/>',
    "strict": f'<w:p><x:p xmlns:x="{STRICT_WORD}"/></w:p>',
    "strict, spelled by numbers": f'<x:p xmlns:x="{STRICT_WORD.replace(".", "&#46;")}"/>',
    "and in attributes": (
        '<w:fldSimple w:instr="LINK a&amp;b"/><v:imagedata src="//a?b&amp;c"/>'
        '<v:textpath string="机&amp;#38;密"/><r:Relationship Type="image" Target="a&#38;b"/>'
    ),
    "link among others": '<r:Relationship Type="a/image" Target="b"/>',
    "source": "<w:mailMerge/><w:altChunk/>",
}


@pytest.mark.parametrize("inside", _PARTS.values(), ids=_PARTS)
def test_of_a_tree_the_same_is_heard_as_of_each_event(inside: str) -> None:
    by_tree, by_events = PartScan(Budget()), PartScan(Budget())
    tree = tree_of([_a_part(inside)], Budget())
    assert tree is not None

    by_tree.hear(tree)
    feed([_a_part(inside)], by_events)

    assert _told(by_tree) == _told(by_events) != _told(PartScan(Budget()))


def test_a_dead_link_is_taken_out_whose_target_holds_an_and() -> None:
    target = "file:///a?b&c"
    link = build.a_relationship("image", target, external=True)

    opened = open_word(build.a_docx(links=(link,)))

    assert [one.target for one in opened.report.removed] == [target]


def test_an_author_is_read_as_written_who_has_an_and_in_the_name() -> None:
    content = build.a_docx(
        '<w:p><w:ins w:author="甲&amp;乙"><w:r><w:t>某</w:t></w:r></w:ins></w:p>'
    )

    document = open_word(content).document

    assert document is not None
    assert document.paragraphs[0].pieces[0].author == "甲&乙"


def test_a_link_inside_another_is_refused_in_a_tree_too() -> None:
    inner = '<r:Relationship Type="a/image" Target="b"/>'
    tree = tree_of([_a_part(f"<r:Relationship>{inner}</r:Relationship>")], Budget())
    assert tree is not None

    with pytest.raises(Refused):
        PartScan(Budget()).hear(tree)


def _deep(depth: int) -> bytes:
    return b"<a>" * depth + b"</a>" * depth


def _wide(attributes: int) -> bytes:
    return ("<a><b " + " ".join(f'k{n}="v"' for n in range(attributes)) + "/></a>").encode()


@pytest.mark.parametrize(
    "part",
    [
        _deep(limits.MAX_DEPTH + 1),
        _wide(limits.MAX_ATTRIBUTES + 1),
        "<a>甲</a>".encode("utf-16"),
        b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
        b"<a><b></a>",
        b"<a><p:b/></a>",
        b"",
    ],
    ids=["deep", "wide", "two bytes a letter", "entities", "broken", "prefix", "empty"],
)
def test_an_odd_part_is_left_to_events_and_not_counted(part: bytes) -> None:
    budget, whole = Budget(), Budget()

    assert tree_of([part], budget) is None
    assert (budget.elements, budget.pieces, budget.marks) == (
        *(whole.elements, whole.pieces, whole.marks),
    )


@pytest.mark.parametrize("part", [_deep(limits.MAX_DEPTH), _wide(limits.MAX_ATTRIBUTES)])
def test_a_part_at_the_limits_has_a_tree(part: bytes) -> None:
    assert tree_of([part], Budget()) is not None


def test_the_elements_of_a_tree_are_counted_over_all_parts() -> None:
    budget = Budget()
    budget.elements = 5

    assert tree_of([b"<a><b/><!-- --><c/></a>"], budget) is not None
    assert tree_of([b"<a><b/><c/></a>"], budget) is None
    assert budget.elements == 2


def test_a_part_of_many_marks_or_of_much_text_gets_no_tree() -> None:
    few = Budget()
    few.marks = 3

    assert tree_of([b'<a k="v"><b/></a>'], few) is None
    assert tree_of([b'<a k="v"/>'], few) is not None
    half = b"<b>" + b"x" * (limits.MAX_TREE_BYTES // 2) + b"</b>"
    assert tree_of(iter([b"<a>", half, b"</a>"]), Budget()) is not None
    assert tree_of(iter([b"<a>", half, half, b"</a>"]), Budget()) is None


def test_a_tree_is_kept_for_cleaning_alone() -> None:
    for inside, kept in (("<w:mailMerge/>", True), ("<w:ins/>", False)):
        tree, scan = tree_of([_a_part(inside)], Budget()), PartScan(Budget())
        assert tree is not None

        scan.hear(tree)

        assert (scan.tree is tree) is kept


def test_a_part_heard_by_events_is_cleaned_like_one_heard_as_a_tree() -> None:
    main = zipfile.ZipFile(io.BytesIO(build.with_field("INCLUDETEXT a"))).read("word/document.xml")
    wide = main.decode().replace("UTF-8", "UTF-16").encode("utf-16")

    opened = open_word(build.with_main_part(wide))

    assert [one.kind for one in opened.report.removed] == [RemovedKind.FETCHING_FIELD]


@pytest.mark.parametrize("part", [b"<a><b/><b/></a>", _wide(limits.MAX_ATTRIBUTES + 1)])
def test_what_reads_a_part_keeps_the_limits_too(part: bytes) -> None:
    budget = Budget()
    budget.elements = 2

    with pytest.raises(Refused) as refused:
        feed([part], Hearing(budget))

    assert refused.value.reason is RefusalReason.TOO_MANY_ELEMENTS


def test_a_part_that_fails_to_unpack_gets_no_tree() -> None:
    def pieces() -> Iterator[bytes]:
        yield b"<a/>"
        raise Refused(RefusalReason.DAMAGED)

    assert tree_of(pieces(), Budget()) is None


def test_of_two_causes_the_first_is_told_though_the_part_breaks_off() -> None:
    dde = f"<w:p>{_BEGIN}<w:instrText>DDEAUTO excel</w:instrText>{_END}</w:p>"

    with pytest.raises(Refused) as refused:
        Inspection(open_container(build.a_docx(f"{dde}</w:never>")))

    assert refused.value.reason is RefusalReason.DDE_FIELD
