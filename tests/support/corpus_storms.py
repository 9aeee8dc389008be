"""The public collections of bad input, through our readers and through the real commands.

`python -m tools.stress --only input --corpus DIR`; what DIR may hold says `corpora`.
"""

from __future__ import annotations

import contextlib
import csv
import signal
import time
from io import BytesIO, StringIO
from typing import TYPE_CHECKING, Any

import yaml
from openpyxl import load_workbook
from ruamel.yaml import YAML
from tests.support.cli import Ran, a_store, git, head, home, inside
from tests.support.corpora import documents, is_same
from tests.support.hostile_storms import FORMULA, wild
from tests.support.reader_judge import judged
from tests.support.storms import Storm, complaints

from wuye_cli.services.wording import one_line
from wuye_cli.store.canonical import MAX_KEY, canonical, canonical_block
from wuye_cli.store.fast_form import read_fast
from wuye_cli.store.yaml_text import read_plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from tests.support.corpora import Sample

_HANGS = 60
"""Seconds after which a command or a reader is held to hang, on a machine with much else to do."""
_TITLE = 200
"""The longest title."""
PLACES = (
    "wuye.yaml", "standards/tiers.yaml", "standards/categories.yaml", "standards/flows.yaml",
    "standards/policy.yaml", "standards/holidays/cn.yaml", "standards/calendars/office.yaml",
    "standards/retention.yaml", "standards/quality.yaml", "standards/duty.yaml",
    "standards/prices.yaml", "standards/cadences.yaml", "standards/grades.yaml",
    "standards/targets.yaml", "standards/.accept.yaml", "standards/services/x.yaml",
    "standards/blueprints/x.yaml", "standards/procedures/x.yaml", "standards/templates/x.yaml",
    "standards/cases/x.yaml", "records/desks.yaml", "records/staff/s-x.yaml",
    "records/vendors/v-x.yaml", "records/approvals/tiers/x.yaml", "records/suspects/x.yaml",
)  # fmt: skip
"""Where a document is laid by hand, beside a ticket's own place."""
_LYING = (
    ("check",), ("commit",), ("status",), ("ticket", "list", "--all"), ("due",), ("diff",),
    ("doctor",), ("take", "3-1-503 灯不亮"),
)  # fmt: skip
_IN = (
    ("check",), ("status",), ("ticket", "list", "--all"), ("due",), ("audit", "verify"),
    ("standard", "list"), ("staff", "list"), ("doctor",), ("take", "3-1-503 灯不亮"),
)  # fmt: skip
_ASKED = (
    ("ticket", "show", "--"), ("rule", "--"), ("standard", "show", "--"), ("tier", "show", "--"),
    ("calendar", "show", "--"), ("sql", "--"), ("say", "--"), ("diff", "--"), ("due", "--at"),
    ("ticket", "new", "--title", "x", "--unit"), ("ticket", "new", "--title", "x", "--at"),
    ("ticket", "new", "--title", "x", "--category"), ("ticket", "new", "--title", "x", "--phone"),
    ("ticket", "new", "--title", "x", "--window"), ("ticket", "list", "--status"),
    ("staff", "add", "--id", "s-x", "--role", "technician", "--"), ("staff", "show", "--"),
    ("audit", "log", "--since"), ("print", "slip", "--"), ("dispatch", "1", "--to"), ("-C",),
)  # fmt: skip
"""Commands that a text is given to as an id, an option's value or a name; each gets some."""
_SHOWN = (
    ("ticket", "list", "--all"), ("ticket", "show", "1"), ("due",), ("status",), ("check",),
    ("audit", "log"), ("staff", "list"), ("sql", "select title, place from v_tickets"),
)  # fmt: skip


class _Hang(BaseException):
    """Nothing came back in time; no command may catch it."""


def read(samples: Sequence[Sample]) -> Storm:
    """Read each document: refused at a place, or read as the collection says and written back."""
    return Storm(len(samples), [line for at, one in enumerate(samples) for line in _read(at, one)])


