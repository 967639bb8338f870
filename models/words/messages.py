"""Messages of the commands: what was done, what is missing, what to run next."""

from models.words.pair import Words as W

PHRASES: dict[str, W] = {
    "yes": W("是", "yes"),
    "error": W("错误", "Error"),
    "interrupted": W(
        "已中断，未完成的操作没有生效。", "Interrupted; what was not finished did not happen."
    ),
    "next": W("下一步：{command}", "Next: {command}"),
    "no_cases": W(
        "没有符合条件的审核件。收件：review-flows receive",
        "No such cases. To take submissions in: review-flows receive",
    ),
    "nothing_waits": W("没有待办任务。", "Nothing waits."),
    "both_days": W(
        "{working}个工作日，{calendar}个自然日", "{working} working days, {calendar} calendar days"
    ),
    "not_written": W("待制发", "not written yet"),
    "never_written": W("已作废，不再制发", "void, never written"),
    "written_and_void": W("{at}，后作废", "{at}, void since"),
    "pdf_without_wall": W(
        "本机内核不允许隔离网络，LibreOffice 在可联网的环境中运行；只转换不引用外部内容的文件。",
        "This machine's kernel cuts no process off from the network; only files that refer to "
        "nothing outside themselves are converted.",
    ),
    "warn.provisional": W(
        "日期为暂定：所涉年度的放假安排未公布或未核实。",
        "The days are provisional: the notice of a year is not published or not verified.",
    ),
    "warn.unverified": W(
        "规则 {rule_set} 中所列数值未经核实。",
        "The values listed of the rule set {rule_set} were not verified in their source.",
    ),
    "legs_queued": W(
        "审核件{number}：{queued}项自动任务已重新排队，由 review-flows start 执行。",
        "Case {number}: {queued} failed legs are queued again; review-flows start runs them.",
    ),
    "log_whole": W(
        "流转记录完整：{chains}条链，{entries}条记录。",
        "The log is whole (entries: {entries}, chains: {chains}).",
    ),
    "log_sealed": W(
        "已封存{sealed}条，封存证明{checkpoints}份，比对外存证明{anchors}份。",
        "Sealed (entries: {sealed}, checkpoints: {checkpoints}, notes from outside held against "
        "it: {anchors}).",
    ),
    "log_waits": W(
        "有{waiting}条记录尚未封存，最早的自{since}起。"
        "请运行 review-flows start，它每分钟封存一次。",
        "Entries wait to be sealed: {waiting}, the oldest since {since}. Let review-flows start "
        "run: it seals every minute.",
    ),
    "log_exported": W(
        "已导出{entries}条记录及其证明：{path}。"
        "校验：python verify_log.py {path} --anchor 存证文件",
        "Exported with proofs (entries: {entries}): {path}. To check it: "
        "python verify_log.py {path} --anchor NOTE",
    ),
    "log_key_made": W(
        "请将上列公钥交给审计人员；原公钥此前已交的，一并保存，以校验此前的封存。"
        "私钥另行备份，不与数据库放在一处",
        "Give the auditors this public key; they keep an older one as well, for the seals so far. "
        "Keep a copy of the private key away from the database",
    ),
    "log_verifier_written": W(
        "校验程序已写入 {path}；运行它只需要 Python 和 cryptography。",
        "The verifier is in {path}; it needs only Python and the library cryptography.",
    ),
    "log_broken": W(
        "流转记录不完整：{chains}条链，{entries}条记录，{faults}处问题。请保全现场并与备份比对。",
        "The log is broken (faults: {faults}, entries: {entries}, chains: {chains}). "
        "Keep everything as it is and compare with a backup.",
    ),
    "imported": W(
        "已导入{units}个单位、{persons}名人员。", "Imported {units} units, {persons} persons."
    ),
    "site_sound": W("没有异常。", "Nothing is broken."),
    "site_broken": W(
        "有{broken}项异常，请按说明处理。", "{broken} things are broken: see what to do."
    ),
    "still_copied": W(
        "{name}可能仍在复制，下次再收。",
        "{name} may still be being copied; it waits for the next time.",
    ),
    "inbox_empty": W("docs_in 中没有待收的文件。", "Nothing lies in docs_in."),
}
