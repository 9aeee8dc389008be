"""The frame of the command line: what is loaded, what is said, and with which status one leaves."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from wuye_cli.cli.registry import COMMANDS, module_of

SOURCES = Path(__file__).parents[2] / "src"
HEAVY = {"rich", "yaml", "git", "ruamel", "tabulate", "pydantic", "sqlite3"}

# Stands for a command group, so that the frame is tried by itself.
STAND_IN = """
import sys, types
module = types.ModuleType("wuye_cli.cli.commands.tier")
exec('''
import typer
from wuye_cli.cli.exits import spoken_errors
from wuye_cli.cli.options import At, AsCsv, AsJson, DEFAULT_ROOT, Output, Root, h
from wuye_cli.cli.output import Wanted, emit
from wuye_cli.domain.errors import NotFoundError
from wuye_cli.render.tables import table

app = typer.Typer(no_args_is_help=True, help=h("响应等级", "Tiers."))

@app.command("list", help=h("列出", "List."))
def list_(root: Root = DEFAULT_ROOT, as_json: AsJson = False, as_csv: AsCsv = False,
          output: Output = None) -> None:
    heads, rows = ("id", "label"), [("general", "一般"), ("x", "=1+1")]
    emit(rows, text=lambda s: table(heads, rows, columns=s.columns, colour=s.colour),
         table=lambda: (heads, rows), wanted=Wanted(as_json, as_csv, output))

@app.command()
def show(tier: str, root: Root = DEFAULT_ROOT, at: At = None, count: int = 1) -> None:
    with spoken_errors():
        if tier == "where":
            print(root)
            return
        raise NotFoundError("unknown_tier", value=tier, suggestions=["general"])

@app.command()
def end(how: str) -> None:
    if how == "exit":
        raise typer.Exit(3)
    if how == "interrupt":
        raise KeyboardInterrupt
    if how == "full":
        raise OSError(28, "No space left on device", "/store/x")
    if how == "flood":
        for _ in range(100000):
            print("x" * 80)
    if how == "bug":
        raise RuntimeError("odd \\x1b[2J")
    raise NotFoundError("unknown_ticket", id="A\\u202e1")
''', module.__dict__)
sys.modules["wuye_cli.cli.commands.tier"] = module
from wuye_cli.__main__ import main
sys.exit(main())
"""


def run(*words, stand_in=False, stdout=subprocess.PIPE, **environment):
    start = ["-c", "exec(open(0, encoding='utf-8').read())"] if stand_in else ["-m", "wuye_cli"]
    return subprocess.run(
        [sys.executable, *start, *words],
        stdout=stdout,
        stderr=subprocess.PIPE,
        input=STAND_IN if stand_in else "",
        timeout=60,
        check=False,
        encoding="utf-8",
        env={"PYTHONPATH": str(SOURCES), "PATH": os.environ["PATH"], **environment},
    )


def loaded_by(*words):
    code = (
        "import sys\nfrom wuye_cli.__main__ import main\nmain(sys.argv[1:])\n"
        "print('LOADED', *{m.split('.')[0] for m in sys.modules}, file=sys.stderr)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, *words],
        capture_output=True,
        check=True,
        encoding="utf-8",
        env={"PYTHONPATH": str(SOURCES)},
    )
    return set(ran.stderr.rpartition("LOADED")[2].split())


@pytest.mark.parametrize("name", COMMANDS)
def test_every_registered_command_loads_and_helps(name):
    assert (SOURCES / (module_of(name).replace(".", "/") + ".py")).exists()
    ran = run(name, "--help")
    assert ran.returncode == 0, ran.stderr
    assert f"wuye {name}" in ran.stdout


def test_the_version_loads_next_to_nothing():
    ran = run("--version")
    assert ran.stdout.startswith("wuye ")
    loaded = loaded_by("--version")
    assert not loaded & (HEAVY | {"typer", "msgspec", "re", "json"})


def test_help_lists_all_commands_and_loads_none():
    ran = run("--help")
    assert all(f"  {name} " in ran.stdout for name in COMMANDS)
    assert not loaded_by("--help") & HEAVY


def test_help_speaks_the_language_in_use():
    assert "用法：wuye [选项]" in run("--help", WUYE_LANG="zh").stdout
    assert "Usage: wuye [OPTIONS]" in run("--help", LANG="en_US.UTF-8").stdout
    page = run("tier", "show", "--help", stand_in=True).stdout
    assert "实际发生的时刻" in page
    assert "默认 1" in page


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["teir"], "tier"),
        (["tier", "lsit"], "list"),
        (["tier", "list", "--jsno"], "--json"),
    ],
)
def test_a_mistyped_word_is_answered_in_one_line_with_what_was_meant(words, expected):
    ran = run(*words, stand_in=True)
    assert ran.returncode == 2
    assert expected in ran.stderr
    assert ran.stderr.count("\n") == 1
    assert ran.stdout == ""


@pytest.mark.parametrize(
    "words",
    [
        ["tier", "show"],
        ["tier", "show", "x", "--count", "many"],
        ["tier", "list", "too", "much"],
        ["tier", "show", "x", "--at"],
        ["--nonsense"],
        ["tier", "list", "--json", "--csv"],
        ["tier", "list", "-o", "exe"],
        ["tier", "list", "-o", "csv=/no/such/folder/x"],
    ],
)
def test_a_bad_call_is_one_line_and_status_2(words):
    ran = run(*words, stand_in=True)
    assert ran.returncode == 2, ran.stderr
    assert ran.stderr.count("\n") == 1
    assert "Error" not in ran.stderr


def test_a_group_without_a_command_shows_its_help():
    ran = run("tier", stand_in=True)
    assert ran.returncode == 2
    assert "list" in ran.stderr


@pytest.mark.parametrize(
    ("how", "status", "said"),
    [
        ("exit", 3, ""),
        ("interrupt", 130, "已中断"),
        ("full", 7, "磁盘已满"),
        ("bug", 70, "WUYE_DEBUG"),
        ("other", 5, "找不到工单 A·1"),
    ],
)
def test_each_end_has_its_status_and_its_sentence(how, status, said):
    ran = run("tier", "end", how, stand_in=True)
    assert ran.returncode == status
    assert said in ran.stderr
    assert "Traceback" not in ran.stderr
    assert "\x1b" not in ran.stderr


def test_the_traceback_of_a_bug_is_there_for_who_asks():
    ran = run("tier", "end", "bug", stand_in=True, WUYE_DEBUG="1")
    assert ran.returncode == 70
    assert "Traceback" in ran.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize("words", [["--version"], ["--help"], ["tier", "end", "flood"]])
def test_output_onto_a_full_disk_is_said_and_has_status_7(words):
    with Path("/dev/full").open("w") as full:
        ran = run(*words, stand_in=True, stdout=full)
    assert ran.returncode == 7
    assert ran.stderr.count("\n") == 1
    assert "没有写完整" in ran.stderr


def test_a_closed_pipe_ends_quietly():
    reading, writing = os.pipe()
    os.close(reading)
    try:
        ran = run("tier", "end", "flood", stand_in=True, stdout=writing)
    finally:
        os.close(writing)
    assert ran.returncode == 141
    assert ran.stderr == ""


@pytest.mark.parametrize(
    "locale",
    [
        {"LC_ALL": "C"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"LC_ALL": "POSIX", "PYTHONIOENCODING": "ascii"},
    ],
)
def test_chinese_is_written_under_any_locale(locale):
    assert "响应等级" in run("--help", **locale).stdout
    assert "一般" in run("tier", "list", stand_in=True, **locale).stdout


def test_a_result_comes_in_the_form_that_was_asked_for(tmp_path):
    assert run("tier", "list", stand_in=True).stdout == (
        "id       label\ngeneral  一般\nx        =1+1\n"
    )
    assert '"一般"' in run("tier", "list", "--json", stand_in=True).stdout
    assert "x,'=1+1" in run("tier", "list", "--csv", stand_in=True).stdout
    kept = tmp_path / "表.csv"
    ran = run("tier", "list", "-o", f"csv={kept}", "-o", "jsonl", stand_in=True)
    assert ran.stdout.count("\n") == 2
    assert kept.read_bytes().startswith(b"\xef\xbb\xbfid,label\r\n")
    assert kept.name in ran.stderr


def test_colours_show_on_demand_only():
    assert "\x1b" not in run("tier", "list", stand_in=True).stdout
    forced = {"CLICOLOR_FORCE": "1"}
    assert "\x1b[1m" in run("tier", "list", stand_in=True, **forced).stdout
    assert "\x1b" not in run("tier", "list", stand_in=True, NO_COLOR="1", **forced).stdout


@pytest.mark.parametrize(
    ("words", "environment", "root"),
    [
        (["tier", "show", "where"], {}, "."),
        (["tier", "show", "where"], {"WUYE_STORE": "/a"}, "/a"),
        (["-C", "/b", "tier", "show", "where"], {"WUYE_STORE": "/a"}, "/b"),
        (["--store=/b", "tier", "show", "where"], {}, "/b"),
        (["-C", "/b", "tier", "show", "where", "-C", "/c"], {}, "/c"),
    ],
)
def test_the_store_is_named_before_or_after_the_command_or_by_the_environment(
    words, environment, root
):
    assert run(*words, stand_in=True, **environment).stdout == f"{root}\n"


def script_of(shell, tmp_path):
    code = STAND_IN.rpartition("from wuye_cli.__main__")[0] + (
        f"from wuye_cli.cli.completion import script\nprint(script({shell!r}))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        check=True,
        encoding="utf-8",
        env={"PYTHONPATH": str(SOURCES)},
    )
    path = tmp_path / f"wuye.{shell}"
    path.write_text(ran.stdout, encoding="utf-8")
    return path


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash here")
def test_bash_completes_commands_options_and_ids(tmp_path):
    script = script_of("bash", tmp_path)
    stub = tmp_path / "wuye"
    stub.write_text(
        '#!/bin/sh\n[ "$1 $2" = "__complete tier" ] && printf "general\\t一般\\n$(x)\\n"'
    )
    stub.chmod(0o755)

    def completed(*words):
        listed = " ".join(f"'{word}'" for word in words)
        ran = subprocess.run(
            [
                "bash",
                "-c",
                (
                    f"source {script}; COMP_WORDS=({listed}); COMP_CWORD={len(words) - 1}; _wuye; "
                    "printf '%s\\n' \"${COMPREPLY[@]}\""
                ),
            ],
            capture_output=True,
            check=True,
            encoding="utf-8",
            env={"PATH": f"{tmp_path}:{os.environ['PATH']}"},
        )
        assert ran.stderr == ""
        return ran.stdout.split()

    assert "tier" in completed("wuye", "ti")
    assert completed("wuye", "tier", "sh") == ["show"]
    assert completed("wuye", "-C", "/x", "tier", "sh") == ["show"]
    assert completed("wuye", "tier", "list", "--c") == ["--csv"]
    assert completed("wuye", "tier", "show", "g")[0] == "general"
    assert completed("wuye", "tier", "show", "--at", "") == []


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_other_shells_get_the_same_words(shell, tmp_path):
    text = script_of(shell, tmp_path).read_text(encoding="utf-8")
    assert "tier show" in text
    assert "__complete" in text
    if shutil.which(shell):
        subprocess.run([shell, "-n", str(tmp_path / f"wuye.{shell}")], check=True)
