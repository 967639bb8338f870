"""The checks of a draft, one file for each; a new check is one file and one line here.

A check finds and never passes: a text without findings is a text in which nothing was found.
"""

from models.check import Check, DraftText
from models.finding import Finding
from review_flows.checks import (
    asks_for_a_proof,
    cites_repealed_law,
    classifies_the_matter,
    excludes_remedy,
    names_its_legal_basis,
    numbers_its_articles_in_order,
    says_how_long_it_is_valid,
    says_when_it_takes_effect,
    sets_a_fee,
    sets_a_licence,
    sets_a_penalty,
    title_is_allowed,
)

ALL: tuple[Check, ...] = (
    classifies_the_matter.CHECK,
    title_is_allowed.CHECK,
    names_its_legal_basis.CHECK,
    says_when_it_takes_effect.CHECK,
    says_how_long_it_is_valid.CHECK,
    sets_a_penalty.CHECK,
    sets_a_licence.CHECK,
    sets_a_fee.CHECK,
    asks_for_a_proof.CHECK,
    excludes_remedy.CHECK,
    cites_repealed_law.CHECK,
    numbers_its_articles_in_order.CHECK,
)


def run_checks(draft: DraftText) -> list[Finding]:
    """Return what all checks find, by place in the text (title and whole text first), then code."""
    places: dict[str, int] = {}
    for place, passage in enumerate(draft.passages()):
        places.setdefault(passage.address, place)
    found = [finding for check in ALL for finding in check.run(draft)]
    return sorted(found, key=lambda finding: (places.get(finding.address, -1), finding.check))
