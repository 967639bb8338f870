"""The seal of the log on a letter's last page: a QR code of the whole note, and two short lines.

It takes no room of its own. On a letter it stands at the left of the two lines that are kept free
for the stamp over the sender, where no name reaches; on a sheet or a register in the foot of the
last page.
"""

from collections.abc import Iterator
from io import BytesIO
from xml.sax.saxutils import quoteattr

from docx.document import Document as DocumentObject
from docx.oxml.ns import nsdecls

from models.letter import LetterText
from models.letter_seal import LetterSeal
from review_flows.outside.paper.page import PAGES, twips
from review_flows.outside.paper.qr_code import qr_png
from review_flows.outside.paper.text import clean, paragraph_of, run_xml

_EMU = 36_000  # in a millimetre
_SIDE = 18.5  # mm of the code on a letter: within the height of two lines, 20.4 mm
_SMALL_SIDE = 17.0  # mm on a form, whose foot is lower
_GAP = 3.0  # mm from the code to the lines beside it, and from the text over it
_ASIDE = 30.0  # mm from the left margin on a form: page numbers stand at both sides
_LINES_WIDTH = 75.0  # mm
_SMALL_LINE = 240  # twips


def signature_seal(document: DocumentObject, seal: LetterSeal) -> Iterator[str]:
    """Yield the two lines over the signature; the code hangs on the first of them."""
    code = _code(document, seal, _SIDE, ("margin", 0.0), ("paragraph", 1.2))
    for line, picture in zip(seal.lines, (code, ""), strict=True):
        yield paragraph_of(picture + run_xml(line), "Letter seal", _beside(_SIDE))


def foot_seal(document: DocumentObject, text: LetterText, seal: LetterSeal) -> Iterator[str]:
    """Yield what ends a sheet or a register: a line without height, and the seal hung on it."""
    page = PAGES[text.layout]
    left, top = page.left + _ASIDE, page.height - page.bottom + _GAP
    beside = left + _SMALL_SIDE + _GAP
    frame = (
        f'<w:framePr w:w="{twips(_LINES_WIDTH)}" w:h="{2 * _SMALL_LINE}" w:hRule="exact"'
        f' w:wrap="around" w:vAnchor="page" w:hAnchor="page" w:x="{twips(beside)}"'
        f' w:y="{twips(top + 4)}"/>'
    )
    for line in seal.lines:
        yield paragraph_of(run_xml(line), "Sheet seal", frame)
    code = _code(document, seal, _SMALL_SIDE, ("page", left), ("page", top))
    yield paragraph_of(code, "Letter no mark")


def _beside(side: float) -> str:
    return f'<w:ind w:left="{twips(side + _GAP)}"/>'


def _code(
    document: DocumentObject,
    seal: LetterSeal,
    side: float,
    across: tuple[str, float],
    down: tuple[str, float],
) -> str:
    """Return the code as a run that floats, without text flowing around it.

    `across` and `down` name from where, and by how many millimetres, it is moved.
    """
    picture, _ = document.part.get_or_add_image(BytesIO(qr_png(seal.note)))
    extent = f'cx="{round(side * _EMU)}" cy="{round(side * _EMU)}"'
    return (
        f'<w:r><w:drawing><wp:anchor {nsdecls("wp", "a", "pic", "r")} distT="0" distB="0"'
        ' distL="0" distR="0" simplePos="0" relativeHeight="1" behindDoc="0" locked="0"'
        ' layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        f"{_position('H', *across)}{_position('V', *down)}<wp:extent {extent}/>"
        '<wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>'
        f'<wp:docPr id="1" name="seal" descr={quoteattr(clean("，".join(seal.lines)))}/>'
        "<wp:cNvGraphicFramePr/>"
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        '<pic:pic><pic:nvPicPr><pic:cNvPr id="1" name="seal.png"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{picture}"/><a:stretch><a:fillRect/></a:stretch>'
        f'</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {extent}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>'
        "</a:graphic></wp:anchor></w:drawing></w:r>"
    )


def _position(way: str, whence: str, millimetres: float) -> str:
    return (
        f'<wp:position{way} relativeFrom="{whence}">'
        f"<wp:posOffset>{round(millimetres * _EMU)}</wp:posOffset></wp:position{way}>"
    )
