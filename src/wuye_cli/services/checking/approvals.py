"""Standards beside their approvals, as the work tree has them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wuye_cli.checking.facts import Drift, StandardFacts
from wuye_cli.domain.approving.fingerprint import prints_of
from wuye_cli.domain.approving.links import Suspect, links_of, suspects
from wuye_cli.domain.approving.states import Text, in_turn
from wuye_cli.services.checking.reading import read_tree, troubles_of
from wuye_cli.store.codecs import suspects as cleared_links
from wuye_cli.store.codecs.approvals import (
    FOLDER,
    is_unit,
    path_of,
    read_approval,
    unit_of,
)
from wuye_cli.store.codecs.policy import POLICY, read_policy
from wuye_cli.store.codecs.reading import beginning
from wuye_cli.store.layout import SETTINGS, STANDARDS
from wuye_cli.store.objects import blob_id
from wuye_cli.store.snapshot import Snapshot, of_commit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wuye_cli.domain.approving.approval import Act, Approval, ChangeRules
    from wuye_cli.services.checking.texts import Texts
    from wuye_cli.store.repository import Store

_TIERS = "tiers"
_HOURS = (f"{STANDARDS}/calendars/", f"{STANDARDS}/holidays/")
_DRIFTS = frozenset({"D211"})


def read_approvals(texts: Texts) -> dict[str, list[Approval]]:
    """Return the approvals by standard, by number, noting the faults of all."""
    found: dict[str, list[Approval]] = {}
    for path, tree in sorted(texts.below(FOLDER + "/")):
        approval, problems = read_approval(path, tree)
        texts.add(path, *troubles_of(problems))
        if approval is not None:
            found.setdefault(approval.standard, []).append(approval)
    return found


def standards(
    store: Store, texts: Texts, every: dict[str, list[Approval]], zone: str
) -> tuple[StandardFacts, ...]:
    """Return what is to be judged beside approvals; most stores that use none have nothing."""
    policy = read_policy(texts.tree(POLICY) or {})[0].changes
    first = _founding(store) if policy.asks else ""
    found = []
    for path, tree in texts.below(STANDARDS + "/"):
        approvals = every.get(unit_of(path), [])
        if not is_unit(path) or not (approvals or "expires" in tree or policy.asks):
            continue
        asked = policy.asks and not approvals and _is_asked(store, first, path, tree, policy)
        if approvals or asked or "expires" in tree:
            found.append(
                StandardFacts(
                    path=path,
                    text=Text(
                        content=prints_of(unit_of(path), tree).content,
                        version=str(tree.get("version", 1)),
                        effective_from=beginning(tree.get("effective_from"), zone),
                    ),
                    expires=beginning(tree.get("expires"), zone),
                    approvals=tuple(approvals),
                    asked=asked,
                )
            )
    return tuple(found)


def _founding(store: Store) -> str:
    """Return the commit that this clone's history begins the store with."""
    if not store.head():
        return ""
    told = store.ground.git.read(
        *("log", "--format=%H", "--diff-filter=A", "--reverse", store.head(), "--", SETTINGS)
    )
    return next(iter(told.decode().split()), "")


def _is_asked(
    store: Store, first: str, path: str, tree: dict[str, Any], policy: ChangeRules
) -> bool:
    """Say whether the policy asks for an approval of a text that has none.

    What the store was founded with needs none.
    """
    before = store.read_at(first, path) if first else None
    if before is None:
        return bool(first)
    old, name = read_tree(before, path).tree, unit_of(path)
    if old is None:
        return True
    then, now = prints_of(name, old), prints_of(name, tree)
    if then.terms != now.terms:
        return policy.terms > 0
    return then.content != now.content and policy.wording > 0


def suspect_links(texts: Texts, every: dict[str, list[Approval]]) -> tuple[Suspect, ...]:
    """Return the suspect links, noting the faults of the files that clear them."""
    cleared: dict[str, tuple[Act, ...]] = {}
    for path, tree in list(texts.below(cleared_links.FOLDER + "/")):
        acts, problems = cleared_links.read_cleared(tree)
        texts.add(path, *troubles_of(problems))
        for name, known in acts.items():
            cleared[name] = (*cleared.get(name, ()), *known)
    if not every:
        return ()
    trees = {unit_of(path): tree for path, tree in texts.below(f"{STANDARDS}/services/")}
    return tuple(suspects(links_of(trees), every, cleared))


def drifts(store: Store, texts: Texts, every: dict[str, list[Approval]]) -> tuple[Drift, ...]:
    """Return the limits whose hours changed since the tiers were approved."""
    turn = in_turn(every.get(_TIERS, ()))
    if not turn or not store.head():
        return ()
    last = turn[-1]
    told = store.ground.git.read(
        *("log", "-1", "--format=%H", store.head(), "--", path_of(_TIERS, last.number))
    )
    commit = told.decode().strip()
    if not commit or last.decided_at is None:
        return ()
    then = dict(pair for folder in _HOURS for pair in store.list_tree(folder, commit=commit))
    now = {path: blob_id(d) for path, d in texts.contents.items() if path.startswith(_HOURS)}
    if then == now:
        return ()
    old = of_commit(store, commit)
    lying = {
        path: data
        for path, data in texts.contents.items()
        if path == SETTINGS or path.startswith(_HOURS)
    }
    new = Snapshot("", {**{p: d for p, d in old.files.items() if p not in then}, **lying})
    return tuple(_drifts(old, new, last, every))


def _drifts(
    old: Snapshot, new: Snapshot, last: Approval, every: dict[str, list[Approval]]
) -> Iterator[Drift]:
    """Yield a drift for each limit, unless its calendar was approved as it is now."""
    from wuye_cli.services.comparing import changes_between  # noqa: PLC0415 - 10 ms, if approved

    for change in changes_between(old, new).changes:
        calendar = str(change.facts.get("calendar", ""))
        own = in_turn(every.get(f"calendars/{calendar}", ()))
        later = own[-1].decided_at if own else None
        since = last.decided_at
        if change.code in _DRIFTS and since and (later is None or later < since):
            yield Drift(key=change.key, calendar=calendar, since=since)
