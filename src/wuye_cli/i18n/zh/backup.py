"""Chinese sentences of backup, restore and sync."""

# A sentence stays on one line, so that a search for its words finds it.
# ruff: noqa: E501

from __future__ import annotations

MESSAGES: dict[str, str] = {
    "backup.done": "已备份到 {place}：工单 {tickets} 张，提交 {commits} 次，{size}；照片和扫描件 {media} 个（新拷 {copied} 个）。已读回核对",
    "backup.people": "含住户资料（{persons} 人）：请把备份盘锁好；已删除的住户仍在旧备份里，到期请销毁",
    "backup.no_people": "不含住户资料",
    "backup.hand_edits": "{count} 处手工改动没有提交，不在备份里。要一起备份请先：wuye commit",
    "backup.flaws": "media/ 里有 {count} 个文件与自己的名字不符（已损坏），不在备份里。请从别处找回原件：",
    "backup.unsound": "git fsck --strict 对历史有意见；历史照样在备份里。详情：wuye doctor --full",
    "backup.removed": "已删旧备份 {count} 份：{names}",
    "backup.next": "恢复：wuye restore {place} 新目录",
    "backup.step.records": "正在打包工单和标准",
    "backup.step.people": "正在打包住户资料",
    "backup.step.verify": "正在读回核对",
    "backup.step.media": "正在核对照片和扫描件",
    "backup.step.prove": "正在核对备份",
    "backup.step.copy": "正在拷回照片和扫描件",
    "status.no_backup": "从未备份过：wuye backup 目录",
    "status.backup": "最近备份 {at}（{days} 天前）：{place}",
    "status.late_backup": "最近备份是 {days} 天前（{at}）。请再备份：wuye backup 目录",
    "restore.done": "已恢复到 {root}：{estate}，备份时刻 {created_at}",
    "restore.found": "工单 {tickets} 张，未归档 {open} 张，住户 {persons} 人，照片和扫描件 {media} 个",
    "restore.last": "最后一件事：{at} {id}。在此之后记的不在备份里，请按纸单补录",
    "restore.no_people": "这份备份不含住户资料：住户一律显示为“住户”",
    "restore.same_desk": "代号仍是 {desk}：旧机器不能再用。若它还在用，请删掉这个目录，改用 --desk new 恢复",
    "restore.no_desk": "这个资料库还没有代号，第一次受理时会取一个",
    "restore.new_desk": "新代号 {desk}（原来是 {was}）：两台机器可以同时用，用 wuye sync 合并",
    "restore.remote": "原来有远端，没有自动设置。需要时：git remote add {name} {address}",
    "restore.next": "下一步：cd {root}，再 wuye check 和 wuye audit log 工单号",
    "backup_inside": "备份不能放在资料库里面：{path}。请换一个目录，最好在另一块盘上",
    "backup_running": "这个资料库正在备份，请等它结束",
    "nothing_to_back_up": "资料库还没有提交，没有可备份的。先受理一张：wuye take 3-1-0502 厨房漏水",
    "not_a_backup": "{path} 不是一份备份（没有 manifest.json）[[。这里有：{suggestions}]]。请写某一份备份的目录",
    "not_empty": "{path} 不是空目录，没有恢复。请换一个不存在的目录",
    "damaged_backup": "这份备份坏了，没有恢复。坏的是 {path}。请换一份备份",
    "missing_medium": "这份备份缺照片或扫描件 {path}，没有恢复。请把它旁边的 wuye-media 一起拿来",
    "newer_backup": "{path} 的格式是 {schema}，比这个 wuye 新。请升级 wuye 再恢复",
    "restore_running": "另一个恢复正在写 {path}，请等它结束",
    "damaged_bundle": "git 包坏了或不完整：{path}[[（{reason}）]]",
    "unrelated_history": "{source} 与这里的历史没有共同的起点，没有合并。若是那边删除过住户资料：把这里的 people/ 移开，再从对方重新克隆",
    "bad_copy": "写进去的与读回来的不一样：{path}。这块盘不可靠，没有备份；请换一块盘",
}
