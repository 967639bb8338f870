"""Figures → the text that Prometheus reads: no case, person or document is named in it."""

from collections.abc import Iterator, Mapping, Sequence

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric

from models.readiness import Load, Measures, Reach, readiness

PREFIX = "review_flows_"


def metrics_text(measures: Measures) -> bytes:
    """Return every figure in Prometheus's text format.

    What never happened (no backup yet), or cannot be read, has no sample, so that an alarm on its
    absence can be told from one on its age.
    """
    registry = CollectorRegistry()
    figures = (*_checked(measures), *_reach(measures.reach), *_load(measures.load))
    registry.register(_Figures(figures))
    return generate_latest(registry)


class _Figures:
    def __init__(self, metrics: Sequence[Metric]) -> None:
        self._metrics = metrics

    def collect(self) -> Iterator[Metric]:
        yield from self._metrics


def _checked(measures: Measures) -> Iterator[Metric]:
    holds = {str(one.check): int(one.holds) for one in readiness(measures)}
    yield _many("check", "1 where a check of /readyz holds.", "check", holds)
    yield _one("ready", "1 where all of them hold.", int(all(holds.values())))
    yield _one("disk_free_bytes", "Free space on the disk of the home.", measures.free)
    yield _one("disk_free_ratio", "The free share of it.", measures.free / measures.total)


def _reach(reach: Reach | None) -> Iterator[Metric]:
    if reach is None:
        return
    behind = None if reach.clock_behind is None else max(0.0, reach.clock_behind)
    yield _one("clock_behind_seconds", "How far this machine's clock is behind the log.", behind)
    yield _one("seal_age_seconds", "Since the last checkpoint of the log.", reach.seal_age)


def _load(load: Load | None) -> Iterator[Metric]:
    if load is None:
        return
    yield _one("entries_not_sealed", "Entries that no checkpoint covers yet.", load.not_sealed)
    yield _many("legs", "Legs of the outbox that are not done.", "state", load.legs)
    yield _many("messages", "Deliveries of messages not done.", "state", load.messages)
    ages = {"legs": load.legs_age, "messages": load.messages_age}
    yield _many("outbox_age_seconds", "Of the oldest that waits; 0 for none.", "outbox", ages)
    yield _one("cases_overdue", "Reviews past their last day.", load.overdue)
    yield _one("sweep_age_seconds", "Since the last look at the deadlines.", load.sweep_age)
    yield _one("backup_age_seconds", "Since the last backup.", load.backup_age)


def _one(name: str, meaning: str, value: float | None) -> Metric:
    metric = GaugeMetricFamily(PREFIX + name, meaning)
    if value is not None:
        metric.add_metric([], value)
    return metric


def _many(name: str, meaning: str, label: str, values: Mapping[str, float]) -> Metric:
    metric = GaugeMetricFamily(PREFIX + name, meaning, labels=[label])
    for value, figure in values.items():
        metric.add_metric([value], figure)
    return metric
