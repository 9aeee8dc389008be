"""Chinese sentences of the one-line entries and of the desk's prompt."""

# A sentence stays on one line, so that a search for its words finds it.
# ruff: noqa: E501

from __future__ import annotations

MESSAGES: dict[str, str] = {
    "take_is_step": "这是单子上的步骤，不是新报事；没有写入。步骤：wuye desk {line}",
    "line_empty": "什么也没写；没有写入",
    "line_too_long": "这一行有 {count} 个字，太长；没有写入。长文作附件：wuye ticket attach 单号 文件",
    "line_which_ticket": "“{word}”是哪一单的？没有写入。前面写尾号，如：17 {line}；在办的单子：wuye ticket list。若是新报事：",
    "line_no_event": "{tail} 后面的“{word}”不是一个步骤；没有写入。步骤如 派钱、到1005、完1040、告、访 满意；全部见 ?",
    "line_unknown_word": "看不懂“{word}”；没有写入。是原话就加引号：“{word}”；步骤全部见 ?",
    "line_missing": "“{act}”还缺{slot}；没有写入",
    "line_bad_time": "“{word}”里的时刻“{rest}”不存在；没有写入。时刻如 1005、10:05、昨晚2340、周四9点",
    "line_bad_window": "“{word}”里的时段看不懂；没有写入。时段如 约10-11、约周五14-16，先早后晚",
    "line_bad_money": "“{word}”里的金额看不懂；没有写入。金额如 价80、收12.5微信",
    "line_bad_phone": "“{word}”像手机号，却有 {digits} 位；没有写入。手机号 11 位，请核对",
    "line_unit_short": "“{word}”少了单元号；没有写入。房号写成 楼-单元-室，如 {building}-1-{room}",
    "line_unclear": "看不懂“{word}”；没有写入。新报事：房号或地点 事情，如 2-1-803 厨房龙头滴水；单子上的事：17 到1005",
    "line_no_matter": "“{word}”没有说是什么事；没有写入。后面写上事情，如：2-1-803 厨房龙头滴水",
    "line_twice": "一行里写了两次“{act}”；没有写入。分两行写",
    "line_undo_what": "不知道要撤“{word}”；没有写入。撤某一步，如：17 撤 访；撤刚写的：撤",
    "line_which_of": "尾号 {word} 有几张在办的单子；没有写入：{known}",
    "line_ahead": "今天 {word} 还没到；没有写入。是昨天的：",
    "line_who_unknown": "“{word}”不在人员名册；没有写入。在册：{known}。登记：wuye staff add",
    "line_who_several": "“{word}”有几位；没有写入：{known}",
    "line_not_raised": "{id} 已是最高一档（{tier}），不能再升；没有写入。记一次催办：写“催”",
    "line.none_open": "[[{where} ]]没有在办的单子",
    "line.last_contact": "上次联系 {at}",
    "line.more": "……还有 {count} 张：wuye ticket list",
    "slot.who": "派给谁（如 派钱）",
    "slot.person": "是谁",
    "slot.party": "是哪个单位（如 叫维保0807）",
    "slot.money": "金额（如 价80、收80微信）",
    "slot.words": "说了什么",
    "slot.rest": "内容",
    "slot.score": "满意程度（满意、基本满意、不满意，或 1-5）",
    "slot.side": "是谁提出的（业主、我方）：这决定超时算谁的",
    "slot.window": "时段（如 周五14-16）",
    "slot.until": "到什么时候（如 周六）",
    "slot.ref": "单号（如 纸0421）",
    "slot.tail": "是哪一单（写尾号）",
    "slot.field": "改什么（如 改 房号2-1-308）",
    "slot.how": "怎么同意的（签、微信、口头）",
    "slot.liable": "是谁的责任（我方责任、无责）",
    "slot.fault": "过失（如 过失漏派）",
    "slot.remedy": "补救办法（如 补救当天重修）",
    "desk.hello": "{estate} 前台。一行一件事，? 看写法，q 离开",
    "desk.bye": "再见。写入的都已保存",
    "desk.prompt": "前台> ",
    "desk.choose": "选哪个（按数字；回车不选）：",
    "desk.go_on": "按回车继续，或直接写下一行：",
    "desk.danger": "⚠ 先问清人身安全，再通知在岗人员和救援电话",
    "desk.dropped": "这一行没有写入",
    "desk.interrupted": "被中断；最后一行是否写入，看 wuye audit log 或重写尾号",
    "desk.coming": "最近到期 {at} {clock} {id} {where} {title}[[ · 已超时 {overdue}]] · 在走 {total}",
    "desk.nothing_due": "没有在走的时限[[ · 已超时 {overdue}]]",
    "desk.fed": "共 {read} 行：写入或查看 {entered}，没写 {failed}",
    "desk.line": "第 {number} 行：",
    "desk_no_file": "读不了 {path}：{reason}；没有写入。文件要是 UTF-8 文本",
    "desk_not_text": "这一行不是 UTF-8 文本；没有写入。把文件另存为 UTF-8 再来",
    "desk_line_or_file": "一行和 -f {file} 只能给一样；没有写入",
    "desk.help": """新报事   房号或地点 事情 电话         2-1-803 厨房龙头滴水 13500005555
         夜 时刻 … | 已做的步骤 纸号   夜 昨晚2340 3-1-502 爆管 | 派赵2342 到2352 完0052 纸0417
单子     尾号 步骤 步骤 …             17 派钱 约10-11
         17 到1005 价80换龙头 同意1012签 完1040 收80微信 纸0421
步骤     派 转 接 退 到 无人 控 叫 维保到 价 同意 开工 工序 完 签 收 告 访 未接 验 回 答 查 补救
         劝 报 报外 催 二投 级 类 等件 等业主 恢复 约 改约 约完 并 重复 备 改 重开 取消 办不了 归档
其他     房号或电话（看在办） 尾号（看一单） 撤 / 17 撤 / 17 撤 访 到期 新 …（一定是新报事） q""",
}
