"""Reads a manifest that came from outside: nothing in it is believed before it was looked at."""

import json
import re
from collections.abc import Callable
from datetime import date
from typing import Any

from models.errors import BadInput, nearest
from models.filing import FIRST_PACKAGE, FilingReply
from models.person import UnitKind

MOST_BYTES = 1 << 20
MOST_FILES = 200
LONGEST_NAME = 255  # bytes, of a file
LONGEST_TEXT = 20_000  # characters
LONGEST_OFFICE = 200  # characters, of the name of who gets a package
HEX_64 = re.compile(r"[0-9a-f]{64}")
HEX_32 = re.compile(r"[0-9a-f]{32}")
# Control characters, and halves of characters, which no file and no database takes.
NO_TEXT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
UNSAFE_IN_NAME = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|\ud800-\udfff]')
KINDS = (FIRST_PACKAGE, *FilingReply)


class ManifestUnreadable(BadInput):
    """A manifest that is broken, of another version, or says what cannot be."""

    def __init__(self, why: str) -> None:
        super().__init__(f"manifest.json: {why}. Ask the sender for the package again.")


def fields_of(content: bytes, schema: int) -> dict[str, Any]:
    """Return the fields of a manifest, each of the type it should be, without `schema`.

    Raises ManifestUnreadable.
    """
    said = _object(content)
    version = said.pop("schema", None)
    if version != schema or isinstance(version, bool):
        raise ManifestUnreadable(f"its version is {version!r}, and this program reads {schema}")
    _refuse_other_keys(said, FIELDS, "")
    for name, check in FIELDS.items():
        check(name, said[name])
    return said


def _object(content: bytes) -> dict[str, Any]:
    if len(content) > MOST_BYTES:
        raise ManifestUnreadable(f"it has {len(content)} bytes, at most {MOST_BYTES} are read")
    try:
        said = json.loads(content.decode("utf-8"), object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:
        raise ManifestUnreadable(f"it cannot be read as JSON in UTF-8 ({error})") from None
    if not isinstance(said, dict):
        raise ManifestUnreadable("it is not a JSON object")
    return said


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    said = dict(pairs)
    if len(said) != len(pairs):
        raise ValueError("a key stands twice")
    return said


def _refuse_other_keys(said: dict[str, Any], known: dict[str, Any], where: str) -> None:
    for name in known:
        if name not in said:
            raise ManifestUnreadable(f"{where}{name} is missing")
    for name in said:
        if name not in known:
            raise ManifestUnreadable(f"{where}{name} is not known; {nearest(name, known)}")


def _wrong(name: str, value: object, wanted: str) -> ManifestUnreadable:
    return ManifestUnreadable(f"{name} is {str(value)[:60]!r}, and should be {wanted}")


def _text(name: str, value: object) -> None:
    """A text, which may be empty."""
    if not isinstance(value, str) or len(value) > LONGEST_TEXT or NO_TEXT.search(value):
        raise _wrong(name, value, f"a text of at most {LONGEST_TEXT} characters")


def _words(name: str, value: object) -> None:
    """A text that says something."""
    _text(name, value)
    if not str(value).strip():
        raise _wrong(name, value, "a text that is not empty")


def _office(name: str, value: object) -> None:
    """The name of an office, on one line: whoever confirms it types it."""
    _words(name, value)
    if len(str(value)) > LONGEST_OFFICE or str(value) != " ".join(str(value).split()):
        raise _wrong(name, value, f"a name on one line, of at most {LONGEST_OFFICE} characters")


def _number(name: str, value: object) -> None:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise _wrong(name, value, "a whole number from 1")


def _size(name: str, value: object) -> None:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise _wrong(name, value, "a number of bytes")


def _flag(name: str, value: object) -> None:
    if not isinstance(value, bool):
        raise _wrong(name, value, "true or false")


def _day(name: str, value: object) -> None:
    try:
        right = isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        right = False
    if not right:
        raise _wrong(name, value, "a day like 2026-03-27")


def _hash(name: str, value: object) -> None:
    if not isinstance(value, str) or not HEX_64.fullmatch(value):
        raise _wrong(name, value, "a SHA-256 in 64 hexadecimal digits")


def _id(name: str, value: object) -> None:
    if not isinstance(value, str) or not HEX_32.fullmatch(value):
        raise _wrong(name, value, "32 hexadecimal digits")


def _one_of(known: tuple[str, ...]) -> "Check":
    def check(name: str, value: object) -> None:
        if value not in known:
            raise _wrong(name, value, f"one of {', '.join(known)}")

    return check


def _or_null(check: "Check") -> "Check":
    return lambda name, value: None if value is None else check(name, value)


def _makers(name: str, value: object) -> None:
    if not isinstance(value, list):
        raise _wrong(name, value, "a list of names")
    for maker in value:
        _words(name, maker)


def _parts(checks: dict[str, "Check"]) -> "Check":
    def check(name: str, value: object) -> None:
        if not isinstance(value, dict):
            raise _wrong(name, value, f"an object with {', '.join(checks)}")
        _refuse_other_keys(value, checks, f"{name}.")
        for part, of_part in checks.items():
            of_part(f"{name}.{part}", value[part])

    return check


def _files(name: str, value: object) -> None:
    if not isinstance(value, dict) or not 1 <= len(value) <= MOST_FILES:
        raise _wrong(name, value, f"an object that names 1 to {MOST_FILES} files")
    for file, facts in value.items():
        if not safe_name(file):
            raise _wrong(f"a name in {name}", file, "that of a file, without a folder")
        _parts({"sha256": _hash, "size": _size})(f"{name}.{file}", facts)


def safe_name(name: str) -> bool:
    """Say whether a file of a package can have this name: it leads nowhere, and hides nothing."""
    return (
        0 < len(name.encode("utf-8", "replace")) <= LONGEST_NAME
        and not name.startswith(".")
        and name == name.strip()
        and not UNSAFE_IN_NAME.search(name)
    )


Check = Callable[[str, object], None]
FIELDS: dict[str, Check] = {
    "sender": _words,
    "case": _words,
    "recipient": _one_of(tuple(UnitKind)),
    "addressee": _office,
    "message": _number,
    "kind": _one_of(KINDS),
    "answers": _or_null(_number),
    "delivery_id": _id,
    "said_on": _day,
    "text": _text,
    "title": _words,
    "document_number": _words,
    "registration_number": _text,
    "published_on": _day,
    "effective_on": _day,
    "valid_until": _or_null(_day),
    "makers": _makers,
    "played": _flag,
    "log": _parts({"chain": _words, "seq": _number, "hash": _hash}),
    "files": _files,
}
