"""The ledger as JSON: codes and exact texts, days as ISO texts, nothing guarded or shortened."""

import json
from collections.abc import Iterable, Iterator

from models.ledger import LedgerRow
from models.ledger_summary import LedgerSummary, Tally
from review_flows.outside.ledgers.columns import exact
from review_flows.outside.ledgers.report import Report


def as_json(report: Report) -> bytes:
    """Return one object: the period, what was chosen, the rows and the summary."""
    ledger = report.ledger
    said: dict[str, object] = {
        "first_on": ledger.first_on,
        "last_on": ledger.last_on,
        "as_of": ledger.as_of,
        "chosen": dict(ledger.chosen),
    }
    if not report.only_summary:
        said["rows"] = list(exact_rows(ledger.rows))
    said["summary"] = summary_object(report.summary)
    text = json.dumps(said, ensure_ascii=False, default=str, indent=1)
    return (text + "\n").encode("utf-8", "backslashreplace")


def exact_rows(rows: Iterable[LedgerRow]) -> Iterator[dict[str, object]]:
    """Return the rows as objects of codes and exact texts."""
    return map(exact, rows)


def summary_object(summary: LedgerSummary) -> dict[str, object]:
    """Return the summary as an object; a median of None means that there is no opinion yet."""
    return {
        "whole": _tally(summary.whole),
        "by_unit": [_tally(tally) for tally in summary.by_unit],
        "by_reviewer": [_tally(tally) for tally in summary.by_reviewer],
        "by_month": [_tally(tally) for tally in summary.by_month],
        "by_matter_type": [_tally(tally) for tally in summary.by_matter_type],
        "breaches": [
            {
                "matter_type": str(one.matter_type),
                "breach": str(one.breach),
                "caused_by": str(one.caused_by),
                "count": one.count,
            }
            for one in summary.breaches
        ],
    }


def _tally(tally: Tally) -> dict[str, object]:
    return {
        "code": tally.group.code,
        "name": tally.group.name,
        **{str(one): count for one, count in tally.counts.items()},
        "total": tally.total,
        "median_working": tally.median_working,
    }
