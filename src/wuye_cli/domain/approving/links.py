"""Links of the written standards, and which of them are suspect since the promise changed."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 - read with the facts of `check`
from hashlib import sha256
from typing import TYPE_CHECKING, Any, NamedTuple

from wuye_cli.domain.approving.states import in_turn

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from wuye_cli.domain.approving.approval import Act, Approval

_ID_LENGTH = 8
SERVICES, PROCEDURES = "services", "procedures"

_ABOVE = {"serves": "commitments", "checks": "items"}
"""References from an entry to what it depends on, and the part of a service that holds it."""


class Link(NamedTuple):
    """What depends on what: both as a standard and a key in it, the key empty for all of it."""

    child: str
    child_key: str
    parent: str
    parent_key: str

    @property
    def id(self) -> str:
        """Eight hex digits that stand for it."""
        return sha256("\n".join(("wuye/link/v1", *self)).encode()).hexdigest()[:_ID_LENGTH]


def links_of(trees: Mapping[str, Any]) -> list[Link]:
    """Return the links of standards, given as trees by name; each once, in their order."""
    found = (link for name, tree in trees.items() for link in _links_in(name, tree))
    return list(dict.fromkeys(found))


def _links_in(name: str, tree: Any) -> Iterator[Link]:
    if not name.startswith(SERVICES + "/") or not isinstance(tree, dict):
        return
    watches = tree.get("layer") == "inspection"
    for part in ("commitments", "items"):
        entries = tree.get(part)
        for key, entry in entries.items() if isinstance(entries, dict) else ():
            if isinstance(entry, dict):
                yield from _of_entry(name, f"{part}.{key}", entry, watches=watches)


def _of_entry(name: str, key: str, entry: dict[str, Any], *, watches: bool) -> Iterator[Link]:
    for field, part in _ABOVE.items():
        for document, item in _references(entry.get(field)):
            yield Link(name, key, f"{SERVICES}/{document}", f"{part}.{item}" if item else "")
    for document, item in _references(entry.get("steps")):
        step = (f"{PROCEDURES}/{document}", f"steps.{item}" if item else "")
        yield Link(name, key, *step) if watches else Link(*step, name, key)
    for document, item in _references(entry.get("inspected_by")):
        yield Link(f"{SERVICES}/{document}", f"items.{item}" if item else "", name, key)


def _references(value: Any) -> list[tuple[str, str]]:
    """Return document and item of each reference."""
    texts = [value] if isinstance(value, str) else value if isinstance(value, list) else []
    parted = (text.partition(".") for text in texts if isinstance(text, str))
    return [(document, item) for document, _, item in parted]


class Suspect(NamedTuple):
    """A link whose parent changed after its child was reviewed.

    Attributes:
        since: When the change of the parent was approved.
        version: Of the parent.
        keys: Which facts of the parent changed.
    """

    link: Link
    since: datetime
    version: str
    by: str
    keys: tuple[str, ...]


def suspects(
    links: Sequence[Link],
    approvals: Mapping[str, Sequence[Approval]],
    cleared: Mapping[str, Sequence[Act]],
) -> list[Suspect]:
    """Return the suspect links.

    A child was reviewed when its own text was approved, or when somebody cleared the link.

    Args:
        links: All links.
        approvals: By standard.
        cleared: Who cleared a link, by its id.
    """
    found = []
    for link in links:
        change = _last_change(link, approvals.get(link.parent, ()))
        if change is None or change.decided_at is None:
            continue
        own = [one.decided_at for one in in_turn(approvals.get(link.child, ()))]
        reviewed = [moment for moment in own if moment is not None]
        reviewed += [act.at for act in cleared.get(link.id, ())]
        if not reviewed or max(reviewed) < change.decided_at:
            keys = tuple(key for key in change.changed if _touches(key, link.parent_key))
            by = change.proposed.by
            found.append(Suspect(link, change.decided_at, change.version, by, keys))
    return found


def _last_change(link: Link, approvals: Sequence[Approval]) -> Approval | None:
    changing = [
        one
        for one in approvals
        if one.is_approved and any(_touches(key, link.parent_key) for key in one.changed)
    ]
    return changing[-1] if changing else None


def _touches(key: str, parent: str) -> bool:
    return not parent or key == parent or key.startswith(parent + ".")
