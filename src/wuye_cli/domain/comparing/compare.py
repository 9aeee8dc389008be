"""Comparing two states of the standards: what changed, for whom, how gravely."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wuye_cli.domain.comparing.catalog import KINDS
from wuye_cli.domain.comparing.change import LEVELS
from wuye_cli.domain.comparing.effective import Effects
from wuye_cli.domain.comparing.formats.all import rule_for
from wuye_cli.domain.comparing.inherited import inherited
from wuye_cli.domain.comparing.keyed import pairing
from wuye_cli.domain.comparing.side import name_of
from wuye_cli.domain.comparing.spot import Spot, is_same
from wuye_cli.domain.comparing.undertow import undertow

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wuye_cli.domain.comparing.change import Change
    from wuye_cli.domain.comparing.side import Sheet, Side


def compare(old: Side, new: Side) -> tuple[Change, ...]:
    """Return every fact that two states of the standards do not share, the gravest first."""
    effects = Effects(old, new)
    found = list(_documents(old, new, effects))
    found += list(undertow(effects, found))
    found += list(inherited(effects, found))
    return tuple(sorted(found, key=order))


def order(change: Change) -> tuple[int, bool, str, str, str]:
    """Return what changes are listed by: level, then what binds nobody last, then the place."""
    quiet = KINDS[change.code].quiet
    return LEVELS.index(change.level), quiet, change.standard, change.key, change.code


def _documents(old: Side, new: Side, effects: Effects) -> Iterator[Change]:
    for path in sorted(old.sheets.keys() & new.sheets.keys()):
        before, after = old.sheets[path], new.sheets[path]
        if not before.blob or before.blob != after.blob:
            yield from _document((before, after), Spot(name_of(path), path, effects))
    yield from _come_and_gone(old, new, effects)


def _document(pair: tuple[Sheet, Sheet], spot: Spot) -> Iterator[Change]:
    before, after = pair
    family = before.family if before.family == after.family else ""
    found = list(rule_for(family)(spot, before.tree, after.tree))
    yield from found
    if not found and before.blob != after.blob:
        yield spot.found("D902", before.blob, after.blob)


def _come_and_gone(old: Side, new: Side, effects: Effects) -> Iterator[Change]:
    """Pair documents that moved or were renamed; tell the others as come or gone."""
    gone = {path: old.sheets[path] for path in sorted(old.sheets) if path not in new.sheets}
    come = {path: new.sheets[path] for path in sorted(new.sheets) if path not in old.sheets}
    for was, now in list(_moved(gone, come)):
        pair = gone.pop(was), come.pop(now)
        yield from _elsewhere("D904", (was, now), pair, effects)
    for family in sorted({sheet.family for sheet in gone.values()}):
        befores = _trees(gone, family)
        afters = _trees(come, family)
        for was, now, certain in pairing(befores, afters).renamed:
            pair = gone.pop(was), come.pop(now)
            yield from _elsewhere("D104" if certain else "D105", (was, now), pair, effects)
    for path, sheet in gone.items():
        spot = Spot(name_of(path), path, effects)
        yield spot.found("D801", _about(sheet), None, clauses=_clauses(sheet.tree))
    for path, sheet in come.items():
        spot = Spot(name_of(path), path, effects)
        yield spot.found("D802", None, _about(sheet), clauses=_clauses(sheet.tree))


def _elsewhere(
    code: str, paths: tuple[str, str], pair: tuple[Sheet, Sheet], effects: Effects
) -> Iterator[Change]:
    spot = Spot(name_of(paths[1]), paths[1], effects)
    yield spot.found(code, *map(name_of, paths))
    if not is_same(pair[0].tree, pair[1].tree):
        yield from rule_for(pair[1].family)(spot, pair[0].tree, pair[1].tree)


def _moved(gone: dict[str, Sheet], come: dict[str, Sheet]) -> Iterator[tuple[str, str]]:
    """Yield documents of the same name and family that now lie in another folder."""
    for was, sheet in gone.items():
        same = [
            now
            for now, other in come.items()
            if _stem(now) == _stem(was) and other.family == sheet.family
        ]
        if len(same) == 1 and sum(_stem(one) == _stem(was) for one in gone) == 1:
            yield was, same[0]


def _trees(sheets: dict[str, Sheet], family: str) -> dict[str, Any]:
    """Return the trees of a family by path, each with its former names as paths."""
    found = {}
    for path, sheet in sheets.items():
        if sheet.family == family:
            former = sheet.tree.get("formerly")
            folder = path.rpartition("/")[0]
            paths = [f"{folder}/{one}.yaml" for one in former] if isinstance(former, list) else []
            found[path] = {**sheet.tree, "formerly": paths}
    return found


def _stem(path: str) -> str:
    return path.rpartition("/")[2]


def _about(sheet: Sheet) -> dict[str, Any]:
    return {key: sheet.tree[key] for key in ("schema", "label") if key in sheet.tree}


def _clauses(tree: dict[str, Any]) -> int:
    """Return how many entries a document has in its largest collection."""
    return max((len(part) for part in tree.values() if isinstance(part, (dict, list))), default=0)
