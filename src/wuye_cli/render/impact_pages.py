"""The impact of a change on a page: the matrix, who moved because of what, what is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from wuye_cli.domain.impact.outcome import ANY, FAILED, FORGIVEN, ONE, STATES
from wuye_cli.domain.impact.verdicts import NO
from wuye_cli.i18n.catalog import sentence
from wuye_cli.render.plain import clean
from wuye_cli.render.tables import Cell, table
from wuye_cli.render.width import wrap

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from wuye_cli.domain.impact.outcome import Case, Impact, Matrix
    from wuye_cli.render.view import View

MOST_NAMED = 50
MOST_OPEN = 20
_MOST_ROWS = 40
_WIDE = 100

NOT_MODELLED = ("behaviour", "category", "guards", "pinned", "rebound")
"""What is not modelled, as codes; the words are `impact.not.<code>`."""


class Table(NamedTuple):
    """A table, not yet drawn; columns `right` hold numbers."""

    heads: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    right: range = range(0)


Part = list[str | Table]
"""What belongs together: lines (those of a list begin with "- ") and tables."""


def page(impact: Impact, view: View, *, by: Sequence[str] = ("tier",), named: str = "") -> str:
    """Draw an impact as text; see `parts`."""
    return "\n\n".join(
        "\n".join(_drawn(one, view) for one in part)
        for part in parts(impact, view, by=by, named=named)
    )


def _drawn(one: str | Table, view: View) -> str:
    if isinstance(one, Table):
        right = set(one.right)
        return table(one.heads, one.rows, right=right, columns=view.columns, colour=view.colour)
    if not one.startswith("- "):
        return one
    said = wrap(one, view.columns or _WIDE)
    return "\n".join(line if line.startswith("- ") else f"  {line.strip()}" for line in said)


def parts(
    impact: Impact, view: View, *, by: Sequence[str] = ("tier",), named: str = ""
) -> list[Part]:
    """Return an impact part by part, for a page of any form.

    Args:
        impact: What is shown.
        view: Names of tiers, clocks and categories.
        by: Dimensions to show.
        named: `forgiven`, `failed` or `all` to list these tickets; else empty.
    """
    told = _Page(impact, view)
    found = [told.head(), told.matrix()]
    if not impact.weights:
        found.append([sentence("impact.none")])
    found += [told.changes(), told.clocks(), *[told.group(one) for one in by]]
    found += [told.named(named) if named else [], told.open(), told.gaps()]
    return [part for part in found if part]


def percent(share: float | None) -> str:
    """Return a share as people read it.

    Example:
        >>> percent(0.6205)
        '62.0 %'
    """
    return sentence("impact.no_rate") if share is None else f"{share * 100:.1f} %"


class _Page:
    """Says one impact, part by part."""

    def __init__(self, impact: Impact, view: View) -> None:
        self.impact = impact
        self.view = view
        self.codes = {weight.lever.name: weight.code for weight in impact.weights}

    def head(self) -> Part:
        """Return what was compared, and what was set aside."""
        impact = self.impact
        lines: Part = [
            sentence(
                "impact.head",
                old=_side(impact.old),
                new=_side(impact.new),
                tickets=str(impact.tickets),
                at=(self.view.iso(impact.at) or "")[:16].replace("T", " "),
            )
        ]
        if impact.set_aside:
            what = [sentence(f"impact.aside.{name}") for name in impact.set_aside]
            lines.append(sentence("impact.aside", what=what, tickets=str(impact.aside)))
        return lines

    def matrix(self) -> Part:
        """Return the matrix with its sums, and the rates."""
        matrix = self.impact.matrix
        used = [
            state
            for state in STATES
            if state in STATES[:2] or any(state in cell[:2] for cell in matrix.cells)
        ]
        heads = [sentence("impact.matrix.old"), *map(_state, used), sentence("impact.total")]
        rows: list[list[Cell]] = []
        for old in used:
            counts = [matrix.count(old, new) for new in used]
            cells = [_moved(old, new, count) for new, count in zip(used, counts, strict=True)]
            rows.append([_state(old), *cells, str(sum(counts))])
        sums = [sum(matrix.count(old, new) for old in used) for new in used]
        rows.append([sentence("impact.total"), *map(str, sums), str(matrix.total)])
        drawn = Table(heads, rows, range(1, len(heads)))
        forgiven, failed = matrix.count("missed", "met"), matrix.count("met", "missed")
        other = matrix.changed - forgiven - failed
        rates = sentence(
            "impact.rates",
            old=percent(matrix.timeliness("old")),
            new=percent(matrix.timeliness("new")),
            forgiven=str(forgiven),
            failed=str(failed),
            other=str(other) if other else "",
        )
        return [drawn, rates]

    def clocks(self) -> Part:
        """Return the clocks that come to something else."""
        changed = {name: one for name, one in self.impact.clocks.items() if one.changed}
        rows: list[list[Cell]] = [
            [
                self._value("clock", name),
                str(one.total),
                percent(one.timeliness("old")),
                percent(one.timeliness("new")),
                str(sum(cell.size for cell in one.cells if cell.old == NO != cell.new)),
                str(sum(cell.size for cell in one.cells if cell.new == NO != cell.old)),
            ]
            for name, one in changed.items()
        ]
        names = ("clock", "count", "old", "new", "healed", "broken")
        return [Table([_column(name) for name in names], rows, range(1, 6))] if rows else []

    def group(self, dimension: str) -> Part:
        """Return the matrices of one dimension, the most changed first."""
        found = self.impact.groups[dimension]
        return self._rates(dimension, found) if found else []

    def _rates(self, kind: str, found: Mapping[str, Matrix]) -> Part:
        order = sorted(found.items(), key=lambda item: (-item[1].changed, item[0]))
        if kind == "month":
            order = sorted(found.items())
        rows: list[list[Cell]] = [
            [
                self._value(kind, value),
                str(one.total),
                percent(one.timeliness("old")),
                percent(one.timeliness("new")),
                str(one.count("missed", "met")),
                str(one.count("met", "missed")),
            ]
            for value, one in order[:_MOST_ROWS]
        ]
        heads = [_column(name) for name in (kind, "tickets", "old", "new", "forgiven", "failed")]
        drawn = Table(heads, rows, range(1, len(heads)))
        left = len(order) - _MOST_ROWS
        return [drawn, *([sentence("impact.more", count=str(left))] if left > 0 else [])]

    def _value(self, kind: str, value: str) -> str:
        if not value:
            empty = "common" if kind == "building" else "empty"
            return sentence(f"impact.by_value.{empty}")
        known = self.view.name(kind, value) if kind in {"tier", "category", "clock"} else value
        return clean(known)

    def changes(self) -> Part:
        """Return the changes with what each did."""
        impact = self.impact
        if not impact.weights:
            return []
        rows: list[list[Cell]] = [
            [
                self._change(weight.lever.name),
                clean(weight.lever.old or "—"),
                clean(weight.lever.new or "—"),
                str(weight.forgiven),
                str(weight.failed),
                percent(weight.alone),
                percent(weight.without),
            ]
            for weight in impact.weights[:_MOST_ROWS]
        ]
        heads = [
            _column(name)
            for name in ("change", "was", "now", "forgiven", "failed", "alone", "without")
        ]
        lines: Part = [sentence("impact.changes"), Table(heads, rows, range(3, 7))]
        left = len(impact.weights) - _MOST_ROWS
        if left > 0:
            lines.append(sentence("impact.more", count=str(left)))
        for code, count in (("any_of", impact.any_of), ("together", impact.together)):
            if count:
                lines.append(sentence(f"impact.{code}", count=str(count)))
        return lines

    def _change(self, name: str) -> str:
        standard, _, key = name.partition("#")
        shown = key if key.startswith(f"{standard}.") else f"{standard} {key}"
        return clean(" ".join(filter(None, (self.codes.get(name, ""), shown))))

    def named(self, became: str) -> Part:
        """Return the tickets that became so, each with its deadlines and why."""
        cases = self.impact.named(became)
        what = sentence(f"impact.list.{became}")
        lines: Part = [sentence("impact.list", what=what, count=str(len(cases)))]
        rows: list[list[Cell]] = []
        for case in cases[:MOST_NAMED]:
            rows += self._case(case)
        if rows:
            names = ("id", "title", "clock", "due_old", "due_new", "stopped", "verdict", "by")
            lines.append(Table([_column(name) for name in names], rows))
        if len(cases) > MOST_NAMED:
            lines.append(sentence("impact.more", count=str(len(cases) - MOST_NAMED)))
        return lines

    def _case(self, case: Case) -> list[list[Cell]]:
        rows: list[list[Cell]] = []
        for number, clock in enumerate(case.clocks):
            head: list[Cell] = ["", ""] if number else [(case.id, "id"), clean(case.title)]
            because = "" if number else self._because(case)
            rows.append(
                [
                    *head,
                    self._value("clock", clock.clock),
                    self.view.when(clock.old_due),
                    self.view.when(clock.new_due),
                    self.view.when(clock.stopped),
                    f"{_verdict(clock.old_verdict)}→{_verdict(clock.new_verdict)}",
                    because,
                ]
            )
        return rows or [[(case.id, "id"), clean(case.title), "", "", "", "", "", ""]]

    def _because(self, case: Case) -> str:
        changes = [self._change(name) for name in case.changes]
        if case.by == ONE:
            return changes[0]
        code = "any" if case.by == ANY else "together"
        return sentence(f"impact.by.{code}", changes=changes)

    def open(self) -> Part:
        """Return the open tickets whose next due changes."""
        found = self.impact.open
        if not found:
            return []
        moved = [case for case in found if case.old_due != case.new_due or case.overdue_at_once]
        # What is overdue by both texts is no news; the count has it, and JSON.
        now = self.impact.at
        coming = [case for case in moved if max(case.old_due or 0, case.new_due or 0) >= now]
        coming = [*self.impact.overdue, *[one for one in coming if not one.overdue_at_once]]
        lines: Part = [
            sentence(
                "impact.open",
                count=str(len(found)),
                changed=str(len(moved)),
                overdue=str(len(self.impact.overdue)),
            )
        ]
        rows: list[list[Cell]] = [
            [
                (case.id, "id"),
                clean(case.title),
                clean(case.unit or case.place),
                self.view.when(case.old_due),
                self.view.when(case.new_due),
                (sentence("impact.open.at_once"), "bad") if case.overdue_at_once else "",
            ]
            for case in coming[:MOST_OPEN]
        ]
        if rows:
            names = ("id", "title", "unit", "due_old", "due_new")
            lines.append(Table([*[_column(name) for name in names], ""], rows))
        if len(coming) > MOST_OPEN:
            lines.append(sentence("impact.more", count=str(len(coming) - MOST_OPEN)))
        return lines

    def gaps(self) -> Part:
        """Return what could not be judged, and what is not modelled."""
        impact = self.impact
        lines: Part = [
            sentence(f"impact.{code}", count=str(count))
            for code, count in (("retiered", impact.retiered), ("tierless", impact.tierless))
            if count
        ]
        if impact.unjudged:
            lines.append(sentence("impact.unjudged", count=str(len(impact.unjudged))))
            lines += [
                f"  {clean(one.id)}  {clean(sentence(one.code, **one.facts))}"
                for one in impact.unjudged[:MOST_OPEN]
            ]
        lines.append(sentence("impact.not"))
        lines += [f"- {sentence(f'impact.not.{code}')}" for code in NOT_MODELLED]
        lines.append(sentence("impact.hint"))
        return lines


def _side(name: str) -> str:
    return clean(name) or sentence("impact.worktree")


def _column(name: str) -> str:
    return sentence(f"impact.column.{name}")


def _state(state: str) -> str:
    return sentence(f"impact.state.{state}")


def _verdict(verdict: str) -> str:
    return sentence(f"verdict.{verdict}") if verdict else sentence("impact.no_rate")


def _moved(old: str, new: str, count: int) -> Cell:
    """Return a count, coloured where it is a ticket that became late or was forgiven."""
    became = {("missed", "met"): FORGIVEN, ("met", "missed"): FAILED}.get((old, new))
    if not became or not count:
        return str(count)
    return (str(count), "bad" if became == FAILED else "warn")
