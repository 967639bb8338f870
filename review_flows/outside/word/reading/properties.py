"""The custom properties of a Word file: texts by names, left by one program for another."""

from collections.abc import Mapping

from review_flows.outside.word.xml import Budget, Listener, short

_TEXTS = ("vt:lpwstr", "vt:lpstr", "vt:bstr")


class PropertiesPart(Listener):
    """Hears docProps/custom.xml: `properties` that are texts, in the order of the file."""

    def __init__(self, budget: Budget) -> None:
        super().__init__(budget)
        self.properties: list[tuple[str, str]] = []
        self._name = ""
        self._words: list[str] | None = None

    def opened(self, tag: str, attributes: Mapping[str, str]) -> None:
        name = short(tag)
        if name == "op:property":
            self._name = attributes.get("name", "")
        elif name in _TEXTS:
            self._words = []

    def said(self, text: str) -> None:
        if self._words is not None:
            self._words.append(text)

    def closed(self, tag: str) -> None:
        if short(tag) in _TEXTS and self._words is not None:
            self.properties.append((self._name, "".join(self._words)))
            self._words = None
