"""Words of the statistics: what each figure counts, where it comes from, why a row is in it."""

from models.words import filing_figures, review_figures
from models.words.filing_figures import RATES
from models.words.pair import Words as W

_FIGURES = {**review_figures.FIGURES, **filing_figures.FIGURES}

CODES: dict[str, dict[str, W]] = {
    "FigureCode": {code: words for code, (words, _) in _FIGURES.items()},
    "FigureGroup": {
        "workload": W("收件与审查", "workload"),
        "matters": W("按事项类型", "by type of matter"),
        "conclusions": W("按审核结论", "by conclusion"),
        "term": W("审核时限", "term of review"),
        "adoption": W("意见采纳", "adoption"),
        "issuing": W("制定发布", "issuing"),
        "filing": W("报送备案", "filing"),
        "supervision": W("备案审查", "review of what was filed"),
        "filed_with_us": W("向本机关报备", "filed with this office"),
    },
    "RateCode": {code: words for code, (words, _) in RATES.items()},
    "MakerRow": {
        "government": W("本级政府", "government"),
        "department": W("本级政府部门", "departments"),
        "vertical_body": W("垂直管理部门", "vertically managed bodies"),
        "undecided": W("制定机关未定（尚未签发）", "maker not decided (not issued yet)"),
        "received": W("报送本机关备案", "filed with this office"),
    },
    "ProblemResult": {
        "corrected": W("自行修正", "corrected"),
        "revoked": W("废弃撤销", "revoked"),
        "other": W("其他", "other"),
        "open": W("处理中", "open"),
    },
}
_SOURCES: dict[str, W] = {
    "workload": W("审核台账、审核意见", "the ledger and the opinions"),
    "matters": W("审核意见、受理时的事项认定", "the opinions, and the type decided at acceptance"),
    "conclusions": W("审核意见", "the opinions"),
    "term": W("审核台账的时限计算", "the clock as the ledger reads it"),
    "adoption": W("采纳情况反馈", "the adoption reports"),
    "issuing": W("发文登记、公布记录、导入的发文目录", "issuances, publications, catalogues"),
    "filing": W("备案往来记录", "the exchanges with the recipients"),
    "supervision": W("备案往来记录", "the exchanges with the recipients"),
    "filed_with_us": W("收到的报备", "the filings received"),
}
_HEADINGS: dict[str, W] = {
    **CODES["FigureCode"],
    "serial": W("序号", "No."),
    "document_number": W("文号", "document number"),
    "registration_number": W("登记号", "registration number"),
    "published_on": W("公布日期", "published on"),
    "effective_on": W("施行日期", "effective on"),
    "valid_until": W("有效期", "valid until"),
    "changes": W("修改、废止情况", "amendments and repeals"),
    "code": W("代码", "code"),
    "figure": W("指标", "figure"),
    "value": W("数值", "value"),
    "definition": W("口径", "definition"),
    "source": W("来源", "source"),
    "number": W("编号", "No."),
    "title": W("名称", "title"),
    "on": W("日期", "day"),
    "why": W("计入原因", "why it counts"),
    "maker": W("制定主体类别", "kind of maker"),
    "remarks": W("备注", "remarks"),
}
PHRASES: dict[str, W] = {
    **{f"statistics.definition.{code}": told for code, (_, told) in _FIGURES.items()},
    **{f"statistics.definition.{code}": told for code, (_, told) in RATES.items()},
    **{f"statistics.source.{group}": told for group, told in _SOURCES.items()},
    **{f"heading.statistics.{code}": words for code, words in _HEADINGS.items()},
    "statistics.why": W("{figure}：{day}", "{figure}: {day}"),
    "statistics.why_about": W("{figure}：{day}（{about}）", "{figure}: {day} ({about})"),
    "statistics.and": W("、", "; "),
    "statistics.figures_name": W("统计指标", "Figures"),
    "statistics.rates_name": W("比率", "Rates"),
    "statistics.as_of": W(
        "统计期间{first_on}至{last_on}，数据截至{as_of}。",
        "From {first_on} to {last_on}, as of {as_of}.",
    ),
    "statistics.count": W("{figure}：{count}。{definition}", "{figure}: {count}. {definition}"),
    "statistics.rounding": W(
        "百分比保留一位小数，四舍六入五成双；不足全部的不进为100.0%，大于零的不舍为0.0%；分母为零的记“—”。",
        "Percentages have one decimal, half to even; what is not all never reads 100.0%, what is "
        "not nothing never 0.0%; “—” where there is nothing to divide by.",
    ),
    "statistics.unverified": W("{value}（未核实）", "{value} (unverified)"),
    "statistics.written": W("已写入{path}。", "Written to {path}."),
    "statistics.total": W("合计", "sum"),
}
HELP: dict[str, str] = {
    "statistics": "统计：指标及其明细、统计表、年度备案目录、年度报告。",
    "statistics show": (
        "列出一年或者一月的全部指标和比率，附口径和来源。"
        "\n\n示例：review-flows statistics show --year 2026"
    ),
    "statistics rows": (
        "列出一项指标所计的每一行，行数即为该数值。"
        "\n\n示例：review-flows statistics rows reviewed --year 2026"
    ),
    "statistics rows figure": "指标的代码，见 statistics show。",
    "statistics table": (
        "规范性文件监督管理工作情况统计表（14栏）。"
        "\n\n示例：review-flows statistics table --year 2026 --xlsx"
    ),
    "statistics catalogue": (
        "年度备案目录（每年1月31日前报送）。"
        "\n\n示例：review-flows statistics catalogue --year 2026 --docx"
    ),
    "statistics report": (
        "年度法治政府建设报告中的审核、备案段落，附指标和图。"
        "\n\n示例：review-flows statistics report --year 2026"
    ),
    "--year": "年份，如2026。",
    "--month": "月份，如2026-03。",
    "--until": "数据截至这一日（含），默认为期末或者今日。",
    "statistics rows --played": "连同演示一起统计。",
    "--makers": "只统计一类制定主体，即统计表中的一行。",
}
