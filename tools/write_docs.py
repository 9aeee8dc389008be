"""Write the pages of `docs/` that are made from the code: `python -m tools.write_docs`."""

# ruff: noqa: E501 - a sentence stays on one line, so that a search for its words finds it

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tools.line_page import line_page
from wuye_cli.domain.tickets.category import COMPLEXITIES, PLACES, URGENCIES
from wuye_cli.domain.tickets.category import KINDS as TICKET_KINDS
from wuye_cli.domain.tickets.flow import CONDITIONS
from wuye_cli.domain.tickets.kinds import KINDS, OPEN, RECEIVED, STATUSES, EventKind
from wuye_cli.gateways.importers.mapping import FIELDS, STATES, TIMES
from wuye_cli.i18n.format_words import FOR_READERS, WORDS
from wuye_cli.i18n.format_words import KINDS as KIND_WORDS
from wuye_cli.render.format_pages import Key, Section, Table, Words, format_page
from wuye_cli.render.schemas.build import needed
from wuye_cli.services.file_formats import found_formats

if TYPE_CHECKING:
    from wuye_cli.services.file_formats import Found

ROOT = Path(__file__).parent.parent
LANGUAGES = {"zh": "zh-CN", "en": "en"}
"""Language to the ending of its pages."""

_INTRO = (
    """本页由 `make docs` 从读写文件的代码生成，测试核对它是否最新；请勿手改。

所有文件是 UTF-8 的 YAML，读时从严：不许锚点、别名、标签、合并键、重复的键、多文档；每个文件至多 1 MiB、嵌套 20 层、50000 个值。标准文件里要文字列表的地方，单写一个文字也可。标“供阅读”的键会被读取和检查，有的会显示，但还没有命令据此行事。程序写的记录用规范形：键不加引号，文字一律用 JSON 引号，一个事件一行。""",
    """This page is made by `make docs` from the code that reads and writes the files, and a test asserts that it is current. Do not edit it by hand.

All files are YAML in UTF-8, read strictly: no anchors, aliases, tags, merge keys, duplicate keys or several documents; at most 1 MiB a file, 20 levels, 50,000 values. Where a standard wants a list of texts, one text alone will do. A key marked “for readers” is read and checked and perhaps shown, but no command acts on it yet. Records are written in a canonical form: plain keys, every text JSON-quoted, one event a line.""",
)


def pages(language: str) -> dict[str, str]:
    """Return path from the root to content of every page in a language."""
    ending = LANGUAGES[language]
    return {
        f"docs/commands.{ending}.md": commands(language),
        f"docs/formats.{ending}.md": formats(language),
        f"docs/one-line.{ending}.md": line_page(language),
        **transcripts(language),
    }


def formats(language: str) -> str:
    """Return the page of all file formats.

    Raises:
        LookupError: If the words do not name exactly the keys that the code has.
    """
    found = found_formats()
    if set(found) != set(WORDS):
        raise LookupError(set(found) ^ set(WORDS))
    parts: list[Section | Table] = []
    for name, keys in found.items():
        parts.append(_section(name, keys, _said(language)))
        if name == "event":
            parts += [_event_kinds(language), _values(language)]
    parts.append(_others(language))
    title = ("文件格式", "File formats")[_said(language)]
    return format_page(title, _INTRO[_said(language)], parts, _heads(language))


def _said(language: str) -> int:
    return list(LANGUAGES).index(language)


def _heads(language: str) -> Words:
    if language == "zh":
        return Words("键", "值", "必填", "含义", "是")
    return Words("Key", "Value", "Required", "Meaning", "yes")


def _section(name: str, found: Found, said: int) -> Section:
    words = WORDS[name]
    if set(found.keys) != set(words.rows):
        raise LookupError(name, set(found.keys) ^ set(words.rows))
    keys = []
    for key, told in found.keys.items():
        kind = told or words.rows[key][0].removeprefix("!")
        about = words.rows[key][said + 1] + _mark(name, key, said)
        keys.append(Key(key, KIND_WORDS[kind][said], key in needed(name, found), about))
    return Section(words.mark, words.title[said], words.about[said], keys)


def _mark(name: str, key: str, said: int) -> str:
    return ("（供阅读）", " (for readers)")[said] if f"{name}.{key}" in FOR_READERS else ""


