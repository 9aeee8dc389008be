"""Which events count: those that no revocation in force took back, as they happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wuye_cli.domain.tickets.event import Event


def in_force(events: Sequence[Event]) -> list[Event]:
    """Return the events that no `revoke` took back, as they happened; the receipt stays first.

    A revocation that is itself revoked takes nothing back, in whatever order the two were typed.
    A receipt cannot be revoked. Events of the same second stay in the order of typing.
    """
    kept = list(events)
    for event in kept:
        if event.do == "revoke":
            kept = _without_revoked(kept)
            break
    if len(kept) < 2:  # noqa: PLR2004 - nothing to order
        return kept
    if kept[0].do != "receive":
        receipt = next((event for event in kept if event.do == "receive"), kept[0])
        kept.remove(receipt)
        kept.insert(0, receipt)
    kept[1:] = sorted(kept[1:], key=_happened)
    return kept


def _happened(event: Event) -> float:
    return event.at.timestamp()


def _without_revoked(events: list[Event]) -> list[Event]:
    revokes = sorted(
        (event for event in events if event.do == "revoke"),
        key=lambda event: (event.at.timestamp(), event.id),
    )
    revoked: set[str] = set()
    for event in _effective(revokes):
        revoked.update(event.events)
    revoked.discard("")
    return [event for event in events if event.id not in revoked or event.do == "receive"]


def _effective(revokes: list[Event]) -> list[Event]:
    """Return the revocations that no effective one takes back.

    Of two that (by hand) revoke each other the later one counts.
    """
    by_id = {event.id: event for event in revokes}
    against: dict[str, list[str]] = {}
    for event in revokes:
        for name in event.events:
            if name in by_id and name != event.id:
                against.setdefault(name, []).append(event.id)
    verdicts: dict[str, bool] = {}
    for event in revokes:
        pending = [event.id]
        while pending:
            name = pending[-1]
            open_ones = [
                other
                for other in against.get(name, ())
                if other not in verdicts and other not in pending
            ]
            if open_ones:
                pending.append(open_ones[-1])
                continue
            verdicts[name] = not any(verdicts.get(other) for other in against.get(name, ()))
            pending.pop()
    return [event for event in revokes if verdicts[event.id]]
