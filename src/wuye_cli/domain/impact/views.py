"""What tickets of one shape see of a text: texts that they see alike judge them alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wuye_cli.domain.impact.shape import AMENDED, CLASSIFY
from wuye_cli.domain.tickets.rulebook import CHANNEL

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from wuye_cli.domain.impact.retelling import Retelling
    from wuye_cli.domain.impact.shape import Shape
    from wuye_cli.domain.impact.text import Text
    from wuye_cli.domain.tickets.tier import Tier, TierBook

_TIER = ("targets", "service", "rank", "raise_to", "only_for", "agreed_time_first")
_CALENDAR = ("zone", "always", "weekly", "makeup", "rest", "exceptions", "holidays")
_CATEGORY = ("kind", "tier", "rules", "limits", "vendor")
_Seen = tuple[int, ...]


class _Alike:
    """Numbers values so that equal ones in one part of a text, and no others, share a number."""

    def __init__(self) -> None:
        self._known: dict[str, list[tuple[Any, int]]] = {}
        self._count = 0

    def number(self, part: str, value: Any) -> int:
        """Return the number of a value in its part; None stands for one that is not there."""
        known = self._known.setdefault(part, [])
        for one, number in known:
            if one is value or one == value:
                return number
        self._count += 1
        known.append((value, self._count))
        return self._count


class Views:
    """Tells, for a shape, which of some texts it cannot tell apart.

    Args:
        texts: The texts, the old one first.
        retellings: How each of them would have had a ticket written.
    """

    def __init__(self, texts: Sequence[Text], retellings: Sequence[Retelling]) -> None:
        alike = _Alike()
        self._texts = [
            _Numbered(text, retelling, alike)
            for text, retelling in zip(texts, retellings, strict=True)
        ]

    def first_alike(self, shape: Shape) -> list[int]:
        """Return, for each text, the index of the first one that tickets of the shape see alike."""
        firsts: dict[_Seen, int] = {}
        return [
            firsts.setdefault(text.seen(shape), index) for index, text in enumerate(self._texts)
        ]


class _Numbered:
    """The parts of one text as numbers."""

    def __init__(self, text: Text, retelling: Retelling, alike: _Alike) -> None:
        book, categories = text.book, text.categories
        self._text = text
        self._retelling = retelling
        self._alike = alike
        self._tiers = {
            name: alike.number(f"tier {name}", _fields(tier, _TIER))
            for name, tier in book.tiers.items()
        }
        self._calendars = {
            name: alike.number(f"calendar {name}", _fields(calendar, _CALENDAR))
            for name, calendar in text.calendars.items()
        }
        self._categories = {
            name: alike.number(f"category {name}", _fields(category, _CATEGORY))
            for name, category in categories.categories.items()
        }
        clocks = [
            (clock.id, clock.start, clock.stop, clock.human, clock.binds)
            for clock in book.clocks.values()
        ]
        defaults = (
            categories.default_tier,
            categories.default_urgency,
            categories.default_complexity,
        )
        self._common = (
            alike.number("clocks", clocks),
            alike.number("policy", book.policy),
            alike.number("zone", book.timezone),
            alike.number("flows", text.flows),
            alike.number("defaults", defaults),
        )
        self._amended = alike.number("all categories", categories.categories)
        self._pauses = alike.number("pauses", book.pause_reasons)
        self._reached: dict[tuple[str, ...], list[str]] = {}

    def seen(self, shape: Shape) -> _Seen:
        """Return all that tickets of a shape depend on, as numbers."""
        tier, limits = self._retelling.receipt(shape)
        named = [tier, *shape.tiers] if shape.moves else [tier]
        if CLASSIFY in shape.moves or AMENDED in shape.moves:
            named += self._given(shape)
        tiers = self._chain(tuple(named))
        calendars = self._calendars_of(tiers, shape)
        return (
            *self._common,
            self._alike.number("given", (tier, limits)),
            self._pauses if "pause" in shape.moves else 0,
            self._amended if AMENDED in shape.moves else 0,
            *[self._number("category", self._categories, name) for name in shape.categories],
            *[self._number("tier", self._tiers, name) for name in tiers],
            *calendars,
        )

    def _number(self, part: str, known: dict[str, int], name: str) -> int:
        found = known.get(name)
        return self._alike.number(f"{part} {name}", None) if found is None else found

    def _given(self, shape: Shape) -> Iterable[str]:
        """Return every tier that the text's table may give for the categories of a shape."""
        book = self._text.categories
        for name in shape.categories:
            category = book.categories.get(name)
            if category is not None:
                yield from (category.tier, *(rule.tier for rule in category.rules))
        yield book.default_tier

    def _chain(self, named: tuple[str, ...]) -> list[str]:
        """Return the tiers with all that a reopening may raise them to, by name."""
        found = self._reached.get(named)
        if found is None:
            found = self._reached[named] = sorted(_raised(self._text.book, named))
        return found

    def _calendars_of(self, tiers: list[str], shape: Shape) -> list[int]:
        book = self._text.book
        channel = book.channel_calendars.get(shape.channel, "")
        names = {
            target.calendar
            for name in tiers
            if (tier := book.tiers.get(name)) is not None
            for target in tier.targets.values()
        }
        names |= {calendar for _, calendar in shape.limits.values()}
        for name in shape.categories:
            category = self._text.categories.categories.get(name)
            for figures in category.limits.values() if category else ():
                names |= {target.calendar for target in figures.values()}
        if shape.moves:  # figures of later events are not in the shape
            names |= self._calendars.keys()
        used = [channel if name == CHANNEL else name for name in sorted(names)]
        return [self._number("calendar", self._calendars, name) for name in used]


def _fields(value: Any, names: Iterable[str]) -> tuple[Any, ...]:
    return tuple(getattr(value, name) for name in names)


def _raised(book: TierBook, names: Iterable[str]) -> set[str]:
    found: set[str] = set()
    waiting = [name for name in names if name]
    while waiting:
        name = waiting.pop()
        tier: Tier | None = book.tiers.get(name)
        if name not in found:
            found.add(name)
            if tier is not None and tier.raise_to:
                waiting.append(tier.raise_to)
    return found
