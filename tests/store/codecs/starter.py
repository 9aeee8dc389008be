"""The starter standards of this repository, read once for the tests of the codecs."""

from __future__ import annotations

import copy
from functools import cache
from pathlib import Path

from wuye_cli.store.codecs.casefile import read_case_file
from wuye_cli.store.codecs.rulebook import read_rulebook
from wuye_cli.store.yaml_text import read_plain

ROOT = Path(__file__).parents[3]
STANDARDS = ROOT / "standards"
TIERS = "tiers.yaml"


@cache
def _tree(name):
    return read_plain((STANDARDS / name).read_bytes(), path=name)


def tree(name):
    """A copy of a starter file's tree, to be spoilt at will."""
    return copy.deepcopy(_tree(name))


def read(path):
    file = ROOT / path
    return file.read_bytes() if file.is_file() else None


def names(folder):
    return [file.name for file in (ROOT / folder).iterdir()]


@cache
def rules_and_problems():
    return read_rulebook(read, names, read_plain)


def rules():
    return rules_and_problems()[0]


def book():
    return rules().books[0]


def case_file(name):
    return read_case_file(_tree(f"cases/{name}"), base=rules())


def codes(problems):
    return [problem.code for problem in problems]


def put(target, path, value):
    """Set one value in a tree; returns the tree."""
    *way, last = path
    part = target
    for key in way:
        part = part[key]
    part[last] = value
    return target
