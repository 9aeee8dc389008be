"""One of the two states that are compared: its documents and the rules read from them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from wuye_cli.domain.tickets.rulebook import Rulebook

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

ROOT = "standards/"
_SUFFIX = ".yaml"


class Sheet(NamedTuple):
    """One document.

    Attributes:
        tree: As read strictly.
        blob: Names its bytes; equal means nothing changed, empty means unknown.
    """

    tree: dict[str, Any]
    blob: str = ""

    @property
    def family(self) -> str:
        """What stands before the slash of `schema`: `tiers`, `standard`."""
        return str(self.tree.get("schema", "")).partition("/")[0]


class Side(NamedTuple):
    """The standards at one moment.

    Attributes:
        sheets: Documents by path from the root of the store.
        rules: What was read of them; without calendars no effect is reckoned.
        at: When the state was made, if known: a date before it is one that reaches back.
    """

    sheets: Mapping[str, Sheet]
    rules: Rulebook = Rulebook()
    at: datetime | None = None

    def named(self, standard: str) -> dict[str, Any]:
        """Return the tree of a standard by its name, empty if there is none."""
        found = self.sheets.get(path_of(standard))
        return found.tree if found else {}


def name_of(path: str) -> str:
    """Return the name of a standard: its path below `standards/` without `.yaml`.

    Example:
        >>> name_of("standards/calendars/office.yaml"), name_of("wuye.yaml")
        ('calendars/office', 'wuye')
    """
    return path.removeprefix(ROOT).removesuffix(_SUFFIX)


def path_of(standard: str) -> str:
    """Return the path of a standard; the inverse of `name_of` below `standards/`."""
    return f"{ROOT}{standard}{_SUFFIX}"
