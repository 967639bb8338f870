"""What went wrong and what to do now, in Chinese, for each class of error; the details follow."""

CHINESE: dict[str, tuple[str, str]] = {
    "ReviewError": ("未能办理", "请按下列说明处理后再试。"),
    "BadInput": ("输入有误", "请按下列说明更正后重新输入。"),
    "UnknownCode": ("没有这个代码", "请从下列相近的代码中选择。"),
    "FormInvalid": ("表单未填完整或填写有误", "请将下列各项一次补正后重新提交。"),
    "RuleSetInvalid": ("规则文件不能使用", "请逐项更正规则文件后再试。"),
    "CalendarTooShort": ("缺少该年度的工作日历", "请补录该年度放假安排后再试。"),
    "NotFound": ("没有找到，或者您无权查看", "请核对下列编号后再试。"),
    "NotAllowed": ("您无权办理此事项", "请由有权限的人员办理。"),
    "Conflict": ("此件已发生变化，本次操作未生效", "请重新查看此件后再决定。"),
    "TakenInBefore": (
        "同一文件此前已经导入，本次未重复导入",
        "请按下列说明查看已导入的内容，或者导入更新后的文件。",
    ),
    "MoveNotPossible": ("此件目前不能这样办理", "请从下列可办事项中选择。"),
    "TaskTaken": ("此项任务已被他人领取", "如需办理，请联系其释放任务。"),
    "DocumentRefused": ("文件不能接收", "请按下列说明处理后重新报送。"),
    "FilesRefused": ("有文件不能接收，全部文件均未收件", "请按下列说明处理后重新报送。"),
    "PackageRefused": (
        "报送的文件包不能接收，未作登记",
        "请按下列说明告知发送机关，请其重新发送。",
    ),
    "PackageMisdirected": (
        "文件包不是报送本机关的，未作登记",
        "请转交其主送机关；所写确系本机关另一名称的，请按下列说明确认后再收。",
    ),
    "TooHeavy": ("处理此文件超过时间或者内存上限", "请将内容复制到新建的文稿后再试。"),
    "ApartFailed": ("处理此文件时程序出错，未作任何改动", "请用 Word 或 WPS 另存后再试。"),
    "PdfNotMade": ("未能生成 PDF", "请安装 LibreOffice，或者用 Word、WPS 打开 .docx 打印。"),
    "SchemaUnknown": ("数据库由其他版本写成，未作任何改动", "请使用与其相应的版本。"),
    "StoreDamaged": ("存储的文件缺失或者被改动", "请从最近的备份恢复文件库。"),
    "ClockSetBack": ("本机时钟早于流转记录，未作任何改动", "请校准本机时钟后再试。"),
    "TryAgain": ("暂时不能办理，未作任何改动", "请稍后再试。"),
}
