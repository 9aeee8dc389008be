"""Wrong use: one clear line, the right status, no traceback, and nothing changed."""

from __future__ import annotations

import os
import pty
import shutil
import subprocess
from pathlib import Path

import pytest
from tests.support.cli import (
    WUYE,
    a_store,
    assert_clean,
    assert_one_line,
    done,
    environment,
    git,
    head,
    inside,
    wuye,
)

from wuye_cli.cli.registry import COMMANDS, OTHER_NAMES


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """A burst pipe (1), a dripping tap (2), a cancelled inquiry (3), and another A001 of yesterday."""
    root = a_store(tmp_path_factory.mktemp("wrong"))
    (root / ".git" / "pipe").write_text(
        done("take", "3-1-502 厨房水管爆了", "--json", at=root).json["id"]
    )
    done("take", "2-1-803 厨房龙头滴水", at=root)
    done("take", "9-1-301 咨询装修押金怎么退", "--kind", "咨询", at=root)
    done("ticket", "cancel", "3", "--by", "owner", at=root)
    done("take", "2-1-803 门禁坏了", "--at", "昨天10:00", at=root)
    return root


PIPE = "@pipe"
"""Stands for the id of the burst pipe, as its tail fits two."""
WRONG = [
    # words, status, what the line must say
    (("ticket", "show", "Z999"), 5, "wuye ticket list --all"),
    (("ticket", "note", "Z999", "--text", "x"), 5, "Z999"),
    (("dispatch", "WY-200101-A001", "--to", "赵师傅"), 5, "WY-200101-A001"),
    (("ticket", "note", "A001", "--text", "x"), 2, "厨房水管爆了"),  # two of them
    (("ticket", "note", "１", "--text", "x"), 2, "门禁坏了"),
    (("ticket", "show", ""), 2, "wuye ticket list"),
    (("key", "add", "nowhere.pub"), 2, "wuye key new"),
    (("key", "add", "ssh-dss AAAA"), 2, "ssh-dss"),
    (("key", "use", "wuye.yaml"), 2, "wuye.yaml.pub"),
    (("key", "revoke", "SHA256:abcdefgh", "--why", "丢失"), 5, "wuye key list --all"),
    (("key", "revoke", "赵师傅", "--why", "boredom"), 2, "lost"),
    (("key", "rotate"), 5, "wuye key new"),
    (("audit", "checkpoint", "--show", "7"), 5, "wuye audit checkpoint"),
    (("audit", "checkpoint", "--list", "--show", "7"), 2, "--take"),
    (("audit", "checkpoint", "--take", "wuye.yaml"), 2, "wuye.yaml"),
    (("audit", "cosign", "wuye.yaml"), 2, "--key"),
    (("audit", "cosign", "wuye.yaml", "--key", "k", "--name", "x"), 2, "wuye.yaml"),
    (("audit", "verify", "--against", "CP 7 0000-0000-0001"), 2, "wuye audit checkpoint --list"),
    (("audit", "verify", "--against", "wuye.yaml"), 2, "wuye.yaml"),
    (("ticket", "close", PIPE), 4, "到场"),
    (("conflicts", "show", "zz"), 5, "wuye conflicts --all"),
    (("conflicts", "settle", "zz", "--keep"), 5, "wuye conflicts --all"),
    (("join", "nowhere.git", "new"), 3, "wuye join"),
    (("join", "--", "-x", "new"), 2, "ssh://"),
    (("join", ".", "standards"), 2, "standards"),
    (("join", ".", "new", "--desk", "17"), 2, "17"),
    (("check", "--since", "HEAD", "--all"), 2, "--all"),
    (("check", "--staged", "--fix"), 2, "wuye check --fix"),
    (("check", "--diff"), 2, "wuye check --fix --diff"),
    (("check", "--write-baseline"), 2, "--baseline"),
    (("check", "--baseline", "nowhere.json"), 2, "--write-baseline"),
    (("check", "--baseline", "wuye.yaml"), 2, "wuye.yaml"),
    (("check", "-o", "pdf"), 2, "sarif"),
    (("ticket", "close", PIPE), 4, "wuye ticket show WY-"),
    (("done", PIPE), 4, "控制险情"),
    (("ticket", "accept", "2"), 4, "派单"),
    (("visit", "2", "--score", "5"), 4, "不能回访"),
    (("ticket", "arrive", "3"), 5, "3"),
    (("ticket", "note", PIPE), 2, "--text"),
    (("ticket", "note", PIPE, "--text", ""), 2, "--text"),
    (("ticket", "note", PIPE, "--text", " \t　"), 2, "--text"),
    (("ticket", "note"), 2, "工单号或尾号"),
    (("ticket", "note", PIPE, "--text"), 2, "--text"),
    (("standard", "set", "emergancy.ack", "4m"), 2, "emergency.ack"),
    (("standard", "set", "complaint.reply", "4h"), 2, "tiers.complaint.reply"),
    (("standard", "set", "emergency.ack", "soon"), 2, "4h@office"),
    (("standard", "set", "emergency.ack", "5m"), 4, "5m"),
    (("standard", "set", "emergency.ack", "10m", "--from", "明天"), 4, "--short-notice"),
    (("standard", "set", "emergency.ack", "4m", "--from", "13-45"), 2, "13-45"),
    (("standard", "review", "no-such"), 2, "wuye standard list"),
    (("standard", "approve", "tiers"), 2, "wuye standard review"),
    (("standard", "approve", "tiers", "--fingerprint", "0" * 16), 6, "wuye standard review"),
    (("standard", "withdraw", "tiers", "--reason", "x"), 5, "wuye standard propose"),
    (("standard", "publish", "tiers"), 5, "wuye standard review"),
    (("standard", "verify", "no mark here"), 2, "wuye/std/v1"),
    (("standard", "suspects", "clear", "00000000", "--reason", "x"), 5, "wuye standard suspects"),
    (("standard", "suspects", "drop"), 2, "clear"),
    (("standard", "blame", "tiers", "no.such"), 5, "wuye standard blame"),
    (("ticket", "explain", PIPE, "--under", "99"), 2, "worktree"),
    (("ticket", "note", PIPE, "没加引号", "的话"), 2, "引号"),
    (("ticket", "note", PIPE, "--txt", "x"), 2, "--text"),
    (("ticket", "arrive", PIPE, "--at", "2099-01-01T00:00"), 4, "--at"),
    (("ticket", "arrive", PIPE, "--at", "昨晚２３：４０"), 4, "登记"),
    (("ticket", "arrive", PIPE, "--at", "下辈子"), 2, "昨晚2340"),
    (("ticket", "quote", PIPE, "--price", "免费"), 2, "12.50"),
    (("ticket", "regrade", PIPE, "--to", "非常急"), 2, "wuye tier list"),
    (("ticket", "classify", PIPE), 2, "--category"),
    (("ticket", "classify", PIPE, "--category", "火星"), 2, "wuye category list"),
    (("ticket", "classify", PIPE, "--urgency", "火急"), 2, "danger"),
    (("ticket", "cancel", PIPE, "--by", "路人"), 2, "业主"),
    (("ticket", "merge", "2", "--into", "2"), 2, "A002"),
    (("ticket", "merge", "2", "--into", "Z9"), 5, "Z9"),
    (("ticket", "attach", PIPE, "没有.jpg"), 2, "没有.jpg"),
    (("ticket", "attach", PIPE, "."), 2, "普通文件"),
    (("ticket", "resume", PIPE), 4, "暂停"),
    (("dispatch", PIPE), 2, "--to"),
    (("dispatch", PIPE, "--to", ""), 2, "--to"),
    (("dispatch", PIPE, "--to", "13900001111"), 2, "--phone"),
    (("dispatch", PIPE, "--to", "王" * 5000), 2, "姓名"),
    (("ticket", "arrive", PIPE, "--who-did", "13900001111"), 2, "姓名"),
    (("visit", PIPE, "--score", "九分"), 2, "很满意"),
    (("desk", "17"), 5, "17"),
    (("desk", "17", "派钱"), 5, "17"),
    (("desk", PIPE, "访", "满意"), 4, "不能回访"),
    (("desk", ""), 2, "没有写入"),
    (("desk", " \t　"), 2, "没有写入"),
    (("desk", PIPE, "派"), 2, "派钱"),
    (("desk", PIPE, "到2561"), 2, "10:05"),
    (("desk", PIPE, "改约", "周五16-14", "我方"), 2, "先早后晚"),
    (("desk", PIPE, "级", "火急"), 2, "wuye tier list"),
    (("desk", PIPE, "撤", "归"), 4, "可以撤"),
    (("desk", "-f", "没有.txt"), 2, "没有.txt"),
    (("desk", "-f", "."), 2, "UTF-8"),
    (("desk", "-f", "没有.txt", "2-1-803"), 2, "没有.txt"),
    (("desk", "-f"), 2, "-f"),
    (("desk", "--reed", "x"), 2, "--read"),
    (("take",), 2, "来电内容"),
    (("take", ""), 2, "wuye take"),
    (("take", "  "), 2, "wuye take"),
    (("take", "2-1-803"), 2, "厨房龙头滴水"),
    (("take", "１３８ ０００９ ８８７７"), 2, "事由"),
    (("take", "3-1-502 漏水", "--tier", "火急"), 2, "wuye tier list"),
    (("take", "3-1-502 漏水", "--channel", "飞鸽"), 2, "飞鸽"),
    (("ticket", "new"), 2, "--title"),
    (("ticket", "new", "--title", ""), 2, "wuye take"),
    (("ticket", "new", "--title", "x", "--unit", "1-1-101", "--place", "大堂"), 2, "--place"),
    (("ticket", "new", "--title", "x", "--unit", "13800001234"), 2, "3-1-0502"),
    (("ticket", "new", "--title", "x", "--form", "口述"), 2, "书面"),
    (("ticket", "new", "--title", "x", "--repeat-of", "Z9"), 5, "Z9"),
    (("ticket", "new", "--title", "x", "--words", "长" * 20_001), 2, "20000"),
    (("ticket", "amend", PIPE), 2, "--title"),
    (("ticket", "amend", PIPE, "--title", "长" * 201), 2, "200"),
    (("ticket", "list", "--status", "飞了"), 2, "received"),
    (("ticket", "list", "--page", "0"), 2, "--page"),
    (("ticket", "list", "--page", "x"), 2, "--page"),
    (("ticket", "list", "--json", "--csv"), 2, "-o"),
    (("ticket", "list", "-o", "pdf"), 2, "json"),
    (("due", "--until", "昨天的明天"), 2, "09:31"),
    (("impact", "没有这一版"), 2, "没有这一版"),
    (("impact", "HEAD", "HEAD", "HEAD"), 2, "A..B"),
    (("impact", "--period", "去年"), 2, "2026-01..2026-06"),
    (("impact", "--period", "2026-06..2026-01"), 2, "2026-01..2026-06"),
    (("impact", "--by", "天气"), 2, "month"),
    (("impact", "--without", "agree"), 2, "agreed"),
    (("impact", "--list", "late"), 2, "forgiven"),
    (("impact", "--fail-on", "forgiven"), 2, "forgiven>0"),
    (("impact", "--tickets", "等级"), 2, "tier=emergency"),
    (("impact", "--tickets", "tier=火急"), 2, "wuye tier list"),
    (("ticket", "explain", "2", "--under", "没有这一版"), 2, "worktree"),
    (("ticket", "explain", "2", "--without", "rain"), 2, "pauses"),
    (("sql", "drop table tickets"), 2, "wuye sql"),
    (("sql", "select nonsense from nowhere"), 2, "wuye sql"),
    (("undo", PIPE, "--only", "visit"), 4, "可以撤"),
    (("tier", "show", "火急"), 2, "wuye tier list"),
    (("print", "Z9"), 5, "Z9"),
    (("print", "slip"), 2, "工单号"),
    (("print", "slip", "A001"), 2, "厨房水管爆了"),  # two of them
    (("print", "slip", "2", "-o", "x.docx"), 2, ".pdf"),
    (("print", "slip", "2", "-o", "no/such/x.html"), 2, "no/such"),
    (("print", "slip", "2", "--lang", "fr"), 2, "fr"),
    (("print", "night", "--rows", "0"), 2, "--rows"),
    (("print", "night", "--date", "下辈子"), 2, "昨晚2340"),
    (("print", "poster"), 2, "poster"),
    (("duty", "roster"), 2, "roster"),
    (("crew", "records"), 2, "../crew"),
    (("crew", "wuye.yaml"), 2, "wuye.yaml"),
    (("completion", "tcsh"), 2, "bash"),
    (("commit", "a\nb", "-m", "x"), 0, ""),
    (("launch",), 2, "wuye --help"),
    (("help", "launch"), 2, "launch"),
    (("tickt",), 2, "ticket"),
    (("list",), 2, "ticket list"),
    (("ticket", "shwo"), 2, "show"),
    (("status", "now"), 2, "now"),
    (("audit", "log", "Z9"), 5, "Z9"),
    (("audit", "verify", "nowhere"), 2, "nowhere"),
    (("audit", "verify", "--since", "nowhere"), 2, "nowhere"),
    (("audit", "verify", "-o", "docx"), 2, "docx"),
    (("audit", "log", PIPE, "-n", "3"), 2, "-n"),
    (("audit", "log", "--since", "哪天"), 2, "哪天"),
    (("audit", "log", "--json", "--csv"), 2, "--json"),
    (("audit", "blame", "Z9"), 5, "Z9"),
    (("audit", "blame", PIPE, "titel"), 5, "wuye audit blame"),
    (("audit", "pack"), 2, "wuye audit pack 2026-11"),
    (("audit", "pack", "2026-13"), 2, "2026-Q4"),
    (("audit", "pack", "2001"), 5, "wuye audit log"),
    (("audit", "pack", "2026-11", "a.zip.gz"), 2, ".tar"),
    (("audit", "export", "2026-11", "wuye.yaml"), 6, "wuye.yaml"),
    (("audit", "pack", "2026-11", "--verify", "a.zip"), 2, "--verify"),
    (("audit", "pack", "--verify", "wuye.yaml"), 2, "wuye audit pack"),
    (("audit", "pack", "--verify", "nowhere.zip"), 2, "nowhere.zip"),
    (("audit", "pack", "2026", "--at", "nowhere"), 2, "nowhere"),
    (("audit", "export", "2026", "standards"), 2, "standards"),
    (("audit", "sample", "2026-11", "--size", "0", "--seed", "a"), 2, "--size"),
    (("audit", "sample", "2026-11", "--size", "5"), 2, "--seed"),
    (("audit", "sample", "2026-11", "--size", "5", "--seed", ""), 2, "--seed"),
    (("audit", "sample", "2001", "--size", "5", "--seed", "a"), 5, "wuye ticket list --all"),
    (("audit", "sample", "2020..2090", "--size", "1", "--seed", "a"), 2, "--by none"),
    (("audit", "sample", "2026", "--size", "5", "--seed", "a", "--by", "x"), 2, "category"),
    (("audit", "workpaper", "wuye.yaml", "-o", "p.xlsx"), 2, "wuye audit sample"),
    (("audit", "workpaper", "nowhere.json", "-o", "p.xlsx"), 2, "nowhere.json"),
    (("audit", "workpaper", "wuye.yaml"), 2, "-o"),
    (("audit", "report", "wuye.yaml"), 2, "工作簿"),
    (("init", "."), 6, "wuye status"),
    (("say", "Z9"), 5, "Z9"),
    (("say",), 2, "工单号或尾号"),
    (("say", PIPE, "情书"), 2, "receipt"),
    (("say", PIPE, "done"), 4, "receipt"),
    (("say", PIPE, "answer"), 2, "--words"),
    (("say", PIPE, "receipt", "--words", "x"), 2, "--words"),
    (("say", PIPE, "answer", "--words", "楼上402 已搬"), 4, "402"),
    (("say", PIPE, "answer", "--words", "打13900001111"), 4, "号码"),
    (("say", PIPE, "answer", "--words", "长" * 501), 2, "500"),
    (("say", PIPE, "--lang", "fr"), 2, "zh"),
    (("say", PIPE, "receipt", "--code", "AAAAA-CCCCC"), 2, "--code"),
    (("say", PIPE, "job", "--sent", "微信", "--txt"), 2, "--txt"),
    (("box", "王区管", "王区管", "0"), 4, "两个人"),
    (("box", "王区管", "李客服", "2", "--file", "wuye.yaml"), 4, "--blank"),
    (("box", "王区管", "李客服", "-1"), 2, "--help"),
    (("box", "王区管", "李客服", "五"), 2, "整数"),
    (("box", "王区管", "13900001111", "0"), 2, "姓名"),
    (("box", "王区管", "李客服", "1", "--file", "没有.txt"), 2, "没有.txt"),
    (("box", "王区管", "李客服", "0", "--at", "2099-01-01T00:00"), 4, "将来"),
    (("box", "lst"), 2, "list"),
    (("box", "show", "Z9"), 5, "wuye box list"),
    (("pay", "list", "--month", "十一月"), 2, "2026-11"),
    (("pay", "list", "--json", "--csv"), 2, "-o"),
    (("staff", "show", "周"), 5, "wuye staff list"),
    (("staff", "add", "甲", "--phone", "没有"), 2, "--phone"),
    (("staff", "edit", "赵师傅", "--reason", "休假"), 2, "--until"),
    (("staff", "edit", "赵师傅", "--until", "2099-01-01"), 2, "--role"),
    (("staff", "edit", "赵师傅", "--role", "经理", "--until", "2099-01-01"), 2, "--reason"),
    (
        ("staff", "edit", "赵师傅", "--role", "经理", "--until", "2020-01-01", "--reason", "休假"),
        2,
        "--until",
    ),
    (("sheet", "out", "a.xlsx", "--what", "火星"), 2, "households"),
    (("sheet", "in", "没有.xlsx"), 2, "--yes"),
    (("price", "show"), 2, "wuye price --help"),
    (("standard", "show"), 2, "标准文件"),
    (("standard", "show", "nope"), 2, "wuye standard list"),
    (("standard", "show", "repair-im-home"), 2, "repair-in-home"),
    (("standard", "show", "repair-in-home", "on-tim"), 5, "on-time"),
    (("standard", "list", "--layer", "top"), 2, "customer"),
    (("standard", "card", "tiers"), 2, "tiers.yaml"),
    (("standard", "new", "poem", "x"), 2, "procedure"),
    (("standard", "new", "customer"), 2, "repair-in-home"),
    (("standard", "new", "customer", "../x"), 2, "小写"),
    (("standard", "new", "customer", "care"), 6, "wuye standard show"),
    (("standard", "attach", "tiers", "general", "x.png"), 2, "图片"),
    (("standard", "attach", "home-repair", "tarp", "没有.png"), 2, "没有.png"),
    (("standard", "shwo"), 2, "show"),
    (("blueprint", "show", "nope"), 2, "wuye blueprint list"),
    (("blueprint", "show", "complaint", "-o", "svg"), 2, "mermaid"),
    (("blueprint", "check", "nope"), 2, "wuye blueprint list"),
    (("backup",), 2, "wuye backup --help"),
    (("backup", "records"), 2, "资料库里面"),
    (("backup", "/dev/null/x"), 7, "/dev/null"),
    (("backup", "../b", "--keep", "0"), 2, "--keep"),
    (("restore", "."), 2, "wuye restore --help"),
    (("restore", "/no/such", "../new"), 2, "manifest.json"),
    (("restore", ".", "../new", "--desk", "B"), 2, "same"),
    (("diff", "nope"), 2, "git log"),
    (("diff", "HEAD..nope"), 2, "nope"),
    (("diff", "HEAD~99999"), 2, "HEAD~99999"),
    (("diff", "HEAD", "HEAD", "HEAD"), 2, "HEAD"),
    (("diff", "--at", "下辈子"), 2, "--at 2026-03-01"),
    (("diff", "--walk", "--staged"), 2, "--walk"),
    (("diff", "--fail-on", "严重"), 2, "breaking"),
    (("diff", "--for", "guests"), 2, "owners"),
    (("diff", "--select", "Z9"), 2, "wuye rule"),
    (("diff", "-o", "docx"), 2, "markdown"),
    (("diff", "--accept", "ffff", "--reason", "x", "--until", "2099-01-01"), 5, "ffff"),
    (("diff", "--driver"), 2, "--install-driver"),
    (("diff", "--textconv", "没有.yaml"), 2, "没有.yaml"),
    (("rule", "D1111"), 2, "D111"),
    (("rule", "火星"), 2, "wuye rule"),
    (("sync",), 2, "--via"),
    (("sync", "origin"), 2, "git remote -v"),
    (("sync", "--via", "/no/such"), 2, "/no/such"),
    (("sync", "--via", "wuye.yaml"), 2, "wuye.yaml"),
    (("schema", "tires"), 2, "tiers"),
    (("schema", "tiers", "--all", "x"), 2, "--all"),
    (("schema", "--all", "wuye.yaml"), 2, "wuye.yaml"),
    (("fmt", "../x.yaml"), 2, "../x.yaml"),
    (("fmt", "--check", "--diff"), 2, "--diff"),
    (("hook", "enable"), 2, "enable"),
    (("hook", "install", "--server"), 2, "git init --bare"),
    (("hook", "remove", "--server"), 2, "git init --bare"),
    (("whoami", "x"), 2, "whoami"),
    (("ci", "init", "jenkins"), 2, "jenkins"),
    (("ci", "init"), 2, "wuye ci init --help"),
]


