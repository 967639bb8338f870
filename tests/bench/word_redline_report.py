"""Redlines of 40 pairs: real first versions, seeded second ones; accepted and rejected, compared.

    python tests/bench/word_redline_report.py [CORPUS] [--schema FOLDER] [--office N]

CORPUS is ../shared/corpus unless named. FOLDER holds wml.xsd (see word_schema.py). N redlines are
opened and saved by LibreOffice, and what it kept of the changes is read. Prints the figures.
"""

import argparse
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(Path(__file__).parent)]

from office import Office  # noqa: E402
from word_comments_report import cleaned  # noqa: E402
from word_edits import edited  # noqa: E402
from word_schema import WordSchema  # noqa: E402

from models.word_document import View  # noqa: E402
from review_flows.outside.word.reading.reader import read_whole  # noqa: E402
from review_flows.outside.word.writing.redline import redline  # noqa: E402
from review_flows.outside.word.writing.settled import settle  # noqa: E402

_PAIRS = 40
_LEAST = 50  # characters that a file must have to be edited
_AT = datetime(2026, 1, 5, 9, 30)  # noqa: DTZ001


def pairs(corpus: Path, count: int) -> list[tuple[str, bytes, bytes]]:
    """Return name, first and second version, the files chosen by a seed over the whole corpus."""
    paths = sorted(corpus.rglob("*.docx"))
    Random(4).shuffle(paths)
    chosen: list[tuple[str, bytes, bytes]] = []
    for path in paths:
        if len(chosen) == count:
            break
        content = cleaned(path.read_bytes())
        if content is None or len("".join(_lines(content, View.FINAL))) < _LEAST:
            continue
        first = settle(content, View.FINAL)
        chosen.append((path.name, first, edited(first, len(chosen))))
    return chosen


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("corpus", nargs="?", type=Path, default=ROOT.parent / "shared" / "corpus")
    parser.add_argument("--schema", type=Path)
    parser.add_argument("--office", type=int, default=0)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as work:
        schema = WordSchema(given.schema, Path(work)) if given.schema else None
        office = Office(Path(work) / "office")
        report(pairs(given.corpus, _PAIRS), schema, office, given.office)


def report(
    chosen: list[tuple[str, bytes, bytes]], schema: WordSchema | None, office: Office, sample: int
) -> None:
    """Redline every pair and print what came of them."""
    exact = settled = errors = kept = taken = 0
    wall, processor = time.perf_counter(), time.process_time()
    done = [redline(old, new, "版本比较", _AT) for _, old, new in chosen]
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    for (name, old, new), one in zip(chosen, done, strict=True):
        wanted = _lines(old, View.FINAL), _lines(new, View.FINAL)
        got = _lines(one.content, View.ORIGINAL), _lines(one.content, View.FINAL)
        exact += got == wanted
        settled += wanted == tuple(
            _lines(settle(one.content, view), View.MARKED) for view in (View.ORIGINAL, View.FINAL)
        )
        if schema is not None:
            new_errors = schema.errors(one.content) - schema.errors(old) - schema.errors(new)
            errors += sum(new_errors.values())
            _print(*(f"   {name}: {message[:150]}" for message in new_errors))
        if taken < sample and all(_keeps(office, version) for version in (old, new)):
            taken += 1
            kept += _through_office(name, one.content, wanted, office)
        _print(*(f"   {name}: not shown: {words}" for words in one.unshown))
    _print(
        f"pairs exact, as read                 {exact} of {len(chosen)}",
        f"pairs exact, accepted and rejected   {settled} of {len(chosen)}",
        f"new schema errors                    {'not checked' if schema is None else errors}",
        f"exact after LibreOffice saved them   {kept} of {taken}",
        f"seconds for all, by the clock        {wall:.1f}",
        f"seconds for all, of the processor    {processor:.1f}",
    )


def _keeps(office: Office, content: bytes) -> bool:
    """Whether LibreOffice keeps the text of a file without changes; of some it does not."""
    return _squeezed(_lines(office.saved(content), View.FINAL)) == _squeezed(
        _lines(content, View.FINAL)
    )


def _squeezed(lines: list[str]) -> str:
    """Return the characters in a row; LibreOffice adds blanks, some of no width."""
    return "".join("".join(lines).replace("\u200b", "").split())


def _through_office(
    name: str, content: bytes, wanted: tuple[list[str], list[str]], office: Office
) -> bool:
    """Whether both views say the same after LibreOffice opened and saved the file."""
    saved = office.saved(content)
    for view, lines in zip((View.ORIGINAL, View.FINAL), wanted, strict=True):
        if _squeezed(_lines(saved, view)) != _squeezed(lines):
            _print(f"   {name}: LibreOffice's {view} view differs")
            return False
    return True


def _lines(content: bytes, view: View) -> list[str]:
    return [one.text for one in read_whole(content).view(view).paragraphs]


def _print(*lines: str) -> None:
    for line in lines:
        print(line)  # noqa: T201


if __name__ == "__main__":
    main()
