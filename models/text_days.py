"""The days that a text states of itself, held against those recorded with its publication. Pure.

A text may state no day, or in words that are not read; then nothing is said to differ.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from models.structure.effect import Effect, EffectKind, TermUnit
from models.structure.validity_term import ValidityTerm

ONE_DAY = timedelta(days=1)


def effect_differs(effects: Sequence[Effect], published_on: date, effective_on: date) -> bool:
    """Say whether the text states from when it applies, and nowhere states the recorded day."""
    stated = [days for effect in effects if (days := _effective_days(effect, published_on))]
    return bool(stated) and all(effective_on not in days for days in stated)


def validity_differs(
    terms: Sequence[ValidityTerm], effective_on: date, valid_until: date | None
) -> bool:
    """Say whether the text states how long it is valid, and nowhere states the recorded end."""
    stated = [days for term in terms if (days := _last_days(term, effective_on))]
    return bool(stated) and all(valid_until not in days for days in stated)


def _effective_days(effect: Effect, published_on: date) -> tuple[date, ...]:
    """Return the days that the words can mean. Whether the first day counts, offices differ in."""
    if effect.day is not None:
        return (effect.day,)
    if effect.kind is EffectKind.FROM_ISSUE:
        return (published_on,)
    if effect.kind is EffectKind.AFTER_ISSUE and effect.unit is TermUnit.DAY:
        after = published_on + timedelta(days=effect.after)
        return (after, after + ONE_DAY)
    return ()


def _last_days(term: ValidityTerm, effective_on: date) -> tuple[date, ...]:
    """Return the last days that the words can mean: of years, the day before or of their return."""
    if term.until is not None:
        return (term.until,)
    if not term.years:
        return ()
    year = effective_on.year + term.years
    try:
        again = effective_on.replace(year=year)
    except ValueError:  # 29 February
        again = date(year, 3, 1)
    return (again - ONE_DAY, again)
