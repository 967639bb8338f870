"""A case's log as it is handed to an auditor: entries, their proofs, a checkpoint, nothing else.

One JSON file: any tool shows it, nothing has to be unpacked, and what is hashed (the body of an
entry) stands in it as the very text. Of other cases it holds only hashes of subtrees.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

FORMAT = "review-flows/log-bundle/1"


@dataclass(frozen=True, slots=True)
class ProvenEntry:
    """An entry with the proof that it is the leaf `leaf` of the tree (RFC 6962, 2.1.1)."""

    body: str
    leaf: int
    proof: Sequence[bytes]


@dataclass(frozen=True, slots=True)
class TextBeside:
    """A text that an entry names by its hash (models.kept_text); None in both once removed."""

    entry: int
    name: str
    salt: str | None
    text: str | None


@dataclass(frozen=True, slots=True)
class Bundle:
    """The log of one chain under one checkpoint.

    `export` is the entry in which the site's log says that, and up to which entry, it was taken
    away: whoever leaves out the last entries afterwards is found out. `earlier` holds, for the
    size of each note that somebody keeps, the proof that its tree is the beginning of this one
    (RFC 6962, 2.1.2). `removals` are the entries of the site's log that say who removed which of
    the `texts`.
    """

    chain: str
    entries: Sequence[ProvenEntry]
    size: int  # entries of the whole log under the checkpoint
    note: str
    key: str
    export: ProvenEntry
    earlier: Mapping[int, Sequence[bytes]]
    texts: Sequence[TextBeside] = ()
    removals: Sequence[ProvenEntry] = ()

    @property
    def text(self) -> str:
        """The bundle as one JSON file, an entry a line."""
        head = {"format": FORMAT, "chain": self.chain, "key": self.key, "note": self.note}
        earlier = {str(size): _hexadecimal(proof) for size, proof in self.earlier.items()}
        lines = ",\n".join(map(_entry_text, self.entries))
        opening = _json({**head, "earlier": earlier}).removesuffix("}")
        export = _entry_text(self.export)
        beside = _json([asdict(text) for text in self.texts])
        removals = ",".join(map(_entry_text, self.removals))
        opening = f'{opening},"export":{export},"texts":{beside},"removals":[{removals}]'
        return f'{opening},"entries":[\n{lines}\n]}}\n'


def _entry_text(entry: ProvenEntry) -> str:
    return _json({"leaf": entry.leaf, "proof": _hexadecimal(entry.proof), "body": entry.body})


def _hexadecimal(proof: Sequence[bytes]) -> list[str]:
    return [node.hex() for node in proof]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
