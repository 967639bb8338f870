"""Comments on exact words: three random phrases in every readable file, read back and compared.

    python tests/bench/word_comments_report.py [CORPUS] [--schema FOLDER] [--office N]

CORPUS is ../shared/corpus unless named. FOLDER holds wml.xsd (see word_schema.py); with it new
schema errors are counted. N files go through LibreOffice and back. Prints the figures.
"""

import argparse
import sys
import tempfile
import time
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from pathlib import Path
from random import Random

from docx import Document

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(Path(__file__).parent)]

from office import Office  # noqa: E402
from word_schema import WordSchema  # noqa: E402

from models.word_document import MarkedParagraph, Spot, View, WordDocument  # noqa: E402
from models.word_text import Place  # noqa: E402
from review_flows.outside.word.reading.reader import read_whole  # noqa: E402
from review_flows.outside.word.safety import open_word  # noqa: E402
from review_flows.outside.word.writing.commenting import NewComment, write_comments  # noqa: E402

_AT = datetime(2026, 1, 5, 9, 30)  # noqa: DTZ001
_HEADS = (Place.HEADER, Place.FOOTER)
_PHRASES = 3


@dataclass(slots=True)
class Figures:
    """What the report counts."""

    files: int = 0
    comments: int = 0
    exact: int = 0
    text_kept: int = 0
    docx_kept: int = 0
    threads_kept: int = 0
    others_kept: int = 0
    new_errors: int = 0
    seconds: float = 0.0
    office: int = 0
    office_exact: int = 0
    faults: list[str] = field(default_factory=list)


def phrases(document: WordDocument, seed: str) -> list[NewComment]:
    """Return comments on random phrases; the second is resolved, the third answers the first."""
    hand = Random(seed)
    places = [
        place
        for place, one in enumerate(document.paragraphs)
        if one.place not in _HEADS and len(one.words(View.MARKED).strip()) > 1
    ]
    made = []
    for number in range(_PHRASES if places else 0):
        place = hand.choice(places)
        words = document.paragraphs[place].words(View.MARKED)
        start = hand.randrange(len(words) - 1)
        end = min(len(words), start + hand.randint(1, 20))
        made.append(
            NewComment(
                start=Spot(place, start),
                end=Spot(place, end),
                text=f"意见{number}：应当明确依据。\n请说明。",
                author="测试员",
                initials="测",
                at=_AT,
                parent="k0" if number == 2 else "",
                resolved=number == 1,
                key=f"k{number}",
            )
        )
    return made


def measure(name: str, content: bytes, figures: Figures, schema: WordSchema | None) -> bytes:
    """Write three comments into a file and count what came of it; return the file."""
    before = read_whole(content)
    wanted = phrases(before, name)
    begin = time.perf_counter()
    done = write_comments(content, wanted)
    figures.seconds += time.perf_counter() - begin
    after = read_whole(done.content)
    ids = dict(done.ids)
    found = {comment.id: comment for comment in after.comments}
    figures.files += 1
    figures.comments += len(wanted)
    for one in wanted:
        quote = _words(before.paragraphs, one.start, one.end)
        got = found[ids[one.key]].quote if one.key in ids else None
        figures.exact += got == quote
        if got != quote:
            figures.faults.append(f"{name}: {quote!r} became {got!r}")
    figures.text_kept += [p.words(View.MARKED) for p in after.paragraphs] == [
        p.words(View.MARKED) for p in before.paragraphs
    ]
    figures.docx_kept += _docx_text(content) == _docx_text(done.content)
    figures.others_kept += all(comment in after.comments for comment in before.comments)
    figures.threads_kept += all(
        found[ids[one.key]].resolved == one.resolved
        and found[ids[one.key]].parent == ids.get(one.parent, "")
        for one in wanted
        if one.key in ids
    )
    if schema is not None:
        new = schema.errors(done.content) - schema.errors(content)
        figures.new_errors += sum(new.values())
        figures.faults += [f"{name}: {message[:150]}" for message in new]
    return done.content


def through_office(name: str, content: bytes, figures: Figures, office: Office) -> None:
    """Let LibreOffice open and save a file; count the comments that come back with their quotes."""
    wanted = [c for c in read_whole(content).comments if c.author == "测试员"]
    returned = read_whole(office.saved(content)).comments
    quotes = [("".join(c.quote.split()), c.text) for c in returned]
    for comment in wanted:
        figures.office += 1
        same = ("".join(comment.quote.split()), comment.text) in quotes
        figures.office_exact += same
        if not same:
            figures.faults.append(f"{name}: LibreOffice does not return {comment.quote!r}")


def _words(paragraphs: tuple[MarkedParagraph, ...], start: Spot, end: Spot) -> str:
    return paragraphs[start.paragraph].words(View.MARKED)[start.offset : end.offset]


def _docx_text(content: bytes) -> list[str] | str:
    """What python-docx reads of the body; the name of its complaint where it cannot open it."""
    try:
        document = Document(BytesIO(content))
        return [paragraph.text for paragraph in document.paragraphs]
    except Exception as complaint:
        return type(complaint).__name__


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("corpus", nargs="?", type=Path, default=ROOT.parent / "shared" / "corpus")
    parser.add_argument("--schema", type=Path)
    parser.add_argument("--office", type=int, default=0)
    given = parser.parse_args()
    figures = Figures()
    with tempfile.TemporaryDirectory() as work:
        schema = WordSchema(given.schema, Path(work)) if given.schema else None
        written = {}
        for path in sorted(given.corpus.rglob("*.docx")):
            content = cleaned(path.read_bytes())
            if content is not None:
                written[path.name] = measure(path.name, content, figures, schema)
        show(figures, schema is not None)
        if not given.office:
            return
        sample = Random(1).sample(sorted(written), min(given.office, len(written)))
        office = Office(Path(work) / "office")
        for name in sample:
            through_office(name, written[name], figures, office)
    print(f"returned by LibreOffice: {figures.office_exact} of {figures.office}")  # noqa: T201
    _show_faults(figures)


def cleaned(content: bytes) -> bytes | None:
    """Return what may be written into: the cleaned copy, or the file where nothing was amiss."""
    opened = open_word(content)
    return (opened.cleaned or content) if opened.report.accepted else None


def _show_faults(figures: Figures) -> None:
    for fault in figures.faults:
        print("  ", fault)  # noqa: T201
    figures.faults.clear()


def show(figures: Figures, checked: bool) -> None:
    """Print the table."""
    share = 100 * figures.exact / max(1, figures.comments)
    rows = [
        ("readable files", figures.files),
        ("quotes exact", f"{figures.exact} of {figures.comments} ({share:.2f} %)"),
        ("words of all paragraphs unchanged", f"{figures.text_kept} of {figures.files}"),
        ("body as python-docx reads it unchanged", f"{figures.docx_kept} of {figures.files}"),
        ("comments that were there unchanged", f"{figures.others_kept} of {figures.files}"),
        ("replies and resolved marks read back", f"{figures.threads_kept} of {figures.files}"),
        ("new schema errors", figures.new_errors if checked else "not checked (no --schema)"),
        ("seconds for writing all", f"{figures.seconds:.1f}"),
    ]
    for label, value in rows:
        print(f"{label:42} {value}")  # noqa: T201
    _show_faults(figures)


if __name__ == "__main__":
    main()
