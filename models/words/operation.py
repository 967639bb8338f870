"""Words of running it on machines: health, what `deploy` wrote, and their help."""

from models.words.pair import Words as W

CODES: dict[str, dict[str, W]] = {
    "ReadinessCheck": {
        "database": W("数据库", "database"),
        "disk": W("磁盘剩余空间", "free disk"),
        "clock": W("本机时钟落后于流转记录", "clock behind the log"),
        "seal": W("距上次封存", "age of the seal"),
    },
}
PHRASES: dict[str, W] = {
    "heading.measured": W("实测", "measured"),
    "heading.bound": W("界限", "bound"),
    "asked.ready": W("可以工作（端口{port}）。", "Ready (port {port})."),
    "asked.not_ready": W(
        "暂时不能工作（端口{port}），请查看异常项；详情：review-flows doctor",
        "Not ready (port {port}): see what is broken above; more with review-flows doctor",
    ),
    "asked.alive": W("进程运行正常（端口{port}）。", "Alive (port {port})."),
    "asked.not_alive": W(
        "进程已停顿（端口{port}），请重新启动 review-flows start",
        "The process hangs (port {port}). Start it again: review-flows start",
    ),
    "deploy.units_next": W(
        "未安装任何文件。请逐一查看 {folder} 中的文件，按各文件开头的说明放置，再依次运行："
        "systemd-sysusers；systemctl daemon-reload；systemctl enable --now review-flows.service "
        "review-flows-backup.timer review-flows-scrub.timer（后两个只在一台机器上）",
        "Nothing was installed. Read the files in {folder}, put each where its head says, then: "
        "systemd-sysusers; systemctl daemon-reload; systemctl enable --now review-flows.service "
        "review-flows-backup.timer review-flows-scrub.timer (the timers on one machine only)",
    ),
    "deploy.compose_next": W(
        "未启动任何容器。请按 {folder}/compose.yaml 开头的步骤操作",
        "Nothing was started. Follow the steps at the head of {folder}/compose.yaml",
    ),
}
HELP: dict[str, str] = {
    "health": "询问本机正在运行的 start 是否可以工作；有一项不符合时退出码为1。\n\n"
    "示例：review-flows health",
    "health --alive": "只询问进程是否运行正常。",
    "deploy": "程序之外的部署事项：数据库角色、系统服务、容器。",
    "deploy units": "按本系统的设置写出 systemd 服务、定时器及其配置，不作安装。\n\n"
    "示例：review-flows deploy units units",
    "deploy compose": "写出 compose 文件（PostgreSQL、Prefect 服务器、若干运行器）及所需文件。\n\n"
    "示例：review-flows deploy compose containers",
    "deploy units folder": "写入此文件夹。",
    "deploy compose folder": "写入此文件夹。",
    "deploy units --user": "运行程序的系统用户。",
    "deploy units --backups": "每夜的备份存于此文件夹。",
    "deploy units --program": "review-flows 命令在各机器上的位置。",
}
