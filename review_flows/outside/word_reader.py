"""The text of an inspected Word file: bytes in, paragraphs of the final view out.

python-docx is not used for reading: it drops inserted text, content controls, text boxes, simple
fields and equations without a word (a fine of 五百元→五千元 reads as no amount at all).
Footnotes, headers and footers are not read.
"""

from collections.abc import Mapping

from models.word_text import WordText
from review_flows.outside.word_body import Body
from review_flows.outside.word_container import Container, open_container
from review_flows.outside.word_list_numbers import ListNumbers
from review_flows.outside.word_lists import NumberingPart, StylesPart
from review_flows.outside.word_package import (
    ROOT_RELATIONSHIPS,
    relationships_of,
    resolved,
)
from review_flows.outside.word_scan import PartScan
from review_flows.outside.word_xml import Budget, Listener, feed, short


def read_word(content: bytes) -> WordText:
    """Return the text with all tracked changes accepted, automatic numbers written out.

    Only for bytes that `word_safety.inspect` accepted; of others any exception may come.
    """
    container = open_container(content)
    return read_container(container, _linked(container, ROOT_RELATIONSHIPS)["officeDocument"])


def read_container(container: Container, main: str) -> WordText:
    """Return the text of the main part named, with the lists and comments that it links to."""
    links = _linked(container, relationships_of(main))
    budget = Budget()
    styles = StylesPart(budget)
    numbering = NumberingPart(budget)
    comments = _Comments(budget)
    for kind, listener in (("styles", styles), ("numbering", numbering), ("comments", comments)):
        if kind in links:
            feed(container.pieces(links[kind]), listener)
    body = Body(budget, ListNumbers(numbering, styles))
    feed(container.pieces(main), body)
    return WordText(tuple(body.paragraphs), body.tracked_changes, comments.count)


def _linked(container: Container, relationships_part: str) -> Mapping[str, str]:
    """Return the parts that exist by the kind of link to them; of two of a kind the first."""
    linked: dict[str, str] = {}
    if relationships_part not in container:
        return linked
    scan = PartScan(Budget())
    feed(container.pieces(relationships_part), scan)
    for link in scan.relationships:
        if not link.external:
            target = resolved(relationships_part, link.target)
            if target in container:
                linked.setdefault(link.kind, target)
    return linked


class _Comments(Listener):
    """Counts the comments."""

    def __init__(self, budget: Budget) -> None:
        super().__init__(budget)
        self.count = 0

    def opened(self, tag: str, attributes: Mapping[str, str]) -> None:
        self.count += short(tag) == "w:comment"
