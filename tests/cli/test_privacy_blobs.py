"""No name, phone or identity number of a resident stands in the main repository, anywhere."""

from __future__ import annotations

import shutil
import subprocess

import pytest
from tests.support.cli import a_store, assert_clean, done, environment, git, head, inside, wuye

PHONES = [f"138{number:08}" for number in range(10_000_001, 10_000_041)]
WRITTEN = {
    "13910000001": "139 1000 0001",
    "13910000002": "１３９１００００００２",
    "13910000003": "+86-139-1000-0003",
    "13910000005": "一三九一零零零零零零五",
}
IDENTITY = "110101199003074477"
NAMES = ["欧阳女士", "诸葛建国", "司马先生", "上官阿姨"]


def everything(root):
    """Return all that the main repository holds: every object that is there, and every ref."""
    ids = git(root, "cat-file", "--batch-all-objects", "--batch-check=%(objectname) %(objecttype)")
    wanted = "\n".join(line.split()[0] for line in ids.splitlines() if "tree" not in line)
    shown = subprocess.run(
        ["git", "-C", str(root), "cat-file", "--batch"], input=wanted.encode(), check=True,
        capture_output=True, env=environment(),
    ).stdout.decode("utf-8", "replace")  # fmt: skip
    return shown + git(root, "for-each-ref") + git(root, "ls-tree", "-r", "HEAD")


def assert_nothing_of(root, *secrets):
    held = everything(root)
    assert [secret for secret in secrets if secret in held] == []


def in_people(root):
    people = root / "people"
    paths = git(people, "ls-files", "-z").split("\0")
    return "".join((people / path).read_text() for path in paths if path)


@pytest.fixture(scope="module")
def day(tmp_path_factory):
    """A day of entries with a phone, a name or an identity number wherever a text may stand."""
    root = a_store(tmp_path_factory.mktemp("day"))
    phone = iter(PHONES)

    def run(*words, status=0):
        ran = inside(*words, at=root)
        assert ran.status in ({0, 2, 4} if status is None else {status}), (words, ran)

    run("take", f"3-1-502 厨房水管爆了 打{next(phone)}", "--name", NAMES[0])
    for written in WRITTEN.values():
        run("take", f"1-1-101 灯不亮，电话{written}，{NAMES[1]}报", "--name", NAMES[1])
    run("take", f"2-1-803 龙头滴水 {next(phone)}", "--phone", next(phone), "--src",
        f"wechat:{next(phone)}", "--name", f"{NAMES[2]}{next(phone)}")  # fmt: skip
    run("ticket", "new", "--title", f"押金 {next(phone)}", "--words", f"身份证{IDENTITY}",
        "--place", f"大堂{next(phone)}", "--as", f"业主{next(phone)}", "--src", next(phone),
        "--name", NAMES[3])  # fmt: skip
    run("dispatch", "1", "--to", "赵师傅", "--reason", f"他有{next(phone)}")
    run("dispatch", "1", "--to", next(phone), status=2)
    run("ticket", "arrive", "1", "--src", f"call:{next(phone)}")
    run("ticket", "arrive", "1", "--who-did", next(phone), status=2)
    run("ticket", "contain", "1", "--method", f"问{next(phone)}")
    run("ticket", "urge", "1", "--words", f"{NAMES[0]}又来电{next(phone)}")
    run("ticket", "note", "1", "--text", f"{NAMES[0]}，身份证 {IDENTITY}，{next(phone)}")
    run("ticket", "step", "1", "--done", f"关阀,{next(phone)}", "--slip", next(phone))
    run("ticket", "quote", "1", "--price", "80", "--cause", next(phone), "--method", next(phone))
    run("ticket", "consent", "1", "--who", NAMES[0], "--how", f"微信{next(phone)}")
    run("ticket", "pause", "1", "--reason", "业主不在家", "--evidence", next(phone),
        "--party", next(phone), status=None)  # fmt: skip
    run("ticket", "resume", "1", status=None)
    run("ticket", "amend", "1", "--title", f"爆管{next(phone)}", "--words", f"打{next(phone)}",
        "--reason", next(phone))  # fmt: skip
    run("ticket", "amend", "1", "--unit", next(phone), status=2)
    run("undo", "1", "--reason", f"记错了{next(phone)}")
    run("done", "1", "--signed", NAMES[0], "--told", f"电话{next(phone)}", "--result", next(phone),
        "--slip", next(phone))  # fmt: skip
    run("ticket", "feedback", "1", "--to", f"{NAMES[0]}{next(phone)}", "--way", "电话")
    run("visit", "1", "--score", "5", "--words", f"{NAMES[0]}说很好{next(phone)}")
    run("ticket", "reopen", "1", "--reason", next(phone))
    run("ticket", "note", f"1{next(phone)}", "--text", "x", status=5)
    return root