def _event_kinds(language: str) -> Table:
    """Return the table of `kinds.KINDS`."""
    labels = _labels(language)
    zh = language == "zh"
    rows = [
        [
            f"`{name}`",
            labels.get(f"event.{name}", ""),
            _legal(kind, zh=zh),
            ", ".join(f"`{status}`" for status in _moves(name, kind)),
            ", ".join(f"`{field}`" for field in kind.needs),
            ", ".join(f"`{field}`" for field in kind.may),
        ]
        for name, kind in KINDS.items()
    ]
    heads = (
        ("种类", "名称", "可在哪些状态", "使状态成为", "必带", "可带")
        if zh
        else ("Kind", "Name", "Legal in", "Moves to", "Must carry", "May carry")
    )
    about = (
        "每种都可带 id、at、by、who、src、recorded_at、auto、text。`tiers.yaml` 的时钟或 `flows.yaml` "
        "提到的其他种类也合法，算办理中的一步，不动状态。流程另有规定的从流程。"
        if zh
        else "Every kind may carry id, at, by, who, src, recorded_at, auto, text. A kind that is not"
        " here is legal when a clock of `tiers.yaml` or `flows.yaml` names it; it counts as a step on"
        " an open ticket and moves no status. Flows may demand more."
    )
    return Table("###", "事件种类" if zh else "Kinds of events", about, heads, rows)


def _moves(name: str, kind: EventKind) -> list[str]:
    return [RECEIVED] if name == "receive" else list(dict.fromkeys(kind.moves.values()))


def _legal(kind: EventKind, *, zh: bool) -> str:
    if not kind.legal_in:
        return "只作第一个事件" if zh else "only as the first event"
    if kind.legal_in == frozenset(STATUSES):
        return "任何状态" if zh else "any status"
    if kind.legal_in == OPEN:
        return "未结束" if zh else "any open status"
    named = [status for status in STATUSES if status in kind.legal_in]
    if set(named) == set(STATUSES[: len(named)]):
        return f"{'至' if zh else 'up to'} `{named[-1]}`"
    return ", ".join(f"`{status}`" for status in named)


def _values(language: str) -> Table:
    """Return the closed lists of words."""
    zh = language == "zh"
    lists = (
        ("工单 status", "ticket status", STATUSES),
        ("kind", "kind", TICKET_KINDS),
        ("place", "place", PLACES),
        ("urgency", "urgency", URGENCIES),
        ("complexity", "complexity", COMPLEXITIES),
        ("流程 required_if", "flow required_if", CONDITIONS),
        ("导入字段", "import fields", FIELDS),
        ("导入的时刻字段", "import fields that hold a time", TIMES),
        ("导入的 status", "import status", STATES),
    )
    rows = [
        [zh_name if zh else en_name, " ".join(f"`{word}`" for word in words)]
        for zh_name, en_name, words in lists
    ]
    heads = ("何处", "可用的词") if zh else ("Where", "Words")
    return Table("###", "固定的词" if zh else "Closed lists of words", "", heads, rows)


_OTHERS = (
    (
        "`media/<xx>/<sha256>`",
        "附件原文件，按 SHA-256 命名，不进 git",
        "attachments as they are, named by SHA-256, outside git",
    ),
)


def _others(language: str) -> Table:
    """Return the files that have no table of keys."""
    said = _said(language)
    heads = (("文件", "是什么"), ("File", "What it is"))[said]
    rows = [(one[0], one[said + 1]) for one in _OTHERS]
    return Table("##", ("其他文件", "Other files")[said], "", heads, rows)


def _labels(language: str) -> dict[str, str]:
    module = __import__(f"wuye_cli.i18n.{language}.labels", fromlist=["MESSAGES"])
    labels: dict[str, str] = module.MESSAGES
    return labels


def commands(language: str) -> str:
    """Return the page of commands; help is chosen at import, so each language is a process."""
    program = (
        "import sys; from wuye_cli.cli.command_pages import command_page;"
        "sys.stdout.buffer.write(command_page().encode('utf-8'))"
    )
    return _printed(language, "-c", program)


def transcripts(language: str) -> dict[str, str]:
    """Return path to content of the pages with transcripts, typed anew."""
    pages: dict[str, str] = json.loads(_printed(language, "-m", "tools.transcripts", language))
    return pages


def _printed(language: str, *words: str) -> str:
    """Return what Python prints in a language, with nothing of this machine around it."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    path = os.pathsep.join(str(folder) for folder in (ROOT / "src", ROOT))
    with tempfile.TemporaryDirectory() as home:
        environment = kept | {"WUYE_LANG": language, "PYTHONPATH": path, "HOME": home}
        made = subprocess.run(  # noqa: S603 - our own program
            [sys.executable, *words], env=environment, capture_output=True, check=False
        )
    if made.returncode:
        raise RuntimeError(made.stderr.decode("utf-8", "replace"))
    return made.stdout.decode("utf-8")


def main() -> int:
    """Write every page; with `--check` only say which are not current, with status 1."""
    stale = 0
    for language in LANGUAGES:
        for path, content in pages(language).items():
            place = ROOT / path
            lying = place.read_text("utf-8") if place.exists() else ""
            if lying == content:
                continue
            stale += 1
            sys.stdout.write(f"{path}\n")
            if "--check" not in sys.argv:
                place.write_text(content, "utf-8", newline="\n")
    return 1 if stale and "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
