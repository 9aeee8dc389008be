"""Chinese words of checkpoints: made, shown, witnessed."""

from __future__ import annotations

MESSAGES: dict[str, str] = {
    "checkpoint_one_of": "--show、--list、--take 只能用一个",
    "no_checkpoints": "还没有存证。做一次：wuye audit checkpoint",
    "unknown_checkpoint": "没有这个存证：{value}。现有的：wuye audit checkpoint --list",
    "ambiguous_checkpoint": "“{value}”对得上不止一个存证。请写全码：wuye audit checkpoint --list",
    "bad_code": "“{value}”不是存证码，也不是文件：码形如 CP 20417 7QF4-M2KD-9XTA，末两位校验前面，可能念错或抄错了。现有的：wuye audit checkpoint --list",
    "no_checkpoint_file": "读不到 {path}。存证文件用 wuye audit checkpoint --export 文件 导出",
    "not_a_checkpoint": "{path} 不是完整的存证文件，没有使用。请向发出的人再要一份：wuye audit checkpoint --export 文件",
    "cosigned_already": "{path} 已有这把密钥的签名，没有再签",
    "not_after": "这份存证接不上存证 {number}，没有签[[：少了 {tickets}]]。请先问清楚，再用 wuye audit verify --against 旧存证文件 核对",
    "bad_cosignature": "{path} 里“{name}”的签名是假的，没有收。请向本人再要一份",
    "checkpoint.new": "存证 {label}",
    "checkpoint.same": "上次存证以后没有新的提交。存证 {label}",
    "checkpoint.facts": "  {at}，{tickets} 张工单，提交 {commit}",
    "checkpoint.signed": "  签名：{names}",
    "checkpoint.unsigned": "  没有签名（签名用：wuye key new）",
    "checkpoint.tell": '把这一行抄进月报、贴在公告栏、发到群里；以后谁都可以核对：wuye audit verify --against "{label}"',
    "checkpoint.exported": "已导出到 {path}",
    "checkpoint.taken": "已收入签名。存证 {label}",
    "checkpoint.nothing_new": "没有新的签名。存证 {label}",
    "checkpoint.cosigned": "已签 {path}：存证 {label}。把文件发回去，对方运行：wuye audit checkpoint --take {path+q}",
    "checkpoint.count": "共 {count} 次",
    "checkpoint.code": "存证",
    "checkpoint.at": "时间",
    "checkpoint.tickets": "工单",
    "checkpoint.names": "签名",
}
