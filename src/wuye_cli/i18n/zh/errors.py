"""Chinese sentences for bad calls and for a store that cannot be read or written."""

# A sentence stays on one line, so that a search for its words finds it.
# ruff: noqa: E501

from __future__ import annotations

MESSAGES: dict[str, str] = {
    # the store
    "no_store": "这里没有 wuye 的资料库[[：{path}]]。请进入资料库目录，或用 -C 目录 指明；新建用：wuye init 目录",
    "store_exists": "{path} 已经是资料库，未作改动。查看现状用：wuye status",
    "lock_timeout": "另一个 wuye 正在写入，等了 {seconds} 秒仍未轮到，本次没有保存。请稍后重试；一直如此请运行：wuye doctor",
    "disk_full": "磁盘已满，没有保存[[：{path}]]。请腾出空间后重试；已保存的记录不受影响",
    "read_only": "没有写入权限，没有保存[[：{path}]]。请检查目录权限或换一台可写的机器；查看不受影响",
    "io_error": "读写出错[[：{path}]][[（{reason}）]]。请检查磁盘，再运行：wuye doctor",
    "output_failed": "结果没有写完整[[：{path}]][[（{reason}）]]。操作本身是否已保存，请用 wuye status 查看",
    "git_missing": "找不到 git，资料库要靠它保存。请先安装 git，再运行：wuye doctor",
    "git_failed": "git 没有完成这一步[[：{reason}]]。请运行：wuye doctor",
    "damaged": "资料库有损坏[[：{path}]][[（{reason}）]]。请运行：wuye doctor",
    "unsafe_path": "路径不安全，已拒绝：{path}。资料库内只能是普通文件，不可用链接或指到库外",
    "hand_edit": "{path} 有手工改动尚未提交，为免覆盖已停下。先看：wuye status；确认后采纳：wuye commit",
    "moved": "{path} 在读取之后被别人改过，没有保存。请重新执行这条命令",
    "newer_schema": "{path} 的格式是 {schema}，比这个 wuye 新，只能看不能改。请升级 wuye",
    "not_readable": "读不懂 {path}[[ 第 {line} 行]][[：{reason}]]。请改正后运行：wuye check[[ {path}]]",
    "merge_in_progress": "资料库正在合并，还没有做完。请先解决：wuye status",
    # who
    "no_identity": '还不知道您是谁，没有保存。请设置：git config user.name 姓名 和 git config user.email 邮箱，或设 WUYE_ACTOR="姓名 <邮箱>"',
    "bad_identity": '身份写法不对[[：{value}]]。应写成：WUYE_ACTOR="姓名 <邮箱>"',
    # not found
    "unknown_ticket": "找不到工单 {id}。[[是不是：{suggestions}？]]查找用：wuye ticket list --all",
    "ambiguous_tail": "“{tail}”对得上不止一张工单：{candidates}。请写得长一些再试：wuye ticket show 工单号",
    "unknown_tier": "没有响应等级“{value}”。[[是不是：{suggestions}？]]全部见：wuye tier list",
    "unknown_category": "没有类别“{value}”。[[是不是：{suggestions}？]]全部见：wuye category list",
    "unknown_calendar": "没有日历“{value}”。[[是不是：{suggestions}？]]全部见：wuye calendar list",
    "unknown_flow": "没有流程“{value}”。[[是不是：{suggestions}？]]全部见：wuye flow list",
    "unknown_person": "没有人员“{value}”。[[是不是：{suggestions}？]]请核对姓名、工号或邮箱后重试",
    "unknown_kind": "没有工单种类“{value}”。[[是不是：{suggestions}？]]种类见：wuye ticket new --help",
    "unknown_channel": "没有渠道“{value}”。[[是不是：{suggestions}？]]渠道见：wuye ticket new --help",
    "unknown_reason": "没有这种理由“{value}”。[[是不是：{suggestions}？]]暂停理由见：wuye tier show",
    "unknown_clock": "没有时钟“{value}”。[[是不是：{suggestions}？]]时钟见：wuye tier list",
    "unknown_unit": "没有房号“{value}”。[[是不是：{suggestions}？]]请写成 楼-单元-房号，如 3-1-0502",
    "unknown_event": "{id} 没有事件“{value}”。[[是不是：{suggestions}？]]先看经过：wuye ticket show {id}",
    "unknown_rule": "没有规则“{value}”。[[是不是：{suggestions}？]]",
    "unknown_revision": "找不到版本“{value}”。请写提交号、标签或分支名",
    "unknown_case": "没有案例“{value}”。[[是不是：{suggestions}？]]全部运行：wuye case run",
    # words typed
    "bad_time": "看不懂时间“{text}”。可写：09:31、昨晚2340、周四14:30、2026-11-21T09:31",
    "future_time": "“{text}”是将来的时间，已发生的事不能记在将来。请核对：wuye status 会显示现在的时间",
    "bad_duration": "看不懂时长“{text}”。可写：30m（分钟）、4h（小时）、3wd（工作日）、10d（自然日）",
    "bad_option": "选项 {option} 不能这样用[[：{reason}]]。用法见：{command} --help",
    "bad_value": "“{value}”不能用作 {field}[[：{reason}]]。请改正后重试",
    "bad_settings": "设置文件有误[[：{path}]][[（{reason}）]]。请改正后运行：wuye check",
    "bad_sql": "这条查询不能执行[[：{reason}]]。只能查询，不能修改；可用的表见：wuye sql --tables",
    "not_a_terminal": "这一步要有人回答，而输入不是终端。请用选项写明[[：{option}]]；见 {command} --help",
    "unknown_command": "没有命令“{name}”。[[是不是：{suggestions}？]]全部命令见：{command} --help",
    "missing_command": "还缺一个子命令。可用的见：{command} --help",
    "no_such_option": "没有选项 {option}。[[是不是：{suggestions}？]]用法见：{command} --help",
    "missing_parameter": "还缺 {parameter}。用法见：{command} --help",
    "bad_parameter": "{parameter} 的值不对[[：{reason}]]。用法见：{command} --help",
    "bad_call": "命令写得不对[[：{reason}]]。用法见：{command} --help",
    "unknown_format": "没有输出格式“{value}”。可用：{known}。例：-o json=结果.json",
    "one_format": "--json 和 --csv 只能用一个；要两份请用：-o json=甲.json -o csv=乙.csv",
    "unknown_shell": "没有“{value}”的补全脚本。可用：{known}。例：wuye completion bash",
    "aborted": "已取消，没有保存",
    "interrupted": "已中断",
    "bug": "wuye 内部出错（{error}），这是程序的缺陷。已保存的记录不受影响，可用 wuye status 查看",
    "bug_hint": "要看详情，请设 WUYE_DEBUG=1 再执行一次，并把输出交给维护者",
}
