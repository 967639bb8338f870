"""Marks a Word file with properties of ours that nobody sees on paper: docProps/custom.xml."""

from collections.abc import Mapping

from lxml import etree

from review_flows.outside.word.writing.parts import WordParts, relationship
from review_flows.outside.word.writing.tree import Element

_OWN = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VALUES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_USER_DEFINED = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # the set that all such properties have
_FIRST_ID = 2  # the format keeps 0 and 1 for itself


def with_properties(content: bytes, properties: Mapping[str, str]) -> bytes:
    """Return the file with these custom properties; of one that it has, the value is replaced."""
    parts = WordParts(content)
    name = parts.linked_from_root("custom-properties")
    if name is None:
        name = parts.free_name("docProps/custom.xml")
        root = etree.fromstring(f'<Properties xmlns="{_OWN}" xmlns:vt="{_VALUES}"/>')
        parts.add(name, _TYPE, root)
        parts.link("", relationship("custom-properties"), name)
    root = parts.tree(name)
    for key, value in properties.items():
        _set(root, key, value)
    return parts.saved()


def _set(root: Element, key: str, value: str) -> None:
    for entry in root:
        if entry.get("name", "").lower() == key.lower():  # Word tells no capitals apart here.
            root.remove(entry)
    taken = [int(one.get("pid", "0")) for one in root if one.get("pid", "").isdecimal()]
    number = max([_FIRST_ID - 1, *taken]) + 1
    entry = etree.SubElement(
        root, f"{{{_OWN}}}property", fmtid=_USER_DEFINED, pid=str(number), name=key
    )
    etree.SubElement(entry, f"{{{_VALUES}}}lpwstr").text = value
