"""Chinese words of the staff register and the price list."""

# A sentence stays on one line, so that a search for its words finds it.
# ruff: noqa: E501

from __future__ import annotations

MESSAGES: dict[str, str] = {
    "ambiguous_person": "“{value}”对得上不止一人：{candidates}。没有记下，请写全名或编号",
    "unknown_staff": "员工名册里没有“{value}”。名册见：wuye staff list；登记用：wuye staff add 姓名",
    "staff_exists": "编号 {id} 已经有人用了，没有登记。查看：wuye staff show {id}",
    "bad_staff_id": "员工编号“{value}”不能用：写 s- 加小写字母、数字或 -，如 s-zhao；不写 --id 则自动编号",
    "bad_mail": "“{value}”不是邮箱，没有保存。例：--mail zhao@desk.example",
    "not_a_phone": "“{value}”不是电话，没有保存。例：--phone 13800001234",
    "staff.none": "还没有登记员工。登记用：wuye staff add 赵强 --id s-zhao --role 维修 --alias 赵师傅",
    "staff.count": "共 {count} 人[[，其中已离职 {left} 人]]",
    "staff.added": "已登记 {id} {name}",
    "staff.edited": "已更新 {id} {name}：{changed}",
    "staff.unchanged": "{id} {name} 没有变化",
    "staff.no_people": "本机没有 people/，看不到电话",
    "staff.id": "编号",
    "staff.name": "姓名",
    "staff.aliases": "别名",
    "staff.mail": "邮箱",
    "staff.role": "岗位",
    "staff.skills": "技能",
    "staff.wechat": "群昵称",
    "staff.zone": "片区",
    "staff.left": "离职日",
    "staff.phone": "电话",
    "staff.person": "资料",
    "staff.path": "文件",
    "no_prices": "没有价目表 {path}。可从 wuye 自带的起步标准里取一份，按本小区改好后：wuye commit",
    "price.none": "价目表是空的",
    "price.count": "共 {count} 项。改价：wuye sheet out 价目.xlsx --what prices，或直接改 {path} 后 wuye commit",
    "price.faults": "价目表有 {count} 处问题：wuye check {path}",
    "price.above": "报价 {price} 元高于价目表“{label}”的 {from} 到 {to} 元[[/{unit}]]，请向业主说明，或核对价目：wuye price list",
    "price.below": "报价 {price} 元低于价目表“{label}”的 {from} 到 {to} 元[[/{unit}]]，请核对：wuye price list",
    "price.id": "编号",
    "price.label": "项目",
    "price.label_en": "英文名",
    "price.unit": "单位",
    "price.from": "最低（元）",
    "price.to": "最高（元）",
    "price.aliases": "别的叫法",
    "price.basis": "依据",
}
