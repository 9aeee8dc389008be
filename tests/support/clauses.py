"""Large standards for tests of speed, and what may be done to every clause of them."""

from __future__ import annotations

import json
from collections.abc import Callable
from random import Random
from typing import NamedTuple

PER_FILE = 100
_WORDS = (
    "楼道", "电梯", "车库", "绿化", "门禁", "水泵", "垃圾", "清扫", "消杀", "巡查", "登记", "告知",
    "两次", "3天", "每周", "一小时", "95%", "07:30前", "不得", "应", "宜", "可以", "必须", "无异味",
    "装修", "押金", "公示", "钥匙", "访客", "宠物", "消防", "通道", "照明", "账目", "回访", "投诉",
)  # fmt: skip


class Clause(NamedTuple):
    """What differs between one clause and another."""

    name: str
    text: str
    limit: str = "15m"


Change = Callable[[Clause, int], Clause]


def _as_it_was(clause: Clause, _one: int) -> Clause:
    return clause


def _figures(clause: Clause, _one: int) -> Clause:
    return clause._replace(text=clause.text.replace("15", "20"), limit="20m")


def _every(step: int) -> Change:
    return lambda clause, one: clause if one % step else _figures(clause, one)


def _words(clause: Clause, one: int) -> Clause:
    drawn = Random(one)  # the same words in every run
    parts = ["".join(drawn.choices(_WORDS, k=5)) for _ in range(3)]
    return clause._replace(text="，".join(parts), limit=f"{drawn.randint(1, 9)}h")


def _renamed(change: Change = _as_it_was) -> Change:
    return lambda clause, one: change(clause, one)._replace(name=f"n{one}")


SHAPES: dict[str, Change] = {
    "as it was": _as_it_was,
    "every tenth clause": _every(10),
    "every second clause": _every(2),
    "every clause": _figures,
    "every clause, other words": _words,
    "other ids": _renamed(),
    "other ids, every clause": _renamed(_figures),
    "other ids, other words": _renamed(_words),
}
"""What may be done to a standard, by its name: figures change in the text and in the limit."""


def standards(
    clauses: int, shape: str = "as it was", *, per_file: int = PER_FILE
) -> dict[str, bytes]:
    """Return files with so many commitments in all, changed as the shape says."""
    files = {}
    for number, start in enumerate(range(0, clauses, per_file)):
        lines = ["schema: standard/1", "layer: customer", f"label: 服务{number}", "commitments:"]
        for one in range(start, min(start + per_file, clauses)):
            text = f"第{one}项：接到报修应在15分钟内响应，并告知何时到场"
            clause = SHAPES[shape](Clause(f"c{one}", text), one)
            lines += [
                f"  {clause.name}:",
                "    aspect: time",
                f"    text: {json.dumps(clause.text, ensure_ascii=False)}",
                "    kind: hard",
                f"    measure: {{limit: [{clause.limit}, always]}}",
                "    evidence: [slip, photo]",
                "    basis: house",
            ]
        files[f"standards/services/s{number}.yaml"] = "\n".join([*lines, ""]).encode()
    return files
