"""Words of the letters themselves: where each block stands that an office may word itself."""

from models.words.pair import Words as W

CODES: dict[str, dict[str, W]] = {
    "Wording": {
        "contact": W("各类函件末段：联系人、电话等", "last paragraph of letters: whom to call"),
        "supplement_late": W(
            "补正通知书：逾期未补正的后果", "supplement notice: what lateness means"
        ),
        "supplement_scope": W(
            "补正通知书：本通知的范围", "supplement notice: what it does not say"
        ),
        "return_remedy": W(
            "退回通知书：对退回有异议的办法", "return notice: what to do against it"
        ),
        "acceptance_scope": W("受理通知书：受理的含义", "acceptance notice: what it means"),
        "request_secrecy": W("法律意见征询函：用途和保密要求", "advice request: use and secrecy"),
        "pause_duty": W("中止计时告知书：配合要求", "pause notice: what is asked for"),
        "opinion_basis": W(
            "规范性文件审核意见书：开头的审核依据", "opinion on a document: by what rule"
        ),
        "opinion_report": W(
            "规范性文件审核意见书：反馈采纳情况的要求",
            "opinion on a document: duty to report adoption",
        ),
        "opinion_limits": W(
            "规范性文件审核意见书：使用范围", "opinion on a document: what it does not replace"
        ),
        "adoption_form_how": W("采纳情况反馈表：填表说明", "adoption form: how to fill it in"),
        "closing_effect": W("办结告知书：办结的含义", "closing notice: what it means"),
        "filing_basis": W("备案报告：报送备案的依据", "filing report: by what rule it is filed"),
        "filing_closing": W("备案报告：结语", "filing report: closing words"),
        "urging_request": W("催办通知：办理要求", "urging notice: what is asked for"),
        "supervision_request": W("督办通知：办理要求", "supervision notice: what is asked for"),
    },
}
