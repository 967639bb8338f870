"""Words for the structure of a document: its parts, numbers, days, faults and moved places."""

from models.words.pair import Words as W

CODES: dict[str, dict[str, W]] = {
    "PartKind": {
        "cover": W("印发文件", "cover notice"),
        "main": W("正文", "main text"),
        "further": W("另一文件", "further text"),
        "attachment": W("附件", "attachment"),
    },
    "NumberFamily": {
        "articles": W("第X条", "articles"),
        "outline": W("一、（一）1.", "outline"),
        "decimal": W("1.1.1 体例", "decimal"),
        "none": W("未编号", "not numbered"),
    },
    "FaultKind": {
        "number_missing": W("序号缺漏", "number missing"),
        "number_again": W("序号重复或者倒退", "number repeated or going back"),
        "glued_clause": W("条款粘连，已拆开", "clause glued to another, split off"),
        "broken_line": W("句中断行，已接续", "line broken within a sentence, joined"),
        "page_number": W("正文中夹有页码，已略去", "page number in the text, left out"),
        "odd_brackets": W("文号括号被转换成引号", "brackets of a number turned into quotes"),
        "text_again": W("全文在末段重复，已略去", "the text once more in a paragraph, left out"),
    },
    "EffectKind": {
        "on_day": W("自指定日期起施行", "from a day"),
        "from_issue": W("自公布之日起施行", "from its publication"),
        "after_issue": W("公布后满一定期间施行", "some time after its publication"),
        "other": W("其他表述", "in other words"),
    },
    "TermUnit": {
        "day": W("日", "days"),
        "month": W("个月", "months"),
    },
    "AnchorFate": {
        "kept": W("未变", "kept"),
        "renumbered": W("序号变动", "renumbered"),
        "moved": W("移动", "moved"),
        "changed": W("内容修改", "changed"),
        "removed": W("已删除", "removed"),
        "ambiguous": W("分散到几处，须人工确定", "in several clauses, a person has to choose"),
        "unknown": W("原稿中没有此条款", "no such clause in the earlier draft"),
    },
    "QuoteFate": {
        "not_quoted": W("未引用原文", "nothing quoted"),
        "stands": W("引文仍在", "the words still stand there"),
        "elsewhere": W("引文已在他处", "the words stand elsewhere"),
        "gone": W("引文已不存在", "the words are gone"),
    },
}
PHRASES: dict[str, W] = {
    "outline.title": W("标题", "title"),
    "outline.number": W("文号", "number"),
    "outline.issuers": W("制发机关", "issued by"),
    "outline.dated": W("成文日期", "dated"),
    "outline.effect": W("施行", "takes effect"),
    "outline.validity": W("有效期", "valid"),
    "outline.repeal": W("废止", "repeals"),
    "outline.attachments": W("附件", "attachments"),
    "outline.tables": W("表格", "tables"),
    "outline.citations": W("引用文件", "texts cited"),
    "outline.faults": W("请核对", "please check"),
    "outline.missing": W("文件中没有", "not in the file"),
    "outline.times": W("共{count}处", "{count} in all"),
    "outline.untitled": W("（未识别标题）", "(no title found)"),
}