def test_no_blob_commit_or_ref_holds_a_number(day):
    assert_nothing_of(day, *PHONES, *WRITTEN, *WRITTEN.values(), IDENTITY)


def test_no_blob_commit_or_ref_holds_the_name_of_who_reported(day):
    assert_nothing_of(day, *NAMES)


def test_the_numbers_are_kept_apart_where_they_can_be_erased(day):
    held = in_people(day)
    for secret in (PHONES[0], *WRITTEN, IDENTITY, *NAMES):
        assert secret in held, secret
    assert_clean(day)


def test_the_check_finds_no_personal_data(day):
    found = inside("check", "--json", at=day).json["findings"]
    assert [one for one in found if one["code" if "code" in one else "rule"] == "K026"] == []


def test_a_clone_without_people_lists_shows_and_checks(day, tmp_path):
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "-q", str(day), str(clone)], check=True, env=environment())
    assert not (clone / "people").exists()
    listed = done("ticket", "list", "--all", "--json", at=clone).json
    assert len(listed) == len(done("ticket", "list", "--all", "--json", at=day).json)
    shown = done("ticket", "show", listed[0]["id"], at=clone)
    assert not [name for name in NAMES if name in shown.out]
    assert wuye("check", at=clone).status == wuye("check", at=day).status
    assert done("due", at=clone).err == ""
    assert done("status", at=clone).err == ""
    assert wuye("privacy", "find", PHONES[0], at=clone).status in {2, 3, 5, 7}


def test_a_clone_without_people_still_writes_and_keeps_nothing_of_residents(day, tmp_path):
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "-q", str(day), str(clone)], check=True, env=environment())
    ran = done("take", "6-1-101 漏水 13711112222", "--name", "尉迟先生", "--json", at=clone)
    name = ran.json["id"]
    done("dispatch", name, "--to", "赵师傅", at=clone)
    done("ticket", "note", name, "--text", "再打13711112222", at=clone)
    assert_nothing_of(clone, "13711112222", "尉迟先生")
    assert_clean(clone)


def test_the_demo_leaves_no_name_or_number(tmp_path):
    done("demo", str(tmp_path / "demo"), at=tmp_path, timeout=120)
    root = tmp_path / "demo"
    secrets = ("13800001234", "13500005555", "13600004444", "张女士", "李先生")
    assert_nothing_of(root, *secrets)
    assert [one for one in secrets if one in in_people(root)] == list(secrets)
    assert_clean(root)


def test_a_number_in_a_hand_edit_is_refused(tmp_path):
    root = a_store(tmp_path)
    done("take", "1-1-101 漏水", at=root)
    before = head(root)
    file = next((root / "records" / "tickets").rglob("*.yaml"))
    file.write_text(file.read_text().replace("漏水", "漏水13711112222"))
    ran = wuye("commit", at=root)
    assert ran.status == 1
    assert head(root) == before
    shutil.rmtree(tmp_path / "s")
