"""The notice of a standard as Markdown, HTML and plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wuye_cli.i18n.catalog import LANGUAGES, pick, sentence, switch_language
from wuye_cli.render.approving_pages import moment, value_text
from wuye_cli.render.plain import clean
from wuye_cli.render.reports.markup import element, escaped

if TYPE_CHECKING:
    from collections.abc import Callable

    from wuye_cli.domain.approving.notice import Line, Notice

_MARKS = frozenset("\\`*_{}[]<>()#+-.!|")
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_STYLE = (
    'body{font:16px/1.7 system-ui,"PingFang SC","Microsoft YaHei",sans-serif;max-width:42rem;'
    "margin:2rem auto;padding:0 1rem}h1{font-size:1.5rem;text-align:center}"
    "footer{border-top:1px solid #888;margin-top:2rem;font-size:.85em}"
)


def as_text(notice: Notice) -> str:
    """Return the notice as plain text, for a group chat."""
    head, body, changes, foot = _parts(notice)
    lines = [head, "", *body, "", *(f"· {line}" for line in changes), "", *foot]
    return "\n".join(lines) + "\n"


def as_markdown(notice: Notice) -> str:
    """Return the notice as Markdown."""
    head, body, changes, foot = _parts(notice)
    lines = [
        f"# {_marked(head)}",
        *(_marked(line) for line in body),
        "\n".join(f"- {_marked(line)}" for line in changes),
        "---",
        *(_marked(line) if line is not foot[0] else f"`{line}`" for line in foot),
    ]
    return "\n\n".join(lines) + "\n"


def as_html(notice: Notice) -> str:
    """Return the notice as one HTML file that needs nothing else."""
    head, body, changes, foot = _parts(notice)
    top = (
        '<meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        + element("title", escaped(head))
        + f"<style>{_STYLE}</style>"
    )
    inside = [
        element("h1", escaped(head)),
        *(element("p", escaped(line)) for line in body),
        element("ul", *(element("li", escaped(line)) for line in changes)),
        element("footer", *(element("p", escaped(line)) for line in foot)),
    ]
    page = element("head", top) + "\n" + element("body", *(f"\n{part}" for part in inside), "\n")
    return f"<!doctype html>\n{element('html', page, lang=pick('zh-CN', 'en'))}\n"


def renderings(notice: Notice) -> list[str]:
    """Return every form in every language in which the notice may have been posted."""
    found = []
    for language in LANGUAGES:
        before = switch_language(language)
        try:
            forms: tuple[Callable[[Notice], str], ...] = (as_text, as_markdown, as_html)
            found += [form(notice) for form in forms]
        finally:
            switch_language(before)
    return found


def _parts(notice: Notice) -> tuple[str, list[str], list[str], list[str]]:
    """Return headline, what and when, the changes, and the lines at the foot."""
    approval = notice.approval
    start = moment(approval.start)
    body = [
        sentence(
            "std.notice.what",
            label=clean(pick(notice.label, notice.label_en)),
            standard=clean(notice.standard),
            version=clean(approval.version),
        ),
        sentence("std.notice.start", start=start) if start else sentence("std.notice.at_once"),
    ]
    changes = [_change(line) for line in notice.changes]
    if changes:
        body.append(sentence("std.notice.changes"))
    foot = [
        sentence("std.notice.code", mark=clean(notice.mark)),
        sentence("std.notice.published", at=moment(notice.published)[:10]),
        sentence("std.notice.how"),
    ]
    head = sentence("std.notice.title", estate=clean(notice.estate))
    return head, body, changes or [sentence("std.notice.no_changes")], foot


def _change(line: Line) -> str:
    side = 0 if pick("zh", "en") == "zh" else 1
    code = "from_to"
    if line.old is None or line.new is None:
        code = "added" if line.old is None else "dropped"
    facts = {
        name: value_text(pair[side]) if pair is not None else ""
        for name, pair in (("old", line.old), ("new", line.new))
    }
    return sentence(f"std.notice.{code}", key=clean(line.words[side]), **facts)


def _marked(text: str) -> str:
    return "".join(f"\\{char}" if char in _MARKS else char for char in text)
