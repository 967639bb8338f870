"""Words of the sealed log: what `doctor` says of it, and how far an entry is sealed."""

from models.words.pair import Words as W

PHRASES: dict[str, W] = {
    "subject.seal": W("记录封存", "seal of the log"),
    "subject.log_key": W("封存密钥", "key of the log"),
    "subject.anchor": W("封存外存", "anchor file"),
    "heading.sealed_by": W("封存", "sealed"),
    "heading.seal": W("封存", "seal"),
    "text_removed": W("〔已删除〕", "[removed]"),
    "log_text_removed": W(
        "{chain}第{seq}号记录的“{name}”已由{by}于{at}删除",
        "the text {name} of entry {seq} of {chain} was removed by {by} at {at}",
    ),
    "log_redacted": W(
        "已删除{chain}第{seq}号记录的“{name}”，记录仍可校验。此前的备份、导出件，已制发的文书"
        "和审核件页面不在此列，须按规定另行处理。",
        "The text {name} of entry {seq} of {chain} is removed; the log can be checked as before. "
        "Backups and exports made until now, letters, and the page of the case still hold it: see "
        "to them as your rules say.",
    ),
    "not_sealed": W("尚未", "not yet"),
    "last_sealed": W(
        "最后一条记录（第{seq}号）已由第{number}次封存覆盖",
        "the last entry ({seq}) is covered by checkpoint {number}",
    ),
    "last_not_sealed": W(
        "最后一条记录（第{seq}号）尚未封存", "the last entry ({seq}) is not sealed yet"
    ),
    "health.seal": W("{at}，已封存{size}条", "{at}, {size} entries sealed"),
    "health.seal_none": W(
        "尚无记录，首次封存时自动生成密钥",
        "nothing is logged yet; the key is made with the first sealing",
    ),
    "health.seal_waits": W(
        "{waiting}条记录尚未封存（上次封存：{at}）。请运行 review-flows start",
        "{waiting} entries are not sealed (last sealed: {at}). Run: review-flows start",
    ),
    "health.seal_stuck": W(
        "review-flows start 正在运行，但上次封存为{at}，{waiting}条记录尚未封存。"
        "请查看其输出，检查封存密钥、磁盘和数据库，再重新启动",
        "review-flows start runs, but the last sealing was at {at} and {waiting} entries wait. "
        "Look at its output, at the key, the disk and the database, and start it again",
    ),
    "health.key_gone": W(
        "{place}不存在，而此前的封存由其签名，现已停止封存。请从保管处放回；"
        "确已遗失的，运行 review-flows log make-key，并将新公钥交给审计人员",
        "{place} is not there, though it signed the seals so far: nothing is sealed. Put it back "
        "from where it is kept; if it is lost for good: review-flows log make-key, and give the "
        "auditor the new public key",
    ),
    "health.key_open": W(
        "{place}可由他人读取（权限{why}）。请运行 chmod 600 {place}；如可能已被读取，应更换密钥",
        "{place} can be read by others (mode {why}). Run chmod 600 {place}; if somebody may have "
        "read it, put a new key in its place",
    ),
    "health.key_unreadable": W(
        "{place}不能使用：{why} 请以运行 review-flows start 的账户查看，或者从保管处放回",
        "{place} cannot be used: {why} Look as the account that runs review-flows start, or put "
        "it back from where it is kept",
    ),
    "health.key_other": W(
        "{place}不是上次封存所用的密钥（本密钥{why}）。如非有意更换，请从保管处放回原密钥；"
        "如系更换，请将 review-flows log key 的输出交给审计人员",
        "{place} is not the key of the last seal (this one is {why}). If nobody meant to change "
        "it, put the old one back; else give the auditor what review-flows log key prints",
    ),
    "health.anchor": W("{place}，{at}，{size}条", "{place}, {at}, {size} entries"),
    "health.anchor_new": W("{place}尚无内容，下次封存时写入", "{place}: the next seal goes there"),
    "health.anchor_none": W(
        "未设 REVIEW_FLOWS_ANCHOR_FILE，封存证明只随文书和每日邮件留存于系统之外",
        "REVIEW_FLOWS_ANCHOR_FILE is not set: seals leave the house on letters and by the day's "
        "mail alone",
    ),
    "health.anchor_gone": W(
        "{place}不能写入，封存证明未能外存。请挂载所在存储，或者更正权限、路径",
        "{place} cannot be written to, so no seal gets there. Mount its storage, or set its "
        "rights or its path right",
    ),
    "health.anchor_unreadable": W(
        "{place}的末尾不是封存证明：{why} 请另设一个文件，原文件留存备查",
        "{place} does not end in a checkpoint: {why} Name another file, and keep this one",
    ),
    "health.anchor_unknown": W(
        "{place}所存封存证明（{at}，{size}条）与本库记录不符：记录可能被删改，或者数据库已被替换。"
        "请运行 review-flows log verify --anchor {place}，并报告审计人员",
        "the checkpoint in {place} ({at}, {size} entries) is not of this log: it was cut or "
        "rewritten, or the database is another. Run review-flows log verify --anchor {place}, "
        "and tell the auditor",
    ),
    "health.anchor_behind": W(
        "{place}最后写入于{at}，之后的封存证明未能写入。请检查该存储",
        "nothing has been added to {place} since {at}, though the log was sealed. Look at its "
        "storage",
    ),
}
