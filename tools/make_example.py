"""Make the example estate: some weeks at an invented desk, played through the commands.

    python tools/make_example.py

plays every story below in a temporary store and copies its `records/` and `wuye.yaml` into the
project. The play has its own clock and seeded ids, so it comes out the same every time; nothing in
it is a real person or a real estate.
"""

from __future__ import annotations

import contextlib
import io
import shutil
import sys
import tempfile
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import NamedTuple

from wuye_cli.cli.play import Play, Scene
from wuye_cli.store.repository import Actor

ZONE = timezone(timedelta(hours=8))
CLERK = Actor("李客服", "li@desk.example")
MANAGER = Actor("王经理", "wang@desk.example")
GUARD = Actor("门岗老周", "zhou@desk.example")
PROJECT = Path(__file__).parents[1]


class Step(NamedTuple):
    """A command some minutes after the receipt; `{}` in it is the ticket's id."""

    after: int
    words: str
    by: Actor = CLERK
    status: int = 0


class Story(NamedTuple):
    """A ticket's life: when and how it was received, and what followed."""

    at: str
    take: str
    steps: tuple[Step, ...]
    by: Actor = CLERK


def home(at: str, take: str, who: str, *, slip: str, price: str = "", score: str = "5") -> Story:
    """A repair in a home, with a price and consent where one is given."""
    paid = (
        Step(70, f"ticket arrive {{}} --src slip:{slip}"),
        Step(72, f"ticket quote {{}} --price {price} --method 更换配件 --cause 老化"),
        Step(74, "ticket consent {} --who 业主本人 --how 签字"),
        Step(110, f"done {{}} --step all --signed 业主本人 --told 当面 --slip {slip}"),
        Step(112, f"ticket pay {{}} --price {price} --way 微信 --receipt {slip}"),
    )
    free = (
        Step(
            110, f"done {{}} --arrived +0m --step all --signed 业主本人 --told 当面 --slip {slip}"
        ),
    )
    return Story(
        at,
        take,
        (
            Step(5, f"dispatch {{}} --to {who}"),
            Step(8, "ticket accept {}"),
            *(paid if price else free),
            Step(1500, f"visit {{}} --score {score}", MANAGER),
        ),
    )


def common(at: str, take: str, who: str, minutes: int) -> Story:
    """A common-area job found on rounds: done, verified, archived."""
    return Story(
        at,
        take,
        (
            Step(3, f"dispatch {{}} --to {who}"),
            Step(minutes - 10, "ticket arrive {}"),
            Step(minutes, "done {}"),
            Step(minutes + 60, "ticket verify {} --result 合格", MANAGER),
            Step(minutes + 61, "ticket close {}", MANAGER),
        ),
        GUARD,
    )


def inquiry(at: str, take: str, answer: str) -> Story:
    """A question, answered; the flow archives it by itself."""
    return Story(
        at, take, (Step(25, f"ticket answer {{}} --words {answer} --to 来电人 --way 电话"),)
    )


def complaint(at: str, take: str, cause: str, *, liable: str, score: str = "4") -> Story:
    """A complaint through its six steps."""
    return Story(
        at,
        take,
        (
            Step(90, "ticket reply {} --words 已转经理核实，明日答复 --to 来电人 --way 电话"),
            Step(
                300,
                f"ticket investigate {{}} --cause {cause} --liable {liable} --valid yes",
                MANAGER,
            ),
            Step(320, "ticket answer {} --words 原因已查清并说明 --to 来电人 --way 电话"),
            Step(330, "done {} --told 电话"),
            Step(1440, f"visit {{}} --score {score}", MANAGER),
        ),
    )


