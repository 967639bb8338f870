"""The words of Word files as we read them beside pandoc's, the list numbers beside LibreOffice's.

    word_text_report.py FOLDER [FOLDER …]

A difference is explained when it is gone once its cause is taken out of the file for both.
"""

import subprocess
import sys
import tempfile
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(1, str(Path(__file__).resolve().parents[1]))

from lxml import etree
from other_readers import Reading, libreoffice_lines, our_lines, ours, pandoc
from pandoc_causes import CAUSES, TITLE, without, without_titles

from models.word_document import View, WordDocument
from review_flows.outside.word.limits import Refused
from review_flows.outside.word.reading.reader import read_whole

UNREADABLE = (Refused, zipfile.BadZipFile, zipfile.LargeZipFile, etree.XMLSyntaxError, KeyError)
Found = dict[Path, WordDocument]

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"


def main(folders: Sequence[str | Path]) -> int:
    """Print both tables; 1 where a difference is left that nothing explains, or nothing was read.

    Without a folder the shared corpus is read.
    """
    paths = sorted(path for one in folders or [CORPUS] for path in Path(one).rglob("*.docx"))
    found = dict(readable(paths))
    say(f"{len(paths)} files, {len(found)} of them readable")
    if not found:
        return 1
    with tempfile.TemporaryDirectory() as folder:
        unexplained = views_beside_pandoc(found, Path(folder))
        unequal = numbers_beside_libreoffice(found, Path(folder))
    concealed(found)
    return int(bool(unexplained or unequal))


def say(line: str) -> None:
    """Write a line of the report."""
    sys.stdout.write(f"{line}\n")


def readable(paths: list[Path]) -> Iterator[tuple[Path, WordDocument]]:
    """Yield the files that can be read at all."""
    for path in paths:
        try:
            yield path, read_whole(path.read_bytes())
        except UNREADABLE:
            continue


def views_beside_pandoc(found: Found, folder: Path) -> int:
    """Compare both views of the files with tracked changes; return how many stay unexplained."""
    counts = {"equal": 0, "explained": 0, "unexplained": 0, "unread by pandoc": 0}
    for path, document in found.items():
        for view in (View.FINAL, View.ORIGINAL) if document.tracked_changes else ():
            causes: list[str] | None = []
            try:
                causes = causes_of_difference(path.read_bytes(), view, folder / "looked-at.docx")
                how = "equal" if causes == [] else "explained" if causes else "unexplained"
            except subprocess.CalledProcessError:
                how = "unread by pandoc"
            counts[how] += 1
            if how != "equal":
                say(f"  {view:8} {how:16} {path.name}: {', '.join(causes or [])}")
    say("views of files with tracked changes: " + ", ".join(f"{n} {k}" for k, n in counts.items()))
    return counts["unexplained"]


def causes_of_difference(content: bytes, view: View, file: Path) -> list[str] | None:
    """The causes that explain every difference; none of them where there is no difference.

    None where a difference is left after all causes were taken out.
    """
    causes: list[str] = []
    readings = both(content, view, file)
    for name, remedy in remedies():
        if readings[0] == readings[1]:
            break
        changed = remedy(content)
        after = both(changed, view, file)
        if gap(after) < gap(readings):
            causes += [name] if name not in causes else []
            content, readings = changed, after
    return causes if readings[0] == readings[1] else None


def remedies() -> Iterator[tuple[str, Callable[[bytes], bytes]]]:
    """Yield what can be taken out of a file, with the name of the cause."""
    yield TITLE, without_titles
    for cause in CAUSES:
        yield cause.name, partial(without, cause=cause)


def both(content: bytes, view: View, file: Path) -> tuple[Reading, Reading]:
    """Our reading and pandoc's."""
    file.write_bytes(content)
    return ours(read_whole(content), view), pandoc(file, view)


def gap(readings: tuple[Reading, Reading]) -> int:
    """How many triples of neighbouring characters only one of the two readings has."""
    mine, others = (
        Counter(text[i : i + 3] for text in (one.text, *one.notes) for i in range(len(text)))
        for one in readings
    )
    return ((mine - others) + (others - mine)).total()


def numbers_beside_libreoffice(found: Found, folder: Path) -> int:
    """Compare the numbered lines; return how many LibreOffice exports otherwise."""
    numbered = {
        str(n): (path, document)
        for n, (path, document) in enumerate(found.items())
        if any(one.number or one.number_before for one in document.paragraphs)
    }
    files = {name: folder / f"{name}.docx" for name in numbered}
    for name, file in files.items():
        file.write_bytes(numbered[name][0].read_bytes())
    lines = libreoffice_lines(files, folder)
    equal = unequal = 0
    for name, (path, document) in numbered.items():
        agreed, other = labels_agreed(document, lines.get(name, []))
        equal, unequal = equal + agreed, unequal + len(other)
        if other:
            say(f"  {agreed} equal, {len(other)} not: {path.name}: {other[:3]}")
    say(f"list numbers of {len(numbered)} files: {equal} as in LibreOffice, {unequal} not")
    return unequal


def labels_agreed(document: WordDocument, theirs: list[str]) -> tuple[int, list[str]]:
    """How many numbered lines stand so in the other program's, and the labels of those that do not.

    A line is compared with its label and its words, so that a wrong label cannot match elsewhere.
    """
    mine = our_lines(document)
    same: set[int] = set()
    pairs = SequenceMatcher(None, [line for line, _ in mine], theirs, autojunk=False)
    for pair in pairs.get_matching_blocks():
        same.update(range(pair.a, pair.a + pair.size))
    labels = [(i in same, label) for i, (_, label) in enumerate(mine) if label]
    return sum(agreed for agreed, _ in labels), [label for agreed, label in labels if not agreed]


def concealed(found: Found) -> None:
    """Print how many files conceal anything, and what."""
    kinds = {path: Counter(one.how.value for one in d.concealed()) for path, d in found.items()}
    flagged = {path: kind for path, kind in kinds.items() if kind}
    for path, kind in flagged.items():
        say(f"  {path.name}: {dict(kind)}")
    say(f"concealed text in {len(flagged)} of {len(found)} files")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
