"""Every command once on a real store: JSON, one commit by the one who typed, nothing left lying."""

from __future__ import annotations

import csv
import io
import json

import pytest
from tests.support.cli import a_store, assert_clean, assert_tame, git, head, inside

from wuye_cli.cli.registry import COMMANDS
from wuye_cli.cli.verb_table import VERBS

CLERK, MANAGER = "李客服 <li@desk.example>", "王经理 <wang@desk.example>"

# The life of some tickets: who, then the words; `=name` keeps the id of the ticket that was made.
LIFE = """
li   take 3-1-502 厨房水管爆了 --phone 13800001234 --name 张女士          =pipe
li   dispatch @pipe --to 赵师傅
li   ticket accept @pipe
li   ticket arrive @pipe --src slip:0417
li   ticket contain @pipe --method 关阀
li   ticket report-outside @pipe --party 自来水公司
li   ticket urge @pipe --words 快一点
li   ticket escalate @pipe --to 经理 --way 电话
li   ticket resolve @pipe --result 换管
li   ticket sign @pipe --who 张女士
li   ticket feedback @pipe --way 电话 --to 来电人
li   ticket attempt @pipe --way 电话
wang visit @pipe --score 满意 --open
wang ticket close @pipe
wang ticket reopen @pipe --reason 又漏了
li   take 2-1-803 厨房龙头滴水 --phone 13500005555                        =tap
li   ticket classify @tap --complexity 复杂
li   ticket amend @tap --title 厨房龙头滴水不止 --reason 听错
li   dispatch @tap --to 钱师傅
li   ticket no-access @tap --evidence 门牌照
li   ticket reschedule @tap --by owner --window 明天14-16
li   ticket agree @tap --clock 完成 --due 明天18:00 --by owner
li   ticket pause @tap --reason 业主不在家 --until 明天14:00 --agreed
li   ticket resume @tap
li   ticket arrive @tap
li   ticket quote @tap --price 80 --cause 阀芯坏 --method 换阀芯
li   ticket consent @tap --who 来电人 --how 微信
li   ticket start @tap
li   ticket step @tap --done all
li   ticket vendor-call @tap --party 某品牌售后
li   ticket vendor-arrive @tap --party 某品牌售后
li   ticket note @tap --text 备件到了
li   ticket attach @tap @photo --text 阀芯
li   done @tap --step all --told 电话
li   ticket pay @tap --price 80.00 --way 微信 --receipt 0421
li   ticket new --title 大堂灯不亮 --place 5号楼大堂 --channel 巡查         =lamp
li   ticket ack @lamp --way 当面
li   ticket regrade @lamp --to 紧急 --approved-by 王经理 --reason 老人多
li   undo @lamp --reason 点错
li   take 5号楼大堂 灯不亮                                                =twin
li   ticket merge @twin --into @lamp
li   dispatch @lamp --to 孙师傅
li   ticket arrive @lamp
li   done @lamp --result 换灯
wang ticket verify @lamp --result 亮了
li   take 9-1-301 投诉公摊电费高 --kind 投诉                              =bill
li   ticket reply @bill --words 明天答复 --to 来电人 --way 电话
wang ticket investigate @bill --cause 抄表时间不一致 --liable no --valid yes
wang ticket answer @bill --words 差额冲减 --to 来电人 --way 电话
wang ticket recovery @bill --fault 沟通慢 --remedy 上门说明 --cost 0 --learned 先打电话
li   take 1-1-101 建议装快递柜 --kind 建议                                =idea
wang ticket decline @idea --reason 没有场地 --explained --approved-by 王经理
li   take 6-2-1101 楼上违规砸承重墙 --kind 违规                           =wall
li   ticket arrive @wall
li   ticket dissuade @wall --result 不听
li   ticket dissuade-failed @wall --result 继续砸
wang ticket report-authority @wall --authority 住建局 --document 函1号
li   take 4-1-202 门禁卡失灵                                              =card
li   ticket rebind @card --version 1 --reason 标准改版 --approved-by 王经理
li   ticket repeat @card --of @lamp --same no
li   ticket cancel @card --by owner --reason 自己好了
"""


def rows():
    for line in LIFE.strip().splitlines():
        words, _, name = line.partition("=")
        who, *rest = words.split()
        yield who, rest, name.strip()


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """The store after the script, and per command what was seen: (words, ran, commits, problem)."""
    folder = tmp_path_factory.mktemp("life")
    root = a_store(folder)
    photo = folder / "阀芯.jpg"
    photo.write_bytes(b"\xff\xd8\xff photo")
    known, seen = {"photo": str(photo)}, []
    for who, words, name in rows():
        typed = [known[word[1:]] if word[:1] == "@" else word for word in words]
        before = head(root)
        actor = CLERK if who == "li" else MANAGER
        ran = inside(*typed, "--json", at=root, WUYE_ACTOR=actor)
        commits = git(root, "rev-list", f"{before}..HEAD").split()
        seen.append((who, words, ran, commits))
        if name and ran.status == 0:
            known[name] = ran.json["id"]
        assert ran.status == 0, (words, ran)
        assert_clean(root)
    return root, known, seen


