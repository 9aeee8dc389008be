"""Chinese words of roles: who may do what, and why not."""

# A sentence stays on one line, so that a search for its words finds it.
# ruff: noqa: E501

from __future__ import annotations

MESSAGES: dict[str, str] = {
    "E_NO_RIGHT": "没有写入：{name}（[[{role}]]）没有“{rights}”的权限[[，不能记“{event}”]][[，不能改 {path}]]。请{roles}来做；我能做什么：wuye whoami",
    "E_NOT_REGISTERED": "没有写入：{who} 不在员工名册里，而角色已经生效。请经理（{managers}）登记：wuye staff add 姓名 --mail {who} --role 岗位",
    "E_HAS_LEFT": "没有写入：{name} 已于 {day} 离职，不能再录入。名册有误请经理改：wuye staff edit {name} --left ''",
    "E_NOT_APPROVER": "没有写入：“{event}”要{roles}批准，{person} 不是。写明能批的人：--approved-by 姓名；名册：wuye staff list",
    "E_SAME_EYES": "没有写入：“{event}”要另一个人批准，{person} 不能批自己记的或自己做的。请另一位{roles}批：--approved-by 姓名",
    "E_OWNER_ROLE": "没有写入：这个等级的工单须由{roles}负责，{person} 不是。改派：wuye dispatch 工单号 --to 姓名；名册：wuye staff list",
    "E_NO_STAFF": "没有写入：权限文件规定，登记经理之前谁也不能录入（no_staff: nothing）。先登记：wuye staff add 姓名 --role 经理 --mail {who}",
    "nobody_could_sign": "没有写入：这样一来每次提交都要签名，可管理的人[[（{managers}）]]没有一把有效的密钥，以后谁也写不了。先由本人登记：wuye key new；再改 audit.signatures",
    "last_manager": "没有写入：这样一改，就没有人可以管理（manage）了；现在是{managers}。先登记另一位：wuye staff add 姓名 --role 经理 --mail 邮箱",
    "locked_out": "没有写入：这样一改，角色就生效了（{managers}可以管理），而您（{mail}）没有登记，就什么也不能做了。先登记自己：wuye staff add 您的姓名 --mail {mail} --role 经理",
    "roles.begun": "角色从现在起生效：登记的人各按岗位办事，没有登记的人不能录入。查看：wuye whoami",
    "roles.resting": "角色还没有生效：没有登记可以管理（manage）、有邮箱的人，所以谁都可以做任何事。登记经理：wuye staff add 姓名 --role 经理 --mail 邮箱",
    "roles.nobody": "角色还没有生效，权限文件规定此前谁也不能录入（no_staff: nothing）。登记经理：wuye staff add 姓名 --role 经理 --mail 邮箱",
    "roles.team": "角色已经生效，可以管理的是：{managers}",
    "whoami.registered": "{name} <{mail}> · {id} · {role}",
    "whoami.norole": "{name} <{mail}> · {id} · 没有岗位",
    "whoami.unknown": "{name} <{mail}> · 不在员工名册里",
    "whoami.left": "{name} <{mail}> · {id} · 已于 {day} 离职",
    "whoami.may": "可以：{rights}",
    "whoami.may_all": "可以：做任何事",
    "whoami.may_none": "可以：只看，不能录入",
    "whoami.may_not": "不可以：{rights}",
    "whoami.approves": "可以批准：{acts}",
    "whoami.undeclared": "岗位 {role} 在 standards/policy.yaml 里没有，所以没有任何权限",
    "whoami.standards": "改标准",
    "whoami.downgrade": "降级",
    "whoami.pause_over": "长暂停",
    "whoami.decline": "不予办理",
    "hook.server_installed": "服务器钩子已装：{path}。从此有问题的推送不收：历史核查、检查不通过，强制推送，删除主分支",
    "hook.not_bare": "{path} 不是服务器上的裸库，没有装。到裸库的目录里装：wuye hook install --server（裸库用 git init --bare 建）",
    "hook.server_foreign": "{path} 是别人写的钩子，没有动。要两个都用，就在其中加一行（把标准输入也传给它）：{line}",
    "hook.server_elsewhere": "这个库的钩子放在 {path}（core.hooksPath），没有动。去掉这项设置再装：git config --unset core.hooksPath",
    "push.deleted": "wuye：没有接收：{ref} 是记录所在的分支，不能删除",
    "push.forced": "wuye：没有接收 {ref}：它不接在现有的历史后面（强制推送，或本机的历史被改写过）。先取回再推：wuye sync",
    "push.replaced": "wuye：没有接收 {ref}：替换引用会让人看到另一份历史",
    "push.audit": "wuye：没有接收 {ref}：历史核查发现 {count} 处问题。在本机看全部：wuye audit verify --since origin/{ref}",
    "push.check": "wuye：没有接收 {ref}：检查有 {count} 个错误。在本机看全部：wuye check --since origin/{ref}；改好、wuye commit 再推",
    "push.people": "wuye：没有接收 {ref}：{path} 不是住户资料的文件（{why}）",
    "push.unchecked": "wuye：没有接收 {ref}：[[{path} ]]无法核查（{why}）。请把这一行给管理服务器的人",
}