STORIES: tuple[Story, ...] = (
    home("2026-10-26 09:12", "take 2-1-803 厨房龙头滴水 --phone 13500001001", "钱师傅", slip="0301", price="80"),
    common("2026-10-26 10:05", "take 3号楼大堂 呕吐物 --channel 巡查", "保洁组", 30),
    inquiry("2026-10-26 14:20", "take 6-1-1201 问物业费怎么交 --phone 13500001002", "可在前台或小程序交纳"),
    home("2026-10-27 08:40", "take 5-2-302 下水道堵了 --phone 13500001003", "赵师傅", slip="0302"),
    common("2026-10-27 16:10", "take 1号楼大堂 楼道灯不亮 --channel 巡查", "孙师傅", 180),
    complaint("2026-10-27 19:30", "take 9-1-301 投诉公摊电费高 --phone 13500001004", "抄表时间不一致", liable="no"),
    Story(
        "2026-10-28 02:15",
        "take 3-1-502 厨房水管爆了水流到客厅 --phone 13500001005",
        (
            Step(2, "dispatch {} --to 赵师傅", GUARD),
            Step(13, "ticket arrive {}", GUARD),
            Step(20, "ticket contain {} --method 关单元总阀", GUARD),
            Step(95, "done {} --told 当面 --slip 0303", GUARD),
            Step(420, "visit {} --score 5 --words 来得快"),
        ),
        GUARD,
    ),
    home("2026-10-28 10:30", "take 7-1-1502 卧室跳闸 --phone 13500001006", "孙师傅", slip="0304", score="4"),
    Story(
        "2026-10-28 15:00",
        "take 6-2-401 暖气不热 --phone 13500001007",
        (
            Step(6, "dispatch {} --to 钱师傅"),
            Step(60, "ticket no-access {} --evidence 门牌照片"),
            Step(65, "ticket reschedule {} --by 业主 --window 周五14-16"),
            Step(2850, "ticket arrive {}"),
            Step(2920, "done {} --step all --signed 业主本人 --told 当面 --slip 0305"),
            Step(4300, "visit {} --score 5", MANAGER),
        ),
    ),
    inquiry("2026-10-29 09:10", "take 4-1-601 办装修要什么手续 --phone 13500001008", "带平面图到前台登记"),
    Story(
        "2026-10-29 18:40",
        "take 7-2-1002 楼上装修吵 电钻还在打 --phone 13500001009",
        (
            Step(4, "dispatch {} --to 周区管"),
            Step(22, "ticket arrive {}"),
            Step(30, "ticket dissuade {} --result 当场停工"),
            Step(45, "ticket reply {} --words 已劝停 --to 来电人 --way 电话"),
            Step(46, "ticket answer {} --words 已要求遵守装修时段 --to 来电人 --way 电话"),
            Step(48, "done {} --told 电话"),
            Step(900, "visit {} --score 4", MANAGER),
        ),
    ),
    common("2026-10-30 09:45", "take 地下车库B1 垃圾满了 --channel 巡查", "保洁组", 50),
    Story(
        "2026-10-30 11:00",
        "take 5号楼 电梯困人 2人 --phone 13500001010",
        (
            Step(1, "dispatch {} --to 孙师傅"),
            Step(2, "ticket vendor-call {} --party 电梯维保"),
            Step(8, "ticket arrive {}"),
            Step(24, "ticket vendor-arrive {} --party 电梯维保"),
            Step(39, "ticket contain {} --method 开门放人"),
            Step(50, "done {} --told 当面"),
            Step(200, "visit {} --score 3", MANAGER),
        ),
    ),
    Story(
        "2026-10-31 08:20",
        "take 8-1-201 建议大门口加一盏灯 --phone 13500001011",
        (Step(600, "ticket answer {} --words 已列入十一月计划 --to 来电人 --way 电话 --adopted yes --reason 可行"),
         Step(610, "ticket close {}")),
    ),
    Story(
        "2026-11-02 09:30",
        "take 2-2-104 建议夜里关喷泉 --phone 13500001012",
        (Step(4000, "ticket answer {} --words 十点后关闭 --to 来电人 --way 电话 --adopted yes --reason 可行"),
         Step(4010, "ticket close {}")),
    ),
    home("2026-11-02 10:15", "take 1-1-0601 换锁 --phone 13500001013", "钱师傅", slip="0306", price="120"),
    common("2026-11-02 14:40", "take 中庭 草坪 需要修剪 --channel 巡查", "绿化组", 300),
    Story(
        "2026-11-03 08:50",
        "take 道闸抬杆 坏了 --channel 巡查",
        (
            Step(5, "dispatch {} --to 孙师傅"),
            Step(30, "ticket arrive {}"),
            Step(60, "ticket pause {} --reason 等配件 --until 11-06T18:00 --agreed --party 道闸厂家"),
            Step(4380, "ticket resume {}"),
            Step(4500, "done {}"),
            Step(4560, "ticket verify {} --result 合格", MANAGER),
            Step(4562, "ticket close {}", MANAGER),
        ),
        GUARD,
    ),
    complaint("2026-11-03 20:10", "take 3-2-903 投诉保安态度差 --phone 13500001014", "换岗交接不到位", liable="yes", score="2"),
    Story(
        "2026-11-04 07:55",
        "take 3号楼消火栓 门坏 --channel 巡查 --category 消防设施",
        (
            Step(5, "dispatch {} --to 孙师傅"),
            Step(20, "ticket arrive {}"),
            Step(40, "ticket contain {} --method 临时固定并张贴提示"),
            Step(600, "done {}"),
            Step(700, "ticket verify {} --result 合格", MANAGER),
            Step(701, "ticket close {}", MANAGER),
        ),
        GUARD,
    ),
    home("2026-11-04 11:20", "take 4-2-1101 马桶堵 --phone 13500001015", "赵师傅", slip="0307"),
    Story(
        "2026-11-04 16:00",
        "take 6-1-902 墙面渗水 --phone 13500001016",
        (
            Step(10, "dispatch {} --to 赵师傅"),
            Step(1100, "ticket arrive {}"),
            Step(1150, "done {} --step all --signed 业主本人 --told 当面 --slip 0308"),
            Step(2500, "visit {} --score 2 --words 又湿了", MANAGER),
            Step(2520, "ticket reopen {} --reason 再次渗水"),
            Step(2525, "ticket ack {} --way 电话"),
            Step(2540, "dispatch {} --to 赵师傅"),
            Step(2600, "ticket arrive {}"),
            Step(3900, "done {} --step all --signed 业主本人 --told 当面 --slip 0311"),
            Step(5400, "visit {} --score 4", MANAGER),
        ),
    ),
    Story(
        "2026-11-05 09:05",
        "take 9-2-1503 表扬保洁王姐 --phone 13500001017",
        (Step(60, "ticket answer {} --words 已转达并记入服务之星 --to 来电人 --way 电话"),),
    ),
    Story(
        "2026-11-05 13:30",
        "take 8-2-702 窗户关不上 --phone 13500001018",
        (
            Step(8, "dispatch {} --to 钱师傅"),
            Step(10, "ticket note {} --text 记错单了"),
            Step(12, "undo {} --reason 手误"),
            Step(90, "ticket cancel {} --by 业主 --reason 自己修好了"),
        ),
    ),
    Story(
        "2026-11-06 10:00",
        "take 5-1-1604 地漏返水 --phone 13500001019",
        (
            Step(5, "dispatch {} --to 赵师傅"),
            Step(200, "ticket urge {} --words 怎么还没来"),
            Step(420, "ticket arrive {}"),
            Step(470, "done {} --step all --signed 业主本人 --told 当面 --slip 0309"),
            Step(1500, "visit {} --score 3", MANAGER),
        ),
    ),
    common("2026-11-07 08:10", "take 东门 道路 结冰地滑 --category 保洁 --channel 巡查", "保洁组", 40),
    Story(
        "2026-11-09 09:15",
        "take 9-1-301 又来投诉公摊电费高 没有冲减 --phone 13500001004",
        (
            Step(40, "ticket reply {} --words 经理今天上门说明 --to 来电人 --way 电话", MANAGER),
            Step(200, "ticket investigate {} --cause 冲减未入账 --liable yes --valid yes", MANAGER),
            Step(210, "ticket answer {} --words 今日已入账并致歉 --to 来电人 --way 上门", MANAGER),
            Step(220, "ticket recovery {} --fault 漏记冲减 --remedy 补记并致歉 --cost 0 --learned 冲减双人复核", MANAGER),
            Step(230, "done {} --told 当面", MANAGER),
            Step(1300, "visit {} --score 4"),
        ),
    ),
    home("2026-11-09 14:25", "take 2-1-1204 漏水 角阀坏 --phone 13500001020", "钱师傅", slip="0310", price="60"),
    Story(
        "2026-11-10 17:50",
        "take 7-1-301 楼上吵 半夜跳绳 --phone 13500001021",
        (
            Step(5, "dispatch {} --to 周区管"),
            Step(25, "ticket arrive {}"),
            Step(35, "ticket dissuade {} --result 住户不听"),
            Step(36, "ticket dissuade-failed {} --result 仍在继续"),
            Step(50, "ticket reply {} --words 已劝阻，明日报社区 --to 来电人 --way 电话"),
            Step(800, "ticket report-authority {} --authority 社区居委会 --document 告知书0032"),
            Step(810, "ticket answer {} --words 已报社区协调 --to 来电人 --way 电话"),
            Step(815, "done {} --told 电话"),
            Step(2400, "visit {} --score 3", MANAGER),
        ),
    ),
    inquiry("2026-11-11 10:40", "take 1-2-0804 咨询停车费 --phone 13500001022", "月卡三百元，前台办理"),
    common("2026-11-12 09:00", "take 2号楼大堂 走廊灯坏 --channel 巡查", "孙师傅", 620),
    home("2026-11-12 15:35", "take 6-2-1803 龙头坏了 --phone 13500001023", "赵师傅", slip="0312", price="45"),
    Story(
        "2026-11-13 09:20",
        "take 4-1-1502 客厅没电 --phone 13500001024 --window 周六9-11",
        (
            Step(8, "dispatch {} --to 孙师傅"),
            Step(1480, "ticket arrive {}"),
            Step(1540, "done {} --step all --signed 业主本人 --told 当面 --slip 0313"),
            Step(4400, "visit {} --score 5", MANAGER),
        ),
    ),
    Story(
        "2026-11-16 08:30",
        "take 5-2-1101 厨房水管软管漏水 --phone 13500001025",
        (
            Step(5, "dispatch {} --to 赵师傅"),
            Step(40, "ticket decline {} --reason 户内橱柜需业主先拆 --explained --approved-by 王经理"),
            Step(60, "ticket feedback {} --way 电话"),
            Step(1500, "visit {} --score 3", MANAGER),
        ),
    ),
    complaint("2026-11-16 19:00", "take 8-1-1704 投诉电梯经常停 --phone 13500001026", "维保更换门机", liable="yes"),
    Story(
        "2026-11-17 10:10",
        "take 3-1-1001 门禁刷不开卡 --phone 13500001027",
        (
            Step(5, "dispatch {} --to 孙师傅"),
            Step(60, "ticket arrive {}"),
            Step(80, "done {} --told 当面"),
            Step(1500, "visit {} --score 4", MANAGER),
        ),
    ),
    # still open on the last day
    Story("2026-11-18 09:40", "take 2-2-602 卫生间下水道堵 --phone 13500001028",
          (Step(5, "dispatch {} --to 赵师傅"), Step(100, "ticket arrive {}"))),
    Story("2026-11-19 16:20", "take 7-2-1402 空调机位滴水 --phone 13500001029",
          (Step(10, "dispatch {} --to 钱师傅"),
           Step(60, "ticket pause {} --reason 业主不在家 --until 11-22T09:00 --evidence 通话"))),
    Story("2026-11-20 08:50", "take 1-1-1604 问开发票 --phone 13500001030", ()),
    Story("2026-11-20 10:15", "take 6号楼大堂 单元门关不严 --channel 巡查",
          (Step(10, "dispatch {} --to 孙师傅"),), GUARD),
)  # fmt: skip


