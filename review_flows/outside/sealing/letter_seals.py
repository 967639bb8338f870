"""Before a letter goes out the log is sealed, and the letter prints what covers its entry."""

from models.letter_seal import LetterSeal, seal_of
from review_flows.outside.sealing import leaves
from review_flows.outside.sealing.anchor_file import anchor
from review_flows.outside.sealing.sealer import seal
from review_flows.outside.site import Site


def letter_seal(site: Site, chain: str, seq: int) -> LetterSeal:
    """Return the first checkpoint that covers an entry of the log; the log is sealed for it.

    It is the same one however often the letter is written.
    """
    # An entry whose row is far behind is found by the look at the whole log.
    for whole in (False, True):
        found = _first_over(site, chain, seq)
        if found is not None:
            return found
        anchor(site, seal(site, whole=whole))
    found = _first_over(site, chain, seq)
    assert found is not None, f"no checkpoint covers entry {seq} of {chain}"
    return found


def _first_over(site: Site, chain: str, seq: int) -> LetterSeal | None:
    with site.database.reading() as connection:
        row = leaves.covering(connection, chain, seq)
    return None if row is None else seal_of(str(row["note"]))
