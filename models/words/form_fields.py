"""Words of what a form asks for."""

from models.words.pair import Words as W

CODES: dict[str, dict[str, W]] = {
    "FieldTakes": {
        "text": W("文字", "text"),
        "day": W("日期，如 2026-03-09", "a day such as 2026-03-09"),
        "number": W("数字", "a number"),
        "yes_or_no": W("是（true）或者否（false）", "true or false"),
        "code": W("代码", "a code"),
        "parts": W("分项，见下", "fields of its own, below"),
        "files": W("Word 文件：--file PATH:KIND", "Word files: --file PATH:KIND"),
    },
}
PHRASES: dict[str, W] = {
    "heading.needed": W("必填", "needed"),
    "heading.takes": W("填写", "takes"),
    "takes.several": W("{what}（可多项）", "{what} (a list)"),
    "takes.codes": W("代码：{codes}", "a code: {codes}"),
    "form.example": W(
        "供 --form FILE 使用的 JSON（代码以 | 分隔，留其一；不需要的列表请删去）：",
        "JSON for --form FILE (of the codes between | leave one; take out lists not needed):",
    ),
    "form.empty": W("此操作无需填写任何项目。", "This move takes no fields."),
}
