"""Bad input and its output: refused clearly or kept as it was; no traceback, no escape."""

from __future__ import annotations

import csv
import io
import random
import unicodedata
from typing import TYPE_CHECKING

from tests.support.cli import a_store, git, head, inside
from tests.support.storms import Storm, complaints

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_OBEYED = {"Cc", "Cf", "Cs", "Zl", "Zp"}
_PARTS = (
    "\x1b[2J", "\x9b31m", "\u202e", "\u2066", "\u200b", "\ufeff", "\x07", "\x7f", "\x85", "\u2028",
    "=1+1", "+cmd", "-2", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", "'", '"', "`id`", "$(id)", "%s%n",
    "{0}", "../..", "/etc/passwd", "--help", "-x", "NULL", "nan", "1e999", "0x1f", "yes", "~",
    "<script>", "[red]x[/red]", "& *a", "!!python/object", "- a: b", "#", "|", "\U000e0041",
    "Ω≈ç", "田中さん", "👩🏽\u200d💻", "ﷺ", "e\u0301" * 9, "Wuye-Op: close", "\n\n", "'; DROP--",
    "漏水", "3-1-502", "明天", "13800001234", " ", "A" * 500,
)  # fmt: skip
IDS = (
    "../../etc/passwd", "WY-261122-A001/../x", "-1", "--help", "", " ", "\x1b[2J", "*", "?", "[a]",
    ":(top)", "HEAD", "@{-1}", "\ud800".encode("utf-8", "surrogatepass").hex(),
    "١", "1" * 5000, "WY-999999-Z999", "a\u202eb", "$(touch x)", "'; --", "%00", "~", ".git",
)  # fmt: skip
_SHOWN = (("ticket", "list", "--all"), ("due",), ("status",), ("check",))
_TABLES = (("ticket", "list", "--all", "--csv"),)
FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_PIECES = (
    b"&a ", b"*a", b"!!python/object:os.system ", b"<<: {}", b"\x00", b"\xff", b"\xef\xbb\xbf",
    b"\t", b"\r\n", b"- ", b": ", b"{", b"}", b"[" * 99, b'"', b"'", b"\xc2\x85", b"\xed\xa0\x80",
    b"null", b"2026-02-30", b"9" * 400, b"\n<<<<<<< x\n", b"---\n", b"%YAML 1.1\n", b"? a\n",
)  # fmt: skip


def naughty(number: int, seed: int = 5) -> Iterator[str]:
    """Yield texts made of parts that one or another program obeys."""
    dice = random.Random(seed)
    yield from _PARTS
    for _ in range(number):
        yield "".join(dice.choice(_PARTS) for _ in range(dice.randint(1, 4)))


def spoken(folder: Path, number: int) -> Storm:
    """Say each text at the desk; it is kept as said or refused, and shown tame."""
    root = a_store(folder)
    texts = list(naughty(number))
    bad = [line for at, text in enumerate(texts) for line in _taken(root, at, text)]
    for name in IDS:
        ran = inside("ticket", "show", "--", name, at=root)
        if ran.status not in {2, 5} or "Traceback" in ran.said or wild(ran.said):
            bad.append(f"id {name[:20]!r}: {ran}")
    for words in _SHOWN:
        ran = inside(*words, at=root)
        if ran.status not in {0, 1} or wild(ran.said):
            bad.append(f"{' '.join(words)}: {sorted(wild(ran.said))}")
    bad += [line for words in _TABLES for line in _tabled(root, words)]
    tried = len(texts) + len(IDS) + len(_SHOWN) + len(_TABLES)
    return Storm(tried, bad + [f"all: {one}" for one in complaints(root)])


def _taken(root: Path, at: int, text: str) -> Iterator[str]:
    ran = inside("take", "--json", "--", f"3-1-502 漏水 {text}", at=root)
    if ran.status == 0:
        kept = inside("ticket", "show", ran.json["id"], "--json", at=root).json["words"]
        if _plain(text) not in _plain(kept) and "138000" not in text:
            yield f"{at}: {text!r} kept as {kept!r}"
    elif ran.status not in {2, 4} or "Traceback" in ran.said:
        yield f"{at}: {text!r} {ran}"


