"""An issued text in, what it does to other documents out: which it repeals, amends, rests on."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from models.issuance import DocumentRelation
from models.structure.citation import Citation, citations_in
from models.structure.document_facts import DocumentFacts, document_facts
from models.structure.fact import Fact
from models.structure.issuing_facts import plain_number
from models.word_text import WordText

_REACH = 40  # paragraphs below the first line of a clause in which its sentences stand
_AMENDING_TITLE = re.compile(r"关于修(?:改|订|正)")
_AMENDS = re.compile(
    r"对[^。；]{0,12}《.*?》[^。；]{0,30}(?:作|做|予以|进行)[^。；]{0,8}修(?:改|订|正)|"
    r"《[^。；]*修改为|决定(?:对《[^。；]*)?修改《"
)
_BASIS = re.compile(r"根据|依据|依照|按照|遵照|贯彻|落实")
_QUOTES = re.compile(r"[\s《》〈〉<>“”\"「」]")
_CARRIED = re.compile(r"关于(?:印发|发布|公布|转发|实施)(.+?)的(?:通知|决定|公告)$")


@dataclass(frozen=True, slots=True)
class ReadRelation:
    """What a text says of another one. `words` is the sentence that it was read from.

    `is_basis` says that the sentence names a basis: of what a text only mentions, nobody can tell
    whether it rests on it.
    """

    kind: DocumentRelation
    title: str
    document_number: str
    words: str
    is_basis: bool = False


def relations_in(text: WordText) -> tuple[ReadRelation, ...]:
    """Return what a text does to others, each text once: a repeal before an amendment or a basis.

    Its own title is no relation, but where an earlier text of the same name is repealed.
    """
    facts = document_facts(text)
    own = title_keys(facts.title)
    found: list[ReadRelation] = []
    for one in (*_repealed(facts), *_amended(facts, text), *_cited(facts, text)):
        itself = one.kind is not DocumentRelation.REPEALS and not own.isdisjoint(
            title_keys(one.title)
        )
        if not itself and not any(_same(one, before) for before in found):
            found.append(one)
    return tuple(found)


def normal_title(title: str) -> str:
    """Return a title as it is compared: without 《》, quotes and blanks, digits in half width."""
    return _QUOTES.sub("", unicodedata.normalize("NFKC", title))


def title_keys(title: str) -> frozenset[str]:
    """Return the titles that a document goes by: its own, and that of the rule which it carries.

    《关于印发某办法的通知》 is cited by the name of the 办法 as well.
    """
    whole = normal_title(title)
    carried = _CARRIED.search(whole)
    return frozenset({whole, carried[1]} if carried else {whole}) - {""}


def number_key(number: str) -> str:
    """Return a document number as it is compared: 〔〕 whatever brackets stand, no leading zero."""
    return re.sub(r"〕0+(?=\d)", "〕", plain_number(number))


def _same(one: ReadRelation, other: ReadRelation) -> bool:
    numbers = {number_key(one.document_number), number_key(other.document_number)} - {""}
    return normal_title(one.title) == normal_title(other.title) and len(numbers) < 2


def _repealed(facts: DocumentFacts) -> Iterator[ReadRelation]:
    for _, repeal in facts.repeals:
        for text in repeal.texts:
            yield _read(DocumentRelation.REPEALS, text, repeal.words)


def _amended(facts: DocumentFacts, text: WordText) -> Iterator[ReadRelation]:
    if _AMENDING_TITLE.search(facts.title):
        for cited in citations_in(facts.title):
            yield _read(DocumentRelation.AMENDS, cited, facts.title)
    for fact, cited in facts.citations:
        sentence = _sentence(text, fact)
        if _AMENDS.search(sentence):
            yield _read(DocumentRelation.AMENDS, cited, sentence)


def _cited(facts: DocumentFacts, text: WordText) -> Iterator[ReadRelation]:
    for fact, cited in facts.citations:
        sentence = _sentence(text, fact)
        is_basis = bool(_BASIS.search(sentence[: sentence.find(cited.words)]))
        yield _read(DocumentRelation.RESTS_ON, cited, sentence, is_basis)


def _read(
    kind: DocumentRelation, cited: Citation, words: str, is_basis: bool = False
) -> ReadRelation:
    number = plain_number(cited.number) if cited.number else ""
    return ReadRelation(kind, cited.name, number, words, is_basis)


def _sentence(text: WordText, fact: Fact) -> str:
    """Return the sentence around words, from the paragraph where their clause begins."""
    for paragraph in text.paragraphs[fact.position : fact.position + _REACH]:
        if fact.words in paragraph.text:
            sentences = re.split(r"(?<=[。；])", paragraph.text)
            return next((one.strip() for one in sentences if fact.words in one), fact.words)
    return fact.words
