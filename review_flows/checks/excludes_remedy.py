"""Does an article keep people from reconsideration or from the court?"""

import re
from collections.abc import Iterator

from models.check import Check, Passage
from models.finding import FindingSeverity
from review_flows.checks.red_line import Hit, RedLine, hits_of

_EXCLUSION = re.compile(
    r"不得(?:再|另行|就此|对此)?(?:向[^，。；]{2,12})?(?:申请|提起|提出|要求|寻求)[^，。；]{0,10}(?:复议|诉讼|起诉|申诉|仲裁|赔偿)"
    r"|不得(?:再|另行)?(?:向[^，。；]{2,12})?(?:起诉|复议|申诉)"
    r"|不予受理[^，。；]{0,8}(?:复议|申诉|起诉|异议)"
    r"|(?:放弃|不享有|丧失)[^，。；]{0,12}(?:复议|诉讼|起诉|申诉|追索|救济)"
    r"|最终(?:裁定|裁决)|终局(?:裁定|裁决|决定)?|(?:决定|结论|意见|认定)(?:为|是)(?:最终|终局)(?:决定|结论|意见)?"
)


def hits(passage: Passage) -> Iterator[Hit]:
    """Yield the words that close the way to a remedy."""
    yield from hits_of(passage.text, _EXCLUSION)


# A law cited beside the words, let alone a bare 依法, may be about something else altogether.
RED_LINE = RedLine(
    code="excludes_remedy",
    matter="限制或者排除行政复议、行政诉讼等救济权利",
    source="《中华人民共和国行政复议法》（2023年修订）第二条、第十条；"
    "《中华人民共和国行政诉讼法》（2017年修正）第二条、第十三条第（四）项：只有法律可以规定由行政机关最终裁决",
    hits=hits,
    vague=FindingSeverity.BLOCK,
    cited=FindingSeverity.WARN,
    advice_cited="请核对所引的是否为法律，且该法律是否规定由行政机关最终裁决；法规、规章不能作此规定。",
    advice_uncited="请删除；规范性文件不得限制或者排除当事人的救济权利。",
)
CHECK = Check(
    code=RED_LINE.code,
    question="是否限制或者排除行政复议、行政诉讼等救济权利？",
    source=RED_LINE.source,
    run=RED_LINE.run,
)
