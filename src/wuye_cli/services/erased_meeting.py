"""Residents' data that meet after an erasure: one side's history was squashed, the other's was not.

Git knows of nothing that the two have in common, so the squash says what it stands for
(`store.lineage`). What each side has stays, but who was erased: that goes at both, the history with
it, and nothing of it goes out again. That somebody was erased the tickets say too; a person on
whose tickets it does not stand is kept, so that nobody can empty a register by a commit alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from wuye_cli.services.merging import Merged, Plan, merge_bases, planned
from wuye_cli.store import forgetting, lineage, people_history
from wuye_cli.store.lineage import BOTH, TAKEN, THEIRS
from wuye_cli.store.people import is_person_id, path_of
from wuye_cli.store.repository import EMPTY_TREE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from wuye_cli.services.desk import Desk
    from wuye_cli.store.lineage import Lineage
    from wuye_cli.store.repository import Store

    Confirmed = Callable[[str], bool]


class Kin(NamedTuple):
    """Two histories of which one stands for the other.

    Attributes:
        how: Which one replaced the other: `ours`, `theirs`, `both`.
        ours: Where ours comes from.
        theirs: Where theirs does.
    """

    how: str
    ours: Lineage
    theirs: Lineage


def kin(store: Store, theirs: str, extra: Mapping[str, str] | None = None) -> Kin | None:
    """Return how two histories without a common commit belong together; None if they do not.

    Args:
        store: The repository of people.
        theirs: A commit of the other history.
        extra: More environment for git, where it is not taken in yet.
    """
    ours, other = (lineage.lineage(store.ground, one, extra) for one in (store.head(), theirs))
    how = lineage.kinship(ours, other)
    return Kin(how, ours, other) if how else None


def bring_together(
    desk: Desk, store: Store, theirs: str, known: Kin, *, source: str, base: str
) -> Merged:
    """Bring residents' data of a replaced history and of the one in its place together.

    Args:
        desk: The desk.
        store: The repository of people.
        theirs: A commit that is here already.
        known: How the two belong together.
        source: What the result calls theirs.
        base: A commit of ours that theirs had taken in before it was replaced; "" if none is known.
    """
    forgetting.begin_forgetting(store.ground)
    ours = store.head()
    if known.how != THEIRS:
        base = _taken(store, known.ours, theirs)
    elif base and merge_bases(store, base, ours, ok=(0, 1, 128)) != [base]:
        base = ""
    plan = planned(store, ours, theirs, book_of=desk.book_of, bases=[base or EMPTY_TREE])
    gone = _settle_erased(store, plan, (ours, theirs), known, lambda one: _is_told(desk, one))
    contents = dict(store.ground.objects.gathered(filter(None, plan.taken.values())))
    with store.transaction(by=desk.actor, at=desk.now(), on_wait=desk.on_wait) as changes:
        for path, data in plan.files.items():
            changes.take(path, data)
        for path, blob in plan.taken.items():
            changes.take(path, contents.get(blob or ""), lies_here=blob or "")
        changes.commit(f"sync: take in {source}", trailers=[("Wuye-Op", "sync"), (TAKEN, theirs)])
    is_new = bool(plan.blobs)
    onto = _ground_to_stand_on(store, theirs, known, is_new=is_new)
    if onto is not None:
        lines = () if onto else (known.ours, known.theirs)
        people_history.replant(store.ground, onto, lines, by=desk.actor, at=desk.now())
    elif not is_new:
        return Merged(repository="people", source=source, how="same")
    return Merged(
        repository="people",
        source=source,
        how="erased",
        commit=store.head(),
        files=len(plan.files) + len(plan.taken),
        erased=len(gone),
        phoneless=_phoneless(desk, gone),
        losses=tuple(plan.losses),
    )


def _ground_to_stand_on(store: Store, theirs: str, known: Kin, *, is_new: bool) -> str | None:
    """Return what HEAD is to stand on: theirs, "" for a new first commit, None for what it does.

    Where two erased at once, neither history may stay of which the other has erased somebody; of
    two that hold the same one is chosen that both desks choose.

    Args:
        store: The repository, with everything of theirs taken in.
        theirs: Their commit.
        known: How the two belong together.
        is_new: Theirs had something that ours had not.
    """
    if known.how != BOTH:
        return theirs if known.how == THEIRS else None
    mine, other = known.ours.erased, known.theirs.erased
    tree_of = store.ground.objects.root_tree
    is_first = is_new or mine < other or min(known.theirs.roots) < min(known.ours.roots)
    if tree_of(store.head()) == tree_of(theirs) and mine <= other and is_first:
        return theirs
    return None if other <= mine and not is_new else ""


def is_taken(store: Store, theirs: str) -> bool:
    """Say whether ours holds the work of a commit whose history it has replaced."""
    return theirs in lineage.lineage(store.ground, store.head()).taken


def _taken(store: Store, ours: Lineage, theirs: str) -> str:
    """Return the newest commit of their history whose work ours holds; "" if none is left."""
    for commit in ours.taken:
        if merge_bases(store, commit, theirs, ok=(0, 1, 128)) == [commit]:
            return commit
    return ""


def _settle_erased(
    store: Store, plan: Plan, sides: tuple[str, str], known: Kin, confirmed: Confirmed
) -> list[str]:
    """Let go who was erased and nobody else; return the persons who go from ours."""
    objects = store.ground.objects
    here = dict(store.list_tree("persons/"))
    said = {one for one in known.ours.erased | known.theirs.erased if is_person_id(one)}
    erased = {one for one in said if confirmed(one)}
    gone = []
    for path in (path_of(one) for one in sorted(erased)):
        person = path.rpartition("/")[2].removesuffix(".yaml")
        found = [
            objects.folder_at(commit, path.rpartition("/")[0]).get(f"{person}.yaml")
            for commit, line in zip(sides, (known.ours, known.theirs), strict=True)
            if person in line.erased
        ]
        kept = None if None in found else found[0][1] if found[0] else None
        plan.files.pop(path, None)
        plan.taken.pop(path, None)
        if kept != here.get(path):
            plan.taken[path] = kept
            gone.append(person)
    settled = {path_of(one) for one in erased}
    for path in [path for path, blob in plan.taken.items() if blob is None]:
        if path not in settled:
            del plan.taken[path]
    plan.losses = [one for one in plan.losses if one.path not in settled]
    return gone


def _phoneless(desk: Desk, gone: Sequence[str]) -> tuple[str, ...]:
    """Return the open tickets whose caller is gone and has to be asked for a number again."""
    from wuye_cli.services.resident_records import (  # noqa: PLC0415 - few meetings need it
        tickets_of,
    )

    named = [one for person in gone for one in tickets_of(desk, person)]
    return tuple(sorted({one.id for one in named if one.closed is None and not one.erased}))


def _is_told(desk: Desk, person: str) -> bool:
    """Say whether our tickets confirm that a person was erased, or know nobody of that name."""
    from wuye_cli.services.resident_records import (  # noqa: PLC0415 - few meetings need it
        tickets_of,
    )

    listed = tickets_of(desk, person)
    return not listed or any(one.erased for one in listed)
