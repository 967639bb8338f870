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
    "DeliveryWay": {
        "outbox": W("放入发件箱", "in docs_out"),
        "folder": W("存入共享文件夹", "folder"),
        "mail": W("电子邮件", "mail"),
        "upload": W("网络上传", "upload"),
    },
    "PackageFaultKind": {
        "changed": W("内容与清单所列不符，已被改动", "not the bytes that the manifest names"),
        "missing": W("清单列有，报备包中缺少", "named in the manifest, and not in the package"),
        "extra": W("报备包中多出，清单未列", "in the package, and not named in the manifest"),
        "other_id": W(
            "投递编号与报送机关、案号、备案机关、序号不符",
            "the delivery id is not that of its sender, case, recipient and message",
        ),
        "other_log": W("流转记录校验点属于另一件", "the checkpoint of the log is of another case"),
        "out_of_turn": W(
            "首次报备不应答复来函，其后各次应当注明所答复的来函",
            "a first package answers nothing, and each later one says what it answers",
        ),
    },
    "CleanupOutcome": {
        "continue": W("继续有效", "continue"),
        "amend": W("修改", "amend"),
        "repeal": W("废止", "repeal"),
        "lapsed": W("失效", "lapsed"),
        "already_repealed": W("此前已废止", "repealed before"),
    },
}
PHRASES: dict[str, W] = {}
HELP: dict[str, str] = {}