def scenes() -> list[Scene]:
    """Return every command in the order in which it was typed, ids filled in."""
    numbers: dict[str, int] = {}
    played = []
    for story in sorted(STORIES, key=lambda story: story.at):
        day = story.at[2:10].replace("-", "")
        numbers[day] = numbers.get(day, 0) + 1
        name = f"WY-{day}-A{numbers[day]:03d}"
        played.append(Scene(f"{story.at}:00", tuple(story.take.split(" ")), by=story.by))
        start = datetime.fromisoformat(story.at)
        for step in story.steps:
            at = f"{start + timedelta(minutes=step.after):%Y-%m-%d %H:%M:%S}"
            words = tuple(step.words.format(name).split(" "))
            played.append(Scene(at, words, status=step.status, by=step.by))
    return sorted(played, key=lambda scene: scene.at)


def main() -> int:
    """Play the stories and copy what they made; 1 if a command did not end as it should."""
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "estate"
        start = datetime.fromisoformat("2026-10-26 08:00").replace(tzinfo=ZONE)
        said = io.StringIO()
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            wrong = Play(Path(folder), start, CLERK, seed=1, show=_tell(said)).play(
                [Scene("2026-10-26 08:00", ("init", str(store), "--yes", "--estate", "阳光花园"))]
            )
            wrong += Play(store, start, CLERK, seed=2, show=_tell(said)).play(scenes())
        if wrong:
            sys.stderr.write(said.getvalue())
            for scene, status in wrong:
                sys.stderr.write(f"status {status}, not {scene.status}: {' '.join(scene.words)}\n")
            return 1
        _copy(store)
    return 0


def _tell(said: io.StringIO):  # noqa: ANN202 - a closure of this script
    return lambda scene: said.write(f"$ {scene.at} {' '.join(scene.words)}\n")


def _copy(store: Path) -> None:
    shutil.rmtree(PROJECT / "records", ignore_errors=True)
    shutil.copytree(store / "records", PROJECT / "records")
    shutil.copy(store / "wuye.yaml", PROJECT / "wuye.yaml")


if __name__ == "__main__":
    sys.exit(main())