@pytest.mark.parametrize(
    ("words", "status", "says"), WRONG, ids=["_".join(w)[:40] for w, _, _ in WRONG]
)
def test_a_wrong_call_is_told_in_one_line(store, words, status, says):
    before, pipe = head(store), (store / ".git" / "pipe").read_text()
    ran = inside(*[pipe if word == PIPE else word for word in words], at=store)
    assert ran.status == status, ran
    if status:
        assert_one_line(ran)
        assert says in ran.err
    assert head(store) == before
    assert_clean(store)


def test_bytes_that_are_no_text_are_refused(store):
    before = head(store)
    for words in (
        ("take", b"3-1-502 \xb3\xf8\xb7\xbf"),
        ("ticket", "show", b"\xff"),
        ("__complete", "ticket", b"\xff"),
        ("dispatch", "A001", "--to", b"\xd5\xd4"),
    ):
        ran = wuye(*words, at=store)
        assert ran.status == 2
        assert "UTF-8" in ran.err
        assert "Traceback" not in ran.err
    assert head(store) == before


def test_nobody_known_is_told_how_to_say_who(store):
    before = head(store)
    for words in (("take", "1-1-101 漏水"), ("dispatch", "2", "--to", "赵")):
        ran = wuye(*words, at=store, WUYE_ACTOR="")
        assert ran.status == 2
        assert_one_line(ran)
        assert "git config --global user.name" in ran.err
    assert wuye("ticket", "list", at=store, WUYE_ACTOR="").status == 0
    assert wuye("doctor", at=store, WUYE_ACTOR="").status == 0
    assert head(store) == before


