"""Chinese words of payments and their reconciliation."""

from __future__ import annotations

MESSAGES: dict[str, str] = {
    "pay.head.at": "时刻",
    "pay.head.ticket": "工单",
    "pay.head.unit": "房号/地点",
    "pay.head.way": "方式",
    "pay.head.amount": "金额",
    "pay.head.receipt": "收据",
    "pay.head.slip": "单据",
    "pay.head.taken_by": "收款人",
    "pay.way.wechat": "微信",
    "pay.way.alipay": "支付宝",
    "pay.way.cash": "现金",
    "pay.way.card": "刷卡",
    "pay.way.transfer": "转账",
    "pay.way.other": "其他",
    "pay.way.unsaid": "未写明",
    "pay.none": "{month} 没有收款。记收款：wuye ticket pay 工单号 --price 80 --way 微信 --receipt 收据号",
    "pay.total": "{month} 共 {count} 笔，{total} 元",
    "pay.sums": "{sums}",
    "pay.sum": "{name} {count} 笔 {total} 元",
    "pay.odd": "疑点 {count} 处：",
    "pay_no_receipt": "{ticket} 收了 {amount} 元，没有收据号",
    "pay_same_receipt": "收据 {receipt} 用了不止一次：{tickets}",
    "pay_not_as_quoted": "{ticket} 报价 {quoted} 元，实收 {paid} 元",
    "pay_no_consent": "{ticket} 收费前没有业主同意的记录",
    "pay_no_amount": "{ticket} 的金额不对[[：{value}]]",
    "pay_unpaid": "{ticket} 已同意报价并办结，{quoted} 元未收。催付：wuye say {ticket} reminder-2",
    "pay_month": "看不懂月份“{value}”。请写成 2026-11，或 上月：wuye pay list --month 2026-11",
}
