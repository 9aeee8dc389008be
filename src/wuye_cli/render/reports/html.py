"""One HTML file that needs nothing else: no network, no script; boxes hide a level."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wuye_cli.checking.finding import SEVERITIES
from wuye_cli.i18n.catalog import catalog, fill, pick
from wuye_cli.render.plain import clean
from wuye_cli.render.reports.item import by_level, counted
from wuye_cli.render.reports.markup import element, escaped

if TYPE_CHECKING:
    from wuye_cli.render.reports.item import Item, Sheet

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_STYLE = """
:root{color-scheme:light dark}
body{font:16px/1.5 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;
margin:2rem auto;max-width:72rem;padding:0 1rem}
table{border-collapse:collapse;width:100%}
th,td{border-bottom:1px solid #8886;padding:.4rem .6rem;text-align:left;vertical-align:top}
td{overflow-wrap:anywhere}
code,pre{font-family:ui-monospace,Menlo,Consolas,monospace;font-size:.9em;unicode-bidi:isolate}
pre{margin:.3rem 0 0;overflow-x:auto}
small{opacity:.75;display:block}
.error .level{color:#c0262d}.warning .level{color:#9a6700}.info .level{opacity:.75}
.level{font-weight:600;white-space:nowrap}
label{margin-right:1.2rem}
""" + "".join(
    f"#show-{level}:not(:checked)~table tr.{level}{{display:none}}\n" for level in SEVERITIES
)


def html(sheet: Sheet) -> str:
    """Return a report as one HTML file; boxes above the table show and hide each level."""
    items = by_level(sheet.items)
    body = [element("h1", escaped(clean(sheet.title)))]
    if sheet.summary:
        body.append(element("p", escaped(clean(sheet.summary))))
    body += _gaps(sheet)
    if items:
        body += [*_boxes(sheet), element("table", _heads(), *map(_row, items))]
    head = (
        '<meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        + element("title", escaped(clean(sheet.title)))
        + f"<style>{_STYLE}</style>"
    )
    page = element("head", head) + "\n" + element("body", "\n", *(part + "\n" for part in body))
    return f"<!doctype html>\n{element('html', page, lang=pick('zh-CN', 'en'))}\n"


def _gaps(sheet: Sheet) -> list[str]:
    if not sheet.unchecked:
        return []
    words = catalog("reports")["unchecked"]
    told = (
        fill(words, {"path": clean(path), "reason": clean(reason)})
        for path, reason in sorted(sheet.unchecked)
    )
    return [element("ul", *(element("li", escaped(one)) for one in told))]


def _boxes(sheet: Sheet) -> list[str]:
    """Return a box and its words for every level that occurs, as siblings of the table."""
    words = catalog("reports")
    return [
        f'<input type="checkbox" id="show-{level}" checked> '
        + element("label", escaped(f"{words[f'level.{level}']} {count}"), for_=f"show-{level}")
        for level, count in counted(sheet.items).items()
        if count
    ]


def _heads() -> str:
    words = catalog("reports")
    heads = (words["level"], words["rule"], words["place"], words["message"])
    return element("thead", element("tr", *(element("th", escaped(head)) for head in heads)))


def _row(item: Item) -> str:
    words = catalog("reports")
    level = words.get(f"level.{item.own_level or item.level}", item.own_level or item.level)
    told = escaped(item.message)
    if item.excerpt:
        told += element("pre", escaped(clean(item.excerpt.strip())))
    if item.help:
        told += element("small", escaped(item.help))
    return element(
        "tr",
        element("td", escaped(level), class_="level"),
        element("td", escaped(item.code), element("small", escaped(item.name))),
        element("td", element("code", escaped(clean(item.place)))),
        element("td", told or "&nbsp;"),
        class_=item.level,
    )
