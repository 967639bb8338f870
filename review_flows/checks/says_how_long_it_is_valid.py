"""Does the text say how long it is valid, and does a trial run longer than is usual?"""

import re
from collections.abc import Iterator

from models.check import WHOLE_TEXT, Check, DraftText, Passage
from models.chinese_number import chinese_number
from models.finding import Finding, FindingSeverity

CODE = "says_how_long_it_is_valid"
SOURCE = "多地通例，未核实：国家层面没有统一规定有效期，以本地规定为准"
# Both are the assumed values of the rule sets (validity.max_years, trial_max_years), unverified.
USUAL_YEARS = 5
USUAL_TRIAL_YEARS = 2

_NUMBER = r"\d{1,2}|[一二两三四五六七八九十]{1,3}"
_VALIDITY = re.compile(
    rf"有效期(?:限)?(?:为|是|暂定|暂定为|：|:)?(?P<years>{_NUMBER})(?:个)?年|(?:试行|暂行)期(?:限)?"
    rf"(?:为|是)?(?P<trial>{_NUMBER})年|有效期(?:限)?(?:至|到|截至)|(?:施行|实施|执行|有效)[^。；]{{0,4}}至"
    r"[^。；]{2,16}(?:日|止|底)|[^。；]{2,16}日(?:起)?(?:自动)?失效"
)
_ITSELF = re.compile(
    r"施行|实施|执行|印发|公布|发布|本(?:办法|规定|细则|意见|通知|决定|方案|规则|文件|措施)"
)
_TRIAL = re.compile(r"试行|暂行")
_YEARS = {chinese_number(number): number for number in range(1, 100)} | {"两": 2}


def run(draft: DraftText) -> Iterator[Finding]:
    """Yield hints only: no national rule sets a period, the local one decides."""
    found = [(passage, match) for passage in draft.passages() for match in _validity(passage)]
    if not found:
        yield _hint(WHOLE_TEXT, "没有找到本文件的有效期。", "请按本地规定写明有效期。")
    for passage, match in found:
        yield from _too_long(draft.title, passage, match)


def _validity(passage: Passage) -> Iterator[re.Match[str]]:
    """Yield where a sentence says how long the document itself, and not a certificate, is valid."""
    for sentence in re.split(r"[。；\n]", passage.text):
        if _ITSELF.search(sentence) and (match := _VALIDITY.search(sentence)):
            yield match


def _too_long(title: str, passage: Passage, match: re.Match[str]) -> Iterator[Finding]:
    written = match.group("years") or match.group("trial")
    years = _YEARS.get(written) or int(written) if written else 0
    trial = _TRIAL.search(title)
    usual = USUAL_TRIAL_YEARS if trial else USUAL_YEARS
    if years > usual:
        said = f"标题为“{trial.group()}”，" if trial else ""
        message = f"{said}有效期写为“{match.group()}”，超过通例的{usual}年。"
        yield _hint(passage.address, message, "请对照本地规定确认有效期的上限。")


def _hint(address: str, message: str, advice: str) -> Finding:
    return Finding(CODE, FindingSeverity.INFO, address, f"提示：{message}", advice, SOURCE)


CHECK = Check(
    code=CODE, question="是否写明有效期？暂行、试行的有效期是否过长？", source=SOURCE, run=run
)
