"""Chinese sentences about a comparison that could not be made."""

from __future__ import annotations

MESSAGES: dict[str, str] = {
    "unknown_state": (
        "“{revision}”不是版本，也不是标准[[；是不是 {like}？]]（看有哪些：git log --oneline"
        " 或 git tag）"
    ),
    "ambiguous_revision": "“{revision}”既是标签又是分支，请写全：{choices}",
    "no_common_history": "{revision} 和 {other} 没有共同的历史，请用两个点：A..B",
    "shallow_clone": "这个克隆没有全部历史（浅克隆）[[，看不到 {revision}]]；请先运行：{command}",
    "walk_needs_range": "--walk 要两个已提交的版本，如 wuye diff --walk HEAD~10..HEAD",
    "staged_takes_one": "--staged 只能与一个版本比较，如 wuye diff --staged HEAD",
    "third_revision": "“{revision}”是第三个版本；一次只比较两个",
    "at_alone": "--at 最多写两次，不与版本、--staged、--walk 同用",
    "bad_at": "看不懂时间“{value}”；写日期，如 --at 2026-03-01",
    "nothing_in_force": "{date} 还没有生效的标准",
    "two_meanings": "{names} 既是版本又是路径；路径请写成 ./名称",
    "not_alike": "{names}：一个是目录，一个是文件，无法比较",
    "no_such_place": "没有这个文件或目录，或不是普通文件：{path}",
    "two_places": "不在资料库里：请写两个目录或两个文件，如 wuye diff 旧/ 新/",
    "no_standards_there": "{path} 里没有标准文件（standards/ 或 .yaml）",
    "unmerged": "{path} 还有没合并完的内容，请先合并",
    "unknown_code": "没有“{value}”这个规则或变化[[；是不是 {like}？]]（全部：{command}）",
    "no_such_change": "这次比较里没有变化[[“{value}”]]；指纹见 wuye diff -o json",
    "ambiguous_fingerprint": "“{value}”不止一个：{choices}",
    "accept_needs_reason": "请写明为什么可以：--reason",
    "accept_needs_until": "请写明到哪天为止：--until 2026-12-31",
    "accept_is_over": "{until} 已经过去，请写将来的日子：--until",
    "driver_words": "--driver 由 git 调用；安装：wuye diff --install-driver",
    "textconv_words": "--textconv 后面写一个文件",
    "one_thing": "{options} 不能同用",
}
