"""Which texts of an entry are kept beside it, so that they can go while the entry still stands.

In the body of the entry stands {"kept": SHA-256 of the salt and the text}; salt and text stand in
a row of their own. Whoever has the row can show that it is the text which was logged; once the
row is emptied nobody can tell from the hash what it was, for the salt is gone with the text.
Pure: the salts are handed in.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from models.event import EventResult, canonical
from models.moves import Move

KEPT = "kept"
MARK = b'{"kept":"'  # how it begins in a body; within a text the quotes would be escaped
EACH = "*"  # in a place: every member of a list
SALT_BYTES = 16

Place = tuple[str, ...]
# An answer on paper is wholly the outsider's: it is recorded word by word.
_ANSWER = ("text", "comments.*.problem", "comments.*.basis", "comments.*.suggestion")
_STATED = "comments.*.stated_author"


def _form(*names: str) -> tuple[Place, ...]:
    return tuple(("form", *name.split(".")) for name in names)


# Narrow on purpose: what is kept beside can be removed, and what a record is for must not be.
# Officials are named in their office; these are not, or said what they said in their own name.
OF_MOVES: Mapping[str, tuple[Place, ...]] = {
    Move.CONSULT: _form("outsider"),  # somebody outside the system, by name
    Move.RECALL: _form("advisor"),  # may be that name
    Move.HAND_OUT: _form("recipient"),  # may be that name
    # Whoever the Word file names as the author of a comment: anybody, asked or not.
    Move.ADVISE: _form(_STATED),
    Move.COUNTERSIGN: _form(_STATED),
    Move.RECORD_ADVICE: _form(_STATED, *_ANSWER, "comments.*.replacement"),
}
# The message of a refusal quotes what was typed, whatever that was and by whom.
OF_REFUSALS: tuple[Place, ...] = (("message",),)


@dataclass(frozen=True, slots=True)
class KeptText:
    """A text beside its entry. `name` is its place in the body: form.comments.0.stated_author."""

    name: str
    salt: str  # hexadecimal
    text: str


def text_hash(salt: str, text: str) -> str:
    """Return the hash that stands for a text. Raises ValueError for what is no salt or text."""
    return sha256(bytes.fromhex(salt) + canonical(text)).hexdigest()


def set_aside(
    move: str, result: EventResult, facts: Mapping[str, object], new_salt: Callable[[], bytes]
) -> tuple[dict[str, Any], tuple[KeptText, ...]]:
    """Return the facts of an entry with hashes in the places of such texts, and the texts.

    `new_salt` gives SALT_BYTES random bytes at each call. Empty texts stay: there is nothing in
    them to keep, and nothing to remove.
    """
    kept: list[KeptText] = []

    def leave(name: str, text: str) -> dict[str, str]:
        one = KeptText(name, new_salt().hex(), text)
        kept.append(one)
        return {KEPT: text_hash(one.salt, text)}

    places = OF_MOVES.get(move, ()) if result is EventResult.DONE else OF_REFUSALS
    changed: Any = dict(facts)
    for place in places:
        changed = _replaced(changed, place, (), leave)
    return changed, tuple(kept)


def _replaced(value: Any, place: Place, above: Place, leave: Callable[[str, str], object]) -> Any:
    if not place:
        return leave(".".join(above), value) if isinstance(value, str) and value else value
    step, rest = place[0], place[1:]
    if step == EACH and isinstance(value, list | tuple):
        return [_replaced(v, rest, (*above, str(n)), leave) for n, v in enumerate(value)]
    if isinstance(value, Mapping) and step in value:
        return {**value, step: _replaced(value[step], rest, (*above, step), leave)}
    return value


def hashes_in(said: object) -> dict[str, str]:
    """Return what a body keeps beside it: the hash of each text by its name."""
    return dict(_hashes(said, ()))


def _hashes(value: object, above: Place) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        if value.keys() == {KEPT} and isinstance(value[KEPT], str):
            yield ".".join(above), value[KEPT]
            return
        for key, inner in value.items():
            yield from _hashes(inner, (*above, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _hashes(inner, (*above, str(number)))


def put_back(said: Any, texts: Mapping[str, str | None], gone: str) -> Any:
    """Return what a body says with its texts in their places; one that was removed reads `gone`."""
    return _put_back(said, texts, gone, ())


def _put_back(value: Any, texts: Mapping[str, str | None], gone: str, above: Place) -> Any:
    if isinstance(value, dict):
        if value.keys() == {KEPT} and isinstance(value[KEPT], str):
            text = texts.get(".".join(above))
            return gone if text is None else text
        return {key: _put_back(v, texts, gone, (*above, key)) for key, v in value.items()}
    if isinstance(value, list):
        return [_put_back(v, texts, gone, (*above, str(n))) for n, v in enumerate(value)]
    return value