def test_each_writes_one_commit_by_the_one_who_typed(told):
    root, _, seen = told
    for who, words, ran, commits in seen:
        assert len(commits) == 1, (words, commits)
        shown = git(root, "show", "-s", "--format=%an <%ae>|%cn <%ce>|%B", commits[0])
        author, committer, message = shown.split("|", 2)
        assert author == committer == (CLERK if who == "li" else MANAGER), words
        trailers = dict(line.split(": ", 1) for line in message.splitlines() if ": " in line)
        answer = ran.json
        assert trailers["Wuye-Ticket"] == answer["id"]
        assert trailers["Wuye-Events"] == ",".join(event["id"] for event in answer["events"])
        assert trailers["Wuye-Op"]
        assert answer["commit"] == commits[0]
        assert answer["events"]


def test_every_verb_of_the_table_is_in_the_script():
    used = {rest[1] for _, rest, _ in rows() if rest[0] == "ticket"}
    assert used | {"return", "transfer"} >= set(VERBS)


@pytest.mark.parametrize(
    "words", [("return", "--reason", "在抢修别处"), ("transfer", "--to", "钱师傅")]
)
def test_a_job_is_given_back_or_handed_over(tmp_path, words):
    root = a_store(tmp_path)
    for line in (("take", "3-1-502 厨房龙头滴水"), ("dispatch", "1", "--to", "赵师傅")):
        assert inside(*line, at=root).status == 0
    ran = inside("ticket", words[0], "1", *words[1:], "--json", at=root)
    assert ran.status == 0, ran
    assert_clean(root)


def test_the_answers_are_tame_and_the_store_passes_its_own_check(told):
    root, _, seen = told
    for _, _, ran, _ in seen:
        assert ran.err == ""
        assert_tame(ran)
    ran = inside("check", "--json", at=root)
    errors = [one for one in ran.json["findings"] if one["severity"] == "error"]
    assert errors == []


READ = {
    "due": ("due",),
    "case": ("case", "run"),
    "tier": ("tier", "list"),
    "calendar": ("calendar", "list"),
    "category": ("category", "list"),
    "flow": ("flow", "list"),
    "check": ("check",),
    "schema": ("schema",),
    "fmt": ("fmt", "--check"),
    "impact": ("impact",),
    "audit": ("audit", "log", "@tap"),
    "audit log": ("audit", "log", "--by", "王经理", "-n", "3"),
    "audit blame": ("audit", "blame", "@tap"),
    "audit verify": ("audit", "verify", "--fail-on", "error"),
    "audit sample": ("audit", "sample", "2020..2090", "--size", "9", "--seed", "a"),
    "privacy": ("privacy", "due"),
    "diff": ("diff", "--walk", "HEAD~3..HEAD"),
    "rule": ("rule",),
    "staff": ("staff", "list"),
    "price": ("price", "list"),
    "key": ("key", "list"),
    "whoami": ("whoami",),
    "status": ("status",),
    "conflicts": ("conflicts",),
    "sql": ("sql", "select id, title from v_tickets"),
    "doctor": ("doctor",),
    "ticket list": ("ticket", "list", "--all"),
    "ticket show": ("ticket", "show", "@tap"),
    "ticket history": ("ticket", "history", "@tap"),
    "ticket explain": ("ticket", "explain", "@tap"),
    "privacy find": ("privacy", "find", "13500005555"),
    "privacy show": ("privacy", "show", "13500005555"),
    "privacy export": ("privacy", "export", "13500005555"),
    "commit": ("commit",),
    "tier show": ("tier", "show", "紧急"),
    "calendar show": ("calendar", "show", "office"),
    "category show": ("category", "show", "水管"),
    "flow show": ("flow", "show", "@flow"),
    "say": ("say", "@pipe"),
    "say progress": ("say", "@idea", "progress", "--lang", "en"),
    "box": ("box", "list"),
    "pay": ("pay", "list"),
    "standard": ("standard", "list"),
    "standard show": ("standard", "show", "repair-in-home"),
    "standard promises": ("standard", "promises"),
    "standard cover": ("standard", "cover"),
    "standard card": ("standard", "card", "home-repair"),
    "blueprint": ("blueprint", "list"),
    "blueprint show": ("blueprint", "show", "complaint"),
    "blueprint check": ("blueprint", "check"),
}
LISTS = (
    "due",
    "tier",
    "calendar",
    "category",
    "flow",
    "ticket list",
    "sql",
    "privacy",
    "audit",
    "audit log",
    "audit blame",
    "box",
    "pay",
    "staff",
    "price",
    "key",
    "standard",
    "standard promises",
    "blueprint",
    "diff",
    "rule",
    "schema",
    "conflicts",
    "audit sample",
)
PLAIN = {"completion", "desk", "paste", "slips", "version", "demo", "init", "import", "take", "dispatch", "done", "visit",
         "undo", "ticket", "sheet", "print", "crew", "duty",
         "backup", "restore", "sync", "join", "hook", "ci", "merge-driver"}  # fmt: skip


