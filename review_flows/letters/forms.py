"""Forms that are filled in or kept (反馈表, 办理单, 目录): what stands around their tables."""

from collections.abc import Iterable
from dataclasses import replace

from models.letter import Block, Layout, LetterFacts, LetterText, Table
from review_flows.letters import phrases


def form(rows: Iterable[tuple[str, ...]]) -> Table:
    """Return labels and values by turns, two of each a row; a row of one pair takes the width.

    A label has room for seven characters of 小四, the second value for a day of two-digit month
    and day; what is longer, such as the name of an office, belongs in the first.
    """
    return Table(header=(), rows=tuple(rows), widths=(33, 50, 33, 40), form=True)


def halved(sha256: str) -> str:
    """Return a checksum on two lines of the same length: at no size does a form hold it on one."""
    half = (len(sha256) + 1) // 2
    return "\n".join(part for part in (sha256[:half], sha256[half:]) if part)


def paired(pairs: Iterable[tuple[str, str]]) -> tuple[tuple[str, ...], ...]:
    """Return the rows of a form, two pairs each; what is not known takes no place."""
    known = [pair for pair in pairs if pair[1]]
    return tuple(sum(known[n : n + 2], ()) for n in range(0, len(known), 2))


def alone(pairs: Iterable[tuple[str, str]]) -> tuple[tuple[str, ...], ...]:
    """Return the rows of a form, one pair each, which takes the width."""
    return tuple(pair for pair in pairs if pair[1])


def sheet(
    kind: str,
    heading: str,
    facts: LetterFacts,
    body: tuple[Block, ...],
    *,
    sender: str,
    layout: Layout = Layout.SHEET,
) -> LetterText:
    """Return a form around its body: it has no addressee and no attachments of its own."""
    text = phrases.letter(kind, heading, facts, body, addressee="", sender=sender)
    return replace(text, layout=layout, body=body, attachments=())
