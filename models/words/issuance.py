"""Words of 三统一: the series of numbers, and the issuance register."""

from models.words.pair import Words as W

CODES: dict[str, dict[str, W]] = {
    "NumberFaultKind": {
        "gap": W("缺号", "gap"),
        "double": W("重号", "double"),
        "no_reason": W("作废而无理由", "void without a reason"),
        "not_on_document": W("已使用而文件上不是此号", "used, and not on its document"),
        "not_in_series": W("文件上的号不在号序中", "on a document, and not in its series"),
        "kept_in_vain": W("预留而审核件已不在签发环节", "reserved, and not being signed"),
    },
}
_REGISTER: dict[str, W] = {
    "serial": W("序号", "no."),
    "number_state": W("编号状态", "numbers"),
    "issued_on": W("登记日期", "registered on"),
    "document_number": W("发文字号", "document number"),
    "registration_number": W("登记号", "registration number"),
    "title": W("文件标题", "title"),
    "unit": W("起草单位", "drafting unit"),
    "signer": W("签发人", "signed by"),
    "signed_on": W("签发日期", "signed on"),
    "opinion_number": W("审核意见文号", "opinion"),
    "conclusion": W("审核结论", "conclusion"),
    "published_on": W("公布日期", "published on"),
    "disclose_by": W("最迟公开日期", "to be public by"),
    "effective_on": W("施行日期", "in force from"),
    "valid_until": W("有效期至", "valid until"),
    "makers": W("联合制定机关", "joint makers"),
    "case": W("审核件", "case"),
    "remarks": W("备注", "remarks"),
}
_NUMBERS: dict[str, W] = {
    "series": W("号序", "series"),
    "year": W("年度", "year"),
    "running": W("顺序号", "running"),
    "text": W("编号", "number"),
    "number_state": W("状态", "state"),
    "taken_on": W("取号日期", "taken on"),
    "void_reason": W("作废理由", "why void"),
    "fault": W("差错", "fault"),
}
_DOCUMENT: dict[str, W] = {
    "case": W("审核件", "case"),
    "title": W("标题", "title"),
    "signer": W("签发人", "signed by"),
    "signed_on": W("签发日期", "signed on"),
    "document_number": W("发文字号", "document number"),
    "registration_number": W("登记号", "registration number"),
    "document_sha256": W("审议通过文本 SHA-256", "SHA-256 of the text passed"),
    "text_sha256": W("印发文本 SHA-256", "SHA-256 of the text issued"),
    "issued_on": W("登记日期", "registered on"),
    "place": W("公布载体", "published in"),
    "published_on": W("公布日期", "published on"),
    "effective_on": W("施行日期", "in force from"),
    "valid_until": W("有效期至", "valid until"),
    "makers": W("联合制定机关", "joint makers"),
    "maker_kind": W("制定机关类别", "kind of maker"),
    "led_elsewhere": W("其他机关主办", "another maker leads"),
    "disclose_by": W("最迟公开日期", "to be public by"),
    "early_reason": W("提前施行的理由", "why in force early"),
    "late_reason": W("逾期公开的理由", "why public late"),
    "interpretation_place": W("解读载体", "interpretation published in"),
    "interpretation_on": W("解读日期", "interpretation published on"),
    "evaluation_called_on": W("提请评估日期", "evaluation called for on"),
    "numbers": W("编号来历", "numbers"),
}
PHRASES: dict[str, W] = {
    "issued_text.done": W(
        "已取出{number}的印发文本：{path}", "Wrote the issued text of {number}: {path}"
    ),
    "issued_text.file": W("{number}_印发文本.docx", "{number}_issued_text.docx"),
    **{f"heading.issuance.{code}": words for code, words in _DOCUMENT.items()},
    **{f"heading.register.{code}": words for code, words in _REGISTER.items()},
    **{f"heading.numbers.{code}": words for code, words in _NUMBERS.items()},
    "numbers.void_of_year": W(
        "为{of}年预留，{now}年未使用；编号按年度重新编排，自动作废",
        "reserved in {of} and not used in {now}: each series begins anew with the year",
    ),
    "numbers.void_for_lead": W(
        "联合发文由主办机关编号（{number}），预留号作废",
        "of a joint document the lead's number ({number}) is used",
    ),
    "numbers.whole": W(
        "共{count}个编号：已使用{used}个，作废{void}个，预留{reserved}个；没有缺号、重号。",
        "{count} numbers: {used} used, {void} void, {reserved} reserved; no gap, no double.",
    ),
    "numbers.faulty": W(
        "号序有{count}处差错。编号只能由系统给出和作废；请保留数据库现状，与备份和流转记录核对：",
        "{count} faults in the series. Numbers are given and made void by moves alone: keep the "
        "database as it is, and compare it with a backup and the log:",
    ),
    "numbers.none": W("尚无编号。", "No number has been taken yet."),
    "register.name": W("发文登记表", "Issuance register"),
    "register.totals": W("合计", "totals"),
    "register.without_opinion": W("无", "none"),
    "register.led_elsewhere": W(
        "其他机关主办并备案。", "Another maker leads, numbers and files it."
    ),
    "register.late": W("超过公开期限：{reason}。", "Public late: {reason}."),
    "register.told_days": W(
        "{first_on} 至 {last_on}：印发{issued}件；"
        "作废编号{void}组，预留编号{reserved}组，一并列出。",
        "{first_on} to {last_on}: {issued} issued; {void} void and {reserved} reserved pairs of "
        "numbers are listed with them.",
    ),
    "register.told_reviewed": W(
        "审核结论：{conclusions}；无审核意见 {unreviewed} 件。",
        "Conclusions: {conclusions}; without an opinion: {unreviewed}.",
    ),
    "register.told_published": W(
        "已公布 {published} 件，其中超过公开期限 {published_late} 件。",
        "Published: {published}, of these late: {published_late}.",
    ),
    "register.written": W("已写入 {path}：{count} 行。", "Written: {path}, {count} rows."),
    "register.empty": W(
        "这段时间没有印发文件，也没有取号。",
        "Nothing was issued in these days, and no number taken.",
    ),
}
HELP: dict[str, str] = {
    "issuance": "三统一：编号、登记、印发，以及发文登记表。",
    "issuance register": "发文登记表：每件印发的文件，连同审核意见文号和审核结论；"
    "作废、预留的编号也列出，号序不留空缺。\n\n"
    "示例：review-flows issuance register --from 2026-01-01 --to 2026-12-31 --xlsx",
    "issuance numbers": "发文字号、登记号的号序及每个号的状态，并检查缺号、重号；"
    "发现差错时退出码为 1。\n\n示例：review-flows issuance numbers --year 2026",
    "issuance show": "一件文件的登记内容：编号及其来历、签发、联合制定机关、公布、解读、有效期。"
    "\n\n示例：review-flows issuance show 2026-0001",
    "issuance text": "取出印发文本：审议通过的文稿，标题中的（送审稿）等字样已去掉，其余一字不动。"
    "\n\n示例：review-flows issuance text 2026-0001 --as yin",
    "issuance text document": "审核件编号、发文字号或者登记号。",
    "issuance text --to": "写入此文件。",
    "issuance register --from": "只列此日及以后登记的（如 2026-03-09）。",
    "issuance register --to": "只列此日及以前登记的（如 2026-03-09）。",
    "issuance register --unit": "只列该起草单位的，代码或者全称。",
    "issuance register --played": "演示的也列出。",
    "issuance numbers --year": "只列该年度的号。",
    "issuance numbers --faults": "只列差错。",
    "issuance show document": "审核件编号、发文字号或者登记号。",
}
