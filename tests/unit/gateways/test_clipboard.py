"""The clipboard: the right program for the machine, and no hanging on one that stays."""

from __future__ import annotations

import base64
import os
import stat
import time

import pytest

from wuye_cli.gateways.clipboard import Tool, clipboard_tool, copy, terminal_order


def a_program(folder, name, script):
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


@pytest.mark.parametrize(
    ("there", "environment", "system", "name"),
    [
        (["wl-copy", "xclip"], {"WAYLAND_DISPLAY": "w", "DISPLAY": ":0"}, "linux", "wl-copy"),
        (["wl-copy", "xclip"], {"DISPLAY": ":0"}, "linux", "xclip"),
        (["xsel"], {"DISPLAY": ":0"}, "linux", "xsel"),
        (["xsel"], {}, "linux", None),
        (["clip.exe"], {"WSL_DISTRO_NAME": "Debian"}, "linux", "clip.exe"),
        (["clip.exe"], {}, "win32", "clip.exe"),
        (["pbcopy", "xclip"], {"DISPLAY": ":0"}, "darwin", "pbcopy"),
        ([], {"DISPLAY": ":0"}, "linux", None),
    ],
)
def test_the_program_of_the_machine_is_taken(tmp_path, there, environment, system, name):
    for one in there:
        a_program(tmp_path, one, "cat")
    tool = clipboard_tool({"PATH": str(tmp_path), **environment}, system)
    assert (tool.name if tool else None) == name


def test_a_text_is_copied_in_the_encoding_of_the_program(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    a_program(tmp_path, "keeps", f"cat > {tmp_path}/kept")
    assert copy("尊敬的张女士", Tool(("keeps",)))
    assert (tmp_path / "kept").read_text("utf-8") == "尊敬的张女士"
    assert copy("尊敬的张女士", Tool(("keeps",), "utf-16"))
    assert (tmp_path / "kept").read_bytes().decode("utf-16") == "尊敬的张女士"


def test_a_program_that_fails_or_is_gone_is_told(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    a_program(tmp_path, "fails", "exit 1")
    assert not copy("x", Tool(("fails",)))
    assert not copy("x", Tool(("is-not-there",)))


def test_a_program_that_stays_behind_holds_nothing_up(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    a_program(tmp_path, "stays", "cat >/dev/null; sleep 3 &")
    begun = time.monotonic()
    assert copy("x", Tool(("stays",)))
    assert time.monotonic() - begun < 2


def test_the_order_to_a_terminal_holds_the_text_and_no_character_of_it_is_obeyed():
    order = terminal_order("楼\x1b]0;x\a", {})
    inner = order.removeprefix("\x1b]52;c;").removesuffix("\a")
    assert inner.isascii()
    assert inner.isprintable()
    assert base64.b64decode(inner).decode() == "楼\x1b]0;x\a"
    assert terminal_order("x", {"TMUX": "socket"}).startswith("\x1bPtmux;\x1b\x1b]52;c;")
