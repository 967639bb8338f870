"""Does the text say from which day it applies?"""

from collections.abc import Iterator

from models.check import WHOLE_TEXT, Check, DraftText
from models.finding import Finding, FindingSeverity
from models.structure.effect import effects_in

CODE = "says_when_it_takes_effect"
SOURCE = (
    "参照《规章制定程序条例》（2017年修订）第三十条（公布时载明施行日期）、"
    "第三十二条（公布之日起30日后施行）"
)


def run(draft: DraftText) -> Iterator[Finding]:
    """Yield a finding for the whole text where no day of effect is found in it."""
    if any(True for passage in draft.passages() for _ in effects_in(passage.text)):
        return
    yield Finding(
        check=CODE,
        severity=FindingSeverity.WARN,
        address=WHOLE_TEXT,
        message="没有找到施行日期。",
        advice="请在附则或者结尾写明自何日起施行，并为公众留出必要的准备时间。",
        basis=SOURCE,
    )


CHECK = Check(code=CODE, question="是否写明施行日期？", source=SOURCE, run=run)
