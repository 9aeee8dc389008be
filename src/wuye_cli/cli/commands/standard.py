"""wuye standard: the written standards; each part is loaded when it is named."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from wuye_cli.cli.options import h

if TYPE_CHECKING:
    from collections.abc import Callable

HELP = h(
    "标准文件：对住户的承诺、员工怎么做、怎么检查。例：wuye standard list",
    "The written standards: what is promised, how it is done, how it is inspected.\n"
    "Example: wuye standard list",
)

_PARTS: dict[str, tuple[str, str, str, str]] = {
    # name: module beside this one, function, one line in Chinese, one line in English
    "list": (
        "standard_read",
        "list_",
        "列出 standards/ 里的全部文件",
        "List all documents of the standards.",
    ),
    "show": (
        "standard_read",
        "show",
        "看一份文件或其中一条：承诺、做法、谁检查、依据",
        "Show a document or one clause: promise, practice, inspection, basis.",
    ),
    "promises": ("standard_read", "promises", "安、暖、快、洁、便", "The promises of the policy."),
    "cover": (
        "standard_read",
        "cover",
        "还缺什么：没有做法或没人检查的承诺、没写的员工要求",
        "What is left out: promises without practice or inspection, empty fields.",
    ),
    "card": (
        "standard_read",
        "card",
        "给员工的一张卡。写成文件：-o markdown=卡.md",
        "A card for staff. Into a file: -o markdown=card.md",
    ),
    "new": (
        "standard_write",
        "new",
        "写一份新文件的底稿。例：wuye standard new customer repair-in-home",
        "Write a document to begin with: wuye standard new customer repair-in-home",
    ),
    "attach": (
        "standard_write",
        "attach",
        "给一条附图片。例：wuye standard attach home-repair tarp 垫布.jpg",
        "Attach a picture to a clause: wuye standard attach home-repair tarp cloth.jpg",
    ),
    "set": ("standard_set", "set_", "改一个数字并提案", "Change one figure and propose it."),
    "propose": ("standard_propose", "propose", "提案", "Propose standards as they lie."),
    "review": (
        "standard_propose",
        "review",
        "审阅：差别、影响、指纹",
        "Show what is to be approved.",
    ),
    "approve": ("standard_propose", "approve", "批准审阅过的文字", "Approve what was reviewed."),
    "publish": (
        "standard_publish",
        "publish",
        "出公告并记下公布时间",
        "Print and note the notice.",
    ),
    "verify": ("standard_publish", "verify", "核对一份公告", "Verify a posted notice."),
    "withdraw": (
        "standard_propose",
        "withdraw",
        "撤回还没生效的",
        "Take back what is not in force.",
    ),
    "due": ("standard_kept", "due", "快到的复审、到期和公布", "Reviews, ends and notices to come."),
    "suspects": ("standard_kept", "suspects", "存疑的联系", "Links whose promise has changed."),
    "log": ("standard_kept", "log", "各版本的状态和批准人", "Versions, states, who approved."),
    "blame": ("standard_kept", "blame", "每一条最后由谁改的", "Who last changed each clause."),
}

PARTS: dict[str, tuple[str, str]] = {name: (zh, en) for name, (_, _, zh, en) in _PARTS.items()}
"""Subcommands with their lines in Chinese and English."""


def part(name: str) -> Callable[..., object]:
    """Return the function of a subcommand, its module imported now."""
    module, function, _, _ = _PARTS[name]
    found: Callable[..., object] = getattr(import_module(f"{__package__}.{module}"), function)
    return found
