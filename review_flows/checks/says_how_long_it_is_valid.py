"""Does the text say how long it is valid, and does a trial run longer than is usual?"""

import re
from collections.abc import Iterator

from models.check import WHOLE_TEXT, Check, DraftText, Passage
from models.finding import Finding, FindingSeverity
from models.structure.validity_term import ValidityTerm, validity_in

CODE = "says_how_long_it_is_valid"
SOURCE = "多地通例，未核实：国家层面没有统一规定有效期，以本地规定为准"
# Both are the assumed values of the rule sets (validity.max_years, trial_max_years), unverified.
USUAL_YEARS = 5
USUAL_TRIAL_YEARS = 2

_TRIAL = re.compile(r"试行|暂行")


def run(draft: DraftText) -> Iterator[Finding]:
    """Yield hints only: no national rule sets a period, the local one decides."""
    found = [(p, term) for p in draft.passages() for term in validity_in(p.text)]
    if not found:
        yield _hint(WHOLE_TEXT, "没有找到本文件的有效期。", "请按本地规定写明有效期。")
    for passage, term in found:
        yield from _too_long(draft.title, passage, term)


def _too_long(title: str, passage: Passage, term: ValidityTerm) -> Iterator[Finding]:
    trial = _TRIAL.search(title)
    usual = USUAL_TRIAL_YEARS if trial else USUAL_YEARS
    if term.years > usual:
        said = f"标题为“{trial.group()}”，" if trial else ""
        message = f"{said}有效期写为“{term.words}”，超过通例的{usual}年。"
        yield _hint(passage.address, message, "请对照本地规定确认有效期的上限。")


def _hint(address: str, message: str, advice: str) -> Finding:
    return Finding(CODE, FindingSeverity.INFO, address, f"提示：{message}", advice, SOURCE)


CHECK = Check(
    code=CODE, question="是否写明有效期？暂行、试行的有效期是否过长？", source=SOURCE, run=run
)
