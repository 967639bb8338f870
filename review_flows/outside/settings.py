"""What a site can set, by environment variable. Each has a default that works."""

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things lie and which rules hold. README lists the variables; a test compares."""

    home: Path  # REVIEW_FLOWS_HOME: docs_in, docs_out and .review-flows lie below it
    database: str  # REVIEW_FLOWS_DATABASE: sqlite:///path or postgresql://…
    rule_set: str  # REVIEW_FLOWS_RULE_SET: a code of review_flows/rule_sets/
    organ: str  # REVIEW_FLOWS_ORGAN: the short name in numbers, 青岚 in 青岚政规〔2026〕1号

    @property
    def inside(self) -> Path:
        """The folder of what people need not look into: database, store, Prefect's home."""
        return self.home / ".review-flows"

    @property
    def docs_in(self) -> Path:
        """The inbox."""
        return self.home / "docs_in"

    @property
    def docs_out(self) -> Path:
        """The outbox."""
        return self.home / "docs_out"


VARIABLES = (
    "REVIEW_FLOWS_HOME",
    "REVIEW_FLOWS_DATABASE",
    "REVIEW_FLOWS_RULE_SET",
    "REVIEW_FLOWS_ORGAN",
    "REVIEW_FLOWS_AS",
    "REVIEW_FLOWS_LANG",
)


def read_settings() -> Settings:
    """Return the settings of this process's environment."""
    home = Path(os.environ.get("REVIEW_FLOWS_HOME", ".")).resolve()
    return Settings(
        home=home,
        database=os.environ.get("REVIEW_FLOWS_DATABASE")
        or f"sqlite:///{home}/.review-flows/review.db",
        rule_set=os.environ.get("REVIEW_FLOWS_RULE_SET", "datong_xinrong_2021"),
        organ=os.environ.get("REVIEW_FLOWS_ORGAN", "青岚"),
    )
