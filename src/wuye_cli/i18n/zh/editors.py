"""Chinese sentences of schemas, canonical form, hooks and CI."""

# A sentence stays on one line, so that a search for its words finds it.
# ruff: noqa: E501

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
}
