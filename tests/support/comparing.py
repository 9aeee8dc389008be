"""Two states of the standards for tests: trees with a place changed, and what was found."""

from __future__ import annotations

from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wuye_cli.domain.comparing.compare import compare
from wuye_cli.domain.comparing.side import Sheet, Side, path_of
from wuye_cli.store.codecs.rulebook import read_rulebook
from wuye_cli.store.yaml_text import read_plain

if TYPE_CHECKING:
    from wuye_cli.domain.tickets.rulebook import Rulebook

ROOT = Path(__file__).parents[2]
STARTER = ROOT / "standards"
OWN = ROOT / "tests/data/diff/base"
GONE = "<gone>"

Trees = dict[str, Any]


@cache
def _base() -> Trees:
    found = {}
    for folder in (STARTER, OWN):
        for path in sorted(folder.rglob("*.yaml")):
            name = path.relative_to(folder).with_suffix("").as_posix()
            if not name.startswith((".", "services/", "blueprints/")) or folder == OWN:
                found[name] = read_plain(path.read_bytes())
    return found


def base() -> Trees:
    """Return the starter set and a few written standards, by name; `put` copies what it changes."""
    return dict(_base())


def put(trees: Trees, place: list[Any], value: Any) -> Trees:
    """Set, or take away, the value at a place whose first step is the standard."""
    node = trees
    if len(place) > 1 and place[0] in trees:
        trees[place[0]] = deepcopy(trees[place[0]])
    for step in place[:-1]:
        if isinstance(node, dict) and step not in node:
            node[step] = {}
        node = node[step]
    if value == GONE:
        node.pop(place[-1], None)
    else:
        node[place[-1]] = deepcopy(value)
    return trees


def side(trees: Trees, **more: Any) -> Side:
    """Return a side with its rules read."""
    files = {"wuye.yaml" if name == "wuye" else path_of(name): tree for name, tree in trees.items()}
    known = _base()
    same = len(trees) == len(known) and all(
        trees.get(name) is tree for name, tree in known.items() if not name.startswith(_NO_RULES)
    )
    rules = _base_rules() if same else _rules(files)
    return Side({path: Sheet(tree) for path, tree in files.items()}, rules, **more)


_NO_RULES = ("services/", "blueprints/", "templates/", "prices", "targets", "cadences", "policy")


@cache
def _base_rules() -> Rulebook:
    return _rules({path_of(name): tree for name, tree in _base().items()})


def _rules(files: Trees) -> Rulebook:
    return read_rulebook(
        lambda path: path.encode() if path in files else None,
        lambda folder: [path for path in files if path.startswith(folder + "/")],
        lambda data: files[data.decode()],
    )[0]


def found(old: Trees, new: Trees) -> list[tuple[str, str]]:
    """Return code and `standard#key` of every change, in order."""
    return [(one.code, f"{one.standard}#{one.key}") for one in compare(side(old), side(new))]
