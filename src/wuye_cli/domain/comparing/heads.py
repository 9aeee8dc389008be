"""Rules of what every document may say of itself: owner, version, dates, names."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

from wuye_cli.domain.comparing.grammar import plain_value, present_or, words
from wuye_cli.domain.comparing.spot import plain

if TYPE_CHECKING:
    from wuye_cli.domain.comparing.grammar import Found, Rule
    from wuye_cli.domain.comparing.spot import Spot

label = plain_value("D310")
"""Names and words for finding things: they bind nobody."""
sayings = words("D310", "D310")
"""The same of several words, whose order means nothing."""
basis = plain_value("D703")
reference = plain_value("D701")
owner = present_or("D509", "D505", "D504")

_DAY_LENGTH = len("2026-01-01")
_CHINA = timezone(timedelta(hours=8))
"""Where a bare day begins: only the order of two dates is asked for."""


def effective_from(spot: Spot, old: Any, new: Any) -> Found:
    """Compare dates of coming into force: earlier than before reaches back over what was judged.

    So does a date before the moment at which the new state was made, where that is known.
    """
    before, after = moment_of(old), moment_of(new)
    if before is not None and before == after:
        return
    reaches_back = before is not None and after is not None and after < before
    made = spot.new.at
    if not reaches_back and after is not None and made is not None:
        reaches_back = after < made
    yield spot.found("D602" if reaches_back else "D601", plain(old), plain(new))


def moment_of(value: Any) -> datetime | None:
    """Return an instant or the beginning of a day; None if the value is neither."""
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=UTC)
    try:
        found = datetime.fromisoformat(str(value))
    except ValueError:
        return None
    if found.tzinfo is None:
        return found.replace(tzinfo=_CHINA if len(str(value)) == _DAY_LENGTH else UTC)
    return found


def later(worse: str, better: str) -> Rule:
    """Return the rule of a day by which something is to be: later is worse."""

    def compare(spot: Spot, old: Any, new: Any) -> Found:
        before, after = moment_of(old), moment_of(new)
        if before is None or after is None:
            if old != new:
                yield spot.found(worse if after is None else better, plain(old), plain(new))
        elif before != after:
            yield spot.found(worse if after > before else better, plain(old), plain(new))

    return compare


def day(code: str) -> Rule:
    """Return the rule of a date of which only the move is told."""

    def compare(spot: Spot, old: Any, new: Any) -> Found:
        before = moment_of(old)
        if before is None or before != moment_of(new):
            yield spot.found(code, plain(old), plain(new))

    return compare


NAMES: dict[str, Rule] = {
    "label": label,
    "label_en": label,
    "basis": basis,
    "formerly": label,
}
"""Fields that any keyed entry may have."""

HEAD: dict[str, Rule] = {
    **NAMES,
    "version": plain_value("D607"),
    "effective_from": effective_from,
    "expires": day("D603"),
    "review_by": day("D604"),
    "status": plain_value("D605"),
    "owner": owner,
}
"""Fields that any document may have."""
