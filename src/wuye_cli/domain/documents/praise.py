"""Mere praise: words with which nobody could say whether a promise was kept."""

from __future__ import annotations

import re

from wuye_cli.domain.documents.folding import folded
from wuye_cli.domain.documents.prose import any_word, letters
from wuye_cli.domain.documents.quantities import quantities

_PRAISE = re.compile(
    any_word(
        "热情", "热忱", "周到", "优质", "满意", "良好", "专业", "贴心", "温馨", "文明", "规范",
        "礼貌", "一流", "高效", "真诚", "亲切", "细致", "耐心", "认真", "负责", "主动", "积极",
        "舒适", "优美", "整洁", "和谐", "卓越", "服务", "态度", "工作", "提供", "做到", "做好",
        "保持", "环境", "全面", "为业主", "为住户", "业主", "住户", "客户", "您", "我们", "员工",
        "让", "为", "以", "的", "地", "得", "和", "与", "及", "对", "应", "须", "必须", "要",
        "非常", "十分", "很", "更", "最", "warm", "friendly", "kind", "polite", "courteous",
        "professional", "excellent", "good", "quality", "high", "attentive", "sincere", "service",
        "services", "provide", "we", "you", "residents", "with", "a", "an", "the", "of", "and",
        "to", "be", "is", "are", "our", "your", "very", "best", "attitude", "staff",
    )
)  # fmt: skip
_LEAST_TO_CHECK = 3


def is_praise(text: str) -> bool:
    """Say whether a text is mere praise, so that nobody could say whether it was kept.

    Example:
        >>> is_praise("热情周到的服务"), is_praise("Warm and friendly service"), is_praise("")
        (True, True, True)
        >>> is_praise("看到、问候到、帮到三项俱全")
        False
    """
    left = _PRAISE.sub(" ", folded(text))
    return letters(left) < _LEAST_TO_CHECK and not quantities(text)
