"""`wuye audit sample`, `workpaper`, `report`: a sample, its paper, and the findings back in."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
import typer

from wuye_cli.bootstrap import open_desk
from wuye_cli.cli.exits import spoken, spoken_errors
from wuye_cli.cli.options import DEFAULT_ROOT, AsCsv, AsJson, Output, Root, h
from wuye_cli.cli.output import Wanted, emit
from wuye_cli.domain.errors import CallError
from wuye_cli.i18n.catalog import sentence

if TYPE_CHECKING:
    from collections.abc import Callable

    from wuye_cli.services.audit_papers.findings import Report
    from wuye_cli.services.audit_papers.sampling import Sample

SAMPLE_HELP = h(
    "按种子抽样：期间内受理的工单，按等级分层，每层至少一张；"
    "谁都能用 sha256sum 重抽一遍。\n\n"
    "例：wuye audit sample 2026-11 --size 30 --seed 业委会第3次会议 -o json=抽样.json",
    "Draw a sample by a stated seed: tickets received in a period, stratified by tier, one of each"
    " at least; anybody can draw it again with sha256sum.\n\n"
    "Example: wuye audit sample 2026-11 --size 30 --seed meeting-3 -o json=sample.json",
)
WORKPAPER_HELP = h(
    "抽样的底稿：一张 xlsx，每张工单一行，每项选 符合、不符合、不适用。\n\n"
    "例：wuye audit workpaper 抽样.json -o 底稿.xlsx",
    "The working paper of a sample: an xlsx with a row a ticket and answers to choose.\n\n"
    "Example: wuye audit workpaper sample.json -o paper.xlsx",
)
REPORT_HELP = h(
    "填好的底稿出报告：不符合率和精确区间、哪些工单、与库里现在的对照。"
    "状态：0 出了报告，1 底稿填得不对（逐格指出）。\n\n"
    "例：wuye audit report 底稿.xlsx -o html=报告.html",
    "The report of a filled paper: rate of failures with exact intervals, which tickets, and what"
    " the store says now. Status: 0 reported, 1 the paper has faults, told cell by cell.\n\n"
    "Example: wuye audit report paper.xlsx -o html=report.html",
)


def sample(
    period: Annotated[str, typer.Argument(metavar="PERIOD", help=h("期间", "The period."))],
    size: Annotated[int, typer.Option("--size", min=1, help=h("抽多少张", "How many."))],
    seed: Annotated[
        str,
        typer.Option("--seed", metavar="TEXT", help=h("种子，事先说好", "Seed, agreed before.")),
    ],
    by: Annotated[
        str,
        typer.Option(
            "--by", help=h("按什么分层：tier、kind、category、none", "Strata: tier, kind, …, none.")
        ),
    ] = "tier",
    root: Root = DEFAULT_ROOT,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    output: Output = None,
) -> None:
    """Draw a sample."""
    from wuye_cli.auditing.periods import parse_period  # noqa: PLC0415 - help needs none of it
    from wuye_cli.cli.audit.paper_words import words_at  # noqa: PLC0415 - as above
    from wuye_cli.services.audit_papers.sampling import sample as draw  # noqa: PLC0415 - as above

    with spoken_errors():
        desk = open_desk(root)
        found = draw(desk, parse_period(period), size=size, seed=seed, by=by)
        rows = [[name, one.name, score] for one in found.strata for name, score in one.drawn]
        heads = [sentence(f"audit.col.{name}") for name in ("id", "stratum", "score")]
        emit(
            msgspec.to_builtins(found),
            text=lambda seen: _sample_text(found, words_at(desk), colour=seen.colour),
            table=lambda: (heads, rows),
            wanted=Wanted(as_json, as_csv, output),
        )


def _sample_text(found: Sample, say: Callable[[str, str], str], *, colour: bool) -> str:
    from wuye_cli.render.audit_report import Block, as_text, stratified  # noqa: PLC0415 - as above

    sizes = [(one, len(one.population)) for one in found.strata]
    whole = sum(size for _, size in sizes)
    count = sum(len(one.drawn) for one in found.strata)
    heads = tuple(sentence(f"audit.col.{one}") for one in ("id", "stratum", "score"))
    said = sentence("audit.sample.next", period=found.period, size=found.size)
    strata = sentence("audit.joint").join(
        sentence(
            "audit.method.stratum",
            name=say(found.by, one.name),
            population=size,
            drawn=len(one.drawn),
        )
        for one, size in sizes
    )
    blocks = [
        Block(
            sentence("audit.sample.title", count=count, population=whole, period=found.period),
            (
                sentence("audit.sample.by", by=stratified(found.by), strata=strata),
                sentence("audit.sample.seed", seed=found.seed),
                sentence("audit.method.formula"),
            ),
            heads,
            tuple(
                (name, say(found.by, one.name), score[:16])
                for one in found.strata
                for name, score in one.drawn
            ),
        )
    ]
    return as_text(blocks, colour=colour) + "\n" + said


def workpaper(
    sample_file: Annotated[
        Path,
        typer.Argument(metavar="SAMPLE", help=h("抽样的 json", "The sample's json.")),
    ],
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="FILE", help=h("写到 xlsx", "An xlsx file."))
    ],
    force: Annotated[
        bool, typer.Option("--force", help=h("覆盖已有的文件", "Overwrite the file."))
    ] = False,
    root: Root = DEFAULT_ROOT,
    as_json: AsJson = False,
) -> None:
    """Write the working paper, whole or not at all."""
    from wuye_cli.cli.audit.paper_words import paper_words, words_at  # noqa: PLC0415 - as above
    from wuye_cli.gateways.importers.sheet import read_bytes  # noqa: PLC0415 - as above
    from wuye_cli.gateways.sheets.writing import write_workbook  # noqa: PLC0415 - as above
    from wuye_cli.services.audit_papers.sampling import read_sample  # noqa: PLC0415 - as above
    from wuye_cli.services.audit_papers.workpaper import workpaper as paper  # noqa: PLC0415 - as above
    from wuye_cli.store.kept_out import keep_out  # noqa: PLC0415 - as above
    from wuye_cli.store.page_files import require_free, write_page  # noqa: PLC0415 - as above

    with spoken_errors():
        desk = open_desk(root)
        found = read_sample(read_bytes(str(sample_file)), str(sample_file))
        target = os.fspath(output.absolute())
        if not target.endswith(".xlsx"):
            raise CallError("audit.bad_ending", path=str(output), known=[".xlsx"])
        require_free(target, force=force)
        say = words_at(desk)
        table = paper(desk, found, say)
        data = write_workbook(table, paper_words(found, say))
        keep_out(desk.store.ground)
        write_page(target, data)
        value = {"path": str(output), "rows": len(table.rows), "seed": found.seed}
        emit(
            value,
            text=lambda _screen: spoken("audit.paper.written", **value),
            wanted=Wanted(as_json),
        )


def report(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=h("填好的底稿", "A filled paper."))],
    root: Root = DEFAULT_ROOT,
    as_json: AsJson = False,
    output: Output = None,
) -> int:
    """Show what a filled paper comes to; leave with 1 if it has faults."""
    from wuye_cli.cli.audit.paper_words import words_at  # noqa: PLC0415 - as above
    from wuye_cli.render.audit_report import as_html, as_markdown, as_text, report_blocks  # noqa: PLC0415 - as above
    from wuye_cli.services.audit_papers.findings import read_paper  # noqa: PLC0415 - as above
    from wuye_cli.services.audit_papers.findings import report as count  # noqa: PLC0415 - as above

    with spoken_errors():
        desk = open_desk(root)
        read = read_paper(str(file))
        if read.faults:
            _tell_faults(file, read.faults, Wanted(as_json))
            return 1
        found = count(desk, read)
        blocks = report_blocks(found, words_at(desk))
        emit(
            _value(file, found),
            text=lambda seen: as_text(blocks, colour=seen.colour),
            wanted=Wanted(as_json, output=output),
            more={
                "markdown": lambda: as_markdown(blocks),
                "md": lambda: as_markdown(blocks),
                "html": lambda: as_html(blocks),
            },
        )
        return 0


def _tell_faults(file: Path, faults: Any, wanted: Wanted) -> None:
    from wuye_cli.render.audit_report import fault_line  # noqa: PLC0415 - as above

    value = {"file": str(file), "faults": [fault._asdict() for fault in faults]}
    head = spoken("audit.paper.faults", path=str(file), count=len(faults))
    emit(
        value,
        text=lambda _screen: "\n".join([head, *map(fault_line, faults)]),
        wanted=wanted,
    )


def _value(file: Path, found: Report) -> dict[str, Any]:
    told = msgspec.to_builtins(found)
    sample = told.pop("sample")
    return {
        "schema": "audit-report/1",
        "file": str(file),
        **{key: sample[key] for key in ("estate", "period", "by", "size", "seed", "formula")},
        "sample_commit": sample["commit"],
        **told,
        "failed": [one.id for one in found.tickets if one.failed],
    }
