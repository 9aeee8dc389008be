"""say, box and pay as they are typed: streams, files, a terminal, the clipboard."""

from __future__ import annotations

import json
import os
import pty
import subprocess

import pytest
from tests.support.cli import WUYE, a_store, assert_clean, assert_tame, done, environment, git, wuye

SLIPS = "2-1-803 楼道灯坏了 13500005555\n\n匿名 保安态度差\n"


@pytest.fixture
def store(tmp_path):
    root = a_store(tmp_path)
    done("take", "2-1-803 厨房龙头滴水", "--phone", "13500005555", "--name", "李先生", at=root)
    return root


def in_a_terminal(root, words, typed="", **more):
    """Run a command with a terminal for its three streams; return status and what it showed."""
    ours, theirs = pty.openpty()
    child = subprocess.Popen(
        [*WUYE, *words], cwd=root, env=environment(TERM="xterm", **more),
        stdin=theirs, stdout=theirs, stderr=theirs,
    )  # fmt: skip
    os.close(theirs)
    os.write(ours, typed.encode())
    shown = b""
    while True:
        try:
            piece = os.read(ours, 4096)
        except OSError:  # the other side is closed
            break
        if not piece:
            break
        shown += piece
    os.close(ours)
    return child.wait(timeout=30), shown.decode()


def test_the_text_alone_is_on_stdout_and_every_remark_on_stderr(store):
    ran = done("say", "1", at=store)
    assert ran.out.startswith("尊敬的李先生，您好！\n")
    assert ran.out.count("\n") == len(ran.out.rstrip("\n").splitlines())
    assert ran.err == "工单现为“已答复”，用的是：receipt\n"
    assert_tame(ran)
    english = done("say", "1", "receipt", at=store, WUYE_LANG="en")
    assert english.out.startswith("Dear 李先生,\n")
    assert english.err == ""
    both = done("say", "1", "--lang", "en", at=store)
    assert (both.out, both.err) == (english.out, ran.err)


def test_saying_it_was_sent_writes_the_step_that_it_is_and_nothing_else(store):
    done("dispatch", "1", "--to", "钱师傅", at=store)
    before = git(store, "rev-parse", "HEAD")
    ran = done("say", "1", "dispatch", "--sent", "微信", at=store)
    assert "没有另记" in ran.err
    assert git(store, "rev-parse", "HEAD") == before
    done("ticket", "arrive", "1", at=store)
    done("done", "1", "--step", "all", "--signed", "李先生", at=store)
    ran = done("say", "1", "--sent", "微信", "--json", at=store)
    assert ran.json["event"] == "feedback"
    events = done("ticket", "show", "1", "--json", at=store).json["events"]
    told = [event for event in events if event["do"] == "feedback"]
    assert [(one["way"], one["to"]) for one in told] == [("微信", told[0]["to"])]
    assert told[0]["to"].startswith("p-")
    assert "已办结" not in done("say", "1", "--sent", "微信", at=store).err
    assert_clean(store)


def test_a_refused_step_leaves_no_text_to_paste(store):
    suggestion = done("take", "9-1-301 建议装快递柜", "--json", at=store).json["id"]
    ran = wuye("say", suggestion, "answer", "--words", "已列入计划", "--sent", "微信", at=store)
    assert ran.status == 4
    assert ran.out == ""
    assert "是否采纳" in ran.err


def test_a_code_is_checked_by_status(store):
    code = done("say", "1", "receipt", "--json", at=store).json["code"]
    assert wuye("say", "1", "--code", code.lower(), at=store).status == 0
    assert wuye("say", "1", "--code", "AAAAA-CCCCC", at=store).status == 1
    assert wuye("say", "1", "--code", code, "--json", at=store).json["fits"] is True


def a_clipboard(folder, script='cat > "$(dirname "$0")/kept"'):
    folder.mkdir()
    program = folder / "xclip"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    return {"PATH": f"{folder}{os.pathsep}{os.environ['PATH']}", "DISPLAY": ":0"}


def test_the_text_goes_to_the_clipboard_when_it_is_wanted(store, tmp_path):
    clip = a_clipboard(tmp_path / "bin")
    ran = done("say", "1", "receipt", "--copy", at=store, **clip)
    assert "已复制" in ran.err
    assert (tmp_path / "bin" / "kept").read_text("utf-8") == ran.out.rstrip("\n")
    (tmp_path / "bin" / "kept").unlink()
    assert done("say", "1", "receipt", at=store, **clip).err == ""  # nobody sits there
    assert not (tmp_path / "bin" / "kept").exists()


