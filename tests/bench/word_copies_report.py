"""Copies of real drafts, marked by "a person" and read back: how many remarks keep their place.

    python tests/bench/word_copies_report.py [FOLDER] [SEED]

For each Word file of the folder that has clauses and no tracked changes: three phrases are
commented on in a copy that was handed out. Exact is a comment that comes back with its words on a
clause that holds the line they stand in; a copy that nobody touched has to bring back nothing.
"""

import random
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from models.copies.handed_back import RemarkBack, handed_back
from models.copies.handed_out import CASE, AskedQuestion, RemarkOut, remarks_out
from models.copies.placing import PlacedDraft
from models.copies.untracked_edits import untracked_edits
from models.errors import DocumentRefused
from models.structure.clause import Clause
from models.structure.clauses import words_under
from models.word_document import View
from review_flows.outside.draft_copy import OpenedFile, open_file, write_copy

AT = datetime(2026, 3, 9, tzinfo=UTC).isoformat()
QUESTION = AskedQuestion(1, "可行否", "2026-03-12", "承办人", AT)

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"


def main(folder: Path, seed: int) -> None:
    """Print one line for what is not exact, then the sums."""
    files = exact = remarks = untouched = 0
    begun = time.perf_counter()
    for path in sorted(folder.rglob("*.docx")):
        try:
            draft = open_file(path.read_bytes(), path.name)
        except (DocumentRefused, OSError):
            continue
        placed = PlacedDraft(draft.document, View.FINAL)
        if draft.document.tracked_changes or not any(one.text for one in placed.clauses):
            continue
        files += 1
        copy = open_file(written(draft, list(remarks_out(placed, QUESTION, ()))), path.name)
        untouched += not added(copy, copy, placed)
        found, asked = round_trip(copy, placed, random.Random(f"{seed}{path.name}"))
        exact, remarks = exact + found, remarks + asked
        if found < asked:
            sys.stdout.write(f"{found}/{asked} {path.name[:70]}" + "\n")
    sys.stdout.write(
        f"{files} drafts: {exact} of {remarks} comments exact ({exact / remarks:.1%});" + "\n"
    )
    sys.stdout.write(f"{untouched} of {files} untouched copies bring back nothing;" + "\n")
    sys.stdout.write(f"{time.perf_counter() - begun:.1f} s in all." + "\n")


def written(draft: OpenedFile, remarks: list[RemarkOut]) -> bytes:
    """The copy of a draft with these comments."""
    return write_copy(draft.content, remarks, {CASE: "2026-0001"}).content


def added(copy: OpenedFile, before: OpenedFile, draft: PlacedDraft) -> list[RemarkBack]:
    """What comes back from a copy, changes without a mark included."""
    text = PlacedDraft(copy.document, View.ORIGINAL)
    back = handed_back(copy.document, text, before.document.comments)
    return [*back.remarks, *untracked_edits(draft, text)]


def round_trip(copy: OpenedFile, draft: PlacedDraft, chance: random.Random) -> tuple[int, int]:
    """Comment on three phrases of a copy; return how many came back exactly, and how many went."""
    text = PlacedDraft(copy.document, View.FINAL)
    said = [one for one in draft.clauses if len(one.text.split("\n")[0]) > 3]
    remarks = []
    for number, clause in enumerate(chance.sample(said, min(3, len(said)))):
        line = clause.text.split("\n")[0]
        start = chance.randrange(len(line) - 2)
        phrase = line[start : start + chance.randint(2, 12)].strip()
        ends = text.find(clause.address, phrase)
        if phrase and ends is not None:
            remarks.append(
                (clause, phrase, RemarkOut(f"{number}", ends, f"意见{number}", "顾", AT))
            )
    marked = open_file(written(copy, [one for _, _, one in remarks]), "marked")
    back = {one.problem: one for one in added(marked, copy, draft)}
    exact = sum(is_exact(draft, clause, phrase, back.get(r.text)) for clause, phrase, r in remarks)
    return exact, len(remarks)


def is_exact(draft: PlacedDraft, clause: Clause, phrase: str, back: RemarkBack | None) -> bool:
    """Say whether a comment came back on its phrase, on its clause or one around it."""
    if back is None or "".join(back.quote.split()) != "".join(phrase.split()):
        return False
    around = words_under(draft.clauses, back.address)
    return clause.text.split("\n")[0] in around


if __name__ == "__main__":
    given = sys.argv[1:] + [str(CORPUS), "0"][len(sys.argv) - 1 :]
    main(Path(given[0]), int(given[1]))
