"""JUnit XML as Jenkins, GitLab and most other CI servers read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wuye_cli.checking.finding import is_at_least
from wuye_cli.i18n.catalog import catalog
from wuye_cli.render.plain import clean
from wuye_cli.render.reports.item import by_place
from wuye_cli.render.reports.markup import element, escaped

if TYPE_CHECKING:
    from wuye_cli.render.reports.item import Item, Sheet


def junit(sheet: Sheet) -> str:
    """Return a report as JUnit XML: one case for every item, or one that passes.

    An item that does not fail the run is a skipped case: the page of the CI server is red when
    the job is, and no more often. What could not be checked is an error.
    """
    items = by_place(sheet.items)
    cases = [_case(item, sheet) for item in items] + [
        _unchecked(path, reason) for path, reason in sorted(sheet.unchecked)
    ]
    failed = sum(is_at_least(item.level, sheet.fail_on) for item in items)
    if not cases:
        cases = [element("testcase", name=sheet.summary or sheet.title, classname="wuye", time="0")]
    counts = {
        "tests": str(len(cases)),
        "failures": str(failed),
        "errors": str(len(sheet.unchecked)),
    }
    suite = element(
        "testsuite",
        *("\n    " + case for case in cases),
        "\n  ",
        name=f"wuye {sheet.command}",
        **counts,
        skipped=str(len(items) - failed),
        time="0",
    )
    whole = element("testsuites", "\n  " + suite + "\n", name=sheet.title, **counts, time="0")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{whole}\n'


def _case(item: Item, sheet: Sheet) -> str:
    told = "\n".join(text for text in (_line(item), item.help) if text)
    if is_at_least(item.level, sheet.fail_on):
        outcome = element("failure", escaped(told), message=item.message, type=_kind(item))
    else:
        outcome = element("skipped", message=f"{_kind(item)}: {item.message}")
    return element(
        "testcase", outcome, name=f"{item.code} {item.place}", classname=_group(item.path), time="0"
    )


def _line(item: Item) -> str:
    return f"{clean(item.place)}: {item.code} {_kind(item)}: {item.message}"


def _kind(item: Item) -> str:
    return item.own_level or item.level


def _unchecked(path: str, reason: str) -> str:
    outcome = element("error", message=reason or catalog("reports")["gap"], type="unchecked")
    return element("testcase", outcome, name=path, classname=_group(path), time="0")


def _group(path: str) -> str:
    """Return the class that CI servers group by: the path, its folders as packages."""
    return clean(path).replace("/", ".") or "wuye"
