"""The report of an audit's sample as text, Markdown or one HTML file, all of the same blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from wuye_cli.i18n.catalog import label, pick, sentence
from wuye_cli.render.plain import clean
from wuye_cli.render.reports.markdown import plain
from wuye_cli.render.reports.markup import element, escaped
from wuye_cli.render.tables import table

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Say = Callable[[str, str], str]

_STYLE = (
    'body{font:16px/1.5 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;'
    "margin:2rem auto;max-width:72rem;padding:0 1rem}table{border-collapse:collapse}"
    "th,td{border-bottom:1px solid #8886;padding:.3rem .6rem;text-align:left;vertical-align:top}"
)
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


class Block(NamedTuple):
    """A part of a report: a heading, lines under it, and a table."""

    title: str
    lines: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


def as_text(blocks: Sequence[Block], *, colour: bool = False) -> str:
    """Return a report for a terminal."""
    told = []
    for block in blocks:
        parts = [clean(line) for line in (block.title, *block.lines)]
        if block.rows:
            parts.append(table(block.heads, [[clean(cell) for cell in row] for row in block.rows],
                               colour=colour))  # fmt: skip
        told.append("\n".join(parts))
    return "\n\n".join(told)


def as_markdown(blocks: Sequence[Block]) -> str:
    """Return a report as Markdown."""
    told = []
    for at, block in enumerate(blocks):
        parts = [f"{'#' * min(at + 1, 2)} {plain(block.title)}", *map(plain, block.lines)]
        text = "\n\n".join(parts) + "\n"
        if block.rows:
            lines = [block.heads, ("---",) * len(block.heads)]
            drawn = [" | ".join(lines[0]), " | ".join(lines[1])]
            drawn += [" | ".join(plain(cell) for cell in row) for row in block.rows]
            text += "\n" + "".join(f"| {line} |\n" for line in drawn)
        told.append(text)
    return "\n".join(told)


def as_html(blocks: Sequence[Block]) -> str:
    """Return a report as one HTML file that needs nothing else."""
    body = []
    for at, block in enumerate(blocks):
        body.append(element("h1" if at == 0 else "h2", escaped(clean(block.title))))
        body += [element("p", escaped(clean(line))) for line in block.lines]
        if block.rows:
            heads = element("tr", *(element("th", escaped(one)) for one in block.heads))
            rows = [
                element("tr", *(element("td", escaped(clean(cell)) or "&nbsp;") for cell in row))
                for row in block.rows
            ]
            body.append(element("table", heads, *rows))
    head = (
        '<meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        + element("title", escaped(clean(blocks[0].title)))
        + f"<style>{_STYLE}</style>"
    )
    page = element("head", head) + "\n" + element("body", "\n", *(part + "\n" for part in body))
    return f"<!doctype html>\n{element('html', page, lang=pick('zh-CN', 'en'))}\n"


def _interval(rate: Any) -> str:
    """Return the interval of a stratum; one looked at as a whole has none, its rate is the rate."""
    if rate.drawn == rate.population:
        return "-"
    return f"{_percent(rate.low)} – {_percent(rate.high)}"


def report_blocks(report: Any, say: Say = label) -> list[Block]:
    """Return the blocks of a report (`findings.Report`); `say` gives the word of a stratum."""
    sample, whole = report.sample, report.whole
    failed = [one for one in report.tickets if one.failed]
    against = [one for one in report.tickets if one.against]
    return [
        Block(
            sentence("audit.report.title", estate=sample.estate, period=sample.period),
            (
                sentence("audit.report.drawn", drawn=whole.drawn, population=whole.population,
                         by=stratified(sample.by), seed=sample.seed),
                sentence("audit.report.whole", failed=whole.failed, drawn=whole.drawn,
                         rate=_percent(whole.rate), low=_percent(whole.low),
                         high=_percent(whole.high), weighted=_percent(report.weighted)),
                sentence("audit.report.how"),
            ),
        ),
        Block(
            sentence("audit.report.strata"),
            (),
            _heads("stratum", "population", "drawn", "failed", "rate", "interval"),
            tuple(
                (say(sample.by, one.name), str(one.population), str(one.drawn),
                 str(one.failed), _percent(one.rate),
                 _interval(one))
                for one in report.rates
            ),
        ),
        Block(
            sentence("audit.report.tests"),
            (),
            (sentence("audit.col.test"), *(sentence(f"audit.answer.{one}") for one in _ANSWERS)),
            tuple(
                (sentence(f"audit.col.test_{test}"), *(str(counts[one]) for one in _ANSWERS))
                for test, counts in report.tests.items()
            ),
        ),
        Block(
            sentence("audit.report.failed"),
            () if failed else (sentence("audit.report.none"),),
            _heads("id", "stratum", "failed_tests", "note"),
            tuple((one.id, say(sample.by, one.stratum), _tests(one), one.note) for one in failed),
        ),
        Block(
            sentence("audit.report.against", commit=report.commit[:10]),
            () if against else (sentence("audit.report.none"),),
            _heads("id", "against"),
            tuple(
                (one.id, _said_against(one.against))
                for one in against
            ),
        ),
    ]  # fmt: skip


_NO_TRACE = "no_"
_ANSWERS = ("pass", "fail", "na")


def stratified(by: str) -> str:
    """Return by what a sample is stratified, in words."""
    return sentence(f"audit.by.{by}")


def method_notes(sample: Any, say: Say = label) -> tuple[tuple[str, ...], ...]:
    """Return the lines of the paper's sheet on method and seed."""
    told = [
        ("estate", sample.estate),
        ("period", f"{sample.period} ({sample.first} – {sample.last})"),
        ("by", stratified(sample.by)),
        ("size", str(sum(len(one.drawn) for one in sample.strata))),
        ("seed", sample.seed),
        ("formula", sentence("audit.method.formula")),
        ("share", sentence("audit.method.share")),
        ("again", sentence("audit.method.again", seed=sample.seed)),
        ("commit", sample.commit),
        *(("stratum", sentence("audit.method.stratum", name=say(sample.by, one.name),
                               population=len(one.population), drawn=len(one.drawn)))
          for one in sample.strata),
        ("fill", sentence("audit.method.fill")),
        ("back", sentence("audit.method.back")),
    ]  # fmt: skip
    return tuple((sentence(f"audit.method.head.{key}"), text) for key, text in told)


