"""A small set of written standards that breaks no rule, for the tests of family Q."""

from __future__ import annotations

from datetime import date

import msgspec
import yaml
from tests.unit.checking.small import FILES, parse, rulebook, store

from wuye_cli.domain.tickets.flow import Tick
from wuye_cli.services.checking.figures import read_figures
from wuye_cli.services.checking.texts import Texts
from wuye_cli.store.codecs.library import read_library

PROMISE = """
schema: standard/1
layer: customer
owner: manager
review_by: "2027-12-31"
scope: 住户
scope_en: residents
categories: [burst]
commitments:
  on-time:
    aspect: time
    text: 15分钟内到现场
    text_en: on site within fifteen minutes
    kind: hard
    measure: {limit: [15m, always]}
    evidence: ["event:arrive"]
    metric: repair.urgent
    steps: [home.go]
    inspected_by: [daily.clocks]
"""
STAFF = """
schema: standard/1
layer: delivery
family: in-home-repair
owner: manager
review_by: "2027-12-31"
procedures: [home]
items:
  go:
    field: method
    text: 接报放下手里的活，10分钟内到
    text_en: "leave other work, there within ten minutes"
    measure: {limit: [10m, always]}
    serves: [promise.on-time]
"""
DAILY = """
schema: standard/1
layer: inspection
kind: daily
owner: manager
review_by: "2027-12-31"
items:
  clocks: {object: quality, scope: 前一天的单子, content: 到场的钟达标, time: {every: day}, inspector: manager, serves: [promise.on-time]}
"""
HOME = """
schema: procedure/1
owner: manager
review_by: "2027-12-31"
steps:
  - {id: go, label: 到场, limit: 5m}
  - {id: explain, label: 报价并征得同意, consent: true}
"""
QUALITY = """
schema: quality/1
owner: manager
review_by: "2027-12-31"
policy: {text: 说到做到, text_en: what we say we do}
promises: {fast: {label: 快, text: 到得快}}
"""
TARGETS = """
schema: targets/1
targets:
  repair.urgent: {label: 急修及时率, of: 急修, counts: 到场达标, goal: 1.0, period: [month]}
  entry.lag: {label: 补录率, of: 事件, counts: 补录, show_only: true}
"""
CADENCES = """
schema: cadences/1
cadences:
  patrol: {label: 巡视, register: inspections, by: manager, every: day, count: 2}
"""
PRICES = """
schema: prices/1
items:
  tap: {label: 换龙头, unit: 个, from: "30", to: "80"}
"""
POLICY = "schema: policy/1\nroles:\n  manager: {label: 项目经理}\n"
WRITTEN = {
    "standards/services/promise.yaml": PROMISE,
    "standards/services/staff.yaml": STAFF,
    "standards/services/daily.yaml": DAILY,
    "standards/procedures/home.yaml": HOME,
    "standards/quality.yaml": QUALITY,
    "standards/targets.yaml": TARGETS,
    "standards/cadences.yaml": CADENCES,
    "standards/prices.yaml": PRICES,
    "standards/policy.yaml": POLICY,
}
TODAY = date(2026, 6, 1)


def written(changes=(), extra=None, **facts):
    """The facts of the small set with texts replaced, and the problems of its readers.

    `changes` are triples: a name such as `promise`, an old text and a new one.
    """
    files = dict(FILES) | WRITTEN | (extra or {})
    for name, old, new in changes:
        path = next(one for one in files if one.endswith(f"/{name}.yaml"))
        assert files[path].count(old) >= 1, (name, old)
        files[path] = files[path].replace(old, new)
    changed = {
        path.rpartition("/")[2].removesuffix(".yaml"): text
        for path, text in files.items()
        if path in FILES and text != FILES[path]
    }
    rules, _ = rulebook(**changed)
    trees = {path: parse(text) for path, text in files.items()}
    procedures = {
        name.rpartition("/")[2].removesuffix(".yaml"): tree
        for name, tree in trees.items()
        if name.startswith("standards/procedures/")
    }
    rules = msgspec.structs.replace(
        rules, flows=msgspec.structs.replace(rules.flows, procedures=_ticks(procedures))
    )
    library, problems = read_library(trees, rules)
    figures = read_figures(Texts({path: yaml_bytes(text) for path, text in files.items()}))
    base = store(rules)
    return msgspec.structs.replace(
        base, library=library, figures=figures, **({"today": TODAY} | facts)
    ), problems


def yaml_bytes(text):
    return text.lstrip("\n").encode()


def _ticks(procedures):
    return {
        name: tuple(
            Tick(id=step["id"], label=step.get("label", ""), consent=step.get("consent", False))
            for step in tree["steps"]
        )
        for name, tree in procedures.items()
    }


def with_commitment(name, text, **fields):
    """An edit that adds a commitment like the first one."""
    given = {
        "aspect": "time",
        "text": text,
        "kind": "hard",
        "evidence": ["log"],
        "metric": "repair.urgent",
        "steps": ["home.go"],
        "inspected_by": ["daily.clocks"],
        "measure": {"check": "有记录"},
    } | fields
    given = {key: value for key, value in given.items() if value is not None}
    entry = yaml.safe_dump({name: given}, allow_unicode=True, sort_keys=False)
    indented = "".join(f"  {line}\n" for line in entry.splitlines())
    return ("promise", "commitments:\n", "commitments:\n" + indented)
