"""An SVG picture: heard within the limits, and whether it holds scripts or leads elsewhere."""

import re
from collections.abc import Iterable, Mapping

from lxml import etree

from models.refusal import RefusalReason
from review_flows.outside.word.feeding import feed
from review_flows.outside.word.limits import Refused
from review_flows.outside.word.xml import Budget, Listener

_ACTIVE = frozenset({"script", "foreignobject", "iframe", "embed", "object", "handler", "audio"})
# What changes attributes once the picture is shown: a link could be set then.
_CHANGING = frozenset({"set", "discard"})
_STAYS = re.compile(r"\s*(?:#|data:image/(?:png|jpeg|gif);)", re.IGNORECASE)
_CALL = re.compile(
    r"url\(\s*['\"]?(?!#)|@import|expression\(|image-set\(|\b(?:src|image|cross-fade)\(",
    re.IGNORECASE,
)
_BASE = "{http://www.w3.org/XML/1998/namespace}base"


class _Svg(Listener):
    """Notes whether the picture is safe."""

    def __init__(self, budget: Budget) -> None:
        super().__init__(budget)
        self.safe = True
        self._words: list[list[str]] = []  # of each open element, comments and children left out

    def opened(self, tag: str, attributes: Mapping[str, str]) -> None:
        name = tag.rpartition("}")[2].lower()
        if name in _ACTIVE or name in _CHANGING or name.startswith("animate"):
            self.safe = False
        for key, value in attributes.items():
            self.safe = self.safe and _is_safe(key, value)
        self._words.append([])

    def said(self, text: str) -> None:
        if self._words:
            self._words[-1].append(text)

    def closed(self, tag: str) -> None:
        # Cut by a remark or a CDATA section, words are one for the program that shows them.
        words = "".join(self._words.pop())
        is_style = tag.rpartition("}")[2].lower() == "style"
        if _CALL.search(words) or (is_style and "\\" in words):
            self.safe = False

    def pi(self, target: str, text: str | None = None) -> None:
        super().pi(target, text)
        self.safe = self.safe and target.lower() != "xml-stylesheet"


def _is_safe(key: str, value: str) -> bool:
    """Say whether an attribute shows something of the picture itself."""
    name = key.rpartition("}")[2].lower()
    leads_away = name in ("href", "src") and not _STAYS.match(value)
    # A backslash spells letters by numbers in styles; drawing programs' own attributes hold paths.
    spelled = "\\" in value and "}" not in key
    return not (leads_away or spelled or name.startswith("on") or key == _BASE) and not (
        _CALL.search(value)
    )


def is_safe_svg(pieces: Iterable[bytes], budget: Budget) -> bool:
    """Say whether an SVG picture shows nothing but itself; one that is no XML is not safe."""
    listener = _Svg(budget)
    try:
        feed(pieces, listener)
    except etree.XMLSyntaxError:
        return False
    except Refused as refused:
        if refused.reason is RefusalReason.DTD:
            return False  # Drawing programs write one; the picture is not worth the entities.
        raise
    return listener.safe
