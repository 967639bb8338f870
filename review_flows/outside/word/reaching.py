"""What reaches out of a part of a Word file with no link to show for it: by elements, by words."""

from collections.abc import Mapping

from models.safety_report import RemovedKind
from review_flows.outside.word.fields import is_web_link
from review_flows.outside.word.xml import full_names

# Elements that send a program elsewhere without any relationship to show for it, or let it show
# other words than those that stand in the text: full names.
SOURCES = {
    full: kind
    for name, kind in {
        "w:mailMerge": RemovedKind.MAIL_MERGE,
        "w:frameset": RemovedKind.EXTERNAL_CONTENT,
        "w:attachedSchema": RemovedKind.EXTERNAL_CONTENT,
        "w:saveThroughXslt": RemovedKind.EXTERNAL_CONTENT,
        "w:dataBinding": RemovedKind.DATA_BINDING,
        "w15:dataBinding": RemovedKind.DATA_BINDING,
    }.items()
    for full in full_names(name)
} | {
    f"{{http://{where}/schemaLibrary{year}/main}}schema": RemovedKind.EXTERNAL_CONTENT
    for where, year in (("schemas.openxmlformats.org", "/2006"), ("purl.oclc.org/ooxml", ""))
}
# Addresses that stand as text among the properties of a file, by the name of the element.
_EXTENDED = (
    "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties",
    "http://purl.oclc.org/ooxml/officeDocument/extendedProperties",
)
ADDRESSES = {f"{{{name}}}Template": RemovedKind.EXTERNAL_TEMPLATE for name in _EXTENDED} | {
    f"{{{name}}}HyperlinkBase": RemovedKind.UNSAFE_LINK for name in _EXTENDED
}
_ADD_IN = "_assembly"  # _AssemblyName, _AssemblyLocation: Word loads a program from there
WEB_VIDEO = "webVideoPr"
VML = ("{urn:schemas-microsoft-com:vml}", "{urn:schemas-microsoft-com:office:office}")


def loads_a_program(attributes: Mapping[str, str]) -> bool:
    """Whether a property of the file, as its author named it, lets Word load an add-in."""
    return attributes.get("name", "").strip().lower().startswith(_ADD_IN)


def drawn_from(tag: str, attributes: Mapping[str, str]) -> dict[str, RemovedKind]:
    """Return the attributes of a VML element that lead out of the file: old drawings hold such."""
    if not tag.startswith(VML):
        return {}
    found: dict[str, RemovedKind] = {}
    for key, value in attributes.items():
        name = key.rpartition("}")[2].lower()
        if name in ("src", "althref") and value:
            found[key] = RemovedKind.EXTERNAL_PICTURE
        elif name == "href" and value and (key.startswith(VML) or not is_web_link(value)):
            # Without a prefix it is a link to click on; with one the place a picture comes from.
            found[key] = RemovedKind.UNSAFE_LINK
    return found
