"""What is kept from the eye in a draft → one note for each way, with its first places."""

from collections.abc import Iterator, Sequence

from models.safety_report import DocumentWarning, warning_sentence
from models.word_document import ConcealedText, Concealment, WordDocument

PLACES_SHOWN = 3
_EXCERPT = 20  # characters of each place
_NAMES = {
    Concealment.HIDDEN: "隐藏文字",
    Concealment.WHITE: "白色文字",
    Concealment.BLENDED: "与底色相同或相近的文字",
    Concealment.TINY: "极小字号的文字",
    Concealment.INVISIBLE: "不可见字符",
}


def concealment_notes(document: WordDocument) -> Iterator[str]:
    """Yield a sentence for a reviewer for each way in which something is concealed."""
    concealed = document.concealed()
    for how, name in _NAMES.items():
        found = [one for one in concealed if one.how is how]
        if found:
            yield f"文稿含有{name}{len(found)}处，已一并读取：{_places(found)}。"


def marking_note(found: Sequence[ConcealedText]) -> str:
    """Return the sentence on secrecy markings that are concealed, with their places."""
    return f"{warning_sentence(DocumentWarning.CONCEALED_MARKING)}所在位置：{_places(found)}。"


def _places(found: Sequence[ConcealedText]) -> str:
    shown = "；".join(_place(one) for one in found[:PLACES_SHOWN])
    return f"{shown}等" if len(found) > PLACES_SHOWN else shown


def _place(one: ConcealedText) -> str:
    if one.how is Concealment.INVISIBLE:
        codes = dict.fromkeys(f"U+{ord(character):04X}" for character in one.text[:_EXCERPT])
        return f"第{one.spot.paragraph + 1}段（{'、'.join(codes)}）"
    words = " ".join(one.text.split())
    cut = f"{words[:_EXCERPT]}……" if len(words) > _EXCERPT else words
    return f"第{one.spot.paragraph + 1}段“{cut}”"