@pytest.mark.parametrize("told", ["李客服", "<li@x>", "李 <>", "a\x1bb <c@d>", "a <b <c@d>"])
def test_a_strange_identity_is_told(store, told):
    ran = wuye("take", "1-1-101 漏水", at=store, WUYE_ACTOR=told)
    assert ran.status == 2
    assert_one_line(ran)
    assert "WUYE_ACTOR" in ran.err


def test_any_git_identity_will_do_and_nobody_is_registered_first(tmp_path):
    root = tmp_path / "新 小区"
    home = tmp_path / "home"
    home.mkdir()
    (home / ".gitconfig").write_text("[user]\nname = 王 五\nemail = w5@nowhere.example\n")
    who = {"WUYE_ACTOR": "", "HOME": str(home)}
    done("init", str(root), "--yes", at=tmp_path, **who)
    done("take", "1-1-101 厨房漏水 13800001234", at=root, **who)
    done("dispatch", "1", "--to", "赵师傅", at=root, **who)
    authors = set(git(root, "log", "--format=%an <%ae>").splitlines())
    assert authors == {"王 五 <w5@nowhere.example>"}
    assert_clean(root)


def test_outside_a_store_every_command_says_so(tmp_path):
    for words in (
        ("status",),
        ("take", "x"),
        ("ticket", "list"),
        ("due",),
        ("check",),
        ("doctor",),
    ):
        ran = wuye(*words, at=tmp_path)
        assert ran.status == 2, (words, ran)
        assert_one_line(ran)
        assert "wuye init" in ran.err
    assert wuye("-C", "/no/such/folder", "status", at=tmp_path).status == 2
    assert list(tmp_path.iterdir()) == []


