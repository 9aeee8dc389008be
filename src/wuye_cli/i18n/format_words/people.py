"""Residents, staff and vendors, and how long anything about them is kept."""

# A sentence stays on one line, so that a search for its words finds it.

from __future__ import annotations

from wuye_cli.i18n.format_words.row import BASIS, LABEL, LABEL_EN, Words

PEOPLE: dict[str, Words] = {
    "person": Words(
        "##",
        (
            "住户 `people/persons/<两位>/<编号>.yaml`",
            "Person `people/persons/<two characters>/<id>.yaml`",
        ),
        (
            "在第二个 git 库 `people/` 里；姓名和号码只在这里。可有 `x-…` 键。",
            "In the second repository `people/`, the only place with names and numbers. It may hold `x-…` keys.",
        ),
        {
            "schema": ("", "固定为 `person/1`", "always `person/1`"),
            "id": ("", "`p-` 加八个随机字符", "`p-` and eight random characters"),
            "name": ("", "称呼", "the name as said"),
            "phones": ("", "电话，只有数字", "phones, digits only"),
            "wechat": ("", "微信名", "chat name"),
            "ids": ("", "证件号", "identity numbers"),
            "needs": (
                "",
                "特殊需要；敏感，须有同意",
                "special needs; sensitive, kept with consent only",
            ),
            "notes": ("", "备注", "notes"),
            "units": ("", "住哪里", "homes"),
            "created": ("", "建档时刻", "when the file was made"),
            "held": (
                "",
                "该删而仍存的理由：`retention.yaml` 的规则名",
                "why it is still stored although it should be erased: a rule of `retention.yaml`",
            ),
        },
    ),
    "person.home": Words(
        "###",
        ("`units` 里的一项", "One of `units`"),
        ("", ""),
        {
            "unit": ("", "房号", "the home"),
            "relation": ("", "业主、租户、家属 …", "业主, 租户, 家属, …"),
            "from": (
                "",
                "入住日；有它才算登记的住户",
                "moved in; only a registered resident has it",
            ),
            "to": ("", "迁出日", "moved out"),
        },
    ),
    "staff": Words(
        "##",
        ("员工 `records/staff/<编号>.yaml`", "Staff `records/staff/<id>.yaml`"),
        (
            "一人一文件；输入的人名由此认出。没有 `schema` 的旧文件照样读。电话不在这里，在 `people/`。",
            "One file a person; names typed are recognised by it. A file of old without `schema` is read as well. Phones are not here but in `people/`.",
        ),
        {
            "schema": ("", "`staff/1`", "`staff/1`"),
            "id": (
                "",
                "编号，`s-` 加小写字母、数字或 -",
                "id: `s-` and small letters, digits or -",
            ),
            "name": ("", "姓名", "the name"),
            "aliases": ("", "别的叫法：赵师傅、老赵", "other names that may be typed"),
            "mail": (
                "",
                "git 身份的邮箱，由此认出录入人",
                "mail of the commits, by which the one who types is known",
            ),
            "role": (
                "",
                "岗位：desk、technician、steward、manager、guard、cleaning、gardening、vendor",
                "desk, technician, steward, manager, guard, cleaning, gardening or vendor",
            ),
            "skills": ("", "技能；供规则 K009", "skills; rule K009 looks at them"),
            "wechat": ("", "群里的昵称", "names in the group chat"),
            "person": (
                "",
                "`people/` 里的编号 `p-…`，电话在那里",
                "an id of `people/`, `p-…`, where the phone is",
            ),
            "zone": ("", "片区", "part of the estate"),
            "left": (
                "",
                "离职日；次日起不再按名字认作此人",
                "the last day; from the next on no name means them",
            ),
            "keys": (
                "",
                "提交签名用的公钥；由 `wuye key` 写",
                "public keys of their signed commits; written by `wuye key`",
            ),
        },
    ),
    "staff.key": Words(
        "###",
        ("签名公钥", "A key that signs"),
        (
            "从加上它的那次提交起有效，到停用它的那次提交为止；看在历史里的位置，不看日期。停用的留着，旧签名才认得出。",
            "Counts from the commit that adds it to the one that ends it, by place in history, not by date. An ended key stays, so that old signatures are known.",
        ),
        {
            "key": ("", "`.pub` 文件里的类型和公钥", "kind and key, as in the `.pub` file"),
            "label": ("", "在哪台机器上", "which machine it is on"),
            "ended": ("", "何时停用", "when it was ended"),
            "why": (
                "",
                "为什么停用：rotated 换新，left 离职，lost 丢失",
                "why: rotated, left or lost",
            ),
        },
    ),
    "retention": Words(
        "##",
        ("保存期限 `standards/retention.yaml`", "Retention `standards/retention.yaml`"),
        ("", ""),
        {
            "schema": ("text", "`retention/1`", "`retention/1`"),
            "default": ("!mapping", "没有别的规则时", "the rule where no other applies"),
            "kinds": ("mapping", "规则名到规则", "rule name to rule"),
        },
    ),
    "retention.rule": Words(
        "###",
        ("一条规则", "One rule"),
        ("`kinds` 里的规则还须有 `after`。", "A rule of `kinds` needs `after` as well."),
        {
            "what": (
                "texts",
                "哪些内容：all、name、phone、wechat …",
                "what: all, name, phone, wechat, …",
            ),
            "after": (
                "text",
                "从何时起算：closed、moved_out、contract_end",
                "from when: closed, moved_out, contract_end",
            ),
            "keep": ("!period", "保存多久", "how long"),
            "then": ("text", "到期后：erase 或 review", "then: erase or review"),
            "hold_if": (
                "texts",
                "还须保留的情形：open_ticket、unpaid、dispute",
                "what else keeps it: open_ticket, unpaid, dispute",
            ),
            "why": ("text", "为何保留", "why it is kept"),
            "basis": BASIS,
            "consent": ("text", "同意的说明；只供阅读", "about consent; for readers only"),
            "label": LABEL,
            "label_en": LABEL_EN,
        },
    ),
    "receipt.key": Words(
        "##",
        (
            "回执密钥 `people/receipt-keys/<编号>.yaml`",
            "Receipt key `people/receipt-keys/<id>.yaml`",
        ),
        (
            "第一张回执时生成，只在 `people/` 里。查询码由它和工单的 `uid` 算出，哪里都不存。有几把时用最早的，各把的码都有效。",
            "Made with the first receipt, in `people/` alone. Codes are worked out of it and the ticket's `uid` and stored nowhere. Of several the oldest is in use, and codes of all hold.",
        ),
        {
            "schema": ("", "固定为 `receipt-key/1`", "always `receipt-key/1`"),
            "id": ("", "随机", "random"),
            "created": ("", "何时生成", "when it was made"),
            "key": ("", "32 个随机字节，十六进制", "32 random bytes in hexadecimal"),
        },
    ),
    "vendor": Words(
        "##",
        ("外包单位 `records/vendors/<编号>.yaml`", "Vendor `records/vendors/<id>.yaml`"),
        (
            "一家一文件，手工写；规则 R013 看叫到它的那天合同是否有效。个人手机号不写在这里。",
            "One file a firm, written by hand; rule R013 looks whether its contract held on the day it was called. No private phone stands here.",
        ),
        {
            "schema": ("!text", "`vendor/1`", "`vendor/1`"),
            "id": ("!text", "编号，与文件名相同", "its id, that of the file"),
            "label": ("!text", "单位名称", "the name"),
            "label_en": ("text", "英文名", "the name in English"),
            "aliases": ("texts", "别的叫法", "other names that may be typed"),
            "does": (
                "texts",
                "做什么：类别的 `vendor` 或 `skill`，如 lift",
                "what for: the `vendor` or `skill` of categories, such as lift",
            ),
            "phone": ("text", "单位电话", "the firm's phone"),
            "contract_from": ("text", "合同首日 `2026-01-01`", "first day of the contract"),
            "contract_until": (
                "text",
                "合同末日，当天有效",
                "last day of the contract, itself included",
            ),
        },
    ),
}
