"""Does an article ask people for a proof that some body has to write for them?"""

import re
from collections.abc import Iterator

from models.check import Check, Passage
from models.finding import FindingSeverity
from review_flows.checks.red_line import Hit, RedLine, hits_of

_ISSUER = (
    r"(?:居民委员会|村民委员会|居委会|村委会|村（居）民?委员?会|居（村）民?委员?会|社区|派出所|"
    r"街道办事处|镇人民政府|乡（镇）政府|所在单位|用人单位|工作单位|学校|公安机关)"
)
_PROOF = re.compile(
    rf"{_ISSUER}[^，。；]{{0,8}}(?:出具|开具|盖章|签署)[^，。；]{{0,20}}(?:证明|意见)"
    r"|(?:提供|提交|出具|开具|出示|上传|递交)[^，。；]{0,24}证明(?:材料)?|(?:持|凭)[^，。；、]{0,24}证明(?:材料)?"
)
_LISTED = re.compile(r"[^，。；]{2,30}证明(?:材料|文件|书)?(?=[；;。（(]|$)")
_LIST_OF_PAPERS = re.compile(
    r"(?:提交|提供|递交|报送|出具|携带|持)[^。；]{0,20}(?:材料|资料|证明|文件|证件)"
)
# Certificates by law, and sentences about proofs, ask nobody for a new one.
_NO_DEMAND = re.compile(
    r"虚假|伪造|变造|(?:无需|无须|不再|不得|免于|免予|不用|取消)[^，。；]{0,12}|身份证明|"
    r"出生医学证明|合格证明|完税证明|以证明"
)
# Evidence that people hold already, and no statement that some body has to write for them.
_EVIDENCE = re.compile(rf"^(?!.*{_ISSUER}).*证明材料$")
_GOES_ON = re.compile(r"事项|责任|力|编号|义务|其")


def hits(passage: Passage) -> Iterator[Hit]:
    """Yield the words that ask for a proof, also as an item of a list of papers to hand in."""
    found = list(hits_of(passage.text, _PROOF))
    if not found and _LIST_OF_PAPERS.search(passage.lead):
        found = list(hits_of(passage.text, _LISTED))
    for hit in found:
        if not _NO_DEMAND.search(f"{hit.before[-12:]}{hit.words}") and not _GOES_ON.match(
            hit.after
        ):
            yield hit


RED_LINE = RedLine(
    code="asks_for_a_proof",
    matter="证明事项",
    source="《优化营商环境条例》（2019年）第四十四条：证明事项应当有法律、法规或者国务院决定依据；"
    "能够以其他方式办理或者开具单位无法调查核实的，不得设定",
    hits=hits,
    advice_cited="请核对所引条文是否要求该证明，能否以告知承诺或者部门间核查代替。",
    advice_uncited="请写明要求该证明的法律、法规或者国务院决定；没有依据的删除，"
    "或者改为告知承诺、部门间核查。",
    uncited=FindingSeverity.WARN,
    vague=FindingSeverity.INFO,
    doubtful=_EVIDENCE,
)
CHECK = Check(
    code=RED_LINE.code,
    question="是否要求提供没有法定依据的证明？",
    source=RED_LINE.source,
    run=RED_LINE.run,
)