def test_a_store_with_its_git_folder_gone_or_broken(tmp_path):
    root = a_store(tmp_path)
    (root / ".git" / "HEAD").write_text("nonsense\n")
    for words in (("status",), ("take", "1-1-101 漏水"), ("ticket", "list")):
        ran = wuye(*words, at=root)
        assert ran.status == 7, (words, ran)
        assert_one_line(ran)
    shutil.rmtree(root / ".git")
    assert wuye("status", at=root).status in {2, 7}


def test_without_git_it_says_what_to_install(tmp_path):
    root = a_store(tmp_path)
    ran = wuye("take", "1-1-101 漏水", at=root, PATH="/nowhere")
    assert ran.status == 7
    assert_one_line(ran)
    assert "git" in ran.err


@pytest.mark.parametrize("locale", ["C", "POSIX", "zh_CN.GBK", "nonsense"])
def test_a_poor_locale_changes_nothing(tmp_path, locale):
    root = a_store(tmp_path)
    poor = {"LC_ALL": locale, "LANG": locale, "WUYE_LANG": ""}
    done("take", "3-1-502 厨房𠮷水管爆了", at=root, **poor)
    ran = done("ticket", "list", at=root, **poor)
    assert "厨房𠮷水管爆了" in ran.out
    assert "𠮷" in git(root, "log", "--format=%s")


