"""What `doctor` says of each thing it looks at, and what to do where something is wrong."""

from models.words.pair import Words as W

PHRASES: dict[str, W] = {
    "level.fine": W("正常", "fine"),
    "level.note": W("注意", "note"),
    "level.broken": W("异常", "broken"),
    "subject.python": W("Python", "Python"),
    "subject.sqlite": W("SQLite", "SQLite"),
    "subject.store": W("文件库", "store"),
    "subject.disk": W("磁盘", "disk"),
    "subject.home": W("工作目录", "home"),
    "subject.database": W("数据库", "database"),
    "subject.schema": W("库结构", "schema"),
    "subject.pragmas": W("数据库保护设置", "pragmas"),
    "subject.people": W("人员", "people"),
    "subject.cases": W("审核件", "cases"),
    "subject.legs": W("自动环节", "legs"),
    "subject.leg": W("自动环节", "leg"),
    "subject.file": W("存储的文件", "files"),
    "subject.calendar": W("工作日历", "calendar"),
    "subject.rules": W("规则集", "rule set"),
    "subject.clock": W("本机时钟", "clock"),
    "subject.notices": W("通知", "notices"),
    "health.notice_due": W(
        "{year}年放假安排尚未录入，距该年度开始{days}日，跨年期限均为暂定。"
        "通知发布后请运行：review-flows calendar import 文件",
        "the notice for {year} is not entered and the year begins in {days} days; every term that "
        "reaches it is provisional. Once it is out: review-flows calendar import FILE",
    ),
    "health.calendar_unreadable": W(
        "不能读取，所涉期限无法计算：{why}",
        "cannot be read, so no term that needs it can be counted: {why}",
    ),
    "health.year_not_applied": W(
        "{year}年的日历已变更，在办期限尚未重算。请运行 review-flows start，或者等待下一次期限检查",
        "the calendar of {year} has changed and running terms do not follow it yet. "
        "Run review-flows start, or wait for its next look at deadlines",
    ),
    "health.rules": W("{code}", "{code}"),
    "health.rules_unreadable": W(
        "不能使用：{why} 请运行 review-flows rules check",
        "cannot be used: {why} See: review-flows rules check",
    ),
    "health.rules_edited": W(
        "{code}在{cases}件在办件受理后有改动；这些件仍按受理时的规则办理。"
        "改动规则应另立新文件，再用 review-flows rules rebase 改用",
        "{code} was edited after {cases} open cases were accepted under it; they keep the rules "
        "of their acceptance. Put new rules into a new file, then: review-flows rules rebase",
    ),
    "health.clock": W("{says}（北京时间）", "{says} (Asia/Shanghai)"),
    "health.clock_behind": W(
        "显示{says}，而流转记录已到{reached}。请校准本机时钟；"
        "如系此前时钟偏快，请运行 review-flows doctor --accept-clock 理由",
        "says {says}, but the log has reached {reached}. Set the clock right; if it had run "
        "ahead: review-flows doctor --accept-clock REASON",
    ),
    "health.dead_letters": W(
        "{count}件通知多次发送未成。请运行 review-flows notices list --dead",
        "{count} notices could not be sent. See: review-flows notices list --dead",
    ),
    "health.nobody_hears": W(
        "无人担任：{roles}，对其的催办、督办无人收到",
        "nobody holds the role {roles}, so nobody hears the reminders that go to it",
    ),
    "subject.filing": W("报备投递", "filing packages"),
    "health.filing_outbox": W(
        "各备案机关的报备包均放在 {place}，由备案员取送",
        "packages for all recipients stay in {place}; somebody takes them from there",
    ),
    "health.undelivered": W(
        "审核件{case_number}致{recipient}的第{number}件报备包自{since}起未送出。请运行 "
        "review-flows start；自动环节失败的，排除原因后运行 review-flows retry {case_number}",
        "message {number} of case {case_number} to {recipient} has not gone out since {since}. "
        "Run review-flows start; where its leg failed, remove the cause, then: "
        "review-flows retry {case_number}",
    ),
    "health.answer_unwritten": W(
        "收到的报备{filing}的第{number}号往来（答复）尚无文件包。"
        "请运行 review-flows start，下一次期限检查时补写；文件写不成的，请检查磁盘和 docs_out",
        "the answer that is message {number} of the received filing {filing} has no package. Run "
        "review-flows start: its next look at deadlines writes it. If not, look at disk and "
        "docs_out",
    ),
    "health.filing_road": W("{way}：{place}", "{way}: {place}"),
    "health.filing_no_folder": W(
        "文件夹 {place} 不存在或者不能写入，报备包无法存入。请挂载该文件夹或者更正权限",
        "the folder {place} is not there or cannot be written to, so no package gets there. "
        "Mount it, or set its rights right",
    ),
    "health.filing_no_mail": W(
        "报备包须发往 {place}，但未设置 REVIEW_FLOWS_SMTP 或者其内容有误。请更正",
        "packages go to {place} by mail, but REVIEW_FLOWS_SMTP is not set or cannot be read. "
        "Set it right",
    ),
    "health.filing_open_road": W(
        "{place} 不是 https 地址，报备包不会经由明文传送。请改用 https://",
        "{place} is not https, and no package goes out unencrypted. Name an https:// address",
    ),
    "subject.virus_scan": W("查杀病毒", "virus scan"),
    "health.scan_none": W(
        "未设 REVIEW_FLOWS_VIRUS_SCAN，报送的文件不查杀病毒",
        "REVIEW_FLOWS_VIRUS_SCAN is not set: files handed in are not scanned",
    ),
    "health.scan_works": W("{command}可用", "{command} answers"),
    "health.scan_missing": W(
        "找不到{program}，在此之前不能收件。请安装，或者更正、去掉 REVIEW_FLOWS_VIRUS_SCAN",
        "{program} is not there, and no file is taken until it is. Install it, or correct or "
        "unset REVIEW_FLOWS_VIRUS_SCAN",
    ),
    "health.scan_failed": W(
        "{command}在{seconds}秒内未给出结论，在此之前不能收件。请手工运行该命令，按其提示处理"
        "（如病毒库未更新、服务未启动）",
        "{command} came to no answer within {seconds} s, and no file is taken until it does. Run "
        "it by hand and do what it says (signatures not updated, service not started)",
    ),
    "health.scan_wrong": W(
        "{command}将无害的文件报为病毒，所有报送都会被拒收。退出码应为0未发现、1发现病毒，请更正",
        "{command} calls a harmless file a virus, so that all are refused. Its exit code has to "
        "be 0 for clean and 1 for a virus: correct the command",
    ),
    "subject.prefect": W("Prefect", "Prefect"),
    "health.version": W("{version}", "{version}"),
    "health.sqlite_old": W(
        "{version}，低于3.51.3，存在预写日志重置缺陷；数据库由本系统的写锁保护，"
        "请勿用其他程序写入，也勿直接复制数据库文件（用 review-flows backup）",
        "{version}, below 3.51.3 (its write-ahead log may be reset wrongly): our write lock is "
        "what protects the database; let no other program write to it or copy its file "
        "(review-flows backup does)",
    ),
    "health.place": W("{place}", "{place}"),
    "health.disk": W("剩余{mib} MiB（{percent}%）", "{mib} MiB free ({percent} %)"),
    "health.disk_low": W(
        "仅剩{mib} MiB（{percent}%），应不少于1024 MiB和10%。请清理磁盘，否则将不能收件和办理",
        "only {mib} MiB free ({percent} %; 1024 MiB and 10 % are the least). Free some space, or "
        "nothing can be received or decided",
    ),
    "health.not_writable": W(
        "{place}不可写。请更改目录权限，或者另设 REVIEW_FLOWS_HOME",
        "{place} cannot be written. Change its permissions, or set REVIEW_FLOWS_HOME",
    ),
    "health.no_database": W(
        "{place}尚不存在，首次使用时自动建立。可先运行 review-flows demo",
        "{place} does not exist yet and is built at first use. Try: review-flows demo",
    ),
    "health.unreadable": W(
        "不能读取：{why} 请检查 REVIEW_FLOWS_DATABASE，或者从备份恢复",
        "cannot be read: {why} Check REVIEW_FLOWS_DATABASE, or restore the last backup",
    ),
    "health.schema": W("版本{revision}", "revision {revision}"),
    "health.schema_old": W(
        "版本{revision}，本程序为{known}，下次使用时自动升级，升级前的副本存于 "
        ".review-flows/before-upgrade；也可运行 review-flows upgrade",
        "revision {revision}, this program's is {known}; it is brought up at the next use, after "
        "a copy into .review-flows/before-upgrade. At once: review-flows upgrade",
    ),
    "health.schema_new": W(
        "版本{revision}，高于本程序的{known}。请安装写入它的新版本",
        "revision {revision}, newer than this program's {known}. Install the newer review-flows",
    ),
    "health.pragmas": W("{pragmas}", "{pragmas}"),
    "health.pragmas_wrong": W(
        "{pragmas}，与要求不符。请确认数据库不在网络磁盘上",
        "{pragmas}, which is not what is required. Keep the database off network drives",
    ),
    "health.people": W("{count}人", "{count} persons"),
    "health.nobody": W(
        "没有人员。请运行 review-flows people import FILE.csv",
        "nobody is known. Run: review-flows people import FILE.csv",
    ),
    "health.counts": W("{counts}", "{counts}"),
    "health.apart.administrators": W(
        "一人不得兼任{what}：三类管理员相互制约。请导入更正后的人员文件",
        "one person cannot be {what}: administrators watch one another. Use people import",
    ),
    "health.apart.business": W(
        "一人不得兼任{what}：管理员不办理业务。请导入更正后的人员文件",
        "one person cannot be {what}: an administrator does no business. Use people import",
    ),
    "health.apart.flows": W(
        "角色{what}属于系统流程，任何人不得担任。请导入更正后的人员文件",
        "the role {what} is that of the flows; no person holds it. Import a mended people file",
    ),
    "health.apart.signature": W(
        "审核件{case}：签署人{what}参与过该件的审核，须由他人复核",
        "case {case}: {what} signed a review that he had a hand in; have somebody else look at it",
    ),
    "health.apart.own_unit": W(
        "审核件{case}：承办人{what}属于或者曾属于起草单位，请转由他人办理",
        "case {case}: its reviewer {what} belongs or belonged to the drafting unit; hand it on",
    ),
    "health.leg_failed": W(
        "审核件{case_number}的{kind}（{id}）失败：{error}。"
        "请排除原因后运行 review-flows retry {case_number}",
        "{kind} ({id}) of case {case_number} failed: {error}. "
        "Remove the cause, then run: review-flows retry {case_number}",
    ),
    "health.file_missing": W(
        "审核件{case_number}的{name}（{sha256}）不在文件库中。请从备份恢复文件库",
        "{name} of case {case_number} ({sha256}) is not in the store. Restore it from a backup",
    ),
    "health.files_whole": W("材料和文书均在文件库中", "every document and letter is in the store"),
    "health.year": W("{year}年：{source}", "{year}: {source}"),
    "health.year_provisional": W(
        "{year}年放假安排未公布或未核实，据此计算的日期为暂定。公布后请录入 {year}.toml",
        "{year} is provisional: its notice is not published or not verified. "
        "Enter {year}.toml once it is",
    ),
    "health.prefect_embedded": W(
        "未设 PREFECT_API_URL，由本系统自行运行", "PREFECT_API_URL is not set: flows run embedded"
    ),
    "health.prefect_up": W("{url}有应答", "{url} answers"),
    "health.prefect_down": W(
        "{url}没有应答（{why}）。办理不受影响，自动环节待其恢复后运行",
        "{url} does not answer ({why}). Decisions go on; the legs run when it is back",
    ),
    "health.setting": W("{value}", "{value}"),
    "health.setting_default": W("{value}（默认）", "{value} (default)"),
}
