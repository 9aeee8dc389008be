"""Service blueprints drawn: four lanes with the lines between them, as text and as Mermaid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wuye_cli.domain.documents.blueprint import LANES, LINES
from wuye_cli.i18n.catalog import sentence
from wuye_cli.render.document_pages import fact, said, said_list
from wuye_cli.render.measures import term_text
from wuye_cli.render.page_parts import both, entries, entry, listed
from wuye_cli.render.plain import clean
from wuye_cli.render.width import width

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from wuye_cli.domain.documents.blueprint import Arrow, Blueprint, BlueprintStep
    from wuye_cli.domain.documents.terms import Terms

_LINE_WIDTH = 72
_PLAIN = frozenset(" ，。、：；！？（）—-_.,+/·…“”《》")


def blueprint_text(blueprint: Blueprint, terms: Terms, *, place: str, columns: int | None) -> str:
    """Draw a blueprint: a block for each lane, and between them the line with what crosses it."""
    numbers = {name: str(number) for number, name in enumerate(blueprint.steps, 1)}
    about = [fact("path", place)]
    about += [fact(name, said(blueprint, name)) for name in ("input", "process", "output", "place")]
    roles = listed(term_text(terms, "role", role) for role in blueprint.roles)
    lines = [both(blueprint), *entries([*about, fact("roles", roles)], columns=columns, indent=2)]
    arrows = list(blueprint.arrows())
    for number, lane in enumerate(LANES):
        lines += ["", sentence(f"doc.lane.{lane}")]
        for step in blueprint.steps.values():
            if step.lane == lane:
                lines += _step_lines(step, numbers, terms, columns)
        if number < len(LINES):
            lines += ["", _line(LINES[number], arrows, numbers)]
    return "\n".join([*lines, *_points(blueprint, numbers, columns)])


def _step_lines(
    step: BlueprintStep, numbers: Mapping[str, str], terms: Terms, columns: int | None
) -> list[str]:
    role = term_text(terms, "role", step.role) if step.role else ""
    head = both(step) + (f"  [{role}]" if role else "")
    after = listed(numbers.get(name, name) for name in step.next)
    lines = [f"  {numbers[step.id]}  {head}" + (f"  → {after}" if after else "")]
    visible = said_list(step, "visible")
    more = [
        said(step, "method"),
        sentence("blueprint.visible", things=visible) if visible else "",
    ]
    for text in more:
        lines += entry(" " * 3, text, columns=columns) if text else []
    return lines


def _line(name: str, arrows: list[Arrow], numbers: Mapping[str, str]) -> str:
    """Draw a line between two lanes, with the arrows that cross it."""
    crossing = [
        f"{numbers[arrow.start]}→{numbers[arrow.end]}" for arrow in arrows if name in arrow.lines
    ]
    code = "blueprint.lines" if crossing else "blueprint.not_crossed"
    head = f"── {sentence(f'doc.line.{name}')} ── {sentence(code, arrows=listed(crossing))} "
    return head + "─" * max(_LINE_WIDTH - width(head), 2)


def _points(blueprint: Blueprint, numbers: Mapping[str, str], columns: int | None) -> list[str]:
    if not blueprint.fail_points:
        return []
    lines = ["", sentence("blueprint.points")]
    for point in blueprint.fail_points.values():
        lines += entry(f"  ! {numbers.get(point.at, '?')}", said(point, "text"), columns=columns)
        for name in ("prevention", "recovery"):
            if text := said(point, name):
                lines += entry(" " * 5, sentence(f"blueprint.{name}", text=text), columns=columns)
    return lines


# -- Mermaid --------------------------------------------------------------------------------------


def mermaid(blueprint: Blueprint) -> str:
    """Return a blueprint as a Mermaid flowchart; no text of the document becomes syntax.

    Arrows that cross a line carry its name; fail points hang on their steps.
    """
    names = {step: f"s{number}" for number, step in enumerate(blueprint.steps, 1)}
    lines = ["flowchart TD"]
    for lane in LANES:
        steps = [step for step in blueprint.steps.values() if step.lane == lane]
        if not steps:
            continue
        lines.append(f'  subgraph {lane}["{_quoted(sentence(f"doc.lane.{lane}"))}"]')
        lines += [f'    {names[step.id]}["{_label(step)}"]' for step in steps]
        lines.append("  end")
    lines += _mermaid_arrows(blueprint, names)
    for number, point in enumerate(blueprint.fail_points.values(), 1):
        lines.append(f'  f{number}(["{_quoted("! " + said(point, "text"))}"])')
        if point.at in names:
            lines.append(f"  f{number} -.- {names[point.at]}")
    return "\n".join(lines) + "\n"


def _mermaid_arrows(blueprint: Blueprint, names: Mapping[str, str]) -> Iterator[str]:
    for arrow in blueprint.arrows():
        if arrow.start in names and arrow.end in names:
            crossed = listed(sentence(f"doc.line.{line}") for line in arrow.lines)
            label = f'|"{_quoted(crossed)}"|' if crossed else ""
            yield f"  {names[arrow.start]} -->{label} {names[arrow.end]}"


def _label(step: BlueprintStep) -> str:
    return _quoted(said(step, "label") or step.id)


def _quoted(text: str) -> str:
    """Return a text for a quoted label: all but letters, digits and plain marks as entities.

    Mermaid finds directives, comments and tags inside quotes too.
    """
    return "".join(
        char if char.isalnum() or char in _PLAIN else f"#{ord(char)};" for char in clean(text)
    )