def _heads(*names: str) -> tuple[str, ...]:
    return tuple(sentence(f"audit.col.{name}") for name in names)


def _tests(one: Any) -> str:
    names = [test for test, answer in one.answers.items() if answer == "fail"]
    return sentence("audit.joint").join(sentence(f"audit.col.test_{test}") for test in names)


def _said_against(codes: Sequence[str]) -> str:
    """Return what the store says against the answers; what it has no trace of in one go."""
    without = [code.removeprefix(_NO_TRACE) for code in codes if code.startswith(_NO_TRACE)]
    told = [sentence(f"audit.against.{code}") for code in codes if not code.startswith(_NO_TRACE)]
    if without:
        tests = [sentence(f"audit.col.test_{test}") for test in without]
        told.append(sentence("audit.against.no_trace", tests=tests))
    return sentence("audit.joint").join(told)


def _percent(rate: float) -> str:
    return f"{rate:.1%}"


def fault_line(fault: Any) -> str:
    """Return a fault of a paper as a line (`findings.Fault`)."""
    return sentence(
        f"audit.paper.{fault.code}",
        cell=fault.cell,
        key=clean(fault.key),
        column=sentence(f"audit.col.{fault.column}") if fault.column else "",
        value=clean(fault.value),
        answers=[sentence(f"audit.answer.{one}") for one in _ANSWERS],
    )
