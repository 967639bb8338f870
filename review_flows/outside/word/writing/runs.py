"""Cuts runs at an exact character, so that something can begin or end there. No text changes."""

from copy import deepcopy
from dataclasses import dataclass

from review_flows.outside.word.writing.atoms import Atom
from review_flows.outside.word.writing.locator import located
from review_flows.outside.word.writing.tree import W14, Element, attributes_of, keep_blanks, made, w

TRACKED = frozenset(map(w, ("ins", "del", "moveFrom", "moveTo")))
_TEXTS = frozenset({w("t"), w("delText")})


@dataclass(frozen=True, slots=True)
class Edge:
    """The element at which a place in the text lies; not exact where it lies inside what is whole.

    No element: the paragraph has no words on that side.
    """

    element: Element | None
    exact: bool = True


def edge_before(paragraph: Element, offset: int) -> Edge:
    """Return the element that begins with the character at `offset` (of the marked words)."""
    at = 0
    atoms = located(paragraph).atoms
    for place, atom in enumerate(atoms):
        if at <= offset < at + len(atom.text):
            before = atoms[place - 1].whole if place else None
            inside = at < offset or before is atom.whole
            return Edge(cut(atom, offset - at), atom.whole is None or not inside)
        at += len(atom.text)
    return Edge(None)


def edge_after(paragraph: Element, offset: int) -> Edge:
    """Return the element that ends with the character before `offset`."""
    at = 0
    atoms = located(paragraph).atoms
    for place, atom in enumerate(atoms):
        at += len(atom.text)
        if at - len(atom.text) < offset <= at:
            after = atoms[place + 1].whole if place + 1 < len(atoms) else None
            inside = offset < at or after is atom.whole
            element = cut_after(atom, len(atom.text) - (at - offset))
            return Edge(element, atom.whole is None or not inside)
    return Edge(None)


def cut(atom: Atom, within: int) -> Element:
    """Return what begins `within` characters into the atom: a run, or what is whole."""
    if atom.begin is not None and (run := atom.begin.getparent()) is not None:
        return split_before(run, atom.begin)
    if atom.run is None or (atom.whole is not None and atom.whole.getparent() is not atom.run):
        return atom.element if atom.whole is None else atom.whole
    if atom.whole is not None:
        return split_before(atom.run, atom.whole)
    return split_before(atom.run, _cut_text(atom.element, within) if within else atom.element)


def cut_after(atom: Atom, within: int) -> Element:
    """Return what ends `within` characters into the atom: a run, or what is whole."""
    if atom.run is None or (atom.whole is not None and atom.whole.getparent() is not atom.run):
        return atom.element if atom.whole is None else atom.whole
    if atom.whole is None and within < len(atom.text):
        _cut_text(atom.element, within)
    following = (atom.element if atom.whole is None else atom.whole).getnext()
    if following is not None:
        split_before(atom.run, following)
    return atom.run


def _cut_text(element: Element, within: int) -> Element:
    """Cut a text element in two; return the second."""
    assert element.tag in _TEXTS  # a sign is one character long
    words = element.text or ""
    second = made(element.tag.rpartition("}")[2])
    element.text, second.text = words[:within], words[within:]
    keep_blanks(element)
    keep_blanks(second)
    element.addnext(second)
    return second


def split_before(run: Element, child: Element) -> Element:
    """Return the run that begins with this child of `run`: itself, or a new one of like looks."""
    properties = run.find(w("rPr"))
    before = [one for one in child.itersiblings(preceding=True) if one is not properties]
    if not before:
        return run
    right = made("r")
    for key, value in attributes_of(run).items():
        if not key.startswith(f"{{{W14}}}"):
            right.set(key, value)
    if properties is not None:
        right.append(deepcopy(properties))
    right.extend([child, *child.itersiblings()])
    run.addnext(right)
    return right


def out_of_marks_before(element: Element) -> Element:
    """Return the tracked change that begins with the element, where one does; else the element."""
    parent = element.getparent()
    while parent is not None and parent.tag in TRACKED and parent[0] is element:
        element, parent = parent, parent.getparent()
    return element


def out_of_marks_after(element: Element) -> Element:
    """Return the tracked change that ends with the element, where one does; else the element."""
    parent = element.getparent()
    while parent is not None and parent.tag in TRACKED and parent[-1] is element:
        element, parent = parent, parent.getparent()
    return element
