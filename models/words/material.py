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
        "external_template": W("附有外部模板", "external template"),
        "external_content": W("引用外部内容", "external content"),
        "unsafe_links": W("含不安全链接", "unsafe links"),
        "embedded_object": W("嵌入其他文件", "embedded object"),
        "protection_enforced": W("设有编辑限制", "editing is restricted"),
        "missing_parts": W("缺少部件", "missing parts"),
        "trailing_data": W("末尾有多余数据", "trailing data"),
        "strict_namespaces": W("严格开放 XML 格式", "strict Open XML"),
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
        "review_opinion": "review opinion",
        "revision_confirmation": "revision confirmation",
        "adoption_report": "report on adoption",
        "issuance_notice": "issuance notice",
        "publication_notice": "publication notice",
        "filing_report": "filing report",
        "closing_notice": "closing notice",
    },
}
