"""English words of payments and their reconciliation."""

from __future__ import annotations

MESSAGES: dict[str, str] = {
    "pay.head.at": "at",
    "pay.head.ticket": "ticket",
    "pay.head.unit": "home/place",
    "pay.head.way": "way",
    "pay.head.amount": "yuan",
    "pay.head.receipt": "receipt",
    "pay.head.slip": "slip",
    "pay.head.taken_by": "taken by",
    "pay.way.wechat": "WeChat",
    "pay.way.alipay": "Alipay",
    "pay.way.cash": "cash",
    "pay.way.card": "card",
    "pay.way.transfer": "transfer",
    "pay.way.other": "other",
    "pay.way.unsaid": "not said",
    "pay.none": "no payments in {month}. Note one: wuye ticket pay ID --price 80 --way wechat --receipt NUMBER",
    "pay.total": "{month}: payments {count}, yuan {total}",
    "pay.sums": "{sums}",
    "pay.sum": "{name}: {count}, {total} yuan",
    "pay.odd": "odd: {count}",
    "pay_no_receipt": "{ticket}: {amount} yuan taken without a receipt number",
    "pay_same_receipt": "receipt {receipt} stands for more than one payment: {tickets}",
    "pay_not_as_quoted": "{ticket}: quoted {quoted} yuan, paid {paid}",
    "pay_no_consent": "{ticket}: money was taken with no consent on record before it",
    "pay_no_amount": "{ticket}: the amount is wrong[[: {value}]]",
    "pay_unpaid": "{ticket}: consented and done, {quoted} yuan not paid. Remind: wuye say {ticket} reminder-2",
    "pay_month": "cannot read the month '{value}'. Write 2026-11, or last: wuye pay list --month 2026-11",
}
