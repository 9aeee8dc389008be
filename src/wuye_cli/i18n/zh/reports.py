"""Chinese words of the report formats that `check` and `diff` share."""

from __future__ import annotations

MESSAGES: dict[str, str] = {
    "level": "级别",
    "rule": "规则",
    "place": "位置",
    "message": "内容",
    "level.error": "错误",
    "level.warning": "警告",
    "level.info": "提示",
    "left": "还有 {count} 项没有列在这里。",
    "root": "项目库的根目录",
    "unchecked": "无法检查 {path}[[：{reason}]]",
    "gap": "无法检查",
}