def test_a_person_at_a_terminal_has_it_copied_but_not_from_afar(store, tmp_path):
    clip = a_clipboard(tmp_path / "bin")
    kept = tmp_path / "bin" / "kept"
    status, shown = in_a_terminal(store, ("say", "1", "receipt"), **clip)
    assert (status, kept.exists()) == (0, True)
    assert "已复制" in shown
    kept.unlink()
    assert in_a_terminal(store, ("say", "1", "receipt", "--no-copy"), **clip)[0] == 0
    far = {**clip, "DISPLAY": "", "SSH_CONNECTION": "1 2 3 4"}
    _, shown = in_a_terminal(store, ("say", "1", "receipt"), **far)
    assert not kept.exists()
    assert "\x1b]52" not in shown
    _, shown = in_a_terminal(store, ("say", "1", "receipt", "--osc52"), **far)
    assert "\x1b]52;c;" in shown


def test_a_clipboard_that_fails_or_is_missing_costs_nothing_but_a_remark(store, tmp_path):
    clip = a_clipboard(tmp_path / "bin", "exit 1")
    ran = done("say", "1", "receipt", "--copy", at=store, **clip)
    assert "没有复制成功" in ran.err
    assert ran.out.startswith("尊敬的")
    ran = done("say", "1", "receipt", "--osc52", at=store)
    assert "\x1b" not in ran.said
    assert "没有可用的剪贴板" in ran.err


def test_slips_come_from_stdin_a_file_in_any_encoding_or_one_by_one(store, tmp_path):
    ran = wuye("box", "王区管", "李客服", "2", "--json", at=store, given=SLIPS)
    assert ran.status == 0, ran
    assert [one["title"] for one in ran.json["tickets"]] == ["楼道灯坏了", "保安态度差"]
    sheet = tmp_path / "意见.txt"
    sheet.write_bytes(SLIPS.encode("gb18030"))
    ran = done("box", "王区管", "李客服", "3", "--blank", "1", "--file", str(sheet), at=store)
    assert "空白或看不清 1 份" in ran.out
    status, shown = in_a_terminal(
        store, ("box", "王区管", "李客服", "2"), "大堂 灯不亮\r\r匿名 太吵\r"
    )
    assert status == 0, shown
    assert "第 2/2 份" in shown
    openings = done("box", "list", "--json", at=store).json
    assert [len(one["tickets"]) for one in openings] == [2, 2, 2]
    assert wuye("check", at=store).status == 0
    assert_clean(store)


def test_what_is_wrong_with_a_slip_is_one_line_with_its_number(store):
    ran = wuye("box", "王区管", "李客服", "2", at=store, given="大堂 灯不亮\n2-1-803\n")
    assert ran.status == 2
    assert ran.err.startswith("第 2 份没有记，全部未保存：")
    assert ran.err.count("\n") == 1
    ran = wuye("box", "王区管", "李客服", "2", at=store, given="大堂 灯不亮\n")
    assert (ran.status, ran.out) == (4, "")
    assert "应有 2 行，却有 1 行" in ran.err
    assert done("box", "list", at=store).out.startswith("还没有开箱记录")


def test_hostile_slips_stay_text(store):
    slips = "匿名 \x1b]0;x\x07太吵\u202e反\n=1+1|cmd 灯坏了\n--help\n"
    ran = wuye("box", "王区管", "李客服", "3", at=store, given=slips)
    assert ran.status == 0, ran
    assert_tame(ran)
    assert_tame(done("box", "show", at=store))
    assert_clean(store)


def test_the_list_of_payments_ends_with_a_status_when_something_is_odd(store):
    assert wuye("pay", "list", "--exit-code", at=store).status == 0
    done("dispatch", "1", "--to", "钱师傅", at=store)
    done("ticket", "arrive", "1", at=store)
    done("ticket", "quote", "1", "--price", "80", "--cause", "阀芯", "--method", "换", at=store)
    done("ticket", "consent", "1", "--who", "李先生", "--how", "签字", at=store)
    done("ticket", "pay", "1", "--price", "70", "--way", "微信", "--slip", "0417", at=store)
    ran = wuye("pay", "list", "--exit-code", at=store)
    assert ran.status == 1
    assert "没有收据号" in ran.out
    assert "报价 80 元，实收 70 元" in ran.out
    assert wuye("pay", "list", at=store).status == 0
    found = done("pay", "list", "--json", at=store).json
    assert found["by_way"] == [{"way": "wechat", "count": 1, "sum": "70"}]
    assert found["payments"][0]["slip"] == "0417"
    table = done("pay", "list", "--csv", at=store).out.splitlines()
    assert table[0] == "at,ticket,unit,way,amount,receipt,slip,taken_by"
    assert json.dumps(found["payments"][0]["ticket"]).strip('"') in table[1]
