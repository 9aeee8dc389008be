"""`wuye audit pack` and `wuye audit export`: a period for a third party."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from wuye_cli.bootstrap import open_desk
from wuye_cli.cli.exits import spoken, spoken_errors
from wuye_cli.cli.options import DEFAULT_ROOT, AsJson, Root, h, valued
from wuye_cli.cli.output import Wanted, emit
from wuye_cli.cli.progress import Counter
from wuye_cli.domain.errors import CallError
from wuye_cli.i18n.catalog import sentence

ENDINGS = (".zip", ".tar")
"""What an archive's name may end in; anything else is a folder."""

if TYPE_CHECKING:
    from wuye_cli.services.audit_papers.pack_check import PackVerdict
    from wuye_cli.services.desk import Desk

PACK_HELP = h(
    "把一个期间打成一个文件给第三方：工单、标准、批准、提交、存证和校验和，没有住户资料。"
    "不用 wuye 也能核对，包里有说明。\n\n"
    "例：wuye audit pack 2026-11；wuye audit pack --verify audit-2026-11.zip",
    "A period as one file for a third party: tickets, standards, approvals, commits, checkpoints"
    " and checksums, no data of residents. It can be verified without wuye; a readme says how.\n\n"
    "Example: wuye audit pack 2026-11; wuye audit pack --verify audit-2026-11.zip",
)
EXPORT_HELP = h(
    "同 wuye audit pack，但写成一个目录。例：wuye audit export 2026-11 ../给业委会",
    "As wuye audit pack, but as a folder. Example: wuye audit export 2026-11 ../for-owners",
)

Period = Annotated[
    str | None,
    typer.Argument(
        metavar="PERIOD",
        help=h(
            "2026-11、2026-Q4、2026、2026-11-03..2026-11-09",
            "2026-11, 2026-Q4, 2026, 2026-11-03..2026-11-09",
        ),
    ),
]
At = Annotated[
    str,
    valued(
        "--at",
        metavar="REV",
        words=h("历史看到哪个提交为止（默认 HEAD）", "Where history ends (default: HEAD)."),
    ),
]
LeaveOut = Annotated[
    list[str] | None,
    valued(
        "--leave-out",
        metavar="WHAT",
        words=h(
            "留下不打包的工单号、文件或提交，可重复；清单里会写明",
            "A ticket, file or commit that stays behind; repeatable; the manifest names it.",
        ),
    ),
]
Force = Annotated[bool, typer.Option("--force", help=h("覆盖已有的文件", "Overwrite the file."))]


def pack(
    period: Period = None,
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="[FILE]", help=h(".zip 或 .tar（默认 audit-期间.zip）", "A .zip or .tar file.")
        ),
    ] = None,
    verify: Annotated[
        Path | None,
        valued(
            "--verify",
            metavar="FILE",
            words=h("核对一个核查包；状态：0 无误，1 有误", "Verify a pack: 0 sound, 1 not."),
        ),
    ] = None,
    at: At = "",
    leave_out: LeaveOut = None,
    force: Force = False,
    root: Root = DEFAULT_ROOT,
    as_json: AsJson = False,
) -> int:
    """Write or verify a pack; leave with 1 if it is not sound."""
    with spoken_errors():
        if verify is not None:
            if period is not None:
                raise CallError("audit.verify_alone")
            return _verify(verify, as_json)
        if period is None:
            raise CallError("audit.no_period")
        desk = open_desk(root)
        path = file or Path(f"audit-{_name(period)}.zip")
        if not path.name.endswith(ENDINGS):
            raise CallError("audit.bad_ending", path=str(path), known=list(ENDINGS))
        _write(desk, period, path, (at, tuple(leave_out or ())), Wanted(as_json), force=force)
        return 0


def export(
    period: Annotated[str, typer.Argument(metavar="PERIOD", help=h("期间", "The period."))],
    folder: Annotated[
        Path | None,
        typer.Argument(
            metavar="[DIR]", help=h("新目录（默认 audit-期间）", "A new folder (audit-PERIOD).")
        ),
    ] = None,
    at: At = "",
    leave_out: LeaveOut = None,
    root: Root = DEFAULT_ROOT,
    as_json: AsJson = False,
) -> None:
    """Write a pack as a folder."""
    with spoken_errors():
        desk = open_desk(root)
        path = folder or Path(f"audit-{_name(period)}")
        _write(desk, period, path, (at, tuple(leave_out or ())), Wanted(as_json), force=False)


