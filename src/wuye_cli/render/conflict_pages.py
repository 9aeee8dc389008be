"""Conflicts of merges, as lines, pages and objects."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from wuye_cli.domain.loss import FACT, FIELD, NUMBER, STEP, WHOLE
from wuye_cli.i18n.catalog import label, sentence
from wuye_cli.render.approving_pages import value_text
from wuye_cli.render.plain import clean, clip

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from wuye_cli.domain.loss import Loss

_WIDEST = 40
_SHORT = 10
_PERSONS = frozenset({"assignee", "first_asked"})
KEYS = ("id", "repository", "kind", "path", "ticket", "key", "base", "sides", "kept", "commit",
        "at", "by", "settled")  # fmt: skip
"""Keys of an object of `conflicts --json`, which stay."""
COLUMNS = ("id", "kind", "ticket", "path", "key", "one", "other", "kept", "commit", "settled")


def with_names(loss: Loss, called: Callable[[str], str]) -> Loss:
    """Return a loss with the persons in it as people call them.

    Args:
        loss: What a merge decided.
        called: Returns the name of one of the staff, else what it is given.
    """
    if loss.kind == STEP:
        steps = {name: getattr(loss, name) for name in ("ours", "theirs")}
        said = {name: _step_by(step, called) for name, step in steps.items() if step}
        return msgspec.structs.replace(loss, **said)
    if loss.key not in _PERSONS or not ticket_of(loss.path):
        return loss
    values = {name: getattr(loss, name) for name in ("base", "ours", "theirs", "kept")}
    said = {name: called(value) for name, value in values.items() if isinstance(value, str)}
    return msgspec.structs.replace(loss, **said)


def _step_by(step: Any, called: Callable[[str], str]) -> Any:
    """Return a step with the names of those who did and typed it."""
    return {**step, **{key: called(str(step[key])) for key in ("who", "by") if step.get(key)}}


def conflict_line(loss: Loss, ours_by: str, theirs_by: str) -> str:
    """Return what a merge decided, in one line."""
    facts = {"where": clean(_where(loss)), "key": _key(loss)}
    if loss.kind in {FIELD, FACT}:
        return sentence(
            f"conflict.{loss.kind}",
            **facts,
            one=_short(loss.ours),
            other=_short(loss.theirs),
            one_by=_name(ours_by),
            other_by=_name(theirs_by),
            kept=_short(loss.kept),
        )
    if loss.kind == STEP:
        return _step_line(loss, facts["where"])
    if loss.kind == NUMBER:
        return sentence(
            "conflict.number", **facts, was=clean(str(loss.base)), kept=clean(str(loss.kept))
        )
    code = "conflict.comments" if loss.key else "conflict.file"
    stands = ours_by if loss.kept == loss.ours else theirs_by
    return sentence(code, **facts, kept_by=_name(stands))


def _step_line(loss: Loss, where: str) -> str:
    event = loss.ours or loss.theirs
    return sentence(
        "conflict.step",
        where=where,
        step=label("event", str(event.get("do", ""))),
        by=clean(str(event.get("who") or event.get("by", ""))),
        at=clean(str(event.get("at", ""))[:16].replace("T", " ")),
        status=label("status", str(loss.kept)),
    )


def conflict_page(given: dict[str, Any], loss: Loss, at: datetime) -> str:
    """Return everything about one conflict."""
    sides = given["sides"]
    head = conflict_line(loss, sides[0]["by"], sides[1]["by"])
    mark = sentence("conflict.mark", id=given["id"])
    lines = [mark + head + (sentence("conflict.was_settled") if given["settled"] else "")]
    merge = {"commit": given["commit"][:_SHORT], "by": clean(given["by"])}
    lines.append("  " + sentence("conflict.merge", **merge, at=f"{at:%Y-%m-%d %H:%M}"))
    lines.append("  " + clean(given["path"]))
    if loss.kind in {FIELD, FACT, WHOLE}:
        lines.append("  " + sentence("conflict.base", value=_full(loss.base)))
        values = (loss.ours, loss.theirs)
        for number, (side, value) in enumerate(zip(sides, values, strict=True), 1):
            told = {"by": _name(side["by"]), "value": _full(value)}
            lines.append("  " + sentence("conflict.side", number=number, **told))
        lines.append("  " + sentence("conflict.kept", value=_full(loss.kept)))
    return "\n".join(lines)


def settled_line(name: str, now: Any) -> str:
    """Return that a conflict is settled, with the value that was taken, if a side's was."""
    told = {"kept": value_text(now)} if isinstance(now, (str, int, float)) and now != "" else {}
    return sentence("conflict.settled", id=name, **told)


def ticket_of(path: str) -> str:
    """Return the id of the ticket whose file lies at a path, "" for another file."""
    name = path.rpartition("/")[2].removesuffix(".yaml")
    return name if path.startswith("records/tickets/") else ""


def _where(loss: Loss) -> str:
    return ticket_of(loss.path) or loss.path


def _key(loss: Loss) -> str:
    return clean(label("field", loss.key))


def _name(who: str) -> str:
    return clean(who) or sentence("conflict.nobody")


def _short(value: Any) -> str:
    return clip(_full(value), _WIDEST)


def _full(value: Any) -> str:
    return sentence("conflict.gone") if value in (None, "") else value_text(value)