def typed(known, words):
    return [known.get(word[1:], word[1:]) if word[:1] == "@" else word for word in words]


@pytest.mark.parametrize("name", READ)
def test_what_reads_answers_in_json_and_changes_nothing(told, name):
    root, known, _ = told
    before = head(root)
    words = typed(known | {"flow": "repair-home"}, READ[name])
    ran = inside(*words, "--json", at=root)
    if name == "flow show" and ran.status:
        flows = inside("flow", "list", "--json", at=root).json
        ran = inside("flow", "show", flows[0]["id"], "--json", at=root)
    assert ran.status == 0, ran
    json.loads(ran.out)
    assert_tame(ran)
    assert head(root) == before
    assert_clean(root)


@pytest.mark.parametrize("name", LISTS)
def test_lists_answer_in_csv(told, name):
    root, known, _ = told
    ran = inside(*typed(known, READ[name]), "--csv", at=root)
    assert ran.status == 0, ran
    table = list(csv.reader(io.StringIO(ran.out)))
    assert len({len(row) for row in table}) == 1


def test_every_command_is_in_a_test():
    assert set(COMMANDS) <= {name.split()[0] for name in READ} | PLAIN


def test_the_commands_without_a_store(tmp_path):
    ran = inside("init", "s", "--yes", "--json", at=tmp_path)
    assert ran.status == 0
    assert ran.json["root"] == str(tmp_path / "s")
    assert_clean(tmp_path / "s")
    for shell in ("bash", "zsh", "fish"):
        assert "wuye" in inside("completion", shell, at=tmp_path).out
    assert inside("version", at=tmp_path).out.startswith("wuye ")


def test_hand_edits_are_adopted_in_one_commit(tmp_path):
    root = a_store(tmp_path)
    file = root / "standards" / "tiers.yaml"
    file.write_text(file.read_text().replace("schema:", "# 王经理看过\nschema:", 1))
    before = head(root)
    ran = inside("commit", "-m", "看过标准 13800001234", "--json", at=root, WUYE_ACTOR=MANAGER)
    assert ran.status == 0, ran
    commits = git(root, "rev-list", f"{before}..HEAD").split()
    assert commits == [ran.json["commit"]]
    shown = git(root, "show", "-s", "--format=%an <%ae>%n%B", commits[0])
    assert MANAGER in shown
    assert "Wuye-Op: adopt" in shown
    assert "13800001234" not in shown
    assert_clean(root)


def test_what_is_on_record_is_not_adopted_as_a_hand_edit_unless_forced(tmp_path):
    root = a_store(tmp_path)
    taken = inside("take", "1-1-101 漏水", "--json", at=root).json
    file, before = root / taken["path"], head(root)
    file.write_text(file.read_text().replace('title: "漏水"', 'title: "没漏水"'))
    ran = inside("commit", at=root)
    assert (ran.status, head(root)) == (4, before)
    assert f"git checkout HEAD -- {taken['path']}" in ran.err
    file.unlink()
    assert inside("commit", at=root).status == 4
    assert inside("commit", "--force", at=root).status == 0
    assert head(root) != before


def test_undo_takes_back_one_command_though_two_were_typed_in_one_second(tmp_path):
    root = a_store(tmp_path)
    inside("take", "1-1-101 漏水", at=root)
    inside("take", "1-1-102 漏水", at=root)
    for text in ("甲", "乙"):
        assert inside("ticket", "note", "1", "--text", text, at=root).status == 0
    noted = inside("ticket", "note", "2", "--text", "丙", at=root, WUYE_ACTOR=MANAGER)
    assert noted.status == 0
    ran = inside("undo", "--json", at=root)
    assert ran.status == 0, ran
    shown = inside("ticket", "show", "1", "--json", at=root).json
    revoked = [one for event in shown["events"] for one in event.get("events", ())]
    told = {event["id"]: event.get("text") for event in shown["events"]}
    assert [told[one] for one in revoked] == ["乙"]


MAPPING = """\
schema: import-map/1
source: ledger
key: [编号]
times: ["%Y-%m-%d %H:%M"]
zone: Asia/Shanghai
fields:
  title: 事由
  unit: 房号
  opened_at: 时间
  reporter_phone: 电话
"""


def test_a_sheet_is_imported_and_leaves_nothing_lying(tmp_path):
    root = a_store(tmp_path)
    sheet = tmp_path / "台账.csv"
    sheet.write_text("编号,时间,房号,事由,电话\n1,2026-11-01 09:00,3-1-502,水管漏水,13800001234\n")
    mapping = tmp_path / "台账.yaml"
    mapping.write_text(MAPPING)
    ran = inside("import", str(sheet), "--map", str(mapping), "--json", at=root)
    assert ran.status == 0, ran
    json.loads(ran.out)
    assert "13800001234" not in git(root, "log", "-p", "--all")
    assert_clean(root)
