"""Parts of a Word file fed to those who hear them, without building a tree."""

from collections.abc import Iterable, Mapping
from typing import Protocol, cast

from lxml import etree

from models.refusal import RefusalReason
from review_flows.outside.word import limits
from review_flows.outside.word.limits import Refused
from review_flows.outside.word.xml import Listener

_MOST_NAMES = 4096  # of one part that are kept


class Beside(Protocol):
    """What hears of a part, beside a listener that keeps the limits, no more than it needs."""

    @property
    def listens(self) -> bool:
        """Whether words that are said now matter."""

    def concerns(self, tag: str, /) -> bool:
        """Whether an element of this name matters."""

    def start_ns(self, prefix: str, uri: str) -> None:
        """A prefix is declared."""

    def opened_at(self, depth: int, tag: str, attributes: Mapping[str, str]) -> None:
        """An element that matters opens; the root is at depth 1."""

    def closed(self, tag: str) -> None:
        """An element closes; one that does not matter says nothing."""

    def said(self, text: str) -> None:
        """Words that matter."""

    def close(self) -> None:
        """The part ends."""


class _Both:
    """Hands each event to what hears beside, where it matters to it, and then to the listener."""

    def __init__(self, listener: Listener, beside: Beside) -> None:
        self._listener, self._beside = listener, beside
        self._quiet: set[str] = set()  # names of elements that do not matter beside
        self.end_ns, self.comment, self.pi = listener.end_ns, listener.comment, listener.pi
        self.doctype = listener.doctype

    def start_ns(self, prefix: str, uri: str) -> None:
        self._beside.start_ns(prefix, uri)
        self._listener.start_ns(prefix, uri)

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag not in self._quiet:
            self._open_beside(tag, attributes)
        self._listener.start(tag, attributes)

    def end(self, tag: str) -> None:
        if tag not in self._quiet:
            self._beside.closed(tag)
        self._listener.end(tag)

    def data(self, text: str) -> None:
        if self._beside.listens:
            self._beside.said(text)
        self._listener.data(text)

    def close(self) -> None:
        self._beside.close()
        self._listener.close()

    def _open_beside(self, tag: str, attributes: Mapping[str, str]) -> None:
        if self._beside.concerns(tag):
            self._beside.opened_at(self._listener.depth + 1, tag, attributes)
        elif len(self._quiet) < _MOST_NAMES:
            self._quiet.add(tag)


def feed(pieces: Iterable[bytes], listener: Listener, beside: Beside | None = None) -> None:
    """Feed the bytes of one part to the listener; XMLSyntaxError where they are no XML.

    What hears `beside` it hears the same pass, each event before the listener. Nothing is fetched;
    no entity is declared that could be resolved, as a document type ends the part.
    """
    target = cast("etree.ParserTarget", listener if beside is None else _Both(listener, beside))
    parser = etree.XMLParser(
        target=target,
        # Else "&amp;" in an attribute is told as "&#38;". (The stubs know of yes and no alone.)
        resolve_entities=cast("bool", "internal"),
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > limits.MAX_XML_PART_BYTES:
            raise Refused(RefusalReason.UNPACKS_TOO_LARGE)
        parser.feed(piece)
    parser.close()
