"""Does the text say from which day it applies?"""

import re
from collections.abc import Iterator

from models.check import WHOLE_TEXT, Check, DraftText
from models.finding import Finding, FindingSeverity

CODE = "says_when_it_takes_effect"
SOURCE = (
    "参照《规章制定程序条例》（2017年修订）第三十条（公布时载明施行日期）、"
    "第三十二条（公布之日起30日后施行）"
)
_EFFECT = re.compile(
    r"(?:自|从|于)[^。；，]{0,30}(?:日|起|后|时)[^。；，]{0,4}(?:施行|实施|执行|生效)"
    r"|(?:施行|实施|生效)(?:日期|时间)(?:为|：|:)"
)


def run(draft: DraftText) -> Iterator[Finding]:
    """Yield a finding for the whole text where no day of effect is found in it."""
    if any(_EFFECT.search(passage.text) for passage in draft.passages()):
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
