"""Words for what stands in a Word file, and for how a letter is laid out."""

from models.words.pair import Words as W

CODES: dict[str, dict[str, W]] = {
    "View": {
        "original": W("原文（修订前）", "original"),
        "final": W("终稿（修订后）", "final"),
        "marked": W("显示修订", "with marks"),
    },
    "SettledView": {
        "original": W("拒绝全部修订", "all changes rejected"),
        "final": W("接受全部修订", "all changes accepted"),
    },
    "Revision": {
        "kept": W("未改动", "kept"),
        "inserted": W("插入", "inserted"),
        "deleted": W("删除", "deleted"),
        "moved_to": W("移入", "moved here"),
        "moved_from": W("移走", "moved away"),
        "undone": W("插入后又删除", "inserted and deleted again"),
    },
    "Concealment": {
        "hidden": W("隐藏文字", "hidden text"),
        "white": W("白色文字", "white text"),
        "blended": W("与底色相同或相近的文字", "text in the colour of its ground"),
        "tiny": W("极小字号文字", "tiny text"),
        "invisible": W("不可见字符", "invisible characters"),
    },
    "Place": {
        "body": W("正文", "body"),
        "table": W("表格", "table"),
        "text_box": W("文本框", "text box"),
        "footnote": W("脚注", "footnote"),
        "endnote": W("尾注", "endnote"),
        "header": W("页眉", "header"),
        "footer": W("页脚", "footer"),
    },
    "Unshown": {
        "number_as_text": W("自动编号写成文字", "an automatic number written as text"),
        "object": W("未带入的图表或者对象", "an object that did not come along"),
        "plain": W("链接、域或者控件仅保留文字", "a link, field or control, only its words"),
        "section": W("新增的分节", "a section break"),
        "header": W("页眉页脚有改动", "headers or footers that differ"),
        "comments": W("新版中的批注", "comments of the new version"),
        "look": W("仅格式有改动的段落数", "paragraphs of which only the looks changed"),
        "text": W("仍有差异的文字", "words that still differ"),
    },
    "CommentOrigin": {
        "form": W("在系统中填写", "typed into the form"),
        "word_comment": W("Word 批注", "Word comment"),
        "tracked_change": W("Word 修订", "tracked change in Word"),
        "untracked_change": W("未留痕的改动", "change without a mark"),
    },
    "Layout": {
        "letter": W("信函格式", "letter"),
        "document": W("文件格式", "document"),
        "attachment": W("附件", "attachment"),
        "sheet": W("表单", "sheet"),
        "register": W("登记簿", "register"),
    },
    "LineGrid": {
        "lines": W("仅指定行网格", "lines"),
        "lines_and_characters": W("指定行和字符网格", "lines and characters"),
    },
}
PHRASES: dict[str, W] = {
    "section.removed": W("已从副本中清除的内容", "taken out of the copies"),
    "heading.tracked_changes": W("未接受的修订", "tracked changes"),
    "heading.settled_view": W("确定文本", "settled view"),
}
