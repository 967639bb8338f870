"""Sentences in, how long a document applies out (有效期)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from models.structure.issuing_words import day_in
from models.structure.number_value import number_value

_NUMBER = r"\d{1,2}|[一二两三四五六七八九十]{1,3}"
_VALIDITY = re.compile(
    rf"有效期(?:限)?(?:为|是|暂定|暂定为|：|:)?(?P<years>{_NUMBER})(?:个)?年|(?:试行|暂行)期(?:限)?"
    rf"(?:为|是)?(?P<trial>{_NUMBER})年|有效期(?:限)?(?:至|到|截至)|(?:施行|实施|执行|有效)[^。；]{{0,4}}至"
    r"[^。；]{2,16}(?:日|止|底)|[^。；]{2,16}日(?:起)?(?:自动)?失效"
)
_ITSELF = re.compile(
    r"施行|实施|执行|印发|公布|发布|本(?:办法|规定|细则|意见|通知|决定|方案|规则|文件|措施)"
)


@dataclass(frozen=True, slots=True)
class ValidityTerm:
    """How long a document says that it applies: so many years, or until a day, or in other words.

    `words` are those that were recognized, `sentence` is the sentence around them.
    """

    words: str
    sentence: str
    years: int = 0
    until: date | None = None


def validity_in(text: str) -> Iterator[ValidityTerm]:
    """Yield where a sentence says how long the document itself, and not a certificate, is valid."""
    for sentence in re.split(r"[。；\n]", text):
        found = _VALIDITY.search(sentence) if _ITSELF.search(sentence) else None
        if found is not None:
            yield _term(found, sentence)


def _term(found: re.Match[str], sentence: str) -> ValidityTerm:
    written = found["years"] or found["trial"]
    if written:
        return ValidityTerm(found.group(), sentence, number_value(written) or 0)
    # Of "自2024年1月1日起施行，有效期至2029年…" the day behind 至 counts.
    return ValidityTerm(found.group(), sentence, 0, _last_day(found.group(), sentence, found))


def _last_day(words: str, sentence: str, found: re.Match[str]) -> date | None:
    behind = re.search(r"(?:至|到)(.*)$", words)
    day = day_in(behind.group(1)) if behind else day_in(words)
    return day or day_in(sentence[found.end() :])
