"""Elements are taken out of a part, and no word of the text with them."""

from lxml import etree

from review_flows.outside.word.writing.tree import Element
from review_flows.outside.word.xml import short

_TEXT = frozenset({"w:p", "w:r", "w:t"})


def holds_text(element: Element) -> bool:
    """Say whether a reader shows words that stand in the element."""
    return any(short(inner.tag) in _TEXT for inner in element.iter(etree.Element))


def take_out(element: Element) -> None:
    """Remove an element; words in it and what stands behind it stay, an empty extension goes."""
    parent = element.getparent()
    if parent is None:
        return
    put_behind(element, words_within(element))
    if element.tail:
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
    parent.remove(element)
    if not len(parent) and parent.tag.endswith("}ext"):
        take_out(parent)


def words_within(element: Element) -> list[Element]:
    """Return the children that hold text: no schema lets such words stand there, readers do."""
    return [child for child in element.iterchildren(etree.Element) if holds_text(child)]


def put_behind(element: Element, children: list[Element]) -> None:
    """Move children of an element behind it, in their order and before the text that follows it."""
    tail, element.tail = element.tail, None
    for child in reversed(children):
        child.tail = None
        element.addnext(child)
    last = children[-1] if children else element
    last.tail = tail
