"""备案目录: what is in the package for one recipient, in its order."""

from dataclasses import replace

from models.letter import Addressee, Block, Layout, LetterFacts, LetterKind, LetterText, Para, Table
from review_flows.letters import forms, phrases


def compose(facts: LetterFacts) -> LetterText:
    """Return the list of the papers in the package, from the enacting organ."""
    facts = replace(facts, unverified=())  # a concern of the office that files
    lead = f"{phrases.document_of(facts)}备案材料"
    to = f"，报送{facts.recipient}" if facts.recipient else ""
    body: tuple[Block, ...] = (Para(f"{lead}{to}："), *_papers(facts))
    return forms.sheet(
        KIND.code,
        KIND.name,
        facts,
        body,
        sender=facts.enacting_organ,
        layout=Layout.REGISTER,
    )


def _papers(facts: LetterFacts) -> tuple[Table, ...]:
    """Return a row for each paper; a letter has no hash before it is written."""
    rows = tuple(
        (
            str(n),
            paper.name,
            paper.number,
            f"{paper.copies}份" if paper.copies else "",
            paper.sha256,
        )
        for n, paper in enumerate(facts.parcel, start=1)
    )
    header = ("序号", "材料名称", "文号或者编号", "纸质份数", "电子文本校验值（SHA-256）")
    return (Table(header, rows, widths=(12, 37, 37, 19, 120)),) if rows else ()


KIND = LetterKind(
    code="filing_catalogue",
    name="备案目录",
    series="{organ}政备目〔{year}〕{number}号",
    sent_on=frozenset(),  # with each filing report
    to=Addressee.RECIPIENT,
    compose=compose,
)
