"""A word in both languages of the interface."""

from typing import NamedTuple

from models.refusal import Language


class Words(NamedTuple):
    """What an official reads, Chinese first."""

    zh: str
    en: str

    def to(self, language: Language) -> str:
        """Return the word in one language."""
        return self.zh if language == "zh" else self.en
