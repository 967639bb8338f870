"""Words of catalogues of issued documents, and of holding them against register and filings."""

from models.words.pair import Words as W

CODES: dict[str, dict[str, W]] = {
    "CatalogueColumn": {
        "title": W("文件标题", "title"),
        "document_number": W("发文字号", "document number"),
        "registration_number": W("登记号", "registration number"),
        "issued_on": W("印发日期", "issued"),
        "published_on": W("公布日期", "published"),
        "unit": W("发文单位", "unit"),
        "normative": W("是否规范性文件", "normative"),
        "filed_on": W("备案日期", "filed"),
        "remarks": W("备注", "remarks"),
    },
    "CatalogueFault": {
        "above_head": W("表头以上的标题或者说明", "above the head"),
        "head": W("表头", "head"),
        "section": W("分组标题", "heading of a group"),
        "total": W("小计、合计", "total"),
        "note": W("表末说明、填表信息", "note"),
        "no_head": W(
            "工作表无可识别的表头（须有文件标题、发文字号和日期）",
            "its sheet has no head with title, number and day",
        ),
        "cell_error": W(
            "单元格为公式错误或者公式未计算，请在表格中改正后另存",
            "a cell shows the error of a formula, or was never calculated",
        ),
        "nothing_above": W("写“同上”而上一行无内容", "says “as above”, and nothing is above"),
        "title_missing": W("缺文件标题", "no title"),
        "title_unreadable": W("标题过长或者不是文字", "the title is too long, or no words"),
        "number_missing": W("缺发文字号", "no document number"),
        "number_incomplete": W(
            "发文字号不完整，缺机关代字或者年份", "the number lacks its word or its year"
        ),
        "number_unreadable": W(
            "发文字号无法识别，或者一格多号", "no document number, or more than one"
        ),
        "day_missing": W("缺印发、公布日期", "no day of issue or publication"),
        "day_unreadable": W(
            "日期无法识别（缺日、不存在或者年月日次序不明）",
            "no day, one that does not exist, or one of which the month is open",
        ),
        "day_in_future": W("日期晚于今天", "the day is in the future"),
        "years_differ": W(
            "发文字号的年份与日期不一致", "the years of the number and of the day differ"
        ),
        "outside_days": W("日期不在目录所称期间", "the day lies outside those of the catalogue"),
        "repeated": W("与前面一行重复", "the same document as in a row above"),
        "number_twice": W(
            "发文字号与前面一行相同而标题不同", "the number of a row above, with another title"
        ),
    },
    "NormativeClaim": {
        "yes": W("是", "yes"),
        "no": W("否", "no"),
        "suspected": W("疑似（待人认定）", "suspected (for a person to decide)"),
        "unsaid": W("未注明", "not said"),
    },
    "CrossCheckList": {
        "not_reviewed": W("应审未审", "issued without review"),
        "not_filed": W("应备未备", "not filed"),
        "filed_late": W("迟报", "filed late"),
        "not_in_catalogue": W("登记表有、目录无", "in the register, in no catalogue"),
        "not_in_register": W("目录有、登记表无", "in a catalogue, not in the register"),
        "near_duplicate": W("疑似重复", "near-duplicates"),
        "title_changed": W("审核后改题", "title changed after the review"),
        "before_opinion": W("先发后审", "issued before the opinion"),
    },
    "CrossCheckReason": {
        "never_submitted": W("未报送审核", "never submitted"),
        "near_case": W("未报送；有标题相近的审核件", "never submitted; a case of a near title is"),
        "returned": W("报送后被退回，仍印发", "returned, and issued all the same"),
        "withdrawn": W("报送后撤回，仍印发", "withdrawn, and issued all the same"),
        "found_illegal": W("审核结论为不合法，仍印发", "found illegal, and issued all the same"),
        "rejected": W("集体审议未通过，仍印发", "rejected by the meeting, and issued"),
        "no_opinion_yet": W("尚未出具审核意见", "no opinion was signed yet"),
        "text_not_covered": W("审核意见不是就所印发的文本出具", "no opinion is on the issued text"),
        "no_track": W("已公布，未启动备案", "published, and no filing was begun"),
        "not_handed_over": W("备案期满，尚未报送", "the term is over, nothing was handed over"),
        "no_day_of_filing": W("目录未载备案日期", "the catalogue names no day of filing"),
        "after_its_term": W("报送晚于期限", "handed over after the term"),
        "in_no_catalogue": W("所涉期间的目录未列", "no catalogue of these days lists it"),
        "in_no_register": W("发文登记表无此件", "the register does not have it"),
        "same_title": W("标题相同，文号不同", "the same title, another number"),
        "same_number": W("文号相同，标题不同", "the same number, another title"),
        "near_title_and_number": W("标题、文号均相近", "title and number are near"),
        "near_title": W("与在审件标题相近", "a title near to one under review"),
        "other_title": W("文号相同，标题与审核件不同", "its number, and another title"),
        "issued_first": W("印发日期早于审核意见签发日期", "issued before the opinion was signed"),
    },
}
PHRASES: dict[str, W] = {
    "catalogue.imported": W(
        "已导入第{number}号发文目录：{rows}行，其中文件{documents}行，收录{taken}行"
        "（含隐藏行{hidden}行），未收录的逐行列明原因；另有空行{blank}行。",
        "Imported as catalogue {number}: {rows} rows, {documents} of them documents, {taken} taken "
        "in ({hidden} of them hidden in the file), the others listed with their reason; "
        "{blank} blank rows.",
    ),
    "catalogue.tried": W(
        "试读（未保存）：{rows}行，其中文件{documents}行，可收录{taken}行"
        "（含隐藏行{hidden}行）；另有空行{blank}行。",
        "Only tried, nothing was kept: {rows} rows, {documents} of them documents, {taken} to be "
        "taken in ({hidden} of them hidden in the file); {blank} blank rows.",
    ),
    "catalogue.none": W("尚未导入发文目录。", "No catalogue was imported yet."),
    "cross_check.from": W(
        "依据：审核件{cases}件，其中已印发{issued}件；发文目录{catalogues}份，{lines}行"
        "（重复导入{repeated}行不重计）。目录中有{not_taken}行文件未收录，未作核查。",
        "Drawn from {cases} cases, {issued} of them issued, and {lines} lines of {catalogues} "
        "catalogues ({repeated} more stand in a later one again). {not_taken} rows of documents "
        "were not taken in, and nothing is said of them.",
    ),
    "cross_check.term": W(
        "目录所列文件的备案期限：{days}{unit}，{source}{unverified}。",
        "Term of filing for what the catalogues list: {days} {unit} days, {source}{unverified}.",
    ),
    "cross_check.no_term": W(
        "规则未设备案天数：目录所列文件凡无备案日期的均列出，迟报不能判断。",
        "The rules set no number of days for filing: every line without a day of filing is listed, "
        "and late ones cannot be told.",
    ),
    "cross_check.unverified": W("（未核实）", " (not verified)"),
    "cross_check.person": W(
        "以上为比对结果，是否属于规范性文件、是否违规由人认定。",
        "These are findings of a comparison. Whether a document is normative, and whether a rule "
        "was broken, a person decides.",
    ),
    "cross_check.name": W("发文核查", "cross-check"),
    "cross_check.written": W("已写入{path}，共{count}条。", "{count} findings written to {path}."),
    "cross_check.near_measure": W(
        "相近：标题去机关名、“关于印发…的通知”、书名号、空格和标点后，所载年份、批次相同，且改动不超过2字"
        "（不超过十分之一），或者相邻两字的重合度（Dice）不低于0.8；文号仅一字之差且印发相隔不超过7日（同一目录内序号不同的不算）。",
        "Near: without sender, wrapper, brackets, blanks and signs, titles name the same years and "
        "batches and differ by at most two signs (a tenth), or Dice's measure of their pairs of "
        "signs is 0.8 or more; numbers differ by one sign, days by a week; "
        "in one catalogue, other running numbers are no slip.",
    ),
    "cross_check.means.not_reviewed": W(
        "目录所列规范性文件（含疑似）无已签发的审核意见，或者报送后被退回、撤回、认定不合法、审议未通过"
        "仍印发；以及登记表中审核意见未覆盖印发文本的文件",
        "normative (or suspected) lines without a signed opinion, or issued although returned, "
        "withdrawn, found illegal or rejected; registered documents whose text no opinion covers",
    ),
    "cross_check.means.not_filed": W(
        "已公布的规范性文件（含疑似）备案期满而未报送",
        "normative (or suspected) documents whose term of filing is over and that were not filed",
    ),
    "cross_check.means.filed_late": W(
        "报送日期晚于备案期限，超期按自然日计", "filed after the term, late in calendar days"
    ),
    "cross_check.means.not_in_catalogue": W(
        "发文登记表中、属于某目录的单位或者代字、且在其期间内印发，而该目录未列的文件",
        "registered documents of the unit or series of a catalogue, issued in its days, which no "
        "catalogue lists",
    ),
    "cross_check.means.not_in_register": W(
        "目录所列、按文号和标题均不在发文登记表中的文件",
        "lines that are in the register neither by number nor by title",
    ),
    "cross_check.means.near_duplicate": W(
        "一文两号、一号两文，或者标题、文号均相近的文件",
        "one title with two numbers, one number on two titles, or both near",
    ),
    "cross_check.means.title_changed": W(
        "文号与登记表一致而标题与所审核的不同",
        "the number of a registered document with a title other than the one reviewed",
    ),
    "cross_check.means.before_opinion": W(
        "印发或者签发日期早于审核意见签发日期",
        "issued or signed before the day on which the opinion was signed",
    ),
    "heading.catalogue": W("目录", "catalogue"),
    "heading.file_name": W("文件名", "file"),
    "heading.days_covered": W("所涉期间", "days covered"),
    "heading.rows_read": W("行数", "rows"),
    "heading.rows_taken": W("收录", "taken in"),
    "heading.imported_at": W("导入时间", "imported"),
    "heading.imported_by": W("导入人", "by"),
    "heading.catalogue_fault": W("未收录原因", "why not taken in"),
    "heading.catalogue_about": W("所指", "about"),
    "heading.sheet": W("工作表", "sheet"),
    "heading.sheet_row": W("行号", "row"),
    "heading.check_list": W("清单", "list"),
    "heading.count": W("件数", "count"),
    "heading.meaning": W("含义", "meaning"),
    "heading.check_day": W("印发日期", "issued"),
    "heading.check_number": W("发文字号", "document number"),
    "heading.check_title": W("文件标题", "title"),
    "heading.check_unit": W("单位", "unit"),
    "heading.claim": W("规范性文件", "normative"),
    "heading.check_where": W("出处", "where"),
    "heading.check_why": W("原因", "why"),
    "heading.check_other": W("对照", "held against"),
    "heading.check_other_title": W("对照标题", "its title"),
    "heading.check_due_on": W("期限或者意见日期", "last day, or day of the opinion"),
    "heading.late": W("超期（自然日）", "late (calendar days)"),
}
HELP: dict[str, str] = {
    "issuance import": "导入单位报来的发文目录（.xlsx或者.csv）：每行收录或者列明原因，不丢一行。"
    "\n\n示例：review-flows issuance import 发文目录.xlsx --unit 青岚区人民政府办公室 --as yin",
    "issuance import --unit": "目录所属单位；行内未写单位的按此。",
    "issuance import --from": "目录所涉期间的首日。",
    "issuance import --to": "目录所涉期间的末日。",
    "issuance import --dry-run": "只试读，不保存。",
    "issuance catalogues": "列出已导入的发文目录；加编号列出其未收录的行及原因。"
    "\n\n示例：review-flows issuance catalogues 1",
    "issuance cross-check": "以发文目录核对审核、登记和备案，列出应审未审、应备未备等清单。"
    "\n\n示例：review-flows issuance cross-check --from 2026-01-01 --to 2026-12-31 --xlsx",
    "issuance cross-check --from": "只列此日及以后印发的。",
    "issuance cross-check --to": "只列此日及以前印发的。",
    "issuance cross-check --unit": "只列此单位的。",
    "issuance cross-check --list": "只列这一张清单。",
    "issuance cross-check --played": "包括演示件。",
    "issuance cross-check --xlsx": "写入.xlsx文件。",
    "issuance cross-check --out": "写入此文件。",
}
