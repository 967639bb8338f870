"""The Chinese help of each command and option; the English one stands with its code."""

CHINESE: dict[str, str] = {
    "review-flows": "行政规范性文件合法性审核：从 docs_in 收件到 docs_out 制发，每一步均有记录。",
    "start": "启动 Prefect、运行器和定时任务；按 Ctrl-C 全部停止。\n\n示例：review-flows start",
    "receive": "收取 docs_in 中现有的报送，预审并制发文书。\n\n示例：review-flows receive",
    "submit": "报送送审稿及材料，建立新的审核件。\n\n示例：review-flows submit 送审稿.docx "
    "起草说明.docx --unit zhujian --type normative_document --as lin",
    "list": "列出审核件，新的在前。\n\n"
    "示例：review-flows list --state under_review --overdue --json",
    "show": "查看审核件：状态、任务、材料、预审发现、意见、发文、备案。\n\n"
    "示例：review-flows show 2026-0001",
    "queue": "查看待办任务：--as 所指人员的，或者全部（按角色）。\n\n"
    "示例：review-flows queue --as shen",
    "act": "办理审核件。\n\n示例：review-flows act 2026-0001 sign --field note=同意 --as qian",
    "clock": "查看计时：最短、最长时限，已用和剩余。\n\n"
    "示例：review-flows clock 2026-0001 --explain",
    "ledger": "审核台账：按收件顺序每件一行，附汇总。\n\n"
    "示例：review-flows ledger --from 2026-01-01 --to 2026-12-31 --xlsx",
    "letters-pdf": (
        "将已制发的文书转为 PDF，存于 docs_out/审核件/pdf；须装有 LibreOffice。文书不变。\n\n"
        "示例：review-flows letters-pdf 2026-0001"
    ),
    "letters": "列出审核件的文书及其位置。\n\n示例：review-flows letters 2026-0001",
    "doctor": "检查系统各项是否正常，不作任何改动；有异常时退出码为1。\n\n"
    "示例：review-flows doctor",
    "retry": "将审核件中已失败的自动任务重新排队，应先排除失败原因。\n\n"
    "示例：review-flows retry 2026-0001",
    "demo": "用真实流程演示一个完整的审核件，人员和日期均为模拟。\n\n"
    "示例：REVIEW_FLOWS_HOME=/tmp/demo review-flows demo",
    "log": "流转记录：发生了什么，记录是否完整。",
    "log show": "依次列出审核件上办理和尝试的一切事项。\n\n示例：review-flows log show 2026-0001",
    "log verify": "检查全部流转记录及其封存，指出问题所在；有问题时退出码为3。\n\n"
    "示例：review-flows log verify --anchor checkpoint.txt",
    "log verify --anchor": "存放于系统之外的封存证明文件，- 表示标准输入；可重复。",
    "log verify --key": "可信的公钥，即 log key 输出的一行；可重复。",
    "log export": "导出一件审核件的流转记录及其证明，不含其他审核件的内容；导出本身也有记录。\n\n"
    "示例：review-flows log export 2026-0001 --to 2026-0001.json",
    "log export --to": "写入此文件；省略时写入 docs_out/审核件。",
    "log export --anchor": "存放于系统之外的封存证明文件；导出内容将证明记录由其延续而来。可重复。",
    "log redact": "删除记录中另行保存的个人信息（姓名、外部意见等），仅留其杂凑值，记录仍可校验；"
    "限审计管理员，删除本身也有记录。\n\n"
    "示例：review-flows log redact 2026-0001 5 form.outsider --reason 本人申请删除 --as qi",
    "log redact seq": "记录的序号，见 log show。",
    "log redact name": "该项在记录中的位置，例如 form.outsider、form.comments.0.stated_author。",
    "log redact --reason": "删除的理由，不得含有所删内容。",
    "log key": "输出封存流转记录所用的公钥，供审计人员保存。\n\n示例：review-flows log key",
    "log make-key": "生成封存流转记录所用的密钥：首次封存以前，或者原密钥确已遗失。"
    "已有密钥的，不予覆盖。\n\n示例：review-flows log make-key --signature sm2_sm3",
    "log make-key --signature": "签名算法：ed25519；或者 sm2_sm3，由 OpenSSL 命令行完成。",
    "log checkpoint": "输出最新的封存证明，供保存于系统之外。\n\n"
    "示例：review-flows log checkpoint > checkpoint.txt",
    "log verifier": "写出独立的校验程序 verify_log.py，不需要本系统即可运行。\n\n"
    "示例：review-flows log verifier --to verify_log.py",
    "log verifier --to": "写入此文件。",
    "people": "人员和单位。",
    "people list": "列出人员及其单位、角色。\n\n示例：review-flows people list",
    "--as": "办理或查看的人员。",
    "--lang": "输出的语言。",
    "--json": "输出 JSON；列表每行一个对象。",
    "--state": "只列此状态的审核件。",
    "--unit": "起草单位，代码或名称。",
    "--type": "事项类型。",
    "--overdue": "只列逾期的审核件。",
    "--played": "只列演示的，或者只列真实的。",
    "--field": "表单的一项，可重复；以 [ 或 { 开头的值按 JSON 读取。",
    "--fields": "列出此操作的表单各项和填写示例，不作办理。",
    "--form": "文件中的表单（一个 JSON 对象）。",
    "--file": "Word 文件；种类可省略。",
    "--version": "您所见的版本；已过时则不予办理。",
    "--title": "标题；省略时从送审稿读取。",
    "--explain": "逐日说明。",
    "clock --on": "按此日计算：过去的日期只计入截至当日的记录，"
    "将来的日期视为此后再无变化；日历用现行的。",
    "--from": "收件日期自该日起。",
    "--to": "收件日期至该日止。",
    "--reviewer": "承办人，代码或姓名。",
    "--breach": "违反时限的种类，或者 any。",
    "ledger --played": "包括演示的审核件。",
    "--csv": "写成 .csv 文件。",
    "--xlsx": "写成 .xlsx 文件。",
    "--docx": "写成 .docx 文件（主要栏目）。",
    "--out": "写到此文件，格式按后缀。",
    "--summary": "只要汇总。",
    "--accept-clock": "本机时钟此前偏快，从现在的时间起继续记录；须说明理由。",
    "number": "审核件编号。",
    "move": "操作，例如 accept、claim、sign。",
    "files": "Word 文件，写作 PATH 或 PATH:KIND；也可以是文件夹。",
    "file": "CSV 文件；已有的人员将被更新。",
    "names": "docs_in 中的文件或文件夹；省略则全部。",
    "chain": "审核件编号，收到的报备写作 filing:编号，或者 site。",
}
