"""Words of issuance and filing: numbers, makers, relations, the exchange with a recipient."""

from models.words.pair import Words as W

CODES: dict[str, dict[str, W]] = {
    "FilingAnswer": {
        "registered": W("准予登记", "registered"),
        "supplement_required": W("暂缓登记，补充材料", "supplement required"),
        "returned": W("不予登记", "returned"),
        "inquiry": W("请予说明", "inquiry"),
        "review_opinion": W("书面审查意见", "review opinion"),
        "correction_suggested": W("建议自行纠正", "correction suggested"),
        "revocation_decided": W("决定改变或者撤销", "change or revocation decided"),
        "passed": W("审查通过", "passed"),
    },
    "FilingReply": {
        "supplement": W("补充材料", "supplement"),
        "explanation": W("说明", "explanation"),
        "corrected": W("已纠正，重新报备", "corrected and filed anew"),
        "objection": W("提出异议", "objection"),
    },
    "Direction": {"out": W("发出", "out"), "in": W("收到", "in")},
    "ProblemType": {
        "maker": W("制定主体不合规", "maker"),
        "procedure": W("制定程序不合规", "procedure"),
        "content": W("文件内容不合法", "content"),
        "technique": W("制定技术有缺陷", "technique"),
        "other": W("其他", "other"),
    },
    "NumberState": {
        "reserved": W("已预留", "reserved"),
        "used": W("已使用", "used"),
        "void": W("已作废", "void"),
    },
    "NumberSeries": {
        "document_number": W("发文字号", "document number"),
        "registration_number": W("登记号", "registration number"),
    },
    "MakerKind": {
        "government": W("政府", "government"),
        "department": W("政府部门", "department"),
        "vertical_body": W("垂直管理部门", "vertically managed body"),
    },
    "DocumentRelation": {
        "repeals": W("废止", "repeals"),
        "amends": W("修改", "amends"),
        "rests_on": W("以其为依据", "rests on"),
    },
    "RelationState": {
        "proposed": W("待认定", "proposed"),
        "confirmed": W("已认定", "confirmed"),
        "rejected": W("不成立", "rejected"),
    },
    "CleanupOutcome": {
        "continue": W("继续有效", "continue"),
        "amend": W("修改", "amend"),
        "repeal": W("废止", "repeal"),
        "lapsed": W("失效", "lapsed"),
    },
}
PHRASES: dict[str, W] = {}
HELP: dict[str, str] = {}