def test_words_of_other_programs_lead_to_ours(store):
    for word, ours in (("search", "ticket list --search"), ("派单", "dispatch")):
        ran = wuye(word, "x", at=store)
        assert ran.status == 2
        assert f"是不是：{ours}？" in ran.err


def test_every_other_name_leads_to_a_command():
    assert {ours.split()[0] for ours in OTHER_NAMES.values()} <= COMMANDS.keys()
    assert not OTHER_NAMES.keys() & COMMANDS.keys()


def test_words_too_many_are_said_as_they_were_typed(store):
    said = wuye("ticket", "note", "2", "a", "旧", "(b)", "新", at=store).err
    assert "多写了：a 旧 (b) 新。话写在 --text 后面，" in said


def test_a_closed_pipe_ends_quietly(store):
    for words in (("ticket", "list", "--json"), ("ticket", "--help"), ("sql",)):
        reading, writing = os.pipe()
        os.close(reading)
        ran = subprocess.run(
            [*WUYE, *words], cwd=store, env=environment(), stdout=writing, stderr=subprocess.PIPE,
            check=False,
        )  # fmt: skip
        os.close(writing)
        assert ran.stderr == b"", ran
        assert ran.returncode == 141


@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_closed_stream_is_no_bug_and_no_file_takes_its_place(store, number):
    for words in ("due", "version"):
        shut = f'exec "$@" {number}>&-'
        ran = subprocess.run(
            ["sh", "-c", shut, "sh", *WUYE, *words.split()],
            cwd=store, env=environment(), capture_output=True, check=False,
        )  # fmt: skip
        assert (ran.returncode, ran.stderr) == (0, b""), words
        assert bool(ran.stdout) is (number != 1), words