def _read(at: int, sample: Sample) -> Iterator[str]:
    began = time.process_time()
    try:
        with _bounded():
            tree = judged(sample.data, by_all=True)
    except (Exception, _Hang) as error:  # noqa: BLE001 - whatever comes out is a fault
        yield f"{at}: {sample.name} {error!r:.300}"
        return
    if tree is not None and sample.must_fail:
        yield f"{at}: {sample.name} must fail, is {tree!r:.300}"
    elif tree is not None and sample.wanted is not None:
        wanted = documents(sample.wanted)
        if not is_same([tree], wanted):
            yield f"{at}: {sample.name} wanted {wanted!r:.300}, is {tree!r:.300}"
    if time.process_time() - began > 2:
        yield f"{at}: {sample.name} took {time.process_time() - began:.1f} s"


def emitted(texts: Sequence[str]) -> Storm:
    """Write each text as value and key; we, PyYAML and a YAML 1.2 reader read the same."""
    return Storm(len(texts), [line for at, one in enumerate(texts) for line in _emitted(at, one)])


def _emitted(at: int, text: str) -> Iterator[str]:
    record = {"a": text, "b": [text], "c": [{"d": text}, {"e": [text]}]}
    book = {"a": {text[:MAX_KEY] or "x": {"b": text}}, "b": [text]}
    ruamel = YAML(typ="safe", pure=True)
    ruamel.version = (1, 2)
    data, block = canonical(record), canonical_block(book)
    if read_fast(data) != record:
        yield f"{at}: {text!r} is not read back by the fast form"
    for written, tree in ((data, record), (block.encode(), book)):
        others = {
            "the strict reader": read_plain(written),
            "PyYAML": yaml.load(written, yaml.CSafeLoader),
            "ruamel.yaml": ruamel.load(written),
        }
        for name, found in others.items():
            if found != tree:
                yield f"{at}: {text!r} is {found!r:.300} to {name}"


def laid(folder: Path, samples: Sequence[Sample], every: int = 1) -> Storm:
    """Lay documents in the places of a store's files, then commit them with git: all is told.

    Args:
        folder: For the store.
        samples: The documents; each lies in one place, the next in the next.
        every: Each so many are tried.
    """
    root = a_store(folder)
    git(root, "config", "user.name", "p")
    git(root, "config", "user.email", "p@x")
    inside("take", "3-1-502 漏水", at=root)
    ticket = next(root.glob("records/tickets/*/*/*/*.yaml")).relative_to(root).as_posix()
    places, chosen = (ticket, *PLACES), samples[::every]
    first, around = head(root), _around(folder)
    bad: list[str] = []
    for at, sample in enumerate(chosen):
        place = places[at % len(places)]
        bad += [f"{at} {place} {sample.name}: {x}" for x in _laid(root, place, sample, first)]
    if _around(folder) != around:
        bad.append(f"outside: {_around(folder)}")
    return Storm(len(chosen), bad + [f"all: {one}" for one in complaints(root)])


def _laid(root: Path, place: str, sample: Sample, first: str) -> Iterator[str]:
    _put(root, place, sample.data)
    for words in _LYING:
        ran, faults = _tried(words, root)
        yield from faults
        if ran and ran.status == 0 and words[0] in {"check", "commit"}:
            yield f"{words[0]} takes {sample.data[:200]!r}"
    _back(root, first)
    _put(root, place, sample.data)
    git(root, "add", "-A")
    git(root, "commit", "-q", "--allow-empty", "--no-verify", "-m", "x")
    for words in _IN:
        ran, faults = _tried(words, root)
        yield from faults
        if ran and ran.status == 0 and words[0] == "check":
            yield f"check takes {sample.data[:200]!r} in the history"
    _back(root, first)


def _put(root: Path, place: str, data: bytes) -> None:
    (root / place).parent.mkdir(parents=True, exist_ok=True)
    (root / place).write_bytes(data)


