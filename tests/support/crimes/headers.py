"""Frauds with the bytes of a commit object: who, when, in which letters, and what is not shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.support.crimes.case import Blame, Crime
from tests.support.crimes.insider import raw
from tests.support.crimes.records import arrived
from tests.support.crimes.scene import CLERK, DEED, SENT, names
from tests.support.crimes.times import noted

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.crimes.scene import Scene

LATIN = CLERK.__class__("Li", CLERK.mail)
STAMP = "1772607600 +0800"
"""The moment of the deeds as commits write it."""


def _header(line: str) -> Callable[[Scene], Blame]:
    """An arrival whose commit has one more header."""
    return raw(lambda text: text.replace("\n\n", f"\n{line}\n\n", 1))


def _unread(deed: Callable[[Scene], Blame]) -> Callable[[Scene], Blame]:
    """A commit that git itself reads otherwise than it is written: nothing behind it is judged."""

    def done(scene: Scene) -> Blame:
        deed(scene)
        return Blame(who=None)

    return done


def _misread(deed: Callable[[Scene], Blame]) -> Callable[[Scene], Blame]:
    """A commit whose author's name is read in another charset, as git shows it."""
    return lambda scene: deed(scene)._replace(who=None)


def _stamped(stamp: str) -> Callable[[Scene], Blame]:
    """An arrival whose committer's date is another."""

    def change(text: str) -> str:
        head, mark, rest = text.partition("\ncommitter ")
        return head + mark + rest.replace(STAMP, stamp, 1)

    return raw(change)


def _named(name: str, mail: str = CLERK.mail) -> Callable[[Scene], Blame]:
    """An arrival by somebody of a name that reads as another."""

    def deed(scene: Scene) -> Blame:
        blame = raw(lambda text: text.replace(f"{CLERK.name} <{CLERK.mail}>", f"{name} <{mail}>"))(
            scene
        )
        return Blame(blame.commit, None, SENT)

    return deed


def _note(message: bytes, header: bytes = b"") -> Callable[[Scene], Blame]:
    """A file of one's own, in a commit whose message does not show as it is."""

    def deed(scene: Scene) -> Blame:
        commit = scene.commit({"NOTES.md": "# 备忘\n"}, message="notes")
        text = (scene.git("cat-file", "commit", commit) + "\n").encode()
        text = text.replace(b"\n\nnotes", header + b"\n\n" + message)
        return Blame(put(scene, text), CLERK)

    return deed


def put(scene: Scene, text: bytes) -> str:
    told = ("hash-object", "-t", "commit", "-w", "--stdin", "--literally")
    commit = scene.git(*told, data=text)
    scene.git("update-ref", "HEAD", commit)
    scene.git("reset", "-q", "--hard", "HEAD", check=False)
    return commit


def noted_in_gbk(scene: Scene) -> None:
    """A file of one's own, by a git that was told to write GBK: it reads in one way."""
    (scene.root / "NOTES.md").write_text("# 备忘\n")
    scene.git("add", "NOTES.md")
    told = ("-c", "i18n.commitEncoding=GBK", "commit", "-q", "-F", "-")
    scene.git(*told, data="已核对\n".encode("gbk"), **names(LATIN, DEED))


CRIMES: tuple[Crime, ...] = (
    Crime("G007", "brackets-in-the-name", _named("王经理 <wang@desk.example> x"), arrived),
    Crime("G007", "name-that-reads-backwards", _named("\u202e理经王"), arrived),
    Crime(
        "G007",
        "mail-with-a-letter-that-looks-alike",
        _named(CLERK.name, "l\u0456@desk.example"),
        arrived,
    ),
    Crime(
        "G007",
        "mail-with-a-letter-that-looks-alike-among-staff",
        _named("王经理", "w\u0430ng@desk.example"),
        arrived,
        kind="team",
        also=("G008",),
    ),
    Crime("G014", "date-of-before-1970", _stamped("-1772607600 +0800"), arrived),
    Crime("G014", "zone-that-is-none", _stamped("1772607600 +9999"), arrived),
    Crime("G014", "no-date", _stamped("soon"), arrived),
    Crime("G015", "date-beyond-all-numbers", _stamped("99999999999999999999 +0800"), arrived),
    Crime(
        "G036",
        "utf-7",
        raw(lambda text: text.replace("\n\n", "\nencoding UTF-7\n\n+VxZZ1Q- ", 1)),
        arrived,
    ),
    Crime("G036", "gbk", _misread(_header("encoding GBK")), arrived),
    Crime("G036", "shift-jis", _header("encoding Shift_JIS"), arrived),
    Crime("G036", "utf-16", _header("encoding UTF-16"), arrived),
    Crime(
        "G036",
        "note-in-utf-8-called-gb18030",
        _misread(_note("已核对".encode(), b"\nencoding GB18030")),
        noted_in_gbk,
    ),
    Crime("G036", "header-of-ones-own", _header("approved-by wang@desk.example"), arrived),
    Crime(
        "G026",
        "two-trees",
        _unread(raw(lambda text: text.replace("\nparent", "\ntree " + "a" * 40 + "\nparent", 1))),
        arrived,
    ),
    Crime("G026", "parent-behind-the-committer", _unread(_header("parent " + "a" * 40)), arrived),
    Crime("G036", "nul-in-a-note", _note(b"notes\0 and more"), noted),
    Crime("G036", "escape-in-a-note", _note(b"notes\x1b[2K\x1b[1A"), noted),
    Crime("G036", "bidi-in-a-note", _note("notes \u202eabc".encode()), noted),
    Crime("G036", "no-line-end", raw(lambda text: text.rstrip("\n")), arrived),
)
