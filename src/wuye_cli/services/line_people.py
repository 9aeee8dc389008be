"""Who is meant by a name typed in a line: a registered colleague, or a question."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from msgspec.structs import replace

from wuye_cli.domain.line.line import NewTicket, Question, TicketSteps, Unread
from wuye_cli.domain.line.printing import print_line
from wuye_cli.domain.line.script import plain
from wuye_cli.services.vocabulary import staff_names

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from wuye_cli.domain.line.line import Step
    from wuye_cli.services.desk import Desk

_TITLES = ("师傅", "工长", "主管", "经理", "区管", "管家", "班长", "队长", "工", "姐", "哥", "老师")
_NICKS = ("老", "小", "阿")
_SHOWN = 9
"""As many as there are keys to choose one with."""


def staff_meant(desk: Desk, typed: str, rewritten: Callable[[str], str]) -> str:
    """Return the id of the colleague that a name means; unregistered names stay while none is.

    An id, a name or a nickname of exactly one person decides; else a surname alone (`钱`, `钱师傅`,
    `老钱`), if one person has it.

    Args:
        desk: The desk.
        typed: As it stands in the line.
        rewritten: Returns the whole line with an id in place of the name, for the choices.

    Raises:
        Unread: `line_who_unknown` or `line_who_several`, with the people to choose from.
    """
    staff = staff_names(desk)
    if not staff:
        return typed
    found = _meant(staff, typed.strip())
    if len(found) == 1:
        return found[0]
    code = "line_who_several" if found else "line_who_unknown"
    offered = found or list(staff)
    raise Unread(
        Question(
            code=code,
            facts={
                "word": typed,
                "known": "、".join(f"{staff[name][0]}({name})" for name in offered[:_SHOWN]),
            },
            choices=tuple(rewritten(name) for name in offered[:_SHOWN]),
        )
    )


def colleagues_called(desk: Desk, nick: str) -> list[str]:
    """Return the ids of those who are called so: by id, name, nickname or name in a chat."""
    return _meant(staff_names(desk), nick.strip()) if nick.strip() else []


def _meant(staff: Mapping[str, Sequence[str]], typed: str) -> list[str]:
    folded = _folded(typed)
    ids = [name for name in staff if folded in {name.casefold(), name.casefold().replace("-", "")}]
    if ids:
        return ids
    said = {name: [_folded(word) for word in words] for name, words in staff.items()}
    exact = [name for name, words in said.items() if folded in words]
    if exact:
        return exact
    surname = _surname(folded)
    return [name for name, words in said.items() if surname and words[0].startswith(surname)]


def _folded(name: str) -> str:
    """Return a name as it is compared: in small letters, half-width and Simplified."""
    return plain(name).casefold()


def _surname(typed: str) -> str:
    """Return the surname in 钱, 钱师傅 or 老钱; nothing for a longer name."""
    bare = next((typed.removesuffix(one) for one in _TITLES if typed.endswith(one)), typed)
    bare = next((bare.removeprefix(one) for one in _NICKS if bare.startswith(one)), bare)
    return bare if 0 < len(bare) <= 1 or (bare.isascii() and bare.isalpha()) else ""


# -- the names in a line ------------------------------------------------------------------------

_COLLEAGUE: dict[str, str] = {
    "dispatch": "who",
    "transfer": "who",
    "verify": "person",
    "regrade": "approver",
    "pause": "approver",
    "cancel": "approver",
    "decline": "approver",
}
"""Act to its slot that names a colleague."""


def with_colleagues(
    desk: Desk, line: NewTicket | TicketSteps, steps: Sequence[Step]
) -> tuple[Step, ...]:
    """Return the steps with ids in place of the names of colleagues.

    Raises:
        Unread: If a name is nobody's, or that of several people.
    """
    found = tuple(steps)
    for at, step in enumerate(steps):
        slot = _COLLEAGUE.get(step.act, "")
        typed = step.facts.get(slot, "")
        if typed:
            rewritten = partial(_with_name, line, found, at, slot)
            found = _named(found, at, slot, staff_meant(desk, typed, rewritten))
    return found


def _with_name(
    line: NewTicket | TicketSteps, steps: tuple[Step, ...], at: int, slot: str, name: str
) -> str:
    return print_line(replace(line, steps=_named(steps, at, slot, name)))


def _named(steps: tuple[Step, ...], at: int, slot: str, name: str) -> tuple[Step, ...]:
    changed = replace(steps[at], facts={**steps[at].facts, slot: name})
    return (*steps[:at], changed, *steps[at + 1 :])


POSTS = frozenset(
    {"门岗", "岗亭", "门卫", "保安", "巡逻", "保洁", "巡查", "guard", "gate", "patrol"}
)
"""Posts that take a call: without a name behind them they stand for whoever was there."""


def taker_of(desk: Desk, line: NewTicket) -> str:
    """Return who took the call, where the line says so.

    Raises:
        Unread: As `staff_meant`.
    """
    if not line.taker or line.taker in POSTS:
        return line.taker
    return staff_meant(desk, line.taker, lambda name: print_line(replace(line, taker=name)))
