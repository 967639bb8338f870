"""Spoilt Word files by the thousand: none may crash, hang, take too much, or write a file.

    .venv/bin/python tests/bench/word_fuzz.py 20000 [SEED]

Each file is spoilt from a real, hostile or generated one by its own seed, SEED/number, and opened,
cleaned and opened again in the child process, many to one child; of a child that ends badly each
file is done again alone, so that the one that did it is named.
"""

import json
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "tests" / "bench")]

from word_mutations import end_of, mutated, some_documents  # noqa: E402

from models.errors import ReviewError  # noqa: E402
from review_flows.outside.word import apart, jobs  # noqa: E402

SHARED = ROOT.parent / "shared"
LARGEST = 60_000  # bytes of a file that is spoilt: what breaks a reader breaks it in a small one
BATCH = 40
LIMITS = apart.Limits(cpu=20, wall=60)
ALONE = apart.Limits(cpu=10, wall=30)


def sources() -> list[bytes]:
    """The files that are spoilt."""
    paths = sorted(p for d in ("corpus", "hostile") for p in (SHARED / d).rglob("*.do[ct]*"))
    real = [path.read_bytes() for path in paths if 0 < path.stat().st_size <= LARGEST]
    return [*some_documents(), *real]


def job(params: jobs.Params, blobs: Sequence[bytes]) -> jobs.JobResult:
    """Open spoilt files in the child; return what was wrong with which."""
    first = str(params["first"])
    faults, outcomes = {}, Counter[str]()
    for n, content in enumerate(blobs):
        try:
            outcome, fault = end_of(content)
        except Exception as error:
            outcome, fault = "crashed", f"{type(error).__name__}: {error}"[:300]
        outcomes[outcome] += 1
        if fault:
            faults[str(int(first) + n)] = fault
    return {"faults": faults, "outcomes": dict(outcomes)}, []


def spoilt(given: Sequence[bytes], seed: str, number: int) -> bytes:
    """The file of this number: the same for the same seed."""
    chance = random.Random(f"{seed}/{number}")
    return mutated(chance.choice(given), chance)


def main() -> None:
    """Print how many ended how, and each that ended badly, by its number."""
    count, seed = int(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "1"
    jobs.JOBS["fuzz"] = "word_fuzz"
    given, outcomes, began, peak, bad = sources(), Counter[str](), time.monotonic(), 0, 0
    for first in range(0, count, BATCH):
        numbers = range(first, min(first + BATCH, count))
        for answer in _answers(numbers, [spoilt(given, seed, number) for number in numbers]):
            peak = max(peak, answer.peak)
            outcomes.update(_counts(answer.told["outcomes"]))
            faults = answer.told["faults"]
            assert isinstance(faults, dict)
            bad += len(faults)
            sys.stdout.writelines(f"{seed}/{number}: {fault}\n" for number, fault in faults.items())
            sys.stdout.flush()
    line = {
        "files": count,
        "sources": len(given),
        "seed": seed,
        "ended": dict(outcomes),
        "faults": bad,
        "peak_mb": round(peak / 1e6),
        "minutes": round((time.monotonic() - began) / 60, 1),
    }
    sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")


def _counts(told: object) -> dict[str, int]:
    assert isinstance(told, dict)
    return told


def _answers(numbers: Sequence[int], contents: Sequence[bytes]) -> Iterator[apart.Answer]:
    """Yield the answer for all, or for each alone where one of them ends the child."""
    try:
        yield apart.ask("fuzz", {"first": numbers[0]}, contents, LIMITS)
        return
    except ReviewError:
        pass
    for number, content in zip(numbers, contents, strict=True):
        try:
            yield apart.ask("fuzz", {"first": number}, [content], ALONE)
        except ReviewError as error:
            told: dict[str, object] = {
                "faults": {str(number): error.code},
                "outcomes": {"killed": 1},
            }
            yield apart.Answer(told, [], 0, 0.0)


if __name__ == "__main__":
    main()
