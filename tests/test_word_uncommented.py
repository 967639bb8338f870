"""What goes to others holds no comment that was written for the house."""

from word_builders import a_docx_saying
from word_edits import a_commented_file

from models.word_document import View
from review_flows.outside.word.safety import open_word
from review_flows.outside.word.writing.uncommented import job, without_comments


def test_comments_go_with_their_authors_threads_and_anchors_and_the_text_stays() -> None:
    before = a_commented_file()
    after = without_comments(before)
    read, left = open_word(before), open_word(after)
    assert read.document is not None and left.document is not None
    assert len(read.document.comments) == 2 and left.document.comments == ()
    assert left.document.view(View.FINAL).text == read.document.view(View.FINAL).text
    assert left.cleaned is None and left.report.accepted
    for word in ("别让司法局看到", "李四", "commentReference", "commentsExtended"):
        assert word.encode() not in after  # its parts are stored, not deflated
        assert word.encode() in before


def test_a_file_without_comments_comes_back_to_the_byte() -> None:
    content = a_docx_saying("某办法")
    assert without_comments(content) == content
    assert job({}, [content]) == ({}, [content])