def _tabled(root: Path, words: tuple[str, ...]) -> Iterator[str]:
    ran = inside(*words, at=root)
    cells = [cell for row in csv.reader(io.StringIO(ran.out)) for cell in row]
    live = [cell for cell in cells if cell.startswith(FORMULA)]
    if ran.status != 0 or live or wild(ran.out.replace("\r\n", "\n").lstrip("\ufeff")):
        yield f"{' '.join(words)}: {live[:3]} {ran.err}"


def _plain(text: str) -> str:
    return "".join(text.split())


def wild(text: str) -> set[str]:
    """Return what a terminal obeys, hides or turns round in an output."""
    return {char for char in text if unicodedata.category(char) in _OBEYED} - {"\n"}


def mutated(folder: Path, number: int, seed: int = 9) -> Storm:
    """Damage a ticket and a standard by hand; every command speaks clearly and writes no damage."""
    dice, bad = random.Random(seed), []
    root = a_store(folder)
    inside("take", "3-1-502 漏水", at=root)
    ticket = next(root.glob("records/tickets/*/*/*/*.yaml"))
    first = head(root)
    files = [ticket, *sorted(root.glob("standards/*.yaml")), root / "wuye.yaml"]
    for at in range(number):
        file = dice.choice(files)
        data = file.read_bytes()
        broken = _damaged(dice, data)
        file.write_bytes(broken)
        for words in (("check",), ("commit",), ("status",), ("ticket", "list"), ("take", "x 漏水")):
            ran = inside(*words, at=root)
            if ran.status not in {0, 1, 2, 3, 4, 5, 6, 7} or "Traceback" in ran.said:
                bad.append(f"{at}: {file.name} {words} {broken[:300]!r} {ran}")
            elif wild(ran.said):
                bad.append(f"{at}: {file.name} {words} wild {wild(ran.said)}")
        git(root, "reset", "-q", "--hard", first)
    return Storm(number, bad)


def _damaged(dice: random.Random, data: bytes) -> bytes:
    for _ in range(dice.randint(1, 3)):
        start = dice.randrange(len(data) + 1)
        end = min(len(data), start + dice.choice((0, 0, 1, 5, 40)))
        piece = dice.choice((*_PIECES, data[start:end] * 2))
        data = data[:start] + piece + data[end:]
    return data


def huge(folder: Path, first: int = 7) -> Storm:
    """Put bombs and fifty megabytes in a standard's place: refused, in little time."""
    root = a_store(folder)
    inside("take", "3-1-502 漏水", at=root)
    bomb = b"a: &a [x,x,x,x,x,x,x,x,x]\n" + b"".join(
        b"%c: &%c [%s]\n" % (98 + at, 98 + at, b",".join([b"*%c" % (97 + at)] * 9))
        for at in range(8)
    )
    loads = (bomb, b"x: " + b"y" * 50_000_000, b"[" * 100_000, b"a:\n" * 100_000,
             "é".encode("utf-16") * 999, b"\xff\xfe" * 999, b"")  # fmt: skip
    bad = []
    file = root / "standards" / "tiers.yaml"
    was = file.read_bytes()
    for at, load in enumerate(loads[:first]):
        file.write_bytes(load)
        for words in (("check",), ("commit",), ("status",)):
            ran = inside(*words, at=root)
            if "Traceback" in ran.said or ran.status not in {0, 1, 2, 3, 4, 6, 7}:
                bad.append(f"{at} {words[0]}: {ran.said[-300:]}")
            if words == ("commit",) and ran.status == 0:
                bad.append(f"{at} commit: taken")
    file.write_bytes(was)
    return Storm(len(loads[:first]), bad + [f"all: {one}" for one in complaints(root)])
