"""What pandoc and LibreOffice read in a Word file: the eyes that our reader is held against."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from models.word_document import View, WordDocument
from models.word_text import Place

PANDOC = shutil.which("pandoc")
LIBREOFFICE = shutil.which("soffice")
_NOT_SEEN = re.compile(r"[\s\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]+")
_QUOTES = {"SingleQuote": "‘’", "DoubleQuote": "“”"}
_HOW = {View.FINAL: "accept", View.ORIGINAL: "reject"}


@dataclass(frozen=True, slots=True)
class Reading:
    """The words of a file without blanks and list numbers; the notes apart, in no order."""

    text: str
    notes: tuple[str, ...]


def squeezed(text: str) -> str:
    """The text without blanks and invisible characters; all hyphens alike."""
    return _NOT_SEEN.sub("", text).replace("\u2011", "-")


def ours(document: WordDocument, view: View) -> Reading:
    """What we read."""
    bare = tuple(replace(one, number="", number_before="") for one in document.paragraphs)
    text: list[str] = []
    notes: list[str] = []
    for paragraph in replace(document, paragraphs=bare).view(view).paragraphs:
        apart = paragraph.place in (Place.FOOTNOTE, Place.ENDNOTE)
        (notes if apart else text).append(squeezed(paragraph.text))
    return Reading("".join(text), tuple(sorted(filter(None, notes))))


def pandoc(file: Path, view: View) -> Reading:
    """What pandoc reads with all changes accepted, or rejected; CalledProcessError if it fails."""
    command = [PANDOC or "pandoc", f"--track-changes={_HOW[view]}", "-f", "docx", "-t", "json"]
    done = subprocess.run([*command, str(file)], capture_output=True, check=True, timeout=300)
    notes: list[str] = []
    text = squeezed("".join(_words(json.loads(done.stdout)["blocks"], notes)))
    return Reading(text, tuple(sorted(filter(None, notes))))


def _words(node: Any, notes: list[str]) -> Iterator[str]:
    """Yield the words of a pandoc tree. What stands for a picture is no text of the file."""
    if isinstance(node, list):
        for one in node:
            yield from _words(one, notes)
    if not isinstance(node, dict):
        return
    kind: str = node.get("t", "")
    content: Any = node.get("c")
    if kind == "Str":
        yield content
    elif kind == "Note":
        for block in content:
            notes.append(squeezed("".join(_words(block, notes))))
    elif kind in ("Code", "CodeBlock", "Math"):
        yield content[1]
    elif kind == "Quoted":
        signs = _QUOTES[content[0]["t"]]
        yield from (signs[0], *_words(content[1], notes), signs[1])
    elif kind not in ("Image", "RawInline", "RawBlock"):
        yield from _words(content, notes)


def libreoffice_lines(files: Mapping[str, Path], folder: Path) -> dict[str, list[str]]:
    """The lines that LibreOffice exports of each file, list numbers written out, blanks left out.

    `folder` is for its profile and results; the names of the files must differ.
    """
    command = [LIBREOFFICE or "soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}"]
    command += ["--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir"]
    paths = [str(path) for path in files.values()]
    subprocess.run(
        [*command, str(folder / "txt"), *paths], capture_output=True, check=True, timeout=540
    )
    texts = {
        name: (folder / "txt" / f"{path.stem}.txt").read_text("utf-8-sig")
        for name, path in files.items()
        if (folder / "txt" / f"{path.stem}.txt").exists()
    }
    return {
        name: list(filter(None, map(squeezed, text.split("\n")))) for name, text in texts.items()
    }


def our_lines(document: WordDocument) -> list[tuple[str, str]]:
    """The lines that LibreOffice's export should have, each with the list number it begins with."""
    lines = []
    for paragraph in document.paragraphs:
        first, *more = paragraph.words(View.MARKED).split("\n")
        label = squeezed(paragraph.number or paragraph.number_before)
        lines += [(label + squeezed(first), label), *((squeezed(line), "") for line in more)]
    return [(line, label) for line, label in lines if line]
