"""How a paragraph looks, apart from what it says: two paragraphs with equal looks print alike."""

from collections.abc import Iterator

from lxml import etree

from review_flows.outside.word.writing.tree import Element, attributes_of, child_of, w

# What differs between two savings of one text and is not to be seen.
_UNSEEN = frozenset(map(w, ("lang", "noProof", "rPr", "rPrChange", "pPrChange", "sectPr", "numPr")))
_HINT = w("hint")

Look = tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


def look_of(paragraph: Element) -> tuple[Look | tuple[Look, str], ...]:
    """Return the properties of the paragraph, then of each stretch of words that look alike.

    How the words are cut into runs is no look.
    """
    stretches: list[tuple[Look, str]] = []
    for run in paragraph.iter(w("r")):
        words = "".join([text.text or "" for text in run.iterchildren(w("t"))])
        if not words:
            continue
        look = _properties(child_of(run, w("rPr")))
        if stretches and stretches[-1][0] == look:
            stretches[-1] = (look, stretches[-1][1] + words)
        else:
            stretches.append((look, words))
    return (_properties(child_of(paragraph, w("pPr"))), *stretches)


def written_alike(one: Element, other: Element) -> bool:
    """Whether two blocks are the same to the letter, and so look alike: cheap to know."""
    first, second = (
        etree.tostring(block, encoding="utf-8", with_tail=False) for block in (one, other)
    )
    return first == second


def _properties(properties: Element | None) -> Look:
    if properties is None:
        return ()
    return tuple([(child.tag, _attributes(child)) for child in _seen_in(properties)])


def _seen_in(properties: Element) -> Iterator[Element]:
    for child in properties:
        if child.tag not in _UNSEEN:
            yield child
            yield from _seen_in(child)


def _attributes(element: Element) -> tuple[tuple[str, str], ...]:
    if not element.attrib:
        return ()
    shown = (item for item in attributes_of(element).items() if item[0] != _HINT)
    return tuple(sorted(shown))
