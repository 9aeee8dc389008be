"""The options of `wuye diff`."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from wuye_cli.cli.options import h, valued


class Audience(StrEnum):
    """For whom changes are ranked."""

    owners = "owners"
    staff = "staff"
    regulator = "regulator"


Words = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[A..B | A [B]] [STANDARD]...",
        show_default=False,
        help=h(
            "版本、范围、两个目录或文件；后面可写标准名，如 tiers",
            "Revisions, a range, two folders or files; then names of standards, such as tiers.",
        ),
    ),
]
Staged = Annotated[bool, typer.Option("--staged", help=h("看已暂存的", "Look at what is staged."))]
Dates = Annotated[
    list[str] | None,
    valued(
        "--at",
        metavar="DATE",
        words=h("那一天生效的标准；写两次比两天", "As in force on a date; twice for two dates."),
    ),
]
OnTheWay = Annotated[
    bool,
    typer.Option(
        "--walk",
        help=h(
            "逐次提交查看，找出放宽、用过、又改回的",
            "Every commit of the range: finds what was relaxed, used and restored.",
        ),
    ),
]
FailOn = Annotated[
    list[str] | None,
    valued(
        "--fail-on",
        metavar="LEVEL|COUNT",
        words=h(
            "达到就以 1 退出：breaking review notice info none；加 --impact 时还有 'forgiven>0' 等",
            "Leave with 1 from: breaking review notice info none; with --impact also 'forgiven>0'.",
        ),
    ),
]
AsksImpact = Annotated[
    bool,
    typer.Option(
        "--impact",
        help=h("再算对以往工单的影响", "Also what past tickets would come to."),
    ),
]
For = Annotated[
    Audience,
    typer.Option("--for", help=h("替谁排级别：业主、员工、主管部门", "For whom levels are.")),
]
Select = Annotated[
    list[str] | None,
    valued(
        "--select",
        metavar="CODES",
        words=h("只看这些编号，如 D1,D211", "Only these codes, such as D1,D211."),
    ),
]
Ignore = Annotated[
    list[str] | None,
    valued("--ignore", metavar="CODES", words=h("不看这些", "Not these codes.")),
]
ShowAll = Annotated[
    bool,
    typer.Option("--all", help=h("次序、格式也显示", "Also show order and format.")),
]
Stat = Annotated[bool, typer.Option("--stat", help=h("按标准计数", "Count by standard."))]
Accept = Annotated[
    str | None,
    valued(
        "--accept",
        metavar="FINGERPRINT",
        words=h("接受一处变化，记入接受表", "Accept a change; noted in standards/.accept.yaml."),
    ),
]
Reason = Annotated[
    str, typer.Option("--reason", show_default=False, help=h("为什么可以", "Why it is right."))
]
Until = Annotated[
    str | None,
    valued("--until", metavar="DATE", words=h("到哪天为止", "The last day.")),
]
By = Annotated[
    str,
    typer.Option(
        "--by",
        show_default=False,
        help=h(
            "--accept：谁担责；--impact：分组 tier,category,building,month",
            "With --accept who answers for it; with --impact tier,category,building,month.",
        ),
    ),
]
Driver = Annotated[bool, typer.Option("--driver", help=h("由 git 调用", "Called by git diff."))]
TextConv = Annotated[
    bool,
    typer.Option("--textconv", help=h("一个文件，一行一条事实", "One file, one fact a line.")),
]
Install = Annotated[
    bool,
    typer.Option("--install-driver", help=h("让 git diff 用 wuye", "Make git diff use wuye.")),
]