def _back(root: Path, first: str) -> None:
    git(root, "reset", "-q", "--hard", first)
    git(root, "clean", "-qfd", "--", "records", "standards")


def _tried(words: Sequence[str], root: Path) -> tuple[Ran | None, list[str]]:
    """Run a command; tell if it hangs, breaks, or shows what a terminal obeys."""
    try:
        with _bounded():
            ran = inside(*words, at=root)
    except _Hang:
        return None, [f"{words} hangs"]
    faults = []
    if ran.status not in range(8) or "Traceback" in ran.said:
        faults.append(f"{words} {ran.status} {ran.said[-300:]}")
    if wild(ran.said):
        faults.append(f"{words} shows {wild(ran.said)}")
    return ran, faults


def said(folder: Path, texts: Sequence[str]) -> Storm:
    """Say each text at the desk, as words, title, place, note, id, value and name of a file."""
    root = a_store(folder)
    inside("take", "3-1-502 漏水", at=root)
    bad: list[str] = []
    (folder / "given").mkdir()
    (folder / "out").mkdir()
    around = _around(folder)
    for at, text in enumerate(texts):
        lines = (*_worded(root, text), *_titled(root, text), *_noted(root, text))
        lines += (*_valued(root, at, text), *_attached(root, folder / "given", text))
        bad += [f"{at}: {text!r:.100} {line}" for line in lines]
    bad += [f"all: {line}" for line in (*_brought(root, folder / "given", texts),)]
    bad += [f"all: {line}" for line in (*_shown(root), *_sheets(root, folder / "out"))]
    if _around(folder) != around:
        bad.append(f"outside: {_around(folder)} {around}")
    return Storm(len(texts), bad + [f"all: {one}" for one in complaints(root)])


def _worded(root: Path, text: str) -> Iterator[str]:
    """Take a call in these words, and in these alone: kept to the letter."""
    words = f"3-1-502 漏水 {text}"
    ran, faults = _tried(("take", "--json", "--", words), root)
    yield from faults
    if ran and ran.status == 0:
        kept = inside("ticket", "show", ran.json["id"], "--json", at=root).json["words"]
        if kept != words:
            yield f"words {kept!r:.300}"
    yield from _tried(("take", "--", text), root)[1]


def _titled(root: Path, text: str) -> Iterator[str]:
    """Make a ticket of it: title and place are one line of at most so many characters."""
    line = ("ticket", "new", f"--title={text}", f"--words={text}", f"--place={text}", "--json")
    ran, faults = _tried(line, root)
    yield from faults
    if not ran or ran.status:
        if one_line(text):
            yield f"refused as a title: {ran}"
        return
    kept = inside("ticket", "show", ran.json["id"], "--json", at=root).json
    if (kept["words"], kept.get("place", "")) != (text, one_line(text)):
        yield f"words {kept['words']!r:.200} place {kept.get('place')!r:.200}"
    wanted = one_line(text)
    if kept["title"] != wanted and not (
        len(wanted) > _TITLE and wanted.startswith(kept["title"].removesuffix("…"))
    ):
        yield f"title {kept['title']!r:.300}"


def _noted(root: Path, text: str) -> Iterator[str]:
    ran, faults = _tried(("ticket", "note", "1", f"--text={text}", "--json"), root)
    yield from faults
    if ran and ran.status == 0:
        kept = inside("ticket", "show", "1", "--json", at=root).json["events"][-1]["text"]
        if kept != text:
            yield f"note {kept!r:.300}"
    elif one_line(text):
        yield f"refused as a note: {ran}"


def _valued(root: Path, at: int, text: str) -> Iterator[str]:
    for words in (_ASKED[at % len(_ASKED)], _ASKED[(7 * at + 3) % len(_ASKED)]):
        if "\0" in text:
            continue
        more = ("status",) if words == ("-C",) else ()
        yield from _tried((*words, text, *more), root)[1]