def test_a_write_whose_answer_finds_no_reader_is_kept(tmp_path):
    root = a_store(tmp_path)
    reading, writing = os.pipe()
    os.close(reading)
    words = ("take", "1-1-101 漏水")
    subprocess.run(
        [*WUYE, *words], cwd=root, env=environment(), stdout=writing, stderr=subprocess.DEVNULL,
        check=False,
    )  # fmt: skip
    os.close(writing)
    assert len(done("ticket", "list", "--json", at=root).json) == 1
    assert_clean(root)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_an_answer_that_cannot_be_written_is_told(store):
    with Path("/dev/full").open("w") as full:
        ran = subprocess.run(
            [*WUYE, "ticket", "list"], cwd=store, env=environment(), stdout=full,
            stderr=subprocess.PIPE, check=False,
        )  # fmt: skip
    assert ran.returncode == 7
    assert ran.stderr.count(b"\n") == 1


def test_no_question_is_asked_where_nobody_can_answer(tmp_path):
    ran = wuye("init", "s", at=tmp_path, given="")
    assert ran.status == 0
    assert ran.err == ""


def test_a_terminal_gets_no_raw_control_either(store):
    ours, theirs = pty.openpty()
    ran = subprocess.run(
        [*WUYE, "ticket", "show", "\x1b[2J"], cwd=store, env=environment(TERM="xterm"),
        stdout=theirs, stderr=theirs, stdin=theirs, check=False,
    )  # fmt: skip
    os.close(theirs)
    said = os.read(ours, 65536)
    os.close(ours)
    assert ran.returncode == 5
    assert b"\x1b" not in said
