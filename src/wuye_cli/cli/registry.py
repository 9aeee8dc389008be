"""The table of commands: name to module and one line each; imports nothing."""

from __future__ import annotations

COMMANDS: dict[str, tuple[str, str, str]] = {
    # name: (module under `wuye_cli.cli.commands`, one line in Chinese, one line in English)
    "take": (
        "take",
        "受理一件事：一句话登记并答复",
        "Take a call: note and answer it in one line.",
    ),
    "desk": ("desk", "前台：一行一件事", "The desk: one line an entry."),
    "paste": ("paste", "粘贴群聊，预览后写入", "Enter a copied group chat."),
    "slips": ("slips", "一叠派工单，一次录完", "Enter the day's paper slips."),
    "dispatch": ("dispatch", "派单", "Give a ticket to somebody."),
    "done": ("done", "办完：到场、工序、签字、反馈一次记下", "Note that the work is done."),
    "visit": ("visit", "回访", "Note a follow-up."),
    "say": (
        "say",
        "生成可粘贴的文字：回执、派单、改约、完工、答复、进度",
        "Words to paste: receipt, dispatch, done, answer, progress.",
    ),
    "due": ("due", "快到期和已超时的工单", "Tickets that come due or are late."),
    "undo": ("undo", "撤销自己刚记的一步", "Take back your own last step."),
    "ticket": (
        "ticket",
        "工单：新建、查看和每一个步骤",
        "Tickets: new, list, show and every step.",
    ),
    "box": ("box", "意见箱开箱：一份意见一张工单", "Open the opinion box: a slip, a ticket."),
    "pay": ("pay", "收费对账", "Reconcile payments."),
    "standard": (
        "standard",
        "标准文件：承诺、做法、检查",
        "The written standards: promises, practice, inspection.",
    ),
    "blueprint": (
        "blueprint",
        "服务蓝图：四条泳道、失误点",
        "Service blueprints: four lanes and fail points.",
    ),
    "case": ("case", "运行期限案例", "Run worked cases of dues."),
    "tier": ("tier", "响应等级", "Response tiers."),
    "calendar": ("calendar", "服务日历与节假日", "Service hours and holidays."),
    "category": ("category", "工单类别", "Categories of tickets."),
    "flow": ("flow", "办理流程", "Which steps a kind of ticket takes."),
    "staff": ("staff", "员工：名册、叫法、电话", "Staff: who is there, names and phones."),
    "key": (
        "key",
        "签名密钥：生成、登记、停用、轮换",
        "Keys that sign commits: make, register, end.",
    ),
    "whoami": ("whoami", "我是谁，能做什么", "Who types here, and what they may do."),
    "price": ("price", "价目表", "The price list."),
    "sheet": (
        "sheet",
        "Excel 往返：导出、修改、导回",
        "Excel sheets: out, edited, and back in.",
    ),
    "check": ("check", "检查记录和标准", "Check records and standards."),
    "schema": ("schema", "文件的 JSON Schema", "JSON Schemas of the files."),
    "fmt": ("fmt", "标准文件的规范形，保留注释", "Canonical form of standards, comments kept."),
    "hook": ("hook", "提交前检查的 git 钩子", "The git hook that checks before a commit."),
    "ci": ("ci", "生成 CI 检查配方", "Write the recipe of a CI job."),
    "diff": ("diff", "两份标准之间变了什么", "What changed between two standards."),
    "impact": (
        "impact",
        "改标准对以往工单的影响",
        "What a change would do to past tickets.",
    ),
    "rule": (
        "rule",
        "一条规则或一种变化：是什么、为什么、例子",
        "A rule or a kind of change: what, why, examples.",
    ),
    "audit": ("audit", "审计历史", "Audit the history."),
    "privacy": ("privacy", "个人信息的保存与删除", "Keep and erase personal data."),
    "status": ("status", "资料库现状", "How the store stands."),
    "commit": ("commit", "采纳手工改动", "Adopt edits made by hand."),
    "import": ("import_", "导入台账", "Import tickets from a sheet."),
    "print": (
        "print",
        "打印派工单、夜间值班记录、值班卡",
        "Print work slips, the night book, the duty card.",
    ),
    "duty": ("duty", "值班卡", "The duty card."),
    "crew": ("crew", "给师傅手机看的页面", "Pages for the crew's phones."),
    "backup": ("backup", "备份资料库并核对", "Back the store up, and prove the backup."),
    "restore": ("restore", "从备份恢复资料库", "Make a store from a backup."),
    "conflicts": (
        "conflicts",
        "合并时两边说法不同的地方",
        "Where desks that met differed.",
    ),
    "join": ("join", "加入别的前台的资料库", "Join the store of other desks."),
    "sync": ("sync", "与其他前台合并：经远端或U盘", "Meet other desks: by a remote or a stick."),
    "merge-driver": (
        "merge_driver",
        "供 git 调用：按条款合并标准文件",
        "For git: merge standards by their facts.",
    ),
    "sql": ("sql", "用 SQL 查询", "Query with SQL."),
    "init": ("init", "新建资料库", "Make a store."),
    "demo": ("demo", "建一个有样例的资料库", "Make a store with sample records."),
    "doctor": ("doctor", "体检：环境与资料库", "Examine the machine and the store."),
    "completion": ("completion", "输出命令行补全脚本", "Print the completion script of a shell."),
    "version": ("version", "版本", "Show the version."),
}

ALIASES: dict[str, str] = {"撤": "undo"}

OTHER_NAMES: dict[str, str] = {
    **dict.fromkeys(("today", "queue", "todo", "overdue", "今天", "待办", "到期", "超时"), "due"),
    **dict.fromkeys(("search", "find", "查", "查找", "搜索"), "ticket list --search"),
    **dict.fromkeys(("ls", "列表"), "ticket list"),
    **dict.fromkeys(("受理", "接", "登记"), "take"),
    "log": "audit log",
    "verify": "audit verify",
    "派": "dispatch",
    "派单": "dispatch",
    "办完": "done",
    "完成": "done",
    "回访": "visit",
    "撤销": "undo",
    "同步": "sync",
    "备份": "backup",
}
"""What other programs and people call a command: said to who types it, not run."""
"""Other words for a command, as people type them at the desk."""

FAST: frozenset[tuple[str, ...]] = frozenset(
    {("ticket", "list"), ("ticket", "show"), ("due",), ("sync",), ("__complete",)}
)
"""First words of the commands that the door may answer without the whole command line."""


def module_of(name: str) -> str:
    """Return the full module name of a command of `COMMANDS`."""
    return f"wuye_cli.cli.commands.{COMMANDS[name][0]}"


def is_fast(words: list[str]) -> bool:
    """Say whether these arguments may be answered at the door, which speaks of no bad one."""
    if not all(map(str.isprintable, words)):
        return False
    return tuple(words[:2]) in FAST or tuple(words[:1]) in FAST
