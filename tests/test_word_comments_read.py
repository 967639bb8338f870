"""Comments are read with the words they are anchored on, their threads, and if they are done."""

import marked_builders as mark
import pytest
import word_builders as build
from marked_builders import a_cell, a_line, a_row, a_table, deleted, inserted, read

from models.word_document import Spot, WordComment

_RUN = build.a_run


def _start(n: int | str = 1) -> str:
    return f'<w:commentRangeStart w:id="{n}"/>'


def _end(n: int | str = 1) -> str:
    return f'<w:commentRangeEnd w:id="{n}"/>'


def _sign(n: int | str = 1) -> str:
    return f'<w:r><w:commentReference w:id="{n}"/></w:r>'


def _comment(n: int | str, *texts: str, key: str = "") -> str:
    paragraphs = "".join(
        f'<w:p w14:paraId="{key}">{_RUN(text)}</w:p>' if key else a_line(text) for text in texts
    )
    about = f'w:id="{n}" w:author="王律师" w:date="0-00-00T00:00:00Z"'
    return f"<w:comment {about}>{paragraphs}</w:comment>"


def _one(*blocks: str, comments: str = "", **parts: str) -> WordComment:
    (comment,) = read(*blocks, comments=comments or _comment(1, "何据？"), **parts).comments
    return comment


def test_a_comment_is_read_with_its_words_author_time_and_place() -> None:
    comment = _one(
        a_line("总则"),
        build.a_paragraph(_RUN("处") + _start() + _RUN("五百元") + _end() + _sign() + _RUN("罚款")),
        comments=_comment(1, "何据？", "请注明。"),
    )

    assert (comment.id, comment.text) == ("1", "何据？\n请注明。")
    assert (comment.author, comment.at) == ("王律师", "0-00-00T00:00:00Z")
    assert (comment.start, comment.end) == (Spot(1, 1), Spot(1, 4))
    assert comment.quote == "五百元"


def test_offsets_count_the_deleted_words_too() -> None:
    comment = _one(
        build.a_paragraph(
            deleted("旧") + _start() + deleted("五百") + inserted(_RUN("五千")) + _end()
        )
    )

    assert (comment.start, comment.quote) == (Spot(0, 1), "五百五千")


_PLACES = {
    "over several paragraphs": (
        build.a_paragraph(_RUN("甲") + _start() + _RUN("乙"))
        + a_line("丙")
        + build.a_paragraph(_RUN("丁") + _end() + _RUN("戊")),
        (Spot(0, 1), Spot(2, 1), "乙\n丙\n丁"),
    ),
    "around paragraphs": (
        _start() + a_line("甲") + _end() + a_line("乙"),
        (Spot(0, 0), Spot(0, 1), "甲"),
    ),
    "a mere point": (build.a_paragraph(_RUN("甲") + _sign()), (Spot(0, 1), Spot(0, 1), "")),
    "never closed": (build.a_paragraph(_start() + _RUN("甲")), (Spot(0, 0), Spot(0, 0), "")),
    "closed by its sign alone": (
        build.a_paragraph(_start() + _RUN("甲") + _sign()),
        (Spot(0, 0), Spot(0, 1), "甲"),
    ),
    "ends before it starts": (
        build.a_paragraph(_end() + _RUN("甲") + _start()),
        (Spot(0, 1), Spot(0, 1), ""),
    ),
    "after all words": (a_line("甲") + _start() + _end(), (Spot(0, 1), Spot(0, 1), "")),
    "in a cell": (
        a_table(a_row(a_cell(build.a_paragraph(_start() + _RUN("甲") + _end())))),
        (Spot(0, 0), Spot(0, 1), "甲"),
    ),
    "around a table": (
        _start() + a_table(a_row(a_cell(a_line("甲")), a_cell(a_line("乙")))) + _end(),
        (Spot(0, 0), Spot(1, 1), "甲\n乙"),
    ),
    "in a text box": (
        build.a_paragraph(
            "<w:r><w:pict><w:txbxContent>"
            + build.a_paragraph(_start() + _RUN("框") + _end())
            + "</w:txbxContent></w:pict></w:r>"
            + _RUN("甲")
        ),
        (Spot(1, 0), Spot(1, 1), "框"),
    ),
    "around the instruction of a field": (
        build.a_paragraph(
            _RUN("甲")
            + '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
            + _RUN("藏")
            + _start()
            + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
            + _RUN("乙")
            + _end()
        ),
        (Spot(0, 1), Spot(0, 2), "乙"),
    ),
}


@pytest.mark.parametrize(("blocks", "expected"), _PLACES.values(), ids=list(_PLACES))
def test_a_comment_stands_where_the_file_says(
    blocks: str, expected: tuple[Spot, Spot, str]
) -> None:
    comment = _one(blocks)

    assert (comment.start, comment.end, comment.quote) == expected


def test_a_comment_in_a_footnote_stands_where_the_note_is_put() -> None:
    note = build.a_paragraph(_start() + _RUN("注") + _end())
    unused = f'<w:footnote w:id="7">{a_line("未引用")}</w:footnote>'
    notes = unused + f'<w:footnote w:id="8">{note}</w:footnote>'
    comment = _one(
        build.a_paragraph(_RUN("甲") + '<w:r><w:footnoteReference w:id="8"/></w:r>'),
        a_line("乙"),
        footnotes=notes,
    )

    assert (comment.start, comment.quote) == (Spot(2, 0), "注")


def test_a_comment_without_any_marker_has_no_place_and_is_not_lost() -> None:
    comment = _one(a_line("甲"))

    assert (comment.text, comment.start, comment.end, comment.quote) == ("何据？", None, None, "")


def test_replies_know_what_they_answer_and_a_thread_whether_it_is_resolved() -> None:
    threads = (
        '<w15:commentEx w15:paraId="0A" w15:done="1"/>'
        '<w15:commentEx w15:paraId="0B" w15:paraIdParent="0a" w15:done="0"/>'
        '<w15:commentEx w15:paraId="0C" w15:paraIdParent="FF"/>'
    )
    comments = "".join(_comment(n, "言", key=key) for n, key in enumerate(("0A", "0B", "0C")))
    first, reply, other = read(a_line("甲"), comments=comments, commentsExtended=threads).comments

    assert (first.parent, first.resolved) == ("", True)
    assert (reply.parent, reply.resolved) == ("0", False)
    assert other.parent == ""


def test_of_two_comments_with_one_id_both_are_kept_and_the_first_is_placed() -> None:
    first, second = read(
        build.a_paragraph(_start("x") + _RUN("甲") + _end("x")),
        comments=_comment("x", "一") + _comment("x", "二"),
    ).comments

    assert (first.text, first.quote) == ("一", "甲")
    assert (second.text, second.start) == ("二", None)


def test_comments_on_very_long_stretches_do_not_fill_the_memory() -> None:
    many = 60
    content = "".join(map(_start, range(many))) + _RUN("字" * 200_000)
    document = read(
        build.a_paragraph(content + "".join(map(_end, range(many)))),
        comments="".join(_comment(n, "言") for n in range(many)),
    )

    assert sum(len(comment.quote) for comment in document.comments) < 6_000_000
    assert all(comment.end == Spot(0, 200_000) for comment in document.comments)


def test_a_comment_without_words_or_id_is_read_as_what_it_is() -> None:
    comment = _one(a_line("甲"), comments="<w:comment/>")

    assert (comment.id, comment.text, comment.author) == ("", "", "")
    assert mark.only(read(a_line("甲"))).key == ""
