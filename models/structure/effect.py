"""Sentences in, from which day a document applies out (施行日期)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from models.structure.issuing_words import day_in
from models.structure.number_value import number_value

_EFFECT = re.compile(
    r"(?:自|从|于)[^。；，]{0,30}(?:日|起|后|时)[^。；，]{0,4}(?:施行|实施|执行|生效|试行)"
    r"|(?:施行|实施|生效)(?:日期|时间)(?:为|：|:)[^。；，]{0,30}"
)
_ISSUED = re.compile(r"(?:公布|发布|印发|颁布|下发|签发|通过|批准)之日")
_AFTER = re.compile(
    r"起?(?P<count>\d{1,3}|[一二三四五六七八九十百]{1,4})(?P<unit>日|天|个月)(?:后|起)"
)


class EffectKind(StrEnum):
    """How a document says from when it applies."""

    ON_DAY = "on_day"  # 自2024年6月1日起施行
    FROM_ISSUE = "from_issue"  # 自发布之日起施行
    AFTER_ISSUE = "after_issue"  # 自公布之日起30日后施行
    OTHER = "other"  # as it stands there


class TermUnit(StrEnum):
    """What a term after the publication is counted in."""

    DAY = "day"  # calendar days
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Effect:
    """From when a document applies: `day` of ON_DAY, `after` so many units of AFTER_ISSUE."""

    words: str
    kind: EffectKind
    day: date | None = None
    after: int = 0
    unit: TermUnit = TermUnit.DAY


def effects_in(text: str) -> Iterator[Effect]:
    """Yield what the text says of a day of effect, in its order."""
    for found in _EFFECT.finditer(text):
        yield _effect(found.group())


def _effect(words: str) -> Effect:
    day = day_in(words)
    if day is not None:
        return Effect(words, EffectKind.ON_DAY, day)
    issued = _ISSUED.search(words)
    if issued is None:
        return Effect(words, EffectKind.OTHER)
    term = _AFTER.search(words, issued.end())
    count = number_value(term["count"]) if term else None
    if term is None or not count:
        return Effect(words, EffectKind.FROM_ISSUE)
    unit = TermUnit.MONTH if term["unit"] == "个月" else TermUnit.DAY
    return Effect(words, EffectKind.AFTER_ISSUE, after=count, unit=unit)
