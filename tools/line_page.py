"""The page of the one-line entries: prose, and the words as the grammar has them."""

# ruff: noqa: E501 - a sentence stays on one line, so that a search for its words finds it

from __future__ import annotations

from wuye_cli.domain.line.words import CHOICES, FIELDS, NEW, NIGHT, PREFIXES, UNDO, WORDS
from wuye_cli.i18n.catalog import catalog, use_language

_ZH = """# 一行一件事

前台说的话，一行一件事，不用引号，不用选项；全角数字和标点、繁体字都认。`wuye desk` 进提示符；`wuye desk 17 派钱 约10-11` 只录一行；`wuye desk -f 昨夜.txt` 或管道逐行录；`--read` 只看懂、不写入。`wuye take`、`wuye paste`（群聊）、`wuye slips`（一叠派工单）用的是同一套写法。

写进去的每一行是一次提交，屏幕上有它的回显：单号、房号、事情、记了哪些步骤和时刻、下一个时限。看不懂或有歧义就问，什么也不写；能选的给出几行，提示符里按一个数字键就选。

## 新报事

    2-1-803 厨房龙头滴水 13500005555
    3栋大堂呕吐物 门岗老周
    夜 昨晚2340 3-1-502 厨房水管爆裂 张女士 13800001234 门岗老周 | 派赵2342 到2352 控0010 完0052 告 纸0417

前面可以有：`夜`（夜班记录）、渠道（微信、前台……）、时刻（只在夜班记录里，或紧跟房号时才当来电时刻）、电话。然后是房号（`2-1-803`、`2栋1单元803`、`二号楼一单元803室`）或公共部位，再是事情。末尾可以有：称呼（张女士、业主张丽）、电话、谁接的（门岗老周、门岗报）、约好的时段（约10-11）。竖线后面是已经做过的步骤。电话和称呼进 `people/`，不写在工单上。

`新` 打头的一定是新报事，哪怕看着像步骤。话里有险情词（困人、燃气、冒烟……）的按紧急登记，并停下来提醒；“燃气费”一类不算。类别按哪个词定的，回显里写着。

## 单子上的事

    17 派钱 约10-11
    17 到1005 价80换龙头 同意1012李先生签 完1040 收80微信 纸0421
    6 无人1402 约周五14-16
    4 等件 电机 周六 业主同意

先写尾号，再写步骤，一行可以好几步，各有各的时刻；按先后排，不按打字的顺序。没写时刻的现场步骤（派、到、价、完、收……）跟前一个有时刻的步骤，前面没有就跟后一个；前台自己的事（告、访、备……）是现在，除非这一行是转录（有纸号或夜班记录）。只写钟点是今天的；还没到就是昨天的。

- `完` 带 `纸`：入户维修的派工单上有工序勾选、业主签字，并已当面告知，这些流程要求的步骤一并记下，凭据是这张单；没有纸号就写 `完 全`（工序都做了）。
- `告`：办完之后是告知结果；办完之前要写告诉了什么，记为回复办理情况。
- `访`、`验` 满意而且步骤齐全就归档。
- `价` 没写原因的，原因是报修的内容；`因阀芯坏` 另写。
- `改约` 要写谁提出的：我方的只记承诺，不动期限。`约` 是与业主约好的。
- `二投`：记一次催办，等级升一档。
- 别人的原话容易与步骤相混时加引号：`17 告 “到货了 完1040”`。`备` 后面整行都是内容。

## 撤、看

`撤` 撤自己刚写的那一行，`17 撤` 撤那张单上最后一次，`17 撤 访` 只撤那一步；三十分钟内。只写房号、电话或尾号，显示还在办的单子和上次联系，什么也不写。

## 人

登记了人员（`wuye staff add`）以后，`派钱`、`派钱师傅`、`派老钱`、`派s-qian`、群里的昵称都行，只要恰好是一个人；有几位或没有这人就问。

## 时刻

`0931`、`9:31`、`9点半`、`十点一刻`、`昨晚2340`、`凌晨2点`、`明早9点`、`周四14-16`、`下午2-4点`、`11-25 18:00`、`半小时前`、`刚才`。一两位数字前面没有日子或上下午的，不当时刻。

## 步骤的写法
"""

