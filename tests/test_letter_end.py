"""The end of a letter's body: an only paragraph gives its last sentence to the signature's page."""

from letter_builders import a_letter

from models.letter import Layout, Para
from review_flows.outside.paper.end_of_body import with_an_end

LONG = "经审核，本件符合规定，现予以受理。" * 20 + "特此通知。"


def test_a_long_only_paragraph_gives_its_last_sentence_and_loses_no_word() -> None:
    first, last = with_an_end(a_letter(body=(Para(LONG),)))
    assert last == Para("特此通知。")
    assert isinstance(first, Para) and first.text + last.text == LONG


def test_what_surely_fits_on_one_page_stays_one_paragraph() -> None:
    body = (Para("经审核，本件符合规定。现予以受理。"),)
    for layout in (Layout.LETTER, Layout.ATTACHMENT):
        assert with_an_end(a_letter(layout=layout, body=body, attachments=(), note="")) == body


def test_what_stands_under_the_text_takes_of_its_room() -> None:
    body = (Para("经审核，本件符合规定，现予以受理。" * 9),)
    bare = a_letter(body=body, attachments=(), note="")
    assert with_an_end(bare) == body
    with_attachments = a_letter(body=body, attachments=("甲", "乙"), note="")
    with_a_note = a_letter(body=body, attachments=(), note="未核实。" * 9)
    assert len(with_an_end(with_attachments)) == len(with_an_end(with_a_note)) == 2


def test_one_sentence_and_several_paragraphs_are_left_alone() -> None:
    for body in ((Para("长" * 600 + "。"),), (Para("函告如下。"), Para(LONG))):
        assert with_an_end(a_letter(body=body)) == body
