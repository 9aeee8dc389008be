"""Chinese sentences of what desks that met say differently, and of joining a store."""

# A sentence stays on one line, so that a search for its words finds it.
# ruff: noqa: E501

from __future__ import annotations

MESSAGES: dict[str, str] = {
    "conflict.renamed": "{typed} 是合并前的号，现在是 {id}",
    "conflict.none": "没有待看的合并冲突",
    "conflict.head": "合并时两边说法不同，共 {count} 处：",
    "conflict.next": "看一处：wuye conflicts show 编号；定下来：wuye conflicts settle 编号 --keep（或 --take 1、--take 2）",
    "conflict.field": "{where} 的“{key}”：{one_by} 记 {one}，{other_by} 记 {other}；现为 {kept}",
    "conflict.fact": "{where} 的 {key}：{one_by} 改成 {one}，{other_by} 改成 {other}；定下来之前仍为 {kept}",
    "conflict.step": "{where}：{by} 的“{step}”（{at}）被另一边先办的步骤赶过，工单现为“{status}”；事件照样保留",
    "conflict.file": "{where}：两边都改了，合不成一份；现用 {kept_by} 的一份",
    "conflict.comments": "{where}：两边在同一处写了注释，有的注释没有留下",
    "conflict.number": "{where}：原号 {was} 被两张工单同时用了，这张改号为 {kept}；旧尾号仍可用",
    "conflict.gone": "（没有）",
    "conflict.nobody": "一边",
    "conflict.settled": "已定：{id}[[，现为 {kept}]]",
    "conflict.was_settled": "（已定）",
    "conflict.told": "有 {count} 处合并冲突待看：wuye conflicts",
    "conflict.told_more": "还有 {count} 处：wuye conflicts",
    "conflict.mark": "合并冲突 {id}：",
    "conflict.merge": "合并 {commit}（{by}，{at}）",
    "conflict.base": "两边改之前：{value}",
    "conflict.side": "{number}. {by}：{value}",
    "conflict.kept": "现用：{value}",
    "unknown_conflict": "没有编号为 {id} 的合并冲突。请看：wuye conflicts --all",
    "conflict_settled": "{id} 已经定过了",
    "conflict_not_taken": "{id} 不能照一边改回：{path} 的 {key}。请用 wuye 的命令（或手工改后 wuye commit）改好，再：wuye conflicts settle {id} --keep",
    "conflict_choice": "请说清怎么定：--keep（照现在的），或 --take 1、--take 2。先看：wuye conflicts show {id}",
    "sync.renumbered": "两张工单用了同一个号 {was}：其中一张改为 {now}，两张都在",
    "sync.losses": "两边说法不同，按规则定了 {count} 处，什么都没丢：",
    "join.done": "已加入：{root}，前台代号 {desk}（已登记到 {remote}）",
    "join.found": "工单 {tickets} 张，未归档 {open} 张",
    "join.people": "住户资料：{people}",
    "join.no_people": "不含住户资料：住户一律显示为“住户”。要加：wuye join 时写 --people 地址",
    "join.next": "下一步：cd {root}；每天用 wuye sync 与大家合并",
    "join_running": "另一个 wuye join 正在写 {path}，请等它结束",
    "bad_address": "不是能用的地址：{url}。写 git 地址或目录，如 ssh://server/estate.git",
    "not_a_store": "{url} 里没有物业资料库（wuye.yaml）。请核对地址；新建用：wuye init",
    "bad_desk_code": "前台代号是一到三个大写字母，不是 {code}",
    "desk_taken": "前台代号 {code} 已被用了。换一个，或不写 --desk 由 wuye 取",
    "join_unreachable": "连不上 {remote}[[（{reason}）]]，什么都没留下。核对地址和网络后再 wuye join",
    "std.merge.number": "{path}：两张不同的工单用了同一个号，git 一次只能留一张。请放弃这次合并：git merge --abort，再执行 wuye sync（两张都留，一张改号）",
    "std.merge.decided": "{path}：两边说法不同，已按规则定，什么都没丢。合并提交后请看：wuye conflicts",
}
