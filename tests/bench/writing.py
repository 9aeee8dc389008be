"""One write as a whole process, at every size: beside itself at 0, and beside porcelain git."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from tests.bench.measure import Row, in_turn
from tests.bench.stores import made

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.bench.measure import Tools
    from tests.bench.stores import Made

_NEW = ("ticket", "new", "-t", "厨房水龙头滴水", "--unit", "1-1-0101", "--words", "一直滴水")
_PORCELAIN = (
    'printf "# %s\\n" $RANDOM$RANDOM >> {path} && git add {path}'
    " && git -c user.name=x -c user.email=x@example.com commit -qm x"
)


def writes(stores: Mapping[int, Made], tools: Tools, runs: int) -> list[Row]:
    """Measure `ticket new` and `ticket note`, and a commit by `git add` and `git commit`."""
    works = {"python -c pass": tools.run([sys.executable, "-c", "pass"])}
    for size, store in stores.items():
        works[f"new {size}"] = tools.run([tools.wuye, *_NEW], store.place)
        if store.ticket:
            note = [tools.wuye, "ticket", "note", store.ticket, "--text", "已联系"]
            twin = made(store.place.parent, size, "porcelain")
            script = _PORCELAIN.format(path=twin.path)
            works[f"note {size}"] = tools.run(note, store.place)
            works[f"git {size}"] = tools.run(["bash", "-c", script], twin.place)
    costs = in_turn(works, max(5, runs // 2))
    bare = costs["python -c pass"].cpu
    rows = []
    for what, cost in costs.items():
        kind, _, size = what.partition(" ")
        if kind == "git":
            rows.append(Row("write", f"git add+commit {size}", cost))
        elif kind in {"new", "note"}:
            rows.append(Row("write", what, cost, "python -c pass", cost.cpu / bare))
        if kind == "new" and "new 0" in costs and size != "0":
            rows.append(Row("write", what, cost, "new 0", cost.cpu / costs["new 0"].cpu, "<= 1.5"))
        if kind == "new" and f"git {size}" in costs:
            limit = "<= 1" if int(size) >= _LARGE else ""
            porcelain = costs[f"git {size}"].cpu
            rows.append(Row("write", what, cost, "git add+commit", cost.cpu / porcelain, limit))
    return rows


_LARGE = 100_000
