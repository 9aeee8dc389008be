"""Chinese sentences of what a call of `check` may get wrong."""

from __future__ import annotations

MESSAGES: dict[str, str] = {
    "check_all_or_some": "--all 查全部，--since 和 --staged 只查改动，只能选一个：wuye check --all",
    "fix_of_staged": "--fix 改工作区的文件，--staged 看暂存区。请先改正：wuye check --fix，再 git add",
    "diff_without_fix": "--diff 是看 --fix 会怎么改，请写：wuye check --fix --diff",
    "baseline_unnamed": "--write-baseline 要写明文件，请写：wuye check --baseline 文件 --write-baseline",
    "no_baseline": "没有基线文件 {path}。新建请写：wuye check --baseline {path+q} --write-baseline",
    "bad_baseline": "{path} 不是 wuye 的基线文件[[：{detail}]]。请删去后重建：wuye check --baseline {path+q} --write-baseline",
}
