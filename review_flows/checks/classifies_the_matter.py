"""Is it a normative document? What title and text speak for; a person decides at acceptance."""

from collections.abc import Iterator

from models.check import WHOLE_TEXT, Check, DraftText
from models.classification import propose
from models.classification_told import PROPOSAL_CHECK, told
from models.finding import Finding, FindingSeverity

SOURCE = (
    "《国务院办公厅关于加强行政规范性文件制定和监督管理工作的通知》（国办发〔2018〕37号）"
    "关于行政规范性文件的定义；一般不认定的情形参照多地规定"
)


def run(draft: DraftText) -> Iterator[Finding]:
    """Yield one finding for every text: the proposal, with the words that it rests on."""
    proposal = propose(draft.title, "\n".join(draft.paragraphs))
    doubtful = proposal.doubtful
    yield Finding(
        check=PROPOSAL_CHECK,
        severity=FindingSeverity.QUESTION if doubtful else FindingSeverity.INFO,
        address=WHOLE_TEXT,
        message=told(proposal),
        advice="请登记员逐项核对四项要件和一般不认定的情形，受理时写明认定结论和理由。",
        basis=SOURCE,
    )


CHECK = Check(code=PROPOSAL_CHECK, question="是否属于行政规范性文件？", source=SOURCE, run=run)