def _attached(root: Path, folder: Path, text: str) -> Iterator[str]:
    """Attach a file of this name, where a file may have it."""
    name = text.encode("utf-8", "surrogatepass")
    if "/" in text or "\0" in text or len(name) > 255 or text in {"", ".", ".."}:
        return
    file = folder / text
    with contextlib.suppress(OSError, ValueError):
        file.write_text(text, encoding="utf-8", errors="surrogatepass")
        ran, faults = _tried(("ticket", "attach", "1", str(file)), root)
        yield from faults
        if ran and ran.status not in {0, 2}:
            yield f"attach {ran}"
        file.unlink()


_MAP = """schema: import-map/1
source: corpus
zone: Asia/Shanghai
key: no
times: "%Y-%m-%d %H:%M"
fields:
  title: title
  words: words
  opened_at: at
"""


def _brought(root: Path, folder: Path, texts: Sequence[str]) -> Iterator[str]:
    """Import a sheet with each text in a cell; what came in is what stood there."""
    cells = [text for text in texts if one_line(text) and "\0" not in text]
    sheet, plan = folder / "cells.csv", folder / "map.yaml"
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(("no", "at", "title", "words"))
    for at, text in enumerate(cells):
        writer.writerow((f"N{at:04}", "2026-11-20 09:00", text, text))
    sheet.write_bytes(out.getvalue().encode("utf-8", "surrogatepass"))
    plan.write_text(_MAP)
    ran, faults = _tried(("import", str(sheet), "--map", str(plan), "--json"), root)
    yield from faults
    sheet.unlink()
    plan.unlink()
    if not ran or ran.status not in {0, 1}:
        yield f"import {ran}"
        return
    if ran.json["imported"] + ran.json["refused"] != len(cells):
        yield f"import {ran.json}"
    listed = inside("ticket", "list", "--all", "--json", at=root).json
    kept = {inside("ticket", "show", one["id"], "--json", at=root).json["words"] for one in listed}
    lost = [text for text in cells if text not in kept and text.strip() not in kept]
    if len(lost) > ran.json["refused"]:
        yield f"import lost {lost[:5]!r:.500}"


def _shown(root: Path) -> Iterator[str]:
    for words in _SHOWN:
        ran, faults = _tried(words, root)
        yield from faults
        if ran and ran.status not in {0, 1, 2}:  # 2: two tickets end so
            yield f"{words} {ran}"
    ran = inside("ticket", "list", "--all", "--csv", at=root)
    cells = [cell for row in csv.reader(StringIO(ran.out)) for cell in row]
    live = [cell for cell in cells if cell.startswith(FORMULA)]
    if ran.status or live or wild(ran.out.replace("\r\n", "\n").lstrip("\ufeff")):
        yield f"csv {live[:3]} {ran.err}"


def _sheets(root: Path, folder: Path) -> Iterator[str]:
    """Put the open tickets on a sheet: text in every cell, and no formula."""
    file = folder / "open.xlsx"
    ran, faults = _tried(("sheet", "out", str(file)), root)
    yield from faults
    if ran is None or ran.status:
        yield f"sheet {ran}"
        return
    book = load_workbook(BytesIO(file.read_bytes()))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    live = [cell.value for cell in cells if cell.data_type == "f"]
    if live:
        yield f"sheet {live[:3]}"
    file.unlink()


def _around(folder: Path) -> list[Any]:
    """Return what lies beside the store and in the home, where no command has to write."""
    beside = [one for one in folder.iterdir() if one.name != "s"]
    return sorted(str(one) for place in (*beside, home()) for one in (place, *place.rglob("*")))


@contextlib.contextmanager
def _bounded() -> Iterator[None]:
    def stop(*_: object) -> None:
        raise _Hang

    was = signal.signal(signal.SIGALRM, stop)
    signal.alarm(_HANGS)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, was)
