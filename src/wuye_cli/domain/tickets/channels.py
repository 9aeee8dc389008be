"""Channels (渠道) on which something is asked, and the words for them."""

from __future__ import annotations

CHANNELS: dict[str, tuple[str, ...]] = {
    "phone": ("电话", "来电", "call"),
    "counter": ("前台", "来访", "面谈", "visit"),
    "wechat": ("微信", "weixin", "公众号"),
    "email": ("邮件", "邮箱", "mail"),
    "letter": ("来信", "信件", "书信"),
    "website": ("网站", "小程序", "app", "web"),
    "box": ("意见箱",),
    "rounds": ("巡查", "巡视", "员工发现"),
    "hotline": ("热线", "12345", "市民热线"),
}
"""Id of a channel to the words for it."""
