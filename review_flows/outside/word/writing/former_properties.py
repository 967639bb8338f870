"""Changes of looks that somebody tracked: taken as they are, or put back to what they were."""

from review_flows.outside.word.writing.tree import Element, first_of, removed, w

_CHANGES = tuple(
    w(f"{name}Change")
    for name in ("rPr", "pPr", "tblPr", "tblPrEx", "tcPr", "trPr", "sectPr", "tblGrid")
)
# All that `settle_properties` takes out, but for w:ins in the numbering of a paragraph.
TRACKED = (*_CHANGES, w("numberingChange"), w("cellMerge"))
# What a record of the former properties never holds, and so is not put back with them.
_NOT_RECORDED = {
    w("pPr"): frozenset(map(w, ("rPr", "sectPr"))),
    w("rPr"): frozenset(map(w, ("ins", "del", "moveFrom", "moveTo"))),
    w("trPr"): frozenset(map(w, ("ins", "del"))),
    w("tcPr"): frozenset(map(w, ("cellIns", "cellDel", "cellMerge"))),
    w("sectPr"): frozenset(map(w, ("headerReference", "footerReference"))),
}
_BEFORE_OTHERS = frozenset(map(w, ("headerReference", "footerReference", "ins", "del")))


def settle_properties(root: Element, restore: bool) -> None:
    """Take out all tracked changes of properties; `restore` puts the former ones back."""
    for change in list(root.iter(*_CHANGES)):
        properties = change.getparent()
        if properties is None:
            continue
        properties.remove(change)
        if restore:
            _restore(properties, change)
    _settle_numbering(root, restore)
    _settle_merged_cells(root, restore)


def _restore(properties: Element, change: Element) -> None:
    """Put the recorded properties in the place of those that are there."""
    stays = _NOT_RECORDED.get(properties.tag, frozenset())
    kept = [child for child in properties if child.tag in stays]
    record = change[0] if len(change) else None
    for child in list(properties):
        properties.remove(child)
    properties.extend(child for child in kept if child.tag in _BEFORE_OTHERS)
    if record is not None:
        properties.extend(list(record))
    properties.extend(child for child in kept if child.getparent() is None)


def _settle_numbering(root: Element, restore: bool) -> None:
    """Numbering that was given under tracking goes on reject; the record of an old number goes."""
    for mark in list(root.iter(w("numberingChange"))):
        removed(mark)
    for numbering in list(root.iter(w("numPr"))):
        inserted = first_of(numbering, "ins")
        if inserted is None:
            continue
        removed(inserted)
        if restore:
            removed(numbering)


def _settle_merged_cells(root: Element, restore: bool) -> None:
    for mark in list(root.iter(w("cellMerge"))):
        state = mark.get(w("vMergeOrig" if restore else "vMerge"))
        merge = mark.makeelement(w("vMerge"))
        if state:
            merge.set(w("val"), "restart" if state == "rest" else "continue")
            mark.addprevious(merge)
        removed(mark)
