"""Words of backup, restore, scrub, upgrade and the database's roles."""

from models.words.pair import Words as W

CODES: dict[str, dict[str, W]] = {
    "DatabaseKind": {
        "sqlite": W("SQLite数据库", "SQLite"),
        "postgresql": W("PostgreSQL数据库", "PostgreSQL"),
    },
    "StoreFault": {
        "missing": W("缺失", "missing"),
        "damaged": W("损坏", "damaged"),
    },
}
_HEADINGS: dict[str, W] = {
    "backup.folder": W("位置", "folder"),
    "backup.made_at": W("备份时间（UTC）", "made at (UTC)"),
    "backup.database": W("数据库", "database"),
    "backup.revision": W("库结构版本", "revision"),
    "backup.cases": W("审核件", "cases"),
    "backup.entries": W("流转记录", "log entries"),
    "backup.checkpoints": W("封存签名", "checkpoints"),
    "backup.files": W("文件", "files"),
    "backup.bytes": W("字节", "bytes"),
    "backup.anchors": W("已比对的外部封存签名", "notes compared"),
    "backup.missing": W("备份时已缺失的文件", "missing when it was made"),
    "backup.key": W("签名公钥", "signed by"),
}
PHRASES: dict[str, W] = {
    **{f"heading.{name}": words for name, words in _HEADINGS.items()},
    "backup.key": W(
        "备份中不含封存私钥（{place}）。请另存一份于他处（如保险柜中的介质），不要与备份放在一起。",
        "The private key of the log ({place}) is not in it. Keep a copy of it elsewhere, in a safe "
        "for example, and never beside the backups.",
    ),
    "backup.holds": W(
        "备份完整：签名、文件、流转记录均相符。",
        "The set holds: signature, files, the whole log.",
    ),
    "backup.restored": W("已恢复到{home}。", "Restored into {home}."),
    "backup.key_back": W(
        "启动之前，请将封存私钥放回{place}（权限600）；否则将生成新的私钥，此后的封存另起一段。"
        "文书在文件库中，docs_in、docs_out 不在备份之内。",
        "Before it starts, put the private key of the log back at {place} (mode 600); else a new "
        "one is made, and its checkpoints begin a new line. Letters lie in the store; docs_in and "
        "docs_out are no part of a backup.",
    ),
    "notice.scrub.subject": W(
        "【文件库异常】{today} 缺失{missing}个，损坏{damaged}个",
        "[store] {today}: {missing} missing, {damaged} damaged",
    ),
    "notice.scrub.text": W(
        "夜间核对发现，文件库中的文件缺失{missing}个，损坏{damaged}个。"
        "请运行 review-flows scrub 查看所属审核件，并从最近的备份中复制同名文件；"
        "同时检查磁盘。文件如下（SHA-256）：",
        "The night's look found stored files missing ({missing}) and damaged ({damaged}). "
        "review-flows scrub tells whose they are: copy the files of the same name from the last "
        "backup, and have the disk looked at. By SHA-256:",
    ),
    "subject.backup": W("备份", "backup"),
    "health.backup": W("最近一次：{at}", "the last one: {at}"),
    "health.backup_none": W(
        "尚未备份。请每夜运行 review-flows backup，目标在另一磁盘",
        "none was ever made. Run review-flows backup every night, onto another disk",
    ),
    "health.backup_old": W(
        "最近一次为{at}（{hours}小时前）。请运行 review-flows backup，并检查夜间任务",
        "the last one is of {at}, {hours} hours ago. Run review-flows backup, and see why the "
        "nightly one did not",
    ),
    "health.orphans": W(
        "抽查{sample}个存储文件，未被引用的{orphans}个（不属异常）；逐一核对：review-flows scrub",
        "of {sample} stored files looked at, {orphans} are named by no row (which is no fault); "
        "every one is held against its name by review-flows scrub",
    ),
    "health.role_rewrites": W(
        "所用的数据库角色可以改写流转记录。请按 review-flows deploy roles 的输出分设角色",
        "this role of the database may rewrite the log. Part the roles: review-flows deploy roles",
    ),
    "upgrade.done": W(
        "数据库已从版本{before}升级到{after}。升级前的副本：{copy}",
        "The database was brought from revision {before} to {after}. As it was before: {copy}",
    ),
    "upgrade.nothing": W("数据库已是版本{after}。", "The database is of revision {after} already."),
    "scrub.whole": W(
        "文件库完整：{files}个文件，{bytes}字节；未被引用的{orphans}个。",
        "The store is whole (files: {files}, bytes: {bytes}, named by no row: {orphans}).",
    ),
    "scrub.faults": W(
        "文件库有{faults}处问题。请从最近的备份中将同名文件复制到{store}的相同位置，"
        "再次运行 review-flows scrub 核对。",
        "{faults} stored files do not hold. Copy the file of the same name from the last backup's "
        "store to the same place below {store}, and run review-flows scrub again.",
    ),
}
HELP: dict[str, str] = {
    "upgrade": "将旧版本的数据库升级到本程序的版本，升级前先作备份；其他命令也会自行升级。\n\n"
    "示例：review-flows upgrade",
    "deploy roles": "输出 SQL：为 PostgreSQL 分设表的所有者，以及只能追加流转记录的应用角色。\n\n"
    "示例：review-flows deploy roles",
    "--owner": "表的所有者。",
    "--application": "程序所用的角色。",
    "--without-backup": "不作备份：已用其他方法备份。",
    "backup": "备份数据库、文件库、工作日历和规则集到 DIR/时间，附签名清单；备份时可照常办理。\n\n"
    "示例：review-flows backup /mnt/backup",
    "backup folder": "另一磁盘上的文件夹，备份存于其下。",
    "--incomplete": "文件库中有文件缺失时仍继续，并在清单中注明。",
    "restore": "核对备份（签名、文件、全部流转记录），恢复到空的工作目录。\n\n"
    "示例：review-flows restore /mnt/backup --verify --anchor note.txt",
    "restore folder": "一份备份：DIR/时间；写 DIR 则取最新的一份。",
    "--verify": "只核对，不恢复。",
    "restore --anchor": "外部保存的封存签名文件，可重复；- 为标准输入。",
    "restore --key": "封存公钥，由 log key 给出。",
    "restore --to": "恢复到此空的工作目录。",
    "scrub": "逐一核对文件库中的文件，查找审核件所引用的文件；有问题时退出码为3。\n\n"
    "示例：review-flows scrub --json",
}
