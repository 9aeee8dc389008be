"""A service blueprint (服务蓝图): steps in four lanes, the lines between them, fail points."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from wuye_cli.domain.documents.about import About

if TYPE_CHECKING:
    from collections.abc import Iterator

LANES = ("customer", "front", "back", "support")
"""What the customer does, what staff do in sight and out of it, what supports them (S0-51)."""

LINES = ("interaction", "visibility", "internal")
"""Below each lane but the last: of interaction, visibility, internal interaction (S0-52)."""


class BlueprintStep(msgspec.Struct, frozen=True, kw_only=True):
    """One step of a blueprint.

    Attributes:
        lane: One of `LANES`.
        method: How it is done.
        visible: What the customer sees of it (有形展示).
        role: Who does it; empty in the customer's own lane.
        next: Steps that follow, in order.
        does: Procedure or procedure step that it is.
        event: Step of a ticket that it is.
    """

    id: str
    lane: str = ""
    label: str = ""
    label_en: str = ""
    method: str = ""
    method_en: str = ""
    visible: tuple[str, ...] = ()
    visible_en: tuple[str, ...] = ()
    place: str = ""
    place_en: str = ""
    role: str = ""
    next: tuple[str, ...] = ()
    does: str = ""
    event: str = ""
    basis: str = ""
    formerly: tuple[str, ...] = ()


class FailPoint(msgspec.Struct, frozen=True, kw_only=True):
    """Where a step easily goes wrong, how that is prevented, and what is done if it did."""

    id: str
    at: str = ""
    text: str = ""
    text_en: str = ""
    prevention: str = ""
    prevention_en: str = ""
    recovery: str = ""
    recovery_en: str = ""
    basis: str = ""
    formerly: tuple[str, ...] = ()


class Blueprint(About, frozen=True, kw_only=True):
    """One file of `standards/blueprints/`."""

    input: str = ""
    input_en: str = ""
    process: str = ""
    process_en: str = ""
    output: str = ""
    output_en: str = ""
    place: str = ""
    place_en: str = ""
    roles: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    promises: tuple[str, ...] = ()
    steps: dict[str, BlueprintStep] = msgspec.field(default_factory=dict)
    fail_points: dict[str, FailPoint] = msgspec.field(default_factory=dict)

    def arrows(self) -> Iterator[Arrow]:
        """Yield the arrows between steps that exist, in the order of the file."""
        for step in self.steps.values():
            for name in step.next:
                if name in self.steps and step.lane and self.steps[name].lane:
                    yield Arrow(step.id, name, lines_between(step.lane, self.steps[name].lane))


class Arrow(msgspec.Struct, frozen=True):
    """From one step to the next, with the lines that it crosses."""

    start: str
    end: str
    lines: tuple[str, ...] = ()

    @property
    def skips(self) -> bool:
        """Whether it leaves a lane out."""
        return len(self.lines) > 1


class BlueprintFault(msgspec.Struct, frozen=True):
    """What is wrong with a drawing: a code, the place in the file, and facts."""

    code: str
    where: tuple[str | int, ...]
    facts: dict[str, str] = msgspec.field(default_factory=dict)


def lines_between(start: str, end: str) -> tuple[str, ...]:
    """Return the lines that an arrow from lane to lane crosses, from the customer's side.

    Example:
        >>> lines_between("customer", "front"), lines_between("back", "back")
        (('interaction',), ())
        >>> lines_between("support", "front")
        ('visibility', 'internal')
    """
    first, last = sorted((LANES.index(start), LANES.index(end)))
    return LINES[first:last]


def drawing_faults(blueprint: Blueprint) -> tuple[BlueprintFault, ...]:
    """Return what is wrong with a blueprint whose fields can be read.

    `lane_skipped`: an arrow from lane to lane that leaves one out, so that nobody is shown to pass
    the matter on. `no_prevention`, `no_recovery`: a fail point that says only what goes wrong.
    `unreached`: a step that no arrow leads to, other than the first.
    """
    found: list[BlueprintFault] = []
    reached = {arrow.end for arrow in blueprint.arrows()}
    for number, step in enumerate(blueprint.steps.values()):
        if number and step.id not in reached:
            found.append(BlueprintFault("unreached", ("steps", step.id), {"step": step.id}))
    for arrow in blueprint.arrows():
        if arrow.skips:
            start, end = blueprint.steps[arrow.start], blueprint.steps[arrow.end]
            facts = {"step": start.id, "to": end.id, "lane": start.lane, "to_lane": end.lane}
            found.append(BlueprintFault("lane_skipped", ("steps", start.id, "next"), facts))
    for point in blueprint.fail_points.values():
        for name in ("prevention", "recovery"):
            if not getattr(point, name):
                where = ("fail_points", point.id)
                found.append(BlueprintFault(f"no_{name}", where, {"point": point.id}))
    return tuple(found)
