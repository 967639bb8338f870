"""Lines of JSON from the benches → Markdown tables of the best and the median of each peer."""

import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from statistics import median

Line = dict[str, object]
LESS_IS_BETTER = -1
MORE_IS_BETTER = 1

# column of the table → key of the lines, and which end of the values is the best
THROUGHPUT = {
    "CPU ms / case": ("cpu_ms_case", LESS_IS_BETTER),
    "cases / s": ("cases_s", MORE_IS_BETTER),
    "one step p50, ms": ("p50_ms", LESS_IS_BETTER),
    "p95, ms": ("p95_ms", LESS_IS_BETTER),
    "server CPU ms / case": ("server_cpu_ms_case", LESS_IS_BETTER),
    "RSS MiB": ("rss", LESS_IS_BETTER),
    "load": ("load", LESS_IS_BETTER),
}
WAITING = {
    "CPU s to create": ("cpu_s", LESS_IS_BETTER),
    "USS before, MiB": ("uss_base", LESS_IS_BETTER),
    "USS with all waiting, MiB": ("uss", LESS_IS_BETTER),
    "RSS before, MiB": ("rss_base", LESS_IS_BETTER),
    "RSS with all waiting, MiB": ("rss", LESS_IS_BETTER),
    "database MiB": ("db_mb", LESS_IS_BETTER),
    "bytes / case": ("bytes_case", LESS_IS_BETTER),
}
COLD = {
    "start → list of 50, s": ("start_to_list_s", LESS_IS_BETTER),
    "first step, ms": ("one_step_ms", LESS_IS_BETTER),
    "RSS MiB": ("rss", LESS_IS_BETTER),
}
Columns = dict[str, tuple[str, int]]


def table(lines: Iterable[Line], columns: Columns) -> Iterator[str]:
    """Yield the lines of one table, a row for each peer in the order of the first column."""
    runs: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        runs[str(line["peer"])].append(line)
    first = next(iter(columns.values()))[0]
    yield "| Peer | runs | " + " | ".join(columns) + " |"
    yield "|---|" + "---|" * (len(columns) + 1)
    for peer, of_peer in sorted(runs.items(), key=lambda item: min(numbers(item[1], first))):
        cells = [cell(numbers(of_peer, key), end) for key, end in columns.values()]
        yield f"| {peer} | {len(of_peer)} | " + " | ".join(cells) + " |"


def numbers(lines: Sequence[Line], key: str) -> list[float]:
    """Return the values of a key; a peer without it has none."""
    return [float(str(line[key])) for line in lines if line.get(key)]


def cell(values: Sequence[float], end: int) -> str:
    """Return “best · median”, or one value where there is no more."""
    if not values:
        return "–"
    best = max(values) if end == MORE_IS_BETTER else min(values)
    return f"{best:g}" if len(values) == 1 else f"{best:g} · {median(values):g}"


def main(path: str) -> None:
    """Write every table that the file has lines for."""
    lines = [json.loads(text) for text in Path(path).read_text("utf-8").splitlines()]
    parts = [
        ("throughput, synchronous NORMAL", "throughput", THROUGHPUT, "NORMAL"),
        ("throughput, synchronous FULL", "throughput", THROUGHPUT, "FULL"),
        ("waiting", "waiting", WAITING, None),
        ("cold start", "cold", COLD, None),
    ]
    for name, mode, columns, sync in parts:
        chosen = [x for x in lines if x["mode"] == mode and sync in (None, x.get("sync"))]
        if chosen:
            text = "\n".join(table(chosen, columns))
            sys.stdout.write(f"\n{name} (best · median)\n\n{text}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
