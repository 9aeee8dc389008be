"""wuye whoami: who types here, in which role, and what they may do."""

from typing import TYPE_CHECKING

import msgspec

from wuye_cli.bootstrap import open_desk
from wuye_cli.cli.exits import spoken, spoken_errors
from wuye_cli.cli.options import DEFAULT_ROOT, AsJson, Root, h
from wuye_cli.cli.output import Wanted, emit
from wuye_cli.i18n.catalog import pick, sentence

if TYPE_CHECKING:
    from wuye_cli.services.who import Who

HELP = h(
    "我是谁：身份、岗位、能做什么。例：wuye whoami",
    "Who types here, in which role, and what they may do. Example: wuye whoami",
)

_STATES = {"alone": "roles.resting", "nobody": "roles.nobody", "team": "roles.team"}


def command(root: Root = DEFAULT_ROOT, as_json: AsJson = False) -> None:
    """Say who types here, and what they may do."""
    from wuye_cli.services.who import who_types  # noqa: PLC0415 - help needs none of it

    with spoken_errors():
        desk = open_desk(root)
        who = who_types(desk)
        names = {one.id: one.name or one.id for one in desk.house.members}
        emit(
            msgspec.to_builtins(who),
            text=lambda _screen: _text(who, [names[name] for name in who.managers]),
            wanted=Wanted(as_json),
        )


def _text(who: "Who", managers: list[str]) -> str:
    lines = [_first(who), *_rights(who), spoken(_STATES[who.state], managers=managers)]
    if who.approves:
        acts = pick("、", ", ").join(sentence(f"whoami.{act}") for act in who.approves)
        lines.insert(-1, spoken("whoami.approves", acts=acts))
    return "\n".join(lines)


def _first(who: "Who") -> str:
    if who.left is not None:
        code = "whoami.left"
    elif who.id:
        code = "whoami.registered" if who.role else "whoami.norole"
    else:
        code = "whoami.unknown"
    facts = {"name": who.name, "mail": who.mail, "id": who.id, "role": who.role}
    return spoken(code, **facts, day=str(who.left or ""))


def _rights(who: "Who") -> list[str]:
    """Return the lines of what somebody may and may not do."""
    from wuye_cli.domain.documents.house_words import RIGHTS  # noqa: PLC0415 - as above

    lacking = [right for right in RIGHTS if right not in who.may]
    if not lacking:
        return [spoken("whoami.may_all")]
    if not who.may:
        lines = [spoken("whoami.may_none")]
        if who.role and not who.declared:
            lines.append(spoken("whoami.undeclared", role=who.role))
        return lines
    return [
        spoken("whoami.may", may=list(who.may)),
        spoken("whoami.may_not", may_not=lacking),
    ]
