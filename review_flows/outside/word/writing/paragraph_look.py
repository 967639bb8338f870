"""How a paragraph looks, apart from what it says: two paragraphs with equal looks print alike."""

from review_flows.outside.word.writing.tree import Element, attributes_of, w

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
        words = "".join(text.text or "" for text in run.iterchildren(w("t")))
        if not words:
            continue
        look = _properties(run.find(w("rPr")))
        if stretches and stretches[-1][0] == look:
            stretches[-1] = (look, stretches[-1][1] + words)
        else:
            stretches.append((look, words))
    return (_properties(paragraph.find(w("pPr"))), *stretches)


def _properties(properties: Element | None) -> Look:
    if properties is None:
        return ()
    return tuple(
        (child.tag, _attributes(child))
        for child in properties.iterdescendants()
        if child.tag not in _UNSEEN
        and not any(
            above.tag in _UNSEEN or above.tag == w("rPr") for above in _above(child, properties)
        )
    )


def _above(child: Element, properties: Element) -> list[Element]:
    """Return what stands between an element and the properties that it belongs to."""
    found: list[Element] = []
    for above in child.iterancestors():
        if above is properties:
            break
        found.append(above)
    return found


def _attributes(element: Element) -> tuple[tuple[str, str], ...]:
    shown = (item for item in attributes_of(element).items() if item[0] != _HINT)
    return tuple(sorted(shown))
