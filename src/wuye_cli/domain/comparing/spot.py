"""Where a comparison stands, and how it says what it found there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple
from unicodedata import normalize

import msgspec

from wuye_cli.domain.comparing.catalog import KINDS
from wuye_cli.domain.comparing.change import Change
from wuye_cli.domain.comparing.prints import fingerprint

if TYPE_CHECKING:
    from wuye_cli.domain.comparing.effective import Effects
    from wuye_cli.domain.comparing.side import Side
    from wuye_cli.domain.marks import Path


class Spot(NamedTuple):
    """A place that both documents have, or one of them.

    Attributes:
        standard: Name of the document.
        path: Its file.
        effects: What limits come to on both sides, and the sides themselves.
        key: The stable key, as steps.
        where_old: The place in the old tree.
        where_new: The place in the new tree.
        peer: The two records that the place belongs to.
    """

    standard: str
    path: str
    effects: Effects
    key: tuple[str, ...] = ()
    where_old: Path = ()
    where_new: Path = ()
    peer: tuple[Any, Any] = (None, None)

    @property
    def old(self) -> Side:
        """The state before."""
        return self.effects.old

    @property
    def new(self) -> Side:
        """The state after."""
        return self.effects.new

    def at(self, step: str, peer: tuple[Any, Any] | None = None) -> Spot:
        """Return the place one key further down."""
        return Spot(
            self.standard,
            self.path,
            self.effects,
            (*self.key, step),
            (*self.where_old, step),
            (*self.where_new, step),
            self.peer if peer is None else peer,
        )

    def of(self, step: str, old: str | int, new: str | int) -> Spot:
        """Return the place of an entry that stands under other keys in the two trees."""
        return Spot(
            self.standard,
            self.path,
            self.effects,
            (*self.key, step),
            (*self.where_old, old),
            (*self.where_new, new),
            self.peer,
        )

    def found(self, code: str, old: Any = None, new: Any = None, /, **facts: Any) -> Change:
        """Return a change at this place; `customer` and `staff` may be told among the facts."""
        kind = KINDS[code]
        key = ".".join(self.key)
        return Change(
            code=code,
            level=kind.level,
            customer=facts.pop("customer", kind.customer),
            staff=facts.pop("staff", kind.staff),
            standard=self.standard,
            key=key,
            old=old,
            new=new,
            facts=facts,
            path=self.path,
            where_old=() if old is None else self.where_old,
            where_new=() if new is None else self.where_new,
            fingerprint=fingerprint(code, self.standard, key, old, new),
        )


def is_same(old: Any, new: Any) -> bool:
    """Say whether two values are the same to the letter, the order of keys included."""
    if old is new:
        return True
    if type(old) is not type(new):
        return False
    return bool(old == new) if isinstance(old, str) else _letters(old) == _letters(new)


def is_reordered(old: Any, new: Any) -> bool:
    """Say whether two values differ in the order of keys alone."""
    return type(old) is type(new) and _sorted(old) == _sorted(new)


_sorted = msgspec.json.Encoder(order="sorted").encode
_letters = msgspec.json.Encoder().encode


def as_text(value: Any) -> str:
    """Return a value as one text, equal for equal values."""
    return _sorted(value).decode()


def plain(value: Any) -> Any:
    """Return a value with every text in the canonical composition (NFC), whatever was typed."""
    if isinstance(value, str):
        return value if value.isascii() else normalize("NFC", value)
    if isinstance(value, dict):
        return {plain(key): plain(part) for key, part in value.items()}
    if isinstance(value, list):
        return [plain(part) for part in value]
    return value
