"""Chinese sentences of the opinion box."""

from __future__ import annotations

MESSAGES: dict[str, str] = {
    "box.opened": "{id}  {at}  开箱 {keyholder} · 见证 {witness} · 共 {count} 份[[，空白或看不清 {blank} 份]]",
    "box.ask": "第 {number}/{count} 份：",
    "box.none": "还没有开箱记录。开箱：wuye box 开箱人 见证人 份数",
    "box.anonymous": "匿名：没有人可回访，答复张贴在公告栏：wuye ticket answer {id} --way 公告栏 --words 答复",
    "box.slip_refused": "第 {number} 份没有记，全部未保存：{why}",
    "box.head.id": "开箱",
    "box.head.at": "时刻",
    "box.head.keyholder": "开箱人",
    "box.head.witness": "见证人",
    "box.head.count": "份数",
    "box.head.made": "成单",
    "box.head.blank": "空白",
    "box.head.ticket": "工单",
    "box.head.where": "房号/地点",
    "box.head.title": "事由",
    "box.head.status": "状态",
    "box_alone": "开箱人和见证人是同一个人（{person}），没有记。开意见箱要两个人在场：wuye box 开箱人 见证人 份数",
    "box_nobody": "没有写开箱人或见证人，没有记。请写：wuye box 开箱人 见证人 份数",
    "box_count": "说是 {count} 份，应有 {wanted_lines} 行，却有 {got_lines} 行，没有记。请核对份数；空白或看不清的用：--blank 份数",
    "box_anonymous_number": "这份意见写了“匿名”，又有电话或证件号码。愿意留电话就去掉“匿名”，不愿意就去掉号码",
    "box_no_file": "读不了文件 {path}[[（{reason}）]]，没有记。请核对路径：wuye box --help",
    "unknown_box": "没有这次开箱：{value}。历次见：wuye box list",
    "ambiguous_box": "“{value}”对得上不止一次开箱：{candidates}。请写全：wuye box show 编号",
}