_EN = """# One line an entry

What is said at the desk, one line a matter, without quotes or options; full-width digits and marks and Traditional characters are understood. `wuye desk` opens a prompt; `wuye desk 17 to Zhao appt 10-11` enters one line; `wuye desk -f night.txt` or a pipe enters line after line; `--read` says what is understood and writes nothing. `wuye take`, `wuye paste` (a group chat) and `wuye slips` (a stack of paper slips) share the same words.

Each line that is entered is one commit, and its echo says what was understood: id, home, matter, the steps with their times, the next due. What is not understood, or may be two things, is asked and nothing is written; where there are choices, one key takes one at the prompt.

## Something new

    2-1-803 kitchen tap drips 13500005555
    building 5 lobby vomit guard Zhou
    night yesterday 2340 3-1-502 kitchen pipe burst Ms Zhang 13800001234 guard Zhou | to Zhao 2342 arr2352 safe0010 done0052 told slip0417

In front there may be: `night` (the night book), a channel (wechat, …), a time (taken for the call's only in the night book or right before a home), a phone. Then the home (`2-1-803`, `building 2, unit 1, room 803`) or a common place, then the matter. At the end there may be: the caller (Ms Zhang), a phone, who took it (guard Zhou), an agreed window (约10-11). Behind the bar stands what was done already. Phone and name go to `people/`, never onto the ticket.

`new` in front says that it is a new matter, whatever it looks like. A danger word raises the tier to an emergency and stops the clerk; words of `calm_words` in `standards/categories.yaml` do not. By which word the category was chosen stands in the echo.

## Steps of a ticket

    17 to Zhao appt 10-11
    17 arr1005 price80 new tap ok1012 Mr Li signed done1040 paid80 wechat slip0421
    6 noone1402 appt Fri 14-16
    4 wait parts motor Sat owner agreed

Tail first, then steps, several a line, each with its own time; they are put in the order in which they happened, not in which they were typed. A step of the field without a time (to, arr, price, done, paid …) takes that of the timed one before it, else of the one behind it; what the desk itself does (told, visit, note …) is now, unless the line passes on a report (a slip, the night book). A bare clock is today's; one that lies ahead is yesterday's.

- `done` with `slip`: the slip of an in-home repair carries the ticks of the procedure, the owner's signature, and that the owner was told; where the flow demands these steps they are written with the slip as evidence. Without a slip: `done all`.
- `told` is the result once the work is done; before that it needs words, and is how the matter is being handled.
- `visit` and `verify` archive the ticket when it is satisfied and lacks nothing.
- `price` without a cause takes the reported matter for it; `because valve` says another.
- `move` wants to know who asked: ours is a promise and moves no due. `appt` was agreed with the owner.
- `second`: an urge, and one tier up.
- Somebody's own words that look like steps go into quotes: `17 told “parts came done1040”`. Behind `note` all of the line is text.

## Taking back, looking up

`undo` takes back your last line, `17 undo` the last one on that ticket, `17 undo visit` that step alone; within thirty minutes. A home, a phone or a tail alone shows what is open and the last contact, and writes nothing.

## People

Once staff are listed (`wuye staff add`), a surname, a full name, an id or the name in the chat will do, if it is exactly one person; several or none is asked.

## Times

`0931`, `9:31`, `9am`, `yesterday 2340`, `last night 2340`, `Thu 14-16`, `tomorrow 9:30-11`, `11-25 18:00`, `just now`. One or two digits without a day or am/pm are no time.

## The words of the steps
"""

_HEADS = {
    "zh": ("步骤", "中文", "英文", "可带", "必带"),
    "en": ("step", "Chinese", "English", "takes", "needs"),
}
_MORE = {
    "zh": ("## 固定的说法\n", "## 打头的词\n", ("哪里", "意思", "说法")),
    "en": ("## Words of closed lists\n", "## Opening words\n", ("where", "means", "words")),
}
_OPENING = {
    "zh": {"undo": "撤回", "new": "一定是新报事", "night": "夜班记录"},
    "en": {"undo": "take back", "new": "surely a new matter", "night": "the night book"},
}


def line_page(language: str) -> str:
    """Return the page in a language."""
    use_language(language)
    parts = [_ZH if language == "zh" else _EN, _steps(language), "", _MORE[language][0]]
    parts += [_choices(language), "", _MORE[language][1], _opening(language), ""]
    return "\n".join(parts)


def _steps(language: str) -> str:
    rows = [
        (
            word.zh[0] if language == "zh" else word.en[0],
            _listed((*word.zh, *(said for said in word.fixed if not said.isascii()))),
            _listed((*word.en, *(said for said in word.fixed if said.isascii()))),
            _slots(word.slots),
            _slots(word.needs),
        )
        for act, word in WORDS.items()
    ]
    return _table(_HEADS[language], rows)


def _listed(words: tuple[str, ...]) -> str:
    return " ".join(f"`{word}`" for word in dict.fromkeys(words))


def _slots(slots: tuple[str, ...]) -> str:
    known = catalog("line")
    return "; ".join(known[f"slot.{slot}"].split("（")[0].split(" (")[0] for slot in slots)


def _choices(language: str) -> str:
    known = catalog("line")
    rows = [
        (known[f"slot.{slot}"].split("（")[0].split(" (")[0], f"`{value}`", _listed(words))
        for slot, table in CHOICES.items()
        for value, words in table.items()
    ]
    return _table(_MORE[language][2], rows)


def _opening(language: str) -> str:
    known = catalog("line")
    rows = [("", _OPENING[language][key], _listed(words))
            for key, words in (("undo", UNDO), ("new", NEW), ("night", NIGHT))]  # fmt: skip
    rows += [
        (known[f"slot.{slot}"].split("（")[0].split(" (")[0], "", _listed(words))
        for slot, words in PREFIXES.items()
    ]
    rows += [(WORDS["amend"].zh[0] if language == "zh" else "fix", f"`{field}`", _listed(words))
             for field, words in FIELDS.items()]  # fmt: skip
    return _table(_MORE[language][2], rows)


def _table(heads: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    lines += ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows]
    return "\n".join(lines)
