"""What a field of a Word file does by its instruction, and whether it may leave the house."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from models.refusal import RefusalReason
from models.safety_report import RemovedKind
from review_flows.outside.word.limits import Refused

_DDE = re.compile(r"DDE(?:AUTO)?\b", re.IGNORECASE)
_FETCHING = re.compile(
    r"(?:INCLUDE(?:TEXT|PICTURE)?|LINK|IMPORT|DATABASE|DATA|RD|PRINT|HTMLCONTROL)\b",
    re.IGNORECASE,
)
_OBJECT = re.compile(r"(?:EMBED|CONTROL)\b", re.IGNORECASE)
_HYPERLINK = re.compile(r"HYPERLINK\b", re.IGNORECASE)
_ARGUMENT = re.compile(r"[\"“”]([^\"“”]*)[\"“”]?|(\\\S)|([^\s\"“”]+)")
_OF_SWITCHES = ("\\l", "\\o", "\\t")  # a place in the file, a tip, a window: no addresses
_WEB_LINK = re.compile(r"https?://|mailto:|#", re.IGNORECASE)
_ADDRESS = re.compile(r"[:/\\]")
_NOT_A_WORD = re.compile(r"^[\W_]+")


@dataclass(frozen=True, slots=True)
class Faulty:
    """A field that must not leave the house: why, what it says, where its words stand."""

    kind: RemovedKind
    instruction: str
    tokens: tuple[object, ...]


def fault_of(instruction: str) -> RemovedKind | None:
    """Return what makes a field unfit to leave the house; Refused if it starts other programs."""
    words = _NOT_A_WORD.sub("", instruction)
    if _DDE.match(words):
        raise Refused(RefusalReason.DDE_FIELD)
    if _FETCHING.match(words):
        return RemovedKind.FETCHING_FIELD
    if _OBJECT.match(words):
        return RemovedKind.EMBEDDED_OBJECT
    return RemovedKind.UNSAFE_LINK if _leads_astray(words) else None


def is_web_link(target: str) -> bool:
    """Whether a link leads into the web, to an address for mail, or to a place in the file."""
    return bool(_WEB_LINK.match(target.strip()))


def is_address(words: str) -> bool:
    """Whether words could name a place outside the file: a path, a share, a URL."""
    return bool(_ADDRESS.search(words))


def _leads_astray(instruction: str) -> bool:
    """A target that is no web link, or anything behind it that is an address and none."""
    if not _HYPERLINK.match(instruction):
        return False
    target, *others = [*_arguments(instruction[len("HYPERLINK") :]), (False, "")]
    if target[1].strip() and not target[0] and not is_web_link(target[1]):
        return True
    return any(is_address(words) and not is_web_link(words) for _, words in (target, *others))


def _arguments(words: str) -> Iterator[tuple[bool, str]]:
    """Yield the arguments that may be addresses, and whether they belong to a switch."""
    switch_before = ""
    for quoted, switch, bare in _ARGUMENT.findall(words):
        if switch_before not in _OF_SWITCHES and not switch:
            yield switch_before == "\\s", quoted or bare
        switch_before = switch.lower()
