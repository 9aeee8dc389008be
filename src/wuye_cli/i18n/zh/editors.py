"""Chinese sentences of schemas, canonical form, hooks and CI."""

from __future__ import annotations

MESSAGES: dict[str, str] = {
    "schema.kind": "种类",
    "schema.files": "文件",
    "schema.about": "是什么",
    "schema.next": "看一种：wuye schema tiers。供编辑器使用：wuye schema install",
    "schema.written": "已写 {count} 个文件到 {folder}",
    "schema.installed": "已写入并提交 {count} 个文件：.wuye/schema/ 下的 JSON Schema、标准文件首行的指向、.vscode/settings.json。装有 YAML 扩展的编辑器从此边写边查",
    "schema.nothing": "已是最新，没有要写的",
    "schema.by_hand": ".vscode/settings.json 是你自己的，没有改动。请把下面这些加进去：",
    "schema_one_of": "KIND 与 --all 只能用一个",
    "schema.foreign": "{path} 不是 wuye 写的，没有覆盖。请换一个目录",
    "fmt.clean": "{count} 个文件都是规范形",
    "fmt.done": "已写成规范形：{count} 个文件",
    "fmt.would": "不是规范形：{count} 个文件。写好它们：wuye fmt",
    "fmt.split": "{path}：暂存的和目录里的不同，没有写。请先 git add 或 git stash",
    "fmt.nothing_written": "有文件读不了，什么都没写。请先改好，看：wuye check",
    "fmt_one_of": "--check 与 --diff 只能用一个",
    "fmt-unproven": "没有把握写成规范形而不改内容，已停下，文件未动[[：{path}]]。请手工整理，或保持原样",
    "hook.installed": "钩子已装：{path}。从此 git commit 先检查暂存的文件；要跳过一次：git commit --no-verify",
    "hook.already": "钩子已在：{path}",
    "hook.merges": "git merge 现在按条款合并标准（merge.wuye.driver）",
    "hook.removed": "钩子已拿掉：{path}",
    "hook.none": "没有钩子：{path}",
    "hook.foreign": "{path} 是别人写的钩子，没有动。请在其中加一行：wuye fmt --check --staged && wuye check --staged",
    "hook.elsewhere": "这个库的钩子放在别处：{path}（git 设置 core.hooksPath），别的库也在用，没有动。请在那里加：wuye check --staged，或先 git config --local core.hooksPath .git/hooks",
    "ci.written": "已写入并提交 {path}。安装一步假定 wuye-cli 可由 pip 装到，不是的话请改那一行；推送后即生效",
    "ci.already": "{path} 已是这个样子",
    "ci.exists": "{path} 已有别的内容，没有覆盖。要覆盖请加 --force",
}
