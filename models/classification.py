"""认定: is it a normative document? The program proposes from title and text, a person decides.

A document is one where all four limbs hold and no exclusion does (国办发〔2018〕37号; domain.md
§2.2, §7). A name alone never decides: a work plan that imposes duties on people outside is one.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from models import classification_signs as signs
from models.case import MatterType
from models.form_check import Exclusion, Limb, LimbAnswer

# What only the name says; what the text says to people outside weighs more.
BY_NAME_ONLY = frozenset({Exclusion.WORK_PLAN, Exclusion.INTERNAL_MANAGEMENT, Exclusion.PLANNING})
# The limb that an exclusion lacks, where the text says nothing of the limb itself.
LACKS: Mapping[Exclusion, Limb] = {
    Exclusion.INTERNAL_MANAGEMENT: Limb.EXTERNAL,
    Exclusion.ORGANISATION: Limb.EXTERNAL,
    Exclusion.REQUEST_OR_REPORT: Limb.EXTERNAL,
    Exclusion.LETTER: Limb.EXTERNAL,
    Exclusion.HONOURS: Limb.GENERAL,
    Exclusion.PERSONNEL: Limb.GENERAL,
    Exclusion.SINGLE_MATTER: Limb.GENERAL,
    Exclusion.BUDGET: Limb.GENERAL,
}


@dataclass(frozen=True, slots=True)
class LimbReading:
    """What was found on one limb, with the words that it rests on."""

    limb: Limb
    answer: LimbAnswer
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ExclusionReading:
    """An exclusion that the name speaks of. `outweighed`: the text imposes duties all the same."""

    exclusion: Exclusion
    words: str
    outweighed: bool = False


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the program takes a draft for, and why; never a decision."""

    matter_type: MatterType
    limbs: tuple[LimbReading, ...]
    exclusions: tuple[ExclusionReading, ...]

    @property
    def doubtful(self) -> bool:
        """Whether a limb is unknown, or the signs speak against each other."""
        unknown = any(one.answer is LimbAnswer.UNKNOWN for one in self.limbs)
        return unknown or any(one.outweighed for one in self.exclusions)


def propose(title: str, text: str = "") -> Proposal:
    """Return what a draft seems to be; without its text, what its title says.

    `title` may carry 《》 and （送审稿）; `text` are the draft's lines.
    """
    name, bare = signs.name_of(title), title.strip("《》 \n")
    found = {limb: _reading(limb, bare, text) for limb in Limb}
    outside = found[Limb.EXTERNAL].answer is LimbAnswer.YES
    exclusions = tuple(
        ExclusionReading(one, words, outside and one in BY_NAME_ONLY)
        for one, words in signs.excluded(name, text)
    )
    limbs = tuple(_lacking(found[limb], exclusions) for limb in Limb)
    return Proposal(_matter_type(bare, name, limbs, exclusions), limbs, exclusions)


def _reading(limb: Limb, title: str, text: str) -> LimbReading:
    if limb is Limb.MAKER and (no := _no_maker(title)):
        return LimbReading(limb, LimbAnswer.NO, no)
    words = signs.quotes(signs.LIMBS[limb], f"{title}\n{text}")
    return LimbReading(limb, LimbAnswer.YES if words else LimbAnswer.UNKNOWN, words)


def _no_maker(title: str) -> tuple[str, ...]:
    return signs.quotes(signs.PARTY, title) or signs.quotes(signs.NO_MAKER, title)


def _lacking(reading: LimbReading, exclusions: Sequence[ExclusionReading]) -> LimbReading:
    if reading.answer is not LimbAnswer.UNKNOWN:
        return reading
    lacking = [one for one in exclusions if LACKS.get(one.exclusion) is reading.limb]
    words = tuple(one.words for one in lacking)
    return LimbReading(reading.limb, LimbAnswer.NO, words) if words else reading


def _matter_type(
    title: str,
    name: str,
    limbs: Sequence[LimbReading],
    exclusions: Sequence[ExclusionReading],
) -> MatterType:
    for matter_type, pattern in (
        (MatterType.CONTRACT, signs.CONTRACT),
        (MatterType.ENFORCEMENT_DECISION, signs.ENFORCEMENT),
        (MatterType.MAJOR_DECISION, signs.DECISION),
        (MatterType.POLICY_DOCUMENT, signs.PARTY),
    ):
        if re.search(pattern, title if pattern == signs.PARTY else name):
            return matter_type
    denied = any(one.answer is LimbAnswer.NO for one in limbs)
    if denied or any(not one.outweighed for one in exclusions):
        return MatterType.OTHER_DOCUMENT
    outside = any(one.limb is Limb.EXTERNAL and one.words for one in limbs)
    named = re.search(signs.NORMATIVE_NAME, name) is not None
    return MatterType.NORMATIVE_DOCUMENT if outside or named else MatterType.OTHER_DOCUMENT