def _name(period: str) -> str:
    from wuye_cli.auditing.periods import parse_period  # noqa: PLC0415 - help needs none of it

    return parse_period(period).name


def _write(
    desk: Desk,
    period: str,
    path: Path,
    asked: tuple[str, tuple[str, ...]],
    wanted: Wanted,
    *,
    force: bool,
) -> None:
    """Write a pack whole or not at all, as its name says: an archive or a folder."""
    from wuye_cli.auditing.periods import parse_period  # noqa: PLC0415 - as above
    from wuye_cli.render.audit_readme import readmes  # noqa: PLC0415 - as above
    from wuye_cli.services.audit_papers.pack_paper import SIGNERS, digest, sealed  # noqa: PLC0415 - as above
    from wuye_cli.services.audit_papers.packing import pack_period  # noqa: PLC0415 - as above
    from wuye_cli.services.audit_papers.span import span_of  # noqa: PLC0415 - as above
    from wuye_cli.services.signing_keys import signers as staff_keys  # noqa: PLC0415 - as above
    from wuye_cli.store.archives import write_archive  # noqa: PLC0415 - as above
    from wuye_cli.store.kept_out import keep_out_file  # noqa: PLC0415 - as above
    from wuye_cli.store.page_files import require_free, write_new_folder, write_page  # noqa: PLC0415 - as above

    at, leave_out = asked
    target = os.fspath(path.absolute())
    is_archive = target.endswith(ENDINGS)
    require_free(target, force=force)
    span = span_of(desk, parse_period(period), at)
    counter = Counter(sentence("audit.packing"))
    try:
        made = pack_period(desk, span, leave_out=leave_out, on_progress=counter.show)
    finally:
        counter.end()
    signers = staff_keys(desk).encode()
    keys = {SIGNERS: signers} if signers else {}
    files = sealed(made, {**keys, **readmes(made.manifest, next(iter(keys), ""))})
    keep_out_file(desk.store.ground, target)
    value: dict[str, Any] = {"path": str(path), "sha256": "", "manifest": made.manifest}
    if is_archive:
        data = write_archive(files, f"audit-{span.period.name}", target)
        value["sha256"] = digest(data)
        write_page(target, data)
    else:
        write_new_folder(target, files)
    counts = made.manifest["counts"]
    lines = [spoken("audit.packed", path=str(path), **counts)]
    lines += [spoken("audit.packed_sum", sum=value["sha256"])] if is_archive else []
    lines += [sentence("audit.packed_open", period=span.period.name)] if span.open else []
    if made.manifest["personal"]["names"] == "not checked":
        lines.append(sentence("audit.no_names"))
    lines.append(spoken("audit.packed_next", path=str(path)))
    emit(value, text=lambda _screen: "\n".join(lines), wanted=wanted)


def _verify(path: Path, as_json: bool) -> int:
    from wuye_cli.services.audit_papers.pack_check import check_pack  # noqa: PLC0415 - as above
    from wuye_cli.services.audit_papers.pack_files import read_pack  # noqa: PLC0415 - as above

    found = check_pack(read_pack(str(path)), str(path))
    value = {
        "path": str(path),
        "sound": not found.faults,
        "files": found.files,
        "period": found.manifest.get("period"),
        "commit": found.manifest.get("commit"),
        "counts": found.manifest.get("counts"),
        "left_out": found.manifest.get("left_out"),
        "faults": [{"kind": one.kind, "path": one.path} for one in found.faults],
    }
    emit(value, text=lambda _screen: _verdict(path, found), wanted=Wanted(as_json))
    return 1 if found.faults else 0


def _verdict(path: Path, found: PackVerdict) -> str:
    if found.faults:
        told = [
            spoken(f"audit.fault.{one.kind}", path=one.path) for one in found.faults[:_MOST_SHOWN]
        ]
        head = spoken("audit.unsound", path=str(path), count=len(found.faults))
        return "\n".join([head, *told])
    period, counts = found.manifest["period"], found.manifest["counts"]
    return spoken(
        "audit.sound",
        path=str(path),
        files=found.files,
        period=period["name"],
        commits=counts["commits"],
        tickets=counts["ticket"],
        commit=found.manifest["commit"],
        left_out=found.manifest.get("left_out") or [],
    )


_MOST_SHOWN = 50
