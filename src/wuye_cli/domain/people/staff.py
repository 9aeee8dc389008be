"""Staff (员工) as the records know them: who holds tickets, by which names they are called."""

from __future__ import annotations

from datetime import date

import msgspec

from wuye_cli.domain.people.signing_key import SigningKey

SCHEMA = "staff/1"
"""The newest format of a staff file that this program writes."""

ROLES = (
    "desk",
    "technician",
    "steward",
    "manager",
    "guard",
    "cleaning",
    "gardening",
    "vendor",
    "heads",
    "quality",
    "company",
    "auditor",
    "bot",
)
"""What somebody is for the estate: 客服, 维修, 管家, 经理, 秩序, 保洁, 绿化, 外包单位, 部门负责人,
品质, 公司, 核查员, 机器账号. A team's own roles stand in `policy.yaml`."""

PREFIX = "s-"
_MARKS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-")
_LONGEST = 24


class Staff(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One member of the staff; everything but `id` may be empty.

    Attributes:
        id: `s-` and what tells them apart, such as `s-zhao`.
        aliases: Other names that may be typed: 老赵, 赵工.
        mail: The mail of their commits, by which the one who types is known.
        role: One of `ROLES`, or a role that `policy.yaml` declares.
        wechat: Their names in the group chat.
        person: Reference into `people/`, where the phone is.
        zone: Which part of the estate: 1-3栋, 地库.
        left: The last day; from the next on nobody means them by a name.
        keys: What they sign with, ended ones too.
        extra: A team's own `x-…` keys.
    """

    schema: str = SCHEMA
    id: str
    name: str = ""
    aliases: tuple[str, ...] = ()
    mail: str = ""
    role: str = ""
    skills: tuple[str, ...] = ()
    wechat: tuple[str, ...] = ()
    person: str = ""
    zone: str = ""
    left: date | None = None
    keys: tuple[SigningKey, ...] = ()
    extra: dict[str, str] = {}

    @property
    def names(self) -> tuple[str, ...]:
        """Every name that may be typed or that a chat shows, each once."""
        return tuple(
            name for name in dict.fromkeys((self.name, *self.aliases, *self.wechat)) if name
        )


def is_staff_id(text: str) -> bool:
    """Tell whether a text has the form of a staff id: `s-` and small letters, digits or `-`.

    Example:
        >>> is_staff_id("s-zhao"), is_staff_id("s-../x"), is_staff_id("赵师傅")
        (True, False, False)
    """
    rest = text[len(PREFIX) :]
    return (
        text.startswith(PREFIX)
        and 0 < len(rest) <= _LONGEST
        and set(rest) <= _MARKS
        and rest[0] != "-"
        and rest[-1] != "-"
    )
