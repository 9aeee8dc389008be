"""Chinese words on the crew's pages, and about writing them."""

from __future__ import annotations

MESSAGES: dict[str, str] = {
    "crew.foreign": "{path} 不是 wuye crew 写的，没有覆盖。请换一个目录：wuye crew 目录",
    "crew.inside": "{path} 是资料库放记录的地方，页面不能写在里面。请换一个目录：wuye crew ../crew",
    "crew.written": "已写好 {count} 人的页面：{path}",
    "crew.removed": "没有单子的旧页面已删去：{count} 个",
    "crew.unassigned": "还有 {count} 张单子没有派给人：wuye ticket list",
    "crew.index": "谁手上有什么",
    "crew.made": "{at} 生成",
    "crew.how": "按一下就复制好一行字，粘到群里发出去",
    "crew.none": "手上没有单子",
    "crew.window": "约定 {window}",
    "crew.due": "{clock} {at} 前",
    "crew.late": "{clock} 已超时（{at}）",
    "crew.copied": "已复制，去群里粘贴：",
    "crew.by_hand": "没能复制，请长按下面这行自己复制：",
    "crew.line": "要发的一行",
    "crew.button.accept": "接单",
    "crew.button.arrive": "到场",
    "crew.button.no_access": "无人",
    "crew.button.contain": "控住",
    "crew.button.done": "完工",
    "crew.button.dissuade.yes": "劝住了",
    "crew.button.dissuade.no": "劝不听",
}
