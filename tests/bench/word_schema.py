"""Errors that a schema finds in the parts of a Word file; the schema is not ours and stays outside.

The transitional schema of ECMA-376 (wml.xsd with the files beside it) lies for instance in the
repository of python-docx, ref/xsd. Copy that folder anywhere and name it to the reports.
"""

from collections import Counter
from pathlib import Path
from typing import cast

from lxml import etree

from review_flows.outside.word.writing.parts import WordParts
from review_flows.outside.word.writing.tree import MC, Element

_XML_XSD = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"
 targetNamespace="http://www.w3.org/XML/1998/namespace"><xs:attribute name="space">
 <xs:simpleType><xs:restriction base="xs:NCName"><xs:enumeration value="default"/>
 <xs:enumeration value="preserve"/></xs:restriction></xs:simpleType></xs:attribute></xs:schema>"""
_IMPORT = "{http://www.w3.org/2001/XMLSchema}import"
_KINDS = ("comments", "footnotes", "endnotes")


class WordSchema:
    """The schema of WordprocessingML, from a folder with wml.xsd."""

    def __init__(self, folder: Path, work: Path) -> None:
        for file in folder.glob("*.xsd"):
            tree = etree.parse(file)
            for one in tree.iter(_IMPORT):
                if one.get("namespace", "").endswith("/XML/1998/namespace"):
                    one.set("schemaLocation", "xml.xsd")
            tree.write(work / file.name)
        (work / "xml.xsd").write_text(_XML_XSD, encoding="utf-8")
        self._schema = etree.XMLSchema(etree.parse(work / "wml.xsd"))

    def errors(self, content: bytes) -> Counter[str]:
        """Return how often which error is found in the body, the notes and the comments."""
        parts = WordParts(content)
        found: Counter[str] = Counter()
        linked = (parts.linked(parts.main, kind) for kind in _KINDS)
        for name in (parts.main, *filter(None, linked)):
            root = etree.fromstring(etree.tostring(parts.look(name)))
            _without_extensions(root)
            self._schema.validate(etree.ElementTree(root))
            log = cast("list[etree._LogEntry]", self._schema.error_log)  # as its stubs forgot
            found.update(entry.message for entry in log)
        return found


def _without_extensions(root: Element) -> None:
    """Take out what may be ignored, and of alternative forms all but the fallback."""
    prefixes = root.get(f"{{{MC}}}Ignorable", "").split()
    ignored = {root.nsmap[one] for one in prefixes if one in root.nsmap} | {MC}
    for element in list(root.iter(etree.Element)):
        for key in list(element.attrib):
            if etree.QName(key).namespace in ignored:
                del element.attrib[key]
        if element.tag == f"{{{MC}}}AlternateContent":
            _to_fallback(element)
        elif etree.QName(element).namespace in ignored - {MC}:
            parent = element.getparent()
            if parent is not None:
                parent.remove(element)


def _to_fallback(alternatives: Element) -> None:
    fallback = alternatives.find(f"{{{MC}}}Fallback")
    for child in () if fallback is None else list(fallback):
        alternatives.addprevious(child)
    parent = alternatives.getparent()
    if parent is not None:
        parent.remove(alternatives)
