"""认定结论: which decision on what a matter is holds together."""

from collections.abc import Sequence

from models.case import MatterType
from models.form_check import Exclusion, Limb

# What may be decided only with a limb that is missing, or an exclusion.
NOT_NORMATIVE = frozenset({MatterType.OTHER_DOCUMENT, MatterType.POLICY_DOCUMENT})


def decision_fault(
    matter_type: MatterType, limbs_missing: Sequence[Limb], exclusion: Exclusion | None
) -> str:
    """Return why a person's decision does not hold together, as a sentence, or nothing.

    Taking a document for no normative one is as much a decision as taking it for one: it names
    the limb that is missing, or the exclusion (国办发〔2018〕37号; domain.md §7).
    """
    grounds = [*limbs_missing, *([exclusion] if exclusion else [])]
    if matter_type is MatterType.NORMATIVE_DOCUMENT and grounds:
        return (
            "matter_type: a normative document has all four limbs and no exclusion "
            f"(国办发〔2018〕37号), but you gave {', '.join(grounds)}. Drop them, or give another "
            "matter_type."
        )
    if matter_type in NOT_NORMATIVE and not grounds:
        return (
            f"limbs_missing or exclusion: what is taken for {matter_type} says which limb of a "
            f"normative document is missing ({', '.join(Limb)}), or which exclusion it falls "
            f"under ({', '.join(Exclusion)}) (国办发〔2018〕37号)."
        )
    return ""
