"""What a crime is: the code that must catch it, the deed, whom it must name, the honest twin."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tests.support.crimes.scene import CLERK

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.crimes.scene import Scene

    from wuye_cli.store.repository import Actor


class Blame(NamedTuple):
    """Whom and what a finding has to name.

    Attributes:
        commit: The offending commit; "" where the fraud is in no commit.
        who: Its author; None where there is none to name.
        ticket: The ticket that was hurt, if one was.
    """

    commit: str = ""
    who: Actor | None = CLERK
    ticket: str = ""


class Crime(NamedTuple):
    """One fraud.

    Attributes:
        code: The code that must catch it, alone.
        name: What is done, in words with hyphens.
        deed: Commits the fraud with git alone and tells whom to blame.
        twin: The same intent done honestly, through wuye's commands.
        kind: The store it is done in: `one` without staff, `team` with roles, `keys` with
            signatures and checkpoints.
        trick: The row of the threat table it belongs to, if any.
        also: Codes of what cannot but be done along with it.
    """

    code: str
    name: str
    deed: Callable[[Scene], Blame]
    twin: Callable[[Scene], object]
    kind: str = "one"
    trick: str = ""
    also: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        return f"{self.code}-{self.name}"
