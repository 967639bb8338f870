"""Words for papers, and for what is found, advised and concluded on them.

Chinese names of document kinds stand in models.document, whole sentences for refused files in
models.refusal; they are not repeated here.
"""

from models.words.pair import Words as W

CODES: dict[str, dict[str, W]] = {
    "MatterType": {
        "normative_document": W("行政规范性文件", "normative document"),
        "major_decision": W("重大行政决策", "major decision"),
        "contract": W("合同协议", "contract"),
        "policy_document": W("政策文件", "policy document"),
        "enforcement_decision": W("重大行政执法决定", "enforcement decision"),
        "other_document": W("其他文件", "other document"),
    },
    "FilingPaper": {
        "report": W("备案报告", "filing report"),
        "text": W("正式文本", "text"),
        "explanation": W("起草说明", "drafting explanation"),
        "bases": W("制定依据", "legal bases"),
    },
    "Required": {
        "always": W("必备", "always"),
        "when_relevant": W("视情况提供", "when relevant"),
    },
    "FindingSeverity": {
        "block": W("重大问题", "block"),
        "warn": W("需注意", "warn"),
        "info": W("提示", "info"),
        "question": W("待确认", "question"),
    },
    "AdviceKind": {
        "favourable": W("同意", "favourable"),
        "with_reservations": W("有保留意见", "with reservations"),
        "unfavourable": W("不同意", "unfavourable"),
        "no_comment": W("无意见", "no comment"),
        "not_given": W("逾期视为未提出", "not given in time"),
    },
    "Conclusion": {
        "legal": W("合法", "legal"),
        "revise": W("应当予以修改", "to be revised"),
        "illegal": W("不合法", "illegal"),
        "risk_stated": W("明示法律风险", "risk stated"),
    },
    "Severity": {
        "must_change": W("必须修改", "must change"),
        "should_change": W("建议修改", "should change"),
    },
    "Adoption": {
        "adopted": W("采纳", "adopted"),
        "partly": W("部分采纳", "partly adopted"),
        "not_adopted": W("未采纳", "not adopted"),
    },
    "ClauseLevel": {
        "part": W("编", "part"),
        "chapter": W("章", "chapter"),
        "section": W("节", "section"),
        "article": W("条", "article"),
        "paragraph": W("款", "paragraph"),
        "item": W("项", "item"),
        "subitem": W("目", "subitem"),
    },
    "DocumentWarning": {
        "tracked_changes": W("含未接受的修订", "tracked changes"),
        "comments": W("含批注", "comments"),
        "hidden_text": W("含隐藏文字", "hidden text"),
        "invisible_characters": W("含不可见字符", "invisible characters"),
        "concealed_marking": W("含看不见的密级标识", "a secrecy marking that nobody sees"),
        "protection_enforced": W("设有编辑限制", "editing is restricted"),
        "no_text": W("只有图片", "pictures only"),
        "unread_words": W("含未读取的文字", "words that were not read"),
    },
    "Outcome": {
        "accepted": W("可以接收", "accepted"),
        "repaired": W("清理后可以接收", "accepted after cleaning"),
        "refused": W("不能接收", "refused"),
    },
    "RemovedKind": {
        "external_template": W("外部模板", "external template"),
        "external_picture": W("外部图片", "external picture"),
        "external_object": W("外部链接对象", "linked object"),
        "external_content": W("外部内容", "external content"),
        "fetching_field": W("读取其他文件的域", "field that reads other files"),
        "unsafe_link": W("不安全链接", "unsafe link"),
        "mail_merge": W("邮件合并数据源", "mail merge source"),
        "embedded_object": W("嵌入的其他文件", "embedded file"),
        "embedded_font": W("嵌入的字体", "embedded font"),
        "unsafe_picture": W("不安全图片", "unsafe picture"),
        "add_in": W("加载项", "add-in"),
        "customization": W("自定义界面", "custom interface"),
        "signature": W("数字签名", "digital signature"),
        "missing_part": W("缺失的部件", "missing part"),
        "unlinked_part": W("无引用的部件", "unlinked part"),
        "trailing_data": W("多余数据", "data of no part"),
        "strict_namespaces": W("严格开放 XML 格式", "strict Open XML"),
        "data_binding": W("内容控件的数据绑定", "data binding of a control"),
        "printer_settings": W("打印机设置", "printer settings"),
    },
}

# Of these the Chinese name stands elsewhere: with the kinds of document in models, and with each
# kind of letter in its own file.
ENGLISH_ONLY: dict[str, dict[str, str]] = {
    "DocumentKind": {
        "draft": "draft",
        "explanation": "drafting explanation",
        "bases": "legal bases",
        "consultation": "consultation and its adoption",
        "own_legal_opinion": "drafting unit's own legal opinion",
        "fair_competition": "fair competition review",
        "cover_letter": "cover letter",
        "deliberation_record": "deliberation record",
        "minutes": "minutes of the meeting",
        "advice": "written advice",
        "evidence": "evidence for the clock",
        "issued_text": "issued text",
        "interpretation": "interpretation",
        "filing_answer": "letter from the recipient",
        "filing_reply": "reply to the recipient",
        "corrected_text": "corrected text",
        "other": "other material",
    },
    "LetterKind": {
        "supplement_notice": "supplement notice",
        "return_notice": "return notice",
        "acceptance_notice": "acceptance notice",
        "advice_request": "advice request",
        "pause_notice": "pause notice",
        "extension_notice": "extension notice",
        "term_notice": "notice of the term",
        "evaluation_notice": "call for an evaluation",
        "review_opinion": "review opinion",
        "revision_confirmation": "revision confirmation",
        "adoption_report": "report on adoption",
        "issuance_notice": "issuance notice",
        "publication_notice": "publication notice",
        "filing_report": "filing report",
        "closing_notice": "closing notice",
        "adoption_form": "adoption form",
        "filing_explanation": "filing explanation",
        "filing_catalogue": "filing catalogue",
        "filing_reply": "reply to a recipient",
        "urging_notice": "urging notice",
        "supervision_notice": "supervision notice",
        "handling_sheet": "handling sheet",
    },
}
