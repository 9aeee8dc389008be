"""A comparison as one HTML file: old beside new, boxes that hide a level; no network, no script."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wuye_cli.domain.comparing.change import LEVELS
from wuye_cli.i18n.catalog import pick
from wuye_cli.render.diffs import words
from wuye_cli.render.diffs.messages import after, before, message, name
from wuye_cli.render.diffs.text import gap_lines, stage_line, summary
from wuye_cli.render.plain import clean
from wuye_cli.render.reports.markup import element, escaped

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import tzinfo

    from wuye_cli.domain.comparing.acceptance import Acceptance
    from wuye_cli.domain.comparing.change import Change
    from wuye_cli.domain.comparing.judgement import Judged
    from wuye_cli.domain.comparing.outcome import Compared, Walk

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_BOXES = (*LEVELS, "accepted", "hidden")
_STYLE = """
:root{color-scheme:light dark}
body{font:16px/1.5 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;
margin:2rem auto;max-width:80rem;padding:0 1rem}
table{border-collapse:collapse;width:100%;table-layout:fixed;margin:1rem 0}
th,td{border-bottom:1px solid #8886;padding:.4rem .6rem;text-align:left;vertical-align:top;
overflow-wrap:anywhere;unicode-bidi:isolate}
th.level{width:5rem}th.what{width:30%}
.old{background:#c0262d14}.new{background:#1a7f3714}
code{font-family:ui-monospace,Menlo,Consolas,monospace;font-size:.9em}
small{opacity:.75;display:block}label{margin-right:1.2rem}
tr.breaking .level{color:#c0262d;font-weight:600}tr.review .level{color:#9a6700;font-weight:600}
tr.hidden,tr.accepted{opacity:.7}
""" + "".join(f"#show-{box}:not(:checked)~table tr.{box}{{display:none}}\n" for box in _BOXES)


def page(
    compared: Compared,
    judged: Judged,
    *,
    zone: tzinfo | None = None,
    after: Sequence[str] = (),
) -> str:
    """Return the page; elements in `after` stand at its end."""
    title = f"{words.word('title')} {words.title(compared)}"
    rows = [
        *(_row(one, one.level) for one in judged.open),
        *(_row(one, "accepted", entry) for one, entry in judged.accepted),
        *(_row(one, "hidden") for one in judged.hidden),
    ]
    told = gap_lines(compared, judged)
    body = [
        element("h1", escaped(clean(title))),
        element("p", escaped(clean(summary(judged)))),
        *([element("ul", *(element("li", escaped(line)) for line in told))] if told else []),
        *_walk(compared.walk, zone),
        *_boxes(judged),
        *([element("table", _heads(), *rows)] if rows else []),
        *after,
    ]
    head = (
        '<meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        + element("title", escaped(clean(title)))
        + f"<style>{_STYLE}</style>"
    )
    whole = element("head", head) + "\n" + element("body", "\n", *(part + "\n" for part in body))
    return f"<!doctype html>\n{element('html', whole, lang=pick('zh-CN', 'en'))}\n"


def _boxes(judged: Judged) -> list[str]:
    counts = {
        **judged.counts,
        "accepted": len(judged.accepted),
        "hidden": len(judged.hidden),
    }
    told = {
        "accepted": words.word("page.accepted"),
        "hidden": words.word("page.hidden", count=""),
    }
    return [
        f'<input type="checkbox" id="show-{box}"{"" if box == "hidden" else " checked"}> '
        + element(
            "label",
            escaped(f"{told.get(box) or words.level_word(box)} {count}"),
            for_=f"show-{box}",
        )
        for box, count in counts.items()
        if count
    ]


def _heads() -> str:
    cells = (
        ("level", words.word("head.level")),
        ("what", words.word("head.change")),
        ("old", words.word("mark.old")),
        ("new", words.word("mark.new")),
    )
    return element(
        "thead",
        element("tr", *(element("th", escaped(text), class_=kind) for kind, text in cells)),
    )


def _row(change: Change, box: str, entry: Acceptance | None = None) -> str:
    about = f"{change.code} {name(change)}"
    axes = words.word("joint").join(
        f"{words.word(f'axis.{axis}')} {words.word(f'axis.{value}')}"
        for axis, value in (("customer", change.customer), ("staff", change.staff))
    )
    small = [about, axes, change.fingerprint]
    if entry is not None:
        small.append(f"{entry.reason} ({entry.by}, {entry.until})")
    small += [
        f"{commit[: words.SHORT]} {author}"
        for commit, author in zip(change.commits, change.authors, strict=False)
    ]
    what = (
        element("code", escaped(words.place(change)))
        + element("div", escaped(message(change)))
        + "".join(element("small", escaped(clean(line))) for line in small)
    )
    return element(
        "tr",
        element("td", escaped(words.level_word(change.level)), class_="level"),
        element("td", what),
        _side("old", before(change), change.path, change.line_old),
        _side("new", after(change), change.path, change.line_new),
        class_=box,
    )


def _side(side: str, value: str, path: str, line: int) -> str:
    where = f"{clean(path)}:{line}" if line else ""
    parts = [escaped(value or words.word("none"))]
    return element("td", *parts, element("small", escaped(where)), class_=side)


def _walk(walk: Walk | None, zone: tzinfo | None) -> list[str]:
    """Return the commits on the way, and the sandwiches in front of them."""
    if walk is None:
        return []
    parts = [
        element(
            "p", escaped(words.word("walk.summary", commits=walk.commits, stages=len(walk.stages)))
        )
    ]
    for episode in walk.episodes:
        places = words.word("joint").join(words.place(worse) for worse, _ in episode.pairs)
        lines = words.episode_lines(episode, zone)
        items = (element("li", escaped(line)) for line in lines)
        parts.append(element("h2", escaped(places)) + element("ul", *items))
    parts += [
        element(
            "details",
            element("summary", escaped(stage_line(stage, zone))),
            element("ul", *(element("li", escaped(message(one))) for one in stage.changes), " "),
        )
        for stage in walk.stages
    ]
    return parts
